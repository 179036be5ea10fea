"""How values stand in columns: instants, clean text and lists, the same on every database."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
MILLISECOND = timedelta(milliseconds=1)


def milliseconds(instant: datetime) -> int:
    """Whole milliseconds since 1970 UTC, rounded down. Raises TypeError for a naive datetime."""
    return (instant - EPOCH) // MILLISECOND


def _milliseconds(instant: datetime | None) -> int | None:
    return None if instant is None else milliseconds(instant)


def _instant(value: int | None) -> datetime | None:
    return None if value is None else EPOCH + value * MILLISECOND


def clean(text: str) -> str:
    """Text that every database takes: no NUL (PostgreSQL refuses it), no lone surrogate."""
    if text.isascii() and "\x00" not in text:
        return text  # as most are: keys, addresses, English
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _written(text: str | None) -> str | None:
    if text is None or (text.isascii() and "\x00" not in text):
        return text  # asked here as well: one call less for each of thousands
    return clean(text)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as BIGINT milliseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    # As in `Words`, without SQLAlchemy's wrapper around them: a source's state has ten of these.
    def bind_processor(self, _dialect: Dialect) -> Callable[[datetime | None], int | None]:
        return _milliseconds

    def result_processor(
        self, _dialect: Dialect, _coltype: object
    ) -> Callable[[int | None], datetime | None]:
        return _instant

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        return _milliseconds(value)  # for literals in SQL that is written out


class RowId(TypeDecorator[int]):
    """A BIGINT that is SQLite's own row id, which wants to be called INTEGER."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[int]:
        return Integer() if dialect.name == "sqlite" else BigInteger()


class Words(TypeDecorator[str]):
    """Text of any length, cleaned on its way in."""

    impl = Text
    cache_ok = True

    def bind_processor(self, _dialect: Dialect) -> Callable[[str | None], str | None]:
        # Called for each of a crawl's thousands of texts: without SQLAlchemy's wrapper around it.
        return _written


class Json(TypeDecorator[Any]):
    """Lists and dicts as readable JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str:  # noqa: ANN401 - JSON
        return clean(ENCODER.encode(value))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:  # noqa: ANN401
        return None if value is None else json.loads(value)


class WordList(Json):
    """A tuple of strings as a JSON list."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:  # noqa: ANN401 - JSON
        return super().process_bind_param(value, dialect) if value else "[]"

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[str, ...]:
        # Most lists are empty; not parsing them halves the reading time of an item.
        return () if value is None or value == "[]" else tuple(json.loads(value))
