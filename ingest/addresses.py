"""Decides which addresses a crawler may visit (SSRF guard): schemes, ports, names and networks.

The networks are our own list: `ipaddress.is_global` of Python 3.11 lets through multicast, 6to4 of
loopback and several others (measured).
"""

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import SplitResult, urlsplit

from catchup.errors import ConfigError, Forbidden
from ingest.identity import ascii_host

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PORTS = frozenset({80, 443, 8080, 8443})
# IANA special-purpose registries for IPv4 and IPv6, multicast and reserved space.
DENIED: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
    ]
)
# Outside this block nothing is routed on the internet: loopback, local, multicast and the like.
GLOBAL_IPV6 = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")
INTERNAL_SUFFIXES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa")


@dataclass(frozen=True, slots=True)
class AddressRules:
    """What the operator opened beyond the usual web ports on the public internet."""

    allow_networks: tuple[Network, ...] = ()
    allow_ports: frozenset[int] = PORTS

    def allows(self, address: Address) -> bool:
        """Say whether a connection to this very address is allowed."""
        plain = _embedded(address)
        if any(plain in network or address in network for network in self.allow_networks):
            return True
        if isinstance(plain, IPv6Address) and plain not in GLOBAL_IPV6:
            return False
        return not any(plain in network for network in DENIED)

    def checked(self, url: str) -> SplitResult:
        """Check scheme, host, port and a literal address before any connection is made.

        Returns the parts of the address. Raises Forbidden.
        """
        try:
            parts = urlsplit(url)
            host, port = ascii_host(parts.hostname or ""), parts.port
        except ValueError as error:
            raise Forbidden(f"{url[:200]!r} is no web address") from error
        if parts.scheme not in {"http", "https"} or not host:
            raise Forbidden(f"{url[:200]!r} is no http or https address")
        if port is not None and port not in self.allow_ports:
            raise Forbidden(
                f"port {port} of {host} may not be visited", hint="open it with [web] allow_ports"
            )
        literal = literal_address(host)
        if literal is not None and not self.allows(literal):
            hint = "open it with [web] allow_networks"
            raise Forbidden(f"{host} is a private address", hint=hint)
        if not self.allow_networks:  # else such a name may lead into one that the operator opened
            refuse_internal_name(host)
        return parts


def rules(allow_networks: Iterable[str], allow_ports: Iterable[int]) -> AddressRules:
    """Make rules of settings. Raises ConfigError for text that is no network."""
    try:
        networks = tuple(ip_network(text, strict=False) for text in allow_networks)
    except ValueError as error:
        raise ConfigError(f"[web] allow_networks: {error}") from error
    return AddressRules(networks, PORTS | frozenset(allow_ports))


def refuse_internal_name(host: str) -> None:
    """Raise Forbidden for names of the inside; a proxy would resolve them."""
    name = ascii_host(host)
    single = "." not in name and ":" not in name and literal_address(name) is None
    if single or f".{name}".endswith(INTERNAL_SUFFIXES):
        raise Forbidden(f"{name} is an internal name")


def literal_address(host: str) -> Address | None:
    """Read a host that is an address in any spelling: 127.1, 0x7f.1, 2130706433, ::1."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    try:
        # The same reading that connecting would use: decimal, octal, hexadecimal, shortened.
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError, UnicodeError):
        return None


def _embedded(address: Address) -> Address:
    """Unwrap IPv4 inside IPv6: mapped addresses and NAT64."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address
