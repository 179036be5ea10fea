"""A page is ours as long as not a single byte of it has changed."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.stamps import is_as_written, stamped

PAGES = st.text(st.characters(exclude_categories=["Cs"])).map("# {}\n".format)


@given(PAGES)
def test_a_page_is_as_written_right_after_it_was_written(page: str) -> None:
    written = stamped(page)
    assert written.startswith(page.encode())
    assert written.endswith(b" -->\n")
    assert is_as_written(written)


@given(PAGES, st.data())
def test_any_changed_byte_shows(page: str, data: st.DataObject) -> None:
    written = bytearray(stamped(page))
    place = data.draw(st.integers(0, len(written) - 1))
    written[place] ^= data.draw(st.integers(1, 255))
    assert not is_as_written(bytes(written))


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page + b"\n",
        lambda page: page.rstrip(b"\n"),
        lambda page: page.replace(b"\n", b"\r\n"),
        lambda page: b"\xef\xbb\xbf" + page,
        lambda page: page + page,
        lambda page: b"",
    ],
)
def test_what_editors_do_by_themselves_is_an_edit_too(change: Callable[[bytes], bytes]) -> None:
    assert not is_as_written(change(stamped("# a\n\ntext\n")))
