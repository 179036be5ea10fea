"""Runs the migrations. Importing this imports Alembic: do so only when there is one to run."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

SCRIPTS = Path(__file__).parent / "migrations"


def revisions() -> list[str]:
    """Every revision this Catchup knows, the oldest first."""
    scripts = ScriptDirectory.from_config(_config())
    return [script.revision for script in scripts.walk_revisions()][::-1]


def upgrade(connection: Connection) -> list[str]:
    """Apply what is missing, in the connection's own transaction; answers what was applied."""
    known = revisions()
    current = MigrationContext.configure(connection).get_current_revision()
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return known if current is None else known[known.index(current) + 1 :]


def _config() -> Config:
    config = Config()
    # Alembic's settings interpolate with "%": a folder's name may hold one.
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config
