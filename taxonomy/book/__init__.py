"""Reads a handbook that exists: run `connect(read_book(files), taxonomy)` on its files."""

from taxonomy.book.connecting import Connected, connect
from taxonomy.book.navigation import read_book

__all__ = ["Connected", "connect", "read_book"]
