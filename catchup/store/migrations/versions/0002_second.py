"""Issues, subscribers, deliveries, the backlog and the ledger; editions; a model's wording."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _add_columns()
    _create_issues()
    _create_people()
    _create_backlog()
    _create_money()


def _add_columns() -> None:
    added = {
        "source_state": {"url": "", "resolved": ""},
        "item": {"link": ""},
        "item_version": {"edition": ""},
        "summary": {
            "headline": "{}",
            "tldr": "[]",
            "why": "{}",
            "prerequisites": "[]",
            "fallback": "",
        },
    }
    for table, columns in added.items():
        for name, value in columns.items():
            column = sa.Column(name, sa.Text, nullable=False, server_default=value)
            op.add_column(table, column)


def _create_issues() -> None:
    op.create_table(
        "issue",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("week", sa.Text, nullable=False),
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("end", sa.BigInteger, nullable=False),
        sa.Column("opened", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("audience", sa.Integer),
        sa.PrimaryKeyConstraint("number", name="pk_issue"),
        sa.UniqueConstraint("week", name="uq_issue_week"),
    )
    op.create_table(
        "issue_item",
        sa.Column("item_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("issue", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("item_id", name="pk_issue_item"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_issue_item_item_id"),
        sa.ForeignKeyConstraint(["issue"], ["issue.number"], name="fk_issue_item_issue"),
    )


def _create_people() -> None:
    op.create_table(
        "subscriber",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("asked", sa.BigInteger, nullable=False),
        sa.Column("confirmed", sa.BigInteger),
        sa.Column("left", sa.BigInteger),
        sa.Column("consent", sa.Text, nullable=False),
        sa.Column("bounced", sa.BigInteger),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscriber"),
        sa.UniqueConstraint("key", name="uq_subscriber_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "forgotten",
        sa.Column("salt", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("salt", name="pk_forgotten"),
    )
    op.create_table(
        "delivery",
        sa.Column("issue", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("subscriber", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease_until", sa.BigInteger),
        sa.Column("not_before", sa.BigInteger),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("sent", sa.BigInteger),
        sa.PrimaryKeyConstraint("issue", "subscriber", name="pk_delivery"),
        sa.UniqueConstraint("message_id", name="uq_delivery_message_id"),
        sa.ForeignKeyConstraint(["issue"], ["issue.number"], name="fk_delivery_issue"),
    )
    columns = ["issue", "state", "subscriber"]
    op.create_index("ix_delivery_issue_state_subscriber", "delivery", columns)


def _create_backlog() -> None:
    op.create_table(
        "backlog",
        sa.Column("item_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("topic_id", sa.Text, nullable=False),
        *_decision(),
        sa.PrimaryKeyConstraint("item_id", "topic_id", name="pk_backlog"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_backlog_item_id"),
    )
    op.create_table(
        "backlog_change",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("item_id", sa.Integer, nullable=False),
        sa.Column("topic_id", sa.Text, nullable=False),
        *_decision(),
        sa.PrimaryKeyConstraint("id", name="pk_backlog_change"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_backlog_change_item_id"),
    )
    columns = ["item_id", "topic_id", "id"]
    op.create_index("ix_backlog_change_item_id_topic_id_id", "backlog_change", columns)


def _decision() -> list[sa.Column]:
    return [
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("claimed_by", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("changed", sa.BigInteger),
    ]


def _create_money() -> None:
    op.create_table(
        "call",
        sa.Column("ticket", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("provider", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("prompt", sa.Text, nullable=False),
        sa.Column("item", sa.Integer),
        sa.Column("started", sa.BigInteger, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("tokens_in", sa.Integer, nullable=False),
        sa.Column("tokens_cached", sa.Integer, nullable=False),
        sa.Column("tokens_out", sa.Integer, nullable=False),
        sa.Column("estimated", sa.Boolean, nullable=False),
        sa.Column("cost", sa.Float, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("ticket", name="pk_call"),
    )
    op.create_index("ix_call_run_cost", "call", ["run", "cost"])
    op.create_index("ix_call_started_cost", "call", ["started", "cost"])
    op.create_table(
        "reservation",
        sa.Column("ticket", sa.Integer, nullable=False),
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("cost", sa.Float, nullable=False),
        sa.Column("opened", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("ticket", name="pk_reservation"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answer_cache",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("kept", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_answer_cache"),
    )
