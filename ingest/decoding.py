"""Decompresses a body in pieces of bounded size, so that a small bomb never becomes a large one."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catchup.errors import BadEncoding, TooLarge

GZIP_MAGIC = b"\x1f\x8b"
FRAME_BYTES = 2
PIECE = 64 * 1024
GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
RAW_DEFLATE = -zlib.MAX_WBITS


def decoded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the decoded body in pieces of at most 64 KiB. Raises BadEncoding.

    `encoding` is the Content-Encoding: none, gzip or deflate, for nothing else is asked for.
    """
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return iter(chunks)
    if name in {"gzip", "x-gzip", "deflate"}:
        return _inflated(chunks)
    raise BadEncoding(f"the body comes as {name!r}, which was not asked for")


@dataclass(frozen=True, slots=True)
class Cap:
    """How many bytes of a body are wanted, and whether a longer one is cut or refused."""

    limit: int
    cut: bool = False


class Wire:
    """Chunks as they come off the wire, counted in `octets`."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.octets = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.octets += len(chunk)
            yield chunk


def collected(pieces: Iterable[bytes], cap: Cap, announced: int = 0) -> bytes:
    """Join pieces. Raises TooLarge past the cap, before reading where `announced` tells so."""
    if announced > cap.limit and not cap.cut:
        raise TooLarge(f"{announced} bytes are announced, {cap.limit} allowed")
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > cap.limit:
            if cap.cut:
                break
            raise TooLarge(f"more than {cap.limit} bytes", decoded=len(body))
    return bytes(body[: cap.limit])


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    engine = None
    for chunk in _frame_first(chunks):
        data = chunk
        while data:
            if engine is None:
                engine = _engine(data)
            elif engine.eof:
                # gzip allows several members in a row; anything else at the end is ignored.
                if not data.startswith(GZIP_MAGIC):
                    return
                engine = zlib.decompressobj(GZIP_OR_ZLIB)
            try:
                piece = engine.decompress(data, PIECE)
            except zlib.error as error:
                raise BadEncoding("the compressed body is damaged") from error
            data = engine.unused_data or engine.unconsumed_tail
            yield piece
    if engine is not None:
        yield _rest(engine)


def _rest(engine: "zlib._Decompress") -> bytes:
    """What a deflate stream still holds at its end. Raises BadEncoding where the end is missing."""
    piece = engine.decompress(engine.unconsumed_tail, PIECE)  # the end mark may still be unread
    if not engine.eof:
        raise BadEncoding("the compressed body is cut off")
    return piece


def _frame_first(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes with the two that tell the format in the first piece."""
    rest, head = iter(chunks), b""
    for chunk in rest:
        head += chunk
        if len(head) >= FRAME_BYTES:
            break
    yield head
    yield from rest


def _engine(start: bytes) -> "zlib._Decompress":
    # Some servers send deflate without the zlib frame that RFC 9110 asks for.
    gzip = start.startswith(GZIP_MAGIC[:1])
    zlib_frame = start[0] & 0x0F == zlib.DEFLATED and int.from_bytes(start[:2]) % 31 == 0
    framed = gzip or zlib_frame
    return zlib.decompressobj(GZIP_OR_ZLIB if framed else RAW_DEFLATE)
