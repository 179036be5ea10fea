"""After any absence and for any number of minutes: as long as asked, nothing old, in order."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from catchup import whatsnew
from catchup.types import Digest, LeftOut
from publish.minutes import reading_time
from publish.periods import since
from publish.render import RENDERERS
from tests.catchup.longlife import Life, a_life

WEEKS = 27
ABSENCES = (1, 3, 7, 14, 21, 42, 84, 182)
MINUTES = (2, 3, 5, 8, 10, 15, 20)


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """Half a year of runs every week, and of late every day."""
    with a_life(tmp_path_factory.mktemp("life")) as life:
        life.pass_days(7 * WEEKS, run_every=7)
        life.pass_days(8)
        yield life


def report(life: Life, days: int, minutes: int) -> Digest:
    parts = life.pipeline
    period = since(f"{days}d", life.now, parts.config.timezone)
    selection = whatsnew.choose(parts.store, parts.config, period, minutes=minutes)
    return whatsnew.answer(parts.store, parts.config, parts.taxonomy, selection, minutes=minutes)


def shown(digest: Digest) -> list[int]:
    cards = [card.item for section in digest.sections for card in section.cards]
    return [*cards, *(card.item for card in digest.briefs)]


def is_exhausted(digest: Digest) -> bool:
    """Whether everything that had a chance is there: then a report is honestly short."""
    return not digest.left_out.get(LeftOut.LIMIT)


@pytest.mark.parametrize("minutes", MINUTES)
@pytest.mark.parametrize("days", ABSENCES)
def test_a_report_takes_the_minutes_that_were_asked_for(
    life: Life, days: int, minutes: int
) -> None:
    digest = report(life, days, minutes)
    for form in ("text", "markdown"):
        taken = max(reading_time(RENDERERS[form](digest, lang)) for lang in ("ko", "en"))
        assert taken <= minutes
        assert taken >= minutes * 0.85 or is_exhausted(digest)


def test_enough_came_out_for_the_lengths_to_mean_something(life: Life) -> None:
    assert not is_exhausted(report(life, 14, 5))
    assert not is_exhausted(report(life, 182, 20))


@pytest.mark.parametrize("days", ABSENCES)
def test_nothing_from_before_the_mark_is_news(life: Life, days: int) -> None:
    digest = report(life, days, 10)
    for item in shown(digest):
        candidate = life.pipeline.store.items.get(item)
        assert candidate is not None
        assert candidate.item.first_seen >= digest.period.start


@pytest.mark.parametrize("days", ABSENCES)
def test_no_topic_stands_before_what_it_needs(life: Life, days: int) -> None:
    digest, topics = report(life, days, 20), life.pipeline.taxonomy.topics
    for order in (
        [section.topic for section in digest.sections],
        [news.topic for news in digest.overview],
    ):
        for place, topic in enumerate(order):
            later = set(order[place:])
            assert not later & set(topics[topic].prerequisites)


def test_more_than_two_weeks_begin_with_topics_and_less_with_items(life: Life) -> None:
    assert report(life, 14, 8).overview == ()
    digest = report(life, 42, 8)
    page = RENDERERS["text"](digest, "ko")
    assert page.index("토픽별로 보면") < page.index("\n1. ")
    counted = {news.topic: news.new for news in digest.overview}
    assert sum(counted.values()) > len(shown(digest))
    assert {section.topic for section in digest.sections} <= counted.keys()


def test_a_report_since_a_mark_is_what_was_first_seen_after_it(life: Life) -> None:
    parts = life.pipeline
    mark = life.now - timedelta(days=4, hours=5)
    selection = whatsnew.choose_unseen(parts.store, parts.config, mark, life.now)
    digest = whatsnew.answer(parts.store, parts.config, parts.taxonomy, selection, minutes=8)
    seen = [parts.store.items.get(item) for item in shown(digest)]
    assert seen
    assert all(one and mark <= one.item.first_seen for one in seen)


def test_the_same_question_has_the_same_answer(life: Life) -> None:
    for form in RENDERERS:
        first, second = report(life, 42, 8), report(life, 42, 8)
        assert RENDERERS[form](first, "ko") == RENDERERS[form](second, "ko")


def test_both_languages_show_the_same_items(life: Life) -> None:
    digest = report(life, 42, 8)
    urls = {card.url for section in digest.sections for card in section.cards}
    urls |= {card.url for card in digest.briefs}
    for language in ("ko", "en"):
        page = RENDERERS["markdown"](digest, language)
        assert {url for url in urls if f"(<{url}>)" not in page} == set()
