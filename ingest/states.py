"""What a successful visit leaves behind, whatever the kind of source."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from catchup.types import Entry, Source, SourceState

USUAL_WINDOW = 10


def successful(source: Source, state: SourceState, now: datetime) -> SourceState:
    """The state after a visit that went well: no failures, due again after `source.every`."""
    return replace(
        state,
        source=source.id,
        visited=now,
        succeeded=now,
        next_due=now + source.every,
        failures=0,
        error=None,
        detail=None,
    )


def with_window(kept: SourceState, before: SourceState, entries: Sequence[Entry]) -> SourceState:
    """Note the dates that a source shows, and a gap where it no longer shows all since `before`.

    Feeds show their newest 10 to 30 entries: there is a gap where even the oldest one is newer than
    all that was known before. A feed that was empty and now shows a full window may have lost what
    lay between; one that shows less has just begun. An older gap is remembered until a newer one is
    found, or an hourly visit would forget it before the weekly report.
    """
    dates = [entry.published for entry in entries if entry.published is not None]
    if not dates:
        return kept
    kept = replace(kept, oldest_entry=min(dates), newest_entry=max(dates))
    since = before.newest_entry
    if since is None and len(entries) >= USUAL_WINDOW:
        since = before.succeeded
    if since is None or min(dates) <= since:
        return kept
    return replace(kept, gap_since=since, gap_until=min(dates))
