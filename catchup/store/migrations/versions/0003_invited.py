"""When a subscriber was mailed the link that confirms, so that nobody is asked twice."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("subscriber", sa.Column("invited", sa.BigInteger))
