"""Every phrase exists in both languages, and every enum member has one."""

import re
from collections.abc import Mapping
from enum import StrEnum

import pytest

from catchup import errors
from catchup.errors import SourceError
from catchup.types import ItemKind, LeftOut, Level, Part, Reading, Reason, SourceTrouble
from publish import why, words
from publish.words import Phrase

HANGUL = re.compile(r"[가-힣]")
PHRASES = [value for value in vars(words).values() if isinstance(value, Phrase)]
TABLES = [
    phrase
    for table in vars(words).values()
    if isinstance(table, dict)
    for phrase in table.values()
    if isinstance(phrase, Phrase)
]
WAYS = [phrase for ways in why.REASONS.values() for phrase in ways]
SAME_IN_BOTH = {words.HTTP_ERROR}


@pytest.mark.parametrize(
    ("members", "table"),
    [
        (ItemKind, words.KINDS),
        (Level, words.LEVELS),
        (Reading, words.READINGS),
        (Reason, why.REASONS),
        (Part, why.PARTS),
        (LeftOut, words.LEFT_OUT_REASONS),
        (SourceTrouble, words.TROUBLES),
    ],
)
def test_every_enum_member_has_a_phrase(
    members: type[StrEnum], table: Mapping[StrEnum, object]
) -> None:
    assert set(table) == set(members)


def test_every_source_error_has_a_phrase() -> None:
    kinds = [v for v in vars(errors).values() if isinstance(v, type) and issubclass(v, SourceError)]
    codes = {kind.code for kind in kinds} - {"source", "http"}
    assert codes == set(words.ERRORS)


@pytest.mark.parametrize("phrase", PHRASES + TABLES + WAYS, ids=lambda phrase: phrase.en)
def test_both_languages_say_the_same_values(phrase: Phrase) -> None:
    places = re.compile(r"{(\w+)")
    assert set(places.findall(phrase.ko)) == set(places.findall(phrase.en))
    assert phrase.en.strip()
    assert not HANGUL.search(phrase.en)
    spoken = places.sub("", phrase.ko)
    assert HANGUL.search(spoken) or phrase in SAME_IN_BOTH or "{" in phrase.ko


def test_one_of_a_thing_is_said_in_the_singular() -> None:
    assert words.READ_IN.say("en", n=1) == "1 minute to read"
    assert words.READ_IN.say("en", n=2) == "2 minutes to read"
    assert words.READ_IN.say("ko", n=1) == "이 소식을 다 읽는 데 1분"


def test_large_counts_are_grouped_by_thousands() -> None:
    assert words.CHOSEN.say("ko", n=30, all=1234) == "새로 나온 1,234편 가운데 30편을 골랐습니다"
