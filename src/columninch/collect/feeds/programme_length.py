"""How long a programme is, as its source states it."""

from __future__ import annotations

import re

LONGEST_SECONDS = 48 * 3600
"""What is longer is no programme but a mistake."""

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})(?:\.\d+)?", re.ASCII)
_PLAIN = re.compile(r"\d{1,7}(?:\.\d+)?", re.ASCII)
_ISO = re.compile(
    r"P(?:(\d{1,2})D)?T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,7})(?:\.\d+)?S)?", re.ASCII
)


def length_seconds(stated: str) -> float | None:
    """Seconds of what `stated` says, or None where it says nothing.

    Seconds alone (Media RSS, `duration`), with minutes and hours before them
    (`itunes:duration`), or as a duration of ISO 8601 (`PT1H2M3S`).
    """
    if _PLAIN.fullmatch(stated):
        seconds = float(stated)
    elif clock := _CLOCK.fullmatch(stated):
        seconds = _sum(clock.groups(), (3600, 60, 1))
    elif iso := _ISO.fullmatch(stated.upper()):
        seconds = _sum(iso.groups(), (86_400, 3600, 60, 1))
    else:
        return None
    return seconds if 0 < seconds <= LONGEST_SECONDS else None


def _sum(parts: tuple[str | None, ...], units: tuple[int, ...]) -> float:
    return float(sum(int(part or 0) * unit for part, unit in zip(parts, units, strict=True)))
