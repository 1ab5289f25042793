"""Subtitles to a reading: what was said, cue by cue, and how long it took.

Airtime is what the programme's source states, or else from the beginning of the first cue to the
end of the last: pauses between two speakers are the programme's, and a file whose clock begins
at ten hours counts from there.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.errors import ReadingError
from columninch.extract.assemble import Piece, assemble, tidy
from columninch.extract.decode import decode
from columninch.extract.plain import language_among, reading_with_hints
from columninch.extract.subtitles import Cue, read_srt, read_vtt
from columninch.extract.ttml import read_ttml
from columninch.records import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from columninch.extract.page import Page

LONGEST_BLOCK = 320
"""Characters after which a block ends at the next cue, though no sentence has."""
LONGEST_PAUSE = 3.0
"""Seconds of silence that end a block."""
_ENDS = (
    ".",
    "!",
    "?",
    "؟",
    "…",
    "۔",
    "。",
    ".”",
    ".»",
    '."',
    "؟»",
    "!»",
    "?”",
    "!”",
    "♪",
    ")",
    "]",
)


_TURN = re.compile(r"(?:(?<!\S)|^)(?:>>+|(?:&gt;){2,})[ \t]*|^[ \t]*[-–—][ \t]+(?=\S)", re.M)
"""What stands before another speaker's words."""
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>")
"""WebVTT, section 3.3: a voice span, and who speaks in it."""


def read_vtt_programme(page: Page) -> Reading:
    """The reading of a WebVTT file. Raises `ReadingError` where nothing is said in it."""
    return programme_of(read_vtt(decode(page.body, page.content_type), where=page.url), page)


def read_srt_programme(page: Page) -> Reading:
    """The reading of a SubRip file. Raises `ReadingError` where nothing is said in it."""
    return programme_of(read_srt(decode(page.body, page.content_type), where=page.url), page)


def read_ttml_programme(page: Page) -> Reading:
    """The reading of a TTML file. Raises `ReadingError` where nothing is said in it."""
    return programme_of(read_ttml(page.body, where=page.url), page)


def programme_of(cues: Sequence[Cue], page: Page) -> Reading:
    """The reading of a programme's cues. Raises `ReadingError` where nothing is said in them."""
    said = [cue for cue in without_repeats(cues) if tidy(cue.text)]
    text, blocks = assemble(merged(said))
    if not text:
        raise ReadingError("nothing is said in these subtitles", where=page.url)
    title = page.entry.title if page.entry else ""
    reading = Reading(title, text, blocks, language_among(text, page), form="programme")
    first = min(cue.starts_at_seconds for cue in said)
    last = max(cue.ends_at_seconds for cue in said)
    airtime = airtime_of(last - first, page)
    return replace(reading_with_hints(reading, page), airtime_seconds=airtime)


def airtime_of(spoken_seconds: float, page: Page) -> float:
    """How long a programme is: as its source states, but no less than is spoken in it.

    A programme has music and pictures before its first caption and after its last.
    """
    stated = page.entry.length_seconds if page.entry else None
    return max(spoken_seconds, stated or 0.0)


def without_repeats(cues: Sequence[Cue]) -> list[Cue]:
    """`cues` without lines that only roll up from the cue before, as live subtitles do."""
    kept: list[Cue] = []
    before: list[str] = []
    for cue in cues:
        lines = [tidy(line) for line in cue.text.split("\n") if tidy(line)]
        overlap = next(
            (n for n in range(min(len(lines), len(before)), 0, -1) if before[-n:] == lines[:n]), 0
        )
        touches = bool(kept) and cue.starts_at_seconds - kept[-1].ends_at_seconds < 1
        if overlap and touches:
            last = kept[-1]
            kept[-1] = replace(last, ends_at_seconds=max(last.ends_at_seconds, cue.ends_at_seconds))
            fresh = lines[overlap:]
            if fresh:
                kept.append(replace(cue, source=html.escape("\n".join(fresh), quote=False)))
        elif touches and (grown := _grown(before, lines)):
            kept.append(replace(cue, source=html.escape(grown, quote=False)))
        else:
            kept.append(cue)
        before = lines
    return kept


def _grown(before: list[str], lines: list[str]) -> str:
    """What a cue adds that repeats all that the one before showed, word by word, or empty."""
    shown, now = " ".join(before), " ".join(lines)
    return now[len(shown) :].strip() if shown and now.startswith(f"{shown} ") else ""


def merged(cues: Sequence[Cue]) -> list[Piece]:
    """Pieces of whole sentences: cues run together until one ends, a pause comes, or another
    speaks.
    """
    pieces: list[Piece] = []
    run: list[Cue] = []
    for cue, begins_turn in turns(cues):
        if run and (begins_turn or cue.starts_at_seconds - run[-1].ends_at_seconds > LONGEST_PAUSE):
            pieces.append(_piece(run))
            run = []
        run.append(cue)
        length = sum(len(one.text) for one in run)
        if tidy(cue.text).endswith(_ENDS) or length > LONGEST_BLOCK:
            pieces.append(_piece(run))
            run = []
    return [*pieces, _piece(run)] if run else pieces


def turns(cues: Sequence[Cue]) -> Iterator[tuple[Cue, bool]]:
    """Each cue, or each speaker's part of one, and whether another begins to speak with it.

    A speaker's part has the times of its cue, which are all that is known. Speakers are told by
    WebVTT's voices, by ">>", and by lines that begin with a dash.
    """
    before = ""
    for cue in cues:
        voices = _VOICE.findall(cue.source)
        changes = bool(voices) and voices[0] != before
        before = voices[-1] if voices else before
        parts = [part for part in _TURN.split(_VOICE.sub(_keep_turns, cue.source)) if tidy(part)]
        begins = bool(_TURN.match(cue.source)) or changes
        for place, part in enumerate(parts):
            yield replace(cue, source=part), begins or place > 0


def _keep_turns(found: re.Match[str]) -> str:
    """A mark between voices inside one cue, none before the first."""
    return "\n>>" if found.start() else ""


def _piece(run: Sequence[Cue]) -> Piece:
    return Piece(
        "cue",
        " ".join(cue.text for cue in run),
        starts_at_seconds=run[0].starts_at_seconds,
        ends_at_seconds=max(cue.ends_at_seconds for cue in run),
    )
