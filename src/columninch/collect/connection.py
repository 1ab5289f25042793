"""HTTP connections to endpoints that were checked, and the ones that are kept open."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context

from columninch.collect.endpoints import Endpoint, connected

if TYPE_CHECKING:
    import socket
    import ssl

    from columninch.collect.deadline import Deadline, Deadlines
    from columninch.collect.weburl import WebAddress

MAX_IDLE = 32
NO_LIMIT_SECONDS = 30.0


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
        seconds = NO_LIMIT_SECONDS if self._watch is None else self._watch[1].left()
        sock = connected(self.endpoints, seconds)
        self._hold(sock)
        return sock

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
