"""Reads catchup.toml and the environment into one Config; the only reader of os.environ."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from catchup.errors import ConfigError
from catchup.sourcesfile import read_sources
from catchup.tomlfile import TomlFile, read_toml, seconds
from catchup.types import Language, Source

MEGABYTE = 1024 * 1024
CONFIG_NAME = "catchup.toml"
FORMATS = frozenset({"text", "markdown", "html", "json"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSettings:
    """`[store]`: where the database is; a relative SQLite path counts from catchup.toml."""

    url: str = "sqlite:///catchup.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSettings:
    """`[digest]`: what makes a report. `minutes` is the reading time it may cost."""

    timezone: str = "Asia/Seoul"
    languages: tuple[Language, ...] = ("ko", "en")
    minutes: int = 8
    items: int = 30
    per_source: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """`[web]`: manners and limits; the proxies and the CA file come from the environment.

    Times are seconds, sizes bytes of decoded content. `allow_networks` (CIDR) and `allow_ports`
    open what the SSRF guard closes.
    """

    contact: str = ""
    pause: float = 1.0
    hosts_at_once: int = 8
    deadline: float = 45.0
    max_feed_bytes: int = 10 * MEGABYTE
    max_page_bytes: int = 5 * MEGABYTE
    allow_networks: tuple[str, ...] = ()
    allow_ports: tuple[int, ...] = ()
    http_proxy: str | None = None
    https_proxy: str | None = None
    no_proxy: tuple[str, ...] = ()
    ca_file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishSettings:
    """`[publish]`: the folder that `run` writes reports to, and their formats."""

    folder: str = "out"
    formats: tuple[str, ...] = ("markdown", "html", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSettings:
    """`[files]`: the two files beside catchup.toml."""

    sources: str = "sources.toml"
    topics: str = "topics.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that was decided outside the code. `home` is the folder of catchup.toml."""

    home: Path
    store: StoreSettings = field(default_factory=StoreSettings)
    digest: DigestSettings = field(default_factory=DigestSettings)
    web: WebSettings = field(default_factory=WebSettings)
    publish: PublishSettings = field(default_factory=PublishSettings)
    files: FileSettings = field(default_factory=FileSettings)
    sources: tuple[Source, ...] = ()

    @property
    def timezone(self) -> ZoneInfo:
        """The zone in which days and weeks are cut."""
        return ZoneInfo(self.digest.timezone)

    @property
    def database_url(self) -> str:
        """The database address; a relative SQLite path counts from the folder of catchup.toml."""
        prefix = "sqlite:///"
        if not self.store.url.startswith(prefix):
            return self.store.url
        return f"{prefix}{self.home / self.store.url.removeprefix(prefix)}"

    @property
    def sources_file(self) -> Path:
        """Where sources.toml is."""
        return self.home / self.files.sources

    @property
    def topics_file(self) -> Path:
        """Where topics.yaml is."""
        return self.home / self.files.topics

    @property
    def output_folder(self) -> Path:
        """Where reports are written."""
        return self.home / self.publish.folder


SECTIONS: Mapping[str, type[Any]] = {
    "store": StoreSettings,
    "digest": DigestSettings,
    "web": WebSettings,
    "publish": PublishSettings,
    "files": FileSettings,
}
FROM_ENVIRONMENT = frozenset({"http_proxy", "https_proxy", "no_proxy", "ca_file"})
DURATIONS = frozenset({"pause", "deadline"})
TYPE_NAMES = {str: "text", int: "a whole number", float: "a number"}


def find_config(named: str | None) -> Path:
    """Path of the catchup.toml to use: the named one, $CATCHUP_CONFIG, or the one right here.

    Raises ConfigError when there is none.
    """
    path = Path(named or os.environ.get("CATCHUP_CONFIG", "") or CONFIG_NAME)
    if path.is_dir():
        path /= CONFIG_NAME
    if not path.is_file():
        raise ConfigError(
            f"no configuration at {path}",
            hint="make one with `catchup init`, or look around first with `catchup demo`",
        )
    return path


def load_config(path: Path) -> Config:
    """Read catchup.toml, sources.toml and the environment. Raises ConfigError with file, line."""
    file = read_toml(path)
    file.refuse_unknown(file.tables, SECTIONS, "section")
    sections = {name: _section(file, name, kind) for name, kind in SECTIONS.items()}
    config = Config(home=path.parent.resolve(), **sections)
    _check(config, file)
    if not config.sources_file.exists():
        return config
    return replace(config, sources=read_sources(config.sources_file))


def environment() -> dict[str, Any]:
    """The part of WebSettings that comes from the environment, as every HTTP client reads it."""

    def first(*names: str) -> str | None:
        return next((os.environ[n] for n in names if os.environ.get(n)), None)

    hosts = first("no_proxy", "NO_PROXY") or ""
    return {
        "http_proxy": first("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"),
        "https_proxy": first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
        "no_proxy": tuple(h.strip() for h in hosts.split(",") if h.strip()),
        "ca_file": first("SSL_CERT_FILE"),
    }


def _section(file: TomlFile, name: str, kind: type[Any]) -> Any:  # noqa: ANN401
    table = file.tables.get(name, {})
    if not isinstance(table, dict):
        raise file.wrong(name, f"`{name}` must be a section, [{name}]")
    known = [f.name for f in fields(kind) if f.name not in FROM_ENVIRONMENT]
    file.refuse_unknown(table, known, f"[{name}] setting")
    default = kind()
    values = {key: _value(file, key, value, getattr(default, key)) for key, value in table.items()}
    return kind(**values, **(environment() if kind is WebSettings else {}))


def _value(file: TomlFile, key: str, value: object, default: object) -> object:
    if key in DURATIONS:
        try:
            return seconds(value)
        except ValueError as error:
            raise file.wrong(key, f"`{key}`: {error}") from error
    if isinstance(default, tuple):
        if not isinstance(value, list):
            raise file.wrong(key, f"`{key}` must be a list")
        return tuple(value)
    if type(value) is not type(default):
        wanted = TYPE_NAMES.get(type(default), "another type")
        raise file.wrong(key, f"`{key}` must be {wanted}, not {value!r}")
    return value


def _check(config: Config, file: TomlFile) -> None:
    try:
        ZoneInfo(config.digest.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise file.wrong(
            "timezone",
            f"timezone `{config.digest.timezone}` is not known",
            hint='use a name such as "Asia/Seoul" or "UTC"',
        ) from error
    if unknown := set(config.digest.languages) - {"ko", "en"}:
        raise file.wrong("languages", f"language `{min(unknown)}` is not one of ko, en")
    for name in ("minutes", "items", "per_source"):
        if getattr(config.digest, name) < 1:
            raise file.wrong(name, f"`{name}` must be 1 or more")
    if config.web.pause < 0 or config.web.deadline <= 0 or config.web.hosts_at_once < 1:
        raise file.wrong("web", "pause, deadline and hosts_at_once must be positive")
    if unknown := set(config.publish.formats) - FORMATS:
        raise file.wrong(
            "formats", f"format `{min(unknown)}` is not one of {', '.join(sorted(FORMATS))}"
        )
