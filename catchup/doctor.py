"""Examines an installation and says what is wrong and how to mend it; writes and sends nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import ingest
from catchup.config import Config, WriterSettings
from catchup.errors import CatchupError, NoDatabase, SchemaTooOld
from catchup.threads import in_order
from catchup.types import Clock, Page, Source, SourceState, Web

SAMPLE = 5
CLOCK_TOLERANCE = timedelta(minutes=5)
SHORTEST_SECRET = 16
THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found in one area; `hint` says how to mend it where it is not `ok`."""

    area: str
    ok: bool
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """What is asked of the world outside. Each raises CatchupError when something is wrong.

    `check_store` opens the database and returns its faults; `ask_writer` calls a model once and
    says how it answered; `log_in` talks to the relay without sending; `list_remote` reads the
    handbook's repository; `secret` is the value of an environment variable, "" when there is none.
    """

    web: Web
    clock: Clock
    secret: Callable[[str], str]
    check_store: Callable[[], Sequence[str]]
    ask_writer: Callable[[WriterSettings], str]
    log_in: Callable[[], object]
    list_remote: Callable[[], object]


def examine(config: Config, probes: Probes) -> tuple[Finding, ...]:
    """Look at every area in turn; one that is broken keeps no other from being looked at."""
    dated = _DatedWeb(probes.web, probes.clock)
    return (
        *_configuration(config),
        *_secrets(config, probes.secret),
        _database(probes.check_store),
        *_sources(config, dated, probes.clock()),
        _clock(dated.offsets),
        *_writers(config, probes.ask_writer),
        *_mail(config, probes.log_in),
        _handbook(config, probes.list_remote),
    )


def _configuration(config: Config) -> Iterator[Finding]:
    paused = sum(source.paused for source in config.sources)
    message = f"{config.home}: {len(config.sources)} sources, {paused} paused"
    if len(config.sources) > paused:
        yield Finding(area="config", ok=True, message=message)
    else:
        yield Finding(
            area="config",
            ok=False,
            message=f"{message}: nothing to visit",
            hint="add one with `catchup sources add URL`",
        )
    if not config.web.contact:
        yield Finding(
            area="config",
            ok=False,
            message="[web] contact is empty: the sites you visit cannot reach you",
            hint="set [web] contact to a mail address or a page of yours",
        )


def _secrets(config: Config, secret: Callable[[str], str]) -> Iterator[Finding]:
    """Each secret that the settings call for, by the name of its variable, never by its value."""
    for name, purpose in _wanted_secrets(config):
        if secret(name):
            yield Finding(area="secrets", ok=True, message=f"{name} is set")
        else:
            yield Finding(
                area="secrets",
                ok=False,
                message=f"{name} is not set: {purpose}",
                hint=f"export {name}=… where catchup runs",
            )
    signing = [key.strip() for key in secret(config.mail.secret_env).split(",")]
    if config.mail.server and any(0 < len(key) < SHORTEST_SECRET for key in signing):
        yield Finding(
            area="secrets",
            ok=False,
            message=f"{config.mail.secret_env} is short enough to be guessed",
            hint=f"use {SHORTEST_SECRET} random characters or more for each secret",
        )


def _wanted_secrets(config: Config) -> Iterator[tuple[str, str]]:
    if config.mail.server:
        yield config.mail.secret_env, "it signs the links to confirm and to unsubscribe"
    if config.mail.server and config.mail.user:
        yield config.mail.password_env, "the relay asks for a password"
    for model in config.writers if config.asks_model else ():
        if urlsplit(model.base_url).hostname not in THIS_MACHINE:
            yield model.key_env, "the model asks for a key"
    handbook = config.handbook
    if handbook.mode == "push" and handbook.repository.startswith("https://"):
        yield handbook.token_env, "the handbook's repository asks for a token"


def _database(check: Callable[[], Sequence[str]]) -> Finding:
    try:
        faults = check()
    except NoDatabase:
        return Finding(area="database", ok=True, message="not there yet: the first run makes it")
    except SchemaTooOld:
        message = "made by an older Catchup: the next run migrates it, after a backup"
        return Finding(area="database", ok=True, message=message)
    except CatchupError as error:
        hint = "check [store] url, the folder's permissions and the free space"
        return _wrong("database", error, hint)
    if faults:
        return Finding(
            area="database",
            ok=False,
            message=f"faults: {len(faults)}, the first one: {faults[0]}",
            hint="stop catchup, then `catchup database restore FILE` with the newest backup",
        )
    return Finding(area="database", ok=True, message="opened and checked")


def _sources(config: Config, web: Web, now: datetime) -> Iterator[Finding]:
    """Visit a few sources, spread over the whole list, and keep nothing of it."""

    def visit(source: Source) -> Finding:
        try:
            crawl = ingest.crawl(source, SourceState(source=source.id), web, now)
        except CatchupError as error:
            return _wrong("sources", error, f"try `catchup sources test {source.id}`", source.id)
        entries = len(crawl.entries)
        message = f"{source.id}: entries read: {entries}"
        if crawl.trouble:
            message = f"{message}, but {crawl.trouble}"
        return Finding(area="sources", ok=not crawl.trouble, message=message)

    active = [source for source in config.sources if not source.paused]
    sample = active[:: max(1, -(-len(active) // SAMPLE))]
    for _, finding in in_order(sample, visit, threads=SAMPLE):
        yield finding


def _clock(offsets: Sequence[timedelta]) -> Finding:
    """Compare this clock with those of the servers; the middle one is believed."""
    if not offsets:
        return Finding(area="clock", ok=True, message="not compared: no source told its time")
    offset = sorted(offsets)[len(offsets) // 2]
    if abs(offset) <= CLOCK_TOLERANCE:
        return Finding(area="clock", ok=True, message="agrees with the sources' clocks")
    direction = "ahead of" if offset > timedelta() else "behind"
    return Finding(
        area="clock",
        ok=False,
        message=f"{abs(offset)} {direction} the sources' clocks",
        hint="set the clock (and leave out --now): what is new is decided by it",
    )


def _writers(config: Config, ask: Callable[[WriterSettings], str]) -> Iterator[Finding]:
    """Ask every model by itself, so that a standby is looked at before it is needed."""
    if not config.asks_model:
        yield Finding(area="writer", ok=True, message=f"{config.writer.use}: needs no model")
        return
    for section, settings in zip(("writer", "standby"), config.writers, strict=False):
        where = f"{settings.model or 'no model'} at {settings.base_url}"
        try:
            answered = ask(settings)
        except CatchupError as error:
            hint = f"check [{section}] base_url, model and key; until then the next writer steps in"
            yield _wrong(section, error, hint, where)
        else:
            yield Finding(area=section, ok=True, message=f"{where}: answers ({answered})")


def _mail(config: Config, log_in: Callable[[], object]) -> Iterator[Finding]:
    mail = config.mail
    if not mail.server:
        yield Finding(area="mail", ok=True, message="off: [mail] server is empty")
        return
    where = f"{mail.server}:{mail.port}"
    try:
        log_in()
    except CatchupError as error:
        yield _wrong("mail", error, "check [mail] server, port, security and user", where)
    else:
        yield Finding(area="mail", ok=True, message=f"{where}: lets us in")
    if not mail.sender:
        yield Finding(
            area="mail",
            ok=False,
            message="[mail] sender is empty: no letter can be sent",
            hint="set [mail] sender to an address of a domain that the relay may sign for",
        )
    if not config.site.base_url.startswith("https://"):
        yield Finding(
            area="site",
            ok=False,
            message="[site] base_url is no https address: letters offer no one-click unsubscribe",
            hint="put `catchup serve` behind https and set [site] base_url to its public address",
        )


def _handbook(config: Config, list_remote: Callable[[], object]) -> Finding:
    if not config.handbook.repository:
        return Finding(area="handbook", ok=True, message="off: [handbook] repository is empty")
    try:
        list_remote()
    except CatchupError as error:
        hint = "check [handbook] repository and that this account may read and push"
        return _wrong("handbook", error, hint)
    return Finding(area="handbook", ok=True, message="the repository answers")


def _wrong(area: str, error: CatchupError, hint: str, where: str = "") -> Finding:
    """A finding made of an error; its own hint is the better one."""
    message = f"{where}: {error}" if where else str(error)
    return Finding(area=area, ok=False, message=message, hint=error.hint or hint)


@dataclass(frozen=True, slots=True)
class _DatedWeb:
    """A Web that notes how far this clock is ahead of each answer's own Date."""

    web: Web
    clock: Clock
    offsets: list[timedelta] = field(default_factory=list)

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        return self._noted(self.web.get(url, etag=etag, last_modified=last_modified))

    def get_page(self, url: str) -> Page:
        return self._noted(self.web.get_page(url))

    def post_json(self, url: str, question: Mapping[str, Any]) -> Page:
        return self._noted(self.web.post_json(url, question))

    def _noted(self, page: Page) -> Page:
        if page.date is not None:
            self.offsets.append(self.clock() - page.date)
        return page
