"""One page read at two times: whether it says something else, and whether it says that it does.

Compared is what was read, never the bytes: advertisements and counters change with each visit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from columninch.text.difference import ParagraphChange, changed_paragraphs
from columninch.text.normalise import fold
from columninch.text.words import words

if TYPE_CHECKING:
    from columninch.records import PrintedDate, Reading

Part = Literal["title", "text", "authors", "published"]

SAME_ARTICLE = 0.2
"""Of the old words that a page at another address must still have to be the same article."""
MOST_GONE = 0.05
"""Of a growing page's words that may go, as its summary changes: more, and it was edited."""

_SEARCHED = "htmldate"
_NOTE = re.compile(
    r"^\W*(?:correction|corrected|clarification|editor'?s note|this (?:article|story|piece|report) "
    r"(?:was|has been) (?:amended|updated|corrected|edited)|update[ds]?\b\W*(?:on|at|:|\d)"
    r"|korrektur|berichtigung|anmerkung der redaktion|rectificatif|mise a jour|correccion"
    r"|fe de errores|rettifica|correzione|aggiornamento|duzeltme|guncelleme"
    r"|اصلاحیه|تصحیح|توضیح|به ?روز ?رسانی|تصحيح|تحديث)|"
    r"(?:was|has been) (?:amended|corrected|updated) (?:on|to)\b"
)
"""Of a folded paragraph in which an outlet says that it changed the text."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What changed from one version of a text to the next."""

    parts: frozenset[Part]
    paragraphs: tuple[ParagraphChange, ...]
    is_stated: bool
    """The page says when it was updated, or has a note of correction that it had not before."""
    has_grown: bool
    """A live page to which something was added, and from which next to nothing was taken."""

    @property
    def is_silent(self) -> bool:
        """The words changed, and the page doesn't say so."""
        return bool({"text", "title"} & self.parts) and not self.is_stated and not self.has_grown


def changed_parts(old: Reading, new: Reading) -> frozenset[Part]:
    """What of a reading differs.

    A time of update alone is no change: many sites write a new one each time that they are
    asked. A date that was searched for, and stands nowhere by itself, is none either.
    """
    parts: set[Part] = set()
    if old.title != new.title:
        parts.add("title")
    if old.text != new.text:
        parts.add("text")
    if old.authors != new.authors:
        parts.add("authors")
    if _dates_differ(old.published, new.published):
        parts.add("published")
    return frozenset(parts)


def has_changed(old: Reading, new: Reading) -> bool:
    """Whether anything of a reading that counts differs."""
    return bool(changed_parts(old, new))


def why_no_version(old: Reading, new: Reading, *, has_moved: bool) -> str | None:
    """Why a page that was read anew is no new version of the old; None where it is one.

    Empty where it says the same. `has_moved`: it came from another address than the old one.
    """
    if new.is_teaser and not old.is_teaser:
        return "the page shows only the beginning now"
    if has_moved and not _is_same_article(old, new):
        return "the address leads to another page now"
    if changed_parts(old, new) or _embedded_words(old) != _embedded_words(new):
        return None
    return ""


def edit_between(old: Reading, new: Reading) -> Edit:
    """What changed from the `old` reading to the `new` one."""
    paragraphs = changed_paragraphs(old.text, new.text)
    return Edit(
        parts=changed_parts(old, new),
        paragraphs=paragraphs,
        is_stated=_says_updated(old, new) or _has_note(paragraphs),
        has_grown=new.form == "live" and _has_grown(paragraphs),
    )


def _dates_differ(old: PrintedDate | None, new: PrintedDate | None) -> bool:
    if old is None or new is None or _SEARCHED in {old.evidence, new.evidence}:
        return False
    return (old.evidence == new.evidence and old.at != new.at) or old.day() != new.day()


def _is_same_article(old: Reading, new: Reading) -> bool:
    if old.title and fold(old.title) == fold(new.title):
        return True
    was, now = _word_set(old.text), _word_set(new.text)
    return len(was & now) >= SAME_ARTICLE * max(len(was), 1)


def _embedded_words(reading: Reading) -> list[tuple[str, str]]:
    return sorted((one.heading, one.reading.text) for one in reading.embedded)


def _says_updated(old: Reading, new: Reading) -> bool:
    if new.updated is None:
        return False
    return old.updated is None or new.updated.at > old.updated.at


def _has_note(paragraphs: tuple[ParagraphChange, ...]) -> bool:
    """Whether a note of correction came in, as a paragraph or in one."""
    for one in paragraphs:
        if one.new is None or one.kind == "same":
            continue
        if _NOTE.search(fold(one.new)) and not (one.old and _NOTE.search(fold(one.old))):
            return True
    return False


def _has_grown(paragraphs: tuple[ParagraphChange, ...]) -> bool:
    pieces = [piece for one in paragraphs for piece in one.pieces]
    gone = sum(len(piece.text) for piece in pieces if piece.kind == "gone")
    kept = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    return any(one.kind == "new" for one in paragraphs) and gone <= MOST_GONE * (gone + kept)


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text[span.start : span.end] for span in words(text))
