"""Subtitle files to cues: WebVTT as its standard's parser reads it, and SubRip.

WebVTT after the W3C's "WebVTT: The Web Video Text Tracks Format", sections 6.1 (file) and 6.4
(text); settings, regions and styles are passed over. SubRip has no standard: its cues are
read by the same rules with a comma in the times and a tag or two removed.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.errors import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)[.](\d{3})"
_LOOSE_TIME = r"(?:(\d{1,}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_VTT_TIMES = re.compile(rf"[ \t\f]*{_TIME}[ \t\f]*-->[ \t\f]*{_TIME}(?=[ \t\f]|$)")
_SRT_TIMES = re.compile(rf"\s*{_LOOSE_TIME}\s*-->\s*{_LOOSE_TIME}(?=\s|$)")
_SIGNATURE = re.compile(r"\ufeff?WEBVTT(?=[ \t\n]|$)")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[^\s.>]*)(?P<rest>[^>]*)(?:>|$)")
_SRT_BRACES = re.compile(r"\{\\[^}]*\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of a programme and what is said in it."""

    starts_at_seconds: float
    ends_at_seconds: float
    source: str
    """As in the file, with its tags; lines are joined by line feeds."""

    @property
    def text(self) -> str:
        """What is shown: without tags, with references resolved."""
        return html.unescape(_TAG.sub("", self.source))


def read_vtt(text: str, *, where: str = "") -> tuple[Cue, ...]:
    """The cues of a WebVTT file, in the file's order.

    Raises `ReadingError` where the file doesn't begin as the standard demands; whatever is
    wrong behind that costs a cue and no more.
    """
    text = _lines_ended(text)
    if not _SIGNATURE.match(text):
        raise ReadingError("the file does not begin with WEBVTT", where=where)
    return tuple(_cues(text.split("\n")[1:], _VTT_TIMES))


def read_srt(text: str, *, where: str = "") -> tuple[Cue, ...]:
    """The cues of a SubRip file, in the file's order. Raises `ReadingError` for none."""
    lines = _SRT_BRACES.sub("", _lines_ended(text).lstrip("\ufeff")).split("\n")
    cues = tuple(_cues(lines, _SRT_TIMES))
    if not cues:
        raise ReadingError("the file has no times as SubRip writes them", where=where)
    return cues


def _lines_ended(text: str) -> str:
    return text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")


def _cues(lines: list[str], times: re.Pattern[str]) -> Iterator[Cue]:
    """Each line of times with the lines behind it, up to an empty line or the next times."""
    at = 0
    while at < len(lines):
        match = times.match(lines[at])
        at += 1
        if match is None:
            continue
        start = at
        while at < len(lines) and lines[at] and "-->" not in lines[at]:
            at += 1
        body = lines[start:at]
        if at < len(lines) and "-->" in lines[at] and body and body[-1].strip().isdigit():
            body = body[:-1]  # the next cue's number, where the empty line is missing
        begins, ends = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        if ends >= begins:
            yield Cue(begins, ends, "\n".join(body))


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + int(fraction.ljust(3, "0")) / 1000
