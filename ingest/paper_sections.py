"""Finds the sections of a paper in the mark-up of LaTeXML, which arXiv's HTML is made by."""

from collections.abc import Iterator

from ingest.html_tree import Element, drop_hidden, parse_html, visible_pieces
from ingest.raw import RawSection

# Footnotes stand in the middle of the sentence that they belong to.
_NOTES = ".//*[contains(concat(' ', @class, ' '), ' ltx_note ')]"
_DOCUMENT = ".//article[contains(concat(' ', @class, ' '), ' ltx_document ')]"
_ABSTRACT = "ltx_abstract"
_SECTIONS = frozenset({_ABSTRACT, "ltx_section", "ltx_appendix", "ltx_acknowledgements"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def sections(body: bytes) -> tuple[RawSection, ...]:
    """The abstract, the sections and the appendices in order; () where the page is no paper.

    Subsections are a part of their section. Left out are hidden elements, footnotes and the
    bibliography.
    """
    root = parse_html(body.decode("utf-8", "replace"))
    if root is None:
        return ()
    for note in root.xpath(_NOTES):
        note.set("hidden", "hidden")
    drop_hidden(root)
    found = root.xpath(_DOCUMENT)
    if not found:
        return ()
    return tuple(section for each in _outermost(found[0]) if (section := _section(each)).text)


def _outermost(element: Element) -> Iterator[Element]:
    """The sections in an element that are in no other one."""
    for child in element:
        if _SECTIONS.isdisjoint(_classes(child)):
            yield from _outermost(child)
        else:
            yield child


def _section(element: Element) -> RawSection:
    heading = next((child for child in element if child.tag in _HEADINGS), None)
    if heading is None:
        title = "Abstract" if _ABSTRACT in _classes(element) else ""
        return RawSection(title=title, text=_seen(element))
    for number in heading.xpath("./span[contains(concat(' ', @class, ' '), ' ltx_tag ')]"):
        number.text, number[:] = None, []
    title = _seen(heading)
    element.remove(heading)
    return RawSection(title=title, text=_seen(element))


def _seen(element: Element) -> str:
    return "".join(visible_pieces(element)).strip()


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()
