"""Turns HTML and titles into plain text, and cleans text of invisible characters."""

import html
import re
import unicodedata
from itertools import zip_longest

from catchup.spacing import one_line
from ingest.html_tree import has_markup, parse_html, targets, visible_pieces
from ingest.plain_markup import read_simple

TITLE_LIMIT = 500
RAW_TITLE_LIMIT = 20_000  # with markup and entities; nobody means more by a title
_COMMENT = r"<!--(?:(?!<!--|-->).)*+-->"
_IN_TITLES = (
    "a|abbr|b|big|blockquote|br|cite|code|del|div|em|font|h[1-6]|hr|i|iframe|img|input|ins"
    "|kbd|li|link|mark|meta|object|ol|p|pre|q|s|script|small|span|strike|strong|style|sub|sup"
    "|svg|table|td|th|tr|tt|u|ul|video|wbr"
)
_IN_BODIES = (
    f"{_IN_TITLES}|article|audio|button|center|dd|details|dl|dt|embed|figcaption|figure|footer"
    "|header|main|nav|noscript|section|source|summary|tbody|template|textarea|thead"
)


def _tag(names: str) -> re.Pattern[str]:
    """A tag of one of these names, or a comment."""
    return re.compile(rf"</?(?:{names})(?:[\s/][^<>]*)?>|{_COMMENT}", re.IGNORECASE | re.DOTALL)


KNOWN_TAG = _tag(_IN_TITLES)
BODY_TAG = _tag(_IN_BODIES)
# What a text that only talks about tags does not hold: an end tag, a break at the end of a line.
MARKED_UP = re.compile(rf"</(?:{_IN_BODIES})\s*>|<br\s*/?>[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
# Scripts and styles with what is in them; stops at the next one, so that many cost linear time.
UNSEEN = re.compile(
    r"<(script|style)\b[^<>]*>(?:[^<]++|<(?!/?(?:script|style)\b))*+</\1\s*>", re.IGNORECASE
)
CDATA_MARKS = re.compile(r"<!\[CDATA\[|\]\](?:>|&gt;)")
MAIL_ADDRESS = re.compile(r"[(<]?[^\s<>()@]+@[^\s<>()@]+[)>]?")
BRACKETED = re.compile(r"\A\(([^()]*)\)\Z")
# C0 and C1 controls, soft hyphen, zero-width and word joiners, bidi controls, invisible operators,
# fillers, the byte-order mark, interlinear marks and tag characters.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
# Bold of Markdown: "**word**", also before a Korean particle, but not 2**3 or f(**options).
BOLD = re.compile(r"(?<![\w*(\[])\*\*(?=\S)([^*\n]*[^*\s])\*\*(?!\*)")
ITALIC = re.compile(r"(?<![\w*(\[])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])")


def clean(text: str) -> str:
    """Drop invisible characters, compose (NFC), unify spaces; paragraphs stay as blank lines."""
    if text.isascii() and (lines := text.split("\n")) and all(map(str.isprintable, lines)):
        return _paragraphs(lines)  # nothing to drop and nothing to compose, as in most English
    visible = INVISIBLE.sub(
        "", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    )
    visible = visible.replace("\u2028", "\n").replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", _paragraphs(visible.split("\n"))).strip()


def _paragraphs(lines: list[str]) -> str:
    """Lines with single spaces, and no two blank ones in a row."""
    if len(lines) == 1:
        return one_line(lines[0])
    joined = "\n".join(map(one_line, lines))
    while "\n\n\n" in joined:
        joined = joined.replace("\n\n\n", "\n\n")
    return joined.strip()


def plain_text(markup: str) -> str:
    """Return the visible text of HTML, or of text that holds no tag at all."""
    return text_and_links(markup)[0]


def text_and_links(markup: str) -> tuple[str, list[str]]:
    """Return the visible text of HTML and its link targets, as written.

    Descriptions without a tag are sometimes Markdown; its bold would stand in quotes as asterisks.
    Some feeds escape their HTML twice: it has no tag until its entities are undone, then many.
    """
    markup = _unwrapped(markup)
    if has_markup(markup):
        simple = read_simple(markup)
        return _read(markup) if simple is None else (clean(simple[0]), simple[1])
    revealed = html.unescape(markup)
    found: list[str] = []
    if MARKED_UP.search(revealed):
        # Line breaks stay: such bodies are often Markdown with tags in between.
        text, found = _read(_other_angles_escaped(revealed), preformatted=True)
    else:
        text = clean(revealed)
    return ITALIC.sub(r"\1", BOLD.sub(r"\1", text)) if BOLD.search(text) else text, found


def _read(markup: str, *, preformatted: bool = False) -> tuple[str, list[str]]:
    root = parse_html(markup)
    if root is None:
        return "", []
    pieces = visible_pieces(root, preformatted=preformatted)
    return clean("".join(pieces)), targets(root)


def _other_angles_escaped(text: str) -> str:
    """Escape whatever is not a tag of HTML: `Map<K, V>` is no element of a page."""
    between, tags = BODY_TAG.split(text), BODY_TAG.findall(text)
    return "".join(
        html.escape(words) + tag for words, tag in zip_longest(between, tags, fillvalue="")
    )


def plain_title(raw: str) -> str:
    """Return a title as one line of at most 500 characters: no tags, entities undone twice."""
    title = raw[:RAW_TITLE_LIMIT]
    if "<" in title or "&" in title:
        title = _without_tags(title)
        for _ in range(2):
            title = _without_tags(html.unescape(title))
    line = clean(title)
    if "\n" in line:
        line = one_line(line)
    if len(line) <= TITLE_LIMIT:
        return line
    head = line[: TITLE_LIMIT - 1]
    word_end = head.rfind(" ", TITLE_LIMIT // 2)
    return head[: word_end if word_end > 0 else None].rstrip() + "…"


def plain_name(raw: str) -> str:
    """Return a person's name as one line, without the mail address that may stand beside it."""
    name = " ".join(MAIL_ADDRESS.sub("", plain_title(raw)).split())
    return BRACKETED.sub(r"\1", name)


def _without_tags(title: str) -> str:
    return KNOWN_TAG.sub("", UNSEEN.sub("", _unwrapped(title)))


def _unwrapped(text: str) -> str:
    """Undo a CDATA section around a text that was already escaped: a common doubling."""
    return CDATA_MARKS.sub("", text) if "<![CDATA[" in text else text
