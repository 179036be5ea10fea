"""Which numbers a text states or claims, however they are written, in Korean and English."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

_PLAIN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)*"
_KOREAN_UNITS = {
    "십": Decimal(10),
    "백": Decimal(100),
    "천": Decimal(1_000),
    "만": Decimal(10**4),
    "억": Decimal(10**8),
    "조": Decimal(10**12),
}
_ENGLISH_UNITS = {
    "k": Decimal(1_000),
    "thousand": Decimal(1_000),
    "m": Decimal(10**6),
    "million": Decimal(10**6),
    "b": Decimal(10**9),
    "bn": Decimal(10**9),
    "billion": Decimal(10**9),
    "t": Decimal(10**12),
    "trillion": Decimal(10**12),
}
# 1억 2천만, 3만 5,000: the parts are one number.
_MENTION = re.compile(
    rf"(?P<korean>(?:(?:{_PLAIN})\s?[십백천만억조]+(?!큼)\s?)+(?:{_PLAIN})?)"
    # Of "5 K겹" the letter is none of the number's; of "20B에서" it is.
    rf"|(?<![A-Za-z])(?P<english>{_PLAIN})"
    r"(?:(?P<letter>[kKMBT])(?![A-Za-z0-9_])|\s?(?P<unit>[kKMBT]\b|bn\b"
    r"|(?i:thousand|million|billion|trillion)\b))"
    rf"|(?P<plain>{_PLAIN})"
)
_PART = re.compile(rf"({_PLAIN})\s?([십백천만억조]*)")

_HALF, _QUARTER = ("0.5", "50"), ("0.25", "25")
_ENGLISH_WORDS: dict[str, tuple[str, ...]] = {
    "zero": ("0",), "two": ("2",), "three": ("3",), "four": ("4",), "five": ("5",), "six": ("6",),
    "seven": ("7",), "eight": ("8",), "nine": ("9",), "ten": ("10",), "eleven": ("11",),
    "twelve": ("12",), "dozen": ("12",), "twenty": ("20",), "thirty": ("30",), "forty": ("40",),
    "fifty": ("50",), "sixty": ("60",), "seventy": ("70",), "eighty": ("80",), "ninety": ("90",),
    "twice": ("2",), "twofold": ("2",), "double": ("2",), "doubles": ("2",), "doubled": ("2",),
    "doubling": ("2",), "triple": ("3",), "triples": ("3",), "tripled": ("3",),
    "threefold": ("3",), "half": _HALF, "halves": _HALF, "halved": _HALF, "halving": _HALF,
    "quarter": _QUARTER,
}  # fmt: skip
_KOREAN_WORDS: dict[str, tuple[str, ...]] = {
    "두": ("2",), "세": ("3",), "네": ("4",), "다섯": ("5",), "여섯": ("6",), "일곱": ("7",),
    "여덟": ("8",), "아홉": ("9",), "열": ("10",),
}  # fmt: skip
_COUNTERS = (
    "가지|개|명|배|번(?!째)|단계|종|편|시간|달|주|차례|곳|권|쪽|줄|장|팀|사람|모델|방법|방식|살|대"
    "|단어"
)
_ENGLISH_WORD = re.compile(rf"\b(?:{'|'.join(_ENGLISH_WORDS)})\b", re.IGNORECASE)
_KOREAN_WORD = re.compile(rf"(?<![가-힣])({'|'.join(_KOREAN_WORDS)})\s?(?:{_COUNTERS})")
_KOREAN_HALF = re.compile("절반")

# Words that state a number without claiming one: ordinals, months, "one".
_STATING: dict[str, str] = {
    "none": "0", "one": "1", "once": "1", "single": "1", "first": "1", "second": "2", "third": "3",
    "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9",
    "tenth": "10", "january": "1", "february": "2", "march": "3", "april": "4", "may": "5",
    "june": "6", "july": "7", "august": "8", "september": "9", "october": "10",
    "november": "11", "december": "12", "jan": "1", "feb": "2", "mar": "3", "apr": "4",
    "jun": "6", "jul": "7", "aug": "8", "sep": "9", "sept": "9", "oct": "10", "nov": "11",
    "dec": "12",
}  # fmt: skip
_STATING_WORD = re.compile(rf"\b(?:{'|'.join(_STATING)})\b", re.IGNORECASE)
_FRACTION = re.compile(r"\b(?:a|one)[- ](third|quarter|fourth|fifth|tenth)\b", re.IGNORECASE)
_PARTS = {"third": "3", "quarter": "4", "fourth": "4", "fifth": "5", "tenth": "10"}
_STATING_KOREAN = re.compile(rf"(?<![가-힣])한\s?(?:{_COUNTERS})|첫")


def stated(text: str) -> frozenset[str]:
    """Every number that a source says, in one canonical form: 20만, 200,000 and 200K are equal."""
    folded = unicodedata.normalize("NFKC", text)
    found = {reading for readings in _claims(folded) for reading in readings}
    found.update(_STATING[m.group().lower()] for m in _STATING_WORD.finditer(folded))
    for fraction in _FRACTION.finditer(folded):  # 3분의 1
        found.update(("1", _PARTS[fraction[1].lower()]))
    if _STATING_KOREAN.search(folded):
        found.add("1")
    return frozenset(found)


def are_stated(text: str, known: frozenset[str]) -> bool:
    """Whether each number that `text` claims is among the `known` ones."""
    folded = unicodedata.normalize("NFKC", text)
    return all(any(reading in known for reading in readings) for readings in _claims(folded))


def has_number(text: str) -> bool:
    """Whether the text claims any number, in digits or in words."""
    return next(_claims(unicodedata.normalize("NFKC", text)), None) is not None


def mentions(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Each mention of a number in NFKC text: the values it may be read as, and where it ends."""
    for mention in _MENTION.finditer(text):
        yield (_value(mention),), mention.end()
    for word in _ENGLISH_WORD.finditer(text):
        yield _ENGLISH_WORDS[word.group().lower()], word.end()
    for word in _KOREAN_WORD.finditer(text):
        yield _KOREAN_WORDS[word.group(1)], word.end(1)
    for half in _KOREAN_HALF.finditer(text):
        yield _HALF, half.end()


def in_digits(text: str) -> Iterator[tuple[str, int, int]]:
    """Each number that NFKC text writes in digits: its value, where it begins and where it ends."""
    return ((_value(found), found.start(), found.end()) for found in _MENTION.finditer(text))


def _claims(text: str) -> Iterator[tuple[str, ...]]:
    return (readings for readings, _ in mentions(text))


def _value(mention: re.Match[str]) -> str:
    if mention["korean"]:
        parts = _PART.finditer(mention["korean"])
        return _written(sum((_scaled(digits, units) for digits, units in _pairs(parts)), Decimal()))
    if mention["english"]:
        unit = mention["letter"] or mention["unit"]
        return _written(_decimal(mention["english"]) * _ENGLISH_UNITS[unit.lower()])
    digits = mention["plain"].replace(",", "")
    whole, dot, rest = digits.partition(".")
    return f"{whole.lstrip('0') or '0'}{dot}{rest}"


def _pairs(parts: Iterator[re.Match[str]]) -> Iterator[tuple[str, str]]:
    return ((part[1], part[2]) for part in parts)


def _scaled(digits: str, units: str) -> Decimal:
    value = _decimal(digits)
    for unit in units:
        value *= _KOREAN_UNITS[unit]
    return value


def _decimal(digits: str) -> Decimal:
    """The value; of a dotted version such as 1.2.3 only the beginning can be scaled."""
    head, _, rest = digits.replace(",", "").partition(".")
    return Decimal(f"{head}.{rest.partition('.')[0] or 0}")


def _written(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
