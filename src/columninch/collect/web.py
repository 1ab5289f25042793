"""The one way out: every request of the product, checked, polite and limited.

1. The address is parsed once; its host is resolved once, and every answer checked.
2. The site's robots.txt is asked first, and kept for a day.
3. One request at a time goes to a host, with a gap after each.
4. The whole exchange has a time limit, and the payload a limit of size once decompressed.
5. A redirect is an address like any other, and goes through all of this again.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from columninch.collect.exchange import Answer, Exchanges
from columninch.collect.robots import RobotsRules, parse_robots
from columninch.collect.web_settings import WebSettings
from columninch.collect.weburl import WebAddress, parse_address
from columninch.errors import FetchError, RefusedAddress
from columninch.records import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from columninch.tools import Clock

__all__ = ["SafeWeb", "WebSettings"]

PERMANENT = frozenset({301, 308})
ROBOTS_KEPT = timedelta(hours=24)
MAX_ROBOTS = 2000


@dataclass(slots=True)
class _Lane:
    """The turns of one host."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    asking_robots: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


@dataclass(slots=True)
class _Followed:
    """An exchange with its redirects, as far as it has come."""

    address: WebAddress
    seconds: float
    """What is left of the time limit."""
    redirects: list[str] = field(default_factory=list)
    moved_to: str = ""
    is_permanent: bool = True


class SafeWeb:
    """The web as a hostile place, asked politely (`columninch.tools.Web`; thread-safe)."""

    def __init__(self, settings: WebSettings, clock: Clock) -> None:
        """Nothing is asked before the first `get`."""
        self.settings = settings
        self._clock = clock
        self._exchanges = Exchanges(settings, clock)
        self._guard = threading.Lock()
        self._lanes: dict[str, _Lane] = {}
        self._rules: dict[tuple[str, str], tuple[datetime, RobotsRules]] = {}

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Response:
        """The answer to a GET, whatever its status (304 and 404 too).

        Raises `RefusedAddress` for an address that must not be asked (its scheme, host or
        network, or the site's robots.txt forbids it, or a redirect leads to one), and
        `FetchError` where no answer came, or one that is too large or too late.
        """
        gate = self._ask_robots if self.settings.robots else _let_through
        followed = _Followed(parse_address(url), self.settings.total_seconds)
        answer = self._follow(url, followed, headers or {}, gate)
        return Response(
            url=url,
            final_url=followed.address.href,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            at=answer.at,
            redirects=tuple(followed.redirects),
            moved_to=followed.moved_to,
        )

    def close(self) -> None:
        """Close the connections that are kept open; a later `get` opens new ones."""
        self._exchanges.close()

    def _follow(
        self,
        url: str,
        followed: _Followed,
        headers: Mapping[str, str],
        gate: Callable[[WebAddress], None],
    ) -> Answer:
        """The last answer of a chain of redirects; `followed` tells how it was reached."""
        while True:
            gate(followed.address)
            answer = self._exchange(followed, headers)
            location = answer.location()
            if not location:
                return answer
            if len(followed.redirects) == self.settings.max_redirects:
                raise FetchError(
                    f"redirected more than {self.settings.max_redirects} times",
                    where=url,
                    status=answer.status,
                )
            followed.redirects.append(followed.address.href if followed.redirects else url)
            followed.address = parse_address(location, followed.address)
            followed.is_permanent &= answer.status in PERMANENT
            if followed.is_permanent:
                followed.moved_to = followed.address.href

    def _ask_robots(self, address: WebAddress) -> None:
        """Raise `RefusedAddress` where the site's robots.txt forbids `address`."""
        key = address.scheme, address.authority
        with self._lane(address.host).asking_robots:
            kept = self._rules.get(key)
            if kept is None or kept[0] <= self._clock.now():
                kept = self._clock.now() + ROBOTS_KEPT, self._fetch_rules(address)
                with self._guard:
                    self._rules[key] = kept
                    if len(self._rules) > MAX_ROBOTS:
                        del self._rules[next(iter(self._rules))]
        if not kept[1].allows(address.target):
            raise RefusedAddress(
                "the site's robots.txt does not allow it",
                where=address.href,
                hint="ask the outlet, or take its feed's own content",
            )

    def _fetch_rules(self, address: WebAddress) -> RobotsRules:
        """The site's rules for us: RFC 9309, section 2.3.1."""
        followed = _Followed(
            WebAddress(address.scheme, address.host, address.port, "/robots.txt", ""),
            self.settings.total_seconds,
        )
        answer = self._follow(followed.address.href, followed, {}, _let_through)
        if answer.status >= 500:
            raise FetchError(
                f"the site's robots.txt answered {answer.status}, so nothing may be asked",
                where=address.href,
                status=answer.status,
            )
        is_there = 200 <= answer.status < 300
        return parse_robots(answer.body, self.settings.product) if is_there else RobotsRules()

    def _lane(self, host: str) -> _Lane:
        with self._guard:
            return self._lanes.setdefault(host.rstrip("."), _Lane())

    def _exchange(self, followed: _Followed, headers: Mapping[str, str]) -> Answer:
        """One request and its answer, when it is its turn."""
        lane = self._lane(followed.address.host)
        with lane.turn:
            wait = lane.free_at - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            begun = time.monotonic()
            try:
                return self._exchanges.ask(followed.address, headers, followed.seconds)
            finally:
                ended = time.monotonic()
                followed.seconds -= ended - begun
                lane.free_at = ended + self.settings.gap_seconds


def _let_through(address: WebAddress) -> None:
    """No gate."""
