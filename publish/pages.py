"""Names and renders the pages that go into a handbook's folder: the week, roadmaps, the index."""

import re
from collections.abc import Iterable, Mapping, Sequence

from catchup.types import Digest, Language, Roadmap, Track
from publish.render import markdown, roadmap

INDEX = "index.md"
STEMS: Mapping[Track, str] = {Track.DEVELOPER: "roadmap", Track.HANDBOOK: "roadmap-book"}
LISTED = re.compile(r"(roadmap(?:-book)?|\d{4}-W\d{2})(?:\.([a-z]{2}))?\.md")
LABELS: Mapping[str, str] = {
    "roadmap": "로드맵: 개발자 우선 순서 · Roadmap: developer order",
    "roadmap-book": "로드맵: 책 순서 · Roadmap: book order",
}


def pages_of(
    digest: Digest, roadmaps: Sequence[Roadmap], languages: Sequence[Language], *, root: str = ""
) -> dict[str, str]:
    """The page of an issue's week and the roadmaps, by file name.

    The first language has the plain names ("2026-W09.md"), another one its own ("2026-W09.en.md").
    `root` leads from the pages' folder to the handbook's ("../").
    """
    pages: dict[str, str] = {}
    for language in languages:
        suffix = ".md" if language == languages[0] else f".{language}.md"
        pages[f"{digest.week}{suffix}"] = markdown.render(digest, language)
        for each in roadmaps:
            text = roadmap.render(each, language, week=digest.week, root=root)
            pages[f"{STEMS[each.track]}{suffix}"] = text
    return pages


def index_of(names: Iterable[str]) -> str:
    """The index of a folder that holds these files: the roadmaps, then the weeks backwards."""
    rows: dict[str, list[str]] = {}
    for match in filter(None, map(LISTED.fullmatch, sorted(names, key=_plain_name_first))):
        stem, language = match.groups()
        label = language or LABELS.get(stem, stem)
        rows.setdefault(stem, []).append(f"[{label}]({match[0]})")
    weeks = sorted(rows.keys() - LABELS.keys(), reverse=True)
    lines = (f"- {' · '.join(rows[stem])}" for stem in (*LABELS, *weeks) if stem in rows)
    return "\n".join(("# 주간 소식 · What's new", "", *lines)) + "\n"


def _plain_name_first(name: str) -> tuple[int, str]:
    return name.count("."), name
