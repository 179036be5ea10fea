"""Text that tries to become something else: strategies and digests shared by the renderer tests."""

from dataclasses import replace

from hypothesis import strategies as st

from catchup.types import Digest, Health, Lane, SourceNote, SourceTrouble, Statement
from publish.scope import LISTS, Scope
from tests.publish.samples import RULES, WEEK, candidate, digest_of, written

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style></head><body>",
    '" onmouseover="alert(1)',
    "<!-- hb:end x -->",
    "-->",
    "]]>",
    "](javascript:alert(1))",
    "](https://evil.example/ 'x')",
    "![x](https://evil.example/p.png)",
    "[ref]: https://evil.example",
    "<https://evil.example>",
    "https://evil.example",
    "www.evil.example",
    "`code`",
    "```\nfence",
    "~~gone~~",
    "**bold** __bold__ *it* _it_",
    "| a | b |\n|---|---|",
    "\n# heading",
    "\n- list\n1. list",
    "\n===\n",
    "&lt;b&gt; &#60;b&#62; &amp;",
    "{{ 7 * 7 }} {% raw %}",
    "$x$ \\",
    "\u202egpj.exe",
    "\u2066\u2069\u200b\ufeff",
    "\x1b]0;title\x07\x1b[2J",
    "\u2028\u2029\x85\x00",
    "\ud800",
    "W" * 300,
    "가" * 300,
    "e\u0301" * 50,
)
HOSTILE = st.lists(st.sampled_from(ATTACKS) | st.text(max_size=12), min_size=1, max_size=6).map(
    "".join
)


def digest_saying(text: str) -> Digest:
    """A digest in which a text stands wherever text from outside can stand.

    "x" goes before it, so that it never vanishes: an empty name is shown by other words. Why an
    item was chosen is not said; neither words nor the length of a text decide where it stands.
    """
    words = f"x{text}"
    quoted = candidate(1, words, quotes=(words,), evidence=(words,), sources=("gone",))
    said = {"ko": words, "en": words}
    tldr = (Statement(texts=said, points=(0,)),)
    ours = written(
        candidate(3, f"{words} ours", quotes=(words,), url="https://posts.example/ours"),
        headline=said,
        tldr=tldr,
        why=said,
        writer=words,
    )
    beside = candidate(2, f"{words} beside", url="https://posts.example/beside")
    note = SourceNote(source=words, trouble=SourceTrouble.FAILED, detail=words)
    health = Health(polled=1, failed=1, last_crawl=WEEK.end, notes=(note,))
    rules = replace(RULES, scope=Scope(**dict.fromkeys(LISTS, frozenset())))
    digest = digest_of([quoted, ours, beside], health=health, minutes=60, rules=rules)
    sections = tuple(
        replace(
            section, cards=tuple(replace(card, reasons=(), minutes=1) for card in section.cards)
        )
        for section in digest.sections
    )
    (told,) = (card for section in sections for card in section.cards if card.tldr)
    line = replace(told, item=4, url="https://posts.example/line")
    big = replace(told, item=5, url="https://posts.example/big", lane=Lane.BIG)
    return replace(digest, sections=sections, briefs=(*digest.briefs, line, big))
