"""What a visit that went well leaves behind, whatever the kind of source; how a source fares."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any

from catchup.types import Page, Source, SourceState
from ingest.hints import wishes
from ingest.revisits import moved, rhythm

USUAL_WINDOW = 10


def successful(
    source: Source,
    state: SourceState,
    now: datetime,
    page: Page | None = None,
    **kept: Any,  # noqa: ANN401 - fields of the state
) -> SourceState:
    """The state after a visit that went well: no failures, and what `page` says of the next one.

    `source.url` is the address that was asked; `kept` are further fields to keep.
    """
    said = {} if page is None else _said(source, state, now, page)
    return replace(
        state,
        source=source.id,
        visited=now,
        succeeded=now,
        failures=0,
        error=None,
        detail=None,
        gone_since=None,
        stopped=None,
        **said,
        **kept,
    )


def _said(source: Source, state: SourceState, now: datetime, page: Page) -> dict[str, Any]:
    """What an answer says of where and when to ask next, as fields of the state."""
    said: dict[str, Any] = {"fresh_for": int(page.fresh_for.total_seconds())}
    url = state.url or source.url
    if source.url in {url, state.address, state.moved_to}:  # a channel's feed is none of its own
        said |= moved(state, url, source.url, page.moves, now)
    if page.status == HTTPStatus.NOT_MODIFIED:
        another_day = state.visited is None or state.visited.date() != now.date()
        return said | {"silent_days": state.silent_days + another_day}
    ttl, skips = wishes(page.body)
    return said | {
        "ttl": int(ttl.total_seconds()),
        "skips": skips,
        "in_full": now,
        "silent_days": 0,
    }


def with_window(
    kept: SourceState, before: SourceState, published: Sequence[datetime | None]
) -> SourceState:
    """Note the dates of what a source shows, and a gap where it is no longer all since `before`.

    `published` are the believed dates of all entries of the body. Feeds show their newest 10 to 30
    entries: there is a gap where even the oldest one is newer than all that was known before. A
    feed that was empty and now shows a full window may have lost what lay between; one that shows
    less has just begun. An older gap is remembered until a newer one is found, or an hourly visit
    would forget it before the weekly report.
    """
    dates = [instant for instant in published if instant is not None]
    if not dates:
        return kept
    kept = replace(kept, oldest_entry=min(dates), newest_entry=max(dates))
    if usual := rhythm(dates):
        kept = replace(kept, rhythm=int(usual.total_seconds()))
    since = before.newest_entry
    if since is None and len(published) >= USUAL_WINDOW:
        since = before.succeeded
    if since is None or min(dates) <= since:
        return kept
    return replace(kept, gap_since=since, gap_until=min(dates))


def standing(source: Source, state: SourceState) -> str:
    """Say in a word or two how a source fares, for tables: "ok", "http-503 (2x)", "stopped"."""
    if source.paused:
        return "paused"
    if state.stopped is not None:
        return "stopped (gone)"
    if state.error:
        return f"{state.error} ({state.failures}x)"
    if state.address:
        return "ok (moved)"
    return "ok" if state.visited else "new"
