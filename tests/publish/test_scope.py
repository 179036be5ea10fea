"""The scope is a file that people edit: own words add to the packaged ones or take them out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.errors import ConfigError
from publish.scope import LISTS, folded, may_stand, read_scope


def own(folder: Path, text: str) -> Path:
    path = folder / "scope.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_packaged_list_has_words() -> None:
    scope = read_scope()
    assert all(getattr(scope, name) for name in LISTS)


def test_a_file_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    assert read_scope(tmp_path / "scope.toml") == read_scope()


def test_own_words_are_added_and_taken_out(tmp_path: Path) -> None:
    scope = read_scope(own(tmp_path, 'field = "Tidepool, 물결 모델, -Claude"\n'))
    assert {" tidepool ", " 물결 모델"} <= scope.field
    assert " claude " not in scope.field
    assert " claude " in read_scope().field
    assert scope.news == read_scope().news


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('field = "LLM"\nfields = "x"\n', "scope.toml:2: unknown list of words `fields`"),
        ('\nnews = ["x"]\n', "scope.toml:2: `news` is no text"),
        ("field = \n", "scope.toml"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        read_scope(own(tmp_path, text))


def test_what_is_written_to_a_foreign_word_is_a_word_of_its_own() -> None:
    assert folded("LLM을 Fine-Tuning하기") == " llm 을 fine tuning 하기 "


LISTED = sorted({word for name in LISTS for word in getattr(read_scope(), name)})


@given(
    st.lists(
        st.sampled_from(LISTED)
        | st.sampled_from(LISTED).map(lambda word: f"{word.strip()}s")
        | st.sampled_from(LISTED).map(lambda word: f"{word.strip()}을")
        | st.text(max_size=8),
        max_size=8,
    )
)
def test_no_listed_word_that_stands_in_a_text_is_passed_over(pieces: list[str]) -> None:
    scope, text = read_scope(), folded(" ".join(pieces))
    plurals = {word for word in LISTED if word[-1] == " " and f"{word[:-1]}s " in text}
    standing = {word for word in LISTED if word in text and word[0] == " "} | plurals
    assert standing - scope.secondhand <= may_stand(text, scope)


def test_a_text_without_a_listed_word_has_next_to_none_to_look_for() -> None:
    text = folded("The quick brown fox jumps over the lazy dog.")
    assert len(may_stand(text, read_scope())) < len(text.split())
