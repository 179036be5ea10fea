import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpcore
import pytest

from catchup.config import WebSettings
from catchup.errors import (
    BadEncoding,
    Challenged,
    ConfigError,
    FetchError,
    Forbidden,
    GoneError,
    HeaderTooLarge,
    HttpStatus,
    LeftAlone,
    RedirectLoop,
    RobotsRefused,
    Timeout,
    TooLarge,
)
from ingest.web import PoliteWeb, proxy_for
from tests.ingest.servers import Answer, Scripted, response, serving

LOOPBACK = ("127.0.0.0/8",)


class Clock:
    """A monotonic clock that jumps instead of waiting."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def web_for(server: Scripted, **settings: object) -> PoliteWeb:
    wanted: dict[str, Any] = {
        "allow_networks": LOOPBACK,
        "allow_ports": (server.port,),
        "pause": 0.0,
        "deadline": 5.0,
        **settings,
    }
    return PoliteWeb(WebSettings(**wanted))


def always(*pieces: bytes) -> Answer:
    return lambda target, headers: pieces


def test_a_page_comes_with_its_validators_and_an_honest_name() -> None:
    answer = response(
        b"<rss/>", ETag='W/"x"', Last_Modified="Mon", Date="Wed, 04 Mar 2026 09:00:00 GMT"
    )
    with serving(always(answer)) as server:
        page = web_for(server, contact="me@example.org").get(f"{server.base}/feed")
    assert (page.body, page.etag, page.last_modified) == (b"<rss/>", 'W/"x"', "Mon")
    assert page.date == datetime(2026, 3, 4, 9, tzinfo=UTC)
    ((_, sent),) = server.requests
    assert sent["user-agent"].startswith("Catchup/")
    assert "me@example.org" in sent["user-agent"]
    assert sent["accept-encoding"] == "gzip, deflate"
    assert "cookie" not in sent
    assert "if-none-match" not in sent


def test_validators_are_sent_verbatim_and_304_is_unchanged() -> None:
    with serving(always(response(status="304 Not Modified", ETag='"2"'))) as server:
        page = web_for(server).get(f"{server.base}/", etag='W/"1"', last_modified="any text")
    assert (page.status, page.body, page.etag) == (304, b"", '"2"')
    ((_, sent),) = server.requests
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('W/"1"', "any text")


def test_304_without_a_condition_is_an_error() -> None:
    with serving(always(response(status="304 Not Modified"))) as server, pytest.raises(HttpStatus):
        web_for(server).get(f"{server.base}/")


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_compressed_bodies_are_read(encoding: str) -> None:
    pack = gzip.compress if encoding == "gzip" else zlib.compress
    with serving(always(response(pack(b"feed" * 99), Content_Encoding=encoding))) as server:
        assert web_for(server).get(f"{server.base}/").body == b"feed" * 99


def test_a_bomb_is_refused_by_its_decoded_size() -> None:
    bomb = gzip.compress(b"\0" * 5_000_000)
    assert len(bomb) < 10_000
    with (
        serving(always(response(bomb, Content_Encoding="gzip"))) as server,
        pytest.raises(TooLarge) as caught,
    ):
        web_for(server, max_feed_bytes=100_000).get(f"{server.base}/")
    assert caught.value.octets <= len(bomb)
    assert 100_000 < caught.value.decoded <= 100_000 + 65_536


def test_an_announced_size_is_refused_before_reading() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
    with serving(always(head)) as server, pytest.raises(TooLarge):
        web_for(server).get(f"{server.base}/")


def test_a_huge_header_is_refused() -> None:
    flood = b"HTTP/1.1 200 OK\r\n" + b"X-Filler: x\r\n" * 250 + b"\r\n"
    for answer in (response(X_Filler="x" * 70_000), flood):
        with serving(always(answer)) as server, pytest.raises(HeaderTooLarge):
            web_for(server).get(f"{server.base}/")
        assert len(server.targets) == 1


def test_damaged_and_unknown_encodings_are_named() -> None:
    for body, encoding in (
        (b"no gzip", "gzip"),
        (gzip.compress(b"x" * 99)[:-9], "gzip"),
        (b"", "br"),
    ):
        with (
            serving(always(response(body, Content_Encoding=encoding))) as server,
            pytest.raises(BadEncoding),
        ):
            web_for(server).get(f"{server.base}/")


def test_a_dripping_server_meets_the_total_deadline() -> None:
    def drip(_: str, __: dict[str, str]) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        for _index in range(100):
            time.sleep(0.05)
            yield b"x"

    started = time.monotonic()
    with serving(drip) as server, pytest.raises(Timeout):
        web_for(server, deadline=0.4).get(f"{server.base}/")
    assert time.monotonic() - started < 2


def test_a_silent_server_meets_the_deadline() -> None:
    released = threading.Event()

    def silence(_: str, __: dict[str, str]) -> Iterable[bytes]:
        released.wait(5)
        return ()

    with serving(silence) as server:
        with pytest.raises(Timeout):
            web_for(server, deadline=0.2).get(f"{server.base}/")
        released.set()


def test_redirects_are_followed_and_the_last_address_reported() -> None:
    def hop(target: str, _: dict[str, str]) -> Iterable[bytes]:
        if target == "/end":
            return (response(b"here"),)
        return (response(status="301 Moved", Location="/end"),)

    with serving(hop) as server:
        page = web_for(server).get(f"{server.base}/start")
    assert page.url == f"{server.base}/end"
    assert page.moves == (f"{server.base}/end",)
    assert (page.body, page.octets) == (b"here", 4)


def test_a_redirect_for_good_counts_only_before_the_first_passing_one() -> None:
    hops = {
        "/a": ("308 P", "/b#x"),
        "/b": ("301 P", "/c"),
        "/c": ("302 F", "/d"),
        "/d": ("301 P", "/e"),
    }

    def hop(target: str, _: dict[str, str]) -> Iterable[bytes]:
        status, location = hops.get(target, ("200 OK", ""))
        return (response(status=status, Location=location),)

    with serving(hop) as server:
        page = web_for(server).get(f"{server.base}/a")
    assert page.url == f"{server.base}/e"
    assert page.moves == (f"{server.base}/b", f"{server.base}/c")


def test_circles_and_long_chains_end() -> None:
    def circle(target: str, _: dict[str, str]) -> Iterable[bytes]:
        return (response(status="302 Found", Location="/b" if target == "/a" else "/a"),)

    def chain(target: str, _: dict[str, str]) -> Iterable[bytes]:
        return (response(status="302 Found", Location=f"/{int(target[1:]) + 1}"),)

    with serving(circle) as server, pytest.raises(RedirectLoop):
        web_for(server).get(f"{server.base}/a")
    with serving(chain) as server, pytest.raises(RedirectLoop):
        web_for(server).get(f"{server.base}/1")
    assert len(server.targets) == 11


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest", "http://10.0.0.1/", "file:///etc/passwd"],
)
def test_a_redirect_to_the_inside_is_refused(target: str) -> None:
    answer = response(status="302 Found", Location=target)
    with serving(always(answer)) as server, pytest.raises(Forbidden):
        web_for(server).get(f"{server.base}/")


def test_errors_carry_status_and_retry_after_relative_to_the_answers_date() -> None:
    late = response(
        status="503 Busy",
        Date="Wed, 04 Mar 2026 09:00:00 GMT",
        Retry_After="Wed, 04 Mar 2026 09:05:00 GMT",
    )
    with serving(always(late)) as server, pytest.raises(HttpStatus) as caught:
        web_for(server).get(f"{server.base}/")
    assert (caught.value.status, caught.value.retry_after) == (503, 300)
    assert len(server.targets) == 1


def test_a_date_to_come_back_is_read_by_our_clock_where_the_answer_names_no_time() -> None:
    late = response(status="429 Busy", Retry_After="Wed, 04 Mar 2026 09:05:00 GMT")
    with serving(always(late)) as server:
        web = PoliteWeb(
            WebSettings(pause=0, allow_networks=LOOPBACK, allow_ports=(server.port,)),
            clock=lambda: datetime(2026, 3, 4, 9, tzinfo=UTC),
        )
        with pytest.raises(HttpStatus) as caught:
            web.get(f"{server.base}/")
        assert caught.value.retry_after == 300
        # The whole host is left alone now.
        with pytest.raises(LeftAlone) as later:
            web.get(f"{server.base}/other")
    assert 290 < later.value.seconds <= 300
    assert len(server.targets) == 1


def test_a_server_that_refuses_without_naming_a_time_is_left_alone_for_an_hour() -> None:
    clock = Clock()
    with serving(always(response(status="429 Too Many Requests"))) as server:
        web = through(server, clock)
        with pytest.raises(HttpStatus):
            web.get("http://one.tumblr.com/rss")
        with pytest.raises(LeftAlone) as caught:
            web.get("http://two.tumblr.com/rss")
        with pytest.raises(HttpStatus):
            web.get("http://blog.example/rss")
    assert caught.value.seconds == 3600
    assert len(server.targets) == 2


def test_a_challenge_page_is_named_and_not_asked_again() -> None:
    body = gzip.compress(b"<html><title>Just a moment...</title></html>")
    answer = response(body, "503 Wait", Content_Type="text/html", Content_Encoding="gzip")
    cloudflare = response(b"", "403 No", cf_mitigated="challenge")
    damaged = response(b"no gzip", "403 No", Content_Type="text/html", Content_Encoding="gzip")
    for sent, error in ((answer, Challenged), (cloudflare, Challenged), (damaged, HttpStatus)):
        with serving(always(sent)) as server, pytest.raises(error):
            web_for(server).get(f"{server.base}/")
        assert len(server.targets) == 1


def test_what_the_answer_says_of_itself_is_kept() -> None:
    now = "Wed, 04 Mar 2026 09:00:00 GMT"
    said = {"Date": now, "ETag": '"1"', "Cache_Control": "max-age=7200"}
    far = {"Last_Modified": "Fri, 01 Mar 2041 00:00:00 GMT"}
    with serving(always(response(b"x", **said, **far))) as server:
        page = web_for(server).get(f"{server.base}/")
    assert (page.etag, page.last_modified) == ('"1"', None)
    assert page.fresh_for == timedelta(hours=2)
    with serving(always(response(b"x", **said, Expires="0"))) as server:
        assert web_for(server).get(f"{server.base}/").etag is None


def test_410_is_gone() -> None:
    with serving(always(response(status="410 Gone"))) as server, pytest.raises(GoneError):
        web_for(server).get(f"{server.base}/")


def test_a_broken_server_is_asked_once_more() -> None:
    answers = [response(status="500 Oops"), response(b"fine")]
    with serving(lambda target, headers: [answers.pop(0)]) as server:
        assert web_for(server).get(f"{server.base}/").body == b"fine"


def test_a_client_error_is_not_asked_again() -> None:
    with serving(always(response(status="404 No"))) as server, pytest.raises(HttpStatus):
        web_for(server).get(f"{server.base}/")
    assert len(server.targets) == 1


def test_a_short_body_is_no_answer() -> None:
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfew"
    with serving(always(cut)) as server, pytest.raises(FetchError):
        web_for(server).get(f"{server.base}/")


def test_requests_to_one_host_start_a_pause_apart() -> None:
    clock = Clock()
    with serving(always(response(b"x"))) as server:
        settings = WebSettings(pause=1.5, allow_networks=LOOPBACK, allow_ports=(server.port,))
        web = PoliteWeb(settings, monotonic=clock, sleep=clock.sleep)
        for path in "abc":
            web.get(f"{server.base}/{path}")
    assert clock.slept == [1.5, 1.5]


def test_one_request_per_host_is_in_flight() -> None:
    running, most = 0, 0
    guard = threading.Lock()

    def slow(_: str, __: dict[str, str]) -> Iterator[bytes]:
        nonlocal running, most
        with guard:
            running += 1
            most = max(most, running)
        time.sleep(0.05)
        with guard:
            running -= 1
        yield response(b"x")

    with serving(slow) as server:
        web = web_for(server)
        threads = [threading.Thread(target=web.get, args=(f"{server.base}/{n}",)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (most, len(server.targets)) == (1, 4)


def robots(rules: bytes, status: str = "200 OK") -> Answer:
    def answer(target: str, _: dict[str, str]) -> Iterable[bytes]:
        return (response(rules, status) if target == "/robots.txt" else response(b"page"),)

    return answer


def test_pages_obey_robots_and_feeds_are_not_asked_about() -> None:
    with serving(robots(b"\xef\xbb\xbfUser-agent: *\nDisallow: /private")) as server:
        web = web_for(server)
        assert web.get_page(f"{server.base}/public").body == b"page"
        with pytest.raises(RobotsRefused):
            web.get_page(f"{server.base}/private/x")
        assert web.get(f"{server.base}/private/feed").body == b"page"
    assert server.targets == ["/robots.txt", "/public", "/private/feed"]


def test_a_pause_that_robots_asks_for_is_kept() -> None:
    clock = Clock()
    with serving(always(response(b"User-agent: *\nCrawl-delay: 7"))) as server:
        web = through(server, clock)
        for path in "ab":
            web.get_page(f"http://blog.example/{path}")
        web.get("http://other.example/feed")
    assert clock.slept == [7.0, 7.0]


@pytest.mark.parametrize("status", ["404 No", "403 No", "410 Gone"])
def test_no_robots_file_allows_all(status: str) -> None:
    with serving(robots(b"Disallow: /", status)) as server:
        assert web_for(server).get_page(f"{server.base}/x").body == b"page"


@pytest.mark.parametrize("status", ["503 Busy", "429 Slow down"])
def test_an_unreadable_robots_file_refuses_all(status: str) -> None:
    with serving(robots(b"", status)) as server, pytest.raises(RobotsRefused):
        web_for(server).get_page(f"{server.base}/x")
    assert "/x" not in server.targets


def test_a_name_that_leads_inside_is_refused_on_connecting(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int, **_: object) -> list[Any]:
        return [(socket.AF_INET, 1, 6, "", (ip, port)) for ip in ("93.184.216.34", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(Forbidden):
        PoliteWeb(WebSettings(pause=0)).get("http://rebind.example/")


def test_a_name_that_changes_its_address_is_connected_to_where_it_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter(["93.184.216.34", "127.0.0.1"])
    connected: list[str] = []

    def resolve(host: str, port: int, **_: object) -> list[Any]:
        return [(socket.AF_INET, 1, 6, "", (next(answers), port))]

    def connect(_: object, host: str, *__: object) -> httpcore.NetworkStream:
        connected.append(host)
        raise httpcore.ConnectError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    # The first look-up leads outside and is what is connected to; that fails, and the second try
    # looks up again, is led inside and refused.
    with pytest.raises(Forbidden):
        PoliteWeb(WebSettings(pause=0)).get("http://rebind.example/")
    assert connected == ["93.184.216.34"]
    assert next(answers, None) is None


def test_a_proxy_is_used_and_never_asked_for_internal_names() -> None:
    with serving(always(response(b"via proxy"))) as server:
        web = PoliteWeb(
            WebSettings(pause=0, http_proxy=f"http://user:p%40ss@127.0.0.1:{server.port}")
        )
        assert web.get("http://blog.example/feed").body == b"via proxy"
        for host in ("127.0.0.1", "2130706433", "0x7f.1", "[::1]", "localhost", "x.local", "nas"):
            with pytest.raises(Forbidden):
                web.get(f"http://{host}/")
    assert server.targets == ["http://blog.example/feed"]
    assert server.requests[0][1]["proxy-authorization"].startswith("Basic ")


def test_no_proxy_names_hosts_domains_and_networks() -> None:
    settings = WebSettings(
        https_proxy="http://proxy:1", no_proxy=(".inside.example", "10.0.0.0/8", "one.example")
    )
    assert proxy_for("https", "a.inside.example", settings) is None
    assert proxy_for("https", "one.example", settings) is None
    assert proxy_for("https", "10.1.2.3", settings) is None
    assert proxy_for("https", "other.example", settings) == "http://proxy:1"
    assert proxy_for("http", "other.example", settings) is None


def test_settings_that_cannot_work_are_configuration_errors() -> None:
    with pytest.raises(ConfigError):
        PoliteWeb(WebSettings(ca_file="/no/such/file.pem"))
    with pytest.raises(ConfigError):
        PoliteWeb(WebSettings(allow_networks=("everything",)))
    with pytest.raises(ConfigError):
        PoliteWeb(WebSettings(http_proxy="socks5://127.0.0.1:1")).get("http://blog.example/")


def through(server: Scripted, clock: Clock, pause: float = 1.0) -> PoliteWeb:
    """A web for which the server stands for every host, and that never really waits."""
    settings = WebSettings(http_proxy=server.base, pause=pause)
    return PoliteWeb(settings, monotonic=clock, sleep=clock.sleep)


def test_the_hosts_of_arxiv_take_turns_three_seconds_apart() -> None:
    clock = Clock()
    with serving(always(response(b"x"))) as server:
        web = through(server, clock)
        for host in ("export.arxiv.org", "arxiv.org", "blog.example", "rss.arxiv.org"):
            web.get(f"http://{host}/")
    assert clock.slept == [3.0, 3.0]


def test_a_refusal_of_arxiv_is_waited_for_twice_and_then_believed() -> None:
    clock = Clock()
    with serving(always(response(status="429 Too Many Requests"))) as server:
        web = through(server, clock)
        with pytest.raises(HttpStatus):
            web.get("http://export.arxiv.org/api/query")
        assert clock.slept == [30.0, 60.0]
        with pytest.raises(LeftAlone):
            web.get("http://rss.arxiv.org/rss/cs.CL")
        assert len(server.requests) == 3


def test_a_question_is_posted_as_json_and_follows_no_redirect() -> None:
    answers = iter([response(b"{}"), response(status="302 Found", Location="/")])
    with serving(lambda target, headers: [next(answers)]) as server:
        web = web_for(server)
        assert web.post_json(f"{server.base}/ask", {"videoId": "x"}).body == b"{}"
        with pytest.raises(FetchError, match="redirects"):
            web.post_json(f"{server.base}/ask", {})
    ((_, sent), _) = server.requests
    assert (sent["content-type"], sent["content-length"]) == ("application/json", "16")
    with pytest.raises(Forbidden):
        PoliteWeb(WebSettings()).post_json("http://127.0.0.1/", {})


def test_questions_to_a_host_are_ten_pauses_apart_and_pages_only_one() -> None:
    clock = Clock()
    with serving(always(response(b"{}"))) as server:
        web = through(server, clock)
        for _ in range(2):
            web.get("http://videos.example/watch")
            web.post_json("http://videos.example/player", {})
    assert clock.slept == [1.0, 1.0, 9.0]
