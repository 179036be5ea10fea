"""Builds answers: a page, or a file that a reader may have already; all with the same headers."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from html import escape
from http import HTTPStatus

from fastapi import Request, Response

from catchup.types import Language

READ = ["GET", "HEAD"]
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
SHARED = {"Cache-Control": "public, max-age=300"}
SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; "
        "connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
HTML = "text/html; charset=utf-8"
STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:38rem;margin:0 auto;padding:1.5rem;"
    "overflow-wrap:anywhere;word-break:keep-all}"
    "h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.15rem;margin-top:2rem}"
    "li{margin:.4rem 0}label{display:block;margin:.8rem 0}"
    "input,select,button{font:inherit;padding:.5rem .8rem;min-height:2.75rem;"
    "box-sizing:border-box;max-width:100%}"
)


def document(title: str, body: str, language: Language) -> str:
    """A small page of ours around a body that is HTML already; the title is text."""
    name = escape(title)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{name}</title>\n<link rel="icon" href="data:,">\n<style>{STYLE}</style>\n'
        f"</head>\n<body>\n<main>\n<h1>{name}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def button(title: str, label: str, language: Language) -> str:
    """A page that asks one thing: its button posts to the very address of the page."""
    body = f'<form method="post">\n<button>{escape(label)}</button>\n</form>'
    return document(title, body, language)


def notice(
    title: str,
    text: str,
    language: Language,
    *,
    status: int = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A page that only says something, for one reader."""
    body = f"<p>{escape(text)}</p>" if text else ""
    return private_page(document(title, body, language), status=status, headers=headers)


def private_page(
    content: str, *, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> Response:
    """A page that nobody else may see or keep."""
    return Response(content, status, {**SECURITY, **PRIVATE, **(headers or {})}, media_type=HTML)


def shared_file(
    request: Request, content: str, media_type: str, changed: datetime | None
) -> Response:
    """A file that everybody may keep; 304 for those who have it. `changed`: its last change."""
    body = content.encode()
    headers = {**SECURITY, **SHARED, "ETag": f'"{sha256(body).hexdigest()[:32]}"'}
    if changed is not None:
        headers["Last-Modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
    if "html" in media_type:
        headers["Vary"] = "Accept-Language"
    if _has_it(request.headers, headers):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(body, HTTPStatus.OK, headers, media_type=media_type)


def _has_it(asked: Mapping[str, str], ours: Mapping[str, str]) -> bool:
    """Whether the reader's validators are ours (RFC 9110 13.2.2: an ETag outranks a date)."""
    tags = asked.get("if-none-match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in known or ours["ETag"] in known
    since = _date(asked.get("if-modified-since", ""))
    changed = _date(ours.get("Last-Modified", ""))
    return since is not None and changed is not None and changed <= since


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date
