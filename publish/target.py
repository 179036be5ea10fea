"""Checks what `[handbook]` says before git sees any of it."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from catchup.config import HandbookSettings
from catchup.errors import ConfigError
from publish.plain import columns_of

MOST_COLUMNS = 72
BRANCH = re.compile(r"(?![-/.])(?!.*(?:\.\.|//|@\{|/\.|\.lock(?:/|$)))[^\s~^:?*\[\\\x00-\x1f\x7f]+")
AUTHOR = re.compile(r"([^<>\x00-\x1f]+) <([^<>\s\x00-\x1f]+@[^<>\s\x00-\x1f]+)>")
SECRET_IN_ADDRESS = re.compile(r"https?://[^/]*@|[a-z]+://[^/@:]*:[^/@]*@")
ANOTHER_WAY = re.compile(r"-|[^/:@]*::")  # an option; git's "ext::any command"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where pages go and in whose name. `folder` is in NFC and has no slash at its ends."""

    repository: str
    base: str
    branch: str
    folder: str
    commit_prefix: str
    author: str
    address: str

    def path(self, name: str) -> str:
        """A page's path in the repository."""
        return f"{self.folder}/{name}"

    def subject(self, week: str) -> str:
        """The first line of the commit."""
        return f"{self.commit_prefix}whats-new_{week}"


def target_of(settings: HandbookSettings) -> Target:
    """The checked settings. Raises ConfigError that names the first bad one."""
    if not (author := AUTHOR.fullmatch(settings.author)):
        raise _wrong("author", settings.author, 'write it like "Catchup bot <bot@example.org>"')
    for name in ("base", "branch"):
        branch = getattr(settings, name)
        if not BRANCH.fullmatch(branch) or branch.endswith(("/", ".")):
            raise _wrong(name, branch, "it is no name of a branch")
    target = Target(
        repository=_repository(settings.repository),
        base=settings.base,
        branch=settings.branch,
        folder=_folder(settings.folder),
        commit_prefix=settings.commit_prefix,
        author=author[1],
        address=author[2],
    )
    if (
        not target.subject("").isprintable()
        or columns_of(target.subject("2026-W01")) > MOST_COLUMNS
    ):
        hint = f"the subject must be one line of at most {MOST_COLUMNS} columns"
        raise _wrong("commit_prefix", settings.commit_prefix, hint)
    return target


def _repository(address: str) -> str:
    """A path, an https or ssh address, or user@host:path; without any secret in it."""
    if SECRET_IN_ADDRESS.match(address):
        raise ConfigError(
            "[handbook] repository holds a user name or password",
            hint="take it out; the token goes into the variable that `token_env` names",
        )
    if not address or ANOTHER_WAY.match(address) or not address.isprintable():
        raise _wrong("repository", address, "use a path, or an https or ssh address")
    return address


def _folder(name: str) -> str:
    folder = unicodedata.normalize("NFC", name).strip("/")
    parts = PurePosixPath(folder).parts
    bad = {"..", ".git"} & {part.casefold() for part in parts}
    if not parts or bad or name.startswith("/") or "\\" in folder or not folder.isprintable():
        raise _wrong("folder", name, 'name a folder inside the repository, such as "whats-new"')
    return "/".join(parts)


def _wrong(setting: str, value: str, hint: str) -> ConfigError:
    return ConfigError(f"[handbook] {setting} = {value!r} cannot be used", hint=hint)
