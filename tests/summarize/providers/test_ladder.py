import json

import pytest

from summarize.prompting import SCHEMA
from summarize.providers.ladder import Form, first_form, next_form


@pytest.mark.parametrize(
    ("structured", "remembered", "form"),
    [
        ("auto", None, Form("json_schema")),
        ("auto", "plain", Form("plain")),
        ("auto", "json_object reasoning", Form("json_object", reasoning=True)),
        ("auto", "something else", Form("json_schema", reasoning=True)),
        ("plain", "json_schema", Form("plain")),
    ],
)
def test_asking_begins_as_set_else_as_remembered(
    structured: str, remembered: str | None, form: Form
) -> None:
    assert first_form(structured, remembered) == form


@pytest.mark.parametrize("form", [Form("plain"), Form("json_schema", reasoning=True)])
def test_a_form_is_remembered_as_text(form: Form) -> None:
    assert first_form("auto", str(form)) == form


def test_below_the_last_form_there_is_none() -> None:
    assert next_form(Form("plain"), "auto", "no") is None


def test_the_schema_holds_nothing_that_a_provider_may_not_know() -> None:
    text = json.dumps(SCHEMA)
    assert len(text) < 5_000
    for word in ("anyOf", "oneOf", "null", "$ref", "default", "minLength", "maxItems"):
        assert word not in text
