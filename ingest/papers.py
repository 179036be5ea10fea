"""Reads a paper by its sections, from the HTML edition that arXiv makes of most papers."""

from collections.abc import Iterator, Sequence

from catchup.errors import ParseError, ParserKilled
from catchup.types import Article, Mark, Page, Reading
from ingest.arxiv_ids import arxiv_id
from ingest.charset import decode
from ingest.language import language_of
from ingest.parsing import parse
from ingest.raw import RawSection
from ingest.text import clean, plain_title

LONGEST = 400_000
SHORTEST = 1_000
# Beside the abstract: what has one section only was not turned into HTML as a whole.
FEWEST = 2


def whole_paper(address: str, edition: str = "") -> str:
    """The address of a paper's HTML edition; "" for an address that is no paper at arXiv."""
    paper = arxiv_id(address)
    return f"https://arxiv.org/html/{paper[0]}{edition}" if paper else ""


def read_paper(page: Page) -> Article:
    """Read the sections of a paper; the list of references is left out.

    Each section begins with its title on a line of its own, at its mark in the outline. Raises
    ParseError where the page is no HTML edition of a paper.
    """
    html = decode(page.body, page.content_type).replace("\x00", "")
    try:
        sections: Sequence[RawSection] = parse("paper", html.encode("utf-8", "replace"))
    except ParserKilled as error:
        raise ParserKilled(f"{page.url}: {error}") from error
    pieces, outline, length = [], [], 0
    for title, text in _cleaned(sections):
        piece = f"{title}\n\n{text}"
        if length + len(piece) > LONGEST:
            break
        outline.append(Mark(start=length, title=title))
        pieces.append(piece)
        length += len(piece) + 2
    whole = "\n\n".join(pieces)
    if len(whole) < SHORTEST or len(outline) < FEWEST:
        raise ParseError(f"{page.url} is no paper with sections")
    return Article(
        text=whole,
        reading=Reading.FULL if len(pieces) == len(sections) else Reading.PARTIAL,
        language=language_of(whole),
        outline=tuple(outline),
    )


def _cleaned(sections: Sequence[RawSection]) -> Iterator[tuple[str, str]]:
    for section in sections:
        yield plain_title(section.title) or "…", clean(section.text)
