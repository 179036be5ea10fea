"""The tables. Rows never leave the store: its modules turn them into nouns of `catchup.types`."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    UniqueConstraint,
    and_,
    false,
    text,
)
from sqlmodel import Field, SQLModel

from catchup.store.columns import Instant, Json, RowId, WordList, Words

OURS = {"autoincrement": False}
HIDDEN = text("hidden")  # few of many: an index of these alone
# A column that came later needs a value for the rows that were there.
NO_TEXT = {"server_default": ""}
NO_LIST = {"server_default": "[]"}
NO_MAP = {"server_default": "{}"}
ZERO = {"server_default": "0"}
NO: dict[str, Any] = {"server_default": false()}


class Row(SQLModel):
    """Base of all tables, with a schema of its own: other SQLModel users do not mix in."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class SourceRow(Row, table=True):
    """What the last visit to a source left behind; `first_succeeded` is set once."""

    __tablename__ = "source_state"

    source: str = Field(primary_key=True, sa_type=Words)
    url: str = Field(sa_type=Words, sa_column_kwargs=NO_TEXT)
    resolved: str = Field(sa_type=Words, sa_column_kwargs=NO_TEXT)
    etag: str | None = Field(sa_type=Words)
    last_modified: str | None = Field(sa_type=Words)
    body_hash: str | None = Field(sa_type=Words)
    visited: datetime | None = Field(sa_type=Instant)
    succeeded: datetime | None = Field(sa_type=Instant)
    next_due: datetime | None = Field(sa_type=Instant)
    failures: int
    error: str | None = Field(sa_type=Words)
    detail: str | None = Field(sa_type=Words)
    oldest_entry: datetime | None = Field(sa_type=Instant)
    newest_entry: datetime | None = Field(sa_type=Instant)
    gap_since: datetime | None = Field(sa_type=Instant)
    gap_until: datetime | None = Field(sa_type=Instant)
    entries_cut: int
    rhythm: int = Field(sa_column_kwargs=ZERO)
    fresh_for: int = Field(sa_column_kwargs=ZERO)
    ttl: int = Field(sa_column_kwargs=ZERO)
    skips: tuple[str, ...] = Field(sa_type=WordList, sa_column_kwargs=NO_LIST)
    address: str = Field(sa_type=Words, sa_column_kwargs=NO_TEXT)
    moved_to: str = Field(sa_type=Words, sa_column_kwargs=NO_TEXT)
    moved_since: datetime | None = Field(sa_type=Instant)
    gone_since: datetime | None = Field(sa_type=Instant)
    stopped: datetime | None = Field(sa_type=Instant)
    in_full: datetime | None = Field(sa_type=Instant)
    silent_days: int = Field(sa_column_kwargs=ZERO)
    distrusted: bool = Field(sa_column_kwargs=NO)
    chunks: bytes | None = Field(sa_type=LargeBinary)
    first_succeeded: datetime | None = Field(sa_type=Instant)


class ItemRow(Row, table=True):
    """An item; its words stand in `item_version` under the number `version`.

    `key` identifies it (see `store.identity`), `voice` is the sighting whose changes count, and
    `match_key` the taxonomy and matcher that placed it last ("" when it waits for a match).
    """

    __tablename__ = "item"
    __table_args__ = (
        Index(None, "match_key", "position"),
        Index(None, "hidden", "id", sqlite_where=HIDDEN, postgresql_where=HIDDEN),
    )

    id: int = Field(primary_key=True, sa_column_kwargs=OURS)
    key: str = Field(unique=True, sa_type=Words)
    position: int = Field(unique=True, sa_type=BigInteger)
    url: str = Field(sa_type=Words)
    link: str = Field(sa_type=Words, sa_column_kwargs=NO_TEXT)
    kind: str = Field(sa_type=Words)
    authors: tuple[str, ...] = Field(sa_type=WordList)
    published: datetime | None = Field(index=True, sa_type=Instant)
    date_doubt: str | None = Field(sa_type=Words)
    first_seen: datetime = Field(index=True, sa_type=Instant)
    language: str = Field(sa_type=Words)
    version: int
    revised: datetime | None = Field(index=True, sa_type=Instant)
    backfill: bool
    hidden: bool
    mentions: tuple[str, ...] = Field(sa_type=WordList)
    voice: int
    match_key: str = Field(sa_type=Words)


class VersionRow(Row, table=True):
    """The words of an item at one version; `page` says that they came from its own page.

    `announced` marks a change that is told as an update; the first version is simply new.
    """

    __tablename__ = "item_version"

    item_id: int = Field(primary_key=True, foreign_key="item.id", sa_column_kwargs=OURS)
    number: int = Field(primary_key=True, sa_column_kwargs=OURS)
    fingerprint: str = Field(sa_type=Words)
    title: str = Field(sa_type=Words)
    text: str = Field(sa_type=Words)
    reading: str = Field(sa_type=Words)
    source: str | None = Field(sa_type=Words)
    page: bool
    seen: datetime = Field(sa_type=Instant)
    announced: bool
    edition: str = Field(sa_type=Words, sa_column_kwargs=NO_TEXT)


class BodyRow(Row, table=True):
    """The long text of one edition of an item; `outline` are its marks: start, title, second."""

    __tablename__ = "item_body"

    item_id: int = Field(primary_key=True, foreign_key="item.id", sa_column_kwargs=OURS)
    edition: str = Field(primary_key=True, sa_type=Words)
    text: str = Field(sa_type=Words)
    reading: str = Field(sa_type=Words)
    outline: list[Any] = Field(sa_type=Json)


class SightingRow(Row, table=True):
    """An entry that a source showed: one row for ever; `fingerprint` is what it last said."""

    __tablename__ = "sighting"
    __table_args__ = (Index(None, "source", "id"),)

    id: int = Field(primary_key=True, sa_column_kwargs=OURS)
    key: str = Field(unique=True, sa_type=Words)
    item_id: int = Field(index=True, foreign_key="item.id")
    source: str = Field(sa_type=Words)
    entry_id: str = Field(sa_type=Words)
    address: str = Field(sa_type=Words)
    fingerprint: str = Field(sa_type=Words)
    seen: datetime = Field(sa_type=Instant)


class NameRow(Row, table=True):
    """What else an item is called (see `store.names`); `item_id` is null when several are."""

    __tablename__ = "item_name"
    __table_args__ = {"sqlite_with_rowid": False}

    name: str = Field(primary_key=True, sa_type=Words)
    item_id: int | None = Field(foreign_key="item.id")


class MatchRow(Row, table=True):
    """An item in a topic. Its key starts with (topic, position): newest of a topic, one walk.

    `state` repeats what people decided about the item there, so that "the newest that wait at a
    topic" are one walk too.
    """

    __tablename__ = "topic_match"
    __table_args__ = (
        UniqueConstraint("item_id", "topic_id"),
        Index(None, "topic_id", "state", "position", "item_id"),
        {"sqlite_with_rowid": False},
    )

    topic_id: str = Field(primary_key=True, sa_type=Words)
    position: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs=OURS)
    item_id: int = Field(foreign_key="item.id")
    score: float
    method: str = Field(sa_type=Words)
    evidence: tuple[str, ...] = Field(sa_type=WordList)
    decided_by: str | None = Field(sa_type=Words)
    state: str = Field(sa_type=Words, sa_column_kwargs={"server_default": "open"})


class LikelyRow(Row, table=True):
    """The topic that an item without a match would have, if it had one."""

    __tablename__ = "likely_topic"

    item_id: int = Field(primary_key=True, foreign_key="item.id", sa_column_kwargs=OURS)
    topic_id: str = Field(sa_type=Words)
    score: float
    method: str = Field(sa_type=Words)
    evidence: tuple[str, ...] = Field(sa_type=WordList)


class TopicDayRow(Row, table=True):
    """How many items, hidden ones aside, a topic has of one UTC day (since 1970), by state.

    The days of one topic and state stand together: those since a mark are added up in one walk.
    """

    __tablename__ = "topic_day"
    __table_args__ = {"sqlite_with_rowid": False}

    topic_id: str = Field(primary_key=True, sa_type=Words)
    state: str = Field(primary_key=True, sa_type=Words)
    day: int = Field(primary_key=True, sa_column_kwargs=OURS)
    number: int


class SearchEntryRow(Row, table=True):
    """An item in the full-text index: its row there, for ever, and the version that is indexed.

    `position` repeats the item's, so that what is found need not be looked up to be put in order.
    """

    __tablename__ = "search_entry"

    row: int = Field(primary_key=True, sa_type=RowId, sa_column_kwargs=OURS)
    item_id: int = Field(unique=True, foreign_key="item.id")
    version: int
    position: int = Field(sa_type=BigInteger, sa_column_kwargs=ZERO)


class SearchPendingRow(Row, table=True):
    """An item that is not in the full-text index yet; there are none but after a migration."""

    __tablename__ = "search_pending"

    item_id: int = Field(primary_key=True, foreign_key="item.id", sa_column_kwargs=OURS)


class MatchingRow(Row, table=True):
    """What a `match_key` stands for: the matcher's rules, and by topic a digest of its words."""

    __tablename__ = "matching"

    key: str = Field(primary_key=True, sa_type=Words)
    rules: str = Field(sa_type=Words)
    wording: dict[str, str] = Field(sa_type=Json)


class SummaryRow(Row, table=True):
    """The summary of one item version."""

    __tablename__ = "summary"
    __table_args__ = (
        ForeignKeyConstraint(
            ["item_id", "version"], ["item_version.item_id", "item_version.number"]
        ),
    )

    item_id: int = Field(primary_key=True, sa_column_kwargs=OURS)
    version: int = Field(primary_key=True, sa_column_kwargs=OURS)
    points: list[dict[str, Any]] = Field(sa_type=Json)
    level: str = Field(sa_type=Words)
    level_estimated: bool
    reading: str = Field(sa_type=Words)
    writer: str = Field(sa_type=Words)
    prompt: str = Field(sa_type=Words)
    written: datetime = Field(sa_type=Instant)
    suspicious: int
    headline: dict[str, str] = Field(sa_type=Json, sa_column_kwargs=NO_MAP)
    tldr: list[dict[str, Any]] = Field(sa_type=Json, sa_column_kwargs=NO_LIST)
    why: dict[str, str] = Field(sa_type=Json, sa_column_kwargs=NO_MAP)
    prerequisites: tuple[str, ...] = Field(sa_type=WordList, sa_column_kwargs=NO_LIST)
    fallback: str = Field(sa_type=Words, sa_column_kwargs=NO_TEXT)
    extent: dict[str, Any] = Field(sa_type=Json, sa_column_kwargs=NO_MAP)
    conflicts: list[dict[str, Any]] = Field(sa_type=Json, sa_column_kwargs=NO_LIST)


class AttemptRow(Row, table=True):
    """Work that failed and waits: which stage, on what, how often, until when."""

    __tablename__ = "attempt"

    stage: str = Field(primary_key=True, sa_type=Words)
    key: str = Field(primary_key=True, sa_type=Words)
    tries: int
    not_before: datetime = Field(sa_type=Instant)
    error: str = Field(sa_type=Words)


class RunRow(Row, table=True):
    """One execution of one stage."""

    __tablename__ = "run"
    __table_args__ = (Index(None, "job", "started"),)

    id: int | None = Field(default=None, primary_key=True)
    job: str = Field(sa_type=Words)
    started: datetime = Field(sa_type=Instant)
    ended: datetime = Field(sa_type=Instant)
    done: int
    failed: int
    skipped: int
    notes: tuple[str, ...] = Field(sa_type=WordList)


class IssueRow(Row, table=True):
    """A weekly issue; `audience` is the number of its deliveries, once they are prepared."""

    __tablename__ = "issue"

    number: int = Field(primary_key=True, sa_column_kwargs=OURS)
    week: str = Field(unique=True, sa_type=Words)
    start: datetime = Field(sa_type=Instant)
    end: datetime = Field(sa_type=Instant)
    opened: datetime = Field(sa_type=Instant)
    content: str = Field(sa_type=Words)
    sha256: str = Field(sa_type=Words)
    audience: int | None


class IssueItemRow(Row, table=True):
    """An item that an issue announced; its key alone keeps it out of every other issue."""

    __tablename__ = "issue_item"

    item_id: int = Field(primary_key=True, foreign_key="item.id", sa_column_kwargs=OURS)
    issue: int = Field(foreign_key="issue.number")


class ErratumRow(Row, table=True):
    """A mistake in an issue and what is right, by language; the issue itself never changes."""

    __tablename__ = "erratum"

    id: int | None = Field(default=None, primary_key=True)
    week: str = Field(index=True, sa_type=Words)
    item_id: int | None = Field(foreign_key="item.id")
    texts: dict[str, str] = Field(sa_type=Json)
    noted: datetime = Field(index=True, sa_type=Instant)


class MarkRow(Row, table=True):
    """Up to when a reader has seen what came out; the newest row of a reader counts."""

    __tablename__ = "mark"
    __table_args__ = (Index(None, "reader", "id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    reader: str = Field(sa_type=Words)
    seen: datetime = Field(sa_type=Instant)


class SubscriberRow(Row, table=True):
    """Someone who asked for the letter; `key` is the address as compared.

    Ids are never given to another: links in old letters and deliveries carry them.
    """

    __tablename__ = "subscriber"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, sa_type=Words)
    address: str = Field(sa_type=Words)
    language: str = Field(sa_type=Words)
    state: str = Field(sa_type=Words)
    asked: datetime = Field(sa_type=Instant)
    confirmed: datetime | None = Field(sa_type=Instant)
    left: datetime | None = Field(sa_type=Instant)
    consent: str = Field(sa_type=Words)
    bounced: datetime | None = Field(sa_type=Instant)
    detail: str = Field(sa_type=Words)
    invited: datetime | None = Field(sa_type=Instant)


class ForgottenRow(Row, table=True):
    """The salted hash of an address whose owner asked to be forgotten."""

    __tablename__ = "forgotten"

    salt: str = Field(primary_key=True, sa_type=Words)
    digest: str = Field(sa_type=Words)


class DeliveryRow(Row, table=True):
    """One issue to one subscriber. It outlives the subscriber, so that the counts add up."""

    __tablename__ = "delivery"
    __table_args__ = (Index(None, "issue", "state", "subscriber"),)

    issue: int = Field(primary_key=True, foreign_key="issue.number", sa_column_kwargs=OURS)
    subscriber: int = Field(primary_key=True, sa_column_kwargs=OURS)
    address: str = Field(sa_type=Words)
    language: str = Field(sa_type=Words)
    state: str = Field(sa_type=Words)
    message_id: str = Field(unique=True, sa_type=Words)
    attempts: int
    lease_until: datetime | None = Field(sa_type=Instant)
    not_before: datetime | None = Field(sa_type=Instant)
    detail: str = Field(sa_type=Words)
    sent: datetime | None = Field(sa_type=Instant)


class BacklogRow(Row, table=True):
    """What people have decided last about an item at a topic."""

    __tablename__ = "backlog"

    item_id: int = Field(primary_key=True, foreign_key="item.id", sa_column_kwargs=OURS)
    topic_id: str = Field(primary_key=True, sa_type=Words)
    state: str = Field(sa_type=Words)
    claimed_by: str = Field(sa_type=Words)
    until: datetime | None = Field(sa_type=Instant)
    note: str = Field(sa_type=Words)
    by: str = Field(sa_type=Words)
    changed: datetime | None = Field(sa_type=Instant)


class BacklogChangeRow(Row, table=True):
    """Every decision in turn, for undo."""

    __tablename__ = "backlog_change"
    __table_args__ = (Index(None, "item_id", "topic_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="item.id")
    topic_id: str = Field(sa_type=Words)
    state: str = Field(sa_type=Words)
    claimed_by: str = Field(sa_type=Words)
    until: datetime | None = Field(sa_type=Instant)
    note: str = Field(sa_type=Words)
    by: str = Field(sa_type=Words)
    changed: datetime | None = Field(sa_type=Instant)


class TaskRow(Row, table=True):
    """Work that a rule has found; one row for each (kind, subject), for ever."""

    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("kind", "subject"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(sa_type=Words)
    subject: str = Field(sa_type=Words)
    opened: datetime = Field(sa_type=Instant)
    topic_id: str = Field(sa_type=Words)
    titles: dict[str, str] = Field(sa_type=Json)
    items: tuple[int, ...] = Field(sa_type=Json)
    words: tuple[str, ...] = Field(sa_type=WordList)
    state: str = Field(sa_type=Words)
    claimed_by: str = Field(sa_type=Words)
    until: datetime | None = Field(sa_type=Instant)
    note: str = Field(sa_type=Words)
    by: str = Field(sa_type=Words)
    changed: datetime | None = Field(sa_type=Instant)


class TaskChangeRow(Row, table=True):
    """Every change of a task's state in turn, by a person or (`by` is empty) by a rule."""

    __tablename__ = "task_change"
    __table_args__ = (Index(None, "task_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    task_id: int = Field(foreign_key="task.id")
    state: str = Field(sa_type=Words)
    claimed_by: str = Field(sa_type=Words)
    until: datetime | None = Field(sa_type=Instant)
    note: str = Field(sa_type=Words)
    by: str = Field(sa_type=Words)
    changed: datetime | None = Field(sa_type=Instant)


class CallRow(Row, table=True):
    """One attempt at a model, under the ticket of its reservation."""

    __tablename__ = "call"
    __table_args__ = (Index(None, "run", "cost"), Index(None, "started", "cost"))

    ticket: int = Field(primary_key=True, sa_column_kwargs=OURS)
    run: str = Field(sa_type=Words)
    provider: str = Field(sa_type=Words)
    model: str = Field(sa_type=Words)
    purpose: str = Field(sa_type=Words)
    prompt: str = Field(sa_type=Words)
    item: int | None
    started: datetime = Field(sa_type=Instant)
    seconds: float
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    estimated: bool
    cost: float
    outcome: str = Field(sa_type=Words)
    points: int = Field(sa_column_kwargs=ZERO)
    dropped: int = Field(sa_column_kwargs=ZERO)


class ReservationRow(Row, table=True):
    """Money set aside for a call under way. Tickets are never given out twice."""

    __tablename__ = "reservation"
    __table_args__ = {"sqlite_autoincrement": True}

    ticket: int | None = Field(default=None, primary_key=True)
    run: str = Field(sa_type=Words)
    cost: float
    opened: datetime = Field(sa_type=Instant)


class AnswerRow(Row, table=True):
    """A model's answer by the hash of its question."""

    __tablename__ = "answer_cache"

    key: str = Field(primary_key=True, sa_type=Words)
    value: str = Field(sa_type=Words)
    kept: datetime = Field(sa_type=Instant)


TABLES = Row.metadata.tables
STATES = TABLES["source_state"]
ITEMS = TABLES["item"]
VERSIONS = TABLES["item_version"]
BODIES = TABLES["item_body"]
SIGHTINGS = TABLES["sighting"]
NAMES = TABLES["item_name"]
MATCHES = TABLES["topic_match"]
LIKELY = TABLES["likely_topic"]
MATCHINGS = TABLES["matching"]
TOPIC_DAYS = TABLES["topic_day"]
SEARCH_ENTRIES = TABLES["search_entry"]
SEARCH_PENDING = TABLES["search_pending"]
SUMMARIES = TABLES["summary"]
ATTEMPTS = TABLES["attempt"]
RUNS = TABLES["run"]
ISSUES = TABLES["issue"]
ISSUE_ITEMS = TABLES["issue_item"]
ERRATA = TABLES["erratum"]
MARKS = TABLES["mark"]
SUBSCRIBERS = TABLES["subscriber"]
FORGOTTEN = TABLES["forgotten"]
DELIVERIES = TABLES["delivery"]
BACKLOG = TABLES["backlog"]
BACKLOG_CHANGES = TABLES["backlog_change"]
TASKS = TABLES["task"]
TASK_CHANGES = TABLES["task_change"]
CALLS = TABLES["call"]
RESERVATIONS = TABLES["reservation"]
ANSWERS = TABLES["answer_cache"]

# The words of an item as they are now.
CURRENT = and_(VERSIONS.c.item_id == ITEMS.c.id, VERSIONS.c.number == ITEMS.c.version)
