"""The writer of cards that needs no model: first what a text is about, then what it tells most.

It rates as the extract does, which says what a text is about, and adds what a reader takes home: a
figure, a finding, advice, how a thing works. Announcements stand only where nothing else is left.
"""

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from catchup.types import Brief, Draft, ItemKind, Point
from summarize import cues, standing, subjects, telling
from summarize.extractive import (
    LONGEST,
    Extractive,
    Rated,
    choose,
    honest,
    language_of,
    rate,
)
from summarize.instructions import is_fragment
from summarize.sections import best_of_each, end_of_first, opening
from summarize.sentences import Sentence
from summarize.words import cosine, words

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
# What makes a sentence the first one: what it says, and that it stands early and on the subject.
OPENS = {"names": 0.8, "presents": 0.3, "goal": 0.4, "early": 0.5, "finding": -0.4}
EARLY, BEGINNING = 0.2, 200  # of the text; of a short one so many characters
LONGEST_FIRST = {"en": 400, "ko": 260}  # who presents a thing takes a breath
REPETITION = -1.0
WORTH = 0.05
FEWEST = 2  # one quote alone leaves readers asking, even beside an announcement
SAME = 0.4  # of the words: another way to say it
_VERSION = "2"


class Findings:
    """Up to `limit` verbatim passages: what it is about, then what tells most; is a `Writer`.

    A passage is a sentence without the word that only joins it to the one before; with that one
    where it points back at it and both are short enough. Of a text with an outline, each section,
    chapter or ten minutes offers its best one; what it is about is said in its first fifth, or in
    the first of its parts.
    """

    name = Extractive.name
    prompt = hashlib.sha256(
        repr(
            (
                _VERSION,
                Extractive.prompt,
                TOLD,
                STANDING,
                OPENS,
                (EARLY, BEGINNING),
                LONGEST_FIRST,
                (REPETITION, WORTH, FEWEST, SAME),
                telling.PATTERNS,
                standing.PATTERNS,
                subjects.PATTERNS,
            )
        ).encode()
    ).hexdigest()[:12]

    not_before = None

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
            _weighed(each, brief, opening=each.sentence.start == first)
            for each in rate(sentences, brief.title)
        ]
        told = [each.told for each in weighed]
        if brief.outline:
            told = list(best_of_each(told, brief))
        best = choose(told, self._limit + 1, repetition=REPETITION, worth=WORTH, fewest=FEWEST)
        chosen = _in_order(best, _subject(weighed, brief), brief.title)
        usable = [each.told.sentence for each in weighed]
        points = _passages(chosen[: self._limit], usable, brief.text)
        return Draft(points=points, suspicious=refused)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A sentence by what it tells, and by how well it says what the text is about.

    `opens`: it may stand first.
    """

    told: Rated
    subject: Rated
    opens: bool


def _weighed(rated: Rated, brief: Brief, *, opening: bool) -> _Weighed:
    """Weigh a sentence; an abstract opens with what everybody knows."""
    text = _alone(rated.sentence).text
    aim, figure = cues.states_aim(text), telling.has_figure(text)
    names, goal = subjects.names_its_thing(text, brief.title), subjects.states_goal(text)
    early = _is_early(rated.sentence, brief) and _is_on(brief.title, text) and not figure
    scene = not (names or (goal and early)) and (
        telling.sets_the_scene(text) or (opening and not (aim or figure))
    )
    finding = telling.finds(text) and not scene
    faults = (
        TOLD["announcement"] * (telling.announces(rated.sentence.text) and not names)
        + TOLD["background"] * scene
        + TOLD["broken"] * standing.is_broken(rated.sentence.text)
        + TOLD["foreign"] * (brief.language == "ko" != language_of(text))
        + TOLD["dangling"] * standing.dangles(text)
    )
    merits = (
        TOLD["figure"] * figure
        + TOLD["finding"] * finding
        + TOLD["both"] * (figure and finding)
        + TOLD["advice"] * telling.advises(text)
    )
    about = STANDING * rated.score + faults + TOLD["mechanism"] * telling.explains(text)
    opens = (
        OPENS["names"] * names
        + OPENS["presents"] * (names and subjects.presents(text))
        + OPENS["goal"] * goal
        + OPENS["early"] * early
        + OPENS["finding"] * (finding and not names)
    )
    return _Weighed(
        told=replace(rated, score=about + merits + TOLD["aim"] * aim),
        subject=replace(rated, score=about + opens),
        opens=not faults
        and (
            names
            or (
                (early or aim or telling.explains(text)) and not standing.turns(rated.sentence.text)
            )
        )
        and (names or not is_fragment(text))
        and not subjects.echoes(text, brief.title)
        and not subjects.is_crammed(text, brief.title)
        and len(text) <= LONGEST_FIRST[language_of(text)],
    )


def _is_early(sentence: Sentence, brief: Brief) -> bool:
    """Whether it stands in the first fifth of a text, of a short one in its first lines."""
    return sentence.start < max(EARLY * len(brief.text), BEGINNING)


def _is_on(title: str, text: str) -> bool:
    return not frozenset(words(title)).isdisjoint(words(text))


def _subject(weighed: Sequence[_Weighed], brief: Brief) -> Rated | None:
    """What says best what the text is about; of a paper its abstract does."""
    end = len(brief.text)
    if brief.outline:
        early = 0 if brief.kind is ItemKind.PAPER else round(EARLY * end)
        end = max(end_of_first(brief), early)
    opening = [each.subject for each in weighed if each.opens and each.subject.sentence.start < end]
    return max(opening, key=lambda each: each.score, default=None)


def _in_order(told: Sequence[Rated], subject: Rated | None, title: str) -> list[Sentence]:
    """What says what the text is about, then what is told best and says something else.

    Without such a sentence, none full of identifiers and none that points back comes first.
    """
    if subject is None:

        def is_late(sentence: Sentence) -> tuple[bool, bool]:
            return _dangles(sentence), subjects.is_crammed(sentence.text, title)

        return sorted((each.sentence for each in told), key=is_late)
    others = [each for each in told if each.sentence != subject.sentence]
    fresh = [each for each in others if cosine(each.vector, subject.vector) < SAME]
    return [each.sentence for each in (subject, *(fresh or others))]


def _dangles(sentence: Sentence) -> bool:
    return standing.dangles(_alone(sentence).text)


def _alone(sentence: Sentence) -> Sentence:
    cut = standing.joint(sentence.text)
    return Sentence(sentence.text[cut:], sentence.start + cut)


def _shown(sentence: Sentence) -> Sentence:
    """A sentence without its joint, where what is left does not look cut off."""
    alone = _alone(sentence)
    return sentence if standing.is_clipped(alone.text) else alone


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
        passage = _shown(sentence)
        ground = before.get(sentence.start)
        stands_alone = not ground or ground.start in shown or not _dangles(sentence)
        if ground and not stands_alone and _joins(ground, sentence, text):
            start = _shown(ground).start
            end = sentence.start + len(sentence.text)
            passage = Sentence(text[start:end], start)
            shown.add(ground.start)
        shown.add(sentence.start)
        points.append(Point(quote=passage.text, start=passage.start))
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
