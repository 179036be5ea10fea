"""Finds items: visits sources politely and reads what they show. To run it: `catchup crawl`."""

from ingest.articles import read_article
from ingest.discovery import discover
from ingest.kinds import KINDS
from ingest.visiting import crawl, failed
from ingest.web import PoliteWeb

__all__ = ["KINDS", "PoliteWeb", "crawl", "discover", "failed", "read_article"]
