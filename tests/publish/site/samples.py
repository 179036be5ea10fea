"""A small site: two issues, two topics with items, one source of each fate."""

from dataclasses import replace

from catchup.config import SiteSettings
from catchup.types import Candidate, Listing, Roadmap, Track
from publish.feeds import feeds_of
from publish.places import SINCE_WEEKS, places_of
from publish.selecting import select
from publish.site import Content, SourceLine
from taxonomy.roadmap import roadmap
from tests.publish.samples import (
    RULES,
    SEOUL,
    TAXONOMY,
    WEDNESDAY,
    WEEK,
    a_mixed_week,
    a_week,
    digest_of,
    issue_of,
)

BASE = "https://catchup.example.org"
LANGUAGES = ("ko", "en")
ISSUES = (issue_of(digest_of(a_mixed_week(12))), issue_of(digest_of(a_week()), "2026-W10", 2))
SOURCES = {
    "hangang": SourceLine(
        title="한강데브 기술 블로그",
        url="https://tech.hangang.example/feed",
        language="ko",
        succeeded=WEDNESDAY,
        newest=WEDNESDAY,
    ),
    "arxiv": SourceLine(title="arXiv cs.CL", url="cat:cs.CL", language="en", error="http-503"),
    "talks": SourceLine(
        title="Evening Talks", url="https://talks.example/", language="en", paused=True
    ),
    "lab": SourceLine(
        title="Lighthouse Lab",
        url="https://lab.example/",
        language="en",
        succeeded=WEDNESDAY,
        gap=True,
    ),
    "new": SourceLine(title="Not Yet", url="https://new.example/", language="en"),
}


def a_listing(candidate: Candidate, **changes: object) -> Listing:
    item = candidate.item
    listing = Listing(
        item=item.id,
        url=item.url,
        title=item.title,
        kind=item.kind,
        language=item.language,
        source=item.sources[0],
        published=item.published,
        first_seen=item.first_seen,
        reading=item.reading,
        summary=candidate.summary,
    )
    return replace(listing, **changes)  # type: ignore[arg-type]


def roadmaps() -> tuple[Roadmap, ...]:
    covered: dict[str, object] = {}
    return tuple(roadmap(TAXONOMY, covered, track) for track in Track)  # type: ignore[arg-type]


def a_site(base_url: str = BASE, **changes: object) -> Content:
    """The content of the sample site; `changes` replace what it is made of."""
    week = a_week()
    shelves = {
        topic: tuple(
            a_listing(each) for each in week if each.matches and each.matches[0].topic == topic
        )
        for topic in ("rag", "hybrid", "vectors")
    }
    feeds = feeds_of(ISSUES, LANGUAGES, SiteSettings(base_url=base_url))
    content = Content(
        title="Catchup",
        places=places_of(base_url, LANGUAGES),
        timezone=SEOUL,
        taxonomy=TAXONOMY,
        issues=ISSUES,
        since={weeks: digest_of(a_week()) for weeks in SINCE_WEEKS},
        shelves=shelves,
        roadmaps=roadmaps(),
        sources=SOURCES,
        left_out=select(week, replace(RULES, period=WEEK)).left_out,
        feeds={f"feeds/{name}": text for name, text in feeds.items()},
    )
    return replace(content, **changes)  # type: ignore[arg-type]
