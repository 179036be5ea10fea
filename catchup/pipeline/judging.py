"""Asks a model about the topics of news, where one is set; the offline topics stay otherwise."""

from collections import Counter
from collections.abc import Sequence

from catchup.errors import CatchupError
from catchup.types import Chooser, Item, Taxonomy, TopicId, TopicMatch
from ingest.spam import is_spam
from taxonomy import Matcher
from taxonomy.judging import judge

# On labelled lists the likeliest topic has this chance with 95 of 100 items that have a topic, and
# with 39 of 100 that have none; the rest would be paid for in vain.
LIKELY = 0.2


class Judge:
    """Places items as the matcher does, and asks the chooser about those that may be news.

    What a source brings from the past, what is spam and what no topic is likely for costs nothing.
    """

    def __init__(self, matcher: Matcher, taxonomy: Taxonomy, chooser: Chooser | None) -> None:
        self._matcher = matcher
        self._taxonomy = taxonomy
        self._chooser = chooser
        self._outcomes: Counter[str] = Counter()

    def place(
        self, item: Item, declared: Sequence[TopicId]
    ) -> tuple[tuple[TopicMatch, ...], TopicMatch | None]:
        """The topics of an item; whatever goes wrong with the chooser, the offline ones.

        And the likeliest, where there is none and nobody said so.
        """
        about = (item.title, item.text, item.language, declared)
        offline = self._matcher.place(*about)
        if self._chooser is None or item.backfill or item.hidden:
            return offline
        ranked = self._matcher.rank(*about)
        if not ranked or ranked[0].score < LIKELY or is_spam(item.title, item.text):
            return offline
        try:
            chosen = judge(item, ranked, self._taxonomy, self._chooser)
        except CatchupError as error:
            self._outcomes[f"left to the offline matcher ({error.code})"] += 1
            return offline
        self._outcomes[f"judged by {self._chooser.name}"] += 1
        return chosen, None

    @property
    def notes(self) -> tuple[str, ...]:
        """For the run: how many items were judged, and why others were left as they were."""
        return tuple(f"{times} {what}" for what, times in sorted(self._outcomes.items()))
