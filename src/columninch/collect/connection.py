"""Connections to addresses that were checked: resolved once, checked, and kept to.

Whoever resolves a name twice may be told two different things (DNS rebinding). So the name
is resolved here, every answer is checked, and the socket goes to an answer that passed.
"""

from __future__ import annotations

import os
import socket
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context

from columninch.collect.networks import network_refusal
from columninch.errors import FetchError, RefusedAddress

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

    from columninch.collect.deadline import Deadline, Deadlines
    from columninch.collect.weburl import WebAddress

MAX_IDLE = 32


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a socket may go: an answer of the resolver that passed the check."""

    family: int
    sockaddr: tuple[Any, ...]
    """As the socket's family has it; its first part is a numeric address."""


def checked_endpoints(
    address: WebAddress, hosts: Mapping[str, tuple[str, int]]
) -> tuple[Endpoint, ...]:
    """Where `address` may be connected to, in the resolver's order; at least one.

    `hosts` names the hosts that are answered for elsewhere: the only way to an address
    that is not public. Raises `RefusedAddress` where every answer is refused, and
    `FetchError` where there is no answer.
    """
    known = hosts.get(address.host)
    if known is not None:
        return _resolved(address, *known)
    found = _resolved(address, address.host, address.port)
    allowed = tuple(one for one in found if not network_refusal(_numeric(one)))
    if not allowed:
        raise RefusedAddress(network_refusal(_numeric(found[0])), where=address.href)
    return allowed


class CheckedConnection(HTTPConnection):
    """An HTTP connection to checked endpoints."""

    def __init__(self, address: WebAddress, endpoints: tuple[Endpoint, ...]) -> None:
        """Not connected yet."""
        super().__init__(address.host, address.port)
        self.link = _Link(endpoints)

    def _new_conn(self) -> socket.socket:
        return self.link.connect()


class CheckedTLSConnection(HTTPSConnection):
    """An HTTPS connection to checked endpoints; the certificate must be the host's."""

    def __init__(
        self, address: WebAddress, endpoints: tuple[Endpoint, ...], context: ssl.SSLContext
    ) -> None:
        """Not connected yet."""
        super().__init__(address.host, address.port, ssl_context=context)
        self.link = _Link(endpoints)

    def _new_conn(self) -> socket.socket:
        return self.link.connect()


AnyConnection = CheckedConnection | CheckedTLSConnection


def shut(connection: AnyConnection) -> None:
    """Close `connection` for good.

    Not in its `close`, which is called as soon as the headers of a last answer are read,
    when the payload still has to come and a deadline must be able to cut it.
    """
    connection.close()
    connection.link.close()


def trusted_context() -> ssl.SSLContext:
    """TLS as urllib3 sets it up, with the machine's certificate authorities."""
    context = create_urllib3_context()
    context.load_default_certs()
    return context


class _Link:
    """What both kinds of connection share: endpoints, and the lever of a deadline."""

    def __init__(self, endpoints: tuple[Endpoint, ...]) -> None:
        self.endpoints = endpoints
        self.lever: socket.socket | None = None
        self._watch: tuple[Deadlines, Deadline] | None = None

    def watch(self, deadlines: Deadlines, deadline: Deadline) -> None:
        """Let `deadline` cut this connection from now on."""
        self._watch = (deadlines, deadline)
        if self.lever is not None:
            deadlines.hold(deadline, self.lever)

    def connect(self) -> socket.socket:
        """A socket to the first endpoint that takes it. Raises `OSError`."""
        failure: OSError | None = None
        for endpoint in self.endpoints:
            sock = socket.socket(endpoint.family, socket.SOCK_STREAM)
            try:
                if self._watch is not None:
                    sock.settimeout(self._watch[1].left())
                sock.connect(endpoint.sockaddr)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError as error:
                sock.close()
                failure = error
                continue
            self._hold(sock)
            return sock
        raise failure or OSError("there is no endpoint")

    def close(self) -> None:
        """Let go of the lever."""
        if self.lever is not None:
            self.lever.close()
            self.lever = None

    def _hold(self, sock: socket.socket) -> None:
        self.lever = sock.dup()
        if self._watch is not None:
            deadlines, deadline = self._watch
            deadlines.hold(deadline, self.lever)


class IdleConnections:
    """Connections that servers keep open for the next request (thread-safe)."""

    def __init__(self) -> None:
        """None yet."""
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, int], AnyConnection] = OrderedDict()
        self._process = os.getpid()

    def take(self, address: WebAddress) -> AnyConnection | None:
        """One to the host of `address` that is still open, or None."""
        with self._lock:
            self._forget_the_parents()
            connection = self._kept.pop(_key(address), None)
        if connection is not None and not connection.is_connected:
            shut(connection)
            return None
        return connection

    def give(self, address: WebAddress, connection: AnyConnection) -> None:
        """Keep `connection` for the next request; the one unused longest makes room."""
        with self._lock:
            self._forget_the_parents()
            replaced = self._kept.pop(_key(address), None)
            self._kept[_key(address)] = connection
            oldest = self._kept.popitem(last=False)[1] if len(self._kept) > MAX_IDLE else None
        for one in (replaced, oldest):
            if one is not None:
                shut(one)

    def close(self) -> None:
        """Close them all."""
        with self._lock:
            while self._kept:
                shut(self._kept.popitem()[1])

    def _forget_the_parents(self) -> None:
        """After a fork the connections are the parent's too: nobody may share them."""
        if self._process != os.getpid():
            self._kept.clear()
            self._process = os.getpid()


def _key(address: WebAddress) -> tuple[str, str, int]:
    return address.scheme, address.host, address.port


def _resolved(address: WebAddress, host: str, port: int) -> tuple[Endpoint, ...]:
    try:
        # bytes, since the codec for names in text is of another standard than the parser
        found = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise FetchError(
            f"the name {host} can't be resolved: {error}",
            where=address.href,
            hint="check the spelling, and whether this machine is online",
        ) from error
    return tuple(dict.fromkeys(Endpoint(family, place) for family, _, _, _, place in found))


def _numeric(endpoint: Endpoint) -> str:
    return str(endpoint.sockaddr[0]).partition("%")[0]
