"""The site that a run builds shows what the store holds, and changes only with it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from catchup.config import Config, PublishSettings, SiteSettings
from catchup.pipeline import Pipeline
from catchup.store import Store, open_store
from tests.catchup.stages import Hand
from tests.catchup.test_pipeline import clock, pipeline, web

__all__ = ["clock", "pipeline", "web"]


@pytest.fixture
def store(sqlite_url: str, clock: Hand) -> Iterator[Store]:
    with open_store(sqlite_url, now=clock()) as opened:
        yield opened


def with_site(pipeline: Pipeline, **settings: str) -> Pipeline:
    config: Config = replace(pipeline.config, site=SiteSettings(**settings))
    return replace(pipeline, config=config)


def page(pipeline: Pipeline, path: str) -> str:
    folder = pipeline.config.site_folder
    assert folder is not None
    return (folder / path).read_text("utf-8")


def test_the_site_shows_what_the_store_holds(pipeline: Pipeline) -> None:
    pipeline.run()
    assert "choosing a chunk size" in page(pipeline, "index.html")
    assert "choosing a chunk size" in page(pipeline, "en/since/26w/index.html")
    assert "choosing a chunk size" in page(pipeline, "topics/chunking/index.html")
    assert "Our new coffee machine" in page(pipeline, "left-out/index.html")
    assert "An old post" in page(pipeline, "search/0.json")
    assert "A blog" in page(pipeline, "sources/index.html")


def test_a_build_without_news_changes_nothing(pipeline: Pipeline, clock: Hand) -> None:
    pipeline.run()
    clock.now += timedelta(hours=3)
    again = pipeline.build_site()
    assert (again.done, again.failed) == (0, 0)
    assert again.skipped > 100


def test_an_issue_is_on_the_site_and_in_its_feeds_once_it_is_open(
    pipeline: Pipeline, clock: Hand
) -> None:
    here = with_site(pipeline, base_url="https://catchup.example.org")
    here.run()
    clock.now += timedelta(days=7)
    issue = here.open_issue()
    assert issue is not None
    here.build_site()
    assert f"/issues/{issue.week}/" in page(here, "feeds/issues.ko.atom")
    assert "week 10 of 2026" in page(here, f"en/issues/{issue.week}/index.html")


def test_without_a_folder_there_is_no_site(pipeline: Pipeline, tmp_path: Path) -> None:
    run = with_site(pipeline, folder="").build_site()
    assert (run.done, run.skipped) == (0, 0)
    assert not (tmp_path / "out").exists()


def test_issues_are_dressed_as_the_profile_says(
    pipeline: Pipeline, clock: Hand, tmp_path: Path
) -> None:
    publish = PublishSettings(formats=("markdown",), profile="jekyll")
    here = replace(pipeline, config=replace(pipeline.config, publish=publish))
    here.run()
    clock.now += timedelta(days=7)
    assert here.open_issue() is not None
    here.publish()
    (post,) = (tmp_path / "out" / "issues" / "_posts").glob("*.ko.md")
    assert post.read_text("utf-8").startswith('---\nlayout: "post"\n')
