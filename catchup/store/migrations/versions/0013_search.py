"""Search made anew: rows in blocks of ten minutes beside their positions, days kept by topic.

The items are indexed after this migration, in small transactions (`store.indexing.catch_up`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

CLEAR = {
    "sqlite": "INSERT INTO item_search (item_search) VALUES ('delete-all')",
    "postgresql": "DELETE FROM item_search",
}
DAY_OF_POSITIONS = 86_400_000 << 10


def upgrade() -> None:
    _rows()
    _counts()


def _rows() -> None:
    op.execute(CLEAR[op.get_bind().dialect.name])
    op.execute("DELETE FROM search_entry")
    op.execute("DELETE FROM search_pending")
    op.execute("INSERT INTO search_pending SELECT id FROM item")
    position = sa.Column("position", sa.BigInteger, nullable=False, server_default="0")
    op.add_column("search_entry", position)


def _counts() -> None:
    op.drop_table("topic_day")
    op.create_table(
        "topic_day",
        sa.Column("topic_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("day", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("topic_id", "state", "day", name="pk_topic_day"),
        sqlite_with_rowid=False,
    )
    day = f"topic_match.position / {DAY_OF_POSITIONS}"
    op.execute(
        sa.text(
            f"INSERT INTO topic_day SELECT topic_id, state, {day}, count(*) FROM topic_match"  # noqa: S608
            " JOIN item ON item.id = topic_match.item_id WHERE NOT item.hidden"
            f" GROUP BY topic_id, state, {day}"
        )
    )
