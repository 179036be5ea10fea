"""A changed feed is read by its new entries only, and the store cannot tell the difference."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from catchup.store import Store, open_store
from ingest.chunks import divide
from ingest.kinds import feed
from ingest.reading import read_all, read_new
from tests.ingest.fakes import FEED_URL, NOW, SOURCE, STATE, FakeWeb, page

WEEK = timedelta(days=7)
BODY = "In trial {0} recall rose from 0.71 to 0.79, as the chunks of {0} were cut at headings. " * 4
Item = tuple[str, str, str, datetime, int]  # id, link, title, instant, which text


def written(items: list[Item], built: datetime = NOW) -> bytes:
    """A feed as blogs write it: a build date in its head, one item a line."""
    lines = "\n".join(
        f"<item><title>{title}</title><link>{link}</link><guid isPermaLink='false'>{name}</guid>"
        f"<pubDate>{format_datetime(at)}</pubDate><description>{BODY.format(words)}</description></item>"
        for name, link, title, at, words in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Blog</title>'
        f"<lastBuildDate>{format_datetime(built)}</lastBuildDate>\n{lines}</channel></rss>"
    ).encode()


def post(number: int, *, words: int = 0) -> Item:
    at = NOW - timedelta(hours=100 - number, minutes=number)
    return f"id-{number}", f"https://blog.example/{number}", f"Post {number}", at, words


POSTS = [post(number) for number in range(20, 0, -1)]
LATER = NOW + timedelta(hours=6)


def reread(before: bytes, after: bytes) -> Any:  # noqa: ANN401 - Shown, or None for the whole
    memory = read_all(page(before), SOURCE, NOW).memory
    return read_new(page(after), SOURCE, LATER, memory)


def test_one_new_entry_is_all_that_is_read() -> None:
    shown = reread(written(POSTS), written([post(21), *POSTS[:-1]], LATER))
    assert [entry.entry_id for entry in shown.entries] == ["id-21"]
    assert len(shown.still) == 19
    whole = read_all(page(written([post(21), *POSTS[:-1]], LATER)), SOURCE, LATER)
    assert (shown.published, shown.memory) == (
        (whole.published[0], *whole.published[1:]),
        whole.memory,
    )


def test_another_build_date_alone_shows_nothing() -> None:
    shown = reread(written(POSTS), written(POSTS, LATER))
    assert (shown.entries, len(shown.still)) == ((), 20)


def test_an_entry_with_other_words_is_read_again() -> None:
    shown = reread(written(POSTS), written([post(20, words=1), *POSTS[1:]]))
    assert [entry.entry_id for entry in shown.entries] == ["id-20"]


def test_a_date_is_doubted_beside_those_that_stayed() -> None:
    at = POSTS[0][3]
    twins = [(f"id-{n}", f"https://blog.example/{n}", f"Post {n}", at, 0) for n in (30, 31)]
    shown = reread(written([twins[0], *POSTS]), written([*twins, *POSTS]))
    assert [entry.published for entry in shown.entries] == [None]
    assert shown.published.count(None) == 3


NEW = post(21)
DOUBTFUL: dict[str, tuple[list[Item], bytes]] = {
    "an id that stayed": (POSTS, written([("id-3", *NEW[1:]), *POSTS])),
    "a title that stayed": (POSTS, written([(*NEW[:2], "post 4", *NEW[3:]), *POSTS])),
    "a fragment": (POSTS, written([(NEW[0], POSTS[5][1] + "#part", *NEW[2:]), *POSTS])),
    "an entry that repeats": (POSTS, written([NEW, POSTS[0], POSTS[0], *POSTS[1:]])),
    "mostly new": (POSTS, written([post(number) for number in range(40, 15, -1)])),
    "another namespace": (
        POSTS,
        written([NEW, *POSTS]).replace(b"<channel>", b'<channel xmlns:x="https://x.example/">'),
    ),
    "a base": (POSTS, written([NEW, *POSTS]).replace(b"<item>", b'<item xml:base="/x/">', 1)),
    "a document type": (POSTS, written([NEW, *POSTS]).replace(b"<rss", b"<!DOCTYPE rss><rss")),
    "not UTF-8": (POSTS, written([NEW, *POSTS]).replace(b"Post 21", b"\xb1\xe2")),
    "broken": (POSTS, written([NEW, *POSTS]).replace(b"Post 21", b"<b>Post 21")),
    "parts of a page before": (
        [(*POSTS[0][:1], POSTS[0][1] + "#one", *POSTS[0][2:]), *POSTS[1:]],
        written([NEW, *POSTS]),
    ),
    "an item inside a text": (
        POSTS,
        written([NEW, *POSTS]).replace(b"Post 21", b"<![CDATA[<item>x</item>]]>"),
    ),
}


@pytest.mark.parametrize("why", DOUBTFUL)
def test_a_feed_is_read_as_a_whole_where_its_parts_may_not_be_enough(why: str) -> None:
    before, after = DOUBTFUL[why]
    assert reread(written(before), after) is None


def test_another_place_or_language_of_the_source_is_read_anew() -> None:
    memory = read_all(page(written(POSTS)), SOURCE, NOW).memory
    there = page(written([NEW, *POSTS]), "https://elsewhere.example/feed")
    assert read_new(there, SOURCE, NOW, memory) is None
    korean = replace(SOURCE, language="ko")
    assert read_new(page(written([NEW, *POSTS])), korean, NOW, memory) is None


def test_a_feed_is_cut_at_its_entries_and_put_together_again() -> None:
    body = written(POSTS)
    division = divide(body)
    assert division is not None
    assert len(division.entries) == 20
    together = division.only(division.entries)
    assert together.replace(b"\n", b"") == body.replace(b"\n", b"")


# ---- Any sequence of edits ----------------------------------------------------------------------


numbers = st.integers(1, 12)
instants = st.integers(0, 5).map(lambda hours: NOW - timedelta(hours=hours, minutes=7))
items = st.builds(
    lambda name, link, title, at, words: (
        f"id-{name}",
        f"https://blog.example/{link}",
        f"Post {title}",
        at,
        words,
    ),
    *(numbers, numbers, numbers, instants, st.integers(0, 2)),
)
own_items = numbers.map(post)
bodies = st.lists(st.one_of(own_items, own_items, own_items, items), min_size=1, max_size=8)


@st.composite
def histories(draw: Callable[[st.SearchStrategy[Any]], Any]) -> list[list[Item]]:
    """What a feed shows visit after visit: entries come on top, go, change, or return."""
    shown: list[Item] = draw(bodies)
    history = [shown]
    for _ in range(draw(st.integers(1, 4))):
        shown = list(shown)
        for _ in range(draw(st.integers(0, 2))):
            where = draw(st.integers(0, len(shown)))
            if draw(st.booleans()):
                shown.insert(where, draw(st.one_of(own_items, items)))
            elif shown[where : where + 1]:
                shown[where] = (*shown[where][:4], draw(st.integers(0, 2)))
        history.append(shown[: draw(st.integers(4, 9))])
    return history


@cache
def empty_store() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "catchup.db"
        open_store(f"sqlite:///{path}", now=NOW).close()
        return path.read_bytes()


@contextmanager
def a_store() -> Iterator[tuple[Store, Path]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "catchup.db"
        path.write_bytes(empty_store())
        with open_store(f"sqlite:///{path}", now=NOW) as store:
            yield store, path


def everything(path: Path) -> dict[str, list[Any]]:
    tables = ("item", "item_version", "sighting", "source_state")
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        found = {
            table: sorted(map(repr, connection.execute(text(f"SELECT * FROM {table}"))))
            for table in tables
        }
    engine.dispose()
    return found


def crawled(history: list[list[Item]], *, forgetful: bool) -> tuple[dict[str, list[Any]], int]:
    """The store after a history, and how many visits were spared; a forgetful one reads it all."""
    spared = 0
    with a_store() as (store, path):
        for visit, shown in enumerate(history):
            now = NOW + timedelta(hours=visit)
            state = store.sources.states().get(SOURCE.id, STATE)
            if forgetful:
                state = replace(state, chunks=None)
            web = FakeWeb({FEED_URL: replace(page(written(shown, now)), etag=None)})
            crawl = feed.visit(SOURCE, state, web, now)
            spared += bool(crawl.still)
            store.take(crawl, now=now, week_start=now - WEEK)
        return everything(path), spared


@settings(max_examples=60, deadline=None)
@given(histories())
def test_the_store_is_the_same_as_after_reading_everything(history: list[list[Item]]) -> None:
    assert crawled(history, forgetful=False)[0] == crawled(history, forgetful=True)[0]


def test_a_blog_that_posts_now_and_then_is_spared_every_time() -> None:
    history = [[post(n) for n in range(visit + 10, visit, -1)] for visit in range(5)]
    assert crawled(history, forgetful=False)[1] == 4
    assert crawled(history, forgetful=True)[1] == 0
