"""The writer of cards that needs no model: of a text's sentences those that tell most, first.

It rates as the extract does, which says what a text is about, and adds what a reader takes home: a
figure, a finding, advice, how a thing works. Announcements stand only where nothing else is left.
"""

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from catchup.types import Brief, Draft, ItemKind, Language, Point
from summarize import cues, standing, telling
from summarize.extractive import (
    LONGEST,
    Extractive,
    Rated,
    choose,
    honest,
    language_of,
    rate,
)
from summarize.sections import best_of_each, end_of_first, opening
from summarize.sentences import Sentence
from summarize.words import cosine

# Set by hand: an announcement loses what the extract gives it for stating an aim, and more.
TOLD = {
    "announcement": -1.6,
    "figure": 0.4,
    "finding": 0.4,
    "both": 0.6,
    "advice": 0.25,
    "mechanism": 0.2,
    "aim": -0.65,
    "background": -1.2,
    "broken": -1.0,
    "foreign": -0.8,
    "dangling": -0.3,
}
# What a sentence is worth for what the text is about; less than what it tells.
STANDING = 0.7
REPETITION = -1.0
WORTH = 0.05
SAME = 0.4  # of the words: another way to say it
_VERSION = "1"


class Findings:
    """Up to `limit` verbatim passages, the most telling first; implements `Writer`.

    A passage is a sentence without the word that only joins it to the one before; with that one
    where it points back at it and both are short enough. Of a text with an outline, each section,
    chapter or ten minutes offers its best one, and the first of them says what it is about.
    """

    name = Extractive.name
    prompt = hashlib.sha256(
        repr(
            (
                _VERSION,
                Extractive.prompt,
                TOLD,
                STANDING,
                REPETITION,
                WORTH,
                telling.PATTERNS,
                standing.PATTERNS,
            )
        ).encode()
    ).hexdigest()[:12]

    def __init__(self, limit: int = 3) -> None:
        self._limit = limit

    def price(self, _brief: Brief) -> float:
        """Nothing."""
        return 0.0

    def write(self, brief: Brief) -> Draft:
        """Choose the points of a document; none when nothing usable is left."""
        sentences, refused = honest(brief)
        first = opening(sentences, brief) if brief.kind is ItemKind.PAPER else None
        weighed = [
            _weighed(each, brief.language, opening=each.sentence.start == first)
            for each in rate(sentences, brief.title)
        ]
        told, subjects = [each.told for each in weighed], weighed
        if brief.outline:
            told = list(best_of_each(told, brief))
            end = end_of_first(brief)
            subjects = [each for each in weighed if each.told.sentence.start < end]
        best = [
            each.sentence for each in choose(told, self._limit, repetition=REPETITION, worth=WORTH)
        ]
        chosen = _with_subject(best, subjects)
        usable = [each.told.sentence for each in weighed]
        points = _passages(chosen[: self._limit], usable, brief.text)
        return Draft(points=points, suspicious=refused)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A sentence by what it tells, and by how well it says what the text is about.

    `states`: it says so with a word for an aim or for how a thing works, and has no fault.
    """

    told: Rated
    subject: Rated
    states: bool


def _weighed(rated: Rated, language: Language, *, opening: bool) -> _Weighed:
    """Weigh a sentence; an abstract opens with what everybody knows."""
    text = _alone(rated.sentence).text
    aim, figure = cues.states_aim(text), telling.has_figure(text)
    scene = telling.sets_the_scene(text) or (opening and not (aim or figure))
    finding = telling.finds(text) and not scene
    faults = (
        TOLD["announcement"] * telling.announces(rated.sentence.text)
        + TOLD["background"] * scene
        + TOLD["broken"] * standing.is_broken(rated.sentence.text)
        + TOLD["foreign"] * (language == "ko" != language_of(text))
        + TOLD["dangling"] * standing.dangles(text)
    )
    merits = (
        TOLD["figure"] * figure
        + TOLD["finding"] * finding
        + TOLD["both"] * (figure and finding)
        + TOLD["advice"] * telling.advises(text)
    )
    about = STANDING * rated.score + faults + TOLD["mechanism"] * telling.explains(text)
    return _Weighed(
        told=replace(rated, score=about + merits + TOLD["aim"] * aim),
        subject=replace(rated, score=about),
        states=not faults and (aim or telling.explains(text)),
    )


def _with_subject(told: Sequence[Sentence], weighed: Sequence[_Weighed]) -> list[Sentence]:
    """What is told best, what says best what the text is about, then the rest.

    What points back stands behind that: it is what it mostly points at.
    """
    shown = [each.told for each in weighed if each.told.sentence in told[:1]]
    stating = [
        each.subject
        for each in weighed
        if each.states
        and len(each.subject.sentence.text) <= LONGEST[language_of(each.subject.sentence.text)]
        and all(cosine(each.subject.vector, other.vector) < SAME for other in shown)
    ]
    first = sorted(told, key=_dangles)
    if not stating:
        return first
    subject = max(stating, key=lambda each: each.score).sentence
    best, rest = told[:1], [sentence for sentence in told[1:] if sentence != subject]
    if any(map(_dangles, best)):
        return [subject, *best, *rest]
    return [*best, *([] if subject in best else [subject]), *rest]


def _dangles(sentence: Sentence) -> bool:
    return standing.dangles(_alone(sentence).text)


def _alone(sentence: Sentence) -> Sentence:
    cut = standing.joint(sentence.text)
    return Sentence(sentence.text[cut:], sentence.start + cut)


def _passages(
    chosen: Sequence[Sentence], usable: Sequence[Sentence], text: str
) -> tuple[Point, ...]:
    before: Mapping[int, Sentence] = {
        second.start: first for first, second in itertools.pairwise(usable)
    }
    points = []
    shown: set[int] = set()
    for sentence in chosen:
        if sentence.start in shown:
            continue
        alone = _alone(sentence)
        ground = before.get(sentence.start)
        if ground and standing.dangles(alone.text) and _joins(ground, sentence, text):
            start = _alone(ground)
            end = sentence.start + len(sentence.text)
            alone = Sentence(text[start.start : end], start.start)
            shown.add(ground.start)
        shown.add(sentence.start)
        points.append(Point(quote=alone.text, start=alone.start))
    return tuple(points)


def _joins(ground: Sentence, sentence: Sentence, text: str) -> bool:
    """Whether the sentence before is what it points at, and both are readable as one."""
    between = text[ground.start + len(ground.text) : sentence.start]
    together = sentence.start + len(sentence.text) - ground.start
    return (
        between.strip() == ""
        and "\n" not in between
        and together <= LONGEST[language_of(sentence.text)]
        and not standing.dangles(_alone(ground).text)
        and not telling.announces(ground.text)
    )
