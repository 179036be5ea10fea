"""Asks new subscribers for their confirmation, each of them once.

Whom a letter reached is noted right after the relay took it. A sender that dies in between asks
that one again with the same Message-ID: it is made of the last mail noted, or of their asking.
"""

from collections.abc import Iterable, Iterator

from catchup.config import Config, secret, secrets
from catchup.errors import PublishError
from catchup.pipeline.sending import check_mail, links_of
from catchup.store import Store
from catchup.types import Clock, DeliveryState, Subscriber
from publish.channels.mail import Mailer, Outcome
from publish.letter import invitation
from publish.message import Recipient, message, message_id
from publish.tokens import confirm_token, leave_token


def invite(config: Config, store: Store, subscriber: Subscriber, clock: Clock) -> None:
    """Mail one subscriber the link that confirms. Raises ConfigError, PublishError."""
    for _, outcome in invite_all(config, store, [subscriber], clock):
        if outcome.state is not DeliveryState.SENT:
            raise PublishError(
                f"{subscriber.address} could not be asked: {outcome.detail}",
                hint="`catchup subscribers invite` tries it again",
            )


def invite_all(
    config: Config, store: Store, people: Iterable[Subscriber], clock: Clock
) -> Iterator[tuple[Subscriber, Outcome]]:
    """Mail each of them the link that confirms; what became of it, one by one.

    Raises ConfigError without a relay, a sender or a secret, PublishError when the relay cannot be
    used at all.
    """
    check_mail(config)
    settings = config.mail
    with Mailer(settings, secret(settings.password_env)) as mailer:
        for subscriber in people:
            outcome = mailer.send(_message(config, subscriber, clock), subscriber.address)
            if outcome.state is DeliveryState.SENT:
                store.subscribers.invited(subscriber.id, clock())
            elif outcome.bounced:
                store.subscribers.bounce(subscriber.id, outcome.detail, clock())
            yield subscriber, outcome


def _message(config: Config, subscriber: Subscriber, clock: Clock) -> bytes:
    settings, now = config.mail, clock()
    since = subscriber.invited or subscriber.asked
    keys = secrets(settings.secret_env)
    token = confirm_token(keys, subscriber.id, now=now)
    asking = invitation(
        subscriber.language, f"{config.public_url}/confirm/{token}", links_of(config)
    )
    recipient = Recipient(
        address=subscriber.address,
        message_id=message_id(f"welcome-{since:%Y%m%d%H%M%S%f}", subscriber, settings),
        token=leave_token(keys, subscriber.id),
    )
    return message(asking, recipient, settings, now)
