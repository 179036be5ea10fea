"""How many points an answer of a model offered, and how many of them did not pass the checks."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    for name in ("points", "dropped"):
        op.add_column("call", sa.Column(name, sa.Integer, nullable=False, server_default="0"))
