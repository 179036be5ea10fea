"""Search over many items: `python benchmarks/search.py [--items N] [--keep FILE] [--url URL]`.

Fills a store as crawls would, then measures what people ask: wall and CPU milliseconds in one
process, the items of the answer read and their excerpts cut. On a shared machine read the CPU.
`--keep` keeps the SQLite file for the next time; `--url` names another database instead.
"""

import argparse
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import islice, pairwise, permutations, product
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from items import ENGLISH, KOREAN, NOW, TOPICS, entries, matches
from sqlalchemy import BigInteger, Integer, cast, func, literal, select

from catchup.store import Store, counts, indexing, open_store
from catchup.store.filters import Filters, newest_ids
from catchup.store.positions import COUNTER_BITS, block_of
from catchup.store.search import Order
from catchup.store.tables import ITEMS, MATCHES, SIGHTINGS, TOPIC_DAYS, VERSIONS
from catchup.store.transactions import Transactions
from catchup.types import BacklogState, Entry, TopicMatch

CRAWL = 500  # entries
BATCH = 5_000  # rows written at once
SOURCES = 200
DECIDED = 50  # one item of so many has been decided about
RECALLED = 50_000  # items in which Korean stems are looked for
DECISIONS = (BacklogState.ACCEPTED, BacklogState.CLAIMED, BacklogState.DISMISSED)
COMMON, MID, RARE = slice(0, 8), slice(14, 28), slice(40, 60)
Calls = Sequence[Callable[[], object]]


def fill(url: str, number: int) -> None:
    """Rows as crawls and matches leave them, then indexed and counted as a migration does it."""
    began, cpu = time.monotonic(), time.process_time()
    transactions = Transactions(url)
    found, topics = enumerate(entries(number), 1), matches(number)
    while some := list(islice(found, BATCH)):
        rows = [rows_of(item, entry, next(topics)) for item, entry in some]
        with transactions.writing() as connection:
            for table, name in ((ITEMS, "item"), (VERSIONS, "version"), (SIGHTINGS, "sighting")):
                connection.execute(table.insert(), [row[name] for row in rows])
            linked = [match for row in rows for match in row["matches"]]
            connection.execute(MATCHES.insert(), linked)
    with transactions.writing() as connection:
        day = MATCHES.c.position.op("/")(literal(counts.DAY_OF_POSITIONS, BigInteger))
        columns = (MATCHES.c.topic_id, MATCHES.c.state, cast(day, Integer), func.count())
        counted = select(*columns).group_by(*columns[:3])
        connection.execute(TOPIC_DAYS.insert().from_select(list(TOPIC_DAYS.c.keys()), counted))
        indexing.forget(connection)
    made, made_cpu = time.monotonic() - began, time.process_time() - cpu
    indexing.catch_up(transactions)
    transactions.close()
    indexed, indexed_cpu = time.monotonic() - began - made, time.process_time() - cpu - made_cpu
    print(f"  made in {made:.0f} s; indexed in {indexed:.0f} s", end="")
    print(f" ({indexed_cpu / number * 1e6:.0f} µs CPU an item)", flush=True)


def rows_of(item: int, entry: Entry, topics: Sequence[TopicMatch]) -> dict[str, Any]:
    """One row of each table, and one of each match; one item of fifty has been decided about."""
    spread = (item % 1000 << COUNTER_BITS) + item // 1000  # no two in one place
    position = (block_of(entry.published, NOW) << COUNTER_BITS) + spread
    state = DECISIONS[item % len(DECISIONS)] if item % DECIDED == 0 else BacklogState.OPEN
    plain = {"authors": (), "mentions": (), "backfill": False, "hidden": False, "version": 1}
    words = {"title": entry.title, "text": entry.text, "reading": entry.reading.value}
    return {
        "item": {
            **plain,
            "id": item,
            "key": entry.entry_id,
            "position": position,
            "url": entry.canonical,
            "kind": entry.kind.value,
            "published": entry.published,
            "first_seen": NOW,
            "language": entry.language,
            "voice": item,
            "match_key": "made up",
        },
        "version": {
            **words,
            "item_id": item,
            "number": 1,
            "fingerprint": entry.entry_id,
            "page": False,
            "seen": NOW,
            "announced": False,
            "source": "bench",
        },
        "sighting": {
            "id": item,
            "key": entry.entry_id,
            "item_id": item,
            "entry_id": entry.entry_id,
            "source": f"source-{item // CRAWL % SOURCES}",
            "address": entry.canonical,
            "fingerprint": entry.entry_id,
            "seen": NOW,
        },
        "matches": [
            {
                "topic_id": match.topic,
                "position": position,
                "item_id": item,
                "score": match.score,
                "method": match.method,
                "evidence": (),
                "state": state.value if number == 0 else BacklogState.OPEN.value,
            }
            for number, match in enumerate(topics)
        ],
    }


def timed(name: str, calls: Calls, bar: str = "") -> None:
    """Every call once unmeasured, then three times."""
    spent, used = [], []
    for call in calls:
        call()
        for _ in range(3):
            began, cpu = time.perf_counter(), time.process_time()
            call()
            used.append((time.process_time() - cpu) * 1000)
            spent.append((time.perf_counter() - began) * 1000)
    figures = [median(spent), quantiles(spent, n=20)[-1], median(used), quantiles(used, n=20)[-1]]
    print(f"  {name:<44}" + "".join(f"{ms:9.2f}" for ms in figures) + f"   {bar}", flush=True)


def each(store: Store, asked: Iterable[tuple[str, Filters]], order: Order = Order.NEWEST) -> Calls:
    """One search for each pair of words and filters."""
    return [lambda w=w, f=f: store.search.find(w, f, order=order) for w, f in asked]


def words(store: Store, said: Iterable[str], order: Order = Order.NEWEST) -> Calls:
    """One search for each query."""
    return each(store, ((one, Filters()) for one in said), order)


def by_topic(store: Store, url: str) -> None:
    """What waits at topics, and how many."""
    opened = [Filters(topics=frozenset({t}), state=BacklogState.OPEN, now=NOW) for t in TOPICS]
    transactions = Transactions(url)

    def walk(filters: Filters) -> list[int]:
        with transactions.reading() as connection:
            return newest_ids(connection, filters, 50)

    timed("topic + state, newest 50: the walk alone", [lambda f=f: walk(f) for f in opened], "5")
    timed("topic + state, newest 50: whole items", each(store, (("", f) for f in opened)), "5")
    area = Filters(topics=frozenset(TOPICS[:8]))
    timed("area of eight topics, newest 50", each(store, [("", area)] * 20))
    for days in (1, 7, 42, 365):
        mark = NOW - timedelta(days=days, hours=3)
        timed(f"counts since {days} days", [lambda m=mark: store.search.counts(m)] * 20, "10")
    some = [*KOREAN[:12:3], *ENGLISH[:12:3]]
    topics = [Filters(topics=f.topics) for f in opened[::6]]
    timed("term and topic, newest 50", each(store, product(some, topics)), "20")
    timed("term, topic and state, newest 50", each(store, product(some, opened[::6])), "20")
    transactions.close()


def by_words(store: Store) -> None:
    """Terms and phrases, the newest of them."""
    for name, said, bar in (("en", ENGLISH, "20"), ("ko", KOREAN, "50")):
        timed(f"{name} term, common, newest 50", words(store, said[COMMON]), bar)
        timed(f"{name} term, mid, newest 50", words(store, said[MID]), "20")
        timed(f"{name} term, rare, newest 50", words(store, said[RARE]), "20")
    timed("ko compound (모델언어), newest 50", words(store, map("".join, pairwise(KOREAN[:12]))))
    timed("ko one syllable (창), newest 50", words(store, ["창", "책", "앱", "봇"]))
    phrases = [f'"{one} {other}"' for one, other in pairwise(ENGLISH[:10])]
    timed("en quotation of two words, newest 50", words(store, phrases))
    spring = Filters(since=NOW - timedelta(days=90), language="ko")
    timed("term, language, 90 days", each(store, product(KOREAN[:12], [spring])), "20")


def by_relevance(store: Store) -> None:
    """The best of the newest 100,000."""
    best = Order.RELEVANCE
    timed("relevance, en common", words(store, ENGLISH[COMMON], best), "150")
    timed("relevance, ko common", words(store, KOREAN[COMMON], best), "150")
    timed("relevance, rare", words(store, [*ENGLISH[RARE], *KOREAN[RARE]], best), "150")
    pairs = map(" ".join, pairwise(KOREAN[:10]))
    timed("relevance, two common words", words(store, pairs, best), "150")


def size(file: Path, number: int) -> None:
    """Bytes of an item by what they are for, in pages of the file."""
    with sqlite3.connect(file) as database:
        blocks = dict(database.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))
    parts = {
        "full-text index (bar 700)": ("item_search", "search_"),
        "topic matches and their indexes": ("topic_match", "ix_topic_match", "sqlite_autoindex_t"),
        "counts by topic and day": ("topic_day",),
        "the whole file": ("",),
    }
    for name, starts in parts.items():
        pages = sum(taken for table, taken in blocks.items() if table.startswith(starts))
        print(f"  {name:<44}{pages / number:9.0f} B an item")


def recall(store: Store, number: int) -> None:
    """Korean stems, and pairs of them as compounds, against what stands in the texts."""
    compounds = ["".join(pair) for pair in permutations(KOREAN[:9], 2)]
    stems = [*KOREAN, *random.Random(17).sample(compounds, 24)]
    shown = islice(entries(number), RECALLED)
    texts = {n: f"{entry.title}\n{entry.text}" for n, entry in enumerate(shown, 1)}
    true = {stem: {n for n, text in texts.items() if stem in text} for stem in stems}
    ours = {stem: {hit.id for hit in store.search.find(stem, limit=number)} for stem in stems}
    table = {"catchup": ours} | {
        f"FTS5 {name}": plain(name, texts, stems) for name in ("unicode61", "trigram")
    }
    total = sum(map(len, true.values()))
    print(f"  {len(stems)} Korean stems and compounds in {len(texts):,} items, {total:,} true hits")
    for name, found in table.items():
        right = sum(len(found[stem] & true[stem]) for stem in stems)
        wrong = sum(len((found[stem] & texts.keys()) - true[stem]) for stem in stems)
        print(f"  {name:<44} recall {right / total:.4f}   false {wrong}")


def plain(tokenizer: str, texts: dict[int, str], stems: Sequence[str]) -> dict[str, set[int]]:
    """What FTS5 finds as it comes."""
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE t USING fts5(w, content='', tokenize='{tokenizer}')")
    database.executemany("INSERT INTO t (rowid, w) VALUES (?, ?)", texts.items())
    query = "SELECT rowid FROM t WHERE t MATCH ?"
    return {stem: {n for (n,) in database.execute(query, (f'"{stem}"',))} for stem in stems}


def main() -> None:
    """Fill, measure, print."""
    options = argparse.ArgumentParser()
    options.add_argument("--items", type=int, default=100_000)
    options.add_argument("--keep", type=Path)
    options.add_argument("--url")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        file = chosen.keep or Path(temporary) / "search.db"
        url = chosen.url or f"sqlite:///{file}"
        print(f"\nSearch over {chosen.items:,} items, {url.partition(':')[0]}")
        with open_store(url, now=NOW) as store:
            filled = store.items.counts()["items"]
        if not filled:
            fill(url, chosen.items)
            open_store(url, now=NOW).close()  # gathers statistics
        with open_store(url, now=NOW) as store:
            heads = ("p50", "p95", "CPU p50", "CPU p95")
            print(f"  {'milliseconds':<44}" + "".join(f"{head:>9}" for head in heads) + "   bar")
            by_topic(store, url)
            by_words(store)
            by_relevance(store)
        if not chosen.url:
            size(file, chosen.items)
        small = f"sqlite:///{temporary}/recall.db"
        open_store(small, now=NOW).close()
        fill(small, RECALLED)
        with open_store(small, now=NOW) as store:
            recall(store, RECALLED)


if __name__ == "__main__":
    main()
