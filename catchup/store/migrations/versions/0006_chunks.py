"""What a source last showed, entry by entry, so that a changed feed costs its new entries only."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("source_state", sa.Column("chunks", sa.LargeBinary))
