"""Where a socket may go: a name resolved once, every answer checked, and no other taken.

Whoever resolves a name twice may be told two different things (DNS rebinding). So a name
is resolved here, every answer is checked, and the socket goes to an answer that passed.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from columninch.collect.fetcher.networks import network_refusal
from columninch.errors import FetchError, RefusedAddress

if TYPE_CHECKING:
    from collections.abc import Mapping

INNER_NAMES = frozenset({"localhost", "local", "localdomain", "internal", "home.arpa", "onion"})
"""Names that the public look-up doesn't know (RFC 6761, 6762, 7686, 8375), but others may."""
MAX_ENDPOINTS = 8
"""Of one name; a name with more is tried at its first ones."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a socket may go: an answer of the resolver that passed the check."""

    family: int
    sockaddr: tuple[Any, ...]
    """As the socket's family has it; its first part is a numeric address."""


def checked_endpoints(
    host: str, port: int, hosts: Mapping[str, tuple[str, int]], *, seconds: float, where: str
) -> tuple[Endpoint, ...]:
    """Where `host` may be connected to, in the resolver's order; at least one.

    `host` is a name in ASCII and lower case, or a numeric address; `hosts` names the hosts
    that are answered for elsewhere: the only way to an address that is not public. Raises
    `RefusedAddress` where every answer is refused, and `FetchError` where there is no
    answer within `seconds`; both name `where`.
    """
    known = hosts.get(host)
    if known is not None:
        return _resolved(*known, seconds=seconds, where=where)
    if _is_inner(host):
        raise RefusedAddress(f"{host} names something inside a network", where=where)
    found = _resolved(host, port, seconds=seconds, where=where)
    allowed = tuple(one for one in found if not network_refusal(_numeric(one)))
    if not allowed:
        raise RefusedAddress(network_refusal(_numeric(found[0])), where=where)
    return allowed


def connected(endpoints: tuple[Endpoint, ...], seconds: float) -> socket.socket:
    """A socket to the first endpoint that takes it, within `seconds` for all of them.

    Raises `OSError` where none does. A silent endpoint gets no more than its share of the
    time, so that the ones after it have theirs.
    """
    ends_at = time.monotonic() + seconds
    failure: OSError | None = None
    for number, endpoint in enumerate(endpoints):
        left = ends_at - time.monotonic()
        sock = socket.socket(endpoint.family, socket.SOCK_STREAM)
        try:
            sock.settimeout(max(left / (len(endpoints) - number), 0.01))
            sock.connect(endpoint.sockaddr)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            sock.close()
            failure = error
            continue
        return sock
    raise failure or OSError("there is no endpoint")


def _is_inner(host: str) -> bool:
    """Whether `host` is a name of no public domain: a single word, or below a reserved one."""
    if ":" in host:
        return False
    name, _, last = host.rstrip(".").rpartition(".")
    return not name or last in INNER_NAMES or f"{name.rpartition('.')[2]}.{last}" in INNER_NAMES


def _resolved(host: str, port: int, *, seconds: float, where: str) -> tuple[Endpoint, ...]:
    try:
        numeric = ipaddress.ip_address(host)
    except ValueError:
        found = _looked_up(host, port, seconds)
    else:
        family = socket.AF_INET if numeric.version == 4 else socket.AF_INET6
        return (Endpoint(family, (host, port)),)
    if isinstance(found, OSError):
        raise FetchError(
            f"the name {host} can't be resolved: {found}",
            where=where,
            hint="check the spelling, and whether this machine is online",
        ) from found
    return tuple(dict.fromkeys(found))[:MAX_ENDPOINTS]


def _looked_up(host: str, port: int, seconds: float) -> list[Endpoint] | OSError:
    """What the system's resolver says, in a thread: it knows no time limit of its own."""
    answers: queue.SimpleQueue[list[Endpoint] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            # bytes, since the codec for names in text is of another standard than the parser
            found = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
        except OSError as error:
            answers.put(error)
        else:
            endpoints = [Endpoint(family, place) for family, _, _, _, place in found]
            answers.put(endpoints or OSError("it has no address"))

    threading.Thread(target=look_up, daemon=True, name="resolver").start()
    try:
        return answers.get(timeout=max(seconds, 0.01))
    except queue.Empty:
        return TimeoutError(f"no answer within {seconds:g} seconds")


def _numeric(endpoint: Endpoint) -> str:
    return str(endpoint.sockaddr[0]).partition("%")[0]
