"""Bodies with their outlines beside the items; what a summary read, and where texts disagree."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "item_body",
        sa.Column("item_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("outline", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("item_id", "edition", name="pk_item_body"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_item_body_item_id"),
    )
    extent = sa.Column("extent", sa.Text, nullable=False, server_default="{}")
    conflicts = sa.Column("conflicts", sa.Text, nullable=False, server_default="[]")
    op.add_column("summary", extent)
    op.add_column("summary", conflicts)
