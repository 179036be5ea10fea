"""Says where pages and feeds of the site are: each page once a language, the first at the root."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from catchup.types import Language
from publish.plain import web_address

FEEDS = "feeds"
SINCE_WEEKS = (1, 2, 4, 8, 13, 26)  # the absences that have a page of their own


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses under `base_url` (no slash at its end; "" when the site has none yet).

    A page is named by its path within a language ("topics/rag-basics/", "" for the first page);
    the first language stands at the root, another one in a folder of its own ("en/").
    """

    base_url: str
    languages: Sequence[Language]

    def path(self, page: str, language: Language) -> str:
        """The path of a page from the root of the site."""
        return page if language == self.languages[0] else f"{language}/{page}"

    def url(self, page: str, language: Language) -> str:
        """The public address of a page, "" without one."""
        return f"{self.base_url}/{self.path(page, language)}" if self.base_url else ""


def places_of(base_url: str, languages: Sequence[Language]) -> Places:
    """The places under an address as people write it; an unusable one counts as none."""
    return Places(web_address(base_url).rstrip("/"), tuple(languages))


def issue_page(week: str) -> str:
    """The page of an issue."""
    return f"issues/{week}/"


def topic_page(topic: str) -> str:
    """The first page of a topic."""
    return f"topics/{topic}/"


def since_page(weeks: int) -> str:
    """The page for somebody who was away for so many weeks."""
    return f"since/{weeks}w/"


def host_of(base_url: str) -> str:
    """The host of a public address."""
    return urlsplit(base_url).hostname or ""
