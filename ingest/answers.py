"""Reads one HTTP answer: a page, a redirect, or a named error. Nothing of it is trusted."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urldefrag, urljoin

import httpcore
import httpx

from catchup.errors import (
    BadEncoding,
    Challenged,
    FetchError,
    GoneError,
    HeaderTooLarge,
    HttpStatus,
    TooLarge,
)
from catchup.types import Page
from ingest.decoding import Cap, Wire, collected, decoded
from ingest.manners import CHALLENGING, believed, fresh_for, http_date, is_challenge, retry_after

MOST_HEADER_BYTES = 64 * 1024
MOST_HEADER_FIELDS = 200
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
BEGINNING = Cap(32 * 1024, cut=True)


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where an answer sends the visitor."""

    url: str
    permanent: bool


def read(
    url: str, response: httpx.Response, cap: Cap, now: datetime, *, conditional: bool
) -> Page | Redirect:
    """Read an answer whose body is still to come. Raises FetchError.

    `now` stands in for the Date of an answer that has none.
    """
    headers, status = response.headers, response.status_code
    _refuse_floods(url, headers)
    if status in REDIRECTS and "location" in headers:
        return Redirect(_target(url, headers["location"]), status in PERMANENT)
    date = http_date(headers.get("date", ""))
    unchanged = status == HTTPStatus.NOT_MODIFIED and conditional
    if not (response.is_success or unchanged):
        raise _refusal(url, response, date or now)
    body, octets = (b"", 0) if unchanged else _body(response, cap)
    expires = headers.get("expires", "")
    etag, last_modified = believed(
        _verbatim(headers, b"etag"), _verbatim(headers, b"last-modified"), expires, date or now
    )
    return Page(
        url=url,
        status=status,
        body=body,
        content_type=headers.get("content-type", ""),
        content_location=headers.get("content-location", ""),
        etag=etag,
        last_modified=last_modified,
        date=date,
        fresh_for=fresh_for(headers.get("cache-control", ""), expires, date or now),
        octets=octets,
    )


def _refuse_floods(url: str, headers: httpx.Headers) -> None:
    size = sum(len(name) + len(value) for name, value in headers.raw)
    if size > MOST_HEADER_BYTES or len(headers.raw) > MOST_HEADER_FIELDS:
        raise HeaderTooLarge(f"the header of {url} has {len(headers.raw)} fields, {size} bytes")


def _target(url: str, location: str) -> str:
    try:
        return urldefrag(urljoin(url, location)).url
    except ValueError as error:
        raise FetchError(f"{url} redirects to {location[:200]!r}, no address") from error


def _verbatim(headers: httpx.Headers, name: bytes) -> str | None:
    """A header byte for byte (as latin-1): validators go back exactly as they came."""
    return next((v.decode("latin-1") for n, v in headers.raw if n.lower() == name), None)


def _body(response: httpx.Response, cap: Cap) -> tuple[bytes, int]:
    length = response.headers.get("content-length", "")
    announced = int(length) if length.isdecimal() else 0
    encoding = response.headers.get("content-encoding", "")
    wire = Wire(response.iter_raw())
    try:
        return collected(decoded(wire, encoding), cap, announced), wire.octets
    except TooLarge as error:
        error.octets = wire.octets
        raise


def _refusal(url: str, response: httpx.Response, answered: datetime) -> FetchError:
    status, headers = response.status_code, response.headers
    if status == HTTPStatus.GONE:
        return GoneError(f"{url} is gone for good (410)")
    mitigated, content_type = headers.get("cf-mitigated", ""), headers.get("content-type", "")
    if is_challenge(status, mitigated, content_type, _beginning(response)):
        return Challenged(
            f"{url} lets only people in ({status}, a challenge page)",
            hint="ask the site's owner to let feeds pass, or pause the source",
        )
    wait = retry_after(headers.get("retry-after", ""), answered)
    return HttpStatus(f"{url} answered {status}", status=status, retry_after=wait)


def _beginning(response: httpx.Response) -> bytes:
    """The first bytes of an error's body where they may tell something; never fails."""
    if response.status_code not in CHALLENGING:
        return b""
    try:
        return _body(response, BEGINNING)[0]
    except (BadEncoding, httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
        return b""  # the status says enough
