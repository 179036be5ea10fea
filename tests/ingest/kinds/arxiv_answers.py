"""Answers in the form of arXiv's interface, written for tests."""

from html import escape
from urllib.parse import urlencode

API = "https://export.arxiv.org/api/query?"
ORDER = {"max_results": 100, "sortBy": "lastUpdatedDate", "sortOrder": "descending"}


def query_address(query: str, start: int = 0) -> str:
    return API + urlencode({"search_query": query, "start": start, **ORDER})


def ids_address(*ids: str) -> str:
    return API + urlencode({"id_list": ",".join(ids), "start": 0, **ORDER})


def paper(
    number: str,
    version: int,
    updated: str,
    *,
    summary: str = "We count what retrieval costs\nand what it saves.",
    comment: str = "",
) -> str:
    said = f"<arxiv:comment>{escape(comment)}</arxiv:comment>" if comment else ""
    return (
        f"<entry><id>http://arxiv.org/abs/{number}v{version}</id><updated>{updated}</updated>"
        f"<published>2026-02-27T09:00:00Z</published><title>Retrieval that pays its way</title>"
        f"<summary>{escape(summary)}</summary><author><name>Ana Ruiz</name></author>"
        f"<author><name>박서연</name></author>{said}</entry>"
    )


def answer(*papers: str, total: int | None = None) -> str:
    count = len(papers) if total is None else total
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"'
        ' xmlns:arxiv="http://arxiv.org/schemas/atom"'
        ' xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"<opensearch:totalResults>{count}</opensearch:totalResults>{''.join(papers)}</feed>"
    )
