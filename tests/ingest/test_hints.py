from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.hints import wishes

HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title>'
WEEKEND = "<skipDays><day>Saturday</day>\n<day> sunday </day></skipDays>"
NIGHT = "<skipHours><hour>0</hour><hour>5</hour><hour>24</hour><hour>23</hour></skipHours>"


@pytest.mark.parametrize(
    ("channel", "minutes", "skips"),
    [
        ("<ttl>180</ttl>", 180, ()),
        ("<ttl> 60 </ttl>", 60, ()),
        ("<ttl><![CDATA[90]]></ttl>", 90, ()),
        (WEEKEND, 0, ("sat", "sun")),
        (NIGHT, 0, ("00h", "05h", "23h")),
        (f"<ttl>5</ttl>{NIGHT}{WEEKEND}", 5, ("00h", "05h", "23h", "sat", "sun")),
        ("<ttl>soon</ttl><skipDays><day>Caturday</day></skipDays>", 0, ()),
        ("<ttl>-5</ttl>", 0, ()),
        ("<skipHours/>", 0, ()),
        ("", 0, ()),
    ],
)
def test_a_feed_says_when_it_wants_to_be_asked(
    channel: str, minutes: int, skips: tuple[str, ...]
) -> None:
    assert wishes((HEAD + channel).encode()) == (timedelta(minutes=minutes), skips)


def test_what_stands_in_an_entry_is_no_wish_of_the_feed() -> None:
    entry = "<item><title>What ttl means</title><description><ttl>99</ttl></description></item>"
    assert wishes((HEAD + entry).encode()) == (timedelta(0), ())


@given(st.binary(max_size=300), st.integers(0, 9))
def test_no_bytes_are_too_odd(noise: bytes, place: int) -> None:
    document = HEAD.encode() + WEEKEND.encode() + b"<ttl>7</ttl>"
    ttl, skips = wishes(document[:place] + noise + document[place:])
    assert ttl >= timedelta(0)
    assert all(len(skip) == 3 for skip in skips)
