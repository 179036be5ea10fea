"""The JSON report is the digest as data, with the words for its labels in both languages."""

import json

from hypothesis import given

from publish.plain import plain
from publish.render.json import render
from tests.publish.render.hostile import HOSTILE, digest_saying
from tests.publish.samples import a_week, digest_of


def test_the_schema_is_named_and_the_items_are_the_digests() -> None:
    data = json.loads(render(digest_of(a_week()), "ko"))
    assert data["schema"] == 1
    assert [c["item"] for s in data["sections"] for c in s["cards"]] == [1, 6, 2, 5, 4]
    assert data["period"]["first_day"] == "2026-02-23"
    assert data["period"]["last_day"] == "2026-03-01"


def test_labels_come_in_both_languages() -> None:
    data = json.loads(render(digest_of(a_week()), "en"))
    card = data["sections"][0]["cards"][0]
    assert card["kind"] == {"id": "post", "ko": "글", "en": "post"}
    assert card["read"] == {"id": "full", "ko": "본문 전체 읽음", "en": "read: whole text"}
    assert data["sources"]["notes"][0]["trouble"] == "failed"


def test_both_languages_hold_the_same_data() -> None:
    korean, english = (json.loads(render(digest_of(a_week()), each)) for each in ("ko", "en"))
    for own in ("language", "title", "minutes"):
        korean.pop(own)
        english.pop(own)
    assert korean == english


def test_every_topic_that_is_named_is_described() -> None:
    data = json.loads(render(digest_of(a_week()), "ko"))
    named = {s["topic"] for s in data["sections"]} | {s["area"] for s in data["sections"]}
    assert named <= set(data["topics"])


@given(HOSTILE)
def test_hostile_text_stays_a_string(text: str) -> None:
    data = json.loads(render(digest_saying(text), "ko"))
    titles = [card["title"] for section in data["sections"] for card in section["cards"]]
    assert plain(f"x{text}", 160) in titles
