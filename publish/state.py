"""The last part of a report: what the sources gave, what may be missing, what was left out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from catchup.types import Digest, Language, LeftOut, SourceNote, SourceTrouble
from publish import words
from publish.dates import local_day, say_day
from publish.newness import NEWS
from publish.plain import plain
from publish.report import Fact
from publish.wording import EXTRACT, model_of

NAME_LIMIT = 60
STALE_AFTER = timedelta(hours=48)
HTTP_CODE = re.compile(r"http-(\d{3})")
# Silence must be reported, so failures and gaps are named; the rest may be shortened.
NAMED = {
    SourceTrouble.FAILED: 20,
    SourceTrouble.GAP: 10,
    SourceTrouble.DOUBTFUL: 5,
    SourceTrouble.CUT: 3,
    SourceTrouble.QUIET: 3,
}
WARNINGS = frozenset({SourceTrouble.FAILED, SourceTrouble.GAP, SourceTrouble.DOUBTFUL})
DATED = {
    SourceTrouble.FAILED: words.FAILED_SINCE,
    SourceTrouble.GAP: words.GAP_BEFORE,
    SourceTrouble.QUIET: words.QUIET_SINCE,
}


def state_of(digest: Digest, language: Language) -> tuple[Fact, ...]:
    """Lines on sources, troubles, left-out items and authorship."""
    facts = [polled_fact(digest, language)]
    if digest.counted:
        return (*facts, *_counted(digest, language))
    for trouble in NAMED:
        notes = [note for note in digest.health.notes if note.trouble is trouble]
        if notes:
            facts.append(_trouble(trouble, notes, digest, language))
    facts += _left_out(digest, language)
    if digest.sections or digest.briefs or digest.updates:
        facts.append(written_by(digest, language))
    return tuple(facts)


def polled_fact(digest: Digest, language: Language) -> Fact:
    """How many sources were visited and failed, and how fresh what they gave is."""
    health = digest.health
    parts = [words.POLLED_COUNT.say(language, n=health.polled)]
    if health.failed:
        parts = [words.FAILED_COUNT.say(language, n=health.polled, failed=health.failed)]
    elif health.polled:
        parts.append(words.NONE_FAILED.say(language))
    stale = False
    if health.last_crawl is not None:
        stale = health.last_crawl < digest.period.end - STALE_AFTER
        year = local_day(digest.period.end, digest.timezone).year
        day = say_day(local_day(health.last_crawl, digest.timezone), language, year=year)
        parts.append((words.STALE if stale else words.LAST_CRAWL).say(language, day=day))
    return Fact(label=words.POLLED.say(language), text=" · ".join(parts), warning=stale)


def _counted(digest: Digest, language: Language) -> Iterator[Fact]:
    """Troubles and what was left out in numbers, who wrote: for a report of a minute or two."""
    counts = Counter(note.trouble for note in digest.health.notes)
    parts = [
        phrase.say(language, n=counts[trouble])
        for trouble, phrase in words.COUNTED_TROUBLES.items()
        if counts[trouble]
    ]
    if parts:
        yield Fact(
            label=words.COUNTED.say(language),
            text=" · ".join(parts),
            note=words.COUNTED_NOTE.say(language),
            warning=True,
        )
    if total := sum(digest.left_out.values()):
        yield Fact(
            label=words.LEFT_OUT.say(language), text=words.LEFT_OUT_ALL.say(language, n=total)
        )
    if digest.sections or digest.briefs or digest.updates:
        yield written_by(digest, language)


def _trouble(
    trouble: SourceTrouble, notes: Sequence[SourceNote], digest: Digest, language: Language
) -> Fact:
    total = sum(note.count for note in notes)
    named = [_named(note, digest, language) for note in notes[: NAMED[trouble]]]
    if len(notes) > len(named):
        named.append(words.OTHERS.say(language, n=len(notes) - len(named)))
    text = ", ".join(named)
    if trouble is SourceTrouble.DOUBTFUL:
        text = words.DATES_IN_DOUBT.say(language, sources=text)
    return Fact(
        label=words.TROUBLES[trouble].say(language, n=total),
        text=text,
        warning=trouble in WARNINGS,
    )


def _named(note: SourceNote, digest: Digest, language: Language) -> str:
    source = plain(note.source, NAME_LIMIT)
    error = error_name(note.detail, language)
    if note.trouble is SourceTrouble.DOUBTFUL:
        return words.ITEMS_OF.say(language, source=source, n=note.count)
    if note.trouble is SourceTrouble.CUT:
        return words.ENTRIES_CUT.say(language, source=source, n=note.count)
    if note.since is None:
        failed = note.trouble is SourceTrouble.FAILED
        return (
            words.FAILED_FROM_START.say(language, source=source, error=error) if failed else source
        )
    year = local_day(digest.period.end, digest.timezone).year
    day = say_day(local_day(note.since, digest.timezone), language, year=year)
    return DATED[note.trouble].say(language, source=source, error=error, day=day)


def error_name(code: str, language: Language) -> str:
    """A source error's code in words; an unforeseen code is still better than silence."""
    if code in words.ERRORS:
        return words.ERRORS[code].say(language)
    status = HTTP_CODE.fullmatch(code)
    if status is not None:
        return words.HTTP_ERROR.say(language, status=status[1])
    return words.OTHER_ERROR.say(language)


def _left_out(digest: Digest, language: Language) -> Iterator[Fact]:
    """What was left out of the new ones, and what never counted as new, apart: so sums agree.

    Doubtful dates have been counted source by source above.
    """
    named = {SourceTrouble.DOUBTFUL} & {note.trouble for note in digest.health.notes}
    told = {LeftOut.DOUBTFUL_DATE} if named else set()
    for label, of_news in ((words.LEFT_OUT_NEW, True), (words.NOT_COUNTED, False)):
        counts = {
            why: digest.left_out[why]
            for why in words.LEFT_OUT_REASONS
            if digest.left_out.get(why) and (why in NEWS) is of_news and why not in told
        }
        if counts:
            said = (
                words.LEFT_OUT_COUNT.say(
                    language, reason=words.LEFT_OUT_REASONS[why].say(language), n=number
                )
                for why, number in counts.items()
            )
            total = label.say(language, n=sum(counts.values()))
            yield Fact(label=total, text=" · ".join(said))


def written_by(digest: Digest, language: Language) -> Fact:
    """Who wrote what the cards and lines say, in numbers of items."""
    cards = [card for section in digest.sections for card in section.cards]
    cards += [card for card in digest.briefs if card.points]
    writers = Counter(card.writer for card in cards)
    fallbacks = sum(bool(card.fallback) for card in cards)
    if not writers:
        text = words.TITLES_ALONE.say(language)
    elif set(writers) == {EXTRACT}:
        text = words.EXTRACTS.say(language)
    else:
        named = (
            words.ITEMS_BY.say(
                language, n=n, writer=words.EXTRACT.say(language) if w == EXTRACT else model_of(w)
            )
            for w, n in sorted(writers.items())
        )
        text = words.BY_MODELS.say(language, writers=", ".join(named))
    if fallbacks:
        text = f"{text} {words.FALLBACKS.say(language, n=fallbacks)}"
    return Fact(label=words.WRITTEN_BY.say(language), text=text)
