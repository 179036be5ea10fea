"""What the ledger says of a question to a model: what it was for, and how each attempt ended."""

from enum import StrEnum

SUMMARY = "summary"
REPAIR = f"{SUMMARY} repair"


class Outcome(StrEnum):
    """How one attempt ended; the ledger keeps it."""

    OK = "ok"
    CONNECTION = "connection"
    TIMEOUT = "timeout"
    THROTTLED = "rate-limited"
    QUOTA = "quota"
    SERVER = "server-error"
    KEY = "key-refused"
    NOT_FOUND = "not-found"
    REQUEST = "request-refused"
    TOO_LONG = "context-length"
    UNREADABLE = "unreadable"
    REFUSED = "refused"
    FILTERED = "content-filter"
    CUT = "cut-off"
    EMPTY = "empty"
    SHAPE = "wrong-shape"
    UNVERIFIED = "unverified"


# What a model itself said or would not say, whatever the network and the account had to do with it.
ANSWERED = frozenset(
    {
        Outcome.OK,
        Outcome.UNREADABLE,
        Outcome.REFUSED,
        Outcome.FILTERED,
        Outcome.CUT,
        Outcome.EMPTY,
        Outcome.SHAPE,
        Outcome.UNVERIFIED,
    }
)
