"""Alembic enters here; `catchup.store.migrating` hands it a connection inside a transaction."""

from alembic import context

from catchup.store.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    # SQLite takes back CREATE and ALTER with their transaction, as ours is begun explicitly.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
