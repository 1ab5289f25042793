"""Connections to endpoints that were checked, and the ones that are kept open."""

from __future__ import annotations

import os
import select
import ssl
import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from columninch.collect.fetcher.endpoints import connected

if TYPE_CHECKING:
    import socket

    from columninch.collect.fetcher.endpoints import Endpoint
    from columninch.collect.fetcher.weburl import WebAddress

MAX_IDLE = 128
MAX_IDLE_SECONDS = 60.0
"""Most servers have closed it by then."""


def trusted_context() -> ssl.SSLContext:
    """TLS 1.2 or later for HTTP/1.1, with the machine's certificate authorities."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context


def open_plain(endpoints: tuple[Endpoint, ...], ends_at: float) -> socket.socket:
    """A connection to the first endpoint that takes it, before `ends_at`. Raises `OSError`."""
    return connected(endpoints, ends_at - time.monotonic())


def open_tls(
    endpoints: tuple[Endpoint, ...], ends_at: float, host: str, context: ssl.SSLContext
) -> ssl.SSLSocket:
    """The same with TLS, whose certificate must be `host`'s. Raises `OSError`."""
    plain = connected(endpoints, ends_at - time.monotonic())
    try:
        plain.settimeout(max(ends_at - time.monotonic(), 0.01))
        return context.wrap_socket(plain, server_hostname=host.rstrip("."))
    except OSError:  # first, since an error of a certificate is a ValueError too
        plain.close()
        raise
    except ValueError as error:  # the codec for names is of an older standard than ours
        plain.close()
        raise OSError(f"{host} can't be asked for in TLS: {error}") from error


class IdleConnections:
    """Connections that servers keep open for the next request (thread-safe)."""

    def __init__(self) -> None:
        """None yet."""
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str, int], tuple[float, socket.socket]] = OrderedDict()
        self._process = os.getpid()

    def take(self, address: WebAddress) -> socket.socket | None:
        """One to the host of `address` that is still open, or None."""
        with self._lock:
            self._forget_the_parents()
            kept = self._kept.pop(_key(address), None)
        if kept is None:
            return None
        if not _is_open(kept[1]):
            kept[1].close()
            return None
        return kept[1]

    def give(self, address: WebAddress, connection: socket.socket) -> None:
        """Keep `connection` for the next request; the ones unused longest make room."""
        now = time.monotonic()
        with self._lock:
            self._forget_the_parents()
            closing = [one for one in (self._kept.pop(_key(address), None),) if one is not None]
            self._kept[_key(address)] = now, connection
            while len(self._kept) > MAX_IDLE or self._oldest() < now - MAX_IDLE_SECONDS:
                closing.append(self._kept.popitem(last=False)[1])
        for _, one in closing:
            one.close()

    def close(self) -> None:
        """Close them all."""
        with self._lock:
            while self._kept:
                self._kept.popitem()[1][1].close()

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def _oldest(self) -> float:
        return next(iter(self._kept.values()))[0]

    def _forget_the_parents(self) -> None:
        """After a fork the connections are the parent's too: nobody may share them."""
        if self._process != os.getpid():
            self._kept.clear()
            self._process = os.getpid()


def _is_open(connection: socket.socket) -> bool:
    """Whether it is silent: one that can be read was closed, or says what nobody asked."""
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return not poll.poll(0)


def _key(address: WebAddress) -> tuple[str, str, int]:
    return address.scheme, address.host, address.port
