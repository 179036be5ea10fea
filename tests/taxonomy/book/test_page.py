"""A page tells its title, its topics, what it links to, and whether there is anything in it."""

import json

import pytest

from catchup.types import HandbookFile, PageState
from taxonomy.book.page import Facts, read_page, title_of

LONG = "질의를 벡터로 바꾸고 가까운 조각을 찾아 프롬프트에 넣는 과정을 하나씩 살펴봅니다. " * 4


def page(text: str, path: str = "build/rag-basics.md") -> Facts:
    return read_page(HandbookFile(path=path, text=text))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# RAG *기초*\n", "RAG 기초"),
        ("\ufeff# RAG 기초\r\n", "RAG 기초"),
        ("RAG 기초\n=======\n", "RAG 기초"),
        ("---\ntitle: '앞머리: 제목'\n---\n# 본문 제목\n", "앞머리: 제목"),
        ("\ufeff---\r\ntitle: 앞머리\r\n---\r\n", "앞머리"),
        ("```\n# 코드\n```\n## 둘째\n", "rag basics"),
        ("text\n\n---\ntitle: 앞머리가 아님\n---\n", "rag basics"),
        ("---\n: [broken\n---\n# 제목\n", "제목"),
    ],
)
def test_the_title_is_the_front_matters_then_the_first_heading_then_the_name(
    text: str, title: str
) -> None:
    assert page(text).title == title


def test_a_name_without_number_and_ending_is_the_last_resort() -> None:
    assert title_of("book/02_3-rag_basics.md") == "3 rag basics"
    assert title_of("book/1.2 chunking.md") == "chunking"
    assert title_of("book/rag/index.md") == "rag"
    assert title_of("README.md") == "README"


@pytest.mark.parametrize(
    ("front", "topics"),
    [
        ("title: x\ntopic: rag-basics", (("rag-basics", 3),)),
        ("topics: [chunking, reranking]", (("chunking", 2), ("reranking", 2))),
        ("topics:\n- chunking\n- reranking", (("chunking", 3), ("reranking", 4))),
        ("hb:\n  topic: rag-basics\n  level: intro", (("rag-basics", 3),)),
        ("topic:", ()),
        ("topic: {a: b}", ()),
    ],
)
def test_the_front_matter_names_topics(front: str, topics: tuple[tuple[str, int], ...]) -> None:
    assert page(f"---\n{front}\n---\n").topics == topics


def test_addresses_outside_count_once_and_not_in_code_or_comments() -> None:
    text = """\
- [a](https://a.example/1) and [again](https://a.example/1)
- <https://b.example>
- [ours](other.md)
- `[c](https://c.example)`

<!-- [d](https://d.example) -->

    [e](https://e.example)
"""
    assert page(text).resources == 2


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", PageState.EMPTY),
        ("# 제목\n\n## 추천 자료\n\n<!-- hb:begin a -->\n<!-- hb:end a -->\n", PageState.EMPTY),
        ("# 제목\n\n작성 예정입니다.\n", PageState.PLACEHOLDER),
        ("# 제목\n\n준비중\n", PageState.PLACEHOLDER),
        (
            "# Title\n\nTODO: write this down some day, after the next meeting of the study.\n" * 2,
            PageState.PLACEHOLDER,
        ),
        ("# Title\n\nShort.\n", PageState.PLACEHOLDER),
        ("# 제목\n\n- [자료](https://a.example)\n", PageState.WRITTEN),
        (f"# 제목\n\n{LONG}\n\nTODO: 그림\n", PageState.WRITTEN),
        (f"# 제목\n\n{LONG}\n", PageState.WRITTEN),
    ],
)
def test_a_page_is_empty_a_placeholder_or_written(text: str, state: PageState) -> None:
    assert page(text).state is state


def test_a_notebook_is_read_by_its_markdown_cells() -> None:
    cells = [
        {"cell_type": "code", "source": ["# no title"]},
        {"cell_type": "markdown", "source": ["# 노트북\n", "\n", LONG]},
    ]
    found = page(json.dumps({"cells": cells}), "a.ipynb")
    assert (found.title, found.state) == ("노트북", PageState.WRITTEN)
    for text in ("{", "[]", '{"cells": 3}'):
        assert page(text, "a.ipynb").state is PageState.EMPTY
