"""A frozen digest is one text for ever, and thaws into what it was."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.errors import PublishError
from publish.freezing import freeze, sha256_of, thaw
from publish.render import RENDERERS
from tests.publish.render.hostile import HOSTILE, digest_saying
from tests.publish.samples import a_mixed_week, a_week, digest_of

DIGEST = replace(digest_of([*a_week()[:8], *a_mixed_week(40)[11:]]), week="2026-W09")


def test_what_thaws_is_what_was_frozen() -> None:
    assert thaw(freeze(DIGEST)) == DIGEST
    assert freeze(thaw(freeze(DIGEST))) == freeze(DIGEST)


@given(HOSTILE, st.datetimes().map(str))
def test_no_text_is_lost_on_the_way(text: str, week: str) -> None:
    digest = replace(digest_saying(text), week=week)
    content = freeze(digest)
    content.encode()
    assert thaw(content) == digest


def test_the_text_is_canonical() -> None:
    content = freeze(DIGEST)
    data = json.loads(content)
    assert list(data) == sorted(data)
    assert content == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert freeze(digest_of(a_week())) == freeze(digest_of(a_week()[::-1]))


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("form", RENDERERS)
def test_every_form_of_it_is_made_from_the_text_alone(form: str, language: str) -> None:
    assert RENDERERS[form](thaw(freeze(DIGEST)), language) == RENDERERS[form](DIGEST, language)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"schema":1}', '{"schema":1,"digest":{}}', '{"schema":1,"digest":"x"}'],
)
def test_anything_else_does_not_thaw(content: str) -> None:
    with pytest.raises(PublishError):
        thaw(content)


def test_an_issue_of_a_newer_program_is_named_as_such() -> None:
    with pytest.raises(PublishError, match="newer"):
        thaw('{"schema":2,"digest":{}}')


def test_a_field_that_is_new_since_then_takes_its_default() -> None:
    data = json.loads(freeze(DIGEST))
    del data["digest"]["updates"], data["digest"]["week"]
    assert thaw(json.dumps(data)) == replace(DIGEST, week="", updates=())


def test_the_hash_is_of_the_bytes() -> None:
    assert sha256_of("가")[:16] == "64ee5293d31bc58b"
