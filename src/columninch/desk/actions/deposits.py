"""Cited pages handed to a public web archive: one at a time, politely, and never in the way.

What failed is told in its row and tried again later. Nothing waits for a deposit but as
long as the settings let publishing wait: a page whose copy isn't there yet has no link.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from columninch.collect.deposit import deposit_page
from columninch.collect.fetcher.web import SafeWeb, WebSettings
from columninch.desk import runtime
from columninch.desk.models import Deposit
from columninch.desk.reads.deposits import TRIED_AGAIN, captures_to_deposit
from columninch.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from columninch.desk.models import Capture, Digest
    from columninch.tools import Clock, Web

ARCHIVE_SECONDS = 180.0
"""An archive fetches the page itself before it answers."""
LONGEST_PAUSE = 60.0
"""In seconds: who is asked to wait longer stops, and goes on with the next run."""


@dataclass(frozen=True, slots=True)
class Deposited:
    """What came of handing on one page."""

    page: str
    url: str
    """Where the archive keeps it, or empty."""
    complaint: str


def deposit_digest(digest: Digest, seconds: float | None = None) -> list[Deposited]:
    """Hand each page that the digest cites to the public archive, where it isn't there yet.

    No page is begun after `seconds`, and none that failed within the last hours. Empty
    where no archive is set. Errors of the archive are told in the result, never raised.
    """
    archive = runtime.config().text("deposit.url")
    if not archive:
        return []
    clock = runtime.clock()
    captures = captures_to_deposit(digest, tried_before=clock.now() - TRIED_AGAIN)
    web = _patient_web(seconds)
    try:
        return list(_deposited(captures, archive, web, clock, seconds))
    finally:
        web.close()


def _deposited(
    captures: Iterable[Capture], archive: str, web: Web, clock: Clock, seconds: float | None
) -> Iterator[Deposited]:
    ends_at = None if seconds is None else time.monotonic() + seconds
    for capture in captures:
        if ends_at is not None and time.monotonic() >= ends_at:
            return
        url, complaint, wait = "", "", 0.0
        try:
            url = deposit_page(capture.url, archive, web)
        except FetchError as error:
            complaint, wait = str(error), error.retry_after_seconds or 0.0
            is_full = error.status == 429
            wait = wait or (LONGEST_PAUSE + 1 if is_full else 0.0)
        Deposit.objects.update_or_create(
            capture=capture,
            defaults={"url": url, "complaint": complaint, "asked_at": clock.now()},
        )
        yield Deposited(capture.url, url, complaint)
        if wait > LONGEST_PAUSE or (ends_at is not None and time.monotonic() + wait >= ends_at):
            return  # what is left is handed on with the next run
        time.sleep(wait)


def _patient_web(seconds: float | None) -> SafeWeb:
    """The safe web with an archive's patience: long answers, long pauses between two."""
    opened = runtime.config()
    usual = runtime.web().settings
    patience = ARCHIVE_SECONDS if seconds is None else min(ARCHIVE_SECONDS, max(seconds, 1.0))
    settings: WebSettings = replace(
        usual,
        total_seconds=patience,
        gap_seconds=opened.number("deposit.gap_seconds"),
        robots=False,  # its address was given to be asked by programs
    )
    return SafeWeb(settings, runtime.clock())
