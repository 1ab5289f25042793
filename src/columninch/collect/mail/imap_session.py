"""A session with a mail server: over a checked connection, behind TLS, for reading only.

1. The host is resolved once, its addresses checked, and one that passed connected to.
2. TLS comes before anything else is said (`imaps`), or before the password (`imap`, by
   STARTTLS); the certificate must be the host's. There is no way without.
3. The folder is opened by EXAMINE and read by BODY.PEEK: nothing is marked as read.
4. Lines, messages and the whole session are limited in size and time.
"""

from __future__ import annotations

import contextlib
import imaplib
import os
import re
import threading
import time
from datetime import UTC
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from columninch.collect.fetcher.checked_socket import open_checked
from columninch.collect.fetcher.connection import trusted_context
from columninch.collect.mail.address import folder_name, parse_mail_address
from columninch.collect.mail.deadline import Deadlines
from columninch.errors import FetchError, RefusedAddress
from columninch.formats.message import MAX_BYTES
from columninch.tools import Arrived

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from columninch.collect.mail.address import MailAddress
    from columninch.collect.mail.deadline import Deadline

SESSION_SECONDS = 300
SESSION_BYTES = 400_000_000
IDLE_SECONDS = 60
"""How long a session is kept for the next message."""
HEADS_AT_ONCE = 200
_UID = re.compile(rb"UID (\d{1,10})")
_RECEIVED = re.compile(rb'INTERNALDATE "([^"]{1,40})"')


class Passwords:
    """Where passwords come from: a function of the account, `user@host`."""

    def __init__(self, of: Callable[[str], str]) -> None:
        """`of` raises `RefusedAddress` where no password is known."""
        self._of = of

    def of(self, account: str) -> str:
        """The account's password."""
        return self._of(account)

    def __repr__(self) -> str:
        """Never a password."""
        return "Passwords()"


class SafeMail:
    """Mail servers (`columninch.tools.MailServers`; thread-safe)."""

    def __init__(
        self, passwords: Passwords, hosts: Mapping[str, tuple[str, int]], seconds: float
    ) -> None:
        """`hosts` as in `WebSettings.hosts`; `seconds` for each answer of a server."""
        self._passwords = passwords
        self._hosts = hosts
        self._seconds = seconds
        self._deadlines = Deadlines()
        self._guard = threading.Lock()
        self._idle: dict[str, tuple[float, ImapMailbox]] = {}
        self._process = os.getpid()

    @contextlib.contextmanager
    def open(self, url: str) -> Iterator[ImapMailbox]:
        """The folder at `url`, in a session that is kept for a minute.

        Raises `RefusedAddress` and `FetchError` as `MailServers.open` says.
        """
        address = parse_mail_address(url)
        deadline = self._deadlines.begin(SESSION_SECONDS)
        is_sound = False
        mailbox = None
        try:
            mailbox = self._taken(address, deadline) or self._opened(address, deadline)
            yield mailbox
            is_sound = True
        except (imaplib.IMAP4.error, OSError, EOFError, ValueError) as error:
            raise _told(error, address, is_late=deadline.is_missed) from error
        finally:
            in_time = self._deadlines.end(deadline)
            if mailbox is not None and not (is_sound and in_time and self._given(address, mailbox)):
                mailbox.close()

    def close(self) -> None:
        """End the sessions that are kept."""
        with self._guard:
            kept, self._idle = list(self._idle.values()), {}
        for _, mailbox in kept:
            mailbox.close()

    def _taken(self, address: MailAddress, deadline: Deadline) -> ImapMailbox | None:
        """A session that was kept, if it still answers."""
        with self._guard:
            if self._process != os.getpid():  # after a fork they are the parent's too
                self._idle, self._process = {}, os.getpid()
            since, mailbox = self._idle.pop(address.href, (0.0, None))
        if mailbox is None:
            return None
        if time.monotonic() - since < IDLE_SECONDS:
            with contextlib.suppress(imaplib.IMAP4.error, OSError, EOFError):
                mailbox.link.watch(self._deadlines, deadline)
                mailbox.examine()
                return mailbox
        mailbox.close()
        return None

    def _given(self, address: MailAddress, mailbox: ImapMailbox) -> bool:
        """Keep a session for the next message; whether it was kept."""
        with self._guard:
            if address.href in self._idle:
                return False
            self._idle[address.href] = time.monotonic(), mailbox
        return True

    def _opened(self, address: MailAddress, deadline: Deadline) -> ImapMailbox:
        """A new session, signed in, with its folder open."""
        password = self._passwords.of(address.account)
        link = _Link(address, self._hosts, self._seconds)
        mailbox = ImapMailbox(address, link)
        try:
            link.watch(self._deadlines, deadline)
            if address.scheme == "imap":
                if "STARTTLS" not in link.capabilities:
                    raise RefusedAddress(
                        "the server offers no TLS, and no password goes without",
                        where=address.href,
                        hint="try imaps://",
                    )
                link.starttls(trusted_context())
            _sign_in(link, address, password)
            mailbox.examine()
        except BaseException:
            mailbox.close()
            raise
        return mailbox


class ImapMailbox:
    """One folder, open for reading only (`columninch.tools.Mailbox`)."""

    def __init__(self, address: MailAddress, link: _Link) -> None:
        """Not examined yet."""
        self._address = address
        self.link = link
        self.validity = 0
        self.next_uid = 1

    def examine(self) -> None:
        """Learn the folder's state. Raises `FetchError` where there is no such folder."""
        kind, _ = self.link.select(folder_name(self._address.folder), readonly=True)
        if kind != "OK":
            raise FetchError(
                f"the server has no folder {self._address.folder!r}",
                where=self._address.href,
                hint="the inbox is called INBOX",
            )
        self.validity = self._number("UIDVALIDITY")
        self.next_uid = self._number("UIDNEXT")

    def arrived(self, first: int) -> tuple[Arrived, ...]:
        """The messages whose UIDs are `first` or higher, by their UIDs."""
        found: dict[int, Arrived] = {}
        for line in self._fetched(f"{first}:*", "(UID INTERNALDATE)"):
            head = line[0] if isinstance(line, tuple) else line
            uid, received = _UID.search(head), _RECEIVED.search(head)
            if uid and received and int(uid[1]) >= first:
                found[int(uid[1])] = Arrived(int(uid[1]), _received(received[1]))
        return tuple(found[uid] for uid in sorted(found))

    def heads(self, uids: tuple[int, ...]) -> dict[int, bytes]:
        """The headers of messages that tell what they are; one that is gone is left out."""
        fields = "MESSAGE-ID FROM SUBJECT DATE LIST-ID"
        found: dict[int, bytes] = {}
        for start in range(0, len(uids), HEADS_AT_ONCE):
            some = ",".join(map(str, uids[start : start + HEADS_AT_ONCE]))
            found |= self._bodies(some, f"(UID BODY.PEEK[HEADER.FIELDS ({fields})])")
        return found

    def message(self, uid: int) -> bytes | None:
        """A message's bytes as received; None where it is gone."""
        return self._bodies(str(uid), "(UID BODY.PEEK[])").get(uid)

    def with_id(self, message_id: str) -> tuple[int, ...]:
        """The UIDs of the messages with this Message-ID."""
        quoted = message_id.replace("\\", "\\\\").replace('"', '\\"')
        kind, data = self.link.uid("SEARCH", "HEADER", "Message-ID", f'"{quoted}"')
        if kind != "OK" or not data or not data[0]:
            return ()
        return tuple(int(one) for one in data[0].split() if one.isdigit())

    def close(self) -> None:
        """End the session; what the server says to that doesn't matter."""
        with contextlib.suppress(imaplib.IMAP4.error, OSError, EOFError, FetchError):
            self.link.shutdown()
        self.link.let_go()

    def _bodies(self, uids: str, what: str) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        lines = [*self._fetched(uids, what), b""]
        for line, after in pairwise(lines):
            if not isinstance(line, tuple):
                continue
            # some servers tell the UID behind the message
            uid = _UID.search(line[0]) or (_UID.search(after) if isinstance(after, bytes) else None)
            if uid:
                found[int(uid[1])] = line[1]
        return found

    def _fetched(self, uids: str, what: str) -> list[Any]:
        kind, data = self.link.uid("FETCH", uids, what)
        if kind != "OK":
            raise FetchError("the server doesn't hand out its messages", where=self._address.href)
        return [line for line in data if line]

    def _number(self, name: str) -> int:
        _, data = self.link.response(name)
        given = data[0] if data else None
        if not isinstance(given, bytes) or not given.isdigit():
            raise FetchError(f"the server names no {name}", where=self._address.href)
        return int(given)


class _Link(imaplib.IMAP4):
    """imaplib's protocol over a checked socket, with a limit of size."""

    def __init__(
        self, address: MailAddress, hosts: Mapping[str, tuple[str, int]], seconds: float
    ) -> None:
        self._address, self._mapped, self._seconds = address, hosts, seconds
        self._lever: socket.socket | None = None
        self._left = SESSION_BYTES
        try:
            super().__init__(address.host, address.port, timeout=seconds)
        except BaseException:
            self.let_go()
            raise

    def _create_socket(self, timeout: float | None) -> socket.socket:
        opened = open_checked(self._address.host, self._address.port, self._mapped, self._seconds)
        self._lever = opened.dup()
        if self._address.scheme != "imaps":
            return opened
        try:
            secured: socket.socket = trusted_context().wrap_socket(
                opened, server_hostname=self._address.host
            )
        except BaseException:
            opened.close()
            self.let_go()
            raise
        return secured

    def watch(self, deadlines: Deadlines, deadline: Deadline) -> None:
        """Let `deadline` cut this connection from now on."""
        if self._lever is not None:
            deadlines.hold(deadline, self._lever)

    def let_go(self) -> None:
        """Let go of the lever."""
        if self._lever is not None:
            self._lever.close()
            self._lever = None

    def read(self, size: int) -> bytes:
        """A literal. Raises `FetchError` for one larger than a message may be."""
        if size > MAX_BYTES:
            raise FetchError(
                f"the message is larger than {MAX_BYTES:,} bytes", where=self._address.href
            )
        return self._counted(super().read(size))

    def readline(self) -> bytes:
        """A line, whose length imaplib limits."""
        return self._counted(super().readline())

    def _counted(self, got: bytes) -> bytes:
        self._left -= len(got)
        if self._left < 0:
            raise FetchError(
                f"the server sent more than {SESSION_BYTES:,} bytes", where=self._address.href
            )
        return got


def _received(given: bytes) -> datetime:
    """An INTERNALDATE in UTC: " 4-Mar-2026 12:00:00 +0100"."""
    written = given.decode("ascii", "replace").replace("-", " ", 2)
    return parsedate_to_datetime(written).astimezone(UTC)


def _sign_in(link: _Link, address: MailAddress, password: str) -> None:
    """Raises `RefusedAddress` where the server doesn't take the name and password."""
    try:
        if "AUTH=PLAIN" in link.capabilities:
            token = f"\0{address.user}\0{password}".encode()
            link.authenticate("PLAIN", lambda _: token)
        else:
            link.login(address.user, password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        # the server's words are left out: they may repeat what was sent
        raise RefusedAddress(
            f"the server doesn't take the password of {address.account}",
            where=address.href,
            hint="mend it in secrets.toml, or in the environment",
        ) from error


def _told(error: Exception, address: MailAddress, *, is_late: bool) -> FetchError:
    if is_late or isinstance(error, TimeoutError):
        return FetchError("no whole answer in time", where=address.href)
    said = " ".join(str(error).split())[:200]  # it may quote what the server sent
    return FetchError(f"the mail server can't be read: {said}", where=address.href)
