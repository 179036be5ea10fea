"""Reads `_toc.yml`, `myst.yml` and `mkdocs.yml`; tags of any kind stay unread, nothing runs."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

import yaml

from taxonomy.book.chapters import ENDINGS, Chapter, Listing, Places
from taxonomy.nodes import compose_foreign, line_of

_PAGE_KEYS = ("root", "file")
_PATTERN_KEYS = ("glob", "pattern")
_INNER_KEYS = ("parts", "chapters", "sections", "subtrees", "entries", "items", "children", "toc")


def read_toc(text: str, places: Places) -> Listing:
    """The chapters of a Jupyter Book (`_toc.yml`) or MyST (`myst.yml`, `project: toc:`) table."""
    listing = Listing()
    root = _root(text, listing)
    if isinstance(root, yaml.MappingNode):
        root = _entries(root).get("project", root)
    for entry in _toc_entries(root) if root is not None else ():
        _toc_entry(entry, places, listing)
    return listing


def read_mkdocs(text: str, places: Places) -> Listing:
    """The chapters of `nav:`; `places` counts from the folder that `docs_folder` names."""
    listing = Listing()
    root = _root(text, listing)
    if isinstance(root, yaml.MappingNode) and (nav := _entries(root).get("nav")) is not None:
        for title, node in _nav_entries(nav):
            if target := _plain(node):
                _add(listing, title, target, places, line_of(node))
            elif title:
                listing.chapters.append(Chapter(title=title, path="", line=line_of(node)))
    return listing


def docs_folder(text: str) -> str:
    """`docs_dir` of a mkdocs.yml; "docs" where it names none or takes it from elsewhere."""
    root = _root(text, Listing())
    node = _entries(root).get("docs_dir") if isinstance(root, yaml.MappingNode) else None
    return _plain(node) or "docs"


def _root(text: str, listing: Listing) -> yaml.Node | None:
    try:
        root = compose_foreign(text.encode("utf-8", "replace"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        fault = getattr(error, "problem", None) or "unreadable"
        listing.odd.append((mark.line + 1 if mark else 1, f"not YAML: {fault}"))
        return None
    if root is not None:
        listing.odd.extend(_repeated_keys(root))
    return root


def _repeated_keys(root: yaml.Node) -> Iterator[tuple[int, str]]:
    waiting, seen = [root], {id(root)}
    while waiting:
        node = waiting.pop()
        keys: set[str] = set()
        for child in _children(node):
            if id(child) not in seen:
                seen.add(id(child))
                waiting.append(child)
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            name = str(key.value)
            if name in keys:
                yield line_of(key), f"key {name!r} stands twice; the last one counts"
            keys.add(name)


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _entries(node: yaml.MappingNode) -> dict[str, yaml.Node]:
    """A mapping as readers of YAML take it: of a key that stands twice, the last one counts."""
    return {str(key.value): value for key, value in node.value}


def _plain(node: yaml.Node | None) -> str:
    """A scalar's text, "" for everything else and for what only a tag's owner could read."""
    if not isinstance(node, yaml.ScalarNode) or not node.tag.startswith("tag:yaml.org,2002:"):
        return ""
    if node.tag.endswith(":null") or ":python/" in node.tag:
        return ""
    return str(node.value).strip()


def _toc_entries(root: yaml.Node) -> Iterator[yaml.MappingNode]:
    """The entries of a table, in its order; a node that an alias names again is read once."""
    waiting, seen = [root], set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            yield node
            inner = [value for key, value in _entries(node).items() if key in _INNER_KEYS]
        else:
            inner = _children(node)
        waiting += reversed(inner)


def _toc_entry(node: yaml.MappingNode, places: Places, listing: Listing) -> None:
    entries, line = _entries(node), line_of(node)
    for key in _PAGE_KEYS:
        if target := _plain(entries.get(key)):
            _add(listing, _plain(entries.get("title")), target, places, line)
    for key in _PATTERN_KEYS:
        found = _matching(_plain(entries.get(key)), places)
        listing.chapters.extend(Chapter(title="", path=path, line=line) for path in found)


def _nav_entries(root: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    """The leaves of a `nav:` with their titles, in its order."""
    waiting, seen = [("", root)], set[int]()
    while waiting:
        title, node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += reversed(_entries(node).items())
        elif isinstance(node, yaml.SequenceNode):
            waiting += [("", child) for child in reversed(node.value)]
        else:
            yield title, node


def _add(listing: Listing, title: str, target: str, places: Places, line: int) -> None:
    path = places.find(target)
    if path is not None:
        listing.chapters.append(Chapter(title=title, path=path, line=line))


def _matching(pattern: str, places: Places) -> list[str]:
    """The files that a pattern like `notes/*` names, with or without their ending."""
    if not pattern:
        return []
    wanted = [f"{base}/{pattern}".lstrip("/") for base in places.bases]
    return sorted(
        path
        for path in places.paths
        if path.endswith(ENDINGS)
        and any(
            fnmatchcase(name, one) for one in wanted for name in (path, path.rpartition(".")[0])
        )
    )
