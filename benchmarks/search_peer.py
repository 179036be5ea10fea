"""Search beside the library one would pick instead (`pip install reader sgmllib3k` first).

The same 20,000 entries in both, each filled by its own means; milliseconds of wall time and CPU.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from items import ENGLISH, KOREAN, NOW, entries
from reader import Reader, make_reader
from search import COMMON, MID, RARE, fill, timed

from catchup.store import open_store
from catchup.store.search import Order

NUMBER = 20_000
FEED = "https://blog.example/feed"


def filled(path: Path) -> Reader:
    """A reader with the entries, indexed."""
    reader = make_reader(str(path))
    reader.add_feed(FEED, allow_invalid_url=True)
    for entry in entries(NUMBER):
        reader.add_entry(
            {
                "feed_url": FEED,
                "id": entry.entry_id,
                "title": entry.title,
                "summary": entry.text,
                "published": entry.published,
            }
        )
    reader.enable_search()
    reader.update_search()
    return reader


def main() -> None:
    """Fill both, ask both the same."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        reader = filled(folder / "reader.db")
        url = f"sqlite:///{folder / 'ours.db'}"
        open_store(url, now=NOW).close()
        fill(url, NUMBER)
        with open_store(url, now=NOW) as store:

            def ours(order: Order) -> Callable[[str], object]:
                return lambda word: store.search.find(word, order=order)

            def theirs(order: str) -> Callable[[str], object]:
                return lambda word: list(reader.search_entries(word, sort=order, limit=50))

            ways = {
                "catchup, newest": ours(Order.NEWEST),
                "reader, recent": theirs("recent"),
                "catchup, relevance": ours(Order.RELEVANCE),
                "reader, relevant": theirs("relevant"),
            }
            for language, said in (("en", ENGLISH), ("ko", KOREAN)):
                for name, some in (("common", COMMON), ("mid", MID), ("rare", RARE)):
                    for way, ask in ways.items():
                        calls = [lambda w=w, ask=ask: ask(w) for w in said[some]]
                        timed(f"{language} {name}: {way}", calls)
        reader.close()


if __name__ == "__main__":
    main()
