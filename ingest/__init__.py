"""Finds items: visits sources politely and reads what they show. To run it: `catchup crawl`."""

from ingest.articles import read_article
from ingest.discovery import discover
from ingest.inbox import INBOX, fetch_one, read_pasted
from ingest.papers import read_paper, whole_paper
from ingest.revisits import service_of_url as service_of
from ingest.revisits import spared
from ingest.states import standing
from ingest.transcripts import read_transcript
from ingest.visiting import crawl, failed
from ingest.web import PoliteWeb

__all__ = [
    "INBOX",
    "PoliteWeb",
    "crawl",
    "discover",
    "failed",
    "fetch_one",
    "read_article",
    "read_paper",
    "read_pasted",
    "read_transcript",
    "service_of",
    "spared",
    "standing",
    "whole_paper",
]
