"""Subtitles to a reading: what was said, cue by cue, and how long it took."""

from __future__ import annotations

import html
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
    from collections.abc import Sequence

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


def read_vtt_programme(page: Page) -> Reading:
    """The reading of a WebVTT file. Raises `ReadingError` where nothing is said in it."""
    return _reading(read_vtt(decode(page.body, page.content_type), where=page.url), page)


def read_srt_programme(page: Page) -> Reading:
    """The reading of a SubRip file. Raises `ReadingError` where nothing is said in it."""
    return _reading(read_srt(decode(page.body, page.content_type), where=page.url), page)


def read_ttml_programme(page: Page) -> Reading:
    """The reading of a TTML document. Raises `ReadingError` where nothing is said in it."""
    return _reading(read_ttml(page.body, where=page.url), page)


def _reading(cues: Sequence[Cue], page: Page) -> Reading:
    said = [cue for cue in without_repeats(cues) if tidy(cue.text)]
    text, blocks = assemble(merged(said))
    if not text:
        raise ReadingError("nothing is said in these subtitles", where=page.url)
    title = page.entry.title if page.entry else ""
    reading = Reading(title, text, blocks, language_among(text, page), form="programme")
    first = min(cue.starts_at_seconds for cue in said)
    last = max(cue.ends_at_seconds for cue in said)
    return replace(reading_with_hints(reading, page), airtime_seconds=last - first)


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
        else:
            kept.append(cue)
        before = lines
    return kept


def merged(cues: Sequence[Cue]) -> list[Piece]:
    """Pieces of whole sentences: cues run together until one ends or a pause comes."""
    pieces: list[Piece] = []
    run: list[Cue] = []
    for cue in cues:
        if run and cue.starts_at_seconds - run[-1].ends_at_seconds > LONGEST_PAUSE:
            pieces.append(_piece(run))
            run = []
        run.append(cue)
        length = sum(len(one.text) for one in run)
        if tidy(cue.text).endswith(_ENDS) or length > LONGEST_BLOCK:
            pieces.append(_piece(run))
            run = []
    return [*pieces, _piece(run)] if run else pieces


def _piece(run: Sequence[Cue]) -> Piece:
    return Piece(
        "cue",
        " ".join(cue.text for cue in run),
        starts_at_seconds=run[0].starts_at_seconds,
        ends_at_seconds=max(cue.ends_at_seconds for cue in run),
    )
