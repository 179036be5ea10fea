"""`catchup eval`: how well the program does on labelled items, against what it did before."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from catchup.cli.attacking import evaluate_injection
from catchup.cli.choosing import evaluate_selection
from catchup.cli.console import print_table
from catchup.cli.golden import evaluate_summaries
from catchup.cli.options import Options, read_text
from catchup.cli.predict import matcher_of, rows, words
from catchup.cli.saying import say, say_json
from catchup.cli.session import handbook, opened
from catchup.errors import ConfigError
from taxonomy.matching import CURVE
from taxonomy.scoring import Figures, Scored, calibration_error, figures

# Lists of others, which a checkout has beside it for measuring and which nobody installs.
GOLD = Path("../shared/corpus/topics/dev.jsonl")
BASELINE = Path("benchmarks/topics.json")
SLACK = 0.005  # less is noise of rounding and of a name added
LOWER_IS_BETTER = frozenset({"calibration error", "off-topic items assigned"})
NOT_COMPARED = frozenset({"items", "items found", "assigned", "on-topic items assigned"})

app = typer.Typer(
    help="How well the program does on labelled items.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
)


@app.callback()
def evaluate() -> None:
    """How well the program does on labelled items."""


app.command("selection")(evaluate_selection)
app.command("injection")(evaluate_injection)
app.command("summaries")(evaluate_summaries)


@app.command("topics")
def evaluate_topics(
    ctx: typer.Context,
    gold: Path = typer.Argument(
        GOLD, metavar="[GOLD]", help=f"Labelled rows as JSON lines; {GOLD} if left out."
    ),
    baseline: Path = typer.Option(BASELINE, metavar="FILE", help="The figures of before."),
    keep: bool = typer.Option(False, "--keep", help="Write today's figures into the baseline."),
) -> None:
    """Figures of the topic matcher; exit code 1 where one is worse than before.

    Rows with a title hold `labels`, the acceptable topics or ["none"]; rows with an address alone
    hold `topics` and `class`, and their items are looked up in the store.
    """
    if gold == GOLD and not gold.is_file():
        hint = "`catchup eval topics FILE`; benchmarks/labels holds a labelled week"
        raise ConfigError("name a file of labelled rows", hint=hint)
    labelled = list(rows(gold))
    if not labelled:
        raise ConfigError(f"{gold}: no labelled rows")
    by_address = "title" not in labelled[0]
    _check(gold, labelled, ("url", "topics", "class") if by_address else ("title", "labels"))
    found = _assigned(ctx.obj, labelled) if by_address else _listed(ctx.obj, labelled)
    before = _kept(baseline)
    if keep:
        rounded = {k: {n: round(v, 4) for n, v in f.items()} for k, f in found.items()}
        text = json.dumps(before | {gold.stem: rounded}, ensure_ascii=False, indent=1)
        try:
            baseline.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise ConfigError(f"{baseline}: cannot be written: {error.strerror}") from error
    worse = [] if keep else list(_worse(found, before.get(gold.stem, {})))
    _say(ctx.obj, found, worse)
    if worse:
        raise typer.Exit(1)


def _listed(options: Options, labelled: Sequence[dict[str, Any]]) -> dict[str, Figures]:
    """Figures of rows with titles: all, then by language and source; broad labels apart.

    Nothing is learnt from lists but the curve; its error is measured on sources left out.
    """
    (taxonomy, _), matcher = handbook(options), matcher_of(options)
    groups: dict[str, list[Scored]] = {"headline": []}
    for row in labelled:
        ranked = matcher.rank(*words(row))
        scored = Scored(
            source=str(row.get("source", "")),
            language=words(row)[2],
            labels=tuple(row["labels"]),
            ranked=tuple(match.topic for match in ranked),
            confidence=ranked[0].score if ranked else 0.0,
        )
        broad = row.get("grade") == "broad"
        names = ("broad",) if broad else ("headline", scored.language, scored.source)
        for name in names:
            groups.setdefault(name, []).append(scored)
    area_of = {topic.id: topic.parent or "" for topic in taxonomy.topics.values()}
    found = {name: dict(figures(group, area_of)) for name, group in groups.items()}
    if len({scored.source for scored in groups["headline"]}) > 1:
        error = calibration_error(groups["headline"], CURVE)
        found["headline"]["calibration error"] = error
    return dict(found)


def _assigned(options: Options, labelled: Sequence[dict[str, Any]]) -> dict[str, Figures]:
    """How precise the topics are that items of the store are given, and who gets any at all."""
    matcher = matcher_of(options)
    right = wrong = covered = off = known = 0
    with opened(options) as session:
        for row in labelled:
            candidate = session.store.items.by_url(row["url"])
            if candidate is None:
                continue
            item, known = candidate.item, known + 1
            topics = {match.topic for match in matcher.match(item.title, item.text, item.language)}
            right += len(topics & set(row["topics"]))
            wrong += len(topics - set(row["topics"]))
            on_topic = row["class"] == "on-topic"
            covered += bool(topics) and on_topic
            off += bool(topics) and not on_topic
    return {
        "week": {
            "items": len(labelled),
            "items found": known,
            "assigned": right + wrong,
            "precision": right / max(1, right + wrong),
            "on-topic items assigned": covered,
            "off-topic items assigned": off,
        }
    }


def _check(gold: Path, labelled: Sequence[dict[str, Any]], wanted: Sequence[str]) -> None:
    """Raises ConfigError for the first row that is not labelled like the others."""
    for number, row in enumerate(labelled, 1):
        for key in wanted:
            if key not in row:
                raise ConfigError(f"{gold}: row {number} has no `{key}`")
            if key in {"labels", "topics"} and not isinstance(row[key], list):
                raise ConfigError(f"{gold}: row {number}: `{key}` is no list of topics")


def _kept(baseline: Path) -> dict[str, dict[str, Figures]]:
    if not baseline.is_file():
        return {}
    try:
        return {
            name: {group: dict(values) for group, values in figures.items()}
            for name, figures in json.loads(read_text(baseline)).items()
        }
    except (ValueError, TypeError, AttributeError) as error:
        hint = "name another by --baseline; --keep writes one"
        raise ConfigError(f"{baseline}: holds no figures", hint=hint) from error


def _worse(found: Mapping[str, Figures], before: Mapping[str, Figures]) -> Iterator[str]:
    """What fell below the baseline; groups of sources are told, not compared: they are small."""
    for group in found.keys() & before.keys() & {"headline", "ko", "en", "week"}:
        for name in (found[group].keys() & before[group].keys()) - NOT_COMPARED:
            sign = -1 if name in LOWER_IS_BETTER else 1
            if sign * (found[group][name] - before[group][name]) < -SLACK:
                yield f"{group}: {name} was {before[group][name]:.3f}"


def _say(options: Options, found: Mapping[str, Figures], worse: Sequence[str]) -> None:
    if options.json:
        say_json({"figures": found, "worse": list(worse)})
        return
    columns = list(dict.fromkeys(name for group in found.values() for name in group))
    table = [(group, *(_shown(values.get(c)) for c in columns)) for group, values in found.items()]
    print_table(("", *columns), table)
    for line in sorted(worse):
        say(f"worse: {line}")


def _shown(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
