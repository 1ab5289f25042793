"""Timed Text to cues: W3C, Timed Text Markup Language 2 (TTML2), sections 8.1.5 and 12.3.1.

Paragraphs with their times; regions, styles and animation are passed over. Times of what a
paragraph stands in are added to its own, as for a parallel time container.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from lxml import etree

from columninch.errors import ReadingError
from columninch.extract.subtitles import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAME_RATE = 30.0
"""Frames a second where the document states none: TTML2, section 7.2.5."""

_CLOCK = re.compile(r"(\d{2,}):(\d{2}):(\d{2}(?:\.\d+)?)(?::(\d{2,}))?", re.ASCII)
_OFFSET = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(h|ms|m|s|f|t)", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


def read_ttml(body: bytes, *, where: str = "") -> tuple[Cue, ...]:
    """The cues of a TTML document, in its order. Raises `ReadingError` where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError(f"the file is no timed text: {error}", where=where) from error
    if root is None or etree.QName(root).localname != "tt":
        raise ReadingError("the file is no timed text", where=where)
    units = _units(root)
    return tuple(cue for one in root.iter("{*}p") if (cue := _cue(one, units)) is not None)


def _cue(paragraph: etree._Element, units: dict[str, float]) -> Cue | None:
    """A paragraph as a cue; None where it has no times."""
    base = sum(_seconds(one.get("begin"), units) or 0.0 for one in paragraph.iterancestors())
    begin = _seconds(paragraph.get("begin"), units)
    end = _seconds(paragraph.get("end"), units)
    lasts = _seconds(paragraph.get("dur"), units)
    if end is None and lasts is not None:
        end = (begin or 0.0) + lasts
    if begin is None or end is None or end < begin:
        return None
    text = "".join(_said(paragraph))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return Cue(base + begin, base + end, html.escape("\n".join(lines).strip(), quote=False))


def _said(paragraph: etree._Element) -> Iterator[str]:
    """The text, with a line feed for each break; line feeds of the file are spaces."""
    for event, node in etree.iterwalk(paragraph, events=("start", "end")):
        if event == "start" and isinstance(node.tag, str):
            if etree.QName(node).localname == "br":
                yield "\n"
            yield _spaced(node.text)
        elif event == "end" and node is not paragraph:
            yield _spaced(node.tail)


def _spaced(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _units(root: etree._Element) -> dict[str, float]:
    """The seconds of each unit of time, by the rates that the document states."""
    frame = 1 / (_rate(root, "frameRate") or FRAME_RATE)
    tick = 1 / (_rate(root, "tickRate") or 1.0)
    return {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "f": frame, "t": tick}


def _rate(root: etree._Element, name: str) -> float:
    stated = next((root.get(key) for key in root.attrib if etree.QName(key).localname == name), "")
    return float(stated) if stated and _NUMBER.fullmatch(stated) else 0.0


def _seconds(stated: str | None, units: dict[str, float]) -> float | None:
    told = (stated or "").strip()
    if clock := _CLOCK.fullmatch(told):
        hours, minutes, seconds, frames = clock.groups()
        return (
            int(hours) * 3600 + int(minutes) * 60 + float(seconds) + int(frames or 0) * units["f"]
        )
    if offset := _OFFSET.fullmatch(told):
        return float(offset.group(1)) * units[offset.group(2)]
    return None
