"""What one page of a handbook is: its title, the topics it names, how much there is in it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from posixpath import basename, splitext

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from catchup.types import HandbookFile, PageState
from taxonomy.nodes import compose_foreign, line_of

# A page with less than this, and without a link, is none yet. A Hangul syllable counts two letters.
LEAST_LETTERS = 80
_FRONT = re.compile(r"\ufeff?---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PLACEHOLDER = re.compile(
    r"\b(?:todo|tbd|tba|wip|fixme|coming soon|under construction|work in progress"
    r"|to be (?:written|added|done)|lorem ipsum|placeholder)\b"
    r"|(?:준비|작성|작업|집필|번역)\s*(?:중|예정)|추후|내용\s*없음|곧\s*(?:채|추가|공개)|채울\s*예정",
    re.IGNORECASE,
)
_MOST_LETTERS_OF_A_PLACEHOLDER = 250  # a longer page only mentions such a word
_PREFIX = re.compile(r"^\d+(?:\.\d+)*[\s._-]+")
_LETTER = re.compile(r"[^\W_]")
_HANGUL = re.compile("[가-힣]")
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_NAME_KEYS = ("topic", "topics")
_OUR_KEYS = ("hb", "catchup")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page's own text says. `topics` are the ids that its front matter names, by line."""

    title: str
    topics: tuple[tuple[str, int], ...]
    state: PageState
    resources: int


@lru_cache(maxsize=4096)
def read_page(file: HandbookFile) -> Facts:
    """The facts of a Markdown page or notebook; of other formats the title comes from the name."""
    text = _notebook(file.text) if file.path.endswith(".ipynb") else file.text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    named = _front_matter(front[1] or "") if front else {}
    tokens = _MARKDOWN.parse(text[front.end() :] if front else text.removeprefix("\ufeff"))
    titles = (_named_title(named), _first_heading(tokens), title_of(file.path))
    links = _outside_links(tokens)
    return Facts(
        title=next(filter(None, titles)),
        topics=tuple(_named_topics(named)),
        state=_state(_prose(tokens), links),
        resources=len(links),
    )


def title_of(path: str) -> str:
    """A title made of a file's name: "02-rag-basics.md" is "rag basics", an index its folder."""
    stem = stem_of(path)
    return stem.replace("-", " ").replace("_", " ").strip()


def stem_of(path: str) -> str:
    """The name that tells pages apart, without ending and number; of an index, its folder's."""
    stem = splitext(basename(path))[0]
    if stem.casefold() in {"index", "readme"} and "/" in path:
        stem = basename(path.rpartition("/")[0])
    return _PREFIX.sub("", stem) or stem


def _notebook(text: str) -> str:
    """The Markdown cells of a Jupyter notebook; what is none has no text."""
    try:
        cells = json.loads(text)["cells"]
        found = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    except (ValueError, KeyError, TypeError):
        return ""
    return "\n\n".join(found)


def _front_matter(text: str) -> dict[str, yaml.Node]:
    """Top-level keys and ours below `hb:` or `catchup:`; front matter that is no YAML has none."""
    try:
        root = compose_foreign(text.encode("utf-8", "replace"))
    except yaml.YAMLError:
        return {}
    found: dict[str, yaml.Node] = {}
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        inner = value.value if isinstance(value, yaml.MappingNode) else ()
        if str(key.value) in _OUR_KEYS:
            found.update((str(k.value), v) for k, v in inner)
        else:
            found.setdefault(str(key.value), value)
    return found


def _named_title(named: dict[str, yaml.Node]) -> str:
    node = named.get("title")
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""


def _named_topics(named: dict[str, yaml.Node]) -> Iterator[tuple[str, int]]:
    for node in (named[key] for key in _NAME_KEYS if key in named):
        for one in node.value if isinstance(node, yaml.SequenceNode) else (node,):
            if isinstance(one, yaml.ScalarNode) and str(one.value).strip():
                # The front matter begins below its first "---".
                yield str(one.value).strip(), line_of(one) + 1


def _first_heading(tokens: list[Token]) -> str:
    for token, following in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return "".join(
                child.content
                for child in following.children or ()
                if child.type in {"text", "code_inline"}
            ).strip()
    return ""


def _outside_links(tokens: list[Token]) -> frozenset[str]:
    inline = (child for token in tokens for child in token.children or ())
    found = (str(child.attrGet("href")) for child in inline if child.type == "link_open")
    return frozenset(href for href in found if href.startswith(("http://", "https://")))


def _prose(tokens: list[Token]) -> str:
    """The text of a page without its headings, comments and markup."""
    words, heading = [], False
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            heading = token.nesting == 1
        elif token.type in {"fence", "code_block"}:
            words.append(token.content)
        elif token.type == "inline" and not heading:
            words += [c.content for c in token.children or () if c.type in {"text", "code_inline"}]
    return "\n".join(words)


def _state(prose: str, links: frozenset[str]) -> PageState:
    letters = len(_LETTER.findall(prose)) + len(_HANGUL.findall(prose))
    if not letters:
        return PageState.EMPTY
    says_so = _PLACEHOLDER.search(prose) is not None
    if not links and letters < (_MOST_LETTERS_OF_A_PLACEHOLDER if says_so else LEAST_LETTERS):
        return PageState.PLACEHOLDER
    return PageState.WRITTEN
