"""How long rendering takes: an issue of a hundred items in every format and both languages.

    python benchmarks/render.py [--items 100] [--rounds 50]

An issue is thawed for every round, which is not counted. Prints the median and the slowest of warm
rounds, in time of the processor; exits 1 where the median of a language is above the bar.
"""

import argparse
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from catchup.types import Digest  # noqa: E402
from publish.composing import compose  # noqa: E402
from publish.freezing import freeze, thaw  # noqa: E402
from publish.render import RENDERERS  # noqa: E402
from tests.publish.samples import (  # noqa: E402
    HEALTH,
    SEOUL,
    SOURCES,
    TAXONOMY,
    a_mixed_week,
    selection_of,
)

BAR = 30.0  # milliseconds


def an_issue(items: int) -> str:
    """So many items, all of them cards, frozen."""
    digest = compose(
        selection_of(a_mixed_week(items)),
        taxonomy=TAXONOMY,
        health=HEALTH,
        source_titles=SOURCES,
        timezone=SEOUL,
        minutes=items * 2,
        young=False,
    )
    return freeze(replace(digest, week="2026-W09"))


def rendered(digest: Digest, language: str) -> tuple[dict[str, float], int]:
    """Milliseconds of the processor that each format took, and the bytes of all."""
    took, octets = {}, 0
    for form, render in RENDERERS.items():
        begun = time.process_time()
        octets += len(render(digest, language).encode())
        took[form] = (time.process_time() - begun) * 1000
    return took, octets


def main() -> None:
    """Measure, print, exit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=50)
    options = parser.parse_args()
    issue = an_issue(options.items)
    digest = thaw(issue)
    cards = sum(len(section.cards) for section in digest.sections)
    print(f"{cards} cards and {len(digest.briefs)} lines")
    slow = False
    for language in ("ko", "en"):
        rendered(digest, language)  # templates and caches
        # A digest of its own for every round: nothing that was laid out before is met again.
        rounds = [rendered(thaw(issue), language)[0] for _ in range(options.rounds)]
        totals = [sum(took.values()) for took in rounds]
        forms = ", ".join(
            f"{form} {statistics.median(took[form] for took in rounds):.1f}" for form in RENDERERS
        )
        middle = statistics.median(totals)
        slow |= middle > BAR
        print(f"{language}: {middle:.1f} ms in all formats (slowest {max(totals):.1f}): {forms}")
    sys.exit(slow)


if __name__ == "__main__":
    main()
