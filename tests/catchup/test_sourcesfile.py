"""Tests of reading and editing sources.toml."""

from datetime import timedelta
from pathlib import Path

import pytest

from catchup.errors import ConfigError
from catchup.sourcesedit import add_sources, pause_source, remove_source
from catchup.sourcesfile import read_sources
from catchup.types import Source

TWO = """\
# 한국어 출처 (comments stay)
[[source]]
id = "one"       # the first
url = "https://one.example/feed"
every = "12h"

# 두 번째
[[source]]
id = "two"
url = "https://two.example/feed"
topics = ["rag-basics"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "sources.toml"
    file.write_text(TWO, encoding="utf-8")
    return file


def test_sources_are_read_in_the_order_of_the_file(path: Path) -> None:
    one, two = read_sources(path)
    assert (one.id, one.every, one.kind) == ("one", timedelta(hours=12), "feed")
    assert two.topics == ("rag-basics",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[source]]\nid = "a"\n', ":2: a source needs `url`"),
        ('[[source]]\nid = "가"\nurl = "https://a.example"\n', ":2: source id `가` must be"),
        (
            '[[source]]\nid="a"\nurl="https://u.example"\nevry="1h"\n',
            ":4: unknown key of source `a` `evry`",
        ),
        (
            '[[source]]\nid="a"\nurl="https://u.example"\nevery="soon"\n',
            "`every` of `a`: 'soon' is no duration",
        ),
        (
            '[[source]]\nid="a"\nurl="https://u.example"\ntopics="rag"\n',
            "`topics` of `a` has the wrong type",
        ),
        ('[[source]]\nid="a"\nurl="http://[::1"\n', "is no web address"),
        ('[[source]]\nid="a"\nurl="file:///etc/passwd"\n', "is no web address"),
        ('[[source]]\nid="a"\nurl="https://u.example"\nevery="99999999w"\n', "`every` of `a`"),
        ('[[source]]\nid="a"\nurl="https://u.example"\nevery=-5\n', "between a second and a year"),
        ('[[source]]\nid="a"\nurl="https://u.example"\nlanguage="korean"\n', "ko or en"),
        ('[[source]]\nid="a"\nurl="https://u.example"\ntopics=["x", 3]\n', "ids of topics.yaml"),
        (
            '[[source]]\nid="a"\nurl="https://u.example"\nkind="gopher"\n',
            "`kind`: 'gopher' is not one of arxiv, feed, page, sitemap, youtube",
        ),
        ('[source]\nid = "a"\n', "must be written as [[source]]"),
        ("source = [1]\n", "must be written as [[source]]"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_sources(file)
    assert message in str(caught.value)


def test_two_sources_of_one_name_are_refused(path: Path) -> None:
    path.write_text(TWO.replace('"two"', '"one"'), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"sources.toml:9: two sources are called `one`"):
        read_sources(path)


def test_adding_keeps_every_comment_and_the_order(path: Path) -> None:
    add_sources(path, [Source(id="new", url="https://new.example/f", title="새 글", language="ko")])
    assert path.read_text("utf-8").startswith(TWO.rstrip())
    assert [s.id for s in read_sources(path)] == ["one", "two", "new"]
    assert read_sources(path)[2].title == "새 글"


def test_adding_to_a_missing_file_makes_it(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    add_sources(path, [Source(id="new", url="https://new.example/f")])
    assert [s.id for s in read_sources(path)] == ["new"]


def test_removing_takes_one_source_and_no_other(path: Path) -> None:
    remove_source(path, "one")
    assert [s.id for s in read_sources(path)] == ["two"]
    assert "두 번째" in path.read_text("utf-8")


def test_pausing_and_resuming_leaves_the_file_as_it_was(path: Path) -> None:
    pause_source(path, "one", paused=True)
    assert read_sources(path)[0].paused
    pause_source(path, "one", paused=False)
    assert path.read_text("utf-8") == TWO


def test_an_edit_refuses_a_file_with_a_mistake_and_leaves_it_alone(path: Path) -> None:
    path.write_text(TWO + "\n[[source]]\nid = 3\n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(ConfigError):
        add_sources(path, [Source(id="new", url="https://new.example/f")])
    assert path.read_bytes() == before


def test_an_unknown_name_is_said_with_a_hint(path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        remove_source(path, "three")
    assert "sources list" in caught.value.hint


@pytest.mark.parametrize("name", ["한글", "Bad ID", "one"])
def test_an_id_that_would_break_the_file_is_refused_before_writing(path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="source id"):
        add_sources(path, [Source(id=name, url="https://new.example/f")])
    assert path.read_text("utf-8") == TWO


def test_an_inline_source_is_removed_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text('source = [{id = "a", url = "https://a.example"}]\n', "utf-8")
    with pytest.raises(ConfigError, match="by hand"):
        remove_source(path, "a")
