import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.web.languages import choose


@pytest.mark.parametrize(
    ("asked", "accepted", "chosen"),
    [
        ("", "", "ko"),
        ("en", "ko", "en"),
        ("fr", "en", "en"),
        ("", "en-US,en;q=0.9", "en"),
        ("", "fr-FR,fr;q=0.9,en;q=0.5,ko;q=0.4", "en"),
        ("", "en;q=0.3, ko;q=0.8", "ko"),
        ("", "EN", "en"),
        ("", "en;q=0", "ko"),
        ("", "*", "ko"),
        ("", "de,fr", "ko"),
    ],
)
def test_the_address_outranks_the_browser_and_the_first_language_is_the_default(
    asked: str, accepted: str, chosen: str
) -> None:
    assert choose(asked, accepted, ("ko", "en")) == chosen


@given(st.text(), st.text())
def test_whatever_is_asked_the_answer_is_an_offered_language(asked: str, accepted: str) -> None:
    assert choose(asked, accepted, ("en", "ko")) in {"en", "ko"}
