"""Parses HTML of any quality and tells what of it a reader sees.

Unseen are comments, scripts, styles, templates, noscript, drawings, attributes (alt, title), and
whatever is hidden by an inline style, `hidden` or `aria-hidden`. What is not seen is not read:
hidden text is where a page talks to machines behind its readers' backs.
"""

import re
import threading
from collections.abc import Callable
from typing import TypeAlias

from lxml import etree  # type: ignore[import-untyped]

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml's only name for the type

INVISIBLE_TAGS = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "annotation",
        "head",
        "title",
        "meta",
        "link",
        "object",
        "iframe",
        "canvas",
        "audio",
        "video",
        "select",
        "textarea",
        "button",
        "input",
        "dialog",
        "datalist",
    ]
)
PARAGRAPH_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
LINE_TAGS = frozenset({"br", "li", "tr", "caption", "summary"})
CELL_TAGS = frozenset({"td", "th"})
# What stands before and after an element's text.
NO_BREAKS = ("", "")
BREAKS = {
    **dict.fromkeys(PARAGRAPH_TAGS, ("\n\n", "\n\n")),
    **dict.fromkeys(LINE_TAGS, ("\n", "")),
    **dict.fromkeys(CELL_TAGS, (" ", " ")),
}
HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
    r"|(?<![\w-])opacity\s*:\s*(?:0?\.0+|0)(?![.\d])|(?<![\w-])color\s*:\s*transparent"
    r"|font-size\s*:\s*(?:0?\.[0-2]\d*|0(?:\.0+)?|1px)(?![.\d])"
    r"|(?<![\w-])(?:left|right|top|bottom|text-indent|margin-left|margin-top)\s*:\s*-(?:\d{4,}|\d{3,}(?:em|rem|vw|vh|%))"
    r"|clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\(\s*(?:50|100)%|scale\(\s*0\s*\)",
    re.IGNORECASE,
)
LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
MARKUP = re.compile(r"<[a-zA-Z/!?]")
# Elements that swallow all that follows when they are never closed, a title but for its own words.
SWALLOWING = {
    name: re.compile(rf"<{name}\b[^<>]*>{words}", re.IGNORECASE)
    for name, words in {"title": "[^<]*", "iframe": "", "object": "", "applet": ""}.items()
}
SWALLOWER = re.compile(f"<(?:{'|'.join(SWALLOWING)})", re.IGNORECASE)
_OF_THREAD = threading.local()
PARSER = {"remove_comments": True, "remove_pis": True, "no_network": True, "recover": True}


def parse_html(markup: str) -> Element | None:
    """Parse HTML of any quality; None where nothing is left of it."""
    if SWALLOWER.search(markup):
        markup = _closed(markup)
    try:
        # As bytes: a str with an encoding declaration of its own would be refused.
        data = markup.replace("\x00", "").encode("utf-8", "replace")
        return etree.fromstring(data, _parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _parser() -> etree.HTMLParser:
    """This thread's parser: to make one takes as long as to parse a paragraph."""
    if not hasattr(_OF_THREAD, "parser"):
        _OF_THREAD.parser = etree.HTMLParser(encoding="utf-8", **PARSER)
    return _OF_THREAD.parser


def _closed(markup: str) -> str:
    """The markup with an end for each element that would swallow the rest of it."""
    lower = markup.lower()
    for name, opening in SWALLOWING.items():
        if f"<{name}" in lower and f"</{name}" not in lower:
            markup = opening.sub(rf"\g<0></{name}>", markup)
    return markup


def links(markup: str) -> list[str]:
    """Return the link targets of HTML in order, visible or not, as written."""
    root = parse_html(markup) if has_markup(markup) else None
    return [] if root is None else targets(root)


def targets(root: Element) -> list[str]:
    """Return the link targets of a tree, as `links` does."""
    return [href for anchor in root.iter("a") if (href := anchor.get("href"))]


def is_hidden(element: Element) -> bool:
    """Say whether an element's text stays unseen: by its kind, an attribute or an inline style."""
    if element.tag in INVISIBLE_TAGS:
        return True
    if element.tag in {"html", "body"}:
        # Faded in by a script: the whole page is no hiding place.
        return False
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true":
        return True
    style = attributes.get("style")
    return style is not None and HIDING_STYLE.search(style) is not None


def drop_hidden(root: Element) -> None:
    """Take hidden elements out of a tree, in place; the text after them stays."""
    for element in [found for found in root.iter() if is_hidden(found)]:
        parent, before = element.getparent(), element.getprevious()
        if parent is None:
            continue
        if before is not None:
            before.tail = (before.tail or "") + (element.tail or "")
        else:
            parent.text = (parent.text or "") + (element.tail or "")
        parent.remove(element)


def as_html(root: Element) -> str:
    """Write a tree as HTML again."""
    written: str = etree.tostring(root, encoding="unicode", method="html")
    return written


def has_markup(text: str) -> bool:
    """Say whether a text holds anything like a tag or a comment."""
    return MARKUP.search(text) is not None


def visible_pieces(root: Element, *, preformatted: bool = False) -> list[str]:
    """Return the text that a reader sees, with line breaks where blocks begin and end.

    The text's own line breaks count in `pre` only, unless all of it is `preformatted`. Runs of
    other white space are not yet one space each.
    """
    pieces: list[str] = []
    _see(root, pieces.append, preformatted)
    return pieces


def _see(element: Element, say: Callable[[str], None], preformatted: bool) -> None:  # noqa: FBT001
    """Say the texts in an element; the parser lets none be deeper than some hundred levels."""
    if is_hidden(element):
        return
    before, after = BREAKS.get(element.tag, NO_BREAKS)
    say(before)
    preformatted = preformatted or element.tag == "pre"
    if words := element.text:
        say(words if preformatted else _on_one_line(words))
    for child in element:
        _see(child, say, preformatted)
        if words := child.tail:
            say(words if preformatted else _on_one_line(words))
    say(after)


def _on_one_line(words: str) -> str:
    # A line end is never printable, and to ask that is ten times as fast as to look for one.
    return words if words.isprintable() else LINE_ENDS.sub(" ", words)
