"""Freezes a digest as canonical JSON and thaws it again, without loss.

`SCHEMA` changes when a field changes its meaning or goes; fields that are new have defaults, so
older issues stay readable.
"""

import json
import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any, Union, get_args, get_origin, get_type_hints

from catchup.errors import PublishError
from catchup.types import Digest

SCHEMA = 1
SURROGATE = re.compile("[\ud800-\udfff]")


def freeze(digest: Digest) -> str:
    """A digest as compact JSON with sorted keys: equal digests give equal texts."""
    data = {"schema": SCHEMA, "digest": _frozen(digest)}
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # Half of a pair, which some feed may hold, has no UTF-8; JSON can still spell it.
    return SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def thaw(content: str) -> Digest:
    """The digest that was frozen. Raises PublishError when the text is no frozen digest."""
    try:
        data = json.loads(content)
        if data["schema"] > SCHEMA:
            raise PublishError("this issue was frozen by a newer Catchup", hint="upgrade Catchup")
        digest: Digest = _made(Digest, data["digest"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PublishError(f"this is no frozen issue: {error}") from error
    return digest


def sha256_of(content: str) -> str:
    """The sha256 of a text in UTF-8, in hexadecimal digits."""
    return sha256(content.encode()).hexdigest()


def _frozen(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _frozen(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): _frozen(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_frozen(each) for each in value]
    return value


def _thawed(kind: Any, value: Any) -> Any:  # noqa: ANN401 - whatever a field is declared to be
    if value is None:
        return None
    if get_origin(kind) is not None:
        return _composite(get_origin(kind), get_args(kind), value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    return _made(kind, value) if is_dataclass(kind) else kind(value)


def _composite(origin: Any, inner: tuple[Any, ...], value: Any) -> Any:  # noqa: ANN401 - as above
    if origin in {Union, types.UnionType}:
        return _thawed(next(each for each in inner if each is not type(None)), value)
    if origin is tuple:
        kinds = inner[:1] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(map(_thawed, kinds, value))
    return {_thawed(inner[0], key): _thawed(inner[1], each) for key, each in value.items()}


def _made(kind: Any, value: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any of our nouns
    known = {name: _thawed(declared, value[name]) for name, declared in _known(kind, value)}
    return kind(**known)


def _known(kind: Any, value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - as above
    return ((name, declared) for name, declared in _declared(kind).items() if name in value)


@cache
def _declared(kind: Any) -> Mapping[str, Any]:  # noqa: ANN401 - as above
    return get_type_hints(kind)
