"""Groups items without a topic that speak of one thing under one name; pure and deterministic."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from catchup.types import ItemId, Language, SourceId, Taxonomy
from taxonomy.ambiguous import DOMAIN, in_field
from taxonomy.companynews import is_company_news
from taxonomy.names import Names
from taxonomy.naming import Phrase, common_words, key_of, may_name, phrases, title_in
from taxonomy.tokens import tokens

SOURCES_OF_A_CLUSTER = 2
LEAST_ITEMS = 3
MOST_MEMBERS = 30
WORDS = 12
# By hand: cosine of an item with its group, and what each further word of a name adds to it.
ALIKE = 0.16
_LONGER = 0.5
# Words in more items than this are no sign that two of them are about one thing.
_COMMON, _COMMON_SHARE = 12, 0.08
_OPENING = 3000
_SAME_TITLE = 6  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped:
    """An item without a topic. `source` showed it first; `site` is whose pages it stands on."""

    item: ItemId
    title: str
    text: str
    language: Language
    source: SourceId
    site: str
    in_field: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Items about one thing that they name alike; `words` characterise it, the name first."""

    members: tuple[Unmapped, ...]
    sources: int
    words: tuple[str, ...]
    titles: Mapping[Language, str]


@dataclass(slots=True)
class _Group:
    """A cluster in the making: the sum of its members' vectors and its length."""

    total: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    members: list[int] = field(default_factory=list)
    length: float = 0.0


def clusters(items: Sequence[Unmapped], known: Collection[str] = ()) -> list[Cluster]:
    """Groups of at least three items from two sources that share a name, most sources first.

    `known` are the keys of phrases that name topics already (see `naming.key_of`). Single pass
    over the items in their order, each compared with the groups that share a phrase with it:
    deterministic, O(n·k). A group most of which lies outside the field is left out.
    """
    found = [tuple(phrases(item.title, item.text)) for item in items]
    spread = Counter(key for each in found for key in {phrase.key for phrase in each})
    common = max(_COMMON, _COMMON_SHARE * len(items))
    plain = common_words(chain.from_iterable(found))
    names = {
        key: math.log(1 + len(items) / number)
        for key, number in spread.items()
        if number <= common and may_name(key, plain) and not _says(key, known)
    }
    vectors = [_vector(each, spread, common, len(items)) for each in found]
    made = [
        cluster
        for members in _grouped(vectors)
        for cluster in _named([items[n] for n in members], [found[n] for n in members], names)
        if 2 * sum(member.in_field for member in cluster.members) >= len(cluster.members)
    ]
    return sorted(made, key=lambda c: (-c.sources, -len(c.members), c.words))


def vocabulary_of(taxonomy: Taxonomy, names: Names) -> frozenset[str]:
    """The keys of what names or hints at a topic, of its parts, and of listed names and words.

    Nothing new is called so: who writes "decoding" may mean a topic called speculative decoding.
    """
    keys = {
        key_of(phrase)
        for topic in taxonomy.topics.values()
        for phrase in (
            *topic.titles.values(),
            *chain.from_iterable((*topic.aliases.values(), *topic.keywords.values())),
        )
    }
    listed = {key_of(name.text) for group in names.topics.values() for name in group}
    words = {word for key in listed for word in key.split()}
    return DOMAIN | listed | words | {part for key in keys for part in _parts(key)}


def _parts(key: str) -> Iterator[str]:
    words = key.split()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield " ".join(words[start:end])


def _says(key: str, known: Collection[str]) -> bool:
    """Whether a phrase is a known one, or holds one of several words."""
    return key in known or any(" " in part and part in known for part in _parts(key))


def says_field(title: str, text: str) -> bool:
    """Whether title or opening show that an item is about building with language models at all.

    What companies pay, buy and quarrel about is an event, and no topic however many tell it.
    """
    if is_company_news(title):
        return False
    opening = f"{title}\n{text[:_OPENING]}"
    found = tokens(opening)
    return in_field(opening, {word for token in found for word in (token.word, token.stem)})


def independent(items: Iterable[Unmapped]) -> int:
    """How many sources speak for themselves: copies of one text and feeds of one site are one.

    Copies have titles that begin alike: who passes a text on adds to the end of its title.
    """
    first: dict[str, Unmapped] = {}
    for item in items:
        first.setdefault(" ".join(item.title.casefold().split()[:_SAME_TITLE]), item)
    sources = {item.source for item in first.values()}
    return min(len(sources), len({item.site for item in first.values()}))


def _vector(
    found: Sequence[Phrase], spread: Mapping[str, int], common: float, number: int
) -> dict[str, float]:
    """Unit vector of the phrases that some other items hold too, but not most."""
    raw: dict[str, float] = defaultdict(float)
    for phrase in found:
        if 1 < spread[phrase.key] <= common:
            raw[phrase.key] += phrase.weight
    vector = {k: math.log1p(w) * math.log(1 + number / spread[k]) for k, w in raw.items()}
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {key: value / length for key, value in vector.items()}


def _grouped(vectors: Iterable[Mapping[str, float]]) -> list[list[int]]:
    """Numbers of the vectors by group; in a group, most like its middle first."""
    vectors = list(vectors)
    groups: list[_Group] = []
    holding: dict[str, set[int]] = defaultdict(set)
    for number, vector in enumerate(vectors):
        place = _nearest(vector, groups, holding)
        if place is None:
            place = len(groups)
            groups.append(_Group())
        group = groups[place]
        for key, value in vector.items():
            group.total[key] += value
            holding[key].add(place)
        group.members.append(number)
        group.length = math.sqrt(sum(value * value for value in group.total.values()))
    return [
        sorted(group.members, key=lambda number: (-_dot(vectors[number], group.total), number))
        for group in groups
    ]


def _nearest(
    vector: Mapping[str, float], groups: Sequence[_Group], holding: Mapping[str, set[int]]
) -> int | None:
    near = sorted(set(chain.from_iterable(holding.get(key, ()) for key in vector)))
    scores = {n: _dot(vector, groups[n].total) / groups[n].length for n in near}
    best = max(scores, key=lambda number: (scores[number], -number), default=None)
    return best if best is not None and scores[best] >= ALIKE else None


def _dot(vector: Mapping[str, float], total: Mapping[str, float]) -> float:
    return sum(value * total.get(key, 0.0) for key, value in vector.items())


def _named(
    members: Sequence[Unmapped], found: Sequence[Sequence[Phrase]], names: Mapping[str, float]
) -> Iterator[Cluster]:
    """A group cut by what its members call the thing: the best name first, then those left."""
    left = list(range(len(members)))
    while len(left) >= LEAST_ITEMS:
        cluster = _best([members[n] for n in left], [found[n] for n in left], names)
        if cluster is None:
            return
        yield cluster
        taken = {member.item for member in cluster.members}
        left = [n for n in left if members[n].item not in taken]


def _best(
    members: Sequence[Unmapped], found: Sequence[Sequence[Phrase]], names: Mapping[str, float]
) -> Cluster | None:
    """The members that share the best name; None where no name is shared by enough.

    The best is said by many sources, rare elsewhere and long, and stands in two titles.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    titled: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(found):
        for key in {phrase.key for phrase in each if phrase.key in names}:
            holders[key].append(place)
        for key in {phrase.key for phrase in each if phrase.in_title and phrase.key in names}:
            titled[key].append(place)
    scores = {
        key: names[key] * (1 + _LONGER * key.count(" ")) * independent(members[n] for n in places)
        for key, places in holders.items()
        if len(places) > 1
    }
    said = sorted(scores, key=lambda key: (-scores[key], key))
    ranked = [
        key
        for key in said
        if len(holders[key]) >= LEAST_ITEMS
        and independent(members[n] for n in titled[key]) >= SOURCES_OF_A_CLUSTER
    ]
    if not ranked:
        return None
    kept = holders[ranked[0]][:MOST_MEMBERS]
    shared = [key for key in (*ranked, *said) if 2 * len(holders[key]) >= len(kept)]
    inside = [phrase for n in kept for phrase in found[n]]
    return Cluster(
        members=tuple(members[n] for n in kept),
        sources=independent(members[n] for n in kept),
        words=tuple(dict.fromkeys((*ranked, *said)))[:WORDS],
        titles={language: title_in(language, shared, inside) for language in ("ko", "en")},
    )
