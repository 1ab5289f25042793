"""Caption files of a programme: what is one, and which of several is taken.

Feeds name them as `media:subTitle` (Media RSS 1.5.1), `podcast:transcript` (Podcasting 2.0),
as links with `rel="captions"`, or as enclosures and attachments of a caption type; watch pages
name them as `<track>` (HTML, section 4.8.11).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

CAPTION_TYPES = {
    "text/vtt": 0,
    "application/x-subrip": 1,
    "application/srt": 1,
    "text/srt": 1,
    "text/x-srt": 1,
    "application/ttml+xml": 2,
    "application/ttaf+xml": 2,
}
"""Media types, and how readily each is taken."""
CAPTION_ENDINGS = {".vtt": 0, ".srt": 1, ".ttml": 2, ".dfxp": 2}
TRANSCRIPT_TYPES = {"text/html": 3, "text/plain": 4}
"""What a transcript may be that a caption file is not: words without times."""
UNKNOWN_FORMAT = 2

_MACHINE = re.compile(r"\b(asr|auto|autom[aá]t\w*|machine\w*|generated|خودکار)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CaptionFile:
    """A file that carries the words of a programme."""

    url: str
    """Absolute."""
    kind: int
    """How readily its format is taken: 0 before 1."""
    language: str = ""
    """As stated: a BCP 47 tag, or empty."""
    is_automatic: bool = False
    """A machine wrote it, and whoever names it says so."""


def caption_format(url: str, media_type: str, *, named: bool) -> int | None:
    """How readily a file is taken as captions; None where it is none.

    `named`: what points at it calls it captions or a transcript, whatever its type.
    """
    bare = media_type.partition(";")[0].strip().lower()
    try:
        path = urlsplit(url).path.lower()
    except ValueError:
        return None
    known = CAPTION_TYPES.get(bare)
    if known is None:
        known = next((at for end, at in CAPTION_ENDINGS.items() if path.endswith(end)), None)
    if known is None and named:
        known = TRANSCRIPT_TYPES.get(bare, None if bare else UNKNOWN_FORMAT)
    return known


def is_machine_made(*told: str) -> bool:
    """Whether one of the words by which a file is named says that a machine wrote it."""
    return any(_MACHINE.search(word) for word in told)


def best_caption(
    files: Iterable[CaptionFile], languages: tuple[str, ...] = ()
) -> CaptionFile | None:
    """The file to take, or None where there is none.

    The first of `languages` that one of them is in goes first, then those that state no
    language; among these hand-made ones before automatic ones, then the format that is
    read best, then the order in which they were given.
    """
    wanted = [_primary(language) for language in languages if language]

    def rank(file: CaptionFile) -> tuple[int, bool, int]:
        spoken = _primary(file.language)
        if spoken in wanted:
            return wanted.index(spoken), file.is_automatic, file.kind
        return len(wanted) + bool(spoken), file.is_automatic, file.kind

    return min(files, key=rank, default=None)


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].strip().lower()
