"""The static site, as it was built last: its files, and where old addresses have moved to."""

from datetime import UTC, datetime
from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from catchup.web.answers import HTML, READ, shared_file
from catchup.web.parts import Parts
from publish.places import places_of

MEDIA_TYPES = {
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
}
INDEX = "index.html"


def page_of(parts: Parts, request: Request) -> Response | None:
    """The page that a request for no route of ours asks for; None: the site has none there."""
    path = request.url.path.removeprefix("/")
    if request.method not in READ:
        return None
    if there := moved(parts, request, path):
        return there
    if found := file_at(parts, path):
        return answered(request, found)
    if file_at(parts, f"{path}/"):  # the slash was forgotten
        return RedirectResponse(f"{path.rpartition('/')[2]}/")
    return None


def file_at(parts: Parts, path: str) -> Path | None:
    """The file of the site at a path; a page's folder stands for its index. None: there is none."""
    folder = parts.config.site_folder
    if folder is None or "\0" in path or path.startswith("/"):
        return None
    root = folder.resolve()
    named = f"{path}{INDEX}" if path.endswith("/") or not path else path
    found = (root / named).resolve()
    return found if found.is_relative_to(root) and found.is_file() else None


def moved(parts: Parts, request: Request, page: str) -> Response | None:
    """Where a page is in the language that the address asks for, as letters do; None: nowhere."""
    languages = parts.config.digest.languages
    asked = request.query_params.get("language", "")
    path = places_of("", languages).path(page, asked) if asked in languages else page
    if f"/{path}" == request.url.path or file_at(parts, path) is None:
        return None
    return RedirectResponse(f"{'../' * request.url.path.count('/', 1)}{path}" or "./")


def answered(request: Request, found: Path) -> Response:
    """A file of the site; it changed when a build wrote it, not when one shared it."""
    changed = datetime.fromtimestamp(int(found.stat().st_mtime), UTC)
    media_type = MEDIA_TYPES.get(found.suffix, "application/octet-stream")
    return shared_file(request, found.read_text("utf-8"), media_type, changed)
