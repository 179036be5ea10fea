"""The archive: the list of issues, and each issue as it was frozen."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request, Response

from catchup.types import Issue, Language
from catchup.web import words
from catchup.web.answers import HTML, READ, document, shared_file
from catchup.web.feeds import feed_names
from catchup.web.languages import language_of
from catchup.web.parts import Parts
from catchup.web.site import answered, file_at, moved
from catchup.web.subscribing import form
from catchup.whatsnew import as_it_stands
from publish.dates import say_span
from publish.freezing import thaw
from publish.places import issue_page
from publish.render import RENDERERS

KEPT_PAGES = 64
WEEK = re.compile(r"[0-9]{4}-W[0-9]{2}")


def routes(parts: Parts) -> APIRouter:
    """GET / and GET /issues/WEEK: the site's where it is built, else in the reader's language."""
    router = APIRouter()

    @router.api_route("/", methods=READ)
    def index(request: Request) -> Response:
        if there := moved(parts, request, ""):
            return there
        if page := file_at(parts, ""):
            return answered(request, page)
        language = language_of(request, parts.config)
        issues = parts.store.issues.all()[::-1]
        changed = issues[0].opened if issues else None
        return shared_file(request, _index(parts, issues, language), HTML, changed)

    @router.api_route("/issues/{week}", methods=READ)
    def issue(request: Request, week: str) -> Response:
        if WEEK.fullmatch(week) and (there := moved(parts, request, issue_page(week))):
            return there
        language = language_of(request, parts.config)
        found = parts.store.issues.get(week) if WEEK.fullmatch(week) else None
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        errata = parts.store.errata.of(found.week)
        if not errata:
            return shared_file(request, _page(found, language), HTML, found.opened)
        page = RENDERERS["html"](as_it_stands(parts.store, found), language)
        return shared_file(request, page, HTML, errata[-1].noted)

    return router


@lru_cache(maxsize=KEPT_PAGES)
def _page(issue: Issue, language: Language) -> str:
    """A frozen issue as a page: always the same, so it is made once."""
    return RENDERERS["html"](thaw(issue.content), language)


def _index(parts: Parts, issues: Sequence[Issue], language: Language) -> str:
    sections = [
        _languages(parts.config.digest.languages, language),
        f"<h2>{words.ARCHIVE.say(language)}</h2>",
        _list(issues, parts.config.digest.timezone, language),
        form(language, parts.config.digest.languages) if parts.letters else "",
        f"<h2>{words.FEEDS.say(language)}</h2>",
        _feeds(feed_names(parts, language)),
    ]
    title = parts.config.site.title
    return document(title, "\n".join(filter(None, sections)), language)


def _languages(offered: Sequence[Language], chosen: Language) -> str:
    names = ((other, words.OWN_NAMES[other]) for other in offered if other != chosen)
    return "".join(
        f'<p><a href="?language={other}" lang="{other}">{name}</a></p>' for other, name in names
    )


def _list(issues: Sequence[Issue], timezone: str, language: Language) -> str:
    if not issues:
        return f"<p>{escape(words.EMPTY.say(language))}</p>"
    rows = (
        f'<li><a href="issues/{escape(issue.week)}?language={language}">{escape(issue.week)}</a> '
        f"· {escape(say_span(issue.period, timezone, language))}</li>"
        for issue in issues
    )
    return f"<ul>{''.join(rows)}</ul>"


def _feeds(names: Sequence[str]) -> str:
    rows = (f'<li><a href="feeds/{escape(name)}">{escape(name)}</a></li>' for name in names)
    return f"<ul>{''.join(rows)}</ul>"
