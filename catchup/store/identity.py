"""Who is who: keys of sightings and items, their other names, and fingerprints of what they say.

Keys are SHA-256 over the parts, cut to 128 bits: addresses and ids of feeds have no length limit,
and PostgreSQL indexes no value above 2.7 kB.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from catchup.types import Entry, SourceId

KEY_LENGTH = 32
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
        key = digest(source, entry.entry_id, address)
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


def address_of(entry: Entry) -> str:
    """The third part of an entry's identity; the title stands in where there is nothing else."""
    address = entry.canonical or entry.link
    return address if address or entry.entry_id else entry.title


def web_key(canonical: str) -> str:
    """The key of the item with a canonical address: the same for every source that shows it."""
    return digest("url", canonical)


def digest(*parts: str) -> str:
    """A key for some strings; the lengths keep ("ab", "c") and ("a", "bc") apart."""
    framed = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(framed.encode("utf-8", "replace")).hexdigest()[:KEY_LENGTH]


def normalised(text: str) -> str:
    """Text as compared: compatibility forms, case and spaces make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fingerprint(title: str, text: str, edition: str = "") -> str:
    """The SHA-256 of what an entry says, normalised, and of its edition where it has one."""
    said = f"{normalised(title)}\n{normalised(text)}"
    if edition:  # without one, fingerprints stay what they were before there were editions
        said = f"{said}\n{edition}"
    return sha256(said.encode("utf-8", "replace")).hexdigest()
