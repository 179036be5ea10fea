"""Links in letters open their own door, for their own reader, as long as they should."""

from datetime import UTC, datetime, timedelta

import pytest

from catchup.errors import BadToken, ConfigError
from publish.tokens import confirm_token, leave_token, read_confirm, read_leave

SECRETS = ("a secret of this year", "a secret of last year")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_token_names_its_subscriber() -> None:
    assert read_leave(SECRETS, leave_token(SECRETS, 17)) == 17
    assert read_confirm(SECRETS, confirm_token(SECRETS, 17)) == 17


def test_confirming_is_possible_for_seven_days() -> None:
    token = confirm_token(SECRETS, 17, now=NOW)
    assert read_confirm(SECRETS, token, now=NOW + timedelta(days=7)) == 17
    with pytest.raises(BadToken):
        read_confirm(SECRETS, token, now=NOW + timedelta(days=7, seconds=1))


def test_leaving_is_possible_for_ever_with_the_same_link() -> None:
    assert leave_token(SECRETS, 17) == leave_token(SECRETS, 17)


def test_a_link_that_an_older_secret_signed_still_works() -> None:
    old = leave_token(SECRETS[1:], 17)
    assert read_leave(SECRETS, old) == 17
    assert leave_token(SECRETS, 17) != old
    with pytest.raises(BadToken):
        read_leave(SECRETS[:1], old)


@pytest.mark.parametrize("forged", ["", "17", "17.", "18.x", "가", "17.AAAA.BBBB", "." * 400])
def test_forged_tokens_open_nothing(forged: str) -> None:
    with pytest.raises(BadToken):
        read_leave(SECRETS, forged)
    with pytest.raises(BadToken):
        read_confirm(SECRETS, forged)


def test_every_altered_letter_is_noticed() -> None:
    token = leave_token(SECRETS, 17)
    # The last letter of base64 may carry bits that say nothing.
    for place in range(len(token) - 1):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(BadToken):
            read_leave(SECRETS, token[:place] + other + token[place + 1 :])


def test_one_purpose_never_serves_the_other() -> None:
    with pytest.raises(BadToken):
        read_leave(SECRETS, confirm_token(SECRETS, 17))
    with pytest.raises(BadToken):
        read_confirm(SECRETS, leave_token(SECRETS, 17))


@pytest.mark.parametrize("secrets", [(), ("",)])
def test_without_a_secret_nothing_is_signed(secrets: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError, match="secret"):
        leave_token(secrets, 17)


def test_tokens_stand_in_addresses_as_they_are() -> None:
    token = confirm_token(SECRETS, 17)
    assert all(c.isascii() and (c.isalnum() or c in "-_.") for c in token)
