"""Newsletters from a mail server: each message of a folder is an entry.

The poll remembers up to which UID it has listed; while nothing new arrives it asks for the
folder's state and no more. Nothing is marked as read, moved or deleted. IMAP4rev1, RFC 3501.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import unquote

from columninch.collect.mail.address import message_place, parse_mail_address, place_of
from columninch.collect.mail.entry import (
    MOST_AT_ONCE,
    archived_message,
    is_within,
    lost,
    message_entry,
)
from columninch.collect.polled import Document, Polled
from columninch.errors import RefusedAddress
from columninch.formats.message import read_head
from columninch.records import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from columninch.collect.fetched import Fetched, Wanted
    from columninch.collect.mail.address import MailAddress
    from columninch.collect.polled import PolledSource
    from columninch.records import Entry
    from columninch.tools import Arrived, Mailbox, MailServers, Tools


def poll_imap(source: PolledSource, tools: Tools) -> Polled:
    """An entry for each message that arrived since the last poll, the oldest first.

    At most 2,000 at once; the next poll goes on. Raises `FetchError` where the server
    can't be read.
    """
    address = parse_mail_address(source.url)
    with _servers(tools, source.url).open(address.href) as mailbox:
        first = _first_uid(source.memory, mailbox.validity)
        arrived = mailbox.arrived(first) if mailbox.next_uid > first else ()
        listed = arrived[:MOST_AT_ONCE]
        since = source.options.since
        entries = tuple(_entries(mailbox, address, listed, since))
        next_uid = listed[-1].uid + 1 if len(arrived) > len(listed) else mailbox.next_uid
        memory = json.dumps({"validity": mailbox.validity, "next": max(first, next_uid)})
    if not listed:
        return Polled(memory=memory)
    left = len(arrived) - len(listed)
    complaint = f"{left} more messages wait for the next polls" if left else ""
    return Polled((Document(None, Listing(address.folder, entries, complaint)),), memory=memory)


def fetch_imap(wanted: Wanted, tools: Tools) -> Fetched:
    """The capture of one message.

    Where UIDs no longer stand for what they stood for, it is looked for by its Message-ID.
    Raises `FetchError` where it is gone.
    """
    validity, uid = place_of(wanted.entry.media_url)
    with _servers(tools, wanted.source_url).open(wanted.source_url) as mailbox:
        uids: tuple[int, ...] = (uid,) if validity == mailbox.validity else ()
        if not uids and wanted.entry.url.startswith("mid:"):
            uids = mailbox.with_id(_message_id(wanted))
        body = next((found for one in uids if (found := mailbox.message(one)) is not None), None)
    if body is None:
        raise lost("the message is no longer in the mailbox", wanted)
    return archived_message(wanted, body, tools)


def newest_head(url: str, tools: Tools) -> tuple[str, int]:
    """The sender's name of the newest message, and how many messages the folder holds.

    For a person who adds the mailbox; both are empty where it holds none.
    """
    with _servers(tools, url).open(url) as mailbox:
        arrived = mailbox.arrived(1)
        heads = mailbox.heads((arrived[-1].uid,)) if arrived else {}
    head = read_head(next(iter(heads.values()), b""))
    return head.sender_name or head.sender_address, len(arrived)


def _servers(tools: Tools, url: str) -> MailServers:
    if tools.mail is None:
        raise RefusedAddress("this program was given no way to mail servers", where=url)
    return tools.mail


def _first_uid(memory: str, validity: int) -> int:
    """The first UID not yet listed; 1 where the server has numbered its messages anew."""
    try:
        known = json.loads(memory) if memory else {}
        return int(known["next"]) if known.get("validity") == validity else 1
    except (ValueError, KeyError, TypeError, AttributeError):
        return 1


def _entries(
    mailbox: Mailbox, address: MailAddress, listed: tuple[Arrived, ...], since: datetime | None
) -> Iterator[Entry]:
    heads = mailbox.heads(tuple(one.uid for one in listed))
    for one in listed:
        head = heads.get(one.uid)
        if head is not None and not read_head(head).message_id:
            head = mailbox.message(one.uid)  # what has no id is known by all that it says
        if head is None:
            continue  # deleted meanwhile
        entry = message_entry(head, message_place(address, mailbox.validity, one.uid), one.at)
        if is_within(entry, since):
            yield entry


def _message_id(wanted: Wanted) -> str:
    return unquote(wanted.entry.url.partition(":")[2])
