"""The feeds, as files that readers ask for again and again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from http import HTTPStatus
from pathlib import PurePosixPath

from fastapi import APIRouter, HTTPException, Request, Response

from catchup.config import SiteSettings
from catchup.types import Issue, Language
from catchup.web.answers import READ, shared_file
from catchup.web.parts import Parts
from publish.feeds import feeds_of
from publish.freezing import thaw

KEPT_FEEDS = 2
MEDIA_TYPES = {
    ".atom": "application/atom+xml",
    ".json": "application/feed+json",
    ".rss": "application/rss+xml",
}


def routes(parts: Parts) -> APIRouter:
    """GET /feeds/NAME."""
    router = APIRouter()

    @router.api_route("/feeds/{name:path}", methods=READ)
    def feed(request: Request, name: str) -> Response:
        issues = parts.store.issues.all()
        files = _files(issues, parts.config.digest.languages, _site(parts))
        if name not in files:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        media_type = MEDIA_TYPES[PurePosixPath(name).suffix]
        changed = issues[-1].opened if issues else None
        return shared_file(request, files[name], media_type, changed)

    return router


def feed_names(parts: Parts, language: Language) -> Sequence[str]:
    """The feeds of issues and items in a language: they are there before the first issue."""
    return tuple(_files((), (language,), _site(parts)))


def _site(parts: Parts) -> SiteSettings:
    return replace(parts.config.site, base_url=parts.base_url)


@lru_cache(maxsize=KEPT_FEEDS)
def _files(
    issues: tuple[Issue, ...], languages: tuple[Language, ...], site: SiteSettings
) -> Mapping[str, str]:
    """The feeds of these issues: always the same, so they are made once for each new issue."""
    return feeds_of([(issue, thaw(issue.content)) for issue in issues], languages, site)
