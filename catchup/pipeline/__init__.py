"""The stages in order: the only package that calls a stage and writes the store.

Work is what is missing: every stage asks the store what lacks its result, so each can be killed
and run again, and an unchanged run does nothing twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from catchup import whatsnew
from catchup.pipeline import (
    deepening,
    gathering,
    issuing,
    placing,
    sending,
    siting,
    tending,
    writing,
)
from catchup.pipeline.parts import Parts
from catchup.types import Issue, Period, Run, Selection
from publish.channels.handbook import PushOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline(Parts):
    """Every method is one stage; it returns what it did."""

    def run(self) -> tuple[Run, ...]:
        """All stages once, in order; what a stop left undone, the next run does."""
        return tuple(stage() for stage in self.stages() if not self.stopping())

    def stages(self) -> tuple[Callable[[], Run], ...]:
        """The stages of a run, in order."""
        return (
            self.crawl,
            self.read_pages,
            self.read_transcripts,
            self.index,
            self.match,
            self.tend,
            self.read_papers,
            self.summarize,
            self.publish,
            self.build_site,
        )

    def run_round(self, stopping: Callable[[], bool]) -> tuple[Run, ...]:
        """A run that looks up between two steps whether it is to stop."""
        return replace(self, stopping=stopping).run()

    def crawl(self) -> Run:
        """Visit the sources that are due and keep what they show."""
        return gathering.crawl(self)

    def read_pages(self) -> Run:
        """Read the article pages that candidates lack."""
        return gathering.read_pages(self)

    def read_transcripts(self) -> Run:
        """Read the transcripts that candidates lack."""
        return gathering.read_transcripts(self)

    def index(self) -> Run:
        """Make what was gathered findable by its words."""
        return gathering.index(self)

    def match(self) -> Run:
        """Place items in the handbook's topics."""
        return placing.match(self)

    def tend(self) -> Run:
        """Open and close the tasks of the backlog that rules find."""
        return tending.tend(self)

    def select(self, period: Period | None = None) -> Selection:
        """Decide what of a period (the last seven days) is worth reading; writes nothing."""
        if period is None:
            return whatsnew.recent(self.store, self.config, self.clock())
        return whatsnew.choose(self.store, self.config, period)

    def read_papers(self) -> Run:
        """Read the sections of the papers that were chosen."""
        return deepening.read_papers(self)

    def summarize(self) -> Run:
        """Write the summaries that reports lack."""
        return writing.summarize(self)

    def summarize_again(self) -> Run:
        """Write the summaries of what reports hold anew."""
        return writing.again(self)

    def price_of_again(self) -> writing.Estimate:
        """What `summarize_again` would cost."""
        return writing.price_of_again(self)

    def open_issue(self) -> Issue | None:
        """Freeze the issue that is due, if one is."""
        return issuing.open_issue(self)

    def publish(self) -> Run:
        """Write the files of the reports and issues."""
        return issuing.publish(self)

    def build_site(self) -> Run:
        """Build the static site, feeds included."""
        return siting.build(self)

    def send(
        self,
        *,
        stopping: Callable[[], bool] | None = None,
        limit: int | None = None,
        late: bool = False,
    ) -> Run:
        """Send the latest issue to whom it is still owed; `late` even past its time."""
        parts = replace(self, stopping=stopping) if stopping else self
        return sending.send(parts, limit=limit, late=late)

    def push(self, *, dry_run: bool = False) -> PushOutcome | None:
        """Propose the latest issue to the handbook; None while there is nothing to propose."""
        return issuing.push(self, dry_run=dry_run)
