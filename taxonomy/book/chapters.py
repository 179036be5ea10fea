"""What a navigation file lists, and where the files are that it means."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

ENDINGS = (".md", ".ipynb", ".rst", ".markdown", ".myst", ".mdx")
INDEXES = ("index.md", "README.md", "readme.md", "index.ipynb", "index.rst")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One entry of a navigation. `path` is "" for a draft; the file need not exist.

    `title` is "" where the navigation leaves it to the page.
    """

    title: str
    path: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """What one navigation file says: its chapters in order, and what is odd in it, with lines."""

    chapters: list[Chapter] = field(default_factory=list)
    odd: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Places:
    """The handbook's files, and the folders from which a navigation counts its paths."""

    paths: Collection[str]
    bases: tuple[str, ...]

    def find(self, target: str) -> str | None:
        """The file that a target means, or the path where it would be; None for what is no file.

        Tried are the bases in turn, with the usual endings, and the index of a folder.
        """
        name = _file_name(target)
        if name is None:
            return None
        wanted = [path for base in self.bases if (path := _join(base, name)) is not None]
        for path in wanted:
            for one in _spellings(path):
                if one in self.paths:
                    return one
        return wanted[0] if wanted else None


def _file_name(target: str) -> str | None:
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    return normalize("NFC", unquote(parts.path))


def _join(base: str, name: str) -> str | None:
    path = normpath(join(base, name.lstrip("/")))
    return None if path == "." or path.split("/")[0] == ".." else path


def _spellings(path: str) -> Iterator[str]:
    yield path
    yield from (path + ending for ending in ENDINGS)
    yield from (f"{path}/{index}" for index in INDEXES)
