"""Decides what one crawl changes: pure rules, no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from catchup.store.identity import Shown, normalised
from catchup.store.wording import (
    Held,
    changed,
    clearly_richer,
    next_edition,
    next_version,
    saying,
    similarity,
    with_first_edition,
)
from catchup.types import DateDoubt, ItemId, Reading, SourceId

ANOTHER_TEXT = 0.5


@dataclass(frozen=True, slots=True)
class Known:
    """A sighting that the store has: whose item it is, and what the entry last said."""

    id: int
    item: ItemId
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The circumstances of a crawl.

    `first`: the source was never crawled successfully before; what it shows from before
    `week_start` is back-fill. `present` are the known sightings it showed this time, `taken` the
    items of those; `names` lead to the items of entries whose key and address are unknown. New
    rows get ids from `next_item` and `next_sighting` on.
    """

    source: SourceId
    now: datetime
    week_start: datetime
    first: bool
    present: frozenset[int] = frozenset()
    taken: frozenset[ItemId] = frozenset()
    names: Mapping[str, ItemId] = field(default_factory=dict)
    next_item: ItemId = 1
    next_sighting: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A new sighting, or (`new` false) a known one whose entry says something else now.

    `changed`: what the source showed before has other words or another address now.
    """

    id: int
    item: ItemId
    shown: Shown
    new: bool
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has to be written. Items of `born` are in `worded` too, with their first version.

    `worded` get a new version row, `reworded` keep their version with other words, `altered` are
    stored items of which any column of their own changed. `names` are what items are called from
    now on, by the entries that showed them.
    """

    born: tuple[Held, ...] = ()
    altered: tuple[Held, ...] = ()
    worded: tuple[Held, ...] = ()
    reworded: tuple[Held, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    names: tuple[tuple[str, ItemId], ...] = ()


def decide(
    shown: Sequence[Shown], known: Mapping[str, Known], stored: Iterable[Held], visit: Visit
) -> Changes:
    """What the entries of a crawl change.

    `shown` are its entries that are new or say something new, `known` their sightings by key,
    `stored` the items that they may belong to.
    """
    before = {item.id: item for item in stored}
    sightings = _sightings(shown, known, before, visit)
    sightings = [replace(one, changed=_says_else(one, before, visit)) for one in sightings]
    present = visit.present | {sighting.id for sighting in sightings}
    after = dict(before)
    for sighting in sightings:
        if sighting.item not in after:
            after[sighting.item] = _born(sighting, visit)
        else:
            after[sighting.item] = _told(after[sighting.item], sighting, visit, present)
    return replace(compare(before, after, sightings), names=_given(sightings, after))


def _given(
    sightings: Sequence[Sighting], after: Mapping[ItemId, Held]
) -> tuple[tuple[str, ItemId], ...]:
    return tuple(
        (name, one.item)
        for one in sightings
        for name in (one.shown.item_key, *one.shown.names)
        if name != after[one.item].key
    )


def compare(
    before: Mapping[ItemId, Held], after: Mapping[ItemId, Held], sightings: Sequence[Sighting] = ()
) -> Changes:
    """The rows that differ between two states of some items."""
    old = [(before[item.id], item) for item in after.values() if item.id in before]
    born = [item for item in after.values() if item.id not in before]
    worded = [now for was, now in old if now.version != was.version]
    return Changes(
        born=tuple(born),
        altered=tuple(now for was, now in old if _own_columns(was, now)),
        worded=(*born, *worded),
        reworded=tuple(
            now for was, now in old if now.version == was.version and _wording(now) != _wording(was)
        ),
        sightings=tuple(sightings),
    )


def _wording(held: Held) -> tuple[str, str, Reading, bool, SourceId | None]:
    return held.fingerprint, held.edition, held.reading, held.page, held.text_source


def _own_columns(was: Held, now: Held) -> bool:
    # The sources of an item follow from its sightings; they are no column of the item.
    return replace(now, sources=was.sources) != was


def _sightings(
    shown: Sequence[Shown], known: Mapping[str, Known], stored: Mapping[ItemId, Held], visit: Visit
) -> list[Sighting]:
    items = {item.key: item.id for item in stored.values()}
    addressed = {items[one.item_key] for one in shown if one.item_key in items}
    taken = {*visit.taken, *addressed}
    next_item, next_sighting = visit.next_item, visit.next_sighting
    sightings = []
    for one in shown:
        old = known.get(one.key)
        if old is not None:
            sightings.append(Sighting(id=old.id, item=old.item, shown=one, new=False))
            continue
        if one.item_key not in items:
            named = _named(one, stored, visit, taken)
            items[one.item_key] = named or next_item
            next_item += not named
        item = items[one.item_key]
        taken.add(item)
        sightings.append(Sighting(id=next_sighting, item=item, shown=one, new=True))
        next_sighting += 1
    return sightings


def _named(
    shown: Shown, stored: Mapping[ItemId, Held], visit: Visit, taken: set[ItemId]
) -> ItemId | None:
    """The item that an entry of an unknown address belongs to by its other names, if any.

    An address that moved names its item in every source. An id or words do so where the source
    does not show the item otherwise at the same time; and an id that comes back with another
    title over another text was given twice.
    """
    moved = visit.names.get(shown.item_key)
    if moved is not None:
        return moved
    for name in shown.names:
        item = visit.names.get(name)
        if item is not None and item not in taken and not _is_another(stored[item], shown):
            return item
    return None


def _is_another(held: Held, shown: Shown) -> bool:
    entry = shown.entry
    if not held.text or not entry.text or normalised(entry.title) == normalised(held.title):
        return False
    return similarity(held.text, entry.text) < ANOTHER_TEXT


def _says_else(sighting: Sighting, stored: Mapping[ItemId, Held], visit: Visit) -> bool:
    held = stored.get(sighting.item)
    if held is None or not sighting.new:
        return held is not None
    said = (held.voice_fingerprint, held.voice_address)
    return _goes_on(held, visit, visit.present) and said != (
        sighting.shown.fingerprint,
        sighting.shown.address,
    )


def _goes_on(held: Held, visit: Visit, present: frozenset[int]) -> bool:
    """Whether an entry new by its key is the one that speaks for an item, under another name."""
    return held.voice_source == visit.source and held.voice not in present


def _born(sighting: Sighting, visit: Visit) -> Held:
    entry = sighting.shown.entry
    published = entry.published if entry.date_doubt is None else None
    doubt = entry.date_doubt or (DateDoubt.MISSING if published is None else None)
    return Held(
        id=sighting.item,
        key=sighting.shown.item_key,
        url=entry.canonical,
        link=entry.link if entry.link != entry.canonical else "",
        kind=entry.kind,
        first_seen=visit.now,
        backfill=visit.first and (published is None or published < visit.week_start),
        authors=entry.authors,
        mentions=entry.mentions,
        language=entry.language,
        published=published,
        date_doubt=doubt,
        sources=frozenset({visit.source}),
        voice=sighting.id,
        voice_source=visit.source,
        voice_fingerprint=sighting.shown.fingerprint,
        voice_address=sighting.shown.address,
        title=entry.title,
        text=entry.text,
        reading=entry.reading,
        fingerprint=sighting.shown.fingerprint,
        text_source=visit.source,
        edition=entry.edition,
    )


def _told(held: Held, sighting: Sighting, visit: Visit, present: frozenset[int]) -> Held:
    """The item after one more entry of its address."""
    entry = sighting.shown.entry
    held = _dated(held, sighting, visit)
    held = replace(held, sources=held.sources | {visit.source})
    goes_on = not sighting.new or _goes_on(held, visit, present)
    if sighting.new and goes_on:
        # The voice has another id now, and perhaps another address to follow.
        moved = entry.canonical not in {"", held.url}
        held = replace(held, voice=sighting.id, link=entry.link if moved else held.link)
    held = with_first_edition(held, entry)
    known_words = {held.fingerprint, *held.past}
    if sighting.shown.fingerprint in known_words or entry.edition in held.past_editions:
        return held
    if goes_on and entry.edition not in {"", held.edition}:
        return next_edition(held, sighting.shown, visit.source, visit.now)
    if sighting.id == held.voice:
        return changed(held, sighting.shown, visit.source, visit.now)
    if clearly_richer(entry.reading, entry.text, held):
        said = saying(held, sighting.shown, visit.source)
        said = replace(said, voice=sighting.id, voice_source=visit.source)
        return next_version(held, said)
    return held


def _dated(held: Held, sighting: Sighting, visit: Visit) -> Held:
    """A date that was doubtful is believed when another source gives a trusted one."""
    entry = sighting.shown.entry
    trusted = entry.published is not None and entry.date_doubt is None
    if held.published is not None or not trusted or visit.source in held.sources:
        return held
    return replace(held, published=entry.published, date_doubt=None)
