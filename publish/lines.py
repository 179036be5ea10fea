"""Chooses what a line says of an item: whole, short, and more than its title."""

import re
from collections.abc import Iterator

from catchup.types import Card, Language
from publish.evidence import typeset
from publish.figures import figures_in
from publish.gains import gains_in
from publish.naming import tag
from publish.plain import columns_of, plain
from publish.report import Passage
from publish.stems import stems
from publish.wording import headline_of, sentences_of

READ = 600  # more than any quote has
OURS_COLUMNS = 180
LINE_COLUMNS = 230
REPEATED = 0.7  # of its words stand in the title
_POINTS_BACK = re.compile(
    r"(?:it|its|they|their|these|those|this|that|such|he|she)\b"
    r"|(?:이는|이를|이로|이에|이런|이러한|이처럼|그런|그러한|그|이|해당)\s",
    re.IGNORECASE,
)
_LEANS_BACK = re.compile(
    r"\bth(?:is|ese|at) (?:trade-?offs?|problems?|issues?|gaps?|challenges?|limitations?)\b",
    re.IGNORECASE,
)


def line_of(card: Card, columns: int) -> Passage:
    """The most telling quote that fits into so many columns and stands alone; else empty.

    Figures come first, then what stands first among its points: what a text is about.
    """
    quotes = [plain(typeset(point.quote), READ) for point in card.points]
    fitting = (
        quote
        for quote in sorted(quotes, key=lambda quote: not figures_in([quote]))
        if columns_of(quote) <= columns
        and not _POINTS_BACK.match(quote)
        and not _LEANS_BACK.search(quote)
        and not repeats(quote, card.title)
    )
    text = next(fitting, "")
    return Passage(text=text, language=tag(card.language) if text else "")


def finding_of(card: Card, language: Language) -> str:
    """What we say was found: our headline, or a sentence where that alone measures something."""
    headline = headline_of(card, language)
    if not headline or figures_in([headline]):
        return headline
    return next((s for s in _short_ones(card, language) if gains_in([s])), headline)


def told_of(card: Card, language: Language) -> str:
    """What we say of an item in its line: what it is and what was found, as far as there is room.

    Where one sentence is all that fits, rather a headline or a sentence with a figure.
    """
    finding = finding_of(card, language)
    said: list[str] = []
    for sentence in sentences_of(card, language):
        if columns_of(" ".join((*said, sentence))) > LINE_COLUMNS:
            break
        said.append(sentence)
    if not said or (len(said) == 1 and figures_in([finding])):
        return finding
    return " ".join(said)


def _short_ones(card: Card, language: Language) -> Iterator[str]:
    return (s for s in sentences_of(card, language) if columns_of(s) <= OURS_COLUMNS)


def repeats(quote: str, title: str) -> bool:
    """Whether a quote says little more than the title does."""
    said, known = stems(quote), stems(title)
    return len(said & known) >= REPEATED * len(said)
