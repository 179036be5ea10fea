"""Who an entry is: the key by which a source's entries are told apart, the same for every part.

Keys are SHA-256 over the parts, cut to 128 bits: addresses and ids of feeds have no length limit,
and PostgreSQL indexes no value above 2.7 kB.
"""

from hashlib import sha256

from catchup.types import Entry, SourceId

KEY_LENGTH = 32  # hexadecimal digits


def entry_key(source: SourceId, entry: Entry) -> str:
    """The key of an entry's one sighting: its source, its id and its address."""
    return digest(source, entry.entry_id, address_of(entry))


def address_of(entry: Entry) -> str:
    """The third part of an entry's identity; the title stands in where there is nothing else."""
    address = entry.canonical or entry.link
    return address if address or entry.entry_id else entry.title


def digest(*parts: str) -> str:
    """A key for some strings; the lengths keep ("ab", "c") and ("a", "bc") apart."""
    framed = "".join([f"{len(part)}:{part}" for part in parts])
    return sha256(framed.encode("utf-8", "replace")).hexdigest()[:KEY_LENGTH]
