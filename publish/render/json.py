"""Renders a digest as JSON: all its data, and the words for each label in both languages.

`schema` changes when a field changes its meaning or goes; new fields may appear without.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from catchup.types import (
    Card,
    Change,
    Digest,
    Earlier,
    Erratum,
    Extent,
    Language,
    Point,
    SourceNote,
    Topic,
)
from publish import words
from publish.dates import local_day
from publish.evidence import moment
from publish.layout import lay_out
from publish.naming import NAME_LIMIT, QUOTE_LIMIT, TITLE_LIMIT
from publish.plain import plain, web_address
from publish.why import say_reason

SCHEMA = 1


def render(digest: Digest, language: Language) -> str:
    """The digest as JSON text; `language` is that of `title` and of the reading time."""
    report = lay_out(digest, language)
    health = digest.health
    data = {
        "schema": SCHEMA,
        "language": language,
        "title": report.title,
        "minutes": report.minutes,
        "period": {
            "start": _instant(digest.period.start),
            "end": _instant(digest.period.end),
            "first_day": local_day(digest.period.start, digest.timezone).isoformat(),
            "last_day": local_day(
                digest.period.end - timedelta(microseconds=1), digest.timezone
            ).isoformat(),
            "timezone": digest.timezone,
        },
        "week": digest.week,
        "young": digest.young,
        "candidates": digest.candidates,
        "sections": [
            {
                "area": section.area,
                "topic": section.topic,
                "cards": [_card(card) for card in section.cards],
            }
            for section in digest.sections
        ],
        "updates": [_card(card) for card in digest.updates],
        "briefs": [_card(card) for card in digest.briefs],
        "lead": _said(digest.lead),
        "editor": digest.editor,
        "best": list(digest.best),
        "overview": [
            {"topic": news.topic, "new": news.new, "shown": news.shown} for news in digest.overview
        ],
        "moves": [
            {
                "kind": move.kind.value,
                "topic": move.topic,
                "titles": _said(move.titles),
                "number": move.number,
            }
            for move in digest.moves
        ],
        "corrections": [_erratum(each) for each in digest.corrections],
        "amendments": [_erratum(each) for each in digest.amendments],
        "left_out": [
            {**_labelled(why, words.LEFT_OUT_REASONS), "count": digest.left_out[why]}
            for why in words.LEFT_OUT_REASONS
            if digest.left_out.get(why)
        ],
        "sources": {
            "polled": health.polled,
            "failed": health.failed,
            # The day alone: crawling twice a day without news must not change the file.
            "last_crawl": health.last_crawl
            and local_day(health.last_crawl, digest.timezone).isoformat(),
            "notes": [_note(note) for note in health.notes],
        },
        "topics": {topic.id: _topic(topic) for topic in digest.topics.values()},
    }
    # A line for each of its parts: changes show, and the fast encoder can be used (it knows no
    # indents).
    parts = (f"  {_dumped(name)}: {_dumped(value)}" for name, value in data.items())
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _card(card: Card) -> dict[str, Any]:
    return {
        "item": card.item,
        "url": web_address(card.url),
        "title": plain(card.title, TITLE_LIMIT),
        "kind": _labelled(card.kind, words.KINDS),
        "language": card.language,
        "source": plain(card.source, NAME_LIMIT),
        "sources": [plain(source, NAME_LIMIT) for source in card.sources],
        "prerequisites": list(card.prerequisites),
        "authors": [plain(author, NAME_LIMIT) for author in card.authors],
        "published": card.published and _instant(card.published),
        "version": card.version,
        "level": {**_labelled(card.level, words.LEVELS), "estimated": card.level_estimated},
        "minutes": card.minutes,
        "read": _labelled(card.reading, words.READINGS),
        "writer": card.writer,
        "fallback": card.fallback,
        "headline": _said(card.headline),
        "summary": [
            {"texts": _said(each.texts), "points": list(each.points)} for each in card.tldr
        ],
        "why_it_matters": _said(card.why),
        "points": [_point(point, card) for point in card.points],
        "extent": card.extent and _extent(card.extent),
        "conflicts": [
            {
                "numbers": [plain(number, NAME_LIMIT) for number in conflict.numbers],
                "said": [_point(point, card) for point in conflict.said],
            }
            for conflict in card.conflicts
        ],
        "topic": card.topic,
        "other_topics": list(card.other_topics),
        "evidence": [plain(word, NAME_LIMIT) for word in card.evidence],
        "topic_estimated": card.topic_likely,
        "reasons": [
            {"id": r.value, **{lang: say_reason(r, card, lang) for lang in ("ko", "en")}}
            for r in card.reasons
        ],
        "rank": {part.value: points for part, points in sorted(card.parts.items())},
        "lane": card.lane.value,
        "parts_of_series": card.parts_of_series,
        "withdrawn": card.withdrawn,
        "earlier": card.earlier and _earlier(card.earlier),
        "change": card.change and _change(card.change),
        "together": [
            {
                "title": plain(title, TITLE_LIMIT),
                "url": web_address(url),
                "source": plain(source, NAME_LIMIT),
            }
            for title, url, source in card.together
        ],
    }


def _point(point: Point, card: Card) -> dict[str, Any]:
    return {
        "quote": plain(point.quote, QUOTE_LIMIT),
        "start": point.start,
        "texts": _said(point.texts),
        "section": plain(point.section, NAME_LIMIT),
        "second": point.second,
        "url": moment(point, card),
    }


def _extent(extent: Extent) -> dict[str, Any]:
    names = [plain(name, NAME_LIMIT) for name in extent.sections]
    return {**asdict(extent), "sections": names}


def _earlier(earlier: Earlier) -> dict[str, Any]:
    title = plain(earlier.title, TITLE_LIMIT)
    return {"week": earlier.week, "item": earlier.item, "title": title}


def _change(change: Change) -> dict[str, Any]:
    return {
        "title_before": plain(change.title_before, TITLE_LIMIT),
        "added": [plain(sentence, QUOTE_LIMIT) for sentence in change.added],
        "removed": change.removed,
        "new": change.new,
        **{
            name: [plain(section, NAME_LIMIT) for section in sections]
            for name, sections in (
                ("sections", change.sections),
                ("new_sections", change.new_sections),
                ("lost_sections", change.lost_sections),
            )
        },
    }


def _erratum(erratum: Erratum) -> dict[str, Any]:
    return {
        "week": erratum.week,
        "item": erratum.item,
        "title": plain(erratum.title, TITLE_LIMIT),
        "texts": _said(erratum.texts),
        "noted": _instant(erratum.noted),
    }


def _said(texts: Mapping[Language, str]) -> dict[Language, str]:
    """Texts by language, in an order that does not depend on who made the mapping."""
    return {language: plain(texts[language], QUOTE_LIMIT) for language in sorted(texts)}


def _note(note: SourceNote) -> dict[str, Any]:
    return {
        "source": plain(note.source, NAME_LIMIT),
        "trouble": note.trouble.value,
        **{
            language: words.TROUBLES[note.trouble].say(language, n=note.count)
            for language in ("ko", "en")
        },
        "count": note.count,
        "since": note.since and _instant(note.since),
        "detail": plain(note.detail, NAME_LIMIT),
    }


def _topic(topic: Topic) -> dict[str, Any]:
    return {
        "titles": dict(sorted(topic.titles.items())),
        "descriptions": dict(sorted(topic.descriptions.items())),
        "level": topic.level.value,
        "prerequisites": list(topic.prerequisites),
    }


def _labelled(value: StrEnum, phrases: Mapping[Any, words.Phrase]) -> dict[str, Any]:
    phrase = phrases[value]
    return {"id": value.value, "ko": phrase.say("ko"), "en": phrase.say("en")}


def _instant(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")
