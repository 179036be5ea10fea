"""Manners towards sources: intervals, moves, ends, and validators that are not believed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    for name in ("rhythm", "fresh_for", "ttl", "silent_days"):
        _add(sa.Column(name, sa.Integer, nullable=False, server_default="0"))
    for name, value in {"skips": "[]", "address": "", "moved_to": ""}.items():
        _add(sa.Column(name, sa.Text, nullable=False, server_default=value))
    for name in ("moved_since", "gone_since", "stopped", "in_full"):
        _add(sa.Column(name, sa.BigInteger))
    _add(sa.Column("distrusted", sa.Boolean, nullable=False, server_default=sa.false()))


def _add(column: sa.Column) -> None:
    op.add_column("source_state", column)
