"""The files that `catchup init` writes."""

import re
import tomllib
from dataclasses import fields
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from catchup.config import (
    SECTIONS,
    Config,
    load_config,
)
from catchup.types import Source

TEMPLATES = files("catchup") / "templates"
FROM_THE_ENVIRONMENT = {"http_proxy", "https_proxy", "no_proxy", "ca_file"}
KEYS = {"id", "url", "kind", "title", "language", "every", "topics", "paused"}


def template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    for name in FROM_THE_ENVIRONMENT | {"all_proxy", "ssl_cert_file"}:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("catchup.toml", "sources.toml", "topics.yaml"):
        (tmp_path / name).write_text(template(name), encoding="utf-8")
    return load_config(tmp_path / "catchup.toml")


def test_the_settings_written_are_the_defaults(installation: Config) -> None:
    for name, kind in SECTIONS.items():
        assert getattr(installation, name) == kind()


def test_every_setting_is_written_and_none_is_unknown() -> None:
    written = tomllib.loads(template("catchup.toml"))
    wanted = {
        name: {field.name for field in fields(kind)} - FROM_THE_ENVIRONMENT
        for name, kind in SECTIONS.items()
    }
    assert {name: set(table) for name, table in written.items()} == wanted


def test_every_setting_is_explained_in_korean_and_english() -> None:
    comment: list[str] = []
    for line in template("catchup.toml").splitlines():
        if line.startswith("#"):
            comment.append(line)
        elif "=" in line:
            said = " ".join(comment)
            assert re.search("[가-힣]", said), line
            assert re.search("[A-Za-z]{3,} [A-Za-z]{2,}", said), line
            comment = []


def test_there_are_enough_sources_and_enough_korean_ones(installation: Config) -> None:
    korean = [source for source in installation.sources if source.language == "ko"]
    assert len(installation.sources) >= 45
    assert len(korean) >= 12


def test_every_source_key_is_known_and_no_source_is_incomplete() -> None:
    for row in tomllib.loads(template("sources.toml"))["source"]:
        assert set(row) <= KEYS
        assert set(row) >= {"id", "url", "title", "language", "kind"}


def test_ids_are_unique_slugs(installation: Config) -> None:
    ids = [source.id for source in installation.sources]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in ids)


def test_addresses_are_unique_and_https(installation: Config) -> None:
    addresses = [source.url for source in installation.sources]
    assert len({url.rstrip("/").lower() for url in addresses}) == len(addresses)
    for url in addresses:
        parts = urlsplit(url)
        assert parts.scheme == "https"
        assert parts.hostname
        assert not parts.hostname.endswith(".example")


def test_only_arxiv_which_announces_once_a_day_has_an_interval_of_its_own(
    installation: Config,
) -> None:
    told = [source for source in installation.sources if source.every is not None]
    assert {source.every for source in told} == {timedelta(days=1)}
    assert len(told) >= 4
    assert {urlsplit(source.url).hostname for source in told} == {"rss.arxiv.org"}


def test_topics_of_sources_exist_in_the_handbook(installation: Config) -> None:
    known = {topic["id"] for topic in yaml.safe_load(template("topics.yaml"))["topics"]}
    named = {topic for source in installation.sources for topic in source.topics}
    assert named
    assert named <= known


def test_every_source_is_a_feed_in_korean_or_english(installation: Config) -> None:
    def is_plain(source: Source) -> bool:
        return source.kind == "feed" and source.language in {"ko", "en"} and not source.paused

    assert all(is_plain(source) for source in installation.sources)
