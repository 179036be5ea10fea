"""What a run over the recorded internet must have left behind, as lists of findings.

The key is `expected.py` beside the recording; every function returns sentences, none when all is
well.
"""

import json
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

STAMPED = (
    "https://d2.naver.com/d2.atom",
    "https://fe.naver.example/fe-news.xml",
    "https://developers.googleblog.com/feeds/posts/default",
)
NOT_CRAWLED_YET = ("https://arxiv.org/", "https://www.youtube.com/")

Rows = list[dict[str, Any]]


def sightings(
    database: sqlite3.Connection, feeds: dict[str, str], key: dict[str, Any]
) -> list[str]:
    """Each shown (feed, entry) has exactly one sighting, and there is no other."""
    stored: dict[tuple[str, str, str], int] = {}
    query = "select source, entry_id, address, item_id from sighting"
    for source, entry_id, address, item in database.execute(query):
        stored[feeds[source], entry_id, address] = item
    wanted = {address_of(entry) for entry in key["entries"]}
    allowed = wanted | {address_of(entry) for entry in key["tolerated"]}
    missing = wanted - set(stored)
    return [f"missing: {row}" for row in sorted(missing)] + [
        f"not shown, yet stored: {row}" for row in sorted(set(stored) - allowed)
    ]


def address_of(entry: dict[str, Any]) -> tuple[str, str, str]:
    """(feed, id, canonical link) of a row of the key, as the store writes it.

    An entry whose link is no web address (file:, javascript:) is known by its id alone.
    """
    return entry["feed"], entry["id"] or "", entry["canonical"] or ""


def one_link_one_item(database: sqlite3.Connection) -> list[str]:
    """Entries of one canonical link share one item; others have items of their own."""
    items_of: dict[str, set[int]] = defaultdict(set)
    links_of: dict[int, set[str]] = defaultdict(set)
    for address, item in database.execute(
        "select address, item_id from sighting where address like 'https://%'"
    ):
        items_of[address].add(item)
        links_of[item].add(address)
    return [
        f"{link} is {len(items)} items" for link, items in items_of.items() if len(items) > 1
    ] + [f"item {item} has {sorted(links)}" for item, links in links_of.items() if len(links) > 1]


def failures(database: sqlite3.Connection, feeds: dict[str, str], key: dict[str, Any]) -> list[str]:
    """The feeds that must fail end in a named error, all others in none."""
    must = set(key["feeds"]["must end in a named error"])
    found = []
    for source, error in database.execute("select source, error from source_state"):
        if (feeds[source] in must) != bool(error):
            found.append(f"{feeds[source]}: {error or 'no error'}")
    return found


def doubtful(
    database: sqlite3.Connection, feeds: dict[str, str], outputs: dict[str, str]
) -> list[str]:
    """The links of the three feeds that stamp twenty entries alike are stored, never announced."""
    names = {url: source for source, url in feeds.items()}
    found = []
    for url in STAMPED:
        rows = database.execute(
            "select i.url, i.date_doubt from item i join sighting s on s.item_id = i.id"
            " where s.source = ?",
            [names[url]],
        ).fetchall()
        if len(rows) != 20 or any(doubt != "same-instant" for _, doubt in rows):
            found.append(
                f"{url}: {len(rows)} items, doubts {sorted({d for _, d in rows}, key=str)}"
            )
        found += [
            f"{link} announced in {name}"
            for link, _ in rows
            for name, text in outputs.items()
            if link in text
        ]
    return found


def backfill(report: dict[str, Any], since: str) -> list[str]:
    """No item of the first report is older than its window."""
    return [
        f"{card['url']} of {card['published']}"
        for card in cards(report)
        if not card["published"] or card["published"] < since
    ]


def cards(report: dict[str, Any]) -> Rows:
    """All items of a JSON report, cards and one-liners."""
    full = [card for section in report["sections"] for card in section["cards"]]
    return full + list(report["briefs"])


def canaries(database: sqlite3.Connection, corpus: Path, outputs: dict[str, str]) -> list[str]:
    """No canary in any output; the fact of each hostile item is in its stored text."""
    known = json.loads((corpus / "hostile" / "canaries.json").read_text("utf-8"))["items"]
    whole_store = "\n".join(database.iterdump())
    found = []
    for item in known:
        if item["canary"]:
            found += [f"{item['canary']} in {n}" for n, t in outputs.items() if item["canary"] in t]
        if item.get("robots") and item["canary"] in whole_store:
            found.append(f"{item['canary']} came from a page that robots.txt closes")
        if item["url"].startswith(NOT_CRAWLED_YET):
            continue
        texts = database.execute(
            "select v.text from item i join item_version v on v.item_id = i.id"
            " and v.number = i.version where i.url = ?",
            [item["url"]],
        ).fetchall()
        if not any(item["benign"] in text for (text,) in texts):
            found.append(
                f"{item['url']}: “{item['benign']}” is not in its text ({len(texts)} texts)"
            )
    return found


def manners(stats: dict[str, Any], *, pause: float) -> list[str]:
    """Nothing asked outside the recording, no closed page, one request at once per host."""
    found = [f"unknown host asked: {host}" for host in stats["unknown_hosts"]]
    for host, seen in stats["hosts"].items():
        if seen["max_concurrency"] > 1:
            found.append(f"{host}: {seen['max_concurrency']} requests at once")
        if seen["requests"] > 1 and seen["min_interval_s"] < pause * 0.95:
            found.append(f"{host}: {seen['min_interval_s']} s between two requests")
        paths = {e["path"] for e in stats.get("log", []) if e["host"] == host}
        if host in ("closed-robots.example", "broken-robots.example") and paths - {"/robots.txt"}:
            found.append(f"{host}: asked for {sorted(paths)}")
    return found
