import socket
from dataclasses import replace

import pytest
from fastapi import FastAPI

from catchup.config import ScheduleSettings
from catchup.errors import ConfigError
from catchup.web import serving
from tests.catchup.web.conftest import HERE, Site


def test_the_address_is_free_again_when_the_block_is_left() -> None:
    with serving(FastAPI(), HERE) as address:
        port = int(address.rpartition(":")[2])
    with serving(FastAPI(), replace(HERE, port=port)) as again:
        assert again == address


def test_a_port_that_is_taken_is_named_with_what_to_change() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings = ScheduleSettings(port=other.getsockname()[1])
        with (
            pytest.raises(ConfigError, match="cannot listen on") as caught,
            serving(FastAPI(), settings),
        ):
            pass
    assert "[schedule]" in caught.value.hint


def test_an_open_connection_does_not_keep_it_from_ending(site: Site) -> None:
    host, _, port = site.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as idle:
        idle.sendall(b"GET / HTTP/1.1\r\n")
        assert site.get("/health").status == 200
