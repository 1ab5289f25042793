"""What work that isn't pure is handed: the web, the vault, the clock, and mail.

The library's rooms never open a socket, a file of the archive or the system's clock by
themselves; whoever calls them hands these.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from columninch.records import ArchivedCopy, Capture, Damage, Response


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The present, in UTC."""
        ...


class Web(Protocol):
    """The one way out: every request of the product goes through it."""

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Response:
        """The answer to a GET, whatever its status (304 and 404 too).

        Raises `RefusedAddress` for an address that must not be asked, and `FetchError`
        where no answer came.
        """
        ...


class Vault(Protocol):
    """The append-only archive."""

    def store(self, response: Response, *, before: Capture | None = None) -> Capture:
        """The capture of `response`, whose bytes are on disk when this returns.

        Where `before`, the last capture of the same address, holds the same payload, only
        that it came again is written.
        """
        ...

    def payload(self, capture: Capture) -> bytes:
        """The payload of `capture`, checked against its hash.

        Raises `ArchiveError` where it is missing or not what it was.
        """
        ...


class Archives(Protocol):
    """Archive files that others made."""

    def copies(self, path: Path) -> Iterator[ArchivedCopy | Damage]:
        """Each copy of a page in the file at `path`, and each damage. Never raises."""
        ...

    def response(self, source_url: str, file: str, place: str) -> Response:
        """The copy at `place` of a file of a source: `file` below it, or itself where empty.

        Raises `ArchiveError`.
        """
        ...

    def response_in(self, record: bytes) -> Response:
        """The copy in the bytes of one WARC record. Raises `ArchiveError`."""
        ...


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message as a server lists it."""

    uid: int
    at: datetime
    """When the server received it, in UTC."""


class Mailbox(Protocol):
    """One folder of a mail server, opened for reading only: nothing in it is ever changed."""

    @property
    def validity(self) -> int:
        """As long as it stays the same, a UID stands for the same message (RFC 3501, 2.3.1.1)."""
        ...

    @property
    def next_uid(self) -> int:
        """No message has this UID or a higher one yet."""
        ...

    def arrived(self, first: int) -> tuple[Arrived, ...]:
        """The messages whose UIDs are `first` or higher, by their UIDs."""
        ...

    def heads(self, uids: tuple[int, ...]) -> Mapping[int, bytes]:
        """The headers of messages; one that is gone is left out."""
        ...

    def message(self, uid: int) -> bytes | None:
        """A message's bytes as received; None where it is gone."""
        ...

    def with_id(self, message_id: str) -> tuple[int, ...]:
        """The UIDs of the messages with this Message-ID."""
        ...


class MailServers(Protocol):
    """The way to mail: checked connections, signed in with a password that stays inside."""

    def open(self, url: str) -> AbstractContextManager[Mailbox]:
        """The folder at `url` (`imaps://user@host/folder`).

        Raises `RefusedAddress` where the address must not be asked or no password is
        known for it, and `FetchError` where the server can't be read at this moment.
        """
        ...


class Transcriber(Protocol):
    """A service that writes down what is said in a file of sound."""

    @property
    def sound(self) -> Web:
        """The same one way out, with room for sound."""
        ...

    @property
    def most_seconds(self) -> float:
        """A longer programme is not sent."""
        ...

    def transcript(self, sound: Response, language: str) -> Response:
        """The service's answer, as it came; `language` is the programme's, or empty.

        Raises `FetchError` where it has none; `can_retry` says whether it may have one later.
        """
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present, in UTC."""
        return datetime.now(UTC)  # the one place that may ask the machine


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still, so that a run repeats exactly."""

    at: datetime

    def now(self) -> datetime:
        """Always the same moment."""
        return self.at


@dataclass(frozen=True, slots=True)
class Tools:
    """What a stage's work may use beyond its value."""

    web: Web
    vault: Vault
    clock: Clock
    browser: Web | None = None
    """The same way out through a browser, for sources that need one; None: there is none."""
    archives: Archives | None = None
    """Archive files of others; None: they can't be read."""
    mail: MailServers | None = None
    """The way to mailboxes; None: there is none."""
    transcriber: Transcriber | None = None
    """What writes down programmes without captions; None: there is none."""
