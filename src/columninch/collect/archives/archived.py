"""Copies that an archive took: which of them an outlet's output is, and their bytes.

A copy counts from when it was taken, keeps that time in our archive, and says where it came
from (RFC 7089, Memento): `Memento-Datetime` and a link to the copy, beside the headers that
the page had.
"""

from __future__ import annotations

from dataclasses import replace
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING

from columninch.collect.address_shape import is_no_article
from columninch.collect.addresses import normal_url
from columninch.collect.fetched import Fetched
from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.refusals.recognise import not_the_article
from columninch.collect.refusals.refusal import not_captured
from columninch.errors import ArchiveError, FetchError, RefusedAddress, SourceError
from columninch.records import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from columninch.collect.fetched import Wanted
    from columninch.records import ArchivedCopy, Response, SourceOptions
    from columninch.tools import Tools

PAGES = frozenset({"", "text/html", "application/xhtml+xml", "warc/revisit", "unk"})
"""Media types of what may be an article; an index may not know."""
RANGE = "#bytes="
"""Behind the address of a WARC file: where in it the record lies."""


def is_in_period(at: datetime, options: SourceOptions) -> bool:
    """Whether a copy taken at `at` is of the period that a person set."""
    return (options.since is None or options.since <= at) and (
        options.until is None or at < options.until
    )


def archived_entries(copies: Iterable[ArchivedCopy], options: SourceOptions) -> tuple[Entry, ...]:
    """An entry for each page of the period that may be an article: its first good copy."""
    first: dict[str, ArchivedCopy] = {}
    for copy in copies:
        if not (_may_be_article(copy) and is_in_period(copy.at, options)):
            continue
        key = normal_url(copy.url)
        if key not in first or copy.at < first[key].at:
            first[key] = copy
    chosen = sorted(first.values(), key=lambda copy: (copy.at, copy.url))
    return tuple(
        Entry(url=parse_address(one.url).href, archived_at=one.at, archived_url=one.place)
        for one in chosen
    )


def fetch_replayed(wanted: Wanted, tools: Tools) -> Fetched:
    """A copy from a web archive, kept with the time at which it was taken there.

    Raises `FetchError` where the archive doesn't give it, `NotCaptured` where what it took
    was not the article.
    """
    address, _, part = wanted.entry.archived_url.partition(RANGE)
    response = tools.web.get(address, headers={"Range": f"bytes={part}"} if part else None)
    if not 200 <= response.status < 300:
        raise FetchError(
            f"the archive answered {response.status}", where=address, status=response.status
        )
    if part:
        return _kept(_in_record(response, wanted, tools), wanted, address, tools)
    return _kept(response, wanted, response.final_url, tools)


def fetch_from_file(wanted: Wanted, tools: Tools) -> Fetched:
    """A copy from a WARC, ARC or WACZ file. Raises `FetchError` where it can't be read."""
    file, _, place = wanted.entry.archived_url.rpartition("!")
    if tools.archives is None:
        raise SourceError("archive files can't be read here", where=file)
    try:
        response = tools.archives.response(wanted.source_url, file, place)
    except ArchiveError as error:
        raise _unreadable(error, wanted) from error
    if not (response.status == 0 or 200 <= response.status < 300):
        raise FetchError(
            f"the copy has status {response.status}", where=wanted.entry.url, status=404
        )
    return _kept(response, wanted, f"{file}!{place}", tools)


def _kept(response: Response, wanted: Wanted, origin: str, tools: Tools) -> Fetched:
    """The copy in our archive, under its own address and with its own time."""
    own = _as_it_was(response, wanted, origin)
    refusal = not_the_article(own)
    capture = tools.vault.store(own, before=wanted.before if refusal is None else None)
    if refusal is not None:
        error = not_captured(refusal, own, capture, where=own.url)
        error.can_retry = False  # a copy stays what it is
        raise error
    return Fetched(capture, from_feed=False, complaint="", final_url=own.url)


def _as_it_was(response: Response, wanted: Wanted, origin: str) -> Response:
    at = _stated(response) or wanted.entry.archived_at or response.at
    told = (
        ("Memento-Datetime", format_datetime(at, usegmt=True)),
        ("Link", f'<{origin}>; rel="memento"'),
    )
    kept = tuple(
        (name, value) for name, value in response.headers if name.lower() != "memento-datetime"
    )
    return replace(
        response,
        url=wanted.entry.url,
        final_url=wanted.entry.url,
        status=response.status or 200,
        headers=(*kept, *told),
        at=at,
        redirects=(),
        moved_to="",
        asked=(),  # what was asked is the archive, not the outlet
    )


def _stated(response: Response) -> datetime | None:
    """When the archive says that it took the copy; it may have answered with its nearest one."""
    try:
        at = parsedate_to_datetime(response.header("memento-datetime"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at.tzinfo is not None else None


def _in_record(response: Response, wanted: Wanted, tools: Tools) -> Response:
    """The page in a WARC record that was asked for by its place."""
    if tools.archives is None:
        raise SourceError("WARC records can't be read here", where=response.url)
    try:
        return tools.archives.response_in(response.body)
    except ArchiveError as error:
        raise _unreadable(error, wanted) from error


def _unreadable(error: ArchiveError, wanted: Wanted) -> FetchError:
    failure = FetchError(f"the copy can't be read: {error.reason}", where=wanted.entry.url)
    failure.can_retry = False
    return failure


def _may_be_article(copy: ArchivedCopy) -> bool:
    if copy.status not in {0, 200} or copy.media_type not in PAGES:
        return False
    try:
        return not is_no_article(parse_address(copy.url))
    except RefusedAddress:
        return False
