"""The only way out of the browser: a proxy on this machine that checks every address.

1. It listens on the loopback address alone, and answers nobody without its password, which
   no command line and no file ever shows: other users of the machine get nothing from it.
2. A target (absolute form or CONNECT, RFC 9112, 3.2) is parsed, resolved, checked and
   connected to as the safe web does it (`columninch.collect.fetcher.checked_socket`).
3. A page has an allowance of bytes and time. When it is spent, or the page is done, every
   connection is cut. Without an allowance nothing is let through.
"""

from __future__ import annotations

import base64
import contextlib
import hmac
import secrets
import selectors
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from columninch.collect.browser.message import Head, HeadError, read_head
from columninch.collect.fetcher.checked_socket import open_checked
from columninch.collect.fetcher.weburl import parse_address
from columninch.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Mapping

USER = "page"
GREETING = "http://columninch.invalid/"
"""An address that the proxy answers itself (RFC 2606 keeps its name from anybody else). A page
asks it first: from then on its browser gives the password without being asked, which it
would not be for pictures of other hosts."""
CHUNK_BYTES = 1 << 16
CONNECT_SECONDS = 10
IDLE_SECONDS = 20
"""A connection over which nothing comes for so long is closed."""
MAX_CONNECTIONS = 128
MAX_TOLD = 50


@dataclass(slots=True)
class Allowance:
    """What one page may use of the network."""

    bytes_left: int
    ends_at: float
    """On the monotonic clock, in seconds."""
    refused: list[str] = field(default_factory=list)
    """The first targets that were refused, with the reason."""

    def is_spent(self) -> bool:
        """Whether nothing is left of it."""
        return self.bytes_left <= 0 or time.monotonic() >= self.ends_at

    def refuse(self, told: str) -> None:
        """Note a target that was refused."""
        if len(self.refused) < MAX_TOLD:
            self.refused.append(told[:300])


class CheckedProxy:
    """A forward proxy for the browser of this process, and for nobody else (thread-safe)."""

    def __init__(self, hosts: Mapping[str, tuple[str, int]]) -> None:
        """It listens when this returns, and lets nothing through. `hosts` as the safe web's."""
        self.password = secrets.token_urlsafe(24)
        self._hosts = hosts
        self._guard = threading.Lock()
        self._allowance: Allowance | None = None
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=MAX_CONNECTIONS)
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True, name="browser proxy").start()

    def allow(self, max_bytes: int, seconds: float) -> Allowance:
        """Let a page through, within limits; until `deny`."""
        allowance = Allowance(max_bytes, time.monotonic() + seconds)
        with self._guard:
            self._allowance = allowance
        return allowance

    def deny(self) -> None:
        """Let nothing through any more, and cut what is open."""
        with self._guard:
            self._allowance = None
            for one in self._open:
                with contextlib.suppress(OSError):  # it is closed from the other side already
                    one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stop listening, and cut what is open."""
        self.deny()
        with contextlib.suppress(OSError):  # not every system shuts down what only listens
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return  # closed
            with self._guard:
                is_full = len(self._open) >= 2 * MAX_CONNECTIONS
                if not is_full:
                    self._open.add(client)
            if is_full:
                client.close()
                continue
            threading.Thread(
                target=self._serve, args=(client,), daemon=True, name="browser connection"
            ).start()

    def _serve(self, client: socket.socket) -> None:
        """One connection of the browser: one request, or one tunnel."""
        try:
            client.settimeout(IDLE_SECONDS)
            self._answer(client)
        except (OSError, HeadError):
            pass  # the browser or the server went away, or spoke no HTTP: nothing to tell it
        finally:
            self._forget(client)

    def _answer(self, client: socket.socket) -> None:
        head, rest = read_head(client)
        with self._guard:
            allowance = self._allowance
        if not self._is_ours(head):
            challenge = ("Proxy-Authenticate", 'Basic realm="columninch"')
            _reply(client, "407 Proxy Authentication Required", challenge)
        elif head.target == GREETING:
            _reply(client, "200 OK", ("Content-Type", "text/html"))
        elif allowance is None or allowance.is_spent():
            _reply(client, "503 Service Unavailable")
        elif (server := self._connected(head, allowance)) is None:
            _reply(client, "403 Forbidden")
        else:
            try:
                _pass_on(head, rest, client, server, allowance)
            finally:
                self._forget(server)

    def _is_ours(self, head: Head) -> bool:
        given = head.header("proxy-authorization").encode("latin-1")
        wanted = base64.b64encode(f"{USER}:{self.password}".encode())
        return hmac.compare_digest(given, b"Basic " + wanted)

    def _connected(self, head: Head, allowance: Allowance) -> socket.socket | None:
        """A connection to the request's target; None where it is refused, or nobody is there."""
        try:
            server = open_checked(*_host_and_port(head), self._hosts, CONNECT_SECONDS)
        except FetchError as error:
            allowance.refuse(f"{head.method} {head.target}: {error.reason}")
            return None
        server.settimeout(IDLE_SECONDS)
        with self._guard:
            self._open.add(server)
            if self._allowance is allowance:
                return server
        self._forget(server)  # the page was done meanwhile
        return None

    def _forget(self, one: socket.socket) -> None:
        with self._guard:
            self._open.discard(one)
            one.close()


def _host_and_port(head: Head) -> tuple[str, int]:
    """Where a request leads. Raises `RefusedAddress` where that is no host of the web."""
    if head.method != "CONNECT":
        address = parse_address(head.target)
        return address.host, address.port
    host, _, port = head.target.rpartition(":")
    is_port = port.isascii() and port.isdigit() and len(port) < 6
    return host.removeprefix("[").removesuffix("]"), int(port) if is_port else 0


def _pass_on(
    head: Head, rest: bytes, client: socket.socket, server: socket.socket, allowance: Allowance
) -> None:
    if head.method == "CONNECT":
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        server.sendall(rest)
    else:
        address = parse_address(head.target)
        server.sendall(head.as_request(address.target, address.authority) + rest)
        answer, begun = read_head(server)
        while answer.is_interim:
            answer, begun = read_head(server, begun)
        client.sendall(answer.as_answer() + begun)
        allowance.bytes_left -= len(rest) + len(begun)
    _relay(client, server, allowance)


def _relay(client: socket.socket, server: socket.socket, allowance: Allowance) -> None:
    """Bytes both ways, until the server ends, the browser goes, or the allowance is spent."""
    with selectors.DefaultSelector() as waiting:
        waiting.register(client, selectors.EVENT_READ, server)
        waiting.register(server, selectors.EVENT_READ, client)
        while not allowance.is_spent():
            ready = waiting.select(min(IDLE_SECONDS, allowance.ends_at - time.monotonic()))
            if not ready:
                return
            for key, _ in ready:
                here, there = key.fileobj, key.data
                assert isinstance(here, socket.socket)  # noqa: S101  # as registered above
                data = here.recv(CHUNK_BYTES)
                if not data:
                    return
                allowance.bytes_left -= len(data)
                there.sendall(data)


def _reply(client: socket.socket, status: str, *headers: tuple[str, str]) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    client.sendall(
        f"HTTP/1.1 {status}\r\n{lines}Content-Length: 0\r\nConnection: close\r\n\r\n".encode()
    )
