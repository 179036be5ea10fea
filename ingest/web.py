"""The only way out: polite, bounded and guarded requests. Implements `catchup.types.Web`."""

import json
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any
from urllib.parse import SplitResult

import httpcore
import httpx

from catchup import __version__
from catchup.config import WebSettings
from catchup.errors import ConfigError, FetchError, LeftAlone, RedirectLoop, Timeout
from catchup.types import Clock, Page
from ingest.addresses import literal_address, refuse_internal_name, rules
from ingest.answers import Redirect, read
from ingest.decoding import Cap
from ingest.identity import ascii_host
from ingest.manners import QUESTION_PAUSES, another_try, left_alone
from ingest.pacing import HostPacer
from ingest.robots import LONGEST, Robots
from ingest.transport import Deadline, GuardedTransport

MOST_HOPS = 10
ACCEPTED = {
    "Accept": (
        "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9,"
        " text/xml;q=0.9, text/html;q=0.8, application/json;q=0.7, */*;q=0.1"
    ),
    "Accept-Encoding": "gzip, deflate",  # what `ingest.decoding` can undo
}


@dataclass(slots=True)
class _Allowance:
    """Seconds of network time that are left for one visit, all hops and tries together."""

    seconds: float


class PoliteWeb:
    """One request in flight per host, a pause between two, and no surprises in size or time.

    `monotonic` and `sleep` pace the requests; tests hand in a clock that jumps. `clock` is civil
    time, for answers that name an instant and do not say what time it is.
    """

    def __init__(
        self,
        settings: WebSettings,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
        clock: Clock = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings
        self._monotonic = monotonic
        self._clock = clock
        self._pacer = HostPacer(settings.pause, monotonic, sleep)
        self._question_pause = settings.pause * QUESTION_PAUSES
        self._questions = HostPacer(self._question_pause, monotonic, sleep)
        self._rules = rules(settings.allow_networks, settings.allow_ports)
        self._tls = _tls(settings.ca_file)
        self._robots = Robots(self._robots_txt, monotonic)

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        """Fetch what the operator named (feeds); sends validators verbatim. Raises FetchError."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        return self._follow(url, headers, Cap(self._settings.max_feed_bytes))

    def get_page(self, url: str) -> Page:
        """Fetch an article or listing page: robots.txt is obeyed at each hop. Raises FetchError."""
        cap = Cap(self._settings.max_page_bytes)
        return self._follow(url, {}, cap, allowed=self._obey)

    def post_json(self, url: str, question: Mapping[str, Any]) -> Page:
        """Ask an interface that takes its question as JSON, seldom; no redirects, no second try.

        Raises FetchError.
        """
        parts = self._rules.checked(url)
        host = ascii_host(parts.hostname or "")
        with self._questions.turn(host):
            try:
                answer = self._ask(
                    parts,
                    {"Content-Type": "application/json"},
                    Cap(self._settings.max_page_bytes),
                    _Allowance(self._settings.deadline),
                    json.dumps(question).encode(),
                )
            except FetchError as error:
                self._leave_alone(host, error)
                raise
            self._questions.postpone(host, self._question_pause)  # counted from the answer on
        if isinstance(answer, Page):
            return answer
        raise FetchError(f"{url} redirects, which no question follows")

    def _obey(self, url: str) -> None:
        """Obey robots.txt: raise where it forbids, and keep the pause that it asks for."""
        delay = self._robots.check(url)
        self._pacer.slow_down(self._rules.checked(url).hostname or "", delay)

    def _robots_txt(self, url: str) -> bytes:
        return self._follow(url, {}, Cap(LONGEST, cut=True)).body

    def _follow(
        self,
        url: str,
        headers: Mapping[str, str],
        cap: Cap,
        allowed: Callable[[str], None] = lambda _: None,
    ) -> Page:
        """Follow redirects ourselves: every hop is checked, paced and counted."""
        allowance = _Allowance(self._settings.deadline)
        seen: set[str] = set()
        permanent: list[str] = []
        for_good = True
        for _ in range(MOST_HOPS + 1):
            if url in seen:
                raise RedirectLoop(f"{url} redirects in a circle")
            seen.add(url)
            parts = self._rules.checked(url)
            allowed(url)
            answer = self._answer(parts, headers, cap, allowance)
            if isinstance(answer, Page):
                return replace(answer, moves=tuple(permanent))
            url = answer.url
            for_good = for_good and answer.permanent
            if for_good:
                permanent.append(url)
        raise RedirectLoop(f"more than {MOST_HOPS} redirects, the last one to {url}")

    def _answer(
        self,
        parts: SplitResult,
        headers: Mapping[str, str],
        cap: Cap,
        allowance: _Allowance,
    ) -> Page | Redirect:
        """Ask, and again where a connection or a server broke or a service wants to be spared."""
        host = ascii_host(parts.hostname or "")
        tries = 0
        while True:
            tries += 1
            try:
                return self._ask(parts, headers, cap, allowance)
            except FetchError as error:
                wait = another_try(error, host, tries)
                if wait is None:
                    self._leave_alone(host, error)
                    raise
                self._pacer.postpone(host, wait)

    def _refuse_closed(self, host: str) -> None:
        if left := self._pacer.closed_for(host):
            raise LeftAlone(f"{host} asked to be left alone", seconds=left)

    def _leave_alone(self, host: str, error: FetchError) -> None:
        if rest := left_alone(error, host):
            self._pacer.close(host, rest.total_seconds())

    def _ask(
        self,
        parts: SplitResult,
        headers: Mapping[str, str],
        cap: Cap,
        allowance: _Allowance,
        content: bytes | None = None,
    ) -> Page | Redirect:
        """Send one request (POST with `content`); the page, or where it redirects to."""
        host = ascii_host(parts.hostname or "")
        url = parts._replace(netloc=_netloc(parts, host), fragment="").geturl()
        proxy = proxy_for(parts.scheme, host, self._settings)
        if proxy:
            refuse_internal_name(host)
        sent = {"User-Agent": user_agent(self._settings.contact), **ACCEPTED, **headers}
        self._refuse_closed(host)
        with self._pacer.turn(host):
            self._refuse_closed(
                host
            )  # what was open when the wait for the turn began may be closed
            begun = self._monotonic()
            deadline = Deadline(begun + allowance.seconds, self._monotonic)
            transport = GuardedTransport(deadline, rules=self._rules, tls=self._tls, proxy=proxy)
            method = "GET" if content is None else "POST"
            try:
                # Without httpx's client: redirects, cookies and the like are ours to decide.
                with _named_errors(url), transport:
                    request = httpx.Request(method, url, headers=_as_bytes(sent), content=content)
                    with closing(transport.handle_request(request)) as response:
                        conditional = bool(headers) and content is None
                        return read(url, response, cap, self._clock(), conditional=conditional)
            finally:
                allowance.seconds -= self._monotonic() - begun


def user_agent(contact: str) -> str:
    """Return the one honest name under which Catchup asks."""
    return f"Catchup/{__version__} (+{contact})" if contact else f"Catchup/{__version__}"


def proxy_for(scheme: str, host: str, settings: WebSettings) -> str | None:
    """Return the proxy for a host, None for a direct connection (`no_proxy` as curl reads it)."""
    proxy = settings.https_proxy if scheme == "https" else settings.http_proxy
    if not proxy:
        return None
    literal = literal_address(host)
    for entry in settings.no_proxy:
        name = entry.strip().lower().lstrip(".")
        if name == "*" or (name and f".{host}".endswith(f".{name}")):
            return None
        if literal is not None and "/" in name and literal in ip_network(name, strict=False):
            return None
    return proxy


def _as_bytes(headers: Mapping[str, str]) -> dict[bytes, bytes]:
    return {n.encode("ascii"): v.encode("latin-1", "replace") for n, v in headers.items()}


@contextmanager
def _named_errors(url: str) -> Iterator[None]:
    """Translate the libraries' errors into ours."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise Timeout(f"{url} took too long: {error}") from error
    except (
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.ProxyError,
        httpcore.UnsupportedProtocol,
        httpx.HTTPError,
        httpx.InvalidURL,
        ValueError,  # what libraries say of addresses and headers nobody has thought of
    ) as error:
        raise FetchError(f"{url} gave no answer: {error}") from error


def _netloc(parts: SplitResult, host: str) -> str:
    place = f"[{host}]" if ":" in host else host
    return place if parts.port is None else f"{place}:{parts.port}"


def _tls(ca_file: str | None) -> ssl.SSLContext:
    if ca_file is None:
        return httpx.create_ssl_context(trust_env=False)
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(f"the CA file {ca_file} cannot be read: {error}") from error
