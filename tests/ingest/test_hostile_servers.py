"""What a single odd answer must not do: stop the run, poison the next visit, hang the process."""

import time
import zlib

import pytest

from catchup.config import WebSettings
from catchup.errors import HttpStatus, RobotsRefused, UnsafeMarkup
from catchup.types import Source, SourceState
from ingest.decoding import Cap, collected, decoded
from ingest.manners import http_date, retry_after
from ingest.markup import safe_xml
from ingest.pacing import HostPacer
from ingest.robots import Robots
from ingest.text import plain_title
from ingest.visiting import crawl
from ingest.web import PoliteWeb
from tests.fakes.site import FakeWeb, rss, served
from tests.ingest.fakes import NOW


def test_a_date_beyond_the_calendar_is_no_date() -> None:
    assert http_date("Fri, 31 Dec 9999 23:59:59 -1200") is None
    assert retry_after("Fri, 31 Dec 9999 23:59:59 -1200", NOW) is None


def test_a_title_of_open_comments_takes_no_time() -> None:
    begun = time.monotonic()
    plain_title("<!--" * 250_000)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "prolog",
    [
        '<!\x01DOCTYPE r [<!ENTITY a "&b;">]>',
        '<!DOCTYPE r [<!EN\x00TITY a "&b;">]>',
        '<!DOCTYPE r SYSTEM "a>b" [<!ENTITY a "&b;">]>',
        '<!DOCTYPE r [<!ENTITY a "&b;">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_declaration_cannot_hide(prolog: str, encoding: str) -> None:
    text = f'<?xml version="1.0"?>{prolog}<rss version="2.0"><channel>&a;</channel></rss>'
    with pytest.raises(UnsafeMarkup):
        safe_xml(text.encode(encoding), "application/xml", "https://a.example/feed")


@pytest.mark.parametrize("size", range(65_400, 65_700, 7))
def test_honest_raw_deflate_is_read_whatever_its_size(size: int) -> None:
    engine = zlib.compressobj(wbits=-15)
    body = bytes(n % 251 for n in range(size))
    packed = engine.compress(body) + engine.flush()
    assert collected(decoded([packed], "deflate"), Cap(10**6)) == body


def test_a_host_that_asked_for_time_is_not_asked_again_in_this_run() -> None:
    clock = [0.0]
    pacer = HostPacer(
        1.0, lambda: clock[0], lambda seconds: clock.__setitem__(0, clock[0] + seconds)
    )
    assert pacer.closed_for("a.example") == 0
    pacer.close("a.example", 60)
    assert pacer.closed_for("a.example") == 60
    clock[0] = 61
    assert pacer.closed_for("a.example") == 0


def test_a_robots_file_in_trouble_is_asked_for_again_later() -> None:
    def unavailable(_: str) -> bytes:
        raise HttpStatus("503", status=503)

    with pytest.raises(RobotsRefused) as caught:
        Robots(unavailable).check("https://a.example/post")
    assert caught.value.retryable
    assert not RobotsRefused("disallowed").retryable


def test_a_source_that_moved_is_asked_without_the_old_validators() -> None:
    old = SourceState(source="a", url="https://old.example/feed", etag='"1"', failures=3)
    new = Source(id="a", url="https://new.example/feed")
    web = FakeWeb({new.url: rss("A", ("One", "https://new.example/1", "", "Text."))})
    found = crawl(new, old, web, NOW)
    assert web.asked == [new.url]
    assert found.state.url == new.url


def test_odd_bytes_in_a_validator_come_back_as_they_were() -> None:
    with served({"/feed": ("text/xml", b"x")}, headers={"ETag": '"\xe9"'}) as site:
        port = int(site.rpartition(":")[2])
        web = PoliteWeb(WebSettings(pause=0, allow_networks=("127.0.0.1/32",), allow_ports=(port,)))
        first = web.get(f"{site}/feed")
        assert first.etag == '"\xe9"'
        assert web.get(f"{site}/feed", etag=first.etag).status == 200
