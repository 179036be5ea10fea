"""Runs git on a throw-away repository: no shell, no worktree, and nobody's settings or hooks."""

import os
import re
import signal
import subprocess
from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from catchup.errors import PublishError

TIMEOUT = 120.0
SHOWN = 500
# What git may know of the operator's environment; everything else stays outside.
PASSED_ON = (
    "PATH",
    "SSH_AUTH_SOCK",
    "https_proxy",
    "HTTPS_PROXY",
    "no_proxy",
    "NO_PROXY",
    "SSL_CERT_FILE",
)
SETTINGS: Mapping[str, str] = {
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.quotePath": "off",
    "core.fsmonitor": "false",
    "commit.gpgSign": "false",
    "push.gpgSign": "false",
    "credential.helper": "",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "fetch.recurseSubmodules": "no",
    "push.recurseSubmodules": "no",
    "http.followRedirects": "false",  # a redirect must not carry the token elsewhere
    "http.lowSpeedLimit": "100",
    "http.lowSpeedTime": "60",
}
USER_INFO = re.compile(r"(?<=://)[^/@\s]+@")
UNSEEN = re.compile(r"[^\S ]+|[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Done:
    """What a git command printed and how it ended."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """What it printed, without the last line break."""
        return self.out.decode("utf-8", "surrogateescape").removesuffix("\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """git in one bare repository, and one remote.

    `token` opens an https remote; it goes nowhere else and stands in no command line.
    """

    folder: Path
    remote: str
    token: str = field(default="", repr=False)
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)

    def run(self, *words: str, data: bytes = b"", identity: Mapping[str, str] | None = None) -> str:
        """The text that a command prints. Raises PublishError when it fails."""
        return self._succeed(self.attempt(*words, data=data, identity=identity), words[0]).text

    def output(self, *words: str) -> bytes:
        """The bytes that a command prints. Raises PublishError when it fails."""
        return self._succeed(self.attempt(*words), words[0]).out

    def attempt(
        self, *words: str, data: bytes = b"", identity: Mapping[str, str] | None = None
    ) -> Done:
        """Run a command, whatever its exit code. Raises PublishError without git, or too slow.

        `identity` is what a commit needs to know of its author.
        """
        command = ("git", *words)
        try:
            code, out, err = _complete(command, data, {**self._environment(), **(identity or {})})
        except OSError as error:
            raise PublishError(
                f"git cannot be run: {error.strerror}", hint="install git 2.31 or newer"
            ) from error
        except subprocess.TimeoutExpired as error:
            raise PublishError(
                f"git {words[0]} took more than {TIMEOUT:.0f} seconds and was ended"
            ) from error
        return Done(code, out, self._harmless(err.decode("utf-8", "replace")))

    def failure(self, what: str, done: Done) -> PublishError:
        """The error that says what git said, without secrets."""
        return PublishError(
            f"git {what} failed: {done.err or f'exit code {done.code}'}",
            hint="check [handbook] repository and base, and that the token may write there",
        )

    def _succeed(self, done: Done, what: str) -> Done:
        if done.code:
            raise self.failure(what, done)
        return done

    def _environment(self) -> dict[str, str]:
        passed = {name: self.environment[name] for name in PASSED_ON if name in self.environment}
        settings = dict(SETTINGS)
        if self.token and self.remote.startswith("https://"):
            header = f"Authorization: Basic {self._credentials()}"
            settings[f"http.{self.remote}.extraHeader"] = header
        if authorities := passed.pop("SSL_CERT_FILE", ""):
            settings["http.sslCAInfo"] = authorities
        numbered = {
            f"GIT_CONFIG_{what}_{n}": value
            for n, pair in enumerate(settings.items())
            for what, value in zip(("KEY", "VALUE"), pair, strict=True)
        }
        return {
            **passed,
            **numbered,
            "GIT_CONFIG_COUNT": str(len(settings)),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_DIR": str(self.folder),
            "GIT_ALLOW_PROTOCOL": "file:https:ssh",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_LITERAL_PATHSPECS": "1",
            "HOME": str(self.folder),
            "LC_ALL": "C",
        }

    def _credentials(self) -> str:
        """Any user name goes with a token; this one is what GitHub's own tools send."""
        return b64encode(f"x-access-token:{self.token}".encode()).decode()

    def _harmless(self, said: str) -> str:
        """What git or the remote said, on one line, without control characters and secrets."""
        for secret in (self.token, self._credentials()) if self.token else ():
            said = said.replace(secret, "***")
        line = UNSEEN.sub(" ", USER_INFO.sub("***@", said))
        return " ".join(line.split())[:SHOWN]


def _complete(
    command: Sequence[str], data: bytes, environment: Mapping[str, str]
) -> tuple[int, bytes, bytes]:
    """Run to the end, or end it with all its children.

    In a session of its own, git and ssh have no terminal to ask anyone for a password.
    """
    with subprocess.Popen(  # noqa: S603 an argument list, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(data, timeout=TIMEOUT)
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise
    return process.returncode, out, err
