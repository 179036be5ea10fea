import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.types import ItemKind
from ingest.identity import canonical_url, canonical_urls, kind_of, mentions_in

SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Own.Example.:80", "https://own.example/"),
        ("https://own.example/a/", "https://own.example/a"),
        ("https://own.example/a/../b/./c", "https://own.example/b/c"),
        ("https://own.example/a?b=2&utm_source=x&a=1&fbclid=9", "https://own.example/a?a=1&b=2"),
        ("https://own.example/%ea%b8%80?q=%26", "https://own.example/%EA%B8%80?q=%26"),
        ("https://own.example/글", "https://own.example/%EA%B8%80"),
        ("https://한국.example/a", "https://xn--3e0b707e.example/a"),
        ("https://own.example/a#part", "https://own.example/a"),
        ("https://own.example/#!/post/1", "https://own.example/#!/post/1"),
        ("https://own.example:8443/a", "https://own.example:8443/a"),
        ("http://arxiv.org/pdf/2401.00001v2.pdf", "https://arxiv.org/abs/2401.00001"),
        ("https://www.arxiv.org/abs/hep-th/9901001v3", "https://arxiv.org/abs/hep-th/9901001"),
        ("https://youtu.be/abcDEF12_-0?si=x", "https://www.youtube.com/watch?v=abcDEF12_-0"),
        (
            "https://m.youtube.com/watch?t=9&v=abcDEF12_-0",
            "https://www.youtube.com/watch?v=abcDEF12_-0",
        ),
        (
            "https://www.youtube.com/shorts/abcDEF12_-0",
            "https://www.youtube.com/watch?v=abcDEF12_-0",
        ),
        ("https://notyoutube.com/embed/abcDEF12_-0", "https://notyoutube.com/embed/abcDEF12_-0"),
        ("http://[::1]:81/x", "https://[::1]:81/x"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https:///x", ""),
        ("https://a:port/x", ""),
        ("", ""),
    ],
)
def test_addresses_have_one_comparable_form(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


PIECES = st.text(alphabet='aB./%2eF?&=#!:@v1 글"<', max_size=25)


@given(PIECES, st.sampled_from(["http://h.example", "https://youtu.be", "http://h.example:443"]))
def test_the_form_of_a_form_is_itself(rest: str, start: str) -> None:
    once = canonical_url(f"{start}/{rest}")
    assert canonical_url(once) == once


@given(st.text(max_size=60))
def test_any_text_has_a_form_or_none(url: str) -> None:
    assert canonical_url(url).startswith(("https://", ""))


def test_a_changelog_keeps_its_fragments_and_a_single_link_does_not() -> None:
    log = "https://own.example/changelog"
    links = [f"{log}#2.0", f"{log}#1.0", "https://own.example/post#comments"]
    assert canonical_urls(links) == (f"{log}#2.0", f"{log}#1.0", "https://own.example/post")


def test_an_address_tells_what_it_leads_to() -> None:
    assert kind_of("https://arxiv.org/abs/2401.00001") is ItemKind.PAPER
    assert kind_of("https://www.youtube.com/watch?v=abcDEF12_-0") is ItemKind.VIDEO
    assert kind_of("https://github.com/owner/repo") is ItemKind.REPO
    assert kind_of("https://github.com/owner/repo/issues/1") is ItemKind.POST
    assert kind_of("https://github.com/sponsors/owner") is ItemKind.POST


def test_mentions_are_papers_videos_and_repositories_once_each() -> None:
    links = [
        "https://arxiv.org/pdf/2401.00001v3",
        "https://own.example/other",
        "https://github.com/owner/repo.git",
        "http://arxiv.org/abs/2401.00001",
        "https://youtu.be/abcDEF12_-0",
    ]
    assert mentions_in(links, own="https://www.youtube.com/watch?v=abcDEF12_-0") == (
        "https://arxiv.org/abs/2401.00001",
        "https://github.com/owner/repo",
    )


@pytest.mark.skipif(not (SHARED / "replay").is_dir(), reason="the recorded corpus is not here")
def test_recorded_links_are_equal_exactly_where_the_key_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "path", [str(SHARED / "tools" / "replay"), *sys.path])
    from expected import canonical  # type: ignore[import-not-found]  # noqa: PLC0415

    lines = (SHARED / "replay" / "entries.jsonl").read_text(encoding="utf-8").splitlines()
    links = [json.loads(line)["link"] or "" for line in lines]
    differing = [link for link in links if canonical_url(link) != (canonical(link) or "")]
    assert differing == []


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the test corpus is not here")
def test_pairs_of_the_corpus_are_told_apart() -> None:
    table = SHARED / "corpus" / "feeds" / "own" / "url_equiv.jsonl"
    for line in table.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert (canonical_url(row["a"]) == canonical_url(row["b"])) == row["same"], row
