"""Puts the screens together, and answers in words when something is wrong."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus

from fastapi import FastAPI, Request, Response

from catchup.errors import BadToken, StoreError
from catchup.web import archive, feeds, health, leaving, site, subscribing, words
from catchup.web.answers import notice
from catchup.web.languages import language_of
from catchup.web.parts import Parts
from publish.words import Phrase

Handler = Callable[[Request, Exception], Coroutine[None, None, Response]]

NOTHING = Phrase("", "")


def make_app(parts: Parts) -> FastAPI:
    """The web application. Without a relay and a secret it has no letters to ask for or leave."""
    app = FastAPI(
        title=parts.config.site.title,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers=_handlers(parts),
    )
    app.include_router(health.routes(parts))
    app.include_router(archive.routes(parts))
    app.include_router(feeds.routes(parts))
    if parts.letters:
        app.include_router(subscribing.routes(parts))
        app.include_router(leaving.routes(parts))
    return app


def _handlers(parts: Parts) -> dict[int | type[Exception], Handler]:
    def saying(status: HTTPStatus, title: Phrase, text: Phrase = NOTHING) -> Handler:
        async def handle(request: Request, error: Exception) -> Response:
            language = language_of(request, parts.config)
            headers = getattr(error, "headers", None)  # a 405 says what is allowed
            return notice(
                title.say(language), text.say(language), language, status=status, headers=headers
            )

        return handle

    not_found = saying(HTTPStatus.NOT_FOUND, words.NOT_FOUND_TITLE, words.NOT_FOUND)

    async def page_of_site(request: Request, error: Exception) -> Response:
        """What no route knows may be a page of the site that was built."""
        return site.page_of(parts, request) or await not_found(request, error)

    return {
        HTTPStatus.NOT_FOUND: page_of_site,
        HTTPStatus.METHOD_NOT_ALLOWED: saying(
            HTTPStatus.METHOD_NOT_ALLOWED, words.NOT_ALLOWED_TITLE
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: saying(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words.TOO_LARGE_TITLE
        ),
        BadToken: saying(HTTPStatus.BAD_REQUEST, words.BAD_TOKEN_TITLE, words.BAD_TOKEN),
        StoreError: saying(HTTPStatus.SERVICE_UNAVAILABLE, words.BUSY_TITLE, words.BUSY),
        Exception: saying(HTTPStatus.INTERNAL_SERVER_ERROR, words.BROKEN_TITLE, words.BROKEN),
    }
