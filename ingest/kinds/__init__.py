"""The kinds of sources. One kind is one module with a `visit`, and one line here.

`catchup.types.SOURCE_KINDS` names them for who reads sources.toml; a test holds the two in step.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from catchup.types import Crawl, Source, SourceState, Web
from ingest.kinds import arxiv, feed, page, sitemap, youtube

Visit = Callable[[Source, SourceState, Web, datetime], Crawl]

KINDS: Mapping[str, Visit] = {
    "feed": feed.visit,
    "arxiv": arxiv.visit,
    "youtube": youtube.visit,
    "page": page.visit,
    "sitemap": sitemap.visit,
}
