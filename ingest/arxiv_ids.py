"""Reads the ids of arXiv papers in all spellings: addresses, mirrors, DOIs, OAI names, citations.

New ids are YYMM.NNNN up to 2014 and YYMM.NNNNN from 2015 on, old ones ARCHIVE[.SC]/YYMMNNN
(arXiv's own description of its identifiers); both may end in a version.
"""

import re
from urllib.parse import urlsplit

MONTH = r"(?:0[1-9]|1[0-2])"
ARXIV_ID = (
    rf"(?:0[7-9]{MONTH}\.\d{{4}}|1[0-4]{MONTH}\.\d{{4}}|(?:1[5-9]|[2-9]\d){MONTH}\.\d{{5}}"
    rf"|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{{2}})?/(?:9[1-9]|0[0-7]){MONTH}\d{{3}})"
)
VERSIONED = rf"({ARXIV_ID})(?:v([1-9]\d*))?"
BARE = re.compile(VERSIONED)
NAMED = re.compile(
    rf"(?<![\w/.])(?i:(?:oai:arxiv\.org:|(?:doi:)?10\.48550/arxiv\.|arxiv:)\s?){VERSIONED}(?![\w/-]|\.\d)"
)
ENDING = r"(?:\.pdf|\.ps\.gz)?/?\Z"
OWN_PATH = re.compile(rf"/(?:abs|pdf|html|ps|format|src|e-print)/(?i:arxiv:)?{VERSIONED}{ENDING}")
DOI_PATH = re.compile(rf"/(?i:10\.48550/arxiv\.){VERSIONED}/?\Z")
OWN_HOSTS = frozenset({"arxiv.org", "www.arxiv.org", "export.arxiv.org", "browse.arxiv.org"})
DOI_HOSTS = frozenset({"doi.org", "www.doi.org", "dx.doi.org"})
# Pages of others about exactly one paper.
ABOUT = {
    "alphaxiv.org": re.compile(rf"/(?:abs|pdf|html|overview)/{VERSIONED}{ENDING}"),
    "huggingface.co": re.compile(rf"/papers/{VERSIONED}/?\Z"),
    "hf.co": re.compile(rf"/papers/{VERSIONED}/?\Z"),
    "ar5iv.org": re.compile(rf"/(?:abs|html)/{VERSIONED}/?\Z"),
    "ar5iv.labs.arxiv.org": re.compile(rf"/(?:abs|html)/{VERSIONED}/?\Z"),
}

PaperId = tuple[str, int | None]


def arxiv_id(text: str) -> PaperId | None:
    """The paper that a text names: its id without version, and the version if it names one.

    The text is an id, an address of a paper at arXiv or on a page of others about just that paper,
    or holds an id that is called one (arXiv:…, oai:arXiv.org:…, 10.48550/arXiv.…).
    """
    wanted = text.strip()
    if found := BARE.fullmatch(wanted):
        return _paper(found)
    if (address := _paper_address(wanted)) is not None:
        return address
    found = NAMED.search(wanted)
    return _paper(found) if found else None


def paper_at(host: str, path: str) -> str:
    """The id, without version, of the paper that an address of arXiv itself or a DOI leads to."""
    pattern = _pattern_of(host)
    found = pattern.match(path) if pattern else None
    return found[1] if found else ""


def _paper_address(text: str) -> PaperId | None:
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    pattern = _pattern_of(host) or ABOUT.get(host.removeprefix("www."))
    found = pattern.match(parts.path) if pattern else None
    return _paper(found) if found else None


def _pattern_of(host: str) -> re.Pattern[str] | None:
    if host in OWN_HOSTS:
        return OWN_PATH
    return DOI_PATH if host in DOI_HOSTS else None


def _paper(found: re.Match[str]) -> PaperId:
    return found[1], int(found[2]) if found[2] else None
