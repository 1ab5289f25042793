"""TTML to cues: what is said in a programme, with its times.

W3C, "Timed Text Markup Language 2 (TTML2)", sections 8 (content), 12 (timing) and 12.3.1 (time
expressions), which TTML1 and IMSC share; styles, regions and metadata are passed over.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from columninch.errors import ReadingError
from columninch.extract.subtitles import Cue
from columninch.formats.xml_tree import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

MAX_CUES = 100_000
LONGEST_SECONDS = 1_000_000
_CLOCK = re.compile(r"(\d{2,}):([0-5]\d):([0-6]\d)(?:\.(\d+)|:(\d{2,})(?:\.(\d+))?)?")
_OFFSET = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|s|f|t)")
_SECONDS = {"h": Fraction(3600), "m": Fraction(60), "s": Fraction(1), "ms": Fraction(1, 1000)}
_CONTENT = frozenset(["body", "div", "p", "span"])
_SPOKEN = frozenset(["p", "span", "br"])


@dataclass(frozen=True, slots=True)
class _Rates:
    """Frames, parts of frames and ticks in a second."""

    frames: Fraction
    sub_frames: int
    ticks: Fraction


@dataclass(frozen=True, slots=True)
class _Stretch:
    """When an element is there, in seconds; an end of None is not known."""

    begin: Fraction
    end: Fraction | None


def read_ttml(body: bytes, *, where: str = "") -> tuple[Cue, ...]:
    """The cues of a TTML file, by their times.

    Raises `ReadingError` where it is no TTML, is damaged, or declares a document type.
    """
    root = parse_xml(body, where=where)
    if _name(root) != "tt":
        raise ReadingError("the file's outermost element is not tt", where=where)
    found = next((one for one in root if _name(one) == "body"), None)
    if found is None:
        return ()
    rates = _rates(root)
    spoken = sorted(_spoken(found, rates, where), key=lambda one: one[0].begin)
    return tuple(_cues(spoken))


def _cues(spoken: list[tuple[_Stretch, str]]) -> Iterator[Cue]:
    """What has no end of its own lasts until the next begins."""
    for at, (stretch, text) in enumerate(spoken):
        later = (one.begin for one, _ in spoken[at + 1 : at + 50] if one.begin > stretch.begin)
        end = stretch.end if stretch.end is not None else next(later, stretch.begin)
        yield Cue(float(stretch.begin), float(max(end, stretch.begin)), html.escape(text, False))


def _spoken(body: etree._Element, rates: _Rates, where: str) -> Iterator[tuple[_Stretch, str]]:
    """Each paragraph, or each timed span of one, with its stretch."""
    whole = _stretch(body, _Stretch(Fraction(0), None), None, rates)
    waiting = [(body, whole)]
    count = 0
    while waiting:
        element, stretch = waiting.pop()
        if _name(element) == "p" or (_name(element) == "span" and not _has_timed(element)):
            told = _timed_runs(element, stretch, rates)
        else:
            told = []
            waiting.extend(reversed(list(_children(element, stretch, rates))))
        for one in told:
            count += 1
            if count > MAX_CUES:
                raise ReadingError(f"the file has more than {MAX_CUES:,} cues", where=where)
            yield one


def _children(
    element: etree._Element, stretch: _Stretch, rates: _Rates
) -> Iterator[tuple[etree._Element, _Stretch]]:
    """The content below an element, each with its stretch; in a sequence one follows another."""
    is_sequence = element.get("timeContainer") == "seq"
    before: _Stretch | None = None
    for child in element:
        if _name(child) in _CONTENT:
            before = _stretch(child, stretch, before if is_sequence else None, rates)
            yield child, before


def _timed_runs(
    paragraph: etree._Element, stretch: _Stretch, rates: _Rates
) -> list[tuple[_Stretch, str]]:
    """A paragraph as one run, or its spans where these have times of their own."""
    if not _has_timed(paragraph):
        return [(stretch, _text(paragraph))]
    runs = [(one, _text(span)) for span, one in _children(paragraph, stretch, rates)]
    return [(one, text) for one, text in runs if text.strip()]


def _has_timed(element: etree._Element) -> bool:
    return any(
        child.get("begin") is not None or child.get("dur") is not None or child.get("end")
        for child in element
        if _name(child) == "span"
    )


def _stretch(
    element: etree._Element, outer: _Stretch, before: _Stretch | None, rates: _Rates
) -> _Stretch:
    """Section 12.1: begin and end count from the parent's begin, or the sibling's end before."""
    origin = outer.begin
    if before is not None:
        origin = before.end if before.end is not None else before.begin
    begin = origin + (_time(element.get("begin"), rates) or 0)
    ends = [outer.end]
    stated, lasting = _time(element.get("end"), rates), _time(element.get("dur"), rates)
    if stated is not None:
        ends.append(origin + stated)
    if lasting is not None:
        ends.append(begin + lasting)
    known = [end for end in ends if end is not None]
    return _Stretch(begin, min(known) if known else None)


def _time(given: str | None, rates: _Rates) -> Fraction | None:
    """Seconds of a time expression; None where there is none, or one that can't be meant."""
    text = (given or "").strip()[:40]
    seconds: Fraction | None = None
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, whole, fraction, frames, parts = clock.groups()
        seconds = Fraction(int(hours) * 3600 + int(minutes) * 60 + int(whole))
        seconds += Fraction(f"0.{fraction}") if fraction else 0
        seconds += (int(frames or 0) + Fraction(int(parts or 0), rates.sub_frames)) / rates.frames
    elif offset := _OFFSET.fullmatch(text):
        unit = {**_SECONDS, "f": 1 / rates.frames, "t": 1 / rates.ticks}[offset[2]]
        seconds = Fraction(offset[1]) * unit
    return seconds if seconds is not None and seconds < LONGEST_SECONDS else None


def _rates(root: etree._Element) -> _Rates:
    """Section 7.2: thirty frames a second where nothing is said; ticks as frames, or one."""
    given = {str(key).rpartition("}")[2]: str(value) for key, value in root.attrib.items()}
    rate = _number(given.get("frameRate"), 30)
    numerator, _, denominator = (
        given.get("frameRateMultiplier", "1 1").replace(":", " ").partition(" ")
    )
    frames = rate * Fraction(_number(numerator, 1), _number(denominator, 1))
    sub_frames = _number(given.get("subFrameRate"), 1)
    usual = frames * sub_frames if "frameRate" in given else Fraction(1)
    ticks = Fraction(_number(given.get("tickRate"), 0)) or usual
    return _Rates(frames, sub_frames, ticks)


def _number(given: str | None, usual: int) -> int:
    text = (given or "").strip()
    is_number = text.isascii() and text.isdigit() and len(text) < 12
    return int(text) if is_number and int(text) else usual


def _text(element: etree._Element) -> str:
    """What is shown of a paragraph: metadata and animation left out, breaks as line ends."""
    parts = [element.text or ""]
    waiting = [(child, False) for child in reversed(element)]
    while waiting:
        one, is_done = waiting.pop()
        if is_done:
            parts.append(one.tail or "")
            continue
        waiting.append((one, True))
        if _name(one) == "br":
            parts.append("\f")
        elif _name(one) in _SPOKEN:
            parts.append(one.text or "")
            waiting.extend((child, False) for child in reversed(one))
    return "\n".join(" ".join(line.split()) for line in "".join(parts).split("\f"))


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
