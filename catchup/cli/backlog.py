"""`catchup backlog`: what waits at each topic, and what people decide about it."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, TypeVar

import typer
from typer.core import TyperGroup

from catchup.cli import deciding, handing
from catchup.cli.console import day, print_list
from catchup.cli.saying import printable, say, say_json
from catchup.cli.session import Session, opened
from catchup.cli.waiting import ref_of, rows, rows_of
from catchup.cli.whatsnew import LANGUAGES, within
from catchup.cli.words import TASK_KINDS, TASK_SIZE
from catchup.errors import ConfigError
from catchup.types import BacklogKind, BacklogState, ItemKind, Language, Level, Task, Taxonomy
from publish.periods import since as parse_since
from taxonomy import Matcher, read_names
from taxonomy.querying import Filter, Waiting, holds, matches, ranked

Choice = TypeVar("Choice", BacklogState, Level, ItemKind, BacklogKind)
FOUND = 20


class TopicFirst(TyperGroup):
    """A group that also takes a topic before the command: `backlog rag-basics`, `… claim 42`."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  typer's own types are private
        """Put a topic that stands first where the command expects it; alone, it is listed."""
        name, *rest = args
        if name not in self.commands and not name.startswith("-"):
            command, *rest = rest if rest and rest[0] in self.commands else ("list", *rest)
            where = [name] if command == "list" else ["--topic", name]
            args = [command, *where, *rest]
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=TopicFirst,
    help="What waits at each topic.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
)

STATE = typer.Option(
    "", metavar="STATE", help="open (if left out), triaged, claimed … or all (with --claimant)."
)
LEVEL = typer.Option("", metavar="LEVEL", help="intro, intermediate or advanced.")
KIND = typer.Option(
    "", metavar="KIND", help="new-item, missing-page …; of items also paper, post, video, repo."
)
LANGUAGE = typer.Option("", metavar="ko|en", help="Language of the items.")
SINCE = typer.Option("", metavar="SPAN", help="14d, 6w or a date: first seen since.")
CLAIMANT = typer.Option("", metavar="NAME", help="Who has claimed it.")


@app.callback()
def backlog() -> None:
    """What waits at each topic: list, find, show, claim, accept, dismiss, add and more."""


@app.command("list")
def list_entries(
    ctx: typer.Context,
    topic: str = typer.Argument("", metavar="[TOPIC]", help="A topic, area or part."),
    state: str = STATE,
    level: str = LEVEL,
    kind: str = KIND,
    language: str = LANGUAGE,
    since: str = SINCE,
    claimant: str = CLAIMANT,
    words: str = typer.Option("", metavar="TEXT", help="Words that it must hold, all of them."),
) -> None:
    """What is waiting, the newest first; the filters narrow it down."""
    wanted = _filter(state, level, kind, language, claimant)
    with opened(ctx.obj) as session:
        found = _wanted(session, wanted, topic, since, ctx.obj.clock())
        found = [row for row in found if holds(row, words)]
        _print(ctx, found, session.config.digest.languages[0])


@app.command()
def find(
    ctx: typer.Context,
    need: str = typer.Argument(metavar="NEED", help="What you need, in Korean or English."),
    topic: str = typer.Option("", "--topic", metavar="ID", help="Only this topic, area or part."),
    state: str = STATE,
    level: str = LEVEL,
    kind: str = KIND,
    language: str = LANGUAGE,
    since: str = SINCE,
    claimant: str = CLAIMANT,
    limit: int = typer.Option(FOUND, metavar="N", help="How many at most.", min=1),
) -> None:
    """What helps with a need in plain words, the best first."""
    if not any(character.isalnum() for character in need):
        raise ConfigError("a need is said in words", hint='such as "한국어 문서 재순위화"')
    wanted = _filter(state, level, kind, language, claimant)
    with opened(ctx.obj) as session:
        taxonomy = session.taxonomy()
        found = _wanted(session, wanted, topic, since, ctx.obj.clock())
        names = read_names(session.config.names_file, taxonomy.topics)
        asked_in = "ko" if any("가" <= character <= "힣" for character in need) else "en"
        likely = Matcher(taxonomy, names).rank(need, "", asked_in)
        best = [row for _, row in ranked(need, likely, found, taxonomy)[:limit]]
        _print(ctx, best, session.config.digest.languages[0])


@app.command()
def show(
    ctx: typer.Context,
    entry: str = deciding.ENTRY,
    topic: str = typer.Option("", "--topic", metavar="ID", help="Only at this topic."),
) -> None:
    """One item or task with everything decided about it."""
    with opened(ctx.obj) as session:
        found = rows_of(session, entry, ctx.obj.clock())
        found = [row for row in found if topic in {"", row.entry.topic}]
        members = _members(session, found)
        language = session.config.digest.languages[0]
    if ctx.obj.json:
        say_json([_as_json(row) for row in found])
        return
    for row in found[:1]:
        say(printable(_heading(row, language)))
    for row in found:
        by = f" by {row.entry.by}" if row.entry.by else ""
        note = f": {row.entry.note}" if row.entry.note else ""
        say(printable(f"{row.entry.topic or '-':<28} {row.entry.state}{by}{note}"))
    for line in members:
        say(printable(line))


for _command in (
    deciding.triage,
    deciding.claim,
    deciding.review,
    deciding.accept,
    deciding.dismiss,
    deciding.snooze,
    deciding.reopen,
    deciding.undo,
    handing.add,
):
    app.command()(_command)
app.command("note")(deciding.write_note)


def _filter(state: str, level: str, kind: str, language: str, claimant: str) -> Filter:
    """What the options ask for. Raises ConfigError for a word that is none of theirs."""
    if language not in {"", *LANGUAGES}:
        raise ConfigError(f"--language {language}: not one of {', '.join(LANGUAGES)}")
    of_items = kind in set(ItemKind)
    state = state or ("all" if claimant else "open")
    return Filter(
        state=_choice(BacklogState, "state", state, ("all",)) if state != "all" else None,
        kind=None if of_items or not kind else _choice(BacklogKind, "kind", kind, tuple(ItemKind)),
        item_kind=ItemKind(kind) if of_items else None,
        level=_choice(Level, "level", level) if level else None,
        language=language or None,
        claimant=claimant or None,
    )


def _choice(choices: type[Choice], option: str, text: str, also: Sequence[str] = ()) -> Choice:
    try:
        return choices(text)
    except ValueError as error:
        known = ", ".join(choices) + "".join(f", {one}" for one in also)
        raise ConfigError(f"--{option} {text}: not one of {known}") from error


def _wanted(
    session: Session, wanted: Filter, topic: str, since: str, now: datetime
) -> list[Waiting]:
    """The rows that a filter asks for, at a topic and since a time."""
    taxonomy = session.taxonomy()
    begin = parse_since(since, now, session.config.timezone).start if since else None
    places = _places(taxonomy, topic) if topic else None
    wanted = replace(wanted, topics=places, since=begin)
    return [row for row in rows(session, now) if matches(wanted, row, taxonomy, now)]


def _places(taxonomy: Taxonomy, topic: str) -> frozenset[str]:
    """A topic, or all that an area or part holds and itself: tasks may wait at an area."""
    inside = within(taxonomy, topic)
    return inside | {topic} | {taxonomy.area_of(one).id for one in inside if one != topic}


def _print(ctx: typer.Context, found: Sequence[Waiting], language: Language) -> None:
    if ctx.obj.json:
        say_json([_as_json(row) for row in found])
        return
    print_list(
        ("entry", "topic", "state", "kind", "since", "title"),
        [
            (
                ref_of(row.entry),
                row.entry.topic or "-",
                f"{row.entry.state} {row.entry.claimed_by}".strip(),
                TASK_KINDS[row.kind].say(language),
                day(row.since),
                _title(row, language),
            )
            for row in found
        ],
        "nothing waits here; `--state all` shows what was decided, too",
    )


def _title(row: Waiting, language: Language) -> str:
    if not isinstance(row.entry, Task):
        return row.title
    title = row.entry.titles.get(language) or row.title
    size = TASK_SIZE.say(language, n=len(row.entry.items)) if row.entry.items else ""
    return f"{title} {size}".strip()


def _heading(row: Waiting, language: Language) -> str:
    if row.candidate:
        return f"{row.title}\n{row.candidate.item.url}"
    words = ", ".join(row.entry.words) if isinstance(row.entry, Task) else ""
    lines = (f"{TASK_KINDS[row.kind].say(language)}: {row.title}", words)
    return "\n".join(line for line in lines if line)


def _members(session: Session, found: Sequence[Waiting]) -> list[str]:
    """The items of a cluster, most typical first."""
    items = [i for row in found if isinstance(row.entry, Task) for i in row.entry.items]
    known = [candidate.item for i in items if (candidate := session.store.items.get(i))]
    return [f"{item.id:>6}  {item.title}  {item.url}" for item in known]


def _as_json(row: Waiting) -> dict[str, object]:
    if row.candidate is None:
        return {"entry": ref_of(row.entry), **asdict(row.entry), "title": row.title}
    item = row.candidate.item
    return {
        "entry": ref_of(row.entry),
        **asdict(row.entry),
        "title": item.title,
        "url": item.url,
        "kind": item.kind,
        "language": item.language,
        "first_seen": item.first_seen,
    }
