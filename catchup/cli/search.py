"""`catchup search`: the items that hold some words, or what there is of each topic since a mark."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import typer

from catchup.cli.console import day, print_list
from catchup.cli.saying import printable, say, say_json
from catchup.cli.session import Session, opened
from catchup.cli.whatsnew import within
from catchup.errors import ConfigError
from catchup.store.excerpts import Excerpt
from catchup.store.filters import Filters
from catchup.store.hits import Hit
from catchup.store.queries import parse
from catchup.store.search import Order
from catchup.types import BacklogState, ItemKind, Level, Taxonomy, TopicKind
from publish.periods import since as parse_since

MOST = 1000
OPEN_MARK, CLOSE_MARK = "«", "»"
WORDS = typer.Argument(
    None,
    metavar="[WORDS]...",
    help="All must stand in title or text; '\"these words\"' word for word.",
)


def search(
    ctx: typer.Context,
    words: list[str] | None = WORDS,
    topic: str = typer.Option("", "--topic", "--area", metavar="ID", help="Topic, area or part."),
    state: BacklogState | None = typer.Option(None, help="How it stands at the topic."),
    kind: ItemKind | None = typer.Option(None, help="What sort of thing it is."),
    source: str = typer.Option("", metavar="ID", help="A source that showed it."),
    language: str = typer.Option("", metavar="ko|en", help="The language it is written in."),
    level: Level | None = typer.Option(None, help="Its level, where it was summarised."),
    since: str = typer.Option("", metavar="SPAN", help="14d, 6w, 36h or a date; all by default."),
    relevance: bool = typer.Option(False, "--relevance", help="The best first, not the newest."),
    counts: bool = typer.Option(False, "--counts", help="How many at each topic, not which."),
    limit: int = typer.Option(50, metavar="N", help="At most so many.", min=1, max=MOST),
) -> None:
    """Find items by words, topic, state, kind, source, language, level and date."""
    query = " ".join(words or ())
    if query and not parse(query):
        raise ConfigError(f"no word to search for in `{query}`", hint="give letters or digits")
    with opened(ctx.obj) as session:
        taxonomy = session.taxonomy()
        if source:
            _refuse_unknown(session, source)
        filters = Filters(
            topics=within(taxonomy, topic) if topic else frozenset(),
            state=state,
            kind=kind,
            source=source or None,
            language=language or None,
            level=level,
            since=parse_since(since, now=ctx.obj.clock(), timezone=session.config.timezone).start
            if since
            else None,
            now=ctx.obj.clock(),
        )
        if counts:
            _counts(session, filters, query)
            return
        session.store.search.catch_up()  # a crawl that was killed left its items to it
        hits = session.store.search.find(
            query,
            filters,
            order=Order.RELEVANCE if relevance else Order.NEWEST,
            synonyms=synonyms(taxonomy),
            limit=limit,
        )
    if ctx.obj.json:
        say_json([_as_json(hit) for hit in hits])
    else:
        say("\n".join(_lines(hits)) or "nothing found")


def synonyms(taxonomy: Taxonomy) -> list[frozenset[str]]:
    """What each topic is called, in every language: whoever says one of it means the others."""
    return [
        frozenset((*topic.titles.values(), *(n for names in topic.aliases.values() for n in names)))
        for topic in taxonomy.topics.values()
        if topic.kind is TopicKind.TOPIC
    ]


def _refuse_unknown(session: Session, source: str) -> None:
    """Raise for a source that neither is declared nor ever showed anything."""
    known = {one.id for one in session.config.sources} | session.store.sources.states().keys()
    if source not in known:
        raise ConfigError(f"no source is called `{source}`", hint="see `catchup sources list`")


def _counts(session: Session, filters: Filters, query: str) -> None:
    if query or filters.since is None:
        raise ConfigError("--counts goes with --since and without words")
    found = session.store.search.counts(filters.since)
    rows = {
        topic: {str(state): number for state, number in sorted(states.items())}
        for topic, states in sorted(found.items())
        if not filters.topics or topic in filters.topics
    }
    if session.options.json:
        say_json(rows)
        return
    states = [str(state) for state in BacklogState]
    print_list(
        ("topic", *states),
        [(topic, *(str(of.get(state, 0)) for state in states)) for topic, of in rows.items()],
        "no topic got an item since then",
    )


def _lines(hits: Iterable[Hit]) -> Iterable[str]:
    for hit in hits:
        facts = (day(hit.published), str(hit.kind), hit.language, ", ".join(hit.topics))
        yield f"{hit.id:<6} {' · '.join(fact for fact in facts if fact)}"
        for text in (marked(hit.title), hit.link or hit.url, marked(hit.excerpt)):
            if text:
                yield f"       {printable(text)}"


def marked(excerpt: Excerpt) -> str:
    """A text with marks around what was searched for."""
    pieces, last = [], 0
    for start, end in excerpt.spans:
        pieces += [excerpt.text[last:start], OPEN_MARK, excerpt.text[start:end], CLOSE_MARK]
        last = end
    return "".join((*pieces, excerpt.text[last:]))


def _as_json(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "title": hit.title.text,
        "url": hit.url,
        "kind": hit.kind,
        "language": hit.language,
        "published": hit.published,
        "sources": hit.sources,
        "topics": hit.topics,
        "score": hit.score,
        "found_in_title": asdict(hit.title),
        "excerpt": asdict(hit.excerpt),
    }
