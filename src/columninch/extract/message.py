"""A mail message to a reading: a newsletter's text, its subject, sender and date.

Of parts that say the same in different forms the HTML is read, else the plain text (RFC 2046,
section 5.1.4). Attachments are named and not opened.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from columninch.errors import ReadingError
from columninch.extract.assemble import Piece, assemble, tidy
from columninch.extract.bylines import read_names
from columninch.extract.html_page import language_of
from columninch.extract.mail_body import letter_pieces, letter_tree, without_footers
from columninch.extract.plain import reading_with_hints
from columninch.extract.roundups.find import read_roundup
from columninch.formats.message import read_message
from columninch.records import PrintedDate, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from columninch.extract.page import Page
    from columninch.extract.roundups.find import Roundup
    from columninch.formats.message import Attached, Head, Part

FIRST_YEAR, LAST_YEAR = 1980, 2100
_PARAGRAPHS = re.compile(r"\n[ \t>]*\n+")
_SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
_SENT_BY = re.compile(r"\s+(?:from|at|of|via|von|bei|de|از|من)\s+|\s*[|·]\s*")
"""Between a writer and the outlet in a sender's name: "A. Writer from The Courier"."""


def read_letter(page: Page) -> Reading:
    """The reading of a message. Raises `ReadingError` where it holds no text."""
    message = read_message(page.body, where=page.url)
    title = tidy(message.head.subject) or (page.entry.title if page.entry else "")
    parts = list(_chosen(message.parts))
    roundup = _roundup(parts, message.head, title, page)
    if roundup:
        own = without_footers(roundup.own, title) if roundup.own else []
        pieces = own or [Piece("heading", one.heading) for one in roundup.articles]
    else:
        pieces = [piece for part in parts for piece in _part_pieces(part, title)]
    text, blocks = assemble([*pieces, *_named(message.attached)])
    if not pieces or not text:
        raise ReadingError(
            "the message holds no text", where=page.url, hint=_hint(message.attached)
        )
    language = language_of(f"{title}\n{text}", page, "")
    reading = Reading(title, text, blocks, language, published=_sent(message.head))
    reading = reading_with_hints(_with_sender(reading, message.head), page)
    if roundup:
        return replace(reading, form="roundup", embedded=roundup.articles)
    return reading


def _roundup(parts: Sequence[Part], head: Head, title: str, page: Page) -> Roundup | None:
    """The round-up that a letter is: other outlets' articles in full, as on a page.

    Links to the sender's own site lead to no other outlet, so the sender's domain stands for
    the page's address.
    """
    shown = [part for part in parts if part.kind == "text/html" and part.text.strip()]
    root = letter_tree(shown[0].text) if len(shown) == 1 else None
    if root is None:
        return None
    domain = head.sender_address.rpartition("@")[2]
    url = f"https://{domain}/" if re.fullmatch(r"[\w.-]+", domain) else ""
    return read_roundup(root, replace(page, url=url), frozenset([title]), head.sender_name)


def _chosen(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts in their order, of each set of alternatives only the best."""
    for part in parts:
        if part.alternative is None:
            yield part
            continue
        depth = len(part.alternative)
        rivals = [one for one in parts if one.path[:depth] == part.alternative]
        shown = [one for one in rivals if one.kind == "text/html" and one.text.strip()]
        best = (shown or [one for one in rivals if one.text.strip()] or rivals)[0]
        if part.path[: depth + 1] == best.path[: depth + 1] and part.kind == best.kind:
            yield part


def _part_pieces(part: Part, title: str) -> list[Piece]:
    if part.kind == "text/html":
        return letter_pieces(part.text, title)
    lines = _SIGNATURE.sub("", part.text.replace("\r\n", "\n").replace("\r", "\n"))
    found = [Piece("paragraph", one) for one in _PARAGRAPHS.split(lines) if tidy(one)]
    return without_footers(found, title)


def _named(attached: Iterable[Attached]) -> Iterator[Piece]:
    """The names of attached files; pictures are the letter's decoration."""
    for one in attached:
        if one.name and not one.kind.startswith("image/"):
            yield Piece("caption", one.name)


def _hint(attached: Sequence[Attached]) -> str:
    names = ", ".join(one.name or one.kind for one in attached[:5])
    return f"attachments are not read: {names}" if names else ""


def _sent(head: Head) -> PrintedDate | None:
    if head.date is None or not FIRST_YEAR <= head.date.year <= LAST_YEAR:
        return None
    at = head.date if head.date.tzinfo else head.date.replace(tzinfo=UTC)
    return PrintedDate(at.astimezone(UTC), "second", "mail date")


def _with_sender(reading: Reading, head: Head) -> Reading:
    """A sender's name is the outlet's; where it names both, the writer stands first."""
    name = head.sender_name or head.sender_address.rpartition("@")[2]
    parts = [part for part in _SENT_BY.split(name) if part.strip()]
    writers = read_names([(parts[0], False)], "").authors if len(parts) == 2 else ()
    if not writers:
        return replace(reading, outlet_name=name)
    return replace(reading, authors=writers, outlet_name=parts[1].strip())
