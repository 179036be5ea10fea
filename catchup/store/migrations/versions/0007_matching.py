"""What items were matched with, so that a changed topics file re-places only what it concerns."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "matching",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("wording", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_matching"),
    )
