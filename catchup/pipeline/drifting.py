"""How the answers of models fared in a run, and whether they fare worse than they used to.

A model's answers to one prompt are compared with its own of before: providers change what stands
behind a name, and a report says so before a reader notices.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from catchup.types import Tally
from summarize.outcomes import ANSWERED, REPAIR, SUMMARY, Outcome

# A run by the hour asks about one item or none: the answers of a week are what is compared.
RECENT = timedelta(days=7)
REMEMBERED = timedelta(days=90)
# So many answers, recent and before, are worth a comparison.
FEWEST, FEWEST_BEFORE = 10, 30
# Worse is twice the share of before, and so much more of it: 1 % of 2 % is noise.
TIMES, MORE = 2.0, 0.1

Counts = Counter[str]


def notes(
    earlier: Sequence[Tally], recent: Sequence[Tally], remembered: Sequence[Tally]
) -> tuple[str, ...]:
    """What to say of each model that answered in a run.

    `earlier` and `recent` are the calls of the last days before and after the run; `remembered`
    reaches further back and holds them, too.
    """
    before_run, now, ever = (_counts(tallies) for tallies in (earlier, recent, remembered))
    said: list[str] = []
    for key, counts in now.items():
        model, _ = key
        if (run := counts - before_run[key])["answers"]:
            said += (f"{model}: {what}" for what in _fared(run))
            said += (f"{model} does worse: {what}" for what in _worse(counts, ever[key] - counts))
    return tuple(said)


def _counts(tallies: Sequence[Tally]) -> defaultdict[tuple[str, str], Counts]:
    """By model and prompt: answers, of them useless, repairs, points, of them dropped."""
    found: defaultdict[tuple[str, str], Counts] = defaultdict(Counter)
    for tally in tallies:
        if tally.outcome not in ANSWERED or tally.purpose not in {SUMMARY, REPAIR}:
            continue
        counts = found[tally.model, tally.prompt]
        counts["answers"] += tally.calls * (tally.purpose == SUMMARY)
        counts["repairs"] += tally.calls * (tally.purpose == REPAIR)
        counts["useful"] += tally.calls * (tally.outcome == Outcome.OK)
        counts["points"] += tally.points
        counts["dropped"] += tally.dropped
    for counts in found.values():
        counts["useless"] = counts["answers"] - counts["useful"]
    return found


def _fared(run: Counts) -> Iterator[str]:
    """One line on a run in which something went wrong."""
    if run["repairs"] or run["dropped"] or run["useless"]:
        yield (
            f"answers: {run['answers']}, asked for once more: {run['repairs']}, "
            f"of no use: {run['useless']}; points dropped: {run['dropped']} of {run['points']}"
        )


def _worse(now: Counts, before: Counts) -> Iterator[str]:
    if now["answers"] < FEWEST or before["answers"] < FEWEST_BEFORE:
        return
    for part, whole, what in (
        ("dropped", "points", "points dropped"),
        ("useless", "answers", "answers of no use"),
    ):
        share, used = (counts[part] / max(1, counts[whole]) for counts in (now, before))
        if share >= max(TIMES * used, used + MORE):
            yield f"{share:.0%} of {what} in a week, {used:.0%} before"
