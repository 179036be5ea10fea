# ruff: noqa: ANN401 - the builders pass any field on
"""Scenes for the rules: an item as it is held, and what happens when it is shown again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from catchup.store.deciding import Changes, Known, Visit, decide
from catchup.store.identity import Shown, identify
from catchup.store.wording import Held
from catchup.types import Entry
from tests.fakes.builders import NOW, WEEK_START, an_entry

LATER = NOW + timedelta(hours=6)
OTHER_TEXT = "An entirely different account of how one shared index was split by tenant."


def a_visit(source: str = "tidal", **changes: Any) -> Visit:
    visit = Visit(
        source=source,
        now=LATER,
        week_start=WEEK_START,
        first=False,
        next_item=100,
        next_sighting=100,
    )
    return replace(visit, **changes)


def shown_by(entry: Entry, source: str = "tidal") -> Shown:
    return identify(source, [entry])[0]


def a_held(entry: Entry | None = None, **changes: Any) -> Held:
    """The item of an entry as it is held after one crawl."""
    shown = shown_by(entry or an_entry())
    held = decide([shown], {}, [], a_visit(next_item=1, next_sighting=1, now=NOW)).born[0]
    return replace(held, stored_version=1, **changes)


def again(entry: Entry, held: Held, visit: Visit | None = None) -> Changes:
    """The changes when the item's own entry is shown once more."""
    shown = shown_by(entry)
    known = {shown.key: Known(held.voice, held.id, held.fingerprint)}
    visit = visit or a_visit()
    return decide([shown], known, [held], replace(visit, present=frozenset({held.voice})))


def elsewhere(entry: Entry, held: Held, visit: Visit | None = None) -> Changes:
    """The changes when another source shows the item for the first time."""
    return decide([shown_by(entry, "delta")], {}, [held], visit or a_visit("delta"))
