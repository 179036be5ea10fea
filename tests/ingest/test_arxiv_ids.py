import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.arxiv_ids import arxiv_id, paper_at

TABLE = Path(__file__).parents[3] / "shared" / "corpus" / "feeds" / "own" / "arxiv_ids.jsonl"


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("2602.12345", ("2602.12345", None)),
        ("2602.12345v3", ("2602.12345", 3)),
        ("0704.0001", ("0704.0001", None)),
        ("hep-th/9901001v2", ("hep-th/9901001", 2)),
        ("arXiv:2602.12345v1 [cs.CL] 3 Feb 2026", ("2602.12345", 1)),
        ("a paper (arXiv: 2602.12345).", ("2602.12345", None)),
        ("arxiv.org/abs/2602.12345", ("2602.12345", None)),
        ("https://www.arxiv.org/pdf/2602.12345v2.pdf#page=3", ("2602.12345", 2)),
        ("https://ar5iv.labs.arxiv.org/html/2602.12345", ("2602.12345", None)),
        ("doi:10.48550/arXiv.2602.12345", ("2602.12345", None)),
        ("1501.0001", None),  # five digits since 2015
        ("1412.00001", None),  # four before
        ("2600.12345", None),  # no such month
        ("hep-th/0813001", None),
        ("2602.123456", None),
        ("arXiv:2602.123456", None),
        ("12602.12345", None),
        ("https://arxiv.org/list/cs.CL/recent", None),
        ("https://notarxiv.org/abs/2602.12345", None),
        ("https://blog.example/2602.12345", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_a_paper_is_known_in_all_its_spellings(text: str, paper: tuple[str, int] | None) -> None:
    assert arxiv_id(text) == paper


@given(st.text(max_size=80))
def test_any_text_names_a_paper_or_none(text: str) -> None:
    found = arxiv_id(text)
    assert found is None or arxiv_id(found[0]) == (found[0], None)


def test_only_arxiv_itself_and_its_dois_lead_to_a_paper() -> None:
    assert paper_at("export.arxiv.org", "/abs/2602.12345v1") == "2602.12345"
    assert paper_at("doi.org", "/10.48550/arXiv.2602.12345") == "2602.12345"
    assert paper_at("huggingface.co", "/papers/2602.12345") == ""


@pytest.mark.skipif(not TABLE.exists(), reason="the test corpus is not here")
def test_the_ids_of_the_corpus_are_read() -> None:
    for line in TABLE.read_text("utf-8").splitlines():
        row = json.loads(line)
        assert arxiv_id(row["in"]) == ((row["id"], row["version"]) if row["id"] else None), row
