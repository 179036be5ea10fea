"""An installation in a folder of its own, and a way to run commands in it."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from catchup.cli import main
from tests.fakes.site import Pages, rss, served

NOW = "2026-03-02T00:00:00Z"
SUNDAY = "2026-03-01T12:00:00Z"
RAG = (
    "Chunking decides what a retriever can find. We compared fixed chunks of 512 tokens with chunks"
    " cut at headings on 400 questions, and recall at five rose from 0.71 to 0.79. "
)


@dataclass(frozen=True)
class Done:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401  whatever the command printed
        return json.loads(self.out)


Command = Callable[..., Done]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: str) -> Done:
        code = 0
        try:
            main(["--now", NOW, *arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        printed = capsys.readouterr()
        return Done(code, printed.out, printed.err)

    return run


@pytest.fixture
def pages() -> Pages:
    feed = rss(
        "A blog",
        (
            "Retrieval-augmented generation: choosing a chunk size",
            "https://blog.example/rag",
            "Sun, 01 Mar 2026 09:00:00 +0000",
            f"<p>{RAG * 12}</p>",
        ),
        (
            "커피 머신을 바꿨습니다",
            "https://blog.example/coffee",
            "Sun, 01 Mar 2026 10:00:00 +0000",
            "<p>40초 만에 커피가 나옵니다.</p>",
        ),
    )
    home = (
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
    )
    return {"/feed": feed, "/": ("text/html", home)}


@pytest.fixture
def site(pages: Pages) -> Iterator[str]:
    with served(pages) as address:
        yield address


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command, site: str) -> Path:
    """A folder with the three files, allowed to visit the site on 127.0.0.1."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "CATCHUP_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    command("init", "--empty", "-q")
    settings = tmp_path / "catchup.toml"
    text = settings.read_text("utf-8").replace('pause = "1s"', 'pause = "0s"')
    text = text.replace("allow_networks = []", 'allow_networks = ["127.0.0.1/32"]')
    text = text.replace("allow_ports = []", f"allow_ports = [{site.rpartition(':')[2]}]")
    settings.write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def crawled(home: Path, command: Command, site: str) -> Path:
    assert command("sources", "add", f"{site}/feed", "--id", "blog").code == 0
    assert command("run", "-q").code == 0
    return home


@pytest.fixture
def issued(home: Path, command: Command, site: str) -> Path:
    """An installation that crawled on Sunday and opened the week's issue on Monday."""
    assert command("sources", "add", f"{site}/feed", "--id", "blog").code == 0
    assert command("run", "-q", "--now", SUNDAY).code == 0
    assert command("issues", "open", "-q").code == 0
    return home


def set_in(home: Path, **settings: object) -> None:
    """Change settings of catchup.toml: `mail_server="…"` is `server` in `[mail]`."""
    path = home / "catchup.toml"
    text = path.read_text("utf-8")
    for name, value in settings.items():
        section, _, key = name.partition("_")
        head, start, rest = text.partition(f"[{section}]")
        line = rf"(?m)^{key} = .*$"
        text = head + start + re.sub(line, f"{key} = {json.dumps(value)}", rest, count=1)
    path.write_text(text, "utf-8")
