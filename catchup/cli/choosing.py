"""`catchup eval selection`: what would be chosen of a labelled week, and how good that is."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import typer

from catchup.cli.console import print_table
from catchup.cli.predict import rows
from catchup.cli.saying import say, say_json
from catchup.cli.session import Session, opened
from catchup.errors import ConfigError
from catchup.types import Candidate, Choice, DateDoubt, Period, Selection
from catchup.whatsnew import rules_of
from publish.periods import recent
from publish.ranking import rank
from publish.selecting import select

GOLD = Path("benchmarks/labels/week-2026-02-23.jsonl")
DAYS = 7
LABELS = ("worth", "maybe", "not")
SHOWN_TITLE = 60


def evaluate_selection(
    ctx: typer.Context,
    gold: Path = typer.Argument(GOLD, metavar="[GOLD]", help="Labelled rows as JSON lines."),
    titles: bool = typer.Option(False, "--titles", help="Show what was chosen, best first."),
) -> None:
    """What the ranking chooses of labelled items of the store, over the last seven days.

    `report` keeps every rule of a report; `halves` choose half as many out of each half of the
    rows, by the hash of their address; `any date` believes the dates that a report does not.
    """
    labels = {row["url"]: row for row in _checked(gold)}
    with opened(ctx.obj) as session:
        period = recent(ctx.obj.clock(), days=DAYS, timezone=session.config.timezone)
        candidates = list(_found(session, labels))
        report = _selected(session, candidates, period)
        halves = [_half(session, candidates, period, half) for half in (0, 1)]
        dated = _selected(session, [_dated(c) for c in candidates], period)
    figures = {
        "report": _figures(report.chosen, labels),
        "half one": _figures(halves[0].chosen, labels),
        "half two": _figures(halves[1].chosen, labels),
        "any date": _figures(dated.chosen, labels),
    }
    counts = Counter(str(why) for _, why in report.left_out)
    if ctx.obj.json:
        found = {"rows": len(labels), "found": len(candidates)}
        say_json({**found, "figures": figures, "left_out": dict(counts.most_common())})
        return
    columns = list(figures["report"])
    table = [(name, *(str(values[c]) for c in columns)) for name, values in figures.items()]
    print_table(("", *columns), table)
    say(f"{len(candidates)} of {len(labels)} labelled items are in the store")
    say("left out: " + ", ".join(f"{n} {why}" for why, n in counts.most_common()))
    if titles:
        print_table(("rank", "label", "language", "source", "title"), list(_rows(report, labels)))


def _checked(gold: Path) -> Iterator[dict[str, Any]]:
    labelled = list(rows(gold))
    if not labelled:
        raise ConfigError(f"{gold}: no labelled rows")
    for number, row in enumerate(labelled, 1):
        for key in ("url", "class", "worth"):
            if key not in row:
                raise ConfigError(f"{gold}: row {number} has no `{key}`")
        yield row


def _found(session: Session, labels: Mapping[str, Any]) -> Iterator[Candidate]:
    for url in labels:
        candidate = session.store.items.by_url(url)
        if candidate is not None:
            yield candidate


def _selected(
    session: Session, candidates: Sequence[Candidate], period: Period, share: float = 1.0
) -> Selection:
    rules = rules_of(session.store, session.config, period)
    number = max(1, round(rules.items * share))
    return select(candidates, replace(rules, items=number))


def _half(
    session: Session, candidates: Sequence[Candidate], period: Period, half: int
) -> Selection:
    some = [c for c in candidates if sha256(c.item.url.encode()).digest()[0] % 2 == half]
    return _selected(session, some, period, 0.5)


def _dated(candidate: Candidate) -> Candidate:
    """The item as if it had come out when it was first seen, where its date is not believed."""
    item = candidate.item
    if item.date_doubt in {None, DateDoubt.MISSING} or item.published is not None:
        return candidate
    return replace(candidate, item=replace(item, published=item.first_seen, date_doubt=None))


def _figures(chosen: Sequence[Choice], labels: Mapping[str, Any]) -> dict[str, int]:
    items = [choice.candidate.item for choice in chosen]
    worth = Counter(labels[item.url]["worth"] for item in items)
    return {
        "chosen": len(items),
        **{label: worth[label] for label in LABELS},
        "spam": sum(labels[item.url]["class"] == "spam" for item in items),
        "Korean": sum(item.language == "ko" for item in items),
    }


def _rows(selection: Selection, labels: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for choice in selection.chosen:
        item = choice.candidate.item
        yield (
            f"{rank(choice.parts):.2f}",
            labels[item.url]["worth"],
            item.language,
            item.sources[0],
            item.title[:SHOWN_TITLE],
        )
