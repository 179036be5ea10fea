"""Decides which items of a period are worth reading, and says why about each of the others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from catchup.types import Candidate, Choice, Item, ItemId, Lane, LeftOut, Part, Selection
from publish.bignews import Report, big_news
from publish.learning import reweighed
from publish.newness import born, is_told_as_update, is_update, not_news
from publish.quotas import over_quota
from publish.ranking import UNWANTED, WEAKEST, WEIGHTS, is_of_the_field, lane_of, parts_of, rank
from publish.reasons import rarest_first, reasons_of
from publish.rules import Rules
from publish.same_work import copies, leaders
from publish.series import series_of, topic_of_series
from publish.signals import Signals, read_signals

READ = 0.7  # so much of a text shows whose field it is
# What of the left-out may still be big news: it was only one too many of its kind.
TELLABLE = frozenset({None, LeftOut.LIMIT, LeftOut.SOURCE_QUOTA, LeftOut.TOPIC_QUOTA})


@dataclass(frozen=True, slots=True)
class _Read:
    """A candidate that is news, what was found in it, and what that is worth."""

    candidate: Candidate
    signals: Signals
    parts: Mapping[Part, float]


def select(candidates: Sequence[Candidate], rules: Rules) -> Selection:
    """A verdict for every candidate: chosen with its reasons, or left out with one.

    Best first, ties by date and address; the same candidates in any order give the same selection.
    """
    updates = [c for c in candidates if is_told_as_update(c.item, rules)]
    others = [c for c in candidates if not is_told_as_update(c.item, rules)]
    left_out: dict[ItemId, LeftOut] = {}
    for candidate in others:
        verdict = not_news(candidate.item, rules)
        if verdict is not None:
            left_out[candidate.item.id] = verdict
    fresh = [c for c in others if c.item.id not in left_out]
    known = [c for c in others if c.item.id in left_out]
    left_out.update(dict.fromkeys(copies(fresh, known), LeftOut.SAME_WORK))
    read = {c.item.id: _read(c, rules) for c in fresh if c.item.id not in left_out}
    left_out.update(_unfit(read, rules))
    fit = {key: one for key, one in read.items() if key not in left_out}
    followers = leaders([one.candidate for one in fit.values()])
    left_out.update(dict.fromkeys(followers, LeftOut.SAME_WORK))
    fit |= _with_coverage(fit, followers, rules)
    # Only now: what is fit to be chosen does not hang on what was learned.
    fit = {key: replace(one, parts=reweighed(one.parts, rules.learned)) for key, one in fit.items()}
    ranked = _ranked([one for key, one in fit.items() if key not in followers], rules)
    series = series_of(ranked)
    left_out.update(dict.fromkeys(series, LeftOut.SERIES))
    ranked = [c for c in ranked if c.item.id not in series]
    left_out.update(over_quota(ranked, rules))
    together = _companions(fit, {**followers, **series})
    chosen = [
        _choice(fit[c.item.id], together[c.item.id], rules, series)
        for c in ranked
        if c.item.id not in left_out
    ]
    big = big_news(
        [
            Report(candidate=one.candidate, signals=one.signals, voices=v, rank=rank(one.parts))
            for key, one in fit.items()
            if left_out.get(key) in TELLABLE
            for v in [len(_voices(_items(one, together[key]), rules))]
        ],
        {choice.candidate.item.id: choice.lane for choice in chosen},
        rules,
    )
    return Selection(
        period=rules.period,
        chosen=rarest_first(chosen),
        left_out=tuple(
            (c, left_out[c.item.id]) for c in _newest_first(others, rules) if c.item.id in left_out
        ),
        updates=tuple(_newest_first(updates, rules)),
        big=tuple(
            replace(_choice(fit[key], together[key], rules, series), lane=Lane.BIG) for key in big
        ),
        ranks={key: one.parts for key, one in sorted((read | fit).items())},
        learned=rules.learned,
    )


def _read(candidate: Candidate, rules: Rules) -> _Read:
    signals = read_signals(candidate.item, rules.scope)
    parts = parts_of(candidate, signals, rules)
    if not candidate.matches and is_of_the_field(candidate, signals) and candidate.likely:
        candidate = replace(candidate, matches=(candidate.likely,))
    return _Read(candidate, signals, parts)


def _unfit(read: Mapping[ItemId, _Read], rules: Rules) -> dict[ItemId, LeftOut]:
    """What is news, but not for these readers; what a person placed at a topic always is."""
    found: dict[ItemId, LeftOut] = {}
    for key, one in read.items():
        item = one.candidate.item
        if any(match.decided_by for match in one.candidate.matches):
            continue
        checks = (
            (one.signals.unwanted >= UNWANTED, LeftOut.UNWANTED),
            (item.language not in rules.languages, LeftOut.LANGUAGE),
            (not one.candidate.matches or _is_of_another_field(one.signals), LeftOut.OFF_TOPIC),
            (rank(one.parts) < WEAKEST or one.signals.quiet > 0, LeftOut.WEAK),
        )
        verdict = next((why for holds, why in checks if holds), None)
        if verdict is not None:
            found[key] = verdict
    return found


def _is_of_another_field(signals: Signals) -> bool:
    """A technique alone makes no item ours, as of vision on a small chip.

    Nothing in a text that was read speaks of the field, and something speaks of another.
    """
    return not signals.field and signals.open_text >= READ and signals.outside > 0


def _with_coverage(
    fit: Mapping[ItemId, _Read], followers: Mapping[ItemId, ItemId], rules: Rules
) -> dict[ItemId, _Read]:
    """Those that several houses carry, as one item or as the same work, with the point for it."""
    beside = _companions(fit, followers)
    covered = {}
    for key, one in fit.items():
        if len(_voices([one.candidate.item, *(c.item for c in beside.get(key, ()))], rules)) > 1:
            covered[key] = replace(one, parts={**one.parts, Part.COVERAGE: WEIGHTS[Part.COVERAGE]})
    return covered


def _ranked(read: Sequence[_Read], rules: Rules) -> list[Candidate]:
    points = {one.candidate.item.id: rank(one.parts) for one in read}
    by_date = _newest_first((one.candidate for one in read), rules)
    return sorted(by_date, key=lambda candidate: -points[candidate.item.id])


def _newest_first(candidates: Iterable[Candidate], rules: Rules) -> list[Candidate]:
    def key(candidate: Candidate) -> tuple[float, str, ItemId]:
        item = candidate.item
        instant = item.revised if is_update(item, rules) and item.revised else born(item)
        return -instant.timestamp(), item.url, item.id

    return sorted(candidates, key=key)


def _companions(
    read: Mapping[ItemId, _Read], followers: Mapping[ItemId, ItemId]
) -> Mapping[ItemId, tuple[Candidate, ...]]:
    """What stands beside each leader; the works of a part of a series stand beside its leader."""
    together: defaultdict[ItemId, tuple[Candidate, ...]] = defaultdict(tuple)
    candidates = (one.candidate for one in read.values())
    for candidate in sorted(candidates, key=lambda c: (c.item.url, c.item.id)):
        if candidate.item.id in followers:
            leader = followers[candidate.item.id]
            together[followers.get(leader, leader)] += (candidate,)
    return together


def _choice(
    one: _Read, together: tuple[Candidate, ...], rules: Rules, series: Mapping[ItemId, ItemId]
) -> Choice:
    candidate = one.candidate
    chapters = [c for c in together if series.get(c.item.id) == candidate.item.id]
    same = [c.item for c in together if c not in chapters]
    if chapters and candidate.matches == (candidate.likely,):
        match = topic_of_series([candidate, *chapters])
        candidate = replace(candidate, matches=(match,), likely=match)
    parts = 1 + len(chapters) if chapters else 0
    voices = len(_voices([candidate.item, *same], rules))
    return Choice(
        candidate=candidate,
        reasons=reasons_of(candidate, one.signals, rules, voices=voices, parts=parts),
        together=together,
        parts=one.parts,
        lane=lane_of(one.signals),
        parts_of_series=parts,
    )


def _items(one: _Read, together: Iterable[Candidate]) -> list[Item]:
    return [one.candidate.item, *(candidate.item for candidate in together)]


def _voices(items: Iterable[Item], rules: Rules) -> set[str]:
    """Who carries these items; two feeds of one house are one voice."""
    shown_by = {source for item in items for source in item.sources}
    return {rules.publishers.get(source, source) for source in shown_by}
