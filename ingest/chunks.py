"""Divides a feed into its entries as bytes, and remembers which of them were read already.

A feed that changed shows one new entry among fifty old ones. Its bytes are cut at <item> or
<entry>; a piece whose hash is remembered need not be read again. What is remembered of an entry is
what rules over the whole feed ask for: its instant, its key, and marks of its id and title.
"""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from zlib import crc32

from xxhash import xxh3_128_digest

from catchup.keys import entry_key
from catchup.types import Entry, SourceId

MOST_ENTRIES = 500  # of a feed that is remembered: 20 kB
OPENING = re.compile(rb"<(item|entry)(?=[\s>])")
DOCTYPE = re.compile(rb"<!doctype", re.IGNORECASE)
# Where there is a base, feedparser lets that of one entry reach into the next.
BASE = re.compile(rb"base\s*=")
# Tags that declare namespaces, the encoding or the language of all that follows.
CONTEXT = re.compile(rb"<[^<>]*\bxml[^<>]*>", re.IGNORECASE)
CONTEXT_BYTES, CHUNK_BYTES, MARK_BYTES = 8, 8, 4
# chunk, instant in microseconds since 1970, key, mark of the id, mark of the title
RECORD = struct.Struct(f"<{CHUNK_BYTES}sq16s{MARK_BYTES}s{MARK_BYTES}s")
NO_INSTANT = -(2**63)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Division:
    """A feed cut into what stands before its entries, the entries, and what stands after them."""

    head: bytes
    entries: tuple[bytes, ...]
    tail: bytes

    def only(self, entries: Sequence[bytes]) -> bytes:
        """The document with some of its entries."""
        return b"\n".join([self.head, *entries, self.tail])


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """One entry that was read: the hash of its bytes, its own instant, its key, and its marks.

    An entry that shares a mark with another one may have to be judged together with it.
    """

    chunk: bytes
    instant: datetime | None
    key: str
    marks: tuple[bytes, bytes]


def divide(body: bytes) -> Division | None:
    """Cut a feed at its entries; None where that is not safe."""
    opening = OPENING.search(body)
    if opening is None or DOCTYPE.search(body, 0, opening.start()) or BASE.search(body.lower()):
        return None
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return None  # another charset is guessed from the whole
    name, closing = opening[1], b"</" + opening[1] + b">"
    *pieces, tail = body[opening.start() :].split(closing)
    entries = tuple(piece.strip() + closing for piece in pieces)
    opened = body.count(b"<" + name, opening.start())
    at_start = all(OPENING.match(entry) for entry in entries)
    if not at_start or not opened == len(entries) <= MOST_ENTRIES:
        return None
    return Division(body[: opening.start()], entries, tail)


def hash_of(chunk: bytes) -> bytes:
    """The hash by which the bytes of an entry are recognised."""
    return xxh3_128_digest(chunk)[:CHUNK_BYTES]


def context_of(division: Division, *circumstances: str) -> bytes:
    """A hash of everything outside an entry that has a say in how it is read."""
    declared = b"\n".join(CONTEXT.findall(division.head))
    return sha256("\0".join(circumstances).encode() + b"\0" + declared).digest()[:CONTEXT_BYTES]


def remembered(
    chunk: bytes, entry: Entry, instant: datetime | None, source: SourceId
) -> Remembered:
    """What to remember of an entry that was just read."""
    return Remembered(
        chunk=hash_of(chunk),
        instant=instant,
        key=entry_key(source, entry),
        marks=(_mark(entry.entry_id or entry.link), _mark(entry.title)),
    )


def _mark(text: str) -> bytes:
    return crc32(text.casefold().encode("utf-8", "replace")).to_bytes(MARK_BYTES)


def packed(context: bytes, entries: Sequence[Remembered]) -> bytes:
    """The memory as it is kept with the state of a source: 40 bytes an entry."""
    return context + b"".join(
        RECORD.pack(
            one.chunk,
            NO_INSTANT if one.instant is None else (one.instant - EPOCH) // MICROSECOND,
            bytes.fromhex(one.key),
            *one.marks,
        )
        for one in entries
    )


def unpacked(memory: bytes) -> tuple[bytes, list[Remembered]]:
    """The context and the entries of a kept memory."""
    return memory[:CONTEXT_BYTES], [
        Remembered(
            chunk=chunk,
            instant=None if instant == NO_INSTANT else EPOCH + instant * MICROSECOND,
            key=key.hex(),
            marks=(of_id, of_title),
        )
        for chunk, instant, key, of_id, of_title in RECORD.iter_unpack(memory[CONTEXT_BYTES:])
    ]
