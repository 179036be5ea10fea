"""The elements of plain feeds: what they are called, which are read and which say nothing here.

Names are pairs of a vocabulary and a local name in lower case; "" is the vocabulary of the formats
themselves (RSS and Atom alike, as feedparser sees it).
"""

from collections.abc import Mapping

Name = tuple[str, str]
Known = Mapping[str, frozenset[str]]

ATOM, RSS1 = "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# By their addresses, under the prefix that each of them usually has.
VOCABULARIES = {
    ATOM: "",
    RSS1: "",
    RDF: "rdf",
    "http://a9.com/-/spec/opensearch/1.1/": "opensearch",
    "http://a9.com/-/spec/opensearchrss/1.0/": "openSearch",
    "http://arxiv.org/schemas/atom": "arxiv",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://schemas.google.com/blogger/2008": "blogger",
    "http://schemas.google.com/g/2005": "gd",
    "http://search.yahoo.com/mrss/": "media",
    "http://web.resource.org/cc/": "cc",
    "http://webns.net/mvcb/": "admin",
    "http://wellformedweb.org/CommentAPI/": "wfw",
    "http://www.georss.org/georss": "georss",
    "http://www.google.com/schemas/play-podcasts/1.0": "googleplay",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.youtube.com/xml/schemas/2015": "yt",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "com-wordpress:feed-additions:1": "wp",
}

DATES = {
    ("", "pubdate"): "published",
    ("", "published"): "published",
    ("", "updated"): "updated",
    ("dc", "date"): "updated",
}
AUTHORS = frozenset([("", "author"), ("dc", "creator")])
FEED_AUTHORS = AUTHORS | {("itunes", "author")}
# What a feed says of itself, each time in place of what it said before.
LAST_WORD = {
    ("", "lastbuilddate"): "built",
    ("", "updated"): "built",
    ("dc", "date"): "built",
    ("", "pubdate"): "published",
    ("", "published"): "published",
    ("", "description"): "summary",
    ("", "subtitle"): "summary",
    ("itunes", "subtitle"): "summary",
    ("", "language"): "language",
    ("dc", "language"): "language",
}
TEXTS = {
    ("", "title"): "title",
    ("", "description"): "summary",
    ("", "summary"): "summary",
    ("", "content"): "content",
    ("content", "encoded"): "content",
}

ANY = frozenset({"*"})
# Elements of an entry that say nothing read here.
INERT: Known = {
    "": frozenset({"category", "comments", "rights", "source"}),
    "dc": frozenset({"rights", "language", "subject", "identifier", "format", "type", "source"}),
    "media": frozenset({"thumbnail", "content", "credit", "rating", "keywords", "category"})
    | {"copyright", "community", "starrating", "statistics", "restriction", "hash", "player"},
    "itunes": frozenset({"duration", "episode", "season", "episodetype", "explicit", "title"})
    | {"block", "image", "order", "isclosedcaptioned", "keywords"},
    **dict.fromkeys(("slash", "sy", "thr", "wfw", "feedburner", "yt", "gd", "arxiv", "wp"), ANY),
}
# Elements beside the entries that say nothing read here.
HEAD: Known = {
    **INERT,
    "": INERT[""]
    | {"copyright", "docs", "webmaster", "generator", "cloud", "ttl", "rating", "logo", "icon"},
    "itunes": INERT["itunes"] | {"type", "complete"},
    "media": frozenset({"thumbnail", "credit", "rating", "keywords", "category", "copyright"}),
    "admin": frozenset({"generatoragent", "errorreportsto"}),
    **dict.fromkeys(("openSearch", "opensearch", "blogger", "podcast", "googleplay"), ANY),
}
PERSON: Known = {"": frozenset({"name", "uri", "email"}), "gd": ANY}
# Elements beside the entries that have children, and which.
NESTED: Mapping[Name, Known] = {
    ("", "image"): {"": frozenset({"title", "link", "description", "url", "width", "height"})},
    ("", "textinput"): {"": frozenset({"title", "link", "description", "name"})},
    ("", "skiphours"): {"": frozenset({"hour"})},
    ("", "skipdays"): {"": frozenset({"day"})},
    ("itunes", "owner"): {"itunes": frozenset({"name", "email"})},
    ("itunes", "category"): {"itunes": frozenset({"category"})},
}


def is_known(name: Name, known: Known) -> bool:
    """Say whether an element is among the known ones."""
    words = known.get(name[0], frozenset())
    return words is ANY or name[1] in words
