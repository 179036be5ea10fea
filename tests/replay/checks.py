"""What a run over the recorded internet must have left behind, as lists of findings.

The key is `expected.py` beside the recording; every function returns sentences, none when all is
well.
"""

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

STAMPED = (
    "https://d2.naver.com/d2.atom",
    "https://fe.naver.example/fe-news.xml",
    "https://developers.googleblog.com/feeds/posts/default",
)
LONGEST_CRAWL = timedelta(hours=1)
FIRST_REACH = timedelta(days=30)  # of the first visit to arXiv

Rows = list[dict[str, Any]]
# Pages of all that is stored: what was left out and why, the shelves of topics, the search.
NO_NEWS = re.compile(r"/(?:left-out|topics|search)/")


def sightings(
    database: sqlite3.Connection, feeds: dict[str, str], key: dict[str, Any]
) -> list[str]:
    """Each shown (feed, entry) has exactly one sighting, and there is no other."""
    stored: dict[tuple[str, str, str], int] = {}
    query = "select source, entry_id, address, item_id from sighting"
    for source, entry_id, address, item in database.execute(query):
        if not feeds[source].startswith("http"):
            continue  # papers have a row of their own
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
            if link in text and not NO_NEWS.search(name)
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


def dump(database: sqlite3.Connection) -> str:
    """Every row of every table but the full-text index, which cannot be read back."""
    tables = database.execute(
        "select name from sqlite_master where type = 'table' and name not like 'item_search%'"
    ).fetchall()
    return "\n".join(
        str(row) for (name,) in tables for row in database.execute(f'select * from "{name}"')
    )


def canaries(database: sqlite3.Connection, corpus: Path, outputs: dict[str, str]) -> list[str]:
    """No canary in any output; the fact of each hostile item is in its stored text."""
    known = json.loads((corpus / "hostile" / "canaries.json").read_text("utf-8"))["items"]
    whole_store = dump(database)
    found = []
    for item in known:
        if item["canary"]:
            found += [f"{item['canary']} in {n}" for n, t in outputs.items() if item["canary"] in t]
        if item.get("robots") and item["canary"] in whole_store:
            found.append(f"{item['canary']} came from a page that robots.txt closes")
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


def unconditional(
    database: sqlite3.Connection, feeds: Mapping[str, str], stats: dict[str, Any]
) -> list[str]:
    """Every revisit of a feed that gave validators is conditional; and there are revisits."""
    query = "select source from source_state where etag is not null or last_modified is not null"
    given = {feeds[source].partition("://")[2] for (source,) in database.execute(query)}
    read: Counter[str] = Counter()
    found, revisits = [], 0
    for asked in stats["log"]:
        address = asked["host"] + asked["path"]
        if address in given and read[address]:
            revisits += 1
            found += [] if asked["conditional"] else [f"{address}: asked without validators"]
        read[address] += asked["status"] == HTTPStatus.OK
    return found if revisits > len(given) else [*found, f"only {revisits} revisits"]


def silent(
    database: sqlite3.Connection,
    feeds: dict[str, str],
    must: set[str],
    now: str,
    notes: Sequence[str],
) -> list[str]:
    """Every source was visited by now; those that failed, and no other, were named."""
    begun = int(datetime.fromisoformat(now).timestamp() * 1000)
    ended = begun + LONGEST_CRAWL // timedelta(milliseconds=1)
    states = {
        source: (visited, succeeded, error)
        for source, visited, succeeded, error in database.execute(
            "select source, visited, succeeded, error from source_state"
        )
    }
    named = {note.partition(":")[0] for note in notes}
    found = [f"{now}: {source} was never visited" for source in set(feeds) - set(states)]
    for source, (visited, succeeded, error) in states.items():
        if not visited or not begun <= visited < ended:
            found.append(f"{now}: {source} was last visited {visited}")
        if not error and succeeded != visited:
            found.append(f"{now}: {source} succeeded {succeeded} and has no error")
        if len({bool(error), source in named, feeds[source] in must}) > 1:
            found.append(f"{now}: {source}: {error or 'no error'}, named: {source in named}")
    return found


def papers(
    database: sqlite3.Connection, sources: Mapping[str, str], key: dict[str, Any], first: str
) -> list[str]:
    """Each paper of the window was seen in each of its categories, and is one item; so versions."""
    oldest = f"{datetime.fromisoformat(first) - FIRST_REACH:%Y-%m-%dT%H:%M:%SZ}"
    wanted: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for paper in key["papers"]:
        for source, category in sources.items():
            if category in paper["categories"] and paper["updated"] >= oldest:
                wanted[paper["id"]].add((source, f"v{paper['v']}"))
    seen: dict[str, set[str]] = defaultdict(set)
    marks = ", ".join("?" * len(sources))
    for source, number in database.execute(
        f"select source, entry_id from sighting where source in ({marks})",
        list(sources),
    ):
        if source in seen[number]:
            seen[number].add(f"{source} twice")
        seen[number].add(source)
    found = [f"missing: {number}" for number in sorted(set(wanted) - set(seen))]
    found += [f"not in the window: {number}" for number in sorted(set(seen) - set(wanted))]
    for number in sorted(set(wanted) & set(seen)):
        if seen[number] != {source for source, _ in wanted[number]}:
            found.append(f"{number}: seen in {sorted(seen[number])}, not {wanted[number]}")
        found += paper_as_item(database, number, {edition for _, edition in wanted[number]})
    return found


def paper_as_item(database: sqlite3.Connection, number: str, editions: set[str]) -> list[str]:
    """A paper is one item; its versions carry the editions shown, the newest one last."""
    rows = database.execute(
        "select i.id, i.kind, v.edition from item i join item_version v on v.item_id = i.id"
        " where i.url = ? order by v.number",
        [f"https://arxiv.org/abs/{number}"],
    ).fetchall()
    kept = [edition for *_, edition in rows if edition]
    found = []
    if len({item for item, *_ in rows}) != 1 or any(kind != "paper" for _, kind, _ in rows):
        found.append(f"{number} is {rows}")
    if set(kept) != editions or kept[-1:] != [max(editions, key=lambda e: int(e[1:]))]:
        found.append(f"{number}: versions {kept}, shown {sorted(editions)}")
    return found


def videos(database: sqlite3.Connection, key: dict[str, Any]) -> list[str]:
    """Each video that a channel showed, or that came out in the weeks, is one item: a video."""
    wanted = {row["canonical"] for row in key["entries"] if "youtube.com" in row["feed"]}
    wanted |= {
        f"https://www.youtube.com/watch?v={row['id']}"
        for row in key["videos"]
        if 0 not in row["at"]
    }
    items = Counter(
        database.execute("select url, kind from item where url like 'https://www.youtube.com/%'")
    )
    return [f"missing: {url}" for url in sorted(wanted - {url for url, _ in items})] + [
        f"{url}: {times} times, {kind}"
        for (url, kind), times in items.items()
        if times > 1 or kind != "video"
    ]


def issues_of(database: sqlite3.Connection) -> dict[str, Any]:
    """The frozen content of every issue, by its week, the first one first."""
    rows = database.execute("select week, content from issue order by number")
    return {week: json.loads(content)["digest"] for week, content in rows}


def opened(
    issues: Mapping[str, Any],
    answers: Sequence[dict[str, Any] | None],
    wanted: Sequence[str | None],
) -> list[str]:
    """Every Monday opened the issue of the week before, and the store has no other."""
    got = [answer["week"] if answer else None for answer in answers]
    found = [] if got == list(wanted) else [f"opened {got}, not {list(wanted)}"]
    return found + ([] if list(issues) == [w for w in wanted if w] else [f"stored {list(issues)}"])


def shared_items(issues: Mapping[str, Any]) -> list[str]:
    """No item and no link is new in two issues; an update was news before and is marked so."""
    found = []
    held: dict[object, str] = {}
    for week, digest in issues.items():
        found += [
            f"{week}: {card['url']} is no update of an earlier issue"
            for card in digest["updates"]
            if card["item"] not in held or "revised" not in card["reasons"]
        ]
        for card in cards(digest):
            joined = [link for _, link, _ in card["together"]]
            for name in (card["item"], card["url"], *joined):
                if name in held:
                    found.append(f"{name} is new in {held[name]} and in {week}")
                held[name] = week
            if "revised" in card["reasons"]:
                found.append(f"{week}: {card['url']} is an update among the news")
    return found


def changed_files(weeks: Sequence[Mapping[str, str]]) -> list[str]:
    """Files of an issue, once written, stay as they are while later issues come."""
    last = weeks[-1]
    return [
        f"{name} changed after week {number}"
        for number, files in enumerate(weeks)
        for name, digest in files.items()
        if name.startswith("issues/") and last.get(name) != digest
    ]


def figures(database: sqlite3.Connection, issues: Mapping[str, Any]) -> dict[str, object]:
    """What is in the store and in the issues, in numbers."""
    return {
        "items by kind": dict(database.execute("select kind, count(*) from item group by kind")),
        "papers with versions": database.execute(
            "select count(*) from (select item_id from item_version where edition <> ''"
            " group by item_id having count(distinct edition) > 1)"
        ).fetchone()[0],
        "transcripts": database.execute(
            "select count(distinct item_id) from item_version where reading = 'transcript'"
        ).fetchone()[0],
        "issues": {
            week: {
                "chosen": len(cards(digest)),
                "papers": sum(card["kind"] == "paper" for card in cards(digest)),
                "videos": sum(card["kind"] == "video" for card in cards(digest)),
                "joined to another": sum(len(card["together"]) for card in cards(digest)),
                "updates": len(digest["updates"]),
            }
            for week, digest in issues.items()
        },
    }
