"""Finds what editors want of issues: the files beside catchup.toml, with the items they name."""

from collections.abc import Iterator

from catchup.config import Config
from catchup.editfile import FOLDER, edit_path, read_edit
from catchup.errors import ConfigError
from catchup.store import Store
from catchup.types import Edit, ItemId

LATEST = 26  # files: half a year


def edit_of(store: Store, config: Config, week: str) -> Edit:
    """What an editor wants of the issue of a week. Raises ConfigError with file and line."""

    def find(url: str) -> ItemId | None:
        # Here, since it loads what reads the web: a report has no use for that.
        from ingest.identity import canonical_url  # noqa: PLC0415

        candidate = store.items.by_url(canonical_url(url) or url)
        return candidate.item.id if candidate else None

    return read_edit(edit_path(config.home, week), find)


def latest_edits(store: Store, config: Config) -> Iterator[Edit]:
    """The edits of the latest weeks, the newest first.

    One that cannot be read is passed over: its own issue complains of it, by file and line.
    """
    for path in sorted((config.home / FOLDER).glob("*.toml"), reverse=True)[:LATEST]:
        try:
            yield edit_of(store, config, path.stem)
        except ConfigError:
            continue
