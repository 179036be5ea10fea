"""Reads simple, well-nested HTML without building its tree: most bodies of feeds are no more.

Provably enough: no element whose words stay unseen or that moves its words (tables), no attribute
that hides, no comment, no character reference beyond those that everybody reads alike, every
element closed where it was opened. Then what a reader sees is what stands between the tags, in
order. Anything else is for the parser (`html_tree`); a test compares the two.
"""

import html
import re

from ingest.html_tree import BREAKS, NO_BREAKS

LONGEST = 1_000_000  # characters; the parser has limits of its own beyond
DEEPEST = 100
VOID = frozenset({"br", "hr", "img"})
HOLDS_BLOCKS = frozenset(
    ["article", "blockquote", "dd", "div", "dl", "figcaption", "figure", "li", "ol", "section",
     "ul"]
)  # fmt: skip
BLOCKS = HOLDS_BLOCKS.union(["dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "p"])
INLINE = frozenset(
    ["a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q",
     "s", "small", "span", "strong", "sub", "sup", "u"]
)  # fmt: skip
SIMPLE = {name: BREAKS.get(name, NO_BREAKS) for name in BLOCKS | INLINE}
# Plainly written attributes; `style`, `hidden` and `aria-hidden` may hide.
ATTRIBUTES = re.compile(
    r"""(?:\s+(?!style|hidden|aria-hidden)[a-z][a-z\d-]*=(?:"[^"<>]*"|'[^'<>]*'))*+\s*+/?"""
)
HREF = re.compile(r"""\shref=(?:"([^"]*)"|'([^']*)')""")
# Characters that the parser drops or replaces, and references that parsers read differently.
ODD_CHARACTER = re.compile("[\x00-\x08\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
ODD_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#39|#34|#38|#x27|#8[12]\d\d);)")


def read_simple(markup: str) -> tuple[str, list[str]] | None:
    """The visible text of HTML with line breaks around its blocks, and its link targets.

    The text's own line breaks are spaces, runs of which are not yet one space each. None where the
    markup is not simple.
    """
    entities = "&" in markup
    if len(markup) > LONGEST or ODD_CHARACTER.search(markup):
        return None
    if entities and ODD_REFERENCE.search(markup):
        return None
    words, *rest = " ".join(markup.splitlines()).split("<")
    pieces, targets, opened = [words], list[str](), list[str]()
    for part in rest:
        tag, end, words = part.partition(">")
        breaks = _breaks(tag, opened, targets) if end else None
        if breaks is None:
            return None
        pieces += (breaks, words)
    if opened:
        return None
    text = "".join(pieces)
    return html.unescape(text) if entities else text, targets


def _breaks(tag: str, opened: list[str], targets: list[str]) -> str | None:
    """What a tag puts between the words beside it; None for a tag that is not simple."""
    if tag[:1] == "/":
        well_nested = opened and opened.pop() == tag[1:]
        return SIMPLE[tag[1:]][1] if well_nested else None
    name, _, attributes = tag.removesuffix("/").partition(" ")
    if name not in SIMPLE or len(opened) > DEEPEST:
        return None
    if name in BLOCKS and opened and opened[-1] not in HOLDS_BLOCKS:
        return None  # a block ends the paragraph that it stands in
    before, after = SIMPLE[name]
    if attributes:
        if not ATTRIBUTES.fullmatch(tag, len(name)):
            return None
        if name == "a" and (target := HREF.search(tag)):
            targets.append(html.unescape(target[1] or target[2] or ""))
    if name in VOID:
        return before + after
    opened.append(name)
    return before
