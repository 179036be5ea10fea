"""The first schema: sources, items with versions and sightings, matches, summaries, runs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "source_state",
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("body_hash", sa.Text),
        sa.Column("visited", sa.BigInteger),
        sa.Column("succeeded", sa.BigInteger),
        sa.Column("next_due", sa.BigInteger),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("detail", sa.Text),
        sa.Column("oldest_entry", sa.BigInteger),
        sa.Column("newest_entry", sa.BigInteger),
        sa.Column("gap_since", sa.BigInteger),
        sa.Column("gap_until", sa.BigInteger),
        sa.Column("entries_cut", sa.Integer, nullable=False),
        sa.Column("first_succeeded", sa.BigInteger),
        sa.PrimaryKeyConstraint("source", name="pk_source_state"),
    )
    _create_items()
    _create_words()
    _create_findings()
    _create_work()


def _create_items() -> None:
    op.create_table(
        "item",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("authors", sa.Text, nullable=False),
        sa.Column("published", sa.BigInteger),
        sa.Column("date_doubt", sa.Text),
        sa.Column("first_seen", sa.BigInteger, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("revised", sa.BigInteger),
        sa.Column("backfill", sa.Boolean, nullable=False),
        sa.Column("hidden", sa.Boolean, nullable=False),
        sa.Column("mentions", sa.Text, nullable=False),
        sa.Column("voice", sa.Integer, nullable=False),
        sa.Column("match_key", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_item"),
        sa.UniqueConstraint("key", name="uq_item_key"),
        sa.UniqueConstraint("position", name="uq_item_position"),
    )
    for name in ("published", "first_seen", "revised"):
        op.create_index(f"ix_item_{name}", "item", [name])
    op.create_index("ix_item_match_key_position", "item", ["match_key", "position"])


def _create_words() -> None:
    op.create_table(
        "item_version",
        sa.Column("item_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("page", sa.Boolean, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.Column("announced", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("item_id", "number", name="pk_item_version"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_item_version_item_id"),
    )
    op.create_table(
        "sighting",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("item_id", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sighting"),
        sa.UniqueConstraint("key", name="uq_sighting_key"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_sighting_item_id"),
    )
    op.create_index("ix_sighting_item_id", "sighting", ["item_id"])


def _create_findings() -> None:
    op.create_table(
        "topic_match",
        sa.Column("topic_id", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("item_id", sa.Integer, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text),
        sa.PrimaryKeyConstraint("topic_id", "position", name="pk_topic_match"),
        sa.UniqueConstraint("item_id", "topic_id", name="uq_topic_match_item_id_topic_id"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_topic_match_item_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "summary",
        sa.Column("item_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("points", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("level_estimated", sa.Boolean, nullable=False),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("writer", sa.Text, nullable=False),
        sa.Column("prompt", sa.Text, nullable=False),
        sa.Column("written", sa.BigInteger, nullable=False),
        sa.Column("suspicious", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("item_id", "version", name="pk_summary"),
        sa.ForeignKeyConstraint(
            ["item_id", "version"],
            ["item_version.item_id", "item_version.number"],
            name="fk_summary_item_id_version",
        ),
    )


def _create_work() -> None:
    op.create_table(
        "attempt",
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("not_before", sa.BigInteger, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("stage", "key", name="pk_attempt"),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("job", sa.Text, nullable=False),
        sa.Column("started", sa.BigInteger, nullable=False),
        sa.Column("ended", sa.BigInteger, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("skipped", sa.Integer, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )
    op.create_index("ix_run_job_started", "run", ["job", "started"])
