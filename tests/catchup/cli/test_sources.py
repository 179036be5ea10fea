"""`catchup sources test | check | report` as they are typed, over a real server."""

from pathlib import Path

from tests.catchup.cli.conftest import Command
from tests.fakes.site import Pages, rss


def stored(home: Path) -> bytes:
    return (home / "catchup.db").read_bytes()


def add(home: Path, source_id: str, url: str) -> None:
    path = home / "sources.toml"
    path.write_text(f'{path.read_text("utf-8")}\n[[source]]\nid = "{source_id}"\nurl = "{url}"\n')


def test_a_trial_says_what_would_come_and_stores_nothing(
    crawled: Path, command: Command, site: str
) -> None:
    before = stored(crawled)
    said = command("sources", "test", "blog")
    assert said.code == 0
    assert "2 entries, 2026-03-01 to 2026-03-01" in said.out
    assert "languages: en 1, ko 1" in said.out
    assert "whole texts: 0 of 2" in said.out
    assert "\n  - 2026-03-01  커피 머신을 바꿨습니다\n" in said.out
    assert stored(crawled) == before


def test_the_address_of_a_page_is_tried_by_its_feed(
    home: Path, command: Command, site: str
) -> None:
    (trial,) = command("sources", "test", f"{site}/", "--json").json
    assert (trial["url"], trial["kind"], trial["entries"]) == (f"{site}/feed", "feed", 2)


def test_a_page_without_a_feed_is_tried_as_a_list_of_posts(
    home: Path, command: Command, site: str, pages: Pages
) -> None:
    del pages["/feed"]
    listed = "".join(
        f"<article><h2><a href='/{n}'>Post {n}</a></h2><time>2026-02-2{n}</time></article>"
        for n in range(3)
    )
    pages["/"] = ("text/html", f"<html><body>{listed}</body></html>".encode())
    (trial,) = command("sources", "test", f"{site}/", "--json").json
    assert (trial["kind"], trial["entries"], trial["newest"]) == ("page", 3, "2026-02-22")


def test_an_address_that_leads_to_nothing_says_what_is_wrong(
    home: Path, command: Command, site: str, pages: Pages
) -> None:
    missing = command("sources", "test", f"{site}/nowhere")
    assert missing.code == 1
    assert "404" in missing.out
    del pages["/feed"]
    pages["/"] = ("text/html", b"<html><p>Nothing here</p></html>")
    bare = command("sources", "test", f"{site}/")
    assert bare.code == 1
    assert "no-feed" in bare.out
    assert "look for a link" in bare.out
    assert command("sources", "test", "nobody").code == 2


def test_all_sources_are_tried_in_one_table(crawled: Path, command: Command, site: str) -> None:
    add(crawled, "lost", f"{site}/lost")
    said = command("sources", "test")
    assert said.code == 1
    assert [line.split()[:2] for line in said.out.splitlines()[1:]] == [
        ["blog", "ok"],
        ["lost", "http-404"],
    ]


def test_check_says_of_each_source_what_to_do(
    crawled: Path, command: Command, site: str, pages: Pages
) -> None:
    add(crawled, "lost", f"{site}/lost")
    add(crawled, "later", f"{site}/feed?later")
    command("sources", "pause", "later")
    command("crawl")
    rows = {row["id"]: row for row in command("sources", "check", "--json").json}
    assert {name: row["state"] for name, row in rows.items()} == {
        "blog": "ok",
        "lost": "http-404",
        "later": "paused",
    }
    assert "--resume" in rows["later"]["advice"]
    assert "sources test lost" in command("sources", "check").out


def test_a_report_says_what_a_source_has_brought(crawled: Path, command: Command) -> None:
    (found,) = command("sources", "report", "blog", "--json").json
    assert (found["items"], found["on_topic"], found["off_topic"]) == (2, 1, 1)
    assert (found["languages"], found["spam"], found["whole"]) == ({"en": 1, "ko": 1}, 0, 0)
    assert found["remarks"][0]["state"] == "ok"
    said = command("sources", "report", "blog").out
    assert "on topic 50 %, off topic 50 %, spam 0 %" in said
    assert "blog" in command("sources", "report").out
    assert command("sources", "report", "nobody").code == 2


def test_a_source_of_spam_is_found_out(
    crawled: Path, command: Command, site: str, pages: Pages
) -> None:
    sold = (
        (
            f"Where to buy verified accounts {n}",
            f"https://shop.example/{n}",
            "Sun, 01 Mar 2026 09:00:00 +0000",
            "Order now! Telegram: @shop",
        )
        for n in range(6)
    )
    pages["/spam"] = rss("A shop", *sold)
    add(crawled, "shop", f"{site}/spam")
    (trial,) = command("sources", "test", "shop", "--json").json
    assert trial["spam"] == 6
    command("crawl")
    states = {row["id"]: row["state"] for row in command("sources", "check", "--json").json}
    assert states["shop"] == "spam"
