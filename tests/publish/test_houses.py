from catchup.types import Source
from publish.houses import houses_of, names_of


def source(name: str, url: str, title: str) -> Source:
    return Source(id=name, url=url, title=title)


def test_sources_of_one_site_or_of_one_name_are_one_house() -> None:
    houses = houses_of(
        [
            source("blog", "https://blog.harbour.example/feed", "Harbour Lab Notes"),
            source("news", "https://www.harbour.example/rss", "News"),
            source("talks", "https://www.youtube.com/feeds/1", "Harbour Lab seminars"),
            source("other", "https://www.youtube.com/feeds/2", "Evening Talks"),
        ]
    )
    assert houses["blog"] == houses["news"] == houses["talks"]
    assert houses["other"] != houses["blog"]


def test_houses_on_a_shared_host_are_not_one() -> None:
    houses = houses_of(
        [
            source("a", "https://medium.com/feed/a", "Quarry Street"),
            source("b", "https://medium.com/feed/b", "Lighthouse Lab"),
        ]
    )
    assert houses["a"] != houses["b"]


def test_korean_second_levels_are_no_sites() -> None:
    houses = houses_of(
        [source("a", "https://a.co.kr/feed", "가"), source("b", "https://b.co.kr/feed", "나")]
    )
    assert houses["a"] != houses["b"]


def test_the_name_of_a_list_is_not_that_of_its_sources() -> None:
    sources = [source(n, f"https://{n}.example/", f"dev list - {n}") for n in ("a", "b", "c")]
    own = source("d", "https://d.example/", "Night Shift - Engineering")
    assert dict(names_of([*sources, own])) == {
        "a": "a",
        "b": "b",
        "c": "c",
        "d": "Night Shift - Engineering",
    }
