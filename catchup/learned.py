"""Gathers what people decided about items, and what the ranking learns from it."""

from catchup.config import Config
from catchup.edits import latest_edits
from catchup.store import Store
from catchup.types import ItemId, Learned
from publish.learning import FEWEST, Example, learn
from publish.ranking import parts_of
from publish.rules import Rules
from publish.signals import read_signals

MOST = 150  # decisions of a kind, the newest: more would cost a reader time


def learned_from(store: Store, config: Config, rules: Rules) -> Learned | None:
    """What people's decisions teach; None where nothing is to be learned, or from too few."""
    if not config.ranking.learn:
        return None
    decided = decisions(store, config)
    if len(decided) < FEWEST:
        return None
    return learn(
        [
            Example(
                key=candidate.item.url,
                parts=parts_of(candidate, read_signals(candidate.item, rules.scope), rules),
                kept=decided[candidate.item.id],
            )
            for candidate in store.items.these(decided)
        ]
    )


def decisions(store: Store, config: Config) -> dict[ItemId, bool]:
    """The items that people decided about, newest decisions first, and whether they keep them.

    Who hides an item means it most; then come the acceptances and what an editor pins, and only
    then what was dismissed at a topic or dropped from an issue.
    """
    hidden, accepted, dismissed = store.backlog.verdicts(MOST)
    edits = list(latest_edits(store, config))
    pinned = [item for edit in edits for item in edit.pin]
    dropped = [item for edit in edits for item in edit.drop]
    found = dict.fromkeys(hidden, False)
    for items, kept in ((pinned, True), (accepted, True), (dropped, False), (dismissed, False)):
        for item in items:
            found.setdefault(item, kept)
    return found
