import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.errors import BadAnswer
from catchup.types import Level
from summarize.answers import drafted, read
from summarize.prompting import CANARY
from tests.fakes.answers import GOOD, TEXT

SAID = json.dumps(GOOD, ensure_ascii=False)


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        f"```json\n{SAID}\n```",
        f"Sure, here it is:\n{SAID}\nAnything else?",
        f"<think>perhaps {{}} or not</think>{SAID}",
        json.dumps({**GOOD, "mood": {"deep": [1]}}),
    ],
)
def test_the_object_is_found_in_what_stands_around_it(text: str) -> None:
    assert read(text) == GOOD


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in GOOD.items() if name != key}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("I would rather not.", "no JSON object"),
        ("}{", "no JSON object"),
        ('{"points": [', "no JSON object"),
        ('{"points" []}', "cannot be read"),
        ("{" * 5_000 + "}" * 5_000, "cannot be read"),
        ('{"a":' * 5_000 + "1" + "}" * 5_000, "cannot be read"),
        (json.dumps(without("points")), '"points" is missing'),
        (json.dumps(GOOD | {"points": "none"}), "not of type array"),
        (json.dumps(GOOD | {"points": [{"quote": 1, "ko": "", "en": ""}]}), '"quote" is not'),
        (json.dumps(GOOD | {"level": "expert"}), "none of intro"),
        (json.dumps(GOOD | {"tldr": [{"ko": "", "en": "", "points": [True]}]}), "integer"),
        (SAID.replace("GPU", CANARY), "repeats the rules"),
    ],
)
def test_another_shape_is_named(text: str, problem: str) -> None:
    with pytest.raises(BadAnswer, match=problem):
        read(text)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=8))
def test_whatever_the_json_holds_it_is_read_or_refused(value: object) -> None:
    with contextlib.suppress(BadAnswer):
        read(json.dumps({**GOOD, "points": value, "tldr": value}))


def test_a_draft_holds_the_source_as_it_is_written() -> None:
    draft = drafted(GOOD, TEXT)
    assert [TEXT.startswith(p.quote, p.start) for p in draft.points] == [True] * 3
    assert draft.level is Level.INTERMEDIATE
    assert draft.tldr[0].points == (0, 1)


def test_a_quote_that_is_nowhere_has_no_place_and_keeps_its_position() -> None:
    points = [{"quote": "This was never written there.", "ko": "가", "en": "a"}, *GOOD["points"]]
    draft = drafted({**GOOD, "points": points}, TEXT)
    assert [p.start >= 0 for p in draft.points] == [False, True, True, True]
