"""The hidden items, few among many, for what their hiding teaches."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_index(
        "ix_item_hidden_id",
        "item",
        ["hidden", "id"],
        sqlite_where=sa.text("hidden"),
        postgresql_where=sa.text("hidden"),
    )
