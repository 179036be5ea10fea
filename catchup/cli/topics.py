"""`catchup topics`: the handbook's topics, what there is for each, and what is missing."""

from pathlib import Path

import typer

from catchup import coverage
from catchup.cli.console import day, print_list
from catchup.cli.options import Options
from catchup.cli.saying import printable, say, say_json
from catchup.cli.session import Session, load, opened
from catchup.cli.topicview import as_json, counts, described, in_full, page_line
from catchup.cli.whatsnew import within
from catchup.errors import ConfigError
from catchup.types import (
    Level,
    Priority,
    Taxonomy,
    Topic,
    TopicId,
    TopicKind,
)
from taxonomy import read_names, read_topics
from taxonomy.book import Connected
from taxonomy.gaps import gaps
from taxonomy.remarks import remarks

NEWEST = 5

app = typer.Typer(
    help="The handbook's topics.", add_completion=False, rich_markup_mode=None, no_args_is_help=True
)
AREA = typer.Option("", metavar="ID", help="Only this area or part.")
LEVEL = typer.Option("", metavar="LEVEL", help="intro, intermediate or advanced.")
PRIORITY = typer.Option("", metavar="P", help="must, should or skip.")
OWNER = typer.Option("", metavar="NAME", help="Only topics of this owner.")


@app.callback()
def topics() -> None:
    """The handbook's topics."""


@app.command("list")
def list_topics(
    ctx: typer.Context,
    area: str = AREA,
    level: str = LEVEL,
    priority: str = PRIORITY,
    owner: str = OWNER,
) -> None:
    """All topics in the developer order; the filters narrow them down."""
    taxonomy = read_topics(load(ctx.obj).topics_file)
    wanted = _wanted(taxonomy, area, level, priority, owner)
    found = sorted(
        (t for t in taxonomy.topics.values() if t.id in wanted), key=lambda topic: topic.order
    )
    if ctx.obj.json:
        say_json([as_json(topic, taxonomy) for topic in found])
        return
    print_list(
        ("id", "ko", "en", "area", "level", "priority", "owners"),
        [
            (
                t.id,
                t.titles["ko"],
                t.titles["en"],
                taxonomy.area_of(t.id).titles["ko"],
                t.level,
                t.priority or "",
                ", ".join(t.owners),
            )
            for t in found
        ],
        "no topic is like that; `catchup topics list` shows all",
    )


@app.command()
def show(ctx: typer.Context, topic: str = typer.Argument(metavar="ID")) -> None:
    """One topic: what it is, what comes before and after it, and what there is for it."""
    with opened(ctx.obj) as session:
        taxonomy = session.taxonomy()
        found = _one(taxonomy, topic)
        handbook = _handbook(session, taxonomy)
        there = coverage.cover(session.store, taxonomy, handbook)[topic]
        newest = session.store.topics.newest(topic, NEWEST)
    if ctx.obj.json:
        say_json(in_full(found, taxonomy, there, newest))
        return
    for line in described(found, taxonomy, there):
        say(printable(line))
    for candidate in newest:
        item = candidate.item
        say(printable(f"  {item.id:>6}  {day(item.published or item.first_seen)}  {item.title}"))


@app.command("gaps")
def show_gaps(
    ctx: typer.Context,
    area: str = AREA,
    level: str = LEVEL,
    priority: str = PRIORITY,
    owner: str = OWNER,
) -> None:
    """Topics that lack something, in developer order: resources, a page, words on it, news."""
    with opened(ctx.obj) as session:
        taxonomy = session.taxonomy()
        wanted = _wanted(taxonomy, area, level, priority, owner)
        handbook = _handbook(session, taxonomy)
        there = coverage.cover(session.store, taxonomy, handbook)
        now = ctx.obj.clock()
    lacking = [
        (topic, why)
        for topic, why in gaps(taxonomy, there, now, pages_known=handbook is not None)
        if topic.id in wanted
    ]
    if ctx.obj.json:
        say_json(
            [
                {"id": t.id, "titles": dict(t.titles), "gaps": list(why), **counts(there[t.id])}
                for t, why in lacking
            ]
        )
        return
    print_list(
        ("id", "ko", "gaps", "accepted", "items", "page"),
        [
            (
                topic.id,
                topic.titles["ko"],
                ", ".join(why),
                str(there[topic.id].accepted),
                str(there[topic.id].placed),
                page_line(there[topic.id].page),
            )
            for topic, why in lacking
        ],
        "no topic lacks anything",
    )
    _say_pages_unknown(ctx.obj, handbook)


@app.command()
def check(
    ctx: typer.Context,
    file: Path | None = typer.Argument(
        None, metavar="[FILE]", help="A topics.yaml; yours if left out."
    ),
) -> None:
    """Check a topics file: every fault by file and line, then what is only odd.

    Without FILE, the handbook's pages are looked at, too.
    """
    path = file or load(ctx.obj).topics_file
    taxonomy = read_topics(path)
    if file is None:  # what goes with the installation's own
        read_names(load(ctx.obj).names_file, taxonomy.topics)
    odd = list(remarks(taxonomy))
    if file is None and (handbook := coverage.read_handbook(load(ctx.obj), taxonomy)):
        odd += handbook.warnings
        odd += [f"{page}: a page about no topic" for page in handbook.unplaced]
    kinds = [topic.kind for topic in taxonomy.topics.values()]
    counted = {kind.value: kinds.count(kind) for kind in TopicKind}
    if ctx.obj.json:
        say_json({"file": str(path), **counted, "remarks": odd})
        return
    said = ", ".join(f"{number} {kind}s" for kind, number in counted.items())
    say(printable(f"{path}: sound. {said}"))
    for remark in odd:
        say(printable(f"  - {remark}"))


def _wanted(
    taxonomy: Taxonomy, area: str, level: str, priority: str, owner: str
) -> frozenset[TopicId]:
    """The topics that all filters let through. Raises ConfigError for an unknown word."""
    for option, value, known in (
        ("--level", level, list(Level)),
        ("--priority", priority, list(Priority)),
    ):
        if value and value not in known:
            raise ConfigError(f"{option} {value}: not one of {', '.join(known)}")
    inside = within(taxonomy, area) if area else frozenset(taxonomy.topics)
    return frozenset(
        topic.id
        for topic in taxonomy.topics.values()
        if topic.kind is TopicKind.TOPIC
        and topic.id in inside
        and level in {"", topic.level}
        and priority in {"", topic.priority}
        and (not owner or owner in topic.owners)
    )


def _one(taxonomy: Taxonomy, name: str) -> Topic:
    if after := taxonomy.retired.get(name):
        raise ConfigError(f"`{name}` is retired", hint=f"its successors: {', '.join(after)}")
    within(taxonomy, name)  # names the nearest ids where there is none
    found = taxonomy.topics[name]
    if found.kind is not TopicKind.TOPIC:
        raise ConfigError(
            f"`{name}` is no topic ({found.kind})", hint=f"`catchup topics list --area {name}`"
        )
    return found


def _handbook(session: Session, taxonomy: Taxonomy) -> Connected | None:
    """The handbook's pages; what is unclear about them goes to standard error."""
    handbook = coverage.read_handbook(session.config, taxonomy)
    if handbook and not session.options.quiet:
        for warning in handbook.warnings:
            say(printable(f"! {warning}"), err=True)
    return handbook


def _say_pages_unknown(options: Options, handbook: Connected | None) -> None:
    if handbook is None and not options.quiet:
        say("pages were not looked at: [handbook] checkout is not set", err=True)
