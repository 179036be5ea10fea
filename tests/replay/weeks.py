"""Runs the real program over a recorded internet: four Mondays, three weekly issues.

The last Monday is then repeated with a model as the writer, from the store of the third.

    python tests/replay/weeks.py --shared ../shared [--pause 1s] [--keep FOLDER]

`run_weeks` is what the test suite calls too; the command prints the findings and exits 1 on any.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from catchup.sourcesfile import read_sources  # noqa: E402
from tests.replay import checks, modelled  # noqa: E402
from tests.replay.program import (  # noqa: E402
    Program,
    careful_provider,
    digest_of,
    recording,
)

# Mondays, and a later hour of each of these days, when the livelier sources are due once more.
WEEKS = {
    f"2026-{day}T00:00:00Z": f"2026-{day}T07:00:00Z" for day in ("02-16", "02-23", "03-02", "03-09")
}
FIRST, *_, LAST = WEEKS
ISSUES = (None, "2026-W08", "2026-W09", "2026-W10")  # a store is silent about weeks before it
FIRST_WINDOW = "2026-02-08T15:00:00"  # the midnight in Seoul seven days before FIRST
CATEGORIES = {"arxiv-cs-cl": "cs.CL", "arxiv-cs-lg": "cs.LG"}
FEED, CHANNEL = "/feeds/videos.xml?channel_id=", "/channel/"


@dataclass
class Outcome:
    """What happened: findings by gate row, and figures worth telling."""

    findings: dict[str, list[str]] = field(default_factory=dict)
    figures: dict[str, object] = field(default_factory=dict)


def expected(shared: Path) -> dict[str, Any]:
    """The key for the four instants, with the categories of every paper."""
    command = [sys.executable, str(shared / "tools/replay/expected.py"), "--json"]
    for now in WEEKS:
        command += ["--at", now]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    key = dict(json.loads(done.stdout))
    lines = (shared / "replay" / "arxiv" / "papers.jsonl").read_text("utf-8").splitlines()
    categories = {(p["id"], p["v"]): p["categories"] for p in map(json.loads, lines)}
    for paper in key["papers"]:
        paper["categories"] = categories[paper["id"], paper["v"]] or ["cs.CL"]
    return key


def subscribe(program: Program, corpus: Path) -> dict[str, str]:
    """Import the subscriptions, name channels by their pages, and watch two categories of arXiv.

    Answers the feed that stands behind each source; of arXiv, the category.
    """
    program("sources", "import", str(corpus / "feeds.opml"))
    declared = program.folder / "sources.toml"
    feeds = {source.id: source.url for source in read_sources(declared)}
    text = declared.read_text("utf-8").replace(FEED, CHANNEL)
    for name, category in CATEGORIES.items():
        text += f'\n[[source]]\nid = "{name}"\nkind = "arxiv"\nurl = "cat:{category}"\n'
    declared.write_text(text, "utf-8")
    kinds = Counter(source.kind for source in read_sources(declared))
    assert kinds == {"feed": 83, "youtube": 8, "arxiv": 2}, kinds
    return feeds | CATEGORIES


@dataclass(frozen=True)
class Week:
    """One Monday: what the commands said, and what a reader may see afterwards."""

    found: int
    opened: dict[str, Any] | None
    outputs: dict[str, str]
    issues: dict[str, str]
    rows: dict[str, int]
    calls: tuple[int, int]  # of the model: by the first run, and in all
    findings: dict[str, list[str]]


def run_week(program: Program, now: str, feeds: dict[str, str], must: set[str]) -> Week:
    """Run, open the issue as a person would, and do both again, now and some hours later."""
    folder = program.folder
    program.ask(f"/__clock?now={now}")
    crawled = program.stages(now, "run")["crawl"]
    with sqlite3.connect(folder / "catchup.db") as database:
        silent = checks.silent(database, feeds, must, now, crawled["notes"])
    opened = json.loads(program("--now", now, "--json", "issues", "open"))
    outputs = program.outputs(now)
    before, calls = state(folder), program.calls()
    again = program.stages(now, "run")
    reopened = json.loads(program("--now", now, "--json", "issues", "open"))
    republished = program.stages(now, "publish")["publish"]
    after = state(folder)
    later = program.stages(WEEKS[now], "run")
    revisited = state(folder)
    stages = {f"again: {name}": run for name, run in again.items()}
    stages |= {f"later: {name}": run for name, run in later.items() if name != "publish"}
    return Week(
        found=crawled["done"],
        opened=opened,
        outputs=outputs,
        issues={n: d for n, d in revisited[0].items() if n.startswith(("issues/", "feeds/"))},
        rows=after[1],
        calls=(calls, program.calls()),
        findings={
            "3 second run stores nothing": [
                f"{now} {name}: {run}" for name, run in stages.items() if run["done"]
            ]
            + ([] if after[1] == revisited[1] else [f"{now}: {after[1]} became {revisited[1]}"]),
            "3 identical bytes": differences(
                before, after, outputs, program.outputs(now) if now == LAST else outputs
            )
            + ([f"published again: {republished}"] if republished["done"] else []),
            "issues opened once": [f"{now}: opened again {reopened}"] if reopened else [],
            "no source fails silently": silent,
        },
    )


def run_weeks(shared: Path, folder: Path, *, pause: str = "0s") -> Outcome:
    """Init, import, then four Mondays; all findings of the issue's gate."""
    corpus = shared / "replay"
    key = expected(shared)
    must = set(key["feeds"]["must end in a named error"])
    with recording(corpus, folder / "tls", FIRST) as port:
        program = Program(folder, port, folder / "tls" / "ca.pem")
        program("init", "--empty", ".")
        settings = (folder / "catchup.toml").read_text("utf-8")
        (folder / "catchup.toml").write_text(settings.replace('pause = "1s"', f'pause = "{pause}"'))
        feeds = subscribe(program, corpus)
        begun, used = time.monotonic(), os.times()
        weeks = [run_week(program, now, feeds, must) for now in WEEKS if now != LAST]
        aside = modelled.set_aside(program)
        weeks.append(run_week(program, LAST, feeds, must))
        ended, spent = time.monotonic(), os.times()
        stats = program.ask("/__stats?log=1")
        with careful_provider(corpus) as provider:
            model = modelled.with_model(program, aside, provider)
            written, cost = model_week(model, corpus, feeds, must)
    with sqlite3.connect(folder / "catchup.db") as database:
        issues = checks.issues_of(database)
        findings = {
            row: [line for week in weeks for line in week.findings[row]]
            for row in weeks[0].findings
        }
        findings |= across(issues, weeks)
        findings |= left_behind(database, feeds, key)
        findings["6 canaries and facts"] = checks.canaries(database, corpus, printed(weeks))
        findings["4 doubtful dates"] = checks.doubtful(database, feeds, printed(weeks))
        findings |= written
        findings["manners"] = checks.manners(stats, pause=float(pause.rstrip("s")))
        findings["conditional"] = checks.unconditional(database, feeds, stats)
        figures = {
            "seconds for four weeks": round(ended - begun, 1),
            "of them processor": round(sum(spent[2:4]) - sum(used[2:4]), 1),
            "requests": stats["requests"],
            "found each week": [week.found for week in weeks],
            "rows": weeks[-1].rows,
            **checks.figures(database, issues),
            "with a model, the last week": cost,
        }
    return Outcome(findings, figures)


def model_week(
    program: Program, corpus: Path, feeds: dict[str, str], must: set[str]
) -> tuple[dict[str, list[str]], dict[str, Any]]:
    """The last Monday with a model: findings of rows of its own, and what it cost."""
    week = run_week(program, LAST, feeds, must)
    accounts, cost = modelled.ledger(program)
    kept = modelled.from_cache(program, LAST)
    with sqlite3.connect(program.folder / "catchup.db") as database:
        leaked = checks.canaries(database, corpus, printed([week]))
    return {
        "model: second run makes no call": modelled.repeated(week.calls),
        "model: second run changes nothing": [
            line for found in week.findings.values() for line in found
        ],
        "model: answers are kept": kept,
        "model: ledger": accounts,
        "model: canaries and facts": leaked,
    }, cost


def left_behind(
    database: sqlite3.Connection, feeds: dict[str, str], key: dict[str, Any]
) -> dict[str, list[str]]:
    """What the store holds in the end, against the key."""
    return {
        "3 sightings": checks.sightings(database, feeds, key),
        "3 one link one item": checks.one_link_one_item(database),
        "3 named errors": checks.failures(database, feeds, key),
        "papers": checks.papers(database, CATEGORIES, key, FIRST),
        "videos": checks.videos(database, key),
    }


def across(issues: dict[str, Any], weeks: list[Week]) -> dict[str, list[str]]:
    """What the issues and reports of the weeks are to each other."""
    again = [line for week in weeks for line in week.findings["issues opened once"]]
    first = json.loads(weeks[0].outputs["whatsnew en json"])
    return {
        "issues opened once": again + checks.opened(issues, [w.opened for w in weeks], ISSUES),
        "issues share no item": checks.shared_items(issues),
        "issue files never change": checks.changed_files([week.issues for week in weeks]),
        "5 back-fill": checks.backfill(first, FIRST_WINDOW),
    }


def printed(weeks: list[Week]) -> dict[str, str]:
    """Every output of every week."""
    return {f"{n} {name}": text for n, w in enumerate(weeks) for name, text in w.outputs.items()}


def state(folder: Path) -> tuple[dict[str, str], dict[str, int]]:
    """Every file of the output and the rows of the tables."""
    return digest_of(folder / "out"), counts(folder)


def counts(folder: Path) -> dict[str, int]:
    """Rows of the tables that a second run must not touch."""
    found = ("item", "item_version", "sighting", "topic_match", "summary")
    decided = ("task", "task_change", "issue", "issue_item")
    with sqlite3.connect(folder / "catchup.db") as database:
        return {
            table: database.execute(f"select count(*) from {table}").fetchone()[0]
            for table in (*found, *decided)
        }


def differences(
    before: Any, after: Any, second: dict[str, str], third: dict[str, str]
) -> list[str]:
    """What the second run changed, though nothing was new."""
    found = [] if before == after else [f"{before} became {after}"]
    names = sorted(second.keys() | third.keys())
    return found + [name for name in names if second.get(name) != third.get(name)]


def main() -> None:
    """Run, print, exit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--pause", default="1s")
    parser.add_argument("--keep", type=Path, help="an empty folder to leave everything in")
    options = parser.parse_args()
    if not (options.shared / "replay" / "serve.py").exists():
        sys.exit(f"no recording at {options.shared}: nothing to replay")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        outcome = run_weeks(options.shared.resolve(), folder, pause=options.pause)
        report = (folder / "out" / "whatsnew.ko.md").read_text("utf-8")
    print(report)
    for row, found in outcome.findings.items():
        print(f"{'ok  ' if not found else 'FAIL'} {row}: {len(found)} findings")
        for line in found[:20]:
            print(f"       {line}")
    print(outcome.figures)
    sys.exit(any(outcome.findings.values()))


if __name__ == "__main__":
    main()
