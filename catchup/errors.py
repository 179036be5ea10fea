"""Every error that Catchup raises on purpose.

CatchupError                  one clear line for the user, exit 1
├── ConfigError               a setting, sources.toml or topics.yaml is wrong, exit 2
├── StoreError                the database cannot be used
│   ├── NoDatabase            it has not been made yet
│   ├── SchemaTooNew          it was written by a newer Catchup
│   ├── SchemaTooOld          it was written by an older one and waits to be migrated
│   └── StoreLocked           another process holds it            (retryable)
├── SourceError               one source failed; the others go on
│   ├── FetchError            no usable answer                    (retryable)
│   │   ├── Timeout           the total deadline passed           (retryable)
│   │   ├── HttpStatus        an error status                     (retryable)
│   │   ├── LeftAlone         the host asked for a pause; not asked   (retryable)
│   │   ├── Challenged        a page that only lets people in     (retryable)
│   │   ├── TooLarge          more bytes than the limit
│   │   ├── HeaderTooLarge    a flood of header fields
│   │   ├── BadEncoding       the body cannot be decompressed     (retryable)
│   │   ├── RedirectLoop      more than ten hops, or a circle
│   │   ├── Forbidden         the address may not be visited (SSRF guard)
│   │   ├── RobotsRefused     robots.txt forbids it or cannot be read
│   │   └── GoneError         410: the source says it has ended
│   ├── ParseError            the answer is not what its kind promises
│   │   ├── NotAFeed          HTML or something else under a feed's address
│   │   ├── BrokenFeed        cut off or not well-formed
│   │   ├── UnsafeMarkup      entity declarations (expansion, external entities)
│   │   └── ParserKilled      the parser exceeded its time or memory   (retryable)
│   ├── NoFeedFound           a page names no feed
│   └── TranscriptsBlocked    the video site refuses transcripts; ask no more in this run
├── WriterError               a writer gave nothing usable; the extractive one steps in
│   ├── WriterUnavailable     the provider does not answer       (retryable)
│   ├── BadAnswer             it answers what cannot be used
│   └── BudgetExceeded        the call would break a ceiling
├── BacklogError              a decision that the item's state does not allow
├── BadToken                  a link from a mail is forged, damaged or too old
└── PublishError              something could not be written or sent
    └── HandsOff              a person has worked on the bot's branch


`code` is the short name that tables, `--json` and reports show. `retryable` says that trying the
same thing later may help. Raise with what and where, `from` the cause; only `catchup.pipeline`
catches these, per source, item or recipient.
"""


class CatchupError(Exception):
    """Base of all errors a user may see; `hint` says how to mend it."""

    code = "error"
    retryable = False
    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ConfigError(CatchupError):
    """A configuration file is missing, unreadable or says something unknown."""

    code = "config"
    exit_code = 2


class StoreError(CatchupError):
    """The database cannot be opened, read or written."""

    code = "store"


class NoDatabase(StoreError):
    """The database has not been made yet; the first run makes it."""

    code = "no-database"


class SchemaTooNew(StoreError):
    """The database was migrated by a newer Catchup than this one."""

    code = "schema-too-new"


class SchemaTooOld(StoreError):
    """An older Catchup wrote the database; the next run migrates it."""

    code = "schema-too-old"


class StoreLocked(StoreError):
    """Another process holds the database for longer than the busy timeout."""

    code = "store-locked"
    retryable = True


class SourceError(CatchupError):
    """One source could not be visited or read."""

    code = "source"


class FetchError(SourceError):
    """The web gave no usable answer: refused, reset, unresolvable, malformed."""

    code = "fetch"
    retryable = True


class Timeout(FetchError):
    """The total deadline of a request passed."""

    code = "timeout"


class HttpStatus(FetchError):
    """The server answered with an error status.

    `status` is the code; `retry_after` the seconds it asked us to wait, when it said so.
    """

    code = "http"

    def __init__(self, message: str, *, status: int, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after
        self.code = f"http-{status}"


class LeftAlone(FetchError):
    """The host asked to be left alone for `seconds` more; nothing was sent to it."""

    code = "left-alone"

    def __init__(self, message: str, *, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class Challenged(FetchError):
    """The server asks its visitors to prove that they are people (Cloudflare and the like)."""

    code = "blocked"


class TooLarge(FetchError):
    """The body is larger than the limit.

    `octets` were read from the wire, `decoded` is what they were decompressed to until then.
    """

    code = "too-large"
    retryable = False

    def __init__(self, message: str, *, octets: int = 0, decoded: int = 0) -> None:
        super().__init__(message)
        self.octets = octets
        self.decoded = decoded


class HeaderTooLarge(FetchError):
    """The header of the answer has too many fields or bytes."""

    code = "header-too-large"
    retryable = False


class BadEncoding(FetchError):
    """The body cannot be decompressed."""

    code = "bad-encoding"


class RedirectLoop(FetchError):
    """Too many redirects."""

    code = "redirect-loop"
    retryable = False


class Forbidden(FetchError):
    """The address is not one that a crawler may visit: scheme, port, or a private network."""

    code = "forbidden-address"
    retryable = False


class RobotsRefused(FetchError):
    """robots.txt disallows the page, or could not be read (RFC 9309: treat as disallowed)."""

    code = "robots"
    retryable = False


class GoneError(FetchError):
    """410: the resource is gone for good."""

    code = "gone"
    retryable = False


class ParseError(SourceError):
    """The answer is not what its kind promises."""

    code = "parse"


class NotAFeed(ParseError):
    """The body is no feed: HTML, an error page, something else."""

    code = "not-a-feed"


class BrokenFeed(ParseError):
    """The feed is cut off (its complete entries are kept) or so malformed that nothing is read."""

    code = "broken-feed"


class UnsafeMarkup(ParseError):
    """The document declares entities; it is refused before any parser expands them."""

    code = "unsafe-markup"


class ParserKilled(ParseError):
    """The parser needed more time or memory than a document may cost."""

    code = "parser-killed"
    retryable = (
        True  # its seconds are those of a clock: on a busy machine an honest page needs more
    )


class NoFeedFound(SourceError):
    """A page names no feed and none stands at the usual places."""

    code = "no-feed"


class TranscriptsBlocked(SourceError):
    """The video site refuses transcripts to this address; asking on would make it worse."""

    code = "transcripts-blocked"


class WriterError(CatchupError):
    """A writer gave no usable summary; the extractive writer steps in, visibly."""

    code = "writer"


class WriterUnavailable(WriterError):
    """The provider cannot be reached, is overloaded or refuses the key."""

    code = "writer-unavailable"
    retryable = True


class BadAnswer(WriterError):
    """The provider's answer is empty, unreadable, refused, or fails the checks."""

    code = "bad-answer"


class BudgetExceeded(WriterError):
    """The call could cost more than what is left of a ceiling; it was not made."""

    code = "budget"


class BacklogError(CatchupError):
    """A decision that the present state of a backlog entry does not allow."""

    code = "backlog"


class BadToken(CatchupError):
    """A link from a mail is forged, damaged, or older than it may be."""

    code = "bad-token"


class PublishError(CatchupError):
    """A report could not be written or sent."""

    code = "publish"


class HandsOff(PublishError):
    """Somebody else has committed to the bot's branch; nothing of theirs is touched."""

    code = "hands-off"
