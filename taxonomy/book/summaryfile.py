"""Reads `SUMMARY.md` of mdBook and GitBook: links in lists and beside them, drafts, separators."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from taxonomy.book.chapters import Chapter, Listing, Places

MARKDOWN = MarkdownIt("commonmark")


def read_summary(text: str, places: Places) -> Listing:
    """The chapters in order. A link without a target is a draft; headings only group."""
    listing = Listing()
    for token in MARKDOWN.parse(text):
        if token.type != "inline" or not token.children:
            continue
        line = token.map[0] + 1 if token.map else 0
        for title, target, below in _links(token.children):
            path = places.find(target) if target else ""
            if path is not None:
                listing.chapters.append(Chapter(title=title, path=path, line=line + below))
    return listing


def _links(tokens: list[Token]) -> Iterator[tuple[str, str, int]]:
    """Words and target of each link, and how many lines below the first it ends."""
    target, words, below = None, "", 0
    for token in tokens:
        if token.type == "link_open":
            target, words = str(token.attrGet("href") or ""), ""
        elif token.type == "link_close" and target is not None:
            yield words.strip(), target, below
            target = None
        elif token.type in {"text", "code_inline"}:
            words += token.content
        elif token.type in {"softbreak", "hardbreak"}:
            words += " "
            below += 1
