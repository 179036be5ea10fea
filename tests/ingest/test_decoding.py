import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.errors import BadEncoding, TooLarge
from ingest.decoding import PIECE, Cap, collected, decoded


@given(
    st.binary(max_size=3000), st.integers(1, 500), st.sampled_from(["gzip", "deflate", "raw", ""])
)
def test_what_was_packed_comes_out(body: bytes, size: int, encoding: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(body, mtime=0),
        "deflate": zlib.compress(body),
        "raw": raw.compress(body) + raw.flush(),
        "": body,
    }[encoding]
    chunks = [packed[start : start + size] for start in range(0, len(packed), size)]
    name = "deflate" if encoding == "raw" else encoding
    assert b"".join(decoded(chunks, name)) == body


def test_members_are_joined_and_trailing_junk_is_ignored() -> None:
    packed = gzip.compress(b"one") + gzip.compress(b"two") + b"junk"
    assert b"".join(decoded([packed], "gzip")) == b"onetwo"


def test_pieces_stay_small_however_large_the_body() -> None:
    bomb = gzip.compress(b"\0" * 20_000_000)
    assert max(len(piece) for piece in decoded([bomb], "gzip")) <= PIECE


def test_a_cap_refuses_or_cuts() -> None:
    with pytest.raises(TooLarge):
        collected([b"ab", b"cd"], Cap(3))
    assert collected([b"ab", b"cd"], Cap(3, cut=True), announced=4) == b"abc"
    assert collected([b"ab", b"cd"], Cap(4)) == b"abcd"


def test_two_layers_of_encoding_are_refused() -> None:
    with pytest.raises(BadEncoding):
        list(decoded([b""], "gzip, gzip"))
