"""Signs the links in letters: to confirm (a week long) and to leave (for ever).

Secrets come with the current one first; older ones still open the links that they signed. Each
purpose has a salt of its own, so that no link opens another door.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from itsdangerous import BadData, Signer, TimestampSigner

from catchup.errors import BadToken, ConfigError

CONFIRM = "catchup.confirm"
LEAVE = "catchup.leave"
CONFIRM_WITHIN = timedelta(days=7)


class _ClockedSigner(TimestampSigner):
    """Signs with a time that is passed in."""

    def __init__(self, secrets: Sequence[str], salt: str, now: datetime | None) -> None:
        super().__init__(_keys(secrets), salt=salt, digest_method=sha256)
        self._now = now or datetime.now(UTC)

    def get_timestamp(self) -> int:
        return int(self._now.timestamp())


def confirm_token(secrets: Sequence[str], subscriber: int, *, now: datetime | None = None) -> str:
    """What a subscriber's link to confirm ends in; it is good for seven days from `now`."""
    return _ClockedSigner(secrets, CONFIRM, now).sign(str(subscriber)).decode()


def read_confirm(secrets: Sequence[str], token: str, *, now: datetime | None = None) -> int:
    """The subscriber who may be confirmed. Raises BadToken when it is forged or too old."""
    signer = _ClockedSigner(secrets, CONFIRM, now)
    try:
        return int(signer.unsign(token, max_age=int(CONFIRM_WITHIN.total_seconds())))
    except (BadData, ValueError) as error:
        raise BadToken("the link to confirm is damaged or too old", hint="ask again") from error


def leave_token(secrets: Sequence[str], subscriber: int) -> str:
    """What a subscriber's link to leave ends in; it never expires."""
    return _leave_signer(secrets).sign(str(subscriber)).decode()


def read_leave(secrets: Sequence[str], token: str) -> int:
    """The subscriber who leaves. Raises BadToken when it is forged or damaged."""
    try:
        return int(_leave_signer(secrets).unsign(token))
    except (BadData, ValueError) as error:
        raise BadToken("the link to unsubscribe is damaged") from error


def _leave_signer(secrets: Sequence[str]) -> Signer:
    return Signer(_keys(secrets), salt=LEAVE, digest_method=sha256)


def _keys(secrets: Sequence[str]) -> list[str]:
    """The library signs with the last key; ours has the current one first."""
    keys = [secret for secret in reversed(secrets) if secret]
    if not keys:
        hint = "set the environment variable that [mail] secret_env names"
        raise ConfigError("there is no secret to sign links with", hint=hint)
    return keys
