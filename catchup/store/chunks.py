"""Cuts long lists of keys into pieces that fit into one statement's parameters."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Key = TypeVar("Key")
SIZE = 1000


def chunks(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """Pieces of at most `SIZE` keys (SQLite allows 32,766 parameters, PostgreSQL 65,535)."""
    for start in range(0, len(keys), SIZE):
        yield keys[start : start + SIZE]
