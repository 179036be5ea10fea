"""Finds the navigation of a handbook among its files and reads it, whatever tool it is for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import basename, dirname

from catchup.types import HandbookFile
from taxonomy.book import yamlnav
from taxonomy.book.chapters import ENDINGS, INDEXES, Chapter, Listing, Places
from taxonomy.book.summaryfile import read_summary

# In this order: MyST reads _toc.yml only where myst.yml has no table of its own.
NAMES = ("myst.yml", "_toc.yml", "mkdocs.yml", "mkdocs.yaml", "SUMMARY.md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A handbook: its chapters in reading order, and all its pages by path.

    `navigation` is the file that gave the order, "" where the folders did. `warnings` begin with
    file and line.
    """

    chapters: tuple[Chapter, ...]
    pages: Mapping[str, HandbookFile]
    navigation: str = ""
    warnings: tuple[str, ...] = ()


def read_book(files: Sequence[HandbookFile]) -> Book:
    """The book that these files are. The navigation nearest to the top that lists anything counts.

    Nothing in it is fatal: what cannot be read is a warning, and the folders give the order.
    """
    by_path = {file.path: file for file in files}
    pages = {p: f for p, f in by_path.items() if p.endswith(ENDINGS) and basename(p) not in NAMES}
    warnings: list[str] = []
    for path in _candidates(by_path):
        listing = _read(by_path[path], pages)
        warnings += [f"{path}:{line}: {message}" for line, message in sorted(listing.odd)]
        if listing.chapters:
            return Book(
                chapters=tuple(listing.chapters),
                pages=pages,
                navigation=path,
                warnings=tuple(warnings),
            )
    return Book(chapters=tuple(_by_folder(pages)), pages=pages, warnings=tuple(warnings))


def _candidates(paths: Mapping[str, HandbookFile]) -> list[str]:
    named = [path for path in paths if basename(path) in NAMES]
    return sorted(named, key=lambda path: (path.count("/"), NAMES.index(basename(path)), path))


def _read(file: HandbookFile, pages: Mapping[str, HandbookFile]) -> Listing:
    folder, name = dirname(file.path), basename(file.path)
    if name.startswith("mkdocs"):
        docs = yamlnav.docs_folder(file.text)
        inside = f"{folder}/{docs}".strip("/")
        return yamlnav.read_mkdocs(file.text, Places(pages, (inside, docs)))
    reader: Callable[[str, Places], Listing] = (
        read_summary if name == "SUMMARY.md" else yamlnav.read_toc
    )
    return reader(file.text, Places(pages, tuple(dict.fromkeys((folder, "")))))


def _by_folder(pages: Mapping[str, HandbookFile]) -> Iterator[Chapter]:
    """Folder by folder, the index of each first, numbers in names as numbers."""
    for path in sorted(pages, key=_place):
        yield Chapter(title="", path=path)


def _place(path: str) -> tuple[tuple[int, tuple[tuple[int, int, str], ...]], ...]:
    *folders, name = path.split("/")
    index = name in INDEXES
    return (*((2, _natural(folder)) for folder in folders), (0 if index else 1, _natural(name)))


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    digits, rest = "", name
    while rest[:1].isdecimal():
        digits, rest = digits + rest[0], rest[1:]
    return ((0, int(digits), rest),) if digits else ((1, 0, rest),)
