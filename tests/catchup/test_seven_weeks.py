"""Seven weeks with two sources that fail and ten days of downtime: all is told, nothing twice."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from catchup import whatsnew
from catchup.errors import FetchError, HttpStatus
from catchup.types import Digest, Issue, SourceTrouble
from publish.freezing import thaw
from publish.minutes import reading_time
from publish.render import RENDERERS
from publish.weeks import week_name
from tests.catchup.longlife import Life, a_life, address

DOWN_FROM, DOWN_DAYS, DAYS = 23, 10, 49
DEAD, LIMPING = "quarry", "orchard"


@dataclass
class Weeks:
    """What was left after the seven weeks."""

    life: Life
    left: datetime
    back: datetime
    issues: tuple[Issue, ...]

    @property
    def digests(self) -> dict[str, Digest]:
        return {issue.week: thaw(issue.content) for issue in self.issues}


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Weeks]:
    """One source dies in the second week, another fails off and on; then nobody is at home."""
    with a_life(tmp_path_factory.mktemp("weeks")) as life:
        life.window = 4  # ten days show more than a feed holds: something is missed
        life.pass_days(10)
        life.web.broken[address(DEAD)] = FetchError(f"{address(DEAD)}: timed out")
        for day in range(10, DOWN_FROM):
            if day % 3:
                life.web.broken[address(LIMPING)] = HttpStatus("503", status=503)
            else:
                life.web.broken.pop(address(LIMPING), None)
            life.pass_days(1)
        life.web.broken.pop(address(LIMPING), None)
        left = life.now
        life.pass_days(DOWN_DAYS, run_every=0)
        back = life.now
        life.pass_days(DAYS - DOWN_FROM - DOWN_DAYS)
        yield Weeks(life, left, back, life.pipeline.store.issues.all())


def news(digest: Digest) -> list[int]:
    cards = [card.item for section in digest.sections for card in section.cards]
    return [*cards, *(card.item for card in digest.briefs)]


def named(digest: Digest, trouble: SourceTrouble) -> set[str]:
    return {note.source for note in digest.health.notes if note.trouble is trouble}


def test_every_week_that_somebody_was_at_home_has_one_issue(weeks: Weeks) -> None:
    zone = weeks.life.pipeline.config.timezone
    opened = [issue.week for issue in weeks.issues]
    assert len(opened) == len(set(opened))
    assert len(opened) >= 5
    for issue in weeks.issues:
        assert issue.week == week_name(issue.period, zone)
        assert not weeks.left < issue.opened < weeks.back


def test_nothing_is_announced_twice(weeks: Weeks) -> None:
    items = Counter(item for digest in weeks.digests.values() for item in news(digest))
    assert items
    assert [item for item, times in items.items() if times > 1] == []


def test_a_source_that_fails_is_named_in_every_issue_from_then_on(weeks: Weeks) -> None:
    title = DEAD.title()
    failed = [title in named(digest, SourceTrouble.FAILED) for digest in weeks.digests.values()]
    assert failed == sorted(failed)
    assert failed[-1]
    last = weeks.issues[-1]
    for form in ("text", "markdown", "html"):
        assert title in RENDERERS[form](thaw(last.content), "ko").split("출처와 상태")[-1]


def test_what_the_downtime_may_have_cost_is_named(weeks: Weeks) -> None:
    after = next(issue for issue in weeks.issues if issue.opened >= weeks.back)
    gaps = named(thaw(after.content), SourceTrouble.GAP)
    assert len(gaps) >= 6
    assert DEAD.title() not in gaps
    page = RENDERERS["text"](thaw(after.content), "ko")
    assert "놓친 글이 있을 수 있습니다" in page


def test_what_came_out_in_the_downtime_is_news_once_somebody_is_back(weeks: Weeks) -> None:
    store = weeks.life.pipeline.store
    later = [issue for issue in weeks.issues if issue.opened >= weeks.back]
    found = [store.items.get(item) for issue in later for item in news(thaw(issue.content))]
    born = [one.item.published for one in found if one and one.item.published]
    assert any(weeks.left <= day < weeks.back for day in born)


@pytest.mark.parametrize("minutes", [3, 8, 10])
def test_one_catch_up_report_is_sized_for_the_absence(weeks: Weeks, minutes: int) -> None:
    parts, mark = weeks.life.pipeline, weeks.left
    now = weeks.back + timedelta(hours=1)
    selection = whatsnew.choose_unseen(parts.store, parts.config, mark, now, minutes=minutes)
    digest = whatsnew.answer(parts.store, parts.config, parts.taxonomy, selection, minutes=minutes)
    for language in ("ko", "en"):
        taken = reading_time(RENDERERS["text"](digest, language))
        assert minutes * 0.5 < taken <= minutes
    seen = [parts.store.items.get(item) for item in news(digest)]
    assert seen
    assert all(one and mark <= one.item.first_seen for one in seen)
    told = {
        item for issue in weeks.issues if issue.opened <= mark for item in news(thaw(issue.content))
    }
    assert not told & set(news(digest))
    data = json.loads(RENDERERS["json"](digest, "ko"))
    assert data["sources"]["failed"] >= 1
