"""Reads a model's answer: text in, an object that follows the schema out, and a draft from it."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from catchup.errors import BadAnswer
from catchup.types import Draft, Level, Point, Statement
from summarize.prompting import CANARY, SCHEMA
from summarize.quotes import Folded, fold, locate

Answer = Mapping[str, Any]

# More is not looked at: each quote costs a search.
_MOST = 8
_SHOWN_PROBLEMS = 5
_THINKING = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_TYPES: Mapping[str, type] = {"object": dict, "array": list, "string": str, "integer": int}


def read(text: str, schema: Mapping[str, Any] = SCHEMA) -> Answer:
    """The JSON object in an answer; fences and chatter around it are cut off. Raises BadAnswer."""
    if CANARY in text:
        raise BadAnswer("the answer repeats the rules it was given")
    body = _THINKING.sub("", text)
    start, end = body.find("{"), body.rfind("}")
    if start < 0 or end < start:
        raise BadAnswer("there is no JSON object in it")
    try:
        answer = json.loads(body[start : end + 1])
    except (ValueError, RecursionError) as error:
        raise BadAnswer(f"its JSON cannot be read ({type(error).__name__}: {error})") from error
    if problems := list(_problems(answer, schema, "the object"))[:_SHOWN_PROBLEMS]:
        raise BadAnswer("; ".join(problems))
    return {key: answer[key] for key in schema["properties"]}


def drafted(answer: Answer, text: str) -> Draft:
    """The draft that an answer stands for; a quote that is not in `text` has the place -1."""
    source = fold(text)
    return Draft(
        points=tuple(_point(point, text, source) for point in answer["points"][:_MOST]),
        headline=_both(answer["headline_ko"], answer["headline_en"]),
        tldr=tuple(
            Statement(texts=_both(one["ko"], one["en"]), points=tuple(one["points"]))
            for one in answer["tldr"][:_MOST]
        ),
        why=_both(answer["why_ko"], answer["why_en"]),
        level=Level(answer["level"]),
        prerequisites=tuple(answer["prerequisites"]),
    )


def _point(point: Mapping[str, str], text: str, source: Folded) -> Point:
    span = locate(point["quote"], text, source)
    texts = _both(point["ko"], point["en"])
    if span is None:
        return Point(quote=point["quote"], start=-1, texts=texts)
    return Point(quote=text[slice(*span)], start=span[0], texts=texts)


def _both(ko: str, en: str) -> Mapping[str, str]:
    return {"ko": " ".join(ko.split()), "en": " ".join(en.split())}


def _problems(value: object, schema: Mapping[str, Any], where: str) -> Iterator[str]:
    """What is wrong with a value; keys that the schema does not name are no matter."""
    kind = _TYPES[schema["type"]]
    if not isinstance(value, kind) or isinstance(value, bool):
        yield f"{where} is not of type {schema['type']}"
    elif isinstance(value, dict):
        for key, inner in schema["properties"].items():
            if key in value:
                yield from _problems(value[key], inner, f'"{key}"')
            else:
                yield f'"{key}" is missing in {where}'
    elif isinstance(value, list):
        for inner_value in value:
            yield from _problems(inner_value, schema["items"], f"an entry of {where}")
    elif value not in schema.get("enum", (value,)):
        yield f"{where} is none of {', '.join(schema['enum'])}"
