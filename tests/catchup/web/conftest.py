"""A running web over a real store, and a client that follows no redirect and keeps no cookie."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from catchup.config import Config, MailSettings, ScheduleSettings, SiteSettings
from catchup.store import Store, open_store
from catchup.types import Issue, Subscriber
from catchup.web import Parts, make_app, serving
from publish.freezing import freeze, sha256_of
from tests.fakes.builders import NOW, a_source
from tests.publish.samples import WEEK, a_week, digest_of

SECRETS = ("a-new-secret-of-the-service", "the-secret-before-it")
HERE = ScheduleSettings(port=0)
LETTERS = MailSettings(server="relay.example", sender="letter@tidal.example")


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers and text."""

    status: int
    headers: Message
    text: str


@dataclass
class Site:
    """The service under test; `now` may be moved, `invited` are the letters of invitation."""

    store: Store
    parts: Parts
    now: list[datetime]
    invited: list[Subscriber]
    failures: list[tuple[str, str]]
    address: str = ""

    def ask(
        self,
        method: str,
        path: str,
        fields: Mapping[str, str] | None = None,
        **headers: str,
    ) -> Answer:
        """One request; underscores in header names stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = None if fields is None else urlencode(fields)
        if body is not None:
            named["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=10)
        try:
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, None, **headers)

    def post(self, path: str, fields: Mapping[str, str] | None = None, **headers: str) -> Answer:
        return self.ask("POST", path, fields, **headers)


@dataclass
class Sites:
    """Makes sites; each may be configured and loses nothing of what the test wants to change."""

    folder: Path
    stack: ExitStack
    made: list[Site] = field(default_factory=list)

    def __call__(
        self,
        *,
        invite: Callable[[Subscriber], object] | None = None,
        secrets: tuple[str, ...] = SECRETS,
        mail: MailSettings = LETTERS,
    ) -> Site:
        config = Config(
            home=self.folder,
            schedule=HERE,
            mail=mail,
            site=SiteSettings(base_url="https://letters.example/"),
            sources=(a_source("tidal", every=timedelta(hours=2)), a_source("quiet", paused=True)),
        )
        store = self.stack.enter_context(open_store(config.database_url, now=NOW))
        now, invited, failures = [NOW], list[Subscriber](), list[tuple[str, str]]()
        parts = Parts(
            config=config,
            store=store,
            clock=lambda: now[0],
            secrets=secrets,
            invite=invite or invited.append,
            failed=lambda job, error: failures.append((job, str(error))),
        )
        site = Site(store, parts, now, invited, failures)
        site.address = self.stack.enter_context(serving(make_app(parts), HERE))
        return site


@pytest.fixture
def make_site(tmp_path: Path) -> Iterator[Sites]:
    with ExitStack() as stack:
        yield Sites(tmp_path, stack)


@pytest.fixture
def site(make_site: Sites) -> Site:
    return make_site()


def opened_issue(store: Store, week: str = "2026-W09", number: int = 1) -> Issue:
    """An issue of that week in the store, with the content of the samples."""
    content = freeze(digest_of(a_week()))
    issue = Issue(
        number=number,
        week=week,
        period=WEEK,
        opened=NOW + timedelta(days=7 * number),
        content=content,
        sha256=sha256_of(content),
    )
    return store.issues.open(issue, [])
