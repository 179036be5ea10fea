import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.types import ItemKind
from ingest.identity import (
    canonical_url,
    canonical_urls,
    edition_of,
    kind_of,
    mentions_in,
    untracked,
)

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
        ("https://own.example/?q=%7ea%2fb&k=글", "https://own.example/?k=%EA%B8%80&q=~a%2Fb"),
        ("https://own.example/a?pk_campaign=1&pk=2&ref=x", "https://own.example/a?pk=2&ref=x"),
        ("https://own.example/a?gclid=1&msclkid=2&_hsenc=3", "https://own.example/a"),
        (
            "https://export.arxiv.org/abs/2603.01001v1?context=cs",
            "https://arxiv.org/abs/2603.01001",
        ),
        ("https://doi.org/10.48550/arXiv.2603.01001", "https://arxiv.org/abs/2603.01001"),
        ("https://arxiv.org/abs/math.GT/0309136", "https://arxiv.org/abs/math/0309136"),
        ("https://huggingface.co/papers/2603.01001", "https://huggingface.co/papers/2603.01001"),
        (
            "https://m.blog.naver.com/writer/22300?fromRss=true",
            "https://blog.naver.com/writer/22300",
        ),
        (
            "https://blog.naver.com/PostView.naver?blogId=writer&logNo=22300",
            "https://blog.naver.com/writer/22300",
        ),
        ("https://writer.tistory.com/m/12", "https://writer.tistory.com/12"),
        ("https://old.reddit.com/r/x/comments/1/y/", "https://www.reddit.com/r/x/comments/1/y"),
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


def test_a_page_about_a_paper_mentions_the_paper() -> None:
    links = [
        "https://huggingface.co/papers/2603.01001",
        "https://www.alphaxiv.org/abs/2603.01002v1",
    ]
    assert mentions_in(links) == (
        "https://arxiv.org/abs/2603.01001",
        "https://arxiv.org/abs/2603.01002",
    )


def test_a_feed_names_the_version_of_a_paper_in_an_id_or_a_link() -> None:
    paper = "https://arxiv.org/abs/2603.01001"
    assert edition_of(paper, "oai:arXiv.org:2603.01001v2", paper) == "v2"
    assert edition_of(paper, "7", f"{paper}v3") == "v3"
    assert edition_of(paper, paper) == ""
    assert edition_of("https://blog.example/a", "arXiv:2603.01001v2") == ""


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("/a?utm_source=x&p=1&fbclid=2#top", "/a?p=1#top"),
        ("/a?utm_source=x", "/a"),
        ("/a?utm_source=x#top", "/a#top"),
        ("/A/?b=%2f&a", "/A/?b=%2f&a"),
        ("/a#?utm_source=x", "/a#?utm_source=x"),
    ],
)
def test_a_link_loses_its_trackers_and_nothing_else(url: str, kept: str) -> None:
    assert untracked(url) == kept


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
