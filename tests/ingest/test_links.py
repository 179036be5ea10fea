import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.links import absolute

BASE = "https://blog.example/posts/index.html?x=1"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("feed.xml", "https://blog.example/posts/feed.xml"),
        ("/feed.xml", "https://blog.example/feed.xml"),
        ("//cdn.example/f", "https://cdn.example/f"),
        (" \n/a\tb ", "https://blog.example/ab"),
        ("\\a\\b", "https://blog.example/a/b"),
        ("HTTP://Other.Example:80/x", "http://other.example/x"),
        ("https://한국.example/", "https://xn--3e0b707e.example/"),
        ("javascript:alert(1)", ""),
        ("mailto:a@b.example", ""),
        ("data:text/html,x", ""),
        ("https://", ""),
        ("http://a b/", ""),
    ],
)
def test_a_link_leads_where_a_browser_would_go(href: str, url: str) -> None:
    assert absolute(BASE, href) == url


@given(st.text(max_size=60))
def test_any_link_is_a_web_address_or_nothing(href: str) -> None:
    assert absolute(BASE, href).startswith(("https://", "http://", ""))
    assert absolute(href, href) in {"", absolute("", href), absolute(absolute("", href), href)}
