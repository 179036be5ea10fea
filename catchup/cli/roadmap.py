"""`catchup roadmap`: the topics in order, with what there is for each."""

from dataclasses import asdict

import typer

from catchup import coverage
from catchup.cli.saying import say, say_json
from catchup.cli.session import opened
from catchup.cli.whatsnew import LANGUAGES, within
from catchup.errors import ConfigError
from catchup.types import Roadmap, Taxonomy, TopicId, TopicKind, Track
from publish.render import roadmap as markdown
from publish.render import roadmap_text
from taxonomy import roadmap as walking

TRACKS = {"developer": Track.DEVELOPER, "book": Track.HANDBOOK, "handbook": Track.HANDBOOK}
RENDERERS = {"markdown": markdown.render, "text": roadmap_text.render}
FORMATS = (*RENDERERS, "json")

app = typer.Typer(
    help="The roadmap.", add_completion=False, rich_markup_mode=None, no_args_is_help=True
)


@app.callback()
def roadmap() -> None:
    """The roadmap through the handbook's topics."""


@app.command()
def show(
    ctx: typer.Context,
    track: str = typer.Option("developer", metavar="T", help="developer or book (theory first)."),
    topic: str = typer.Option("", metavar="TOPIC", help="Only the way to this topic."),
    part: str = typer.Option("", metavar="PART", help="Only this part or area."),
    language: str = typer.Option("", metavar="ko|en", help="Language of the page."),
    form: str = typer.Option("markdown", "--format", metavar="F", help=f"{', '.join(FORMATS)}."),
) -> None:
    """Print the roadmap: order, prerequisites, coverage, and what is new in that order."""
    _check(language, track, form)
    with opened(ctx.obj) as session:
        taxonomy = session.taxonomy()
        issue = session.store.issues.latest()
        [made] = coverage.roadmaps(session.store, session.config, taxonomy, issue, [TRACKS[track]])
        language = language or session.config.digest.languages[0]
    made = _narrowed(made, taxonomy, topic, part)
    if ctx.obj.json or form == "json":
        say_json(asdict(made))
    else:
        say(RENDERERS[form](made, language, week=issue.week if issue else ""), end="")


def _check(language: str, track: str, form: str) -> None:
    for option, value, known in (
        ("--language", language, ("", *LANGUAGES)),
        ("--track", track, tuple(TRACKS)),
        ("--format", form, FORMATS),
    ):
        if value not in known:
            words = ", ".join(filter(None, known))
            raise ConfigError(f"{option} {value}: not one of {words}")


def _narrowed(made: Roadmap, taxonomy: Taxonomy, topic: TopicId, part: TopicId) -> Roadmap:
    if topic:
        within(taxonomy, topic)  # names the nearest ids where there is none
        if taxonomy.topics[topic].kind is not TopicKind.TOPIC:
            raise ConfigError(f"`{topic}` is no topic", hint=f"use --part {topic}")
        made = walking.within(made, walking.way_to(taxonomy, topic))
    if part:
        within(taxonomy, part)
        if taxonomy.topics[part].kind is TopicKind.TOPIC:
            raise ConfigError(f"`{part}` is a topic", hint=f"use --topic {part}")
        made = walking.within(made, walking.passed_in(made, part))
    return made
