"""Writes summaries: a document in, checked points with quotes out; `write(...)` runs it."""

from summarize.boilerplate import recurring
from summarize.brief import write
from summarize.providers import WRITERS, chooser

__all__ = ["WRITERS", "chooser", "recurring", "write"]
