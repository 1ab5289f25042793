"""What a transcription service wrote down of a programme: segments with their times.

The answer's shape is that of OpenAI's `verbose_json`, which other services give too: a list
`segments`, each with `start` and `end` in seconds and its `text`, and the whole `duration`.
"""

from __future__ import annotations

import html
import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from columninch.errors import ReadingError
from columninch.extract.programmes import programme_of
from columninch.extract.subtitles import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.extract.page import Page
    from columninch.records import Reading


def read_spoken(page: Page) -> Reading:
    """The reading of a machine's transcript, marked as one. Raises `ReadingError`."""
    try:
        told = json.loads(page.body)
    except (ValueError, RecursionError) as error:
        raise ReadingError("the transcript is no JSON", where=page.url) from error
    if not isinstance(told, dict):
        raise ReadingError("the transcript has no segments", where=page.url)
    reading = programme_of(list(_cues(told.get("segments"))), page)
    length = _number(told.get("duration"))
    is_stated = length is not None and length >= (reading.airtime_seconds or 0)
    airtime = length if is_stated else reading.airtime_seconds
    return replace(reading, airtime_seconds=airtime, is_machine_made=True)


def _cues(segments: Any) -> Iterator[Cue]:
    for one in segments if isinstance(segments, list) else ():
        if not isinstance(one, dict) or not isinstance(one.get("text"), str):
            continue
        start, end = _number(one.get("start")), _number(one.get("end"))
        if start is not None and end is not None and start <= end:
            yield Cue(start, end, html.escape(one["text"], quote=False))


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and math.isfinite(value) and value >= 0 else None
