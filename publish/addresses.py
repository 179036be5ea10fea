"""Checks and normalises mail addresses; asks no network."""

from email_validator import EmailNotValidError, validate_email

from catchup.errors import ConfigError


def normalise(address: str) -> str:
    """An address in plain ASCII as it goes on the wire. Raises ConfigError saying what is wrong."""
    try:
        found = validate_email(
            address.strip(), check_deliverability=False, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError as error:
        raise ConfigError(f"{address.strip()!r} is no mail address: {error}") from error
    return found.ascii_email or found.normalized
