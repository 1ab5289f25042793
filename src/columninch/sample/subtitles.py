"""Programmes: what is spoken, how long it takes, and its WebVTT file."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from columninch.sample.compose import Draft, paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")
_WORDS_A_SECOND = 2.4
_PAUSE_SECONDS = 0.7
_STARTS_AT = 1.5


def spoken(draft: Draft) -> Draft:
    """An article as a speaker reads it: a line a sentence, quotations in one breath."""
    lines: list[str] = []
    for line in draft.lines:
        has_quote = any(quote.text in line for quote in draft.quotes)
        lines += [line] if has_quote else _SENTENCE.split(line)
    return Draft(draft.title, tuple(lines), paragraphs(len(lines)), draft.quotes)


def cue_times(lines: Sequence[str]) -> tuple[tuple[float, float], ...]:
    """When each line begins and ends, in seconds."""
    lengths = [round(len(line.split()) / _WORDS_A_SECOND + 0.4, 2) for line in lines]
    ends = accumulate(length + _PAUSE_SECONDS for length in lengths)
    return tuple(
        (
            round(_STARTS_AT + end - length - _PAUSE_SECONDS, 2),
            round(_STARTS_AT + end - _PAUSE_SECONDS, 2),
        )
        for length, end in zip(lengths, ends, strict=True)
    )


def minutes_of(lines: Sequence[str]) -> float:
    """From the first word to the last, in minutes."""
    times = cue_times(lines)
    return round((times[-1][1] - times[0][0]) / 60, 4)


def vtt(lines: Sequence[str]) -> str:
    """The WebVTT file of a programme, a cue a line."""
    cues = [
        f"{number}\n{_stamp(start)} --> {_stamp(end)}\n{line}\n"
        for number, (line, (start, end)) in enumerate(
            zip(lines, cue_times(lines), strict=True), start=1
        )
    ]
    return "WEBVTT\n\nNOTE Spoken from the signal station\n\n" + "\n".join(cues)


def _stamp(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"00:{int(minutes):02}:{rest:06.3f}"
