"""Turns bytes of unknown encoding into text.

Order: byte-order mark; UTF-16 and UTF-32 told by the zeros of the first characters (XML 1.0,
appendix F); valid UTF-8, whatever the label says; the HTTP charset; the document's own declaration;
cp949 where that makes Korean of it, for Korean sites often name UTF-8 and send EUC-KR; UTF-8 with
replacement characters. Labels mean what browsers take them for (WHATWG Encoding): euc-kr and
ks_c_5601-1987 are cp949, latin-1 and ascii are cp1252.
"""

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The first character of a document is "<" or "{".
UNMARKED = (
    (re.compile(rb"[<{]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0[<{]"), "utf-32-be"),
    (re.compile(rb"[<{]\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0[<{]\0[^\0]"), "utf-16-be"),
)
ALIASES = {
    "euc-kr": "cp949",
    "euc_kr": "cp949",
    "euckr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "windows-949": "cp949",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)
XML_ENCODING = re.compile(r"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
META_CHARSET = re.compile(r"""<meta[^>]+?charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
PROLOG_BYTES = 4096
REPLACED = "\ufffd"
# Damaged UTF-8 has lost a few characters; under a wrong label hardly one is right.
DAMAGED_SHARE = 0.1
KOREAN_SHARE = 0.75
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
HANGUL = re.compile("[가-힣]")
NOT_FOR_DOCUMENTS = ("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw", "undefined")


def decode(body: bytes, content_type: str = "") -> str:
    """Decode a document; never fails, a byte that fits nothing becomes U+FFFD."""
    for mark, encoding in MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    for beginning, encoding in UNMARKED:
        if beginning.match(body):
            return body.decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        encodings = [name for name in _labels(body, content_type) if _is_text_codec(name)]
    for encoding in encodings:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    text = body.decode(encodings[0] if encodings else "utf-8", "replace")
    return _korean(body) or text if _is_mostly_lost(text) else text


def _is_mostly_lost(text: str) -> bool:
    return text.count(REPLACED) > DAMAGED_SHARE * len(NOT_ASCII.findall(text))


def _korean(body: bytes) -> str | None:
    """Decode as cp949 where nearly all of what is not ASCII comes out as Hangul."""
    text = body.decode("cp949", "ignore")
    foreign = len(NOT_ASCII.findall(text))
    return text if len(HANGUL.findall(text)) > KOREAN_SHARE * foreign else None


def xml_as_utf8(text: str) -> bytes:
    """Encode XML for a parser: UTF-8 with a declaration that says so; no lone surrogates."""
    match = XML_DECLARATION.match(text)
    unlabelled = (text[match.end() :] if match else text).lstrip()
    return b'<?xml version="1.0" encoding="utf-8"?>' + unlabelled.encode("utf-8", "replace")


def _labels(body: bytes, content_type: str) -> list[str]:
    prolog = body[:PROLOG_BYTES].decode("latin-1")
    declared = (XML_ENCODING.search(prolog), META_CHARSET.search(prolog))
    matches = (HEADER_CHARSET.search(content_type), *declared)
    labels = (match[1].lower() for match in matches if match)
    return [ALIASES.get(label, label) for label in labels]


def _is_text_codec(name: str) -> bool:
    # UTF-16 and its like need a mark: as a mere label they are almost always wrong.
    if name.startswith(NOT_FOR_DOCUMENTS):
        return False
    try:
        "".encode(name)
    except LookupError:
        return False
    return True
