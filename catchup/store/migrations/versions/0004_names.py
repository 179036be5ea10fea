"""Other names of items, by which feeds that rewrite their ids or move their links are followed."""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BATCH = 10_000


def upgrade() -> None:
    names = op.create_table(
        "item_name",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("item_id", sa.Integer),
        sa.PrimaryKeyConstraint("name", name="pk_item_name"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_item_name_item_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sighting_source_id", "sighting", ["source", "id"])
    rows = [{"name": name, "item_id": item} for name, item in _ids_of_entries().items()]
    for start in range(0, len(rows), BATCH):
        op.bulk_insert(names, rows[start : start + BATCH])


def _ids_of_entries() -> dict[str, int | None]:
    """What ids the entries known so far carried; None where several items carried one."""
    query = sa.text("SELECT source, entry_id, item_id FROM sighting WHERE entry_id <> ''")
    found: dict[str, int | None] = {}
    for source, entry_id, item in op.get_bind().execute(query):
        name = _digest("id", source, entry_id)
        found[name] = item if found.get(name, item) == item else None
    return found


def _digest(*parts: str) -> str:
    # As `store.identity.digest` was when this migration was written.
    framed = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(framed.encode("utf-8", "replace")).hexdigest()[:32]
