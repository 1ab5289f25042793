"""Looking at a source before it is added: what it lists, nothing kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from columninch.collect.kinds import SOURCE_KINDS
from columninch.collect.polled import PolledSource
from columninch.errors import ArchiveError, UsageError
from columninch.records import Capture, Position, Response
from columninch.registry import pick
from columninch.tools import Web

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from columninch.records import Entry, FoundSource
    from columninch.tools import Tools

SHOWN_TITLES = 3


@dataclass(slots=True)
class RememberingWeb:
    """A web whose answers are kept for one discovery, so that nothing is asked twice."""

    web: Web
    _answers: dict[str, Response] = field(default_factory=dict)

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Response:
        """The answer to a GET; raises what the web raises."""
        known = self._answers.get(url)
        if known is None:
            known = self._answers[url] = self.web.get(url, headers=headers)
        return known


class UnkeptVault:
    """A vault that keeps nothing: what is only looked at is nobody's evidence."""

    def store(self, response: Response, *, before: Capture | None = None) -> Capture:
        """A capture without a place in the archive."""
        return Capture(
            url=response.url,
            at=response.at,
            status=response.status,
            content_type=response.header("content-type"),
            sha256=hashlib.sha256(response.body).hexdigest(),
            size=len(response.body),
            position=Position("", 0, 0),
        )

    def payload(self, capture: Capture) -> bytes:
        """Nothing is there. Raises `ArchiveError`."""
        raise ArchiveError("what was only looked at is not in the archive", where=capture.url)


def looking(tools: Tools, *, browser: bool = False) -> Tools:
    """`tools` for looking: nothing is kept, nothing asked twice.

    With `browser`, pages are rendered in one. Raises `UsageError` where there is none.
    """
    if browser and tools.browser is None:
        raise UsageError("this desk has no browser", hint="see the guide for operators")
    web = tools.browser if browser and tools.browser is not None else tools.web
    return replace(tools, web=RememberingWeb(web), vault=UnkeptVault())


def look_at(found: FoundSource, tools: Tools) -> FoundSource:
    """`found` with what it lists now, and its own name where it has none. `tools` are for looking.

    Raises what a poll of its kind raises.
    """
    kind = pick(SOURCE_KINDS, found.kind, what="source kind")
    polled = kind.poll(PolledSource(found.kind, found.url, options=found.options), tools)
    seen = with_sample(found, polled.entries)
    titles = (document.listing.title for document in polled.documents)
    return replace(
        seen,
        url=polled.moved_to or found.url,
        outlet_name=found.outlet_name or next(filter(None, titles), ""),
        note="; ".join(filter(None, (found.note, polled.complaint))),
    )


def with_sample(found: FoundSource, entries: Iterable[Entry]) -> FoundSource:
    """`found` with the count of `entries`, their newest date and some of their titles."""
    listed = list(entries)
    dates = [entry.published.at for entry in listed if entry.published]
    titles = [entry.title for entry in listed if entry.title][:SHOWN_TITLES]
    return replace(
        found,
        entry_count=len(listed),
        newest_at=max(dates, default=None),
        titles=tuple(titles),
    )
