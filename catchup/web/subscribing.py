"""Asking for the letter, and confirming it: only the button behind a mailed link begins it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from html import escape
from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException, Request, Response

from catchup.errors import CatchupError, ConfigError
from catchup.types import Language, SubscriberState
from catchup.web import words
from catchup.web.answers import READ, button, notice, private_page
from catchup.web.languages import choose, language_of
from catchup.web.limiting import Limiter
from catchup.web.parts import Parts
from publish.addresses import normalise
from publish.tokens import read_confirm

LARGEST_FORM = 4096
A_WHILE = timedelta(hours=1)
MOST_FOR_ONE = 3
MOST_FOR_ALL = 200


async def _fields(request: Request) -> Mapping[str, str]:
    """The fields of a submitted form, the first value of each. No more is read than fits."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_FORM:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


def routes(parts: Parts) -> APIRouter:
    """POST /subscribe; GET and POST /confirm/TOKEN."""
    router = APIRouter()
    limiter = Limiter(most=MOST_FOR_ONE, most_of_all=MOST_FOR_ALL, within=A_WHILE)

    @router.post("/subscribe")
    def subscribe(
        request: Request,
        fields: Annotated[Mapping[str, str], Depends(_fields)],
        later: BackgroundTasks,
    ) -> Response:
        page = language_of(request, parts.config)
        try:
            address = normalise(fields.get("address", ""))
        except ConfigError:
            return _no_address(page)
        now = parts.clock()
        if limiter.is_full(now):
            return _too_many(page)
        if limiter.allows(address.casefold(), now):
            letter = choose(fields.get("language", ""), page, parts.config.digest.languages)
            consent = f"{parts.base_url}/: {words.CONSENT.say(page)}"
            # After the answer, so that neither its words nor its time tell who is known already.
            later.add_task(_ask, parts, address, letter, consent)
        return notice(words.ASKED_TITLE.say(page), words.ASKED.say(page), page)

    @router.api_route("/confirm/{token}", methods=READ)
    def show_confirm(request: Request, token: str) -> Response:
        read_confirm(parts.secrets, token, now=parts.clock())
        language = language_of(request, parts.config)
        title, label = words.CONFIRM_TITLE.say(language), words.CONFIRM_BUTTON.say(language)
        return private_page(button(title, label, language))

    @router.post("/confirm/{token}")
    def confirm(request: Request, token: str) -> Response:
        now = parts.clock()
        asked = read_confirm(parts.secrets, token, now=now)
        subscriber = parts.store.subscribers.confirm(asked, now)
        language = language_of(request, parts.config)
        if subscriber is None or subscriber.state is not SubscriberState.ACTIVE:
            title, text = words.ENDED_TITLE.say(language), words.ENDED.say(language)
            return notice(title, text, language, status=HTTPStatus.GONE)
        return notice(words.CONFIRMED_TITLE.say(language), words.CONFIRMED.say(language), language)

    return router


def form(language: Language, offered: Sequence[Language]) -> str:
    """The form to ask for the letter, with the words that are agreed to."""
    options = "".join(
        f'<option value="{one}"{" selected" if one == language else ""}>'
        f"{words.OWN_NAMES[one]}</option>"
        for one in offered
    )
    return (
        f"<h2>{words.SUBSCRIBE.say(language)}</h2>\n"
        f'<form method="post" action="subscribe?language={language}">\n'
        f"<p>{escape(words.CONSENT.say(language))}</p>\n"
        f"<label>{words.ADDRESS.say(language)}<br>"
        '<input type="email" name="address" autocomplete="email" maxlength="254" required>'
        "</label>\n"
        f"<label>{words.LETTER_LANGUAGE.say(language)}<br>"
        f'<select name="language">{options}</select></label>\n'
        f"<button>{words.SUBSCRIBE.say(language)}</button>\n</form>"
    )


def _ask(parts: Parts, address: str, language: Language, consent: str) -> None:
    """Remember who asked, and mail the link. It runs when nobody waits for an answer any more."""
    try:
        known = parts.store.subscribers.add(address, language, consent, parts.clock())
        if known.state is SubscriberState.PENDING:
            parts.invite(known)
    except CatchupError as error:
        parts.failed("subscribe", error)


def _no_address(language: Language) -> Response:
    title, text = words.NO_ADDRESS_TITLE.say(language), words.NO_ADDRESS.say(language)
    return notice(title, text, language, status=HTTPStatus.BAD_REQUEST)


def _too_many(language: Language) -> Response:
    title, text = words.TOO_MANY_TITLE.say(language), words.TOO_MANY.say(language)
    wait = {"Retry-After": str(int(A_WHILE.total_seconds()))}
    return notice(title, text, language, status=HTTPStatus.TOO_MANY_REQUESTS, headers=wait)
