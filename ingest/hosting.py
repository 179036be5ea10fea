"""Knows where hosting services keep the feed of what an address shows, without asking for it."""

import re
from urllib.parse import parse_qs, urlsplit

from ingest.identity import NOT_OWNERS
from ingest.kinds.youtube import feed_of_address

Rule = tuple[re.Pattern[str], str]

# Path of an address at a host -> feed. The first rule that matches counts.
BY_PATH: dict[str, tuple[Rule, ...]] = {
    "medium.com": (
        (re.compile(r"/tag/([\w-]+)"), "https://medium.com/feed/tag/{0}"),
        (re.compile(r"/(@[\w.-]+|(?!(?:m|me|p|feed|search|about|plans)(?:/|\Z))[\w-]+)"),
         "https://medium.com/feed/{0}"),
    ),
    "velog.io": ((re.compile(r"/(@[\w-]+)"), "https://v2.velog.io/rss/{0}"),),
    "blog.naver.com": (
        (re.compile(r"/([\w-]+)(?:/\d+)?/?\Z"), "https://rss.blog.naver.com/{0}.xml"),
    ),
    "github.com": (
        (re.compile(r"/([\w-]+)/([\w.-]+)/(commits|tags)((?:/[\w./-]+?)?)/?\Z"),
         "https://github.com/{0}/{1}/{2}{3}.atom"),
        (re.compile(r"/([\w-]+)/([\w.-]+?)(?:\.git)?(?:/releases)?/?\Z"),
         "https://github.com/{0}/{1}/releases.atom"),
    ),
    "reddit.com": (
        (re.compile(r"/(r|user)/([\w-]+)"), "https://www.reddit.com/{0}/{1}/.rss"),
    ),
    "arxiv.org": (
        (re.compile(r"/list/([a-z-]+(?:\.[A-Za-z-]{2,})?)(?:/|\Z)"), "https://rss.arxiv.org/rss/{0}"),
    ),
    "dev.to": ((re.compile(r"/(?!t/)([\w-]+)"), "https://dev.to/feed/{0}"),),
    "bsky.app": ((re.compile(r"/profile/([\w.:-]+)/?\Z"), "https://bsky.app/profile/{0}/rss"),),
    "zenn.dev": ((re.compile(r"/(?:p/)?([\w-]+)"), "https://zenn.dev/{0}/feed"),),
    "qiita.com": ((re.compile(r"/([\w-]+)"), "https://qiita.com/{0}/feed.atom"),),
    "note.com": ((re.compile(r"/([\w-]+)"), "https://note.com/{0}/rss"),),
}  # fmt: skip
# Services where each site has a host of its own, and the path of its feed.
BY_SUFFIX = {
    ".substack.com": "/feed",
    ".medium.com": "/feed",
    ".tistory.com": "/rss",
    ".hashnode.dev": "/rss.xml",
    ".blogspot.com": "/feeds/posts/default",
    ".wordpress.com": "/feed/",
    ".tumblr.com": "/rss",
    ".bearblog.dev": "/feed/",
}
SAME = {"m.blog.naver.com": "blog.naver.com", "old.reddit.com": "reddit.com"}
NO_SITE = frozenset({"www", "m", "api", "cdn", "static", "open", "help", "support", "blog"})


def feed_of(url: str) -> str:
    """The feed of an address at a known service, '' where the address does not tell."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    host = SAME.get(host, host).removeprefix("www.")
    # Naver's older addresses name the blog in their query.
    path = parts.path
    if host == "blog.naver.com" and (blog := parse_qs(parts.query).get("blogId")):
        path = f"/{blog[0]}"
    return feed_of_address(url) or _by_path(host, path) or _by_suffix(host)


def _by_path(host: str, path: str) -> str:
    for pattern, feed in BY_PATH.get(host, ()):
        match = pattern.match(path)
        if match and not (host == "github.com" and match[1].lower() in NOT_OWNERS):
            return feed.format(*match.groups())
    return ""


def _by_suffix(host: str) -> str:
    site, dot, domain = host.partition(".")
    path = BY_SUFFIX.get(dot + domain, "")
    return f"https://{host}{path}" if path and site not in NO_SITE else ""
