"""`catchup items`: what is stored about one item, and why it was (not) chosen."""

from dataclasses import asdict

import typer

from catchup.cli.explaining import (
    cards_of,
    learned_as_json,
    say_learned,
    say_parts,
    say_reasons,
)
from catchup.cli.saying import printable, say, say_json
from catchup.cli.session import Session, opened
from catchup.errors import ConfigError, StoreError
from catchup.types import Candidate, Digest, Erratum, Item, LeftOut, Selection
from catchup.whatsnew import answer, choose
from ingest.identity import canonical_url
from publish.periods import since as parse_since
from publish.ranking import rank
from publish.words import RETRACTED

app = typer.Typer(
    help="One item.", add_completion=False, rich_markup_mode=None, no_args_is_help=True
)

LONGEST_NUMBER = 18  # digits that every database keeps in one integer

REFERENCE = typer.Argument(metavar="ID", help="The item's number, or its address.")


@app.callback()
def items() -> None:
    """One item: what is stored, why it was chosen or not, hiding it."""


@app.command()
def show(ctx: typer.Context, reference: str = REFERENCE) -> None:
    """Everything that is stored about an item."""
    with opened(ctx.obj) as session:
        candidate = find(session, reference)
        history = session.store.items.history(candidate.item.id)
    if ctx.obj.json:
        say_json({**asdict(candidate), "history": asdict(history)})
        return
    _facts(candidate)
    for sighting in history.sightings:
        say(f"seen       {sighting.seen:%Y-%m-%d %H:%M} in {sighting.source}")
    for version in history.versions:
        say(f"version    {version.number} of {version.seen:%Y-%m-%d}: {version.reading}")
    for point in candidate.summary.points if candidate.summary else ():
        say(printable(f"point      “{point.quote}”"))


@app.command()
def explain(
    ctx: typer.Context,
    reference: str = REFERENCE,
    since: str = typer.Option("7d", metavar="SPAN", help="The period that is asked about."),
) -> None:
    """Why an item stands in the report, or why it does not."""
    with opened(ctx.obj) as session:
        candidate = find(session, reference)
        period = parse_since(since, now=ctx.obj.clock(), timezone=session.config.timezone)
        selection = choose(session.store, session.config, period)
        minutes = session.config.digest.minutes
        digest = answer(
            session.store, session.config, session.taxonomy(), selection, minutes=minutes
        )
    item = candidate.item
    chosen, why = verdict(selection, digest, item)
    parts = selection.ranks.get(item.id, {})
    if ctx.obj.json:
        learned = learned_as_json(selection.learned)
        facts = {"id": item.id, "chosen": chosen, "why": why, "learned": learned}
        say_json({**facts, "rank": rank(parts), "parts": dict(parts)})
        return
    _facts(candidate)
    for match in candidate.matches:
        words = ", ".join(match.evidence)
        say(f"topic      {match.topic} {match.score:.2f} ({match.method}: {words})")
    if candidate.likely and not candidate.matches:
        say(f"likely     {candidate.likely.topic} {candidate.likely.score:.2f}")
    say(f"{'chosen' if chosen else 'left out':<10} {', '.join(why)}")
    say_reasons(next((card for card in cards_of(digest) if card.item == item.id), None))
    say_parts(parts)
    say_learned(selection.learned)


@app.command()
def hide(ctx: typer.Context, reference: str = REFERENCE) -> None:
    """Keep an item out of every report from now on."""
    with opened(ctx.obj) as session:
        item = find(session, reference).item
        session.store.items.hide(item.id)
    if not ctx.obj.quiet:
        say(f"hidden: item {item.id}; `catchup items unhide {item.id}` takes it back")


@app.command()
def unhide(ctx: typer.Context, reference: str = REFERENCE) -> None:
    """Let an item that was hidden stand in reports again."""
    with opened(ctx.obj) as session:
        item = find(session, reference).item
        session.store.items.unhide(item.id)
    if not ctx.obj.quiet:
        say(f"no longer hidden: item {item.id}")


@app.command()
def retract(
    ctx: typer.Context,
    reference: str = REFERENCE,
    korean: str = typer.Option("", "--ko", metavar="TEXT", help="The reason, in Korean."),
    english: str = typer.Option("", "--en", metavar="TEXT", help="The reason, in English."),
) -> None:
    """Hide an item that an issue has announced, and say so there and in the next issue."""
    reasons = {"ko": korean.strip(), "en": english.strip()}
    if not all(reasons.values()):
        raise ConfigError("a reason is told in both languages", hint='--ko "…" --en "…"')
    with opened(ctx.obj) as session:
        item = find(session, reference).item
        issue = session.store.issues.announcing(item.id)
        if issue is None:
            raise StoreError(
                f"no issue has announced item {item.id}",
                hint=f"`catchup items hide {item.id}` keeps it out of reports",
            )
        texts = {lang: RETRACTED.say(lang, reason=text) for lang, text in reasons.items()}
        session.store.items.hide(item.id)
        session.store.errata.add(
            Erratum(week=issue.week, texts=texts, noted=ctx.obj.clock(), item=item.id)
        )
    if not ctx.obj.quiet:
        say(f"retracted: item {item.id} of {issue.week}")


def find(session: Session, reference: str) -> Candidate:
    """The item of a number or an address. Raises StoreError when there is none."""
    items = session.store.items
    if reference.isdecimal():
        found = items.get(int(reference)) if len(reference) <= LONGEST_NUMBER else None
    else:
        found = items.by_url(canonical_url(reference) or reference)
    if found is None:
        raise StoreError(
            f"no item `{reference}`",
            hint="give the number that `catchup select` shows, or the link",
        )
    return found


def verdict(selection: Selection, digest: Digest, item: Item) -> tuple[bool, list[str]]:
    """Whether the report shows the item, and the reasons for that."""
    shown = {card.item for card in cards_of(digest)}
    for choice in selection.chosen:
        if item.id == choice.candidate.item.id:
            if item.id not in shown:
                return False, [str(LeftOut.LIMIT)]
            return True, [str(reason) for reason in choice.reasons] or ["matched topic"]
        if item.id in {other.item.id for other in choice.together}:
            return True, [f"shown beside item {choice.candidate.item.id}"]
    for candidate, why in selection.left_out:
        if item.id == candidate.item.id:
            return False, [str(why)]
    return False, [str(LeftOut.BACKFILL if item.backfill else LeftOut.OUTSIDE_PERIOD)]


def _facts(candidate: Candidate) -> None:
    item = candidate.item
    published = f"{item.published:%Y-%m-%d %H:%M}" if item.published else f"? ({item.date_doubt})"
    facts = {
        "item": f"{item.id} · {item.kind} · {item.language} · version {item.version}",
        "published": published,
        "first seen": f"{item.first_seen:%Y-%m-%d %H:%M}{' (back-fill)' if item.backfill else ''}",
        "read": f"{item.reading}, {len(item.text)} characters",
    }
    say(printable(f"{item.title}\n{item.url}\n"))
    for name, fact in facts.items():
        say(f"{name:<10} {fact}")
