"""A transcript with time stamps to a reading: who said what, and when it began.

There is no standard. Read are lines that begin with a stamp of hours, minutes and seconds or
of minutes and seconds, bare or in brackets: "[00:01:23] NAME: ...". A turn lasts until the
next stamp; how long the last one took isn't known, so it takes no time.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from columninch.errors import ReadingError
from columninch.extract.assemble import Piece, assemble, tidy
from columninch.extract.decode import decode
from columninch.extract.plain import LONGEST_TITLE, language_among, reading_with_hints
from columninch.extract.programmes import airtime_of
from columninch.extract.subtitles import Cue
from columninch.records import Reading
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.extract.page import Page

HEAD_BYTES = 16_384
FEWEST_STAMPS = 3
_TIME = r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)(?:[.,]\d{1,3})?"
_STAMP = re.compile(
    rf"[ \t\u200e\u200f\ufeff]*(?:\[{_TIME}\]|\({_TIME}\)|{_TIME}(?=[ \t]|$))[ \t:–—-]*"
)


def is_transcript(start: bytes) -> bool:
    """Whether a text that begins so is a transcript: three stamps or more, in rising order."""
    lines = start[:HEAD_BYTES].decode("utf-8", "replace").splitlines()
    stamps = [_seconds(found) for line in lines if (found := _STAMP.match(line))]
    return (
        len(stamps) >= FEWEST_STAMPS
        and len(stamps) * 4 >= sum(1 for line in lines if line.strip())
        and all(earlier <= later for earlier, later in pairwise(stamps))
    )


def read_transcript(page: Page) -> Reading:
    """The reading of a transcript. Raises `ReadingError` where nothing is said in it."""
    text = decode(page.body, page.content_type).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if _STAMP.match(line)), len(lines))
    cues = tuple(_turns(lines[first:]))
    head = tidy(" ".join(lines[:first]))
    title = page.entry.title if page.entry else ""
    if not title and word_count(head) <= LONGEST_TITLE:
        title, head = head, ""
    turns = [
        Piece("cue", cue.text, cue.starts_at_seconds, cue.ends_at_seconds)
        for cue in cues
        if tidy(cue.text)
    ]
    if not turns:
        raise ReadingError("nothing is said in this transcript", where=page.url)
    said, blocks = assemble([Piece("paragraph", head), *turns])
    reading = Reading(title, said, blocks, language_among(said, page), form="programme")
    ends = max(cue.ends_at_seconds for cue in cues)
    airtime = airtime_of(ends - cues[0].starts_at_seconds, page)
    return replace(reading_with_hints(reading, page), airtime_seconds=airtime)


def _turns(lines: list[str]) -> Iterator[Cue]:
    """Each stamp with all that stands before the next."""
    turns: list[tuple[float, list[str]]] = []
    for line in lines:
        found = _STAMP.match(line)
        if found:
            turns.append((_seconds(found), [line[found.end() :]]))
        elif turns:
            turns[-1][1].append(line)
    begins = [at for at, _ in turns]
    for (at, said), after in zip(turns, [*begins[1:], begins[-1]], strict=True):
        yield Cue(at, max(at, after), html.escape("\n".join(said), quote=False))


def _seconds(found: re.Match[str]) -> float:
    groups = found.groups()
    hours, minutes, seconds = next(
        groups[at : at + 3] for at in (0, 3, 6) if groups[at + 1] is not None
    )
    return float(int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds))
