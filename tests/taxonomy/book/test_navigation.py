"""Every kind of navigation gives the chapters that its own tool would show."""

from collections.abc import Iterable
from itertools import pairwise

import pytest

from catchup.types import HandbookFile
from taxonomy.book.navigation import Book, read_book

PAGES = (
    "intro.md",
    "build/rag.md",
    "build/index.md",
    "build/벡터 검색.md",
    "notes/a.ipynb",
    "x.rst",
)


def book(files: dict[str, str], pages: Iterable[str] = PAGES) -> Book:
    named = {**dict.fromkeys(pages, "# A page\n"), **files}
    return read_book([HandbookFile(path=path, text=text) for path, text in named.items()])


def chapters(found: Book) -> list[tuple[str, str, int]]:
    return [(chapter.title, chapter.path, chapter.line) for chapter in found.chapters]


def test_a_jupyter_book_table_with_parts_sections_globs_and_links() -> None:
    toc = """\
format: jb-book
root: intro
parts:
  - caption: "만들기: 시작"
    chapters:
      - file: build/rag
        title: 검색 증강 생성
        sections:
          - file: build/벡터 검색.md
      - url: https://example.org/out
        title: 바깥
      - glob: notes/*
      - file: not/there
"""
    assert chapters(book({"_toc.yml": toc})) == [
        ("", "intro.md", 1),
        ("검색 증강 생성", "build/rag.md", 6),
        ("", "build/벡터 검색.md", 9),
        ("", "notes/a.ipynb", 12),
        ("", "not/there", 13),
    ]


def test_a_myst_table_and_the_old_table_where_there_is_none() -> None:
    myst = """\
version: 1
project:
  title: 핸드북
  toc:
    - file: intro.md
    - title: 만들기
      children:
        - file: build/rag.md
        - pattern: notes/*.ipynb
"""
    old = "- file: x\n"
    found = book({"myst.yml": myst, "_toc.yml": old})
    assert found.navigation == "myst.yml"
    assert [path for _, path, _ in chapters(found)] == ["intro.md", "build/rag.md", "notes/a.ipynb"]
    found = book({"myst.yml": "project: {title: 핸드북}\n", "_toc.yml": old})
    assert (found.navigation, chapters(found)) == ("_toc.yml", [("", "x.rst", 1)])


def test_a_mkdocs_nav_with_tags_that_only_its_own_loader_knows() -> None:
    mkdocs = """\
site_name: !ENV [SITE, 핸드북]
docs_dir: book
plugins:
  - search: {pipeline: !!python/name:some.module.pipeline }
markdown_extensions:
  - toc: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}
nav:
  - intro.md
  - "평가: 운영":
      - RAG 기초: build/rag.md
      - https://example.org
      - 바깥: https://example.org
  - 아직: !ENV SOMETHING
  - 빈 장:
"""
    found = book({"mkdocs.yml": mkdocs}, ["book/intro.md", "book/build/rag.md"])
    assert found.warnings == ()
    assert chapters(found) == [
        ("", "book/intro.md", 8),
        ("RAG 기초", "book/build/rag.md", 10),
        ("아직", "", 13),
        ("빈 장", "", 14),
    ]
    other = mkdocs.replace("docs_dir: book", "docs_dir: !ENV [DOCS, book]")
    assert book({"mkdocs.yml": other}, ["docs/intro.md"]).chapters[0].path == "docs/intro.md"


def test_a_summary_with_drafts_separators_and_every_form_of_link() -> None:
    summary = """\
# Summary

[들어가며](intro.md)

# 만들기

* [`RAG` 기초 \\[1\\]](build/rag.md "제목")
    - [벡터 검색](<build/벡터 검색.md#first>)
    - [Vectors](build/%EB%B2%A1%ED%84%B0%20%EA%B2%80%EC%83%89.md)
- [아직 쓰지 않은 장]()

---

<!-- - [지운 장](gone.md) -->
    [코드](code.md)

[바깥](https://example.org)
[끝](build/)
"""
    assert chapters(book({"src/SUMMARY.md": summary})) == [
        ("들어가며", "intro.md", 3),
        ("RAG 기초 [1]", "build/rag.md", 7),
        ("벡터 검색", "build/벡터 검색.md", 8),
        ("Vectors", "build/벡터 검색.md", 9),
        ("아직 쓰지 않은 장", "", 10),
        ("끝", "build/index.md", 18),
    ]


def test_a_summary_counts_its_paths_from_its_own_folder() -> None:
    found = book({"src/SUMMARY.md": "- [A](a.md)\n- [B](b.md)\n"}, ["src/a.md", "a.md"])
    assert [path for _, path, _ in chapters(found)] == ["src/a.md", "src/b.md"]


def test_plain_folders_stand_in_natural_order_with_their_index_first() -> None:
    pages = ["10-end.md", "2-next.md", "README.md", "b/x.md", "a/2.md", "a/10.md", "a/index.md"]
    assert [path for _, path, _ in chapters(book({}, pages))] == [
        *("README.md", "2-next.md", "10-end.md"),
        *("a/index.md", "a/2.md", "a/10.md", "b/x.md"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "warning", "paths"),
    [
        (
            "_toc.yml",
            "root: intro\nchapters:\n- file: build/rag\n  file: x\n",
            "_toc.yml:4: key 'file' stands twice; the last one counts",
            ["intro.md", "x.rst"],
        ),
        (
            "mkdocs.yml",
            "docs_dir: .\nnav:\n- intro.md\nextra: {a: 1, a: 2}\nnav:\n- A: build/rag.md\n",
            "mkdocs.yml:5: key 'nav' stands twice; the last one counts",
            ["build/rag.md"],
        ),
    ],
)
def test_a_key_that_stands_twice_is_named_and_the_rest_is_read(
    name: str, text: str, warning: str, paths: list[str]
) -> None:
    found = book({name: text})
    assert warning in found.warnings
    assert [path for _, path, _ in chapters(found)] == paths


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("chapters: [\n}", "_toc.yml:2: not YAML"),
        ("[" * 200, "_toc.yml:1: not YAML: more than 100 levels deep"),
        ("[" * 50_000 + "]" * 50_000, "_toc.yml:1: not YAML: more than 100 levels deep"),
    ],
)
def test_a_table_that_is_none_is_a_warning_and_the_folders_give_the_order(
    text: str, warning: str
) -> None:
    found = book({"_toc.yml": text}, ["b.md", "a.md"])
    assert found.navigation == ""
    assert found.warnings[0].startswith(warning)
    assert [path for _, path, _ in chapters(found)] == ["a.md", "b.md"]


def test_aliases_of_yaml_neither_run_in_circles_nor_multiply() -> None:
    circle = "chapters: &all\n- file: intro\n- sections: *all\n"
    assert [path for _, path, _ in chapters(book({"_toc.yml": circle}))] == ["intro.md"]
    letters = "abcdefghijkl"
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, after in pairwise(letters):
        lines.append(f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]")
    assert book({"_toc.yml": "\n".join([*lines, "chapters: *l"])}).navigation == ""


@pytest.mark.parametrize("target", ["../../etc/passwd", "mailto:a@b", "//host/x.md", "#only", "."])
def test_a_target_outside_the_handbook_is_no_chapter(target: str) -> None:
    found = book({"SUMMARY.md": f"- [A]({target})\n- [B](intro.md)\n"})
    assert chapters(found) == [("B", "intro.md", 2)]
