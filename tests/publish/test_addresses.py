"""Addresses are checked before anything is stored, and no network is asked."""

import pytest

from catchup.errors import ConfigError
from publish.addresses import normalise


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Mina.Park@Readers.Example.ORG ", "Mina.Park@readers.example.org"),
        ("reader+week@readers.example.org", "reader+week@readers.example.org"),
        ("reader@한강.example.org", "reader@xn--939at69e.example.org"),
    ],
)
def test_addresses_are_kept_as_they_go_on_the_wire(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


NOT_ADDRESSES = (
    "",
    "reader",
    "reader@",
    "@readers.example.org",
    "a b@readers.example.org",
    "가@example.org",
    "r@readers.example.org\r\nBcc: x@example.org",
    "a@b@example.org",
    "a@-.org",
    f"{'x' * 70}@readers.example.org",
)


@pytest.mark.parametrize("typed", NOT_ADDRESSES)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ConfigError, match="no mail address"):
        normalise(typed)
