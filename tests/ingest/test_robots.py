import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.errors import FetchError, Forbidden, RobotsRefused
from ingest.robots import Robots, Rules, access

PAGE = "https://blog.example/a/b.pdf"


def robots(rules: str) -> Robots:
    return Robots(lambda _: rules.encode())


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nDisallow: /*.pdf$",
        "User-agent: *\rDisallow: /a\r",
        "User-agent: Catchup\nDisallow: /x\n\nUser-agent: catchup\nDisallow: /a/",
        "User-agent: *\nSitemap: https://blog.example/s.xml\nDisallow: /a",
        "User-agent: Catchup/2.0\nDisallow: /a",
        "user-agent : CATCHUP # a comment\ndisallow : /a",
        "\ufeffUser-agent: *\nDisallow: /a",
    ],
)
def test_rules_that_forbid_are_obeyed(rules: str) -> None:
    with pytest.raises(RobotsRefused, match=r"blog\.example"):
        robots(rules).check(PAGE)


@pytest.mark.parametrize(
    "rules",
    [
        "",
        "<html>not found</html>",
        "User-agent: *\nDisallow: /a\nAllow: /a/b",
        "User-agent: Other\nDisallow: /",
        "User-agent: *\nDisallow: /\n\nUser-agent: Catchup\nDisallow: /x",
        # A group is named by a whole product token, not by its beginning.
        "User-agent: Cat\nDisallow: /",
        "User-agent: CatchupImages\nDisallow: /",
        "Disallow: /",
    ],
)
def test_what_is_not_forbidden_is_allowed(rules: str) -> None:
    robots(rules).check(PAGE)


def test_each_origin_is_asked_once() -> None:
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return b""

    rules = Robots(fetch)
    for url in (PAGE, "https://blog.example/other", "http://blog.example:8080/x"):
        rules.check(url)
    assert asked == ["https://blog.example/robots.txt", "http://blog.example:8080/robots.txt"]


def test_an_origin_that_cannot_be_reached_refuses_and_is_not_asked_again() -> None:
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        raise FetchError("connection refused")

    rules = Robots(fetch)
    for _ in range(2):
        with pytest.raises(RobotsRefused, match="connection refused"):
            rules.check(PAGE)
    assert len(asked) == 1


def test_rules_are_read_again_after_a_day_and_trouble_after_an_hour() -> None:
    now = [0.0]
    answers: list[bytes | FetchError] = [b"", FetchError("reset"), b"User-agent: *\nDisallow: /"]

    def fetch(_: str) -> bytes:
        answer = answers.pop(0)
        if isinstance(answer, FetchError):
            raise answer
        return answer

    rules = Robots(fetch, lambda: now[0])
    for hours, left in ((0, 2), (23, 2), (24, 1), (24.5, 1)):
        now[0] = hours * 3600
        rules.check(PAGE)  # the copy that could not be renewed stays in force
        assert len(answers) == left
    now[0] = 25.5 * 3600
    with pytest.raises(RobotsRefused, match="forbids"):
        rules.check(PAGE)


def test_a_pause_between_requests_is_handed_on() -> None:
    assert robots("User-agent: *\nCrawl-delay: 7").check(PAGE) == 7
    assert robots("User-agent: *\nCrawl-delay: soon").check(PAGE) == 0


def test_robots_txt_itself_may_always_be_read() -> None:
    assert Rules("User-agent: *\nDisallow: /").allow("https://blog.example/robots.txt")


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (200, "parse"),
        (301, "follow"),
        (307, "follow"),
        *((status, "allow") for status in (400, 401, 403, 404, 410, 451)),
        *((status, "disallow") for status in (429, 500, 503, 599)),
    ],
)
def test_what_the_status_of_a_robots_file_means(status: int, meaning: str) -> None:
    assert access(status) == meaning


@given(st.text(), st.text(max_size=20), st.text(max_size=20))
def test_no_robots_file_is_too_odd(text: str, agent: str, path: str) -> None:
    rules = Rules(text, agent)
    assert rules.allow(f"https://blog.example/{path}") in {True, False}
    assert rules.delay >= 0


def test_a_forbidden_address_stays_one() -> None:
    def fetch(_: str) -> bytes:
        raise Forbidden("private")

    with pytest.raises(Forbidden):
        Robots(fetch).check(PAGE)
