"""Reads catchup.toml and the environment into one Config; the only reader of os.environ."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from catchup.errors import ConfigError
from catchup.sourcesfile import read_sources
from catchup.tomlfile import TomlFile, read_toml, seconds
from catchup.types import Language, Source

MEGABYTE = 1024 * 1024
CONFIG_NAME = "catchup.toml"
FORMATS = frozenset({"text", "markdown", "html", "json"})
LANGUAGES = frozenset({"ko", "en"})
WRITERS = frozenset({"extract", "chat"})
JUDGES = frozenset({"offline", "chat"})
STRUCTURED = frozenset({"auto", "json_schema", "json_object", "plain"})
SECURITY = frozenset({"starttls", "tls", "none"})
MODES = frozenset({"push", "patch"})
PROFILES = frozenset({"plain", "jekyll", "jupyter-book"})
_OF_A_MODEL = ("timeout", "input_price", "cached_price", "output_price")
# section -> (least value, settings); nan and inf are refused with them.
AT_LEAST: Mapping[str, tuple[float, tuple[str, ...]]] = {
    "digest": (1, ("minutes", "items", "per_source")),
    "web": (0, ("pause", "deadline", "hosts_at_once", "max_feed_bytes", "max_page_bytes")),
    "writer": (
        0,
        (
            *_OF_A_MODEL,
            "run_usd",
            "day_usd",
            "month_usd",
            "max_input_characters",
            "max_document_characters",
            "max_output_tokens",
        ),
    ),
    "standby": (0, _OF_A_MODEL),
    "issue": (0, ("open_after",)),
    "mail": (0, ("per_second", "max_lateness")),
    "schedule": (0.1, ("crawl_every", "issue_every")),
}
LARGEST = 1e12
GIT_NEEDS = (
    "PATH",
    "HOME",
    "SSH_AUTH_SOCK",
    "http_proxy",
    "https_proxy",
    "HTTPS_PROXY",
    "no_proxy",
    "NO_PROXY",
    "SSL_CERT_FILE",
)
PORTS = 65536


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
    per_source: int = 5


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
    """`[publish]`: the folder that `run` writes reports to, and their formats.

    `profile` says for which tool the Markdown of issues is dressed.
    """

    folder: str = "out"
    formats: tuple[str, ...] = ("markdown", "html", "json")
    profile: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """An OpenAI-compatible model. Prices are USD for a million tokens.

    `key_env` names the environment variable that holds the key.
    """

    base_url: str = "http://127.0.0.1:11434/v1"
    model: str = ""
    key_env: str = "CATCHUP_WRITER_KEY"
    structured: str = "auto"
    timeout: float = 60.0
    input_price: float = 0.0
    cached_price: float = 0.0
    output_price: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterSettings(ModelSettings):
    """`[writer]`: who writes summaries; ceilings are USD.

    Where nobody asks the model (`Config.asks_model`) nothing but `use` matters.
    """

    use: str = "extract"
    max_input_characters: int = 24_000
    max_document_characters: int = 96_000
    max_output_tokens: int = 2_000
    run_usd: float = 0.5
    day_usd: float = 1.0
    month_usd: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StandbySettings(ModelSettings):
    """`[standby]`: the model that writes where that of `[writer]` gives nothing usable.

    An empty `model`: none. Sizes and ceilings are those of `[writer]`; the key is never shared.
    """

    key_env: str = "CATCHUP_STANDBY_KEY"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSettings:
    """`[topics]`: who has the last word on an item's topics; "chat" is the model of `[writer]`."""

    judge: str = "offline"


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingSettings:
    """`[ranking]`: whether what people keep and drop may change the order of what is chosen."""

    learn: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSettings:
    """`[issue]`: the weekly issue opens this long after the end of its week."""

    open_after: float = 6 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """`[mail]`: the relay and the letter's sender. An empty `server` means: no mail.

    `password_env` and `secret_env` name environment variables: the relay's password, and the
    secret that signs confirmation and unsubscribe links (several, separated by commas, to rotate).
    """

    server: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password_env: str = "CATCHUP_MAIL_PASSWORD"  # noqa: S105 a name, not a secret
    secret_env: str = "CATCHUP_SECRET"  # noqa: S105 a name, not a secret
    sender: str = ""
    sender_name: str = "Catchup"
    reply_to: str = ""
    list_id: str = ""
    per_second: float = 10.0
    max_lateness: float = 24 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """`[site]`: the static site. `base_url` is its public https address, empty: none.

    `folder` is where it is built inside the folder of the reports; empty: nowhere. `feed_host`
    names the host in the ids of feeds where it is not that of `base_url`: the old one after a move.
    """

    base_url: str = ""
    title: str = "Catchup"
    folder: str = "site"
    feed_host: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookSettings:
    """`[handbook]`: the repository that the weekly page and the roadmap go to; empty: none.

    `mode`: "push" to `branch`, or "patch" into a file. `token_env` names the variable that holds a
    token for an https remote. `checkout` is a folder with the handbook's files, read for its pages.
    """

    repository: str = ""
    checkout: str = ""
    base: str = "main"
    branch: str = "catchup/weekly"
    folder: str = "whats-new"
    mode: str = "push"
    commit_prefix: str = "modify : "
    author: str = "Catchup bot <bot@catchup.invalid>"
    token_env: str = "CATCHUP_GIT_TOKEN"  # noqa: S105 a name, not a secret


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSettings:
    """`[schedule]`: what `serve` does when, and where it listens."""

    crawl_every: float = 3600.0
    issue_every: float = 3600.0
    host: str = "127.0.0.1"
    port: int = 8300


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
    writer: WriterSettings = field(default_factory=WriterSettings)
    standby: StandbySettings = field(default_factory=StandbySettings)
    topics: TopicSettings = field(default_factory=TopicSettings)
    ranking: RankingSettings = field(default_factory=RankingSettings)
    issue: IssueSettings = field(default_factory=IssueSettings)
    mail: MailSettings = field(default_factory=MailSettings)
    site: SiteSettings = field(default_factory=SiteSettings)
    handbook: HandbookSettings = field(default_factory=HandbookSettings)
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    files: FileSettings = field(default_factory=FileSettings)
    sources: tuple[Source, ...] = ()

    @property
    def asks_model(self) -> bool:
        """Whether the model of `[writer]` is asked for anything."""
        return "chat" in {self.writer.use, self.topics.judge}

    @property
    def writers(self) -> tuple[WriterSettings, ...]:
        """`[writer]`, and behind a model its standby, where there is one: who is asked in turn."""
        if self.writer.use == "extract" or not self.standby.model:
            return (self.writer,)
        return self.writer, replace(self.writer, **asdict(self.standby))

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
    def public_url(self) -> str:
        """The address under which readers reach `serve`, without a slash at its end."""
        own = f"http://{self.schedule.host}:{self.schedule.port}"
        return self.site.base_url.rstrip("/") or own

    @property
    def handbook_settings(self) -> HandbookSettings:
        """`[handbook]` with a relative repository counted from the folder of catchup.toml."""
        repository = self.handbook.repository
        if not repository or ":" in repository or Path(repository).is_absolute():
            return self.handbook
        return replace(self.handbook, repository=str(self.home / repository))

    @property
    def handbook_checkout(self) -> Path | None:
        """The folder of the handbook's files, counted from that of catchup.toml; None: not set."""
        return self.home / self.handbook.checkout if self.handbook.checkout else None

    @property
    def sources_file(self) -> Path:
        """Where sources.toml is."""
        return self.home / self.files.sources

    @property
    def topics_file(self) -> Path:
        """Where topics.yaml is."""
        return self.home / self.files.topics

    @property
    def names_file(self) -> Path:
        """Where names of one's own may be: names.yaml beside the topics."""
        return self.topics_file.with_name("names.yaml")

    @property
    def scope_file(self) -> Path:
        """Where words of one's own for choosing may be: scope.toml beside the topics."""
        return self.topics_file.with_name("scope.toml")

    @property
    def output_folder(self) -> Path:
        """Where reports are written."""
        return self.home / self.publish.folder

    @property
    def site_folder(self) -> Path | None:
        """Where the static site is built; None: it is not."""
        return self.output_folder / self.site.folder if self.site.folder else None


SECTIONS: Mapping[str, type[Any]] = {
    "store": StoreSettings,
    "digest": DigestSettings,
    "web": WebSettings,
    "publish": PublishSettings,
    "writer": WriterSettings,
    "standby": StandbySettings,
    "topics": TopicSettings,
    "ranking": RankingSettings,
    "issue": IssueSettings,
    "mail": MailSettings,
    "site": SiteSettings,
    "handbook": HandbookSettings,
    "schedule": ScheduleSettings,
    "files": FileSettings,
}
FROM_ENVIRONMENT = frozenset({"http_proxy", "https_proxy", "no_proxy", "ca_file"})
DURATIONS = frozenset(
    {"pause", "deadline", "timeout", "open_after", "max_lateness", "crawl_every", "issue_every"}
)
TYPE_NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


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


def load_config(path: Path, *, sources_may_miss: bool = False) -> Config:
    """Read catchup.toml, sources.toml and the environment. Raises ConfigError with file, line."""
    file = read_toml(path)
    file.refuse_unknown(file.tables, SECTIONS, "section")
    sections = {name: _section(file, name, kind) for name, kind in SECTIONS.items()}
    config = Config(home=path.parent.resolve(), **sections)
    _check(config, file)
    if not config.sources_file.exists():
        if sources_may_miss:
            return config
        raise file.wrong(
            "sources",
            f"{config.sources_file} is not there",
            hint="`catchup sources add URL` or `catchup sources import FILE` makes it",
        )
    return replace(config, sources=read_sources(config.sources_file))


def secret(name: str) -> str:
    """The secret in an environment variable; "" when it is not set."""
    return os.environ.get(name, "")


def secrets(name: str) -> tuple[str, ...]:
    """The secrets in an environment variable, separated by commas, the newest first."""
    return tuple(part.strip() for part in secret(name).split(",") if part.strip())


def for_git() -> dict[str, str]:
    """The part of the environment that git may need: programs, keys and proxies, no settings."""
    return {name: os.environ[name] for name in GIT_NEEDS if name in os.environ}


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
    values = {
        key: _value(file, name, key, value, getattr(default, key)) for key, value in table.items()
    }
    return kind(**values, **(environment() if kind is WebSettings else {}))


def _value(file: TomlFile, section: str, key: str, value: object, default: object) -> object:
    if key in DURATIONS:
        try:
            return seconds(value)
        except ValueError as error:
            raise file.wrong(key, f"`{key}`: {error}", section=section) from error
    if isinstance(default, tuple):
        if not isinstance(value, list):
            raise file.wrong(key, f"`{key}` must be a list", section=section)
        return tuple(value)
    if isinstance(default, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(default):
        wanted = TYPE_NAMES.get(type(default), "another type")
        raise file.wrong(key, f"`{key}` must be {wanted}, not {value!r}", section=section)
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
    contact = config.web.contact
    if not (contact.isascii() and contact.isprintable()):
        raise file.wrong("contact", "`contact` goes into a header: plain ASCII on one line, please")
    _check_choices(config, file)
    _check_numbers(config, file)
    _check_openings(config, file)


def _check_choices(config: Config, file: TomlFile) -> None:
    if not config.digest.languages:
        raise file.wrong("languages", "`languages` needs at least one of ko, en")
    choices: tuple[tuple[str, str, Iterable[object], frozenset[str]], ...] = (
        ("digest", "languages", config.digest.languages, LANGUAGES),
        ("publish", "formats", config.publish.formats, FORMATS),
        ("writer", "use", (config.writer.use,), WRITERS),
        ("topics", "judge", (config.topics.judge,), JUDGES),
        ("writer", "structured", (config.writer.structured,), STRUCTURED),
        ("standby", "structured", (config.standby.structured,), STRUCTURED),
        ("mail", "security", (config.mail.security,), SECURITY),
        ("handbook", "mode", (config.handbook.mode,), MODES),
        ("publish", "profile", (config.publish.profile,), PROFILES),
    )
    _check_site(config, file)
    for section, key, values, known in choices:
        for value in values:
            if value not in known:
                every = ", ".join(sorted(known))
                message = f"`{key}`: {value!r} is not one of {every}"
                raise file.wrong(key, message, section=section)


def _check_site(config: Config, file: TomlFile) -> None:
    address = config.site.base_url
    if not address:
        return
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise file.wrong(
            "base_url",
            f"[site] `base_url`: {address!r} is no address of a site",
            hint="begin it with https:// (or http://), or leave it empty",
            section="site",
        )


def _check_numbers(config: Config, file: TomlFile) -> None:
    for section, (least, keys) in AT_LEAST.items():
        for key in keys:
            value = getattr(getattr(config, section), key)
            if not least <= value < LARGEST:
                message = f"`{key}` must be {least:g} or more, not {value:g}"
                raise file.wrong(key, message, section=section)
    for section, key in (("mail", "port"), ("schedule", "port")):
        if not 0 < getattr(getattr(config, section), key) < PORTS:
            raise file.wrong(key, f"`{key}` must be a port, 1 to 65535", section=section)


def _check_openings(config: Config, file: TomlFile) -> None:
    for port in config.web.allow_ports:
        if type(port) is not int or not 0 < port < PORTS:
            raise file.wrong("allow_ports", f"`allow_ports`: {port!r} is no port")
    for network in config.web.allow_networks:
        try:
            ip_network(network)
        except ValueError as error:
            complaint = f"`allow_networks`: {network!r} is no network"
            raise file.wrong("allow_networks", complaint, hint="write 10.0.0.0/8") from error
