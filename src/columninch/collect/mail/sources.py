"""Discovery of mail: whether an address is a mailbox, a maildir or an mbox file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.files.local import content_type_of, source_path
from columninch.collect.mail import maildir, mbox
from columninch.collect.mail.address import is_mail_address, parse_mail_address
from columninch.collect.mail.imap import newest_head
from columninch.errors import SourceError
from columninch.records import FoundSource

if TYPE_CHECKING:
    from columninch.tools import Tools


def discover_mail(text: str, tools: Tools) -> FoundSource | None:
    """The mail at an address; None where it is something else.

    The outlet is called as the newest letter's sender calls itself. Raises `RefusedAddress`
    and `FetchError` where a mailbox can't be opened, `SourceError` where it is empty.
    """
    if is_mail_address(text):
        address = parse_mail_address(text)
        sender, count = newest_head(address.href, tools)
        return _found("imap", address.href, sender or address.folder, count)
    path = source_path(text).expanduser()
    if text and path.is_dir() and maildir.is_maildir(path):
        sender, count = maildir.newest_sender(path)
        return _found("maildir", path.resolve().as_uri(), sender or path.resolve().name, count)
    if text and path.is_file() and not content_type_of(path) and mbox.is_mbox(path):
        sender, count = mbox.newest_sender(path)
        return _found("mbox", path.resolve().as_uri(), sender or path.name, count)
    return None


def _found(kind: str, url: str, outlet: str, count: int) -> FoundSource:
    if not count:
        raise SourceError("it holds no message yet", where=url, hint="add it when one has come")
    return FoundSource(
        kind=kind,
        url=url,
        outlet_name=outlet,
        entry_count=count,
        note="all its messages count as this outlet's: give each newsletter a folder of its own",
    )
