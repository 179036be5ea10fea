"""Opens what a command reads (configuration, store, topics) and closes it again."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from catchup.cli.options import Options
from catchup.config import CONFIG_NAME, Config, find_config, load_config
from catchup.store import Store, open_store
from catchup.types import SourceId, Taxonomy
from taxonomy import read_topics


@dataclass(frozen=True, slots=True)
class Session:
    """An open installation: its configuration and its store."""

    config: Config
    store: Store
    options: Options

    def taxonomy(self) -> Taxonomy:
        """The handbook's topics. Raises ConfigError with file and line."""
        return read_topics(self.config.topics_file)


def load(options: Options, *, sources_may_miss: bool = False) -> Config:
    """The configuration that the options name. Raises ConfigError."""
    return load_config(find_config(options.config), sources_may_miss=sources_may_miss)


def handbook(options: Options) -> tuple[Taxonomy, Path | None]:
    """The installation's topics and its own file of names.

    The packaged topics and no such file, where no configuration is named or here.
    """
    if not options.config and not Path(CONFIG_NAME).is_file():
        with as_file(files("catchup") / "templates" / "topics.yaml") as packaged:
            return read_topics(packaged), None
    config = load(options, sources_may_miss=True)
    return read_topics(config.topics_file), config.names_file


@contextmanager
def opened(options: Options) -> Iterator[Session]:
    """A session on the configured store, migrated if need be."""
    config = load(options)
    with open_store(config.database_url, now=options.clock()) as store:
        yield Session(config, store, options)


def resume_stopped(options: Options, wanted: Collection[SourceId]) -> None:
    """Let those of some sources that had ended (410) be visited again."""
    with opened(options) as session:
        for state in session.store.sources.states().values():
            if state.source in wanted and state.stopped is not None:
                session.store.sources.resume(state.source)
