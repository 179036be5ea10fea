import pytest

from catchup.types import Brief, Draft, ItemKind, Point, Reading
from summarize.checking import MAX_POINTS, MAX_QUOTE, check

TEXT = "The cache holds 2,048 blocks. 캐시는 블록 2,048개를 담는다. Evicting one costs 3 ms."
BRIEF = Brief(title="", text=TEXT, language="en", kind=ItemKind.POST, reading=Reading.FULL)
QUOTE = "The cache holds 2,048 blocks."


def passed(*points: Point, brief: Brief = BRIEF) -> tuple[Point, ...]:
    return check(Draft(points=points), brief)


def test_a_verbatim_quote_at_its_offset_passes() -> None:
    point = Point(quote=QUOTE, start=0, texts={"ko": "캐시는 블록 2,048개를 담습니다."})
    assert passed(point) == (point,)


@pytest.mark.parametrize(
    "point",
    [
        Point(quote=QUOTE, start=1),
        Point(quote=QUOTE, start=-len(TEXT)),
        Point(quote="The cache holds 4,096 blocks.", start=0),
        Point(quote="the cache holds 2,048 blocks.", start=0),
        Point(quote="The cache", start=0),
    ],
)
def test_a_quote_that_is_not_there_fails(point: Point) -> None:
    assert passed(point) == ()


@pytest.mark.parametrize(
    "wording",
    [
        "See https://evil.example for more.",
        "See www.evil.example for more.",
        "Click [here](//evil.example/x).",
        "![x](leak)",
        "Fast <b>and</b> small.",
        "<img src=x onerror=alert(1)>",
        "&lt;script&gt;",
        "javascript:alert(1)",
        "Write to ops@evil.example today.",
        "```rm -rf```",
        "   ",
        "long " * 100,
    ],
)
def test_generated_text_holds_no_address_and_no_markup(wording: str) -> None:
    assert passed(Point(quote=QUOTE, start=0, texts={"en": wording})) == ()


def test_a_quote_holds_no_address_either() -> None:
    text = "Everything is at https://evil.example/x for you."
    brief = Brief(title="", text=text, language="en", kind=ItemKind.POST, reading=Reading.FULL)
    assert passed(Point(quote=text, start=0), brief=brief) == ()


def test_an_endless_quote_fails() -> None:
    text = "word " * MAX_QUOTE
    brief = Brief(title="", text=text, language="en", kind=ItemKind.POST, reading=Reading.FULL)
    assert passed(Point(quote=text, start=0), brief=brief) == ()


def test_equal_quotes_count_once_and_the_first_stays() -> None:
    twice = Brief(
        title="", text=f"{QUOTE} {QUOTE}", language="en", kind=ItemKind.POST, reading=Reading.FULL
    )
    points = (Point(quote=QUOTE, start=0), Point(quote=QUOTE, start=len(QUOTE) + 1))
    assert passed(*points, brief=twice) == points[:1]


def test_there_are_never_more_than_the_most_points() -> None:
    lines = [f"Sentence number {n} stands here." for n in range(MAX_POINTS + 3)]
    text = " ".join(lines)
    brief = Brief(title="", text=text, language="en", kind=ItemKind.POST, reading=Reading.FULL)
    points = tuple(Point(quote=line, start=text.index(line)) for line in lines)
    assert len(passed(*points, brief=brief)) == MAX_POINTS
