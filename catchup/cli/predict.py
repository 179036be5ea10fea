"""`catchup predict`: what the program says of items in a file, for judges and for the curious."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import typer

from catchup.cli.options import Options, read_text
from catchup.cli.saying import say
from catchup.cli.session import handbook
from catchup.errors import ConfigError
from catchup.types import Brief, ItemKind, Reading
from summarize.checking import check
from summarize.extractive import Extractive
from taxonomy import Matcher, read_names
from taxonomy.tokens import HANGUL

TEXTS = ("title", "note", "text", "lang")
SENTENCES = 3  # where a row sets no limit

app = typer.Typer(
    help="What the program says of items in a file.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
)


@app.callback()
def predict() -> None:
    """What the program says of items in a file."""


@app.command("topics")
def predict_topics(
    ctx: typer.Context,
    file: Path = typer.Argument(metavar="FILE", help="Rows {id, title, note, lang} as JSON lines."),
) -> None:
    """The likeliest topics of each row, as JSON lines {id, ranked, confidence}."""
    matcher = matcher_of(ctx.obj)
    for row in rows(file):
        ranked = [[m.topic, m.score] for m in matcher.rank(*words(row))]
        confidence = ranked[0][1] if ranked else 0.0
        answer = {"id": row.get("id"), "ranked": ranked, "confidence": confidence}
        say(json.dumps(answer, ensure_ascii=False))


@app.command("summaries")
def predict_summaries(
    file: Path = typer.Argument(
        metavar="FILE", help="Rows {id, title, text, lang, budget_sentences} as JSON lines."
    ),
) -> None:
    """The extract of each row, as JSON lines {id, summary}: its best sentences, in their order."""
    for row in rows(file):
        brief = brief_of(row)
        draft = check(Extractive(_budget(file, row)).write(brief), brief)
        summary = " ".join(" ".join(point.quote.split()) for point in draft.points)
        say(json.dumps({"id": row.get("id"), "summary": summary}, ensure_ascii=False))


def brief_of(row: dict[str, Any]) -> Brief:
    """What a writer would be given of a row with `title`, `text` and `lang`."""
    title, _, language = words(row)
    kind = ItemKind.PAPER if row.get("kind") == "paper" else ItemKind.POST
    text = str(row.get("text") or "")
    return Brief(title=title, text=text, language=language, kind=kind, reading=Reading.FULL)


def _budget(file: Path, row: dict[str, Any]) -> int:
    budget = row.get("budget_sentences", SENTENCES)
    if type(budget) is not int or budget < 1:
        raise ConfigError(f"{file}: `budget_sentences` of {row.get('id')} is no positive number")
    return budget


def matcher_of(options: Options) -> Matcher:
    """A matcher of the installation's topics; of the packaged ones where nothing is installed."""
    taxonomy, own = handbook(options)
    return Matcher(taxonomy, read_names(own, taxonomy.topics))


def rows(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines, "-" is standard input; their texts as crawls leave them.

    Raises ConfigError with the line that is none.
    """
    for number, line in enumerate(read_text(file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"{file}:{number}: not JSON: {error}") from error
        if not isinstance(row, dict):
            raise ConfigError(f"{file}:{number}: not a JSON object")
        for key in TEXTS:
            if not isinstance(row.get(key), str | None):
                raise ConfigError(f"{file}:{number}: `{key}` is no text: {row[key]!r}")
        yield {**row, **{key: normalize("NFC", row[key]) for key in TEXTS if row.get(key)}}


def words(row: dict[str, Any]) -> tuple[str, str, str]:
    """Title, note and language of a row; a row that names no language is read by its script."""
    title, note = str(row.get("title") or ""), str(row.get("note") or "")
    language = row.get("lang") or ("ko" if HANGUL.search(title) else "en")
    return title, note, str(language)
