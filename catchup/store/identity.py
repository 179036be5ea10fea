"""Who is who: keys of sightings and items, their other names, and fingerprints of what they say."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from catchup.keys import address_of, digest, entry_key
from catchup.spacing import one_line
from catchup.types import Entry, SourceId

# So many characters are not written twice by chance: the same words are the same entry.
TELLING_TEXT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An entry of a crawl with the keys by which the store knows it.

    `names` are further keys by which its source may have shown the same item before: its id there,
    and its words. Ids are doubled and words repeated, so a name is evidence, not identity.
    """

    entry: Entry
    address: str
    key: str
    item_key: str
    fingerprint: str
    names: tuple[str, ...] = ()


def identify(source: SourceId, entries: Iterable[Entry]) -> tuple[Shown, ...]:
    """The entries with their keys; of entries that repeat one identity the first one counts."""
    shown: dict[str, Shown] = {}
    for entry in entries:
        address = address_of(entry)
        key = entry_key(source, entry)
        if key not in shown:
            mark = fingerprint(entry.title, entry.text, entry.edition)
            shown[key] = Shown(
                entry=entry,
                address=address,
                key=key,
                item_key=web_key(entry.canonical) if entry.canonical else digest("entry", key),
                fingerprint=mark,
                names=_names(source, entry, mark),
            )
    return tuple(shown.values())


def id_name(source: SourceId, entry_id: str) -> str:
    """The name that an id is inside its source."""
    return digest("id", source, entry_id)


def _names(source: SourceId, entry: Entry, mark: str) -> tuple[str, ...]:
    names = [id_name(source, entry.entry_id)] if entry.entry_id else []
    if len(entry.text) >= TELLING_TEXT:
        names.append(digest("words", source, mark))
    elif entry.published is not None and entry.date_doubt is None:
        # A title alone comes back every week; with the same instant it is the same entry.
        names.append(digest("words", source, mark, entry.published.isoformat()))
    return tuple(names)


def web_key(canonical: str) -> str:
    """The key of the item with a canonical address: the same for every source that shows it."""
    return digest("url", canonical)


def normalised(text: str) -> str:
    """Text as compared: compatibility forms, case and spaces make no difference."""
    return one_line(unicodedata.normalize("NFKC", text).casefold())


def fingerprint(title: str, text: str, edition: str = "") -> str:
    """The SHA-256 of what an entry says, normalised, and of its edition where it has one."""
    said = f"{normalised(title)}\n{normalised(text)}"
    if edition:  # without one, fingerprints stay what they were before there were editions
        said = f"{said}\n{edition}"
    return sha256(said.encode("utf-8", "replace")).hexdigest()
