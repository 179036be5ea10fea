"""Reads what an editor wants of the coming issue: `edits/WEEK.toml` beside catchup.toml."""

from collections.abc import Callable, Sequence
from pathlib import Path

from catchup.tomlfile import TomlFile, read_toml
from catchup.types import Edit, ItemId

FOLDER = "edits"
LISTS = ("order", "pin", "drop")
TEXTS = ("lead_ko", "lead_en", "editor")
LONGEST_LEAD = 600  # characters: an editor's word, not an article

TEMPLATE = """\
# 이번 호를 확정하기 전에 고치는 파일입니다. 글은 번호나 주소로 적습니다.
# What you want of this issue before it is frozen. Items are numbers or links.
# 고친 뒤 `catchup issues preview`로 확인하세요. Then look: `catchup issues preview`.

# 맨 앞에 둘 글, 이 순서대로 · what comes first, in this order
order = []
# 규칙이 뺐어도 실을 글 · what to carry whatever the rules say
pin = []
# 싣지 않을 글 · what stays out
drop = []
# 머리말(두 언어 모두)과 쓴 사람 · your own words on top, in both languages, and who you are
lead_ko = ""
lead_en = ""
editor = ""

"""


def edit_path(home: Path, week: str) -> Path:
    """Where the edit of a week is kept."""
    return home / FOLDER / f"{week}.toml"


def read_edit(path: Path, find: Callable[[str], ItemId | None]) -> Edit:
    """The edit in a file; an empty one where there is no file. `find` knows items by their links.

    Raises ConfigError with file and line.
    """
    if not path.exists():
        return Edit()
    file = read_toml(path)
    file.refuse_unknown(file.tables, (*LISTS, *TEXTS), "key")
    order, pin, drop = (_items(file, key, find) for key in LISTS)
    for item in drop:
        if item in (*order, *pin):
            raise file.wrong("drop", f"item {item} is dropped and wanted at once")
    korean, english, editor = (_text(file, key) for key in TEXTS)
    if bool(korean) != bool(english):
        there = "lead_ko" if korean else "lead_en"
        raise file.wrong(there, "a lead is told in both languages, or in none")
    lead = {"ko": korean, "en": english} if korean else {}
    return Edit(order=order, pin=pin, drop=drop, lead=lead, editor=editor)


def refuse_unknown_items(path: Path, items: Sequence[ItemId]) -> None:
    """Raise ConfigError, with file and line, for items that are no candidates of the issue."""
    if items:
        raise read_toml(path).wrong(
            str(items[0]),
            f"item {items[0]} is no candidate of this issue",
            hint="the file that `catchup issues edit` writes lists those that are",
        )


def _items(file: TomlFile, key: str, find: Callable[[str], ItemId | None]) -> tuple[ItemId, ...]:
    rows = file.tables.get(key, [])
    if not isinstance(rows, list):
        raise file.wrong(key, f"`{key}` must be a list of items")
    return tuple(dict.fromkeys(_item(file, key, row, find) for row in rows))


def _item(file: TomlFile, key: str, row: object, find: Callable[[str], ItemId | None]) -> ItemId:
    if isinstance(row, int) and not isinstance(row, bool):
        return row
    if not isinstance(row, str):
        raise file.wrong(key, f"`{key}` holds {row!r}, which is neither a number nor a link")
    found = find(row)
    if found is None:
        raise file.wrong(row, f"`{key}`: no item has the link {row}")
    return found


def _text(file: TomlFile, key: str) -> str:
    text = file.tables.get(key, "")
    if not isinstance(text, str):
        raise file.wrong(key, f"`{key}` must be text")
    if len(text.strip()) > LONGEST_LEAD:
        raise file.wrong(key, f"`{key}` is longer than {LONGEST_LEAD} characters")
    return " ".join(text.split())
