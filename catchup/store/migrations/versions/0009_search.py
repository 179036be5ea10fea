"""Search: the full-text index, the state of a match beside it, and counts by topic and day.

The items are indexed after this migration, in small transactions (`store.indexing.catch_up`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

INDEX = {
    "sqlite": [
        """CREATE VIRTUAL TABLE item_search USING fts5(
            words, content='', columnsize=0, detail=none, tokenize='ascii')""",
    ],
    "postgresql": [
        "CREATE TABLE item_search (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX ix_item_search_words ON item_search USING gin (words)",
    ],
}
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite's own row id
DAY_OF_POSITIONS = 86_400_000 << 10


def upgrade() -> None:
    _states()
    _counts()
    op.create_table(
        "search_entry",
        sa.Column("row", ROW_ID, nullable=False, autoincrement=False),
        sa.Column("item_id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("row", name="pk_search_entry"),
        sa.UniqueConstraint("item_id", name="uq_search_entry_item_id"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_search_entry_item_id"),
    )
    op.create_table(
        "search_pending",
        sa.Column("item_id", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("item_id", name="pk_search_pending"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_search_pending_item_id"),
    )
    op.execute("INSERT INTO search_pending SELECT id FROM item")
    for statement in INDEX[op.get_bind().dialect.name]:
        op.execute(statement)


def _states() -> None:
    state = sa.Column("state", sa.Text, nullable=False, server_default="open")
    op.add_column("topic_match", state)
    op.execute(
        "UPDATE topic_match SET state = coalesce((SELECT backlog.state FROM backlog"
        " WHERE backlog.item_id = topic_match.item_id"
        " AND backlog.topic_id = topic_match.topic_id), 'open')"
    )
    columns = ["topic_id", "state", "position", "item_id"]
    op.create_index(f"ix_topic_match_{'_'.join(columns)}", "topic_match", columns)


def _counts() -> None:
    op.create_table(
        "topic_day",
        sa.Column("day", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("topic_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("day", "topic_id", "state", name="pk_topic_day"),
        sqlite_with_rowid=False,
    )
    day = f"topic_match.position / {DAY_OF_POSITIONS}"
    op.execute(
        sa.text(
            f"INSERT INTO topic_day SELECT {day}, topic_id, state, count(*) FROM topic_match"  # noqa: S608
            " JOIN item ON item.id = topic_match.item_id WHERE NOT item.hidden"
            f" GROUP BY {day}, topic_id, state"
        )
    )
