"""A mail message as its headers and readable parts.

RFC 5322 and RFC 2045 to 2047, read leniently: what real mailers send is not always what they
should. Nothing outside the message is ever asked, nothing in it opened: attachments have a
name and a type here, and no more.
"""

from __future__ import annotations

import binascii
import codecs
import re
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.header import decode_header
from email.parser import BytesHeaderParser, BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING

from columninch.errors import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

MAX_BYTES = 50_000_000
MAX_HEAD_BYTES = 1_000_000
"""Of the message's own headers: thousands of lines, no newsletter's."""
MAX_PARTS = 1000
MAX_DEPTH = 30
MAX_LINES_OF_BOUNDARIES = 20_000
_HEAD_END = re.compile(rb"\r?\n\r?\n|\r\r")
_BOUNDARY_LINE = re.compile(rb"(?m)^--[^\s]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_AS_READ = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "utf-8"}
"""What mailers call by the smaller set's name is mostly the larger one."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part that holds text, in its order."""

    kind: str
    """Its media type, as "text/html"."""
    text: str
    path: tuple[int, ...]
    """Positions from the message down: parts of one container share all but the last."""
    alternative: tuple[int, ...] | None = None
    """The path of the container whose parts say the same in different forms (RFC 2046, 5.1.4)."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A part that is not read: its name as given, and its type."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a message's headers say."""

    message_id: str
    """Without its angle brackets; empty where there is none."""
    subject: str
    sender_name: str
    sender_address: str
    date: datetime | None
    """As sent, with its zone; without one the zone is not known (RFC 5322, "-0000")."""
    list_id: str = ""


@dataclass(frozen=True, slots=True)
class MailText:
    """What a message says."""

    head: Head
    parts: tuple[Part, ...] = field(default=())
    attached: tuple[Attached, ...] = field(default=())


def read_head(body: bytes) -> Head:
    """The headers of a message, or of its beginning; never raises."""
    found = _HEAD_END.search(body, 0, MAX_HEAD_BYTES)
    head = body[: found.start() if found else MAX_HEAD_BYTES]
    return _head(BytesHeaderParser(policy=policy.compat32).parsebytes(head))


def read_message(body: bytes, *, where: str = "") -> MailText:
    """The readable parts of a message.

    Raises `ReadingError` where it is larger, longer or deeper than the limits allow.
    """
    _require_bounds(body, where)
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(body)
        found = list(_leaves(message, where))
    except RecursionError as error:
        raise ReadingError("the message is nested too deeply", where=where) from error
    parts = tuple(
        Part(leaf.get_content_type(), part_text(leaf), path, alternative)
        for leaf, path, alternative in found
        if _is_readable(leaf)
    )
    attached = tuple(
        Attached(_file_name(leaf), leaf.get_content_type())
        for leaf, _, _ in found
        if not _is_readable(leaf)
    )
    return MailText(_head(message), parts, attached)


def _require_bounds(body: bytes, where: str) -> None:
    if len(body) > MAX_BYTES:
        raise ReadingError(f"the message is larger than {MAX_BYTES:,} bytes", where=where)
    found = _HEAD_END.search(body, 0, MAX_HEAD_BYTES)
    if found is None and len(body) > MAX_HEAD_BYTES:
        raise ReadingError(
            f"the message's headers are longer than {MAX_HEAD_BYTES:,} bytes", where=where
        )
    # before the parser sees it, whose cost grows with parts times depth
    lines = sum(1 for _ in _BOUNDARY_LINE.finditer(body))
    if lines > MAX_LINES_OF_BOUNDARIES or body.lower().count(b"boundary=") > MAX_PARTS:
        raise ReadingError(f"the message has more than {MAX_PARTS:,} parts", where=where)
    if body.lower().count(b"message/rfc822") > MAX_PARTS:
        raise ReadingError(f"the message has more than {MAX_PARTS:,} parts", where=where)


Leaf = tuple["Message[str, str]", tuple[int, ...], tuple[int, ...] | None]


def _leaves(message: Message[str, str], where: str) -> Iterator[Leaf]:
    """The parts that hold no others, in their order, with the path of each."""
    waiting: list[Leaf] = [(message, (), None)]
    seen = 0
    while waiting:
        part, path, alternative = waiting.pop()
        seen += 1
        if seen > MAX_PARTS:
            raise ReadingError(f"the message has more than {MAX_PARTS:,} parts", where=where)
        if len(path) > MAX_DEPTH:
            raise ReadingError("the message is nested too deeply", where=where)
        inner = part.get_payload()
        if not isinstance(inner, list):
            yield part, path, alternative
            continue
        if part.get_content_type() == "multipart/alternative":
            alternative = path
        waiting += [(one, (*path, at), alternative) for at, one in reversed(list(enumerate(inner)))]


def _is_readable(part: Message[str, str]) -> bool:
    """Whether a part is text that is shown, and no attachment."""
    if part.get_content_type() not in {"text/plain", "text/html"}:
        return False
    return part.get_content_disposition() != "attachment" and not _file_name(part)


def _file_name(part: Message[str, str]) -> str:
    try:
        name = part.get_filename("") or ""
    except (ValueError, LookupError, UnicodeError):
        return "?"
    return header_text(name)[:200]


def part_text(part: Message[str, str]) -> str:
    """The text of a leaf, its transfer encoding and charset undone; never raises."""
    body = _payload(part)
    charset = str(part.get_param("charset") or "")
    if part.get_content_type() == "text/html" and not charset:
        charset = _declared_inside(body)
    return decoded(body, charset)


def decoded(body: bytes, charset: str) -> str:
    """`body` as text: UTF-8 where it is that, else as declared, else as most mail is."""
    for name in ("utf-8", _codec(charset), "cp1252"):
        try:
            return body.decode(name) if name else body.decode("utf-8")
        except UnicodeDecodeError:
            continue
    return body.decode(_codec(charset) or "utf-8", "replace")


def _payload(part: Message[str, str]) -> bytes:
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _declared_inside(body: bytes) -> str:
    found = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", body[:4096], re.I)
    return found[1].decode("ascii", "replace") if found else ""


def _codec(label: str) -> str:
    """Python's name of a charset that gives text, or an empty string."""
    try:
        info = codecs.lookup(label.strip().strip("\"'").lower())
    except (LookupError, ValueError):
        return ""
    if not info._is_text_encoding or info.name in {"utf-7", "idna", "punycode"}:
        return ""
    if "escape" in info.name or info.name == "undefined":
        return ""
    return _AS_READ.get(info.name, info.name)


def _head(message: Message[str, str]) -> Head:
    name, address = _sender(message)
    return Head(
        message_id=_message_id(_raw(message, "message-id")),
        subject=header_text(_raw(message, "subject")),
        sender_name=name,
        sender_address=address,
        date=_date(_raw(message, "date")),
        list_id=header_text(_raw(message, "list-id"))[:200],
    )


def _raw(message: Message[str, str], name: str) -> str:
    """A header as it stands; bytes that are no ASCII come as surrogates."""
    return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")


def _sender(message: Message[str, str]) -> tuple[str, str]:
    given = _raw(message, "from")[:2000].encode("utf-8", "surrogateescape")
    name, address = parseaddr(" ".join(decoded(given, "").split()))
    return header_text(name).strip("\"' ")[:200], header_text(address)[:320]


def _message_id(given: str) -> str:
    """RFC 5322, 3.6.4: between angle brackets; mailers that forget them are forgiven."""
    found = re.search(r"<\s*([^<>\s]{1,500})\s*>", given)
    bare = found[1] if found else given.strip().strip("<>")
    is_sound = 0 < len(bare) <= 500 and bare.isascii() and bare.isprintable() and " " not in bare
    return bare if is_sound else ""


def _date(given: str) -> datetime | None:
    try:
        return parsedate_to_datetime(" ".join(given[:200].split()))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def header_text(given: object) -> str:
    """A header's value as people read it: encoded words undone (RFC 2047), on one line."""
    text = _CONTROLS.sub(" ", str(given)[:10_000].replace("\r\n", "").replace("\n", ""))
    try:
        pieces = decode_header(text)
    except (ValueError, LookupError, binascii.Error):
        pieces = [(text, None)]
    shown = "".join(
        piece if isinstance(piece, str) else decoded(piece, charset or "")
        for piece, charset in _joined(pieces)
    )
    raw = shown.encode("utf-8", "surrogateescape") if not shown.isprintable() else b""
    return " ".join((decoded(raw, "") if raw else shown).split())


def _joined(
    pieces: list[tuple[bytes | str, str | None]],
) -> Iterator[tuple[bytes | str, str | None]]:
    """Neighbours of one charset as one: some mailers cut a letter's bytes in two words."""
    held: tuple[bytes, str | None] | None = None
    for piece, charset in pieces:
        if isinstance(piece, bytes) and held is not None and held[1] == charset and charset:
            held = held[0] + piece, charset
            continue
        if held is not None:
            yield held
            held = None
        if isinstance(piece, bytes):
            held = piece, charset
        else:
            yield piece, charset
    if held is not None:
        yield held
