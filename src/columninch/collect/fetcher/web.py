"""The one way out: every request of the product, checked, polite and limited.

1. The address is parsed once; its host is resolved once, and every answer checked.
2. The site's robots.txt is asked first, and kept for a day.
3. One request at a time goes to a host, with a gap after each, as long as the site's
   robots.txt asks for; a host that asks to be left alone is left alone.
4. The whole exchange has a time limit, and each part of an answer a limit of size.
5. A redirect is an address like any other, and goes through all of this again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from columninch.collect.fetcher.exchange import REDIRECTS, Answer, Exchanges
from columninch.collect.fetcher.retry_after import ASKING_FOR_TIME, retry_after_seconds
from columninch.collect.fetcher.robots import RobotsRules, parse_robots
from columninch.collect.fetcher.robots_cache import RobotsCache, Site
from columninch.collect.fetcher.settings import WebSettings
from columninch.collect.fetcher.turns import Turns
from columninch.collect.fetcher.weburl import WebAddress, parse_address
from columninch.errors import FetchError, RefusedAddress
from columninch.records import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from columninch.tools import Clock

__all__ = ["SafeWeb", "WebSettings"]

PERMANENT = frozenset({301, 308})
SECRET_HEADERS = frozenset({"authorization", "cookie"})
"""For the host that was asked, and no other that it redirects to."""


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
        self.exchanges = Exchanges(settings, clock)
        self.turns = Turns(settings)
        self.robots = RobotsCache(clock, self._fetch_rules)

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Response:
        """The answer to a GET, whatever its status (304 and 404 too).

        Raises `RefusedAddress` for an address that must not be asked (its scheme, host or
        network, or the site's robots.txt forbids it, or a redirect leads to one), and
        `FetchError` where no answer came, or one that is too large or too late, or where
        the host asked to be left alone.
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
            asked=answer.asked,
        )

    def close(self) -> None:
        """Close the connections that are kept open; a later `get` opens new ones."""
        self.exchanges.close()

    def _follow(
        self,
        url: str,
        followed: _Followed,
        headers: Mapping[str, str],
        gate: Callable[[WebAddress], float],
    ) -> Answer:
        """The last answer of a chain of redirects; `followed` tells how it was reached."""
        while True:
            answer = self._exchange(followed, headers, gate(followed.address))
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
            before, followed.address = followed.address, parse_address(location, followed.address)
            if followed.address.authority != before.authority:
                headers = _without_secrets(headers)
            followed.is_permanent &= answer.status in PERMANENT
            if followed.is_permanent:
                followed.moved_to = followed.address.href

    def _ask_robots(self, address: WebAddress) -> float:
        """The gap that the site's robots.txt asks for, in seconds.

        Raises `RefusedAddress` where it forbids `address`.
        """
        rules = self.robots.rules((address.scheme, address.authority))
        if not rules.allows(address.target):
            raise RefusedAddress(
                "the site's robots.txt does not allow it",
                where=address.href,
                hint="ask the outlet, or take its feed's own content",
            )
        return min(rules.crawl_delay_seconds, self.settings.max_crawl_delay_seconds)

    def _fetch_rules(self, site: Site) -> RobotsRules:
        """The site's rules for us: RFC 9309, section 2.3.1."""
        scheme, authority = site
        address = parse_address(f"{scheme}://{authority}/robots.txt")
        followed = _Followed(address, self.settings.total_seconds)
        try:
            answer = self._follow(address.href, followed, {}, _let_through)
        except FetchError as failure:
            if failure.status in REDIRECTS:
                return RobotsRules()  # too many of them count as "there is none"
            raise
        if answer.status >= 500 or answer.status in ASKING_FOR_TIME:
            error = FetchError(
                f"the site's robots.txt answered {answer.status}, so nothing may be asked",
                where=address.href,
                status=answer.status,
            )
            error.retry_after_seconds = self._time_asked_for(answer)
            raise error
        is_there = 200 <= answer.status < 300
        return parse_robots(answer.body, self.settings.product) if is_there else RobotsRules()

    def _exchange(
        self, followed: _Followed, headers: Mapping[str, str], gap_seconds: float
    ) -> Answer:
        """One request and its answer, when it is its turn."""
        address = followed.address
        gap_seconds = max(gap_seconds, self.settings.gap_seconds)
        with self.turns.turn(address.host, gap_seconds, address.href) as lane:
            begun = time.monotonic()
            try:
                answer = self.exchanges.ask(address, headers, followed.seconds)
            finally:
                followed.seconds -= time.monotonic() - begun
            if answer.status in ASKING_FOR_TIME and (wanted := self._time_asked_for(answer)):
                lane.times.alone_until = time.time() + wanted
            return answer

    def _time_asked_for(self, answer: Answer) -> float | None:
        return retry_after_seconds(answer.headers, answer.at, self.settings.max_retry_after_seconds)


def _let_through(address: WebAddress) -> float:
    """No gate, and no gap beyond the usual one."""
    return 0.0


def _without_secrets(headers: Mapping[str, str]) -> Mapping[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in SECRET_HEADERS}
