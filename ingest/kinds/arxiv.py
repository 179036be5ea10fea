"""Visits arXiv's interface: new papers and new versions of a query, a category or a list of ids.

The address of such a source is no web address but one of
- ids, with or without versions: "2602.12345, 2602.54321v2" (new versions are what is watched);
- a category: "cs.CL";
- a query in arXiv's own language: `cat:cs.CL`, `all:"retrieval augmented" AND cat:cs.IR`.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from catchup.errors import BrokenFeed, HttpStatus, NotAFeed, ParseError, ParserKilled
from catchup.types import (
    WITHDRAWN,
    Crawl,
    DateDoubt,
    Entry,
    ItemKind,
    Page,
    Reading,
    Source,
    SourceState,
    Web,
)
from ingest.arxiv_ids import ARXIV_ID
from ingest.entries import AUTHORS_LIMIT
from ingest.language import language_of
from ingest.markup import safe_xml
from ingest.parsing import parse
from ingest.raw import RawPaper, RawPapers, unique
from ingest.states import successful
from ingest.text import clean, plain_title

PAGE = 100
MOST_PAGES = 10
FIRST_VISIT = timedelta(days=30)
# Papers held back by moderators appear days after the date that they carry.
HELD_BACK = timedelta(days=2)
MOST_SILENT_ANNOUNCEMENTS = 2
SATURDAY = 5
ONE_ID = re.compile(rf"(?:https?://arxiv\.org/abs/|arxiv:)?({ARXIV_ID})(?:v\d+)?", re.IGNORECASE)
CATEGORY = re.compile(r"[a-z-]+\.[A-Za-z-]{2,}")
ONLY_CATEGORIES = re.compile(r"cat:[\w.*-]+(?: OR cat:[\w.*-]+)*")
VERSIONED = re.compile(rf"/abs/({ARXIV_ID})(v\d+)\Z")
PARAGRAPH = re.compile(r"\n\s*\n|\n[ \t]+(?=\S)")
# From a conference it may be withdrawn and stay here.
SAYS_WITHDRAWN = re.compile(r"\bwithdrawn\b(?! from (?!arxiv))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a source asks arXiv for: a query, or ids without versions."""

    query: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Walk:
    """What some pages showed; `complete` where nothing newer than the floor was left out."""

    papers: tuple[RawPaper, ...]
    complete: bool


def visit(source: Source, state: SourceState, web: Web, now: datetime) -> Crawl:
    """Ask for everything since the last visit, newest first, at most ten pages. Raises SourceError.

    A first visit reaches back 30 days. Where ten pages do not reach the last visit, the rest is
    noted as a gap. Versions of a paper are one entry of which `edition` changes.
    """
    wanted = wanted_of(source.url)
    walk = _listed(wanted.ids, web) if wanted.ids else _walked(wanted, _floor(state, now), web)
    digest = hashlib.sha256(repr(walk.papers).encode("utf-8", "replace")).hexdigest()
    dates = [updated for paper in walk.papers if (updated := _instant(paper.updated))]
    kept = replace(
        successful(source, state, now),
        body_hash=digest,
        oldest_entry=min(dates, default=state.oldest_entry),
        newest_entry=max(dates, default=state.newest_entry),
    )
    if not walk.complete and state.newest_entry and dates:
        kept = replace(kept, gap_since=state.newest_entry, gap_until=min(dates))
    if ONLY_CATEGORIES.fullmatch(wanted.query):
        kept = replace(kept, detail=stale(kept.newest_entry, now))
    if digest == state.body_hash:
        return Crawl(source=source, state=kept, unchanged=True)
    entries = tuple(entry_of(paper, source) for paper in walk.papers)
    return Crawl(source=source, state=kept, entries=entries)


def papers_by_id(ids: Sequence[str], source: Source, web: Web) -> tuple[Entry, ...]:
    """The newest versions of some papers, by their ids; unknown ids are left out."""
    return tuple(entry_of(paper, source) for paper in _listed(ids, web).papers)


def wanted_of(text: str) -> Wanted:
    """Decide by its form what the address of a source asks for."""
    words = text.replace(",", " ").split()
    matches = [match for word in words if (match := ONE_ID.fullmatch(word))]
    if words and len(matches) == len(words):
        return Wanted(ids=unique(match[1] for match in matches))
    query = text.strip()
    return Wanted(query=f"cat:{query}" if CATEGORY.fullmatch(query) else query)


def stale(newest: datetime | None, now: datetime) -> str | None:
    """Say that categories show nothing new though arXiv announced (Mondays to Fridays) since."""
    if newest is None:
        return None
    days = (newest.date() + timedelta(n) for n in range(1, (now.date() - newest.date()).days + 1))
    announced = sum(day.weekday() < SATURDAY for day in days)
    if announced <= MOST_SILENT_ANNOUNCEMENTS:
        return None
    return f"stale: nothing newer than {newest:%Y-%m-%d}, though arXiv announced {announced} times"


def entry_of(paper: RawPaper, source: Source) -> Entry:
    """Clean one paper. Its text is the abstract, after a line that says so if it was withdrawn."""
    match = VERSIONED.search(paper.address)
    if match is None:
        raise ParseError(f"arXiv answered with {paper.address[:200]!r}, which is no paper")
    address = f"https://arxiv.org/abs/{match[1]}"
    title, text = plain_title(paper.title), _abstract(paper.summary)
    if SAYS_WITHDRAWN.search(paper.comment):
        text = f"{WITHDRAWN}{_line(paper.comment)}\n\n{text}"
    published = _instant(paper.published)
    return Entry(
        entry_id=match[1],
        link=address,
        canonical=address,
        title=title,
        text=text,
        authors=unique(plain_title(name) for name in paper.authors[:AUTHORS_LIMIT]),
        published=published,
        date_doubt=None if published else DateDoubt.UNREADABLE,
        language=language_of(f"{title}\n{text}", source.language),
        kind=ItemKind.PAPER,
        reading=Reading.ABSTRACT if text else Reading.TITLE,
        edition=match[2],
    )


def _floor(state: SourceState, now: datetime) -> datetime:
    return state.newest_entry - HELD_BACK if state.newest_entry else now - FIRST_VISIT


def _walked(wanted: Wanted, floor: datetime, web: Web) -> _Walk:
    """Page through an answer until everything on a page is older than the floor."""
    found: dict[str, RawPaper] = {}
    for number in range(MOST_PAGES):
        page = _page(wanted, number * PAGE, web)
        if not page.papers and number * PAGE < page.total:
            page = _page(wanted, number * PAGE, web)  # arXiv gives an empty page now and then
            if not page.papers:
                return _Walk(tuple(found.values()), complete=False)
        fresh = [paper for paper in page.papers if _is_since(floor, paper)]
        for paper in fresh:
            # Pages shift while they are read: of a paper seen twice the first is the newer one.
            found.setdefault(paper.address.rpartition("v")[0], paper)
        if not fresh or number * PAGE + len(page.papers) >= page.total:
            return _Walk(tuple(found.values()), complete=True)
    return _Walk(tuple(found.values()), complete=False)


def _listed(ids: Sequence[str], web: Web) -> _Walk:
    batches = [tuple(ids[start : start + PAGE]) for start in range(0, len(ids), PAGE)]
    pages = [_page(Wanted(ids=batch), 0, web) for batch in batches]
    return _Walk(tuple(paper for page in pages for paper in page.papers), complete=True)


def _page(wanted: Wanted, start: int, web: Web) -> RawPapers:
    try:
        page = web.get(_address(wanted, start))
    except HttpStatus as error:
        if error.status == HTTPStatus.BAD_REQUEST:
            raise _refused(wanted) from error
        raise
    answer = _parsed(page)
    if any("/api/errors" in paper.address for paper in answer.papers):
        raise _refused(wanted)
    return answer


def _address(wanted: Wanted, start: int) -> str:
    # Loaded by those only who watch arXiv; its own client would go around our way out.
    import arxiv  # type: ignore[import-untyped]  # noqa: PLC0415

    search = arxiv.Search(
        query=wanted.query,
        id_list=list(wanted.ids),
        sort_by=arxiv.SortCriterion.LastUpdatedDate,
        sort_order=arxiv.SortOrder.Descending,
    )
    asked = {
        "search_query": search.query,
        "id_list": ",".join(search.id_list),
        "start": start,
        "max_results": PAGE,
        "sortBy": search.sort_by.value,
        "sortOrder": search.sort_order.value,
    }
    known = {name: value for name, value in asked.items() if value != ""}
    return str(arxiv.Client.query_url_format.format(urlencode(known)))


def _parsed(page: Page) -> RawPapers:
    xml = safe_xml(page.body, page.content_type, page.url)
    try:
        answer: RawPapers | None = parse("papers", xml)
    except ParserKilled as error:
        raise ParserKilled(f"{page.url}: {error}") from error
    except ParseError as error:
        raise BrokenFeed(f"{page.url}: {error}") from error
    if answer is None:
        raise NotAFeed(f"{page.url} is no answer of arXiv's interface")
    return answer


def _refused(wanted: Wanted) -> HttpStatus:
    asked = wanted.query or ", ".join(wanted.ids)
    error = HttpStatus(f"arXiv does not understand {asked[:200]!r}", status=HTTPStatus.BAD_REQUEST)
    error.hint = 'write a query like cat:cs.CL or all:"retrieval augmented" AND cat:cs.IR'
    error.retryable = False
    return error


def _is_since(floor: datetime, paper: RawPaper) -> bool:
    updated = _instant(paper.updated)
    return updated is None or updated >= floor


def _instant(text: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def _abstract(text: str) -> str:
    """Undo the hard line breaks. Abstracts are no HTML: a "<" before a letter is mathematics."""
    return "\n\n".join(_line(part) for part in PARAGRAPH.split(text.strip()))


def _line(text: str) -> str:
    return " ".join(clean(text).split())
