"""The feeds of the issues, as files that readers ask for again and again."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from http import HTTPStatus
from pathlib import PurePosixPath

from fastapi import APIRouter, HTTPException, Request, Response

from catchup.types import Issue, Language
from catchup.web.answers import READ, shared_file
from catchup.web.parts import Parts
from publish.feeds import ISSUES, issue_feed, item_feed
from publish.freezing import thaw

KEPT_FEEDS = 4
MEDIA_TYPES = {
    ".atom": "application/atom+xml",
    ".json": "application/feed+json",
    ".rss": "application/rss+xml",
}


def routes(parts: Parts) -> APIRouter:
    """GET /feeds/NAME."""
    router = APIRouter()

    @router.api_route("/feeds/{name}", methods=READ)
    def feed(request: Request, name: str) -> Response:
        issues = parts.store.issues.all()[-ISSUES:]
        for language in parts.config.digest.languages:
            files = _files(issues, language, parts.base_url)
            if name in files:
                media_type = MEDIA_TYPES[PurePosixPath(name).suffix]
                changed = issues[-1].opened if issues else None
                return shared_file(request, files[name], media_type, changed)
        raise HTTPException(HTTPStatus.NOT_FOUND)

    return router


def feed_names(parts: Parts, language: Language) -> Sequence[str]:
    """The feeds in a language: they are there before the first issue."""
    return tuple(_files((), language, parts.base_url))


@lru_cache(maxsize=KEPT_FEEDS)
def _files(issues: tuple[Issue, ...], language: Language, base_url: str) -> Mapping[str, str]:
    """The feeds of these issues: always the same, so they are made once for each new issue."""
    frozen = [(issue, thaw(issue.content)) for issue in issues]
    return {
        **issue_feed(frozen, language, base_url),
        **item_feed(frozen, language, base_url),
    }
