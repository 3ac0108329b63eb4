"""Which addresses of the network may be visited, and connections that go nowhere else."""

import ipaddress
import os
import socket
from collections.abc import Iterable
from typing import Any

import httpcore

from corpus.errors import ReadError

ALLOW = "DOICHIEU_ALLOW_HOSTS"
# Ranges that the standard library counts as global but which lead back into a network.
_EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("2002::/16"))


def allowed_hosts(more: Iterable[str] = ()) -> frozenset[str]:
    """Hosts that may be visited wherever they are: `more` and those of DOICHIEU_ALLOW_HOSTS.

    An entry is a host name or an address, with `:port` when only that port is meant.
    """
    named = os.environ.get(ALLOW, "").replace(";", ",").split(",")
    return frozenset(host.strip().lower() for host in (*named, *more) if host.strip())


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network.

    Example:
        >>> is_public("1.1.1.1"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
        (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(ip, "ipv4_mapped", None)
    if inner is not None:
        return is_public(str(inner))
    if isinstance(ip, ipaddress.IPv6Address) and (ip.teredo or any(ip in net for net in _EMBEDDING)):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def resolve(host: str, port: int, allow: frozenset[str]) -> str:
    """The one address that a connection to `host` is made to.

    Raises:
        ReadError: `unresolved`, or `forbidden-host` when any of its addresses is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ReadError("unresolved", detail=host) from None
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses:
        raise ReadError("unresolved", detail=host)
    name = host.lower()
    if name not in allow and f"{name}:{port}" not in allow and not all(map(is_public, addresses)):
        raise ReadError("forbidden-host")
    return addresses[0]


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects to the very address that was checked, so that a second look-up can't give another.

    The host's name still goes into the TLS handshake and the `Host` header, which httpcore makes
    from the URL.
    """

    def __init__(self, allow: frozenset[str]) -> None:
        self._allow = allow
        self._sync = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        """Look the host up, check all its addresses, connect to the first."""
        address = resolve(host, port, self._allow)
        return self._sync.connect_tcp(address, port, timeout, local_address, socket_options)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        """Never."""
        raise ReadError("forbidden-host")

    def sleep(self, seconds: float) -> None:
        """Wait, as httpcore asks between its retries."""
        self._sync.sleep(seconds)
