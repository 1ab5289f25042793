"""A message as a source lists it: known by its Message-ID, or else by what it says."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import quote

from columninch.collect.fetched import Fetched
from columninch.errors import FetchError
from columninch.formats.message import MAX_BYTES, read_head
from columninch.records import Entry, PrintedDate, Response

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.collect.fetched import Wanted
    from columninch.tools import Tools

MOST_AT_ONCE = 2000
"""Messages that one poll lists; the next poll goes on behind them."""
HEAD_BYTES = 65_536
CONTENT_TYPE = "message/rfc822"


def message_url(body: bytes) -> str:
    """By what a message is known: `mid:` (RFC 2392) and its Message-ID.

    Without one it is the digest of its bytes with lines ended alike (`ni:`, RFC 6920), so
    that a mailbox and a file of the same message agree.
    """
    message_id = read_head(body).message_id
    if message_id:
        return "mid:" + quote(message_id, safe="@!$&'*+=^_`{|}~.-")
    digest = hashlib.sha256(re.sub(rb"\r\n?", b"\n", body).strip()).digest()
    return "ni:///sha-256;" + base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def message_entry(body: bytes, place: str, received: datetime | None = None) -> Entry:
    """The entry of a message. Without a Message-ID, `body` has to be all of it."""
    head = read_head(body)
    date = head.date or received
    at = date if date is None or date.tzinfo else date.replace(tzinfo=UTC)
    return Entry(
        url=message_url(body),
        title=head.subject,
        published=PrintedDate(at.astimezone(UTC), "second", "mail date") if at else None,
        media_url=place,
        is_whole=True,
    )


def is_within(entry: Entry, since: datetime | None) -> bool:
    """Whether a message was sent since then; one without a date is."""
    return since is None or entry.published is None or entry.published.at >= since


def archived_message(wanted: Wanted, body: bytes, tools: Tools) -> Fetched:
    """The capture of a message's bytes, as a record of its own that no server answered.

    Raises `FetchError` where the message is too large, or is another than was listed.
    """
    url = wanted.entry.url
    if len(body) > MAX_BYTES:
        raise lost(f"the message is larger than {MAX_BYTES:,} bytes", wanted)
    if message_url(body) != url:
        raise lost("another message lies where this one was", wanted)
    response = Response(
        url=url,
        final_url=url,
        status=200,
        headers=(("Content-Type", CONTENT_TYPE),),
        body=body,
        at=tools.clock.now(),
    )
    return Fetched(tools.vault.store(response), from_feed=False, complaint="", final_url=url)


def lost(reason: str, wanted: Wanted) -> FetchError:
    """An error that no retry mends."""
    error = FetchError(reason, where=wanted.entry.media_url or wanted.entry.url)
    error.can_retry = False
    return error
