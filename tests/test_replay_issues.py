"""Four weekly issues over the recorded internet: no repeats, short enough, a reason for each."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from catchup.types import Card, Digest
from publish import words
from publish.cover import cover_of
from publish.freezing import thaw
from publish.layout import lay_out
from publish.minutes import DAILY, LETTER, WEEKLY, reading_time
from publish.render import RENDERERS
from publish.report import time_of
from tests.replay.program import Program, recording
from tests.replay.weeks import FIRST, WEEKS, subscribe

SHARED = Path(__file__).resolve().parents[2] / "shared"
MONDAYS = (*WEEKS, "2026-03-16T00:00:00Z")
LANGUAGES = ("ko", "en")

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(900),
    pytest.mark.skipif(
        not (SHARED / "replay" / "serve.py").exists(), reason="no recording at ../shared/replay"
    ),
]


@pytest.fixture(scope="module")
def issues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Digest]]:
    """The issues of four Mondays after the first run, by week."""
    folder, corpus = tmp_path_factory.mktemp("issues"), SHARED / "replay"
    with recording(corpus, folder / "tls", FIRST) as port:
        program = Program(folder, port, folder / "tls" / "ca.pem")
        program("init", "--empty", ".")
        settings = folder / "catchup.toml"
        settings.write_text(settings.read_text("utf-8").replace('pause = "1s"', 'pause = "0s"'))
        subscribe(program, corpus)
        for now in MONDAYS:
            program.ask(f"/__clock?now={now}")
            program.stages(now, "run")
            json.loads(program("--now", now, "--json", "issues", "open"))
    with sqlite3.connect(folder / "catchup.db") as database:
        rows = database.execute("select week, content from issue order by number")
        yield {week: thaw(content) for week, content in rows}


def cards(digest: Digest) -> list[Card]:
    return [card for section in digest.sections for card in section.cards]


def shown(digest: Digest) -> list[Card]:
    return [*cards(digest), *digest.briefs]


def test_there_are_four(issues: dict[str, Digest]) -> None:
    assert list(issues) == ["2026-W08", "2026-W09", "2026-W10", "2026-W11"]
    assert all(len(cards(digest)) >= 5 for digest in issues.values())


def test_nothing_is_news_twice(issues: dict[str, Digest]) -> None:
    told: dict[object, str] = {}
    for week, digest in issues.items():
        for card in shown(digest):
            for name in {card.item, card.url, *(url for _, url, _ in card.together)}:
                assert told.setdefault(name, week) == week, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_issue_and_no_letter_takes_longer_than_it_may(
    issues: dict[str, Digest], language: str
) -> None:
    for digest in issues.values():
        for form in ("text", "markdown"):
            assert reading_time(RENDERERS[form](digest, language)) <= WEEKLY
        assert time_of(cover_of(digest, language)) <= LETTER
        for card in cards(digest):
            assert sum(reading_time(point.quote) for point in card.points) <= DAILY


def test_every_item_has_a_reason_and_says_how_much_was_read(issues: dict[str, Digest]) -> None:
    for digest in issues.values():
        assert [card.url for card in shown(digest) if not card.reasons] == []
        for language in LANGUAGES:
            told = [view for area in lay_out(digest, language).areas for view in area.cards]
            for card, view in zip(cards(digest), told, strict=True):
                labels = (words.READINGS[card.reading], words.EXTRACTED[card.reading])
                assert any(label.say(language) in view.meta for label in labels)
            if digest.briefs:
                note = words.BRIEFS_NOTE.say(language)
                assert note in RENDERERS["text"](digest, language)


def test_both_languages_hold_the_same_items(issues: dict[str, Digest]) -> None:
    for digest in issues.values():
        for card in shown(digest):
            for language in LANGUAGES:
                assert card.url[:60] in RENDERERS["text"](digest, language).replace("\n", "")


def test_no_topic_stands_before_what_it_needs(issues: dict[str, Digest]) -> None:
    for digest in issues.values():
        order = [section.topic for section in digest.sections]
        for place, topic in enumerate(order):
            assert not set(order[place:]) & set(digest.topics[topic].prerequisites)
