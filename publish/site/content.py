"""What a site is made of: everything that its pages may show, gathered beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from catchup.types import (
    Candidate,
    Digest,
    Issue,
    Language,
    LeftOut,
    Listing,
    Roadmap,
    SourceId,
    Taxonomy,
    TopicId,
)
from publish.dates import local_day
from publish.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """How a source fares. `error` is a code ("" while it answers), `paused`: not visited."""

    title: str
    url: str
    language: Language
    succeeded: datetime | None = None
    newest: datetime | None = None
    error: str = ""
    paused: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All of a site. `issues` stand oldest first, `since` holds the report of each absence.

    `shelves` are the items of each topic, newest first; `left_out` what the report of the last
    seven days passed over. `letters`: people can ask for the letter here. `contact` is where
    mistakes are reported, "" for nowhere.
    """

    title: str
    places: Places
    timezone: str
    taxonomy: Taxonomy
    issues: tuple[tuple[Issue, Digest], ...]
    since: Mapping[int, Digest]
    shelves: Mapping[TopicId, tuple[Listing, ...]]
    roadmaps: tuple[Roadmap, ...]
    sources: Mapping[SourceId, SourceLine]
    left_out: tuple[tuple[Candidate, LeftOut], ...]
    feeds: Mapping[str, str]
    letters: bool = False
    contact: str = ""

    @property
    def year(self) -> int:
        """The year in which the site stands: days of it need none."""
        latest = max(digest.period.end for digest in self.since.values())
        return local_day(latest - timedelta(microseconds=1), self.timezone).year


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page before its frame: where it is, what it is called, and what its template shows.

    `path` is that within its language. `feeds` are stems of feeds of its own, with their titles;
    `tab` is the page of the navigation that it belongs to.
    """

    path: str
    title: str
    about: str
    template: str
    values: Mapping[str, object]
    tab: str = ""
    feeds: tuple[tuple[str, str], ...] = ()
