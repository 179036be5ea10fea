"""Tasks that rules find: pages missing, stale or broken, topics without anything, clusters."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("opened", sa.BigInteger, nullable=False),
        sa.Column("topic_id", sa.Text, nullable=False),
        sa.Column("titles", sa.Text, nullable=False),
        sa.Column("items", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        *_standing(),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
        sa.UniqueConstraint("kind", "subject", name="uq_task_kind_subject"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "task_change",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("task_id", sa.Integer, nullable=False),
        *_standing(),
        sa.PrimaryKeyConstraint("id", name="pk_task_change"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_task_change_task_id"),
    )
    op.create_index("ix_task_change_task_id_id", "task_change", ["task_id", "id"])


def _standing() -> list[sa.Column]:
    return [
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("claimed_by", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("changed", sa.BigInteger),
    ]
