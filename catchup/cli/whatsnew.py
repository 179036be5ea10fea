"""`catchup whatsnew`: the report, from the store alone."""

from difflib import get_close_matches

import typer

from catchup import whatsnew as answering
from catchup.cli.options import Options
from catchup.cli.saying import say
from catchup.cli.seen import ME, READER
from catchup.cli.session import Session, opened
from catchup.errors import ConfigError
from catchup.types import Digest, Taxonomy, TopicId, TopicKind
from publish.periods import since as parse_since
from publish.render import RENDERERS

DEFAULT_SPAN = "7d"
LANGUAGES = ("ko", "en")


def whatsnew(
    ctx: typer.Context,
    since: str = typer.Option(
        "", metavar="SPAN", help="14d, 6w, 36h or a date; your mark, or 7d, by default."
    ),
    topic: str = typer.Option("", metavar="ID", help="Only this topic or area."),
    language: str = typer.Option("", metavar="ko|en", help="Language of the report."),
    minutes: int = typer.Option(0, metavar="N", help="Reading time it may cost.", min=0),
    format: str = typer.Option("", metavar="F", help="text, markdown, html or json."),  # noqa: A002
    reader: str = READER,
) -> None:
    """What came out while you were away."""
    show(
        ctx.obj,
        since=since,
        topic=topic,
        language=language,
        minutes=minutes,
        form=format,
        reader=reader,
    )


def show(
    options: Options,
    *,
    since: str = "",
    topic: str = "",
    language: str = "",
    minutes: int = 0,
    form: str = "",
    reader: str = ME,
) -> None:
    """Print the report; without `since` it begins at the reader's mark, else seven days ago."""
    form = "json" if options.json else form or "text"
    if form not in RENDERERS:
        raise ConfigError(f"--format {form}: not one of {', '.join(RENDERERS)}")
    with opened(options) as session:
        language = language or session.config.digest.languages[0]
        if language not in LANGUAGES:
            raise ConfigError(f"--language {language}: not one of {', '.join(LANGUAGES)}")
        digest = report(session, since=since, topic=topic, minutes=minutes, reader=reader)
    say(RENDERERS[form](digest, language), end="")


def report(session: Session, *, since: str, topic: str, minutes: int, reader: str) -> Digest:
    """The digest that the options ask for."""
    config, taxonomy = session.config, session.taxonomy()
    wanted = within(taxonomy, topic) if topic else None
    now, mark = session.options.clock(), session.store.marks.latest(reader)
    if not since and mark is not None and mark < now:
        selection = answering.choose_unseen(
            session.store, config, mark, now, topics=wanted, minutes=minutes
        )
    else:
        period = parse_since(since or DEFAULT_SPAN, now=now, timezone=config.timezone)
        selection = answering.choose(session.store, config, period, topics=wanted, minutes=minutes)
    return answering.answer(
        session.store, config, taxonomy, selection, minutes=minutes or config.digest.minutes
    )


def within(taxonomy: Taxonomy, name: str) -> frozenset[TopicId]:
    """The topics that a topic, area or part holds. Raises ConfigError naming the nearest ids."""
    if name not in taxonomy.topics:
        near = get_close_matches(name, list(taxonomy.topics), n=3)
        hint = f"did you mean {', '.join(near)}?" if near else "see `catchup topics list`"
        raise ConfigError(f"no topic is called `{name}`", hint=hint)
    inside = {name}
    for topic in taxonomy.topics.values():  # parents stand before their children in no fixed order
        parent = taxonomy.topics.get(topic.parent or "")
        if topic.parent == name or (parent is not None and parent.parent == name):
            inside.add(topic.id)
    return frozenset(t for t in inside if taxonomy.topics[t].kind is TopicKind.TOPIC)
