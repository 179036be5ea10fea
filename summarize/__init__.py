"""Writes summaries: a document in, checked points with quotes out; `write(...)` runs it."""

from summarize.brief import write
from summarize.providers import WRITERS

__all__ = ["WRITERS", "write"]
