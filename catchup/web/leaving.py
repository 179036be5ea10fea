"""Leaving: a link shows a button, a POST does it (RFC 8058 one-click), as often as it comes."""

from fastapi import APIRouter, Request, Response

from catchup.web import words
from catchup.web.answers import READ, button, notice, private_page
from catchup.web.languages import language_of
from catchup.web.parts import Parts
from publish.tokens import read_leave


def routes(parts: Parts) -> APIRouter:
    """GET and POST /leave/TOKEN."""
    router = APIRouter()

    @router.api_route("/leave/{token}", methods=READ)
    def show_leave(request: Request, token: str) -> Response:
        read_leave(parts.secrets, token)
        language = language_of(request, parts.config)
        title, label = words.LEAVE_TITLE.say(language), words.LEAVE_BUTTON.say(language)
        return private_page(button(title, label, language))

    @router.post("/leave/{token}")
    def leave(request: Request, token: str) -> Response:
        parts.store.subscribers.leave(read_leave(parts.secrets, token), parts.clock())
        language = language_of(request, parts.config)
        return notice(words.LEFT_TITLE.say(language), words.LEFT.say(language), language)

    return router
