from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.errors import Forbidden
from ingest.addresses import AddressRules, literal_address, refuse_internal_name, rules

CLOSED = AddressRules()


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.8.8.8", "169.254.169.254", "172.31.0.1",
        "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
        "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2001::1", "2001:db8::1", "2002:7f00:1::",
        "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_of_the_inside_are_denied(address: str) -> None:
    assert not CLOSED.allows(ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "172.32.0.1", "192.0.3.1", "223.255.255.255", "2001:4860:4860::8888",
     "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)  # fmt: skip
def test_public_addresses_are_allowed(address: str) -> None:
    assert CLOSED.allows(ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0x7f000001", "[::1]",
     "::ffff:127.0.0.1", "::ffff:7f00:1"],
)  # fmt: skip
def test_every_spelling_of_loopback_is_recognised(host: str) -> None:
    address = literal_address(host)
    assert address is not None
    assert not CLOSED.allows(address)


def test_names_are_no_literal_addresses() -> None:
    assert literal_address("blog.example") is None
    assert literal_address("127.0.0.1.example") is None


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/", "http://user:pw@127.0.0.1/", "http://127.0.0.1#@own.example/",
        "http://１２７.0.0.1/", "http://127。0。0。1/", "gopher://own.example/", "http:///x",
        "http://own.example:22/", "dict://own.example:11211/", "http://own.example:99999/", "//x",
        "http://localhost/", "http://LOCALHOST./", "http://a.localhost/", "http://nas/feed",
        "http://metadata.google.internal/", "http://own.example:0/", "http://0/", "http://[::]/",
    ],
)  # fmt: skip
def test_forbidden_urls_are_refused_before_connecting(url: str) -> None:
    with pytest.raises(Forbidden):
        CLOSED.checked(url)


@pytest.mark.parametrize(
    "url",
    ["https://own.example/feed", "http://own.example:8080/feed", "https://own.example:8443/",
     "https://xn--9d0bm53a3xbzui.example/rss", "https://한글.example/rss", "http://1.1.1.1/"],
)  # fmt: skip
def test_public_urls_are_let_through(url: str) -> None:
    assert CLOSED.checked(url).geturl() == url


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"http://own.example/{text}"):
        try:
            assert CLOSED.checked(url).scheme in {"http", "https"}
        except Forbidden:
            continue


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_inside_ipv6_is_judged_as_itself(address: IPv4Address) -> None:
    for text in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert CLOSED.allows(ip_address(text)) == CLOSED.allows(address)


def test_the_operator_may_open_networks_and_ports() -> None:
    opened = rules(["10.0.0.0/8"], [8081])
    assert opened.checked("http://10.1.2.3:8081/feed").port == 8081
    assert opened.checked("http://wiki/feed").hostname == "wiki"  # may lead to what was opened
    with pytest.raises(Forbidden):
        opened.checked("http://192.168.0.1/")


@pytest.mark.parametrize(
    "name", ["localhost", "LOCALHOST.", "a.localhost", "nas", "metadata.google.internal"]
)
def test_internal_names_are_refused(name: str) -> None:
    with pytest.raises(Forbidden):
        refuse_internal_name(name)


def test_outside_names_are_not_internal() -> None:
    refuse_internal_name("blog.example")
    refuse_internal_name("local.example")
