"""`catchup eval summaries`: recorded answers, or a model's own, through every check."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import typer

from catchup.cli.attacking import writing
from catchup.cli.console import print_table
from catchup.cli.options import read_text
from catchup.cli.predict import brief_of, rows
from catchup.cli.saying import say, say_json
from catchup.errors import CatchupError, ConfigError, WriterError
from catchup.types import Brief, Draft
from summarize.answers import drafted
from summarize.checking import check
from summarize.findings import Findings
from summarize.terms import glossary
from summarize.wording import HANGUL_SHARE, is_formal

GOLD = Path("benchmarks/golden/summaries.jsonl")
BASELINE = Path("benchmarks/summaries.json")
SLACK = 0.005
LOWER_IS_BETTER = frozenset({"glossary violations", "mixed endings"})
FEWEST = 2  # points of a summary

Figures = dict[str, float]


def evaluate_summaries(
    ctx: typer.Context,
    gold: Path = typer.Argument(GOLD, metavar="[GOLD]", help="Rows with texts and answers."),
    baseline: Path = typer.Option(BASELINE, metavar="FILE", help="The figures of before."),
    keep: bool = typer.Option(False, "--keep", help="Write today's figures into the baseline."),
    chat: bool = typer.Option(False, "--chat", help="Ask the model of [writer], which may cost."),
) -> None:
    """How much of the answers passes, and how Korean reads; exit code 1 where one is worse.

    Rows hold `title`, `text`, `lang` and the recorded `answer` of a careful model.
    """
    golden = _golden(gold)
    with writing(ctx.obj, chat=True) if chat else nullcontext() as writer:
        pairs = []
        for row in golden:
            brief = brief_of(row)
            try:
                draft = writer.write(brief) if writer else drafted(row["answer"], brief.text)
            except WriterError:
                draft = Draft(points=())
            except (KeyError, TypeError, ValueError) as error:
                raise ConfigError(f"{gold}: {row.get('id')} has no usable `answer`") from error
            pairs.append((draft, check(draft, brief), brief))
    found = figures(pairs)
    before = _kept(baseline)
    worse = [] if keep or chat else [name for name in found if _is_worse(name, found, before)]
    if keep:
        baseline.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    if ctx.obj.json:
        say_json({"figures": found, "worse": worse})
    else:
        print_table(("", "value"), [(name, f"{value:.3f}") for name, value in found.items()])
        for name in worse:
            say(f"worse: {name} was {before[name]:.3f}")
    if worse:
        raise typer.Exit(1)


def _golden(file: Path) -> list[dict[str, Any]]:
    if golden := list(rows(file)):
        return golden
    raise ConfigError(f"{file}: no rows to judge by")


def figures(pairs: Sequence[tuple[Draft, Draft, Brief]]) -> Figures:
    """Of drafts, what passed of them, and their briefs."""
    offered, passed, korean, extracts = Counter[str](), Counter[str](), [], 0
    for draft, checked, brief in pairs:
        offered.update(points=len(draft.points), statements=len(draft.tldr))
        passed.update(points=len(checked.points), statements=len(checked.tldr))
        passed["items"] += len(checked.points) >= FEWEST
        extracts += len(check(Findings().write(brief), brief).points) >= FEWEST
        texts = [*(s.texts for s in checked.tldr), *(p.texts for p in checked.points), checked.why]
        korean += [text["ko"] for text in texts if "ko" in text]
    return {
        "items": float(len(pairs)),
        "items accepted": passed["items"] / max(1, len(pairs)),
        "points accepted": passed["points"] / max(1, offered["points"]),
        "statements accepted": passed["statements"] / max(1, offered["statements"]),
        "items with an extract": extracts / max(1, len(pairs)),
        "glossary violations": float(sum(map(_forbidden, korean))),
        "script share": sum(map(_is_korean, korean)) / max(1, len(korean)),
        "mixed endings": float(sum(not is_formal(text) for text in korean)),
    }


def _forbidden(text: str) -> int:
    return sum(form in text for term in glossary() for form in term.forbidden)


def _is_korean(text: str) -> bool:
    return len(re.findall("[가-힣]", text)) >= HANGUL_SHARE * sum(map(str.isalpha, text))


def _kept(baseline: Path) -> Mapping[str, float]:
    if not baseline.is_file():
        return {}
    try:
        kept: dict[str, Any] = json.loads(read_text(baseline))
        return {name: float(value) for name, value in kept.items()}
    except (ValueError, TypeError, AttributeError, CatchupError) as error:
        raise ConfigError(f"{baseline}: holds no figures") from error


def _is_worse(name: str, found: Figures, before: Mapping[str, float]) -> bool:
    sign = -1 if name in LOWER_IS_BETTER else 1
    return name in before and sign * (found[name] - before[name]) < -SLACK
