"""Sends the letter: one message each, a ledger row for every one, and never the same one twice.

A row is leased and committed before the message is offered, and settled after the relay's answer.
A sender that dies leaves at most one lease behind; that letter goes out again with the same
Message-ID.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from catchup.config import Config, secret, secrets
from catchup.errors import ConfigError, PublishError
from catchup.pipeline.parts import Parts, kept
from catchup.types import Delivery, DeliveryState, Issue, Language, Run
from publish.addresses import normalise
from publish.channels.mail import Mailer, Outcome
from publish.freezing import thaw
from publish.letter import Letter, Links, letter
from publish.message import Recipient, contact_of, message, message_id
from publish.tokens import leave_token

LEASE_SECONDS = 300.0
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
MOST_TRIES = 8
TRIAL = "[TEST] "
NOBODYS = ("sample",)  # signs sample links as long as real ones; subscriber 0 is nobody


def send(parts: Parts, *, limit: int | None = None, late: bool = False) -> Run:
    """Send the latest issue to everyone who is still owed it.

    An issue past its time is not sent unasked (`late`). Raises ConfigError without a relay, a
    sender or a secret, PublishError when the relay cannot be used at all.
    """
    started = parts.clock()
    check_mail(parts.config)
    issue = parts.store.issues.latest()
    if issue is None or (not late and is_late(parts.config, issue, started)):
        return kept(parts, Run(job="send", started=started, ended=parts.clock()))
    settings = parts.config.mail
    parts.store.deliveries.prepare(
        issue.number, lambda subscriber: message_id(issue.week, subscriber, settings)
    )
    letters = _letters(parts, issue)
    counts = dict.fromkeys(DeliveryState, 0)
    with Mailer(settings, secret(settings.password_env)) as mailer:
        while delivery := _next(parts, issue, limit, counts):
            counts[_deliver(parts, mailer, letters[delivery.language], delivery)] += 1
            parts.progress("send", sum(counts.values()), 0, delivery.address)
    run = Run(
        job="send",
        started=started,
        ended=parts.clock(),
        done=counts[DeliveryState.SENT],
        failed=counts[DeliveryState.FAILED],
        skipped=counts[DeliveryState.DEFERRED],
    )
    return kept(parts, run)


def trial(parts: Parts, address: str) -> None:
    """Send the latest issue, marked as a test, to one address; no ledger knows of it.

    Raises ConfigError, and PublishError when the relay does not take it.
    """
    check_mail(parts.config)
    issue = latest(parts)
    recipient, settings = normalise(address), parts.config.mail
    with Mailer(settings, secret(settings.password_env)) as mailer:
        for language, found in _letters(parts, issue).items():
            marked = replace(found, subject=f"{TRIAL}{found.subject}")
            trial_of = _trial(recipient, f"{issue.week.lower()}.{language}", parts.clock())
            outcome = mailer.send(message(marked, trial_of, settings, parts.clock()), recipient)
            if outcome.state is not DeliveryState.SENT:
                raise PublishError(f"the relay took no letter to {recipient}: {outcome.detail}")


def _trial(address: str, what: str, now: datetime) -> Recipient:
    """Somebody who can leave nothing; two letters of one Message-ID would hide each other."""
    return Recipient(
        address=address,
        message_id=f"<test.{what}.{now:%Y%m%d%H%M%S%f}@test.invalid>",
        token="test",  # noqa: S106  a word that no door opens to
    )


def letters_of(parts: Parts, folder: Path) -> list[Path]:
    """Write the latest issue as .eml files, one for each language; nothing is sent."""
    issue = latest(parts)
    settings = replace(parts.config.mail, sender=parts.config.mail.sender or "letter@example.org")
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for language, found in _letters(parts, issue).items():
        recipient = Recipient(
            address="reader@example.org",
            message_id=f"<{issue.week.lower()}.sample@example.org>",
            token=leave_token(NOBODYS, 0),
        )
        paths.append(folder / f"{issue.week}.{language}.eml")
        paths[-1].write_bytes(message(found, recipient, settings, issue.opened))
    return paths


def log_in(config: Config) -> None:
    """Talk to the relay without sending anything. Raises ConfigError, PublishError."""
    check_mail(config)
    Mailer(config.mail, secret(config.mail.password_env)).check()


def latest(parts: Parts) -> Issue:
    """The latest issue. Raises ConfigError while there is none."""
    issue = parts.store.issues.latest()
    if issue is None:
        raise ConfigError("no issue has been opened yet", hint="see `catchup issues preview`")
    return issue


def is_late(config: Config, issue: Issue, now: datetime) -> bool:
    """Whether an issue is past its time, so that only an operator sends it."""
    return now - issue.opened > timedelta(seconds=config.mail.max_lateness)


def _next(
    parts: Parts, issue: Issue, limit: int | None, counts: Mapping[DeliveryState, int]
) -> Delivery | None:
    """The next letter to send; none when asked to stop, or when there have been enough.

    One at a time: a sender that dies or meets a slow relay holds back no letter but that one, and
    each attempt that is counted is one that began.
    """
    if parts.stopping() or (limit is not None and sum(counts.values()) >= limit):
        return None
    leased = parts.store.deliveries.lease(
        issue.number, parts.clock(), seconds=LEASE_SECONDS, limit=1
    )
    return leased[0] if leased else None


def _deliver(parts: Parts, mailer: Mailer, found: Letter, delivery: Delivery) -> DeliveryState:
    """Offer one letter and write down what became of it; give it back when nobody can."""
    settings = parts.config.mail
    recipient = Recipient(
        address=delivery.address,
        message_id=delivery.message_id,
        token=leave_token(secrets(settings.secret_env), delivery.subscriber),
    )
    try:
        outcome = mailer.send(message(found, recipient, settings, parts.clock()), delivery.address)
    except PublishError:
        parts.store.deliveries.release(delivery)
        raise
    return _settled(parts, delivery, outcome)


def _settled(parts: Parts, delivery: Delivery, outcome: Outcome) -> DeliveryState:
    now = parts.clock()
    deliveries = parts.store.deliveries
    if outcome.state is DeliveryState.SENT:
        deliveries.sent(delivery, now)
        return DeliveryState.SENT
    if outcome.state is DeliveryState.DEFERRED and delivery.attempts < MOST_TRIES:
        pause = PAUSES[min(delivery.attempts, len(PAUSES)) - 1]
        deliveries.deferred(delivery, now + pause, outcome.detail)
        return DeliveryState.DEFERRED
    deliveries.failed(delivery, outcome.detail)
    if outcome.bounced:
        parts.store.subscribers.bounce(delivery.subscriber, outcome.detail, now)
    return DeliveryState.FAILED


def _letters(parts: Parts, issue: Issue) -> dict[Language, Letter]:
    digest = thaw(issue.content)
    links = links_of(parts.config)
    return {language: letter(digest, language, links) for language in ("ko", "en")}


def links_of(config: Config) -> Links:
    """Where letters point to."""
    base_url = config.site.base_url.rstrip("/")
    since = f"{base_url}/since/" if base_url and config.site_folder else ""
    return Links(base_url=base_url, contact=contact_of(config.mail), since=since)


def check_mail(config: Config) -> None:
    """Raise ConfigError where a relay, a sender or the secret that signs links is missing."""
    if not config.mail.server or not config.mail.sender:
        raise ConfigError("no mail is set up", hint="set [mail] server and sender in catchup.toml")
    if not secrets(config.mail.secret_env):
        raise ConfigError(
            f"the environment variable {config.mail.secret_env} is not set",
            hint="it signs the links to unsubscribe; any long random text, and keep it",
        )
