"""`catchup search` as it is typed, over what a real crawl brought."""

from pathlib import Path

import pytest

from catchup.types import BacklogState, Level
from tests.catchup.cli.conftest import Command


def test_words_are_found_and_marked_in_title_and_text(crawled: Path, command: Command) -> None:
    said = command("search", "커피")
    assert said.code == 0
    number, title, address, excerpt = said.out.splitlines()
    assert "2026-03-01 · post · ko" in number
    assert title.strip() == "«커피» 머신을 바꿨습니다"
    assert address.strip() == "https://blog.example/coffee"
    assert excerpt.strip() == "40초 만에 «커피»가 나옵니다."


def test_a_topic_is_found_by_its_name_in_the_other_language(
    crawled: Path, command: Command
) -> None:
    (hit,) = command("search", "검색 증강 생성", "--json").json
    assert hit["title"].startswith("Retrieval-augmented generation")
    start, end = hit["found_in_title"]["spans"][0]
    assert hit["found_in_title"]["text"][start:end] == "Retrieval-augmented generation"
    assert command("search", '"검색 증강 생성"', "--json").json == []


def test_filters_narrow_what_is_found(crawled: Path, command: Command) -> None:
    def urls(*options: str) -> list[str]:
        return [hit["url"].rpartition("/")[2] for hit in command("search", *options, "--json").json]

    assert urls() == ["coffee", "rag"]
    assert urls("--language", "ko") == ["coffee"]
    assert urls("--topic", "rag") == urls("--area", "rag") == ["rag"]
    assert urls("--source", "blog", "--kind", "post", "--limit", "1") == ["coffee"]
    assert urls("--kind", "paper") == []
    assert urls("--since", "2026-03-02") == []
    assert urls("--topic", "rag", "--state", "open") == ["rag"]
    assert urls("--state", "accepted") == []
    assert urls("--relevance", "chunk") == ["rag"]
    assert sorted(u for level in Level for u in urls("chunk", "--level", level)) == ["rag"]


def test_a_source_that_nobody_knows_is_named(crawled: Path, command: Command) -> None:
    said = command("search", "--source", "blgo")
    assert said.code == 2
    assert "no source is called `blgo`" in said.err


def test_nothing_found_is_said(crawled: Path, command: Command) -> None:
    said = command("search", "양자화")
    assert (said.code, said.out) == (0, "nothing found\n")


def test_counts_since_a_mark_are_given_by_topic_and_state(crawled: Path, command: Command) -> None:
    counted = command("search", "--since", "7d", "--counts", "--json").json
    assert {"open": 1} in counted.values()
    table = command("search", "--since", "7d", "--counts", "--area", "rag").out
    assert table.splitlines()[0].split() == ["topic", *BacklogState]
    assert command("search", "--since", "2026-03-02", "--counts", "--json").json == {}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("…",), "no word to search for"),
        (("--topic", "nope"), "no topic is called `nope`"),
        (("--counts",), "--counts goes with --since"),
        (("chunk", "--counts", "--since", "7d"), "without words"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_line(
    crawled: Path, command: Command, arguments: tuple[str, ...], message: str
) -> None:
    said = command("search", *arguments)
    assert said.code != 0
    assert message in said.err
    assert "Traceback" not in said.err


def test_the_index_is_made_anew(crawled: Path, command: Command) -> None:
    assert command("database", "reindex").out == "the full-text index is new\n"
    assert len(command("search", "커피", "--json").json) == 1
    assert command("database", "check").code == 0
