"""`catchup topics`: the handbook's topics."""

import typer

from catchup.cli.console import print_table
from catchup.cli.saying import say_json
from catchup.cli.session import load
from catchup.types import Taxonomy, Topic, TopicKind
from taxonomy import read_topics

app = typer.Typer(
    help="The handbook's topics.", add_completion=False, rich_markup_mode=None, no_args_is_help=True
)


@app.callback()
def topics() -> None:
    """The handbook's topics."""


@app.command("list")
def list_topics(ctx: typer.Context) -> None:
    """All topics in the developer order, with their area and level."""
    taxonomy = read_topics(load(ctx.obj).topics_file)
    found = sorted(
        (t for t in taxonomy.topics.values() if t.kind is TopicKind.TOPIC), key=lambda t: t.order
    )
    if ctx.obj.json:
        say_json([_as_json(topic, taxonomy) for topic in found])
        return
    print_table(
        ("id", "ko", "en", "area", "level"),
        [
            (t.id, t.titles["ko"], t.titles["en"], taxonomy.area_of(t.id).titles["ko"], t.level)
            for t in found
        ],
    )


def _as_json(topic: Topic, taxonomy: Taxonomy) -> dict[str, object]:
    return {
        "id": topic.id,
        "titles": dict(topic.titles),
        "area": taxonomy.area_of(topic.id).id,
        "level": topic.level,
        "prerequisites": list(topic.prerequisites),
        "order": topic.order,
    }
