"""The likeliest topic of items that have none, for choosing among them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "likely_topic",
        sa.Column("item_id", sa.Integer, nullable=False),
        sa.Column("topic_id", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("item_id", name="pk_likely_topic"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_likely_topic_item_id"),
    )
