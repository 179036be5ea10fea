"""Decides whether an item is news of a period, by its dates and by what was announced before."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from catchup.types import DateDoubt, Item, LeftOut, Period
from publish.rules import Rules

# Reasons to leave out what is news of the period; all others say that it is none.
NEWS = frozenset(
    {
        LeftOut.OFF_TOPIC,
        LeftOut.LANGUAGE,
        LeftOut.WEAK,
        LeftOut.SAME_WORK,
        LeftOut.SERIES,
        LeftOut.SOURCE_QUOTA,
        LeftOut.TOPIC_QUOTA,
        LeftOut.KIND_QUOTA,
        LeftOut.LIMIT,
    }
)


def not_news(item: Item, rules: Rules) -> LeftOut | None:
    """Why an item is no news of the period, whatever it says; None when it is."""
    verdicts = (
        (item.hidden, LeftOut.HIDDEN),
        (item.id in rules.held, LeftOut.HELD),
        (_is_doubtful(item), LeftOut.DOUBTFUL_DATE),
        (item.backfill and not _is_news_of_young_store(item, rules), LeftOut.BACKFILL),
        (not is_new(item, rules) and not is_update(item, rules), LeftOut.OUTSIDE_PERIOD),
        (not is_update(item, rules) and born(item) < _oldest(rules), LeftOut.TOO_OLD),
    )
    return next((verdict for holds, verdict in verdicts if holds), None)


def _is_doubtful(item: Item) -> bool:
    """A date that is not believed; one merely missing is replaced by the day it was first seen."""
    if item.date_doubt is None or item.published is not None:
        return False
    return item.backfill or item.date_doubt is not DateDoubt.MISSING


def _is_news_of_young_store(item: Item, rules: Rules) -> bool:
    published = item.published
    return (
        rules.young
        and published is not None
        and within(published, rules.period)
        and (rules.seen is None or item.first_seen < rules.seen.end)
    )


def is_new(item: Item, rules: Rules) -> bool:
    """First seen in the period, or since the last issue froze, and not known before."""
    if _is_news_of_young_store(item, rules):
        return True
    if rules.seen is not None:
        return _new_since(rules.seen, item, rules.period)
    if not within(item.first_seen, rules.period):
        return False
    # What the crawl of the first day brought from before it was news of the last report.
    first_day = rules.period.start + timedelta(days=1)
    return item.first_seen >= first_day or born(item) >= rules.period.start


def _new_since(seen: Period, item: Item, period: Period) -> bool:
    """First seen since the last freeze; or seen by then, but born in this week."""
    if born(item) >= period.end or item.first_seen >= seen.end:
        return False
    return item.first_seen >= seen.start or born(item) >= period.start


def is_update(item: Item, rules: Rules) -> bool:
    """Changed in the period and known before it: what is new is never called an update."""
    if rules.seen is not None:
        return is_told_as_update(item, rules)
    revised = item.revised
    return revised is not None and within(revised, rules.period) and not is_new(item, rules)


def is_told_as_update(item: Item, rules: Rules) -> bool:
    """Announced by an earlier issue, and changed since."""
    if item.hidden or item.revised is None or item.id not in rules.held:
        return False
    return within(item.revised, rules.seen or rules.period)


def within(instant: datetime, period: Period) -> bool:
    """Whether an instant lies in a half-open period."""
    return period.start <= instant < period.end


def born(item: Item) -> datetime:
    """When an item came out, as far as that is known."""
    return item.published or item.first_seen


def _oldest(rules: Rules) -> datetime:
    """News is at most so old: the window, or the period where that is longer."""
    return min(rules.period.start, rules.period.end - rules.window)


def is_late(item: Item, rules: Rules) -> bool:
    """New, though it came out before the period."""
    return is_new(item, rules) and born(item) < _on_time_from(rules)


def _on_time_from(rules: Rules) -> datetime:
    """What was born before this instant is late.

    Of a report on demand it is the start of the local day before the period: what came out the
    evening before is not late. An issue waits some hours after its week for that.
    """
    if rules.seen is not None:
        return rules.period.start
    start = rules.period.start.astimezone(ZoneInfo(rules.timezone))
    return start.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
