"""How long a server asks to be left alone: Retry-After.

RFC 9110, section 10.2.3, names it for 503 and redirects, RFC 6585, section 4, for 429. It means
the same with any status, and servers send it with others (403, 500, 502), so that it is kept
whatever the status. A whole host is left alone only where the status says that it is overloaded.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from columninch.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from columninch.records import Response

ASKING_FOR_TIME = frozenset({429, 503})
"""Statuses of a server that is overloaded, by us or by others."""
MAX_RETRY_AFTER_SECONDS = 86_400.0


def retry_after_seconds(
    headers: Iterable[tuple[str, str]],
    now: datetime,
    most: float = MAX_RETRY_AFTER_SECONDS,
) -> float | None:
    """Seconds from `now` that the header asks for, up to `most`; None where it says nothing."""
    told = next((value.strip() for name, value in headers if name.lower() == "retry-after"), "")
    if told.isascii() and told.isdigit():
        return min(float(told[:12]), most)
    try:
        until = parsedate_to_datetime(told)
    except (ValueError, IndexError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), most)


def status_error(response: Response, what: str) -> FetchError:
    """The error for an answer that is not what was asked for; `what` answered it.

    Its `retry_after_seconds` is set where the server asks for time.
    """
    error = FetchError(
        f"{what} answered {response.status}", where=response.url, status=response.status
    )
    error.retry_after_seconds = retry_after_seconds(response.headers, response.at)
    return error
