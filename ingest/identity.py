"""Decides which addresses are one item: canonical URLs, and the kind that an address tells."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlsplit

from catchup.types import ItemKind
from ingest.arxiv_ids import ARXIV_ID, arxiv_id, paper_at
from ingest.raw import unique

# Names that only trackers use. Not among them: ref, source, id, p, v, which may choose the page.
TRACKING = re.compile(
    r"(?:(?:utm|mtm|matomo|piwik|hsa|vero|oly_(?:anon|enc))_\w+|(?:fb|g|dc|tw|tt|y|ys)clid"
    r"|pk_(?:campaign|kwd|source|medium|content|cid)|[gw]braid|msclkid|gclsrc|li_fat_id|igsh(?:id)?"
    r"|mc_[ce]id|mkt_tok|_hsenc|_hsmi|__hs\w+|hsctatracking|ref_src|ref_url|_ga|_gl|s_cid"
    r"|wickedid|fromrss|trackingcode)(?:=|\Z)",
    re.IGNORECASE,
)
FROM_MEDIUM = re.compile(r"source=rss-")  # names the feed; elsewhere `source` may choose the page
NO_HOST = re.compile(r"[\s/\\<>%#?@\x00-\x20]")
ESCAPE = re.compile(r"%([0-9a-f]{2})", re.IGNORECASE)
LOOSE_PERCENT = re.compile(r"%(?![0-9a-f]{2})", re.IGNORECASE)
# A path that is normal already, as most are.
PLAIN_PATH = re.compile(r"(?:/[\w~-][\w.~-]*)+\Z", re.ASCII)
SAFE_IN_PATH = ":@!$&'()*+,;=~-._"
UNSAFE_IN_QUERY = re.compile(r"""[\x00-\x20"<>\\^`{|}\x7f-\U0010ffff]""")
SUBJECT_CLASS = re.compile(r"\.[A-Z]{2}/")
# Hosts that show the pages of another host, for small screens or under an older name.
SAME_HOSTS = {
    "m.blog.naver.com": "blog.naver.com",
    "m.brunch.co.kr": "brunch.co.kr",
    **dict.fromkeys(
        ("reddit.com", "old.reddit.com", "new.reddit.com", "np.reddit.com", "m.reddit.com"),
        "www.reddit.com",
    ),
    **dict.fromkeys(("twitter.com", "www.twitter.com", "mobile.twitter.com", "www.x.com"), "x.com"),
}
MOBILE_PATH = re.compile(r"\A/m/(?=\d+\Z|entry/)")
NAVER_POST = re.compile(r"/PostView\.(?:naver|nhn)\?", re.IGNORECASE)
SHORT_VIDEO = re.compile(r"/([\w-]{11})\Z")
VIDEO_PATH = re.compile(r"/(?:embed|shorts|live)/([\w-]{11})")
REPOSITORY = re.compile(r"https://github\.com/([\w-]+)/([\w.-]+?)(?:\.git)?\Z")
PAPER = re.compile(rf"https://arxiv\.org/abs/({ARXIV_ID})\Z")
VIDEO = re.compile(r"https://www\.youtube\.com/watch\?v=[\w-]{11}\Z")
# A cheap sieve: only such links can be pages about one paper.
ABOUT_PAPERS = re.compile(
    r"alphaxiv|ar5iv|(?:huggingface|hf)\.co/papers/|/10\.48550/", re.IGNORECASE
)
# What a link to a paper, video or repository holds; no more than a sieve, but a cheap one. Other
# characters than plain ASCII may stand for these letters in a host name.
MENTIONABLE = re.compile(rf"arxiv|youtu|github|[^\x21-\x7e]|{ABOUT_PAPERS.pattern}", re.IGNORECASE)
# First path segments of github.com that are no owners.
NOT_OWNERS = frozenset(
    ["about", "apps", "blog", "collections", "contact", "customer-stories", "enterprise", "events",
     "explore", "features", "issues", "join", "login", "marketplace", "new", "notifications",
     "orgs", "pricing", "pulls", "search", "security", "settings", "site", "solutions", "sponsors",
     "stars", "team", "topics", "trending", "users"]
)  # fmt: skip


def canonical_url(url: str, *, keep_fragment: bool = False) -> str:
    """Return the comparable form of an address, '' where it is no web address. Idempotent.

    https for http; host in lower case and ASCII (IDNA), without default port or final dot; dot
    segments resolved, escapes decoded where that is safe (RFC 3986 6.2.2); query sorted, tracking
    parameters dropped; no final slash; no fragment, but `#!…`. arXiv papers become /abs/ID without
    version, YouTube videos watch?v=ID. `keep_fragment`: see `canonical_urls`.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    path = _normal_path(parts.path)
    host, path = _usual_place(host, path)
    known = _paper(host, path) or _video(host, path, parts.query) or _naver(host, path, parts.query)
    if known:
        return known
    place = f"[{host}]" if ":" in host else host
    if port not in {None, 443} and (parts.scheme, port) != ("http", 80):
        place = f"{place}:{port}"
    query = _normal_query(parts.query)
    tail = _fragment(parts.fragment) if keep_fragment or parts.fragment.startswith("!") else ""
    return f"https://{place}{path}{f'?{query}' if query else ''}{tail}"


def untracked(url: str) -> str:
    """An address without the parameters that only trackers use, otherwise as it was written."""
    address, hash_sign, fragment = url.partition("#")
    place, _, query = address.partition("?")
    parts = (part for part in query.split("&") if part and not TRACKING.match(part))
    kept = "&".join(part for part in parts if not FROM_MEDIUM.match(part))
    return f"{place}{'?' if kept else ''}{kept}{hash_sign}{fragment}"


def canonical_urls(links: Iterable[str]) -> tuple[str, ...]:
    """Return the canonical addresses of all links of one feed body, in order.

    A feed that lists several parts of one page means the parts (a changelog): there each link
    keeps its fragment.
    """
    wanted = tuple(links)
    pages = [canonical_url(link) for link in wanted]
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for link, page in zip(wanted, pages, strict=True):
        if page:
            parts[page].add(link.strip().partition("#")[2])
    return tuple(
        canonical_url(link, keep_fragment=True) if len(parts[page]) > 1 else page
        for link, page in zip(wanted, pages, strict=True)
    )


@lru_cache(maxsize=1024)  # the entries of a feed are on one host
def ascii_host(host: str) -> str:
    """Return a host name in lower case and ASCII, without final dot. Raises ValueError (IDNA)."""
    host = host.rstrip(".").lower()
    if not host.isascii():
        # IDNA 2003 as browsers' address bars did: also maps full-width digits and dots.
        host = host.encode("idna").decode("ascii").lower().rstrip(".")
    if NO_HOST.search(host):
        raise ValueError(f"no host name: {host!r}")
    return host


def kind_of(canonical: str) -> ItemKind:
    """Tell what an address leads to: arXiv paper, YouTube video, GitHub repository, or a post."""
    if PAPER.match(canonical):
        return ItemKind.PAPER
    if VIDEO.match(canonical):
        return ItemKind.VIDEO
    match = REPOSITORY.match(canonical)
    return ItemKind.REPO if match and match[1].lower() not in NOT_OWNERS else ItemKind.POST


def mentions_in(links: Iterable[str], *, own: str = "") -> tuple[str, ...]:
    """Return the papers, videos and repositories among links, canonical, without `own`."""
    some = (link for link in unique(links) if MENTIONABLE.search(link))
    found = (canonical_url(_paper_behind(link)) for link in some)
    named = (url.removesuffix(".git") for url in found if kind_of(url) is not ItemKind.POST)
    return tuple(url for url in unique(named) if url != own)


def _paper_behind(link: str) -> str:
    """The paper that a page of others is about; any other link as it is."""
    paper = arxiv_id(link) if ABOUT_PAPERS.search(link) else None
    return f"https://arxiv.org/abs/{paper[0]}" if paper else link


def edition_of(canonical: str, *texts: str) -> str:
    """The version of a paper ("v2") that its feed names in an id or a link, '' if it names none."""
    if not PAPER.match(canonical):
        return ""
    found = (arxiv_id(text) for text in texts)
    return next((f"v{paper[1]}" for paper in found if paper and paper[1]), "")


def _normal_path(path: str) -> str:
    if PLAIN_PATH.match(path):
        return path
    decoded = ESCAPE.sub(_decoded_escape, LOOSE_PERCENT.sub("%25", path))
    # Whatever is still no plain character becomes escaped UTF-8; existing escapes stay.
    decoded = quote(decoded, safe="/%" + SAFE_IN_PATH, errors="replace")
    segments: list[str] = []
    for segment in decoded.split("/")[1:]:
        if segment == "..":
            del segments[-1:]
        elif segment != ".":
            segments.append(segment)
    return "/" + "/".join(segments).rstrip("/")


def _decoded_escape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    plain = (character.isascii() and character.isalnum()) or character in SAFE_IN_PATH
    return character if plain else match[0].upper()


def _decoded_in_query(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    unreserved = character.isascii() and (character.isalnum() or character in "-._~")
    return character if unreserved else match[0].upper()


def _normal_query(query: str) -> str:
    # Unreserved characters need no escape (RFC 3986 2.3); all others mean what they are written as.
    decoded = ESCAPE.sub(_decoded_in_query, query)
    parts = _harmless(decoded).split("&")
    return "&".join(sorted(part for part in parts if part and not TRACKING.match(part)))


def _fragment(fragment: str) -> str:
    return f"#{_harmless(fragment)}" if fragment else ""


def _harmless(text: str) -> str:
    return UNSAFE_IN_QUERY.sub(lambda match: quote(match[0], errors="replace"), text)


def _paper(host: str, path: str) -> str:
    paper = paper_at(host, path)
    # math.GT/0309136 and math/0309136 are one paper.
    return f"https://arxiv.org/abs/{SUBJECT_CLASS.sub('/', paper)}" if paper else ""


def _usual_place(host: str, path: str) -> tuple[str, str]:
    """One of the hosts and paths under which a known site shows the same page."""
    if host.endswith(".tistory.com"):
        path = MOBILE_PATH.sub("/", path)
    return SAME_HOSTS.get(host, host), path


def _naver(host: str, path: str, query: str) -> str:
    post = NAVER_POST.match(f"{path}?{query}") if host == "blog.naver.com" else None
    named = dict(parse_qsl(query)) if post else {}
    known = "blogId" in named and "logNo" in named
    return f"https://blog.naver.com/{named['blogId']}/{named['logNo']}" if known else ""


def _video(host: str, path: str, query: str) -> str:
    video = None
    if host == "youtu.be":
        video = SHORT_VIDEO.match(path)
    elif host == "youtube.com" or host.endswith(".youtube.com"):
        video = VIDEO_PATH.match(path)
        if path == "/watch":
            video = re.search(r"(?:\A|&)v=([\w-]{11})(?=&|\Z)", query)
    return f"https://www.youtube.com/watch?v={video[1]}" if video else ""
