"""A plain connection to a host, under the rules of the one way out.

For what speaks another protocol than HTTP (a mailbox), or speaks it by itself (a browser
behind a proxy on this machine). Who opens sockets here asks no robots.txt and waits no
turn: those are rules of HTTP, kept by `columninch.collect.fetcher.web`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from columninch.collect.fetcher.endpoints import checked_endpoints, connected
from columninch.collect.fetcher.weburl import parse_address
from columninch.errors import FetchError, RefusedAddress

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

NOT_IN_A_HOST = frozenset("/\\?#@[]%\t\r\n ")


def open_checked(
    host: str, port: int, hosts: Mapping[str, tuple[str, int]], seconds: float
) -> socket.socket:
    """A TCP connection to `port` of `host`, at an address that was checked.

    `host` is a name or a numeric address (IPv6 without brackets), `hosts` as in
    `WebSettings.hosts`. Resolving and connecting have `seconds` together; after that each
    read or write of the socket has as long. Raises `RefusedAddress` where the host or its
    network must not be asked, and `FetchError` where nobody takes the connection.
    """
    where = f"{host[:200]}:{port}"
    name = _host(host, port, where)
    ends_at = time.monotonic() + seconds
    known = {one.lower(): place for one, place in hosts.items()}
    endpoints = checked_endpoints(name, port, known, seconds=seconds, where=where)
    try:
        opened = connected(endpoints, ends_at - time.monotonic())
    except OSError as error:
        raise FetchError(f"nobody takes a connection: {error}", where=where) from error
    opened.settimeout(seconds)
    return opened


def _host(host: str, port: int, where: str) -> str:
    """`host` as it is resolved. Raises `RefusedAddress` where it is none, or `port` is none."""
    if not host or not NOT_IN_A_HOST.isdisjoint(host):
        raise RefusedAddress("it is no host", where=where)
    if not 0 < port < 1 << 16:
        raise RefusedAddress(f"{port} is no port", where=where)
    written = f"[{host}]" if ":" in host else host
    try:
        return parse_address(f"https://{written}:{port}/").host
    except RefusedAddress as error:
        raise RefusedAddress(error.reason, where=where, hint=error.hint) from error
