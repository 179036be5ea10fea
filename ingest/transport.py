"""Opens connections for one request: to checked addresses only, and never past a deadline.

httpx's timeouts count per read, so that a server that drips a byte at a time is read for ever; here
every read, write and connect may take no longer than what is left of the whole. The address that is
checked is the one connected to: a name is resolved once.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

import httpcore
import httpx

from catchup.errors import ConfigError, Forbidden
from ingest.addresses import AddressRules

CONNECT_SECONDS = 5.0  # for each address of a name: IPv6 may lead nowhere
READ_SECONDS = 20.0
_Opened = httpcore.HTTPConnection | httpcore.HTTPProxy
SocketOptions = Iterable[
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
]


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant of a monotonic clock after which nothing may go on."""

    ends: float
    monotonic: Callable[[], float]

    def left(self, at_most: float) -> float:
        """Return the seconds left, at most so many. Raises httpcore.ReadTimeout when none are."""
        left = self.ends - self.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the total deadline passed")
        return min(left, at_most)


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait is bounded by the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout or READ_SECONDS))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout or READ_SECONDS))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout or CONNECT_SECONDS)
        return _TimedStream(
            self._stream.start_tls(ssl_context, server_hostname, left), self._deadline
        )

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class _GuardedBackend(httpcore.NetworkBackend):
    """Connects to allowed addresses; `rules` is None where the operator's proxy is connected to."""

    def __init__(self, deadline: Deadline, rules: AddressRules | None) -> None:
        self._deadline = deadline
        self._rules = rules
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore.NetworkStream:
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._addresses(host, port):
            left = self._deadline.left(timeout or CONNECT_SECONDS)
            try:
                stream = self._backend.connect_tcp(
                    address, port, left, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self._deadline)
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        if self._rules is None:
            return [host]
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} cannot be resolved") from error
        texts = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
        # One inside address among outside ones is reason enough: names can be made to alternate.
        if not all(self._rules.allows(ip_address(text)) for text in texts):
            raise Forbidden(f"{host} leads to a private address")
        return texts


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class GuardedTransport(httpx.BaseTransport):
    """A transport for one request: HTTP/1.1, direct or through `proxy` (an http:// address)."""

    def __init__(
        self,
        deadline: Deadline,
        *,
        rules: AddressRules,
        tls: ssl.SSLContext,
        proxy: str | None = None,
    ) -> None:
        self._backend = _GuardedBackend(deadline, None if proxy else rules)
        self._tls = tls
        self._proxy = proxy
        self._opened: _Opened | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request. httpcore's errors pass through, `ingest.web` names them."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        self._opened = self._open(httpcore.Origin(url.scheme, url.host, url.origin.port))
        answer = self._opened.handle_request(
            httpcore.Request(
                request.method, url, headers=request.headers.raw, content=request.read()
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Close the connection, if one was opened."""
        if self._opened is not None:
            self._opened.close()

    def _open(self, origin: httpcore.Origin) -> _Opened:
        if self._proxy is None:
            # No pool around the one connection: it is half the cost of an unchanged feed.
            return httpcore.HTTPConnection(
                origin, ssl_context=self._tls, network_backend=self._backend
            )
        address, credentials = _proxy_parts(self._proxy)
        return httpcore.HTTPProxy(
            address,
            proxy_auth=credentials,
            ssl_context=self._tls,
            network_backend=self._backend,
        )


def _proxy_parts(proxy: str) -> tuple[str, tuple[str, str] | None]:
    parts = urlsplit(proxy if "//" in proxy else f"http://{proxy}")
    if parts.scheme != "http" or not parts.hostname:
        raise ConfigError(
            f"the proxy {parts.scheme}://{parts.hostname or ''} cannot be used",
            hint="an http:// proxy is supported, for https addresses as well",
        )
    place = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    address = f"http://{place}:{parts.port or 80}"
    if parts.username is None:
        return address, None
    return address, (unquote(parts.username), unquote(parts.password or ""))
