"""Tests of the commands as a user types them: a real store, a real server on this machine."""

import json
import shutil
import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from catchup.store import open_store
from tests.catchup.cli.conftest import NOW, Command, set_in
from tests.fakes.model import a_model, refuses, says
from tests.fakes.site import Pages
from tests.summarize.providers.test_contract import quoting

INSTANT = datetime.fromisoformat(NOW)


def test_init_writes_three_files_and_refuses_to_overwrite_them(
    tmp_path: Path, command: Command
) -> None:
    first = command("init", str(tmp_path / "new"))
    assert first.code == 0
    assert "catchup run" in first.out
    before = {p.name: p.read_bytes() for p in (tmp_path / "new").iterdir()}
    assert set(before) == {"catchup.toml", "sources.toml", "topics.yaml"}
    again = command("init", str(tmp_path / "new"))
    assert again.code == 2
    assert "already there" in again.err
    assert {p.name: p.read_bytes() for p in (tmp_path / "new").iterdir()} == before


def test_a_fresh_installation_answers_that_it_knows_nothing_yet(
    home: Path, command: Command
) -> None:
    done = command("whatsnew")
    assert done.code == 0
    assert "내가 안 본 사이" in done.out


def test_run_then_whatsnew_tells_what_is_new(crawled: Path, command: Command) -> None:
    done = command()
    assert done.code == 0
    assert "choosing a chunk size" in done.out
    assert "커피" not in done.out
    english = command("whatsnew", "--language", "en", "--format", "markdown")
    assert english.out.startswith("# While you were away")
    assert (crawled / "out" / "site" / "index.html").is_file()
    assert {p.name for p in (crawled / "out").iterdir() if p.is_file()} == {
        f"whatsnew.{language}.{suffix}"
        for language in ("ko", "en")
        for suffix in ("md", "html", "json")
    }


def test_json_may_be_asked_for_behind_the_command(crawled: Path, command: Command) -> None:
    report = command("whatsnew", "--json").json
    assert report["schema"] == 1
    assert report["sections"][0]["cards"][0]["url"] == "https://blog.example/rag"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "soon"], "cannot understand the period"),
        (["--format", "pdf"], "not one of text, markdown, html, json"),
        (["--language", "jp"], "not one of ko, en"),
        (["--topic", "rag-basic"], "did you mean rag-basics"),
    ],
)
def test_a_wrong_option_is_one_clear_line(
    home: Path, command: Command, arguments: list[str], message: str
) -> None:
    done = command("whatsnew", *arguments)
    assert done.code == 2
    assert message in done.err
    assert done.err.count("\n") <= 2


def test_a_topic_narrows_the_report(crawled: Path, command: Command) -> None:
    assert "chunk size" in command("whatsnew", "--topic", "rag").out
    assert "chunk size" not in command("whatsnew", "--topic", "agents").out


def test_adding_the_address_of_a_page_finds_its_feed(
    home: Path, command: Command, site: str
) -> None:
    done = command("sources", "add", f"{site}/")
    assert done.code == 0
    assert f"{site}/feed" in (home / "sources.toml").read_text("utf-8")
    again = command("sources", "add", f"{site}/feed")
    assert again.code == 2
    assert "watched already" in again.err


def test_a_page_without_a_feed_is_said_to_have_none(
    home: Path, command: Command, site: str, pages: Pages
) -> None:
    del pages["/feed"]
    pages["/"] = ("text/html", b"<html><p>Nothing here</p></html>")
    done = command("sources", "add", f"{site}/")
    assert done.code == 1
    assert done.err.startswith("catchup: ")
    assert (home / "sources.toml").read_text("utf-8").count("[[source]]") == 0


@pytest.mark.parametrize("words", [("pause", "blog", "--resume"), ("test", "blog")])
def test_a_source_that_has_ended_is_shown_as_stopped_and_can_be_resumed(
    crawled: Path, command: Command, words: tuple[str, ...]
) -> None:
    with open_store(f"sqlite:///{crawled / 'catchup.db'}", now=INSTANT) as store:
        state = store.sources.states()["blog"]
        store.sources.keep(replace(state, error="gone", failures=2, stopped=INSTANT, next_due=None))
    (source,) = command("sources", "list", "--json").json
    assert (source["state"], source["stopped"][:10]) == ("stopped (gone)", "2026-03-02")
    assert "stopped (gone)" in command("sources", "list").out
    assert command("run", "--json", "--now", "2026-03-09T00:00:00Z").json[0]["skipped"] == 1
    assert command("sources", *words).code == 0
    assert command("run", "--json", "--now", "2026-03-09T00:00:00Z").json[0]["skipped"] == 0
    assert command("sources", "list", "--json").json[0]["state"] == "ok"


def test_a_source_that_has_moved_is_shown_with_both_addresses(
    crawled: Path, command: Command, site: str
) -> None:
    new = "https://new.example/feed"
    with open_store(f"sqlite:///{crawled / 'catchup.db'}", now=INSTANT) as store:
        store.sources.keep(replace(store.sources.states()["blog"], address=new))
    (source,) = command("sources", "list", "--json").json
    assert (source["url"], source["address"]) == (f"{site}/feed", new)
    assert source["state"] == "ok (moved)"


def test_sources_list_shows_state_and_sources_test_shows_a_trial(
    crawled: Path, command: Command
) -> None:
    (source,) = command("sources", "list", "--json").json
    assert (source["id"], source["state"]) == ("blog", "ok")
    assert "2026-03-02" in command("sources", "list").out
    (trial,) = command("sources", "test", "blog", "--json").json
    assert (trial["result"], trial["entries"]) == ("ok", 2)


def test_a_source_that_answers_html_is_named_and_the_run_goes_on(
    crawled: Path, command: Command, site: str, pages: Pages
) -> None:
    pages["/moved"] = ("text/html", b"<html><body>Sign in</body></html>")
    sources = crawled / "sources.toml"
    sources.write_text(
        sources.read_text("utf-8") + f'\n[[source]]\nid = "moved"\nurl = "{site}/moved"\n', "utf-8"
    )
    done = command("run")
    assert done.code == 0
    assert "moved: not-a-feed" in done.err
    states = {s["id"]: s["state"] for s in command("sources", "list", "--json").json}
    assert states == {"blog": "ok", "moved": "not-a-feed (1x)"}
    assert command("sources", "test", "moved").code == 1


def test_pausing_removing_importing_and_exporting(
    crawled: Path, command: Command, tmp_path: Path
) -> None:
    exported = command("sources", "export").out
    assert "xmlUrl" in exported
    (tmp_path / "feeds.opml").write_text(exported, "utf-8")
    command("sources", "pause", "blog")
    assert command("sources", "list", "--json").json[0]["state"] == "paused"
    assert command("run").out.startswith("crawl      0 new items")
    command("sources", "remove", "blog")
    assert command("sources", "list", "--json").json == []
    assert command("sources", "import", "feeds.opml", "--json").json == ["blog"]
    assert command("sources", "import", "feeds.opml", "--json").json == []
    assert command("sources", "remove", "nobody").code == 2


def test_items_are_shown_and_explained(crawled: Path, command: Command) -> None:
    selection = command("select", "--json").json
    chosen = str(selection["chosen"][0]["id"])
    assert "https://blog.example/rag" in command("items", "show", chosen).out
    assert "recall at five" in command("items", "show", "https://blog.example/rag").out
    assert "chosen" in command("items", "explain", chosen).out
    left = command("items", "explain", "https://blog.example/coffee", "--json").json
    assert (left["chosen"], left["why"]) == (False, ["off-topic"])
    assert command("items", "show", "999").code == 1


def test_topics_are_listed_in_both_languages(home: Path, command: Command) -> None:
    rows = command("topics", "list", "--json").json
    assert len(rows) > 100
    assert {"ko", "en"} <= set(rows[0]["titles"])
    assert "RAG 기초" in command("topics", "list").out


def test_the_database_is_checked_backed_up_and_restored(crawled: Path, command: Command) -> None:
    assert command("database", "migrate").out.startswith("nothing to do")
    assert command("database", "check").out.startswith("the database is sound")
    assert command("database", "backup", "copy.db").code == 0
    (crawled / "catchup.db").unlink()
    for leftover in crawled.glob("catchup.db-*"):
        leftover.unlink()
    assert command("database", "restore", "copy.db").code == 0
    assert "choosing a chunk size" in command("whatsnew").out
    assert command("database", "restore", "missing.db").code == 1


def test_a_database_of_a_newer_catchup_is_left_alone(crawled: Path, command: Command) -> None:
    with sqlite3.connect(crawled / "catchup.db") as database:
        database.execute("update alembic_version set version_num = '9999'")
    shutil.copy(crawled / "catchup.db", crawled / "before.db")
    done = command("run")
    assert done.code == 1
    assert "9999" in done.err
    assert "update Catchup" in done.err
    with sqlite3.connect(crawled / "catchup.db") as database:
        assert database.execute("select version_num from alembic_version").fetchone() == ("9999",)


def test_a_folder_that_cannot_be_written_is_one_clear_line(crawled: Path, command: Command) -> None:
    shutil.rmtree(crawled / "out")
    (crawled / "out").write_text("a file where the folder should be")
    done = command("publish")
    assert done.code == 1
    assert done.err.startswith("catchup: ")
    assert "out" in done.err
    (crawled / "out").unlink()
    assert command("publish").code == 0


def test_a_broken_topics_file_names_its_line(crawled: Path, command: Command) -> None:
    topics = crawled / "topics.yaml"
    topics.write_text(topics.read_text("utf-8").replace("level: intro", "level: easy", 1), "utf-8")
    done = command("match")
    assert done.code == 2
    assert "topics.yaml:" in done.err
    assert "easy" in done.err


def test_json_of_a_run_says_what_each_stage_did(crawled: Path, command: Command) -> None:
    runs = command("run", "--json").json
    assert [run["job"] for run in runs] == [
        "crawl",
        "read",
        "transcripts",
        "index",
        "match",
        "backlog",
        "papers",
        "summarize",
        "publish",
        "site",
    ]
    assert json.dumps(runs)


def test_a_source_is_named_after_its_title_and_a_bad_name_is_refused(
    home: Path, command: Command, site: str
) -> None:
    assert command("sources", "add", f"{site}/feed", "--id", "Bad ID").code == 2
    assert command("sources", "list", "--json").json == []
    assert command("sources", "add", f"{site}/feed", "--json").json["id"] == "a-blog"


@pytest.mark.parametrize(
    "arguments",
    [
        ["sources", "pause", "blog"],
        ["database", "backup", "copy.db"],
        ["sources", "remove", "blog"],
        ["whatsnew", "--format", "text"],
    ],
)
def test_json_is_json_whatever_the_command(
    crawled: Path, command: Command, arguments: list[str]
) -> None:
    assert command(*arguments, "--json").json


def test_a_number_beyond_every_item_is_no_item(crawled: Path, command: Command) -> None:
    assert command("items", "show", "9" * 30).code == 1
    assert command("items", "explain", "http://blog.example/rag/", "--json").json["chosen"]


def test_the_parts_of_a_rank_add_up_to_it(crawled: Path, command: Command) -> None:
    explained = command("items", "explain", "https://blog.example/rag", "--json").json
    assert explained["parts"]["topic"] > 0
    assert explained["rank"] == pytest.approx(sum(explained["parts"].values()))
    shown = command("items", "explain", "https://blog.example/rag").out
    assert f"{explained['rank']:.2f}, the sum of" in shown
    assert "evidence (근거)" in shown
    assert "\nsaid       " in shown


def test_an_item_that_the_length_leaves_out_is_explained_so(
    crawled: Path, command: Command, pages: Pages
) -> None:
    settings = crawled / "catchup.toml"
    settings.write_text(settings.read_text("utf-8").replace("minutes = 8", "minutes = 1"), "utf-8")
    shown = command("whatsnew", "--json").json
    cards = [c for s in shown["sections"] for c in s["cards"]] + shown["briefs"]
    explained = command("items", "explain", "https://blog.example/rag", "--json").json
    assert explained["chosen"] == any(c["url"] == "https://blog.example/rag" for c in cards)


def test_a_year_beyond_calendars_is_refused(home: Path, command: Command) -> None:
    assert command("--now", "9999-12-31", "run").code == 2


def test_a_page_without_a_feed_is_watched_by_its_rule(
    home: Path, command: Command, site: str, pages: Pages
) -> None:
    def listing(*names: str) -> tuple[str, bytes]:
        rows = (
            f"<li><a href='/posts/{name}'>Chunking for RAG, part {name}</a>"
            f"<time datetime='2026-03-01T0{place}:30:00Z'>yesterday</time></li>"
            for place, name in enumerate(names)
        )
        return "text/html", f"<ul class=posts>{''.join(rows)}</ul>".encode()

    pages["/posts/"] = listing("one", "two")
    row = f'[[source]]\nid = "lab"\nkind = "page"\nurl = "{site}/posts/"\n'
    (home / "sources.toml").write_text(row + 'options = {item = ".posts li"}\n', "utf-8")
    tried = command("sources", "test", "lab")
    assert tried.code == 0, tried.err
    first = {run["job"]: run for run in command("run", "--json").json}
    assert (first["crawl"]["done"], first["crawl"]["failed"]) == (2, 0)
    pages["/posts/"] = listing("one", "two", "three")
    later = ("--now", "2026-03-02T12:00:00Z")
    assert next(run for run in command("run", "--json", *later).json)["done"] == 1
    assert f"{site}/posts/three" in command("whatsnew", *later).out
    pages["/posts/"] = ("text/html", b"<p>We moved.</p>")
    gone = command("run", "--now", "2026-03-03")
    assert gone.code == 0
    assert "lab: parse" in gone.err
    assert "has nothing that matches '.posts li'" in gone.err


def test_the_standby_writes_what_the_model_refuses_and_the_card_names_it(
    crawled: Path, command: Command
) -> None:
    with a_model(refuses(401, "no such key")) as first, a_model(quoting) as second:
        set_in(crawled, writer_use="chat", writer_model="small", writer_base_url=first.url)
        set_in(crawled, standby_model="other", standby_base_url=second.url)
        command("run")
        assert "second tries and the standby not counted" in command("summarize", "--again").out
        done = command("summarize", "--again", "--yes", "--json").json
    assert done["run"]["notes"][0] == "1 by chat:other"
    report = command("whatsnew", "--format", "json").json
    assert '"writer": "chat:other"' in json.dumps(report)
    assert "other" in command("whatsnew", "--format", "text").out


def test_a_run_says_what_had_to_be_repaired(crawled: Path, command: Command) -> None:
    with a_model(says("no object"), quoting) as model:
        set_in(crawled, writer_use="chat", writer_model="small", writer_base_url=model.url)
        command("run")
        done = command("summarize", "--again", "--yes")
    assert "small: answers: 1, asked for once more: 1, of no use: 0; points" in done.err
    assert "does worse" not in done.err


def test_summaries_are_written_again_only_after_their_cost_was_said(
    crawled: Path, command: Command
) -> None:
    command("run")
    said = command("summarize", "--again")
    assert "1 summary by extract: up to $0.0000, second tries not counted; 1 are" in said.out
    assert "add --yes" in said.out
    paid = command("summarize", "--again", "--yes").out
    assert paid.index("up to $0.0000") < paid.index("1 summary written")
    assert command("summarize", "--again", "--json").json["run"] is None
    done = command("summarize", "--again", "--yes", "--json").json
    assert (done["usd"], done["free"], done["run"]["done"]) == (0, 1, 1)
