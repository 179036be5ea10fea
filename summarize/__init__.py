"""Writes summaries: a document in, checked points with quotes out; `write(...)` runs it."""

from summarize.boilerplate import recurring
from summarize.brief import briefed, write
from summarize.providers import WRITERS, chooser
from summarize.providers.turns import InTurn

__all__ = ["WRITERS", "InTurn", "briefed", "chooser", "recurring", "write"]
