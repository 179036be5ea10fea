"""Errata beside the issues, and the marks of readers: up to when they have seen what came out."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "erratum",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("week", sa.Text, nullable=False),
        sa.Column("item_id", sa.Integer),
        sa.Column("texts", sa.Text, nullable=False),
        sa.Column("noted", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erratum"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_erratum_item_id"),
    )
    op.create_index("ix_erratum_week", "erratum", ["week"])
    op.create_index("ix_erratum_noted", "erratum", ["noted"])
    op.create_table(
        "mark",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mark"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mark_reader_id", "mark", ["reader", "id"])
