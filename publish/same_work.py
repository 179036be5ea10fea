"""Finds items that are one work: the same title twice, or a post about one paper or video."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from catchup.types import Candidate, ItemId, ItemKind, Reading, SourceId

SHORTEST_TITLE = 12  # shorter titles ("Release notes") recur without being one work
SHORTEST_NAME = 4
WORDS_SHARED = 2
# "제목 - 요약", "[번역] 제목": who retells a work names it whole.
RETOLD = re.compile(
    r"\A\s*[\[(](?:요약|번역|한글 ?번역)[\])]\s*|\s*[-–—:|]\s*(?:한국어 )?(?:요약|번역)\s*\Z"
    r"|\s*[\[(](?:요약|번역|한글 ?번역)[\])]\s*\Z"
)
WORD = re.compile(r"\w+")
COMMON_EN = """a an and are as at be by can for from how in into is it its of on or our the their
this to using via vs we what when why will with you your
ai llm llms model models language large new paper video review"""
COMMON_KO = "논문 리뷰 정리 소개 영상 모델 언어 위한 통한 대한 그리고 하는 방법 활용"
COMMON = frozenset(f"{COMMON_EN} {COMMON_KO}".split())
RICHNESS = {reading: rank for rank, reading in enumerate(Reading)}


def leaders(candidates: Sequence[Candidate]) -> Mapping[ItemId, ItemId]:
    """For each candidate that is the same work as a better one, the id of that better one.

    One work are equal titles, and a post with the one paper or video it mentions and shares title
    words with. The best of a work is the one of which most was read. Leaders lead to none.
    """
    ranked = sorted(candidates, key=_worth)
    rank = {candidate.item.id: place for place, candidate in enumerate(ranked)}
    group = {item: item for item in rank}
    for one, other in [*_equal_titles(ranked), *_about_one_work(ranked)]:
        better, worse = sorted((_root(one, group), _root(other, group)), key=rank.__getitem__)
        group[worse] = better
    return {item: _root(item, group) for item in group if group[item] != item}


def copies(fresh: Sequence[Candidate], known: Sequence[Candidate]) -> frozenset[ItemId]:
    """Items that say what another source's item said that is no news: reposts under a new date."""
    told: defaultdict[str, set[SourceId]] = defaultdict(set)
    for candidate in known:
        told[_normal(candidate.item.title)].update(candidate.item.sources)
    return frozenset(
        c.item.id
        for c in fresh
        if len(title := _normal(c.item.title)) >= SHORTEST_TITLE
        and title in told
        and not told[title] & set(c.item.sources)
    )


def _equal_titles(candidates: Sequence[Candidate]) -> Iterator[tuple[ItemId, ItemId]]:
    """Pairs of equal titles from different sources: a column of one source repeats its own."""
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        title = _normal(_told_again(candidate.item.title))
        if len(title) < SHORTEST_TITLE:
            continue
        other = first.setdefault(title, candidate)
        if not set(other.item.sources) & set(candidate.item.sources):
            yield candidate.item.id, other.item.id


def _about_one_work(candidates: Sequence[Candidate]) -> Iterator[tuple[ItemId, ItemId]]:
    works = {c.item.url: c for c in candidates if c.item.kind in {ItemKind.PAPER, ItemKind.VIDEO}}
    for candidate in candidates:
        if candidate.item.url in works:
            continue
        mentioned = [works[url] for url in set(candidate.item.mentions) if url in works]
        if len(mentioned) == 1 and _speaks_of(candidate.item.title, mentioned[0].item.title):
            yield candidate.item.id, mentioned[0].item.id


def _root(item: ItemId, group: Mapping[ItemId, ItemId]) -> ItemId:
    while group[item] != item:
        item = group[item]
    return item


def _speaks_of(title: str, work: str) -> bool:
    """Whether a title shares two telling words with a work's title, or holds its proper name."""
    words = _telling(title)
    if len(words & _telling(work)) >= WORDS_SHARED:
        return True
    name, colon, _ = work.partition(":")
    named = _telling(name)
    return bool(colon) and bool(named) and named <= words and len("".join(named)) >= SHORTEST_NAME


def _told_again(title: str) -> str:
    """A title without the mark of a summary or a translation of what bears it."""
    return RETOLD.sub("", title)


def _telling(title: str) -> frozenset[str]:
    return frozenset(WORD.findall(_folded(title))) - COMMON


def _worth(candidate: Candidate) -> tuple[bool, int, float, str]:
    item = candidate.item
    born = item.published or item.first_seen
    return candidate.summary is None, -RICHNESS[item.reading], born.timestamp(), item.url


def _normal(title: str) -> str:
    return "".join(WORD.findall(_folded(title)))


def _folded(title: str) -> str:
    return unicodedata.normalize("NFKC", title).casefold()
