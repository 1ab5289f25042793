"""Articles composed from a language's phrases, no two paragraphs alike."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from .draft import Draft
from .draw import between, draw, drawn, one_in
from .pools import PHRASES, WORDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .pools import Phrases

PLACE = re.compile(r"\{(\w+)\}")
COUNT = 52
BRIEFEST = 60
"""A very short article has at most so many words."""
STARTS = datetime(2026, 4, 6, 5, 40, tzinfo=UTC)
FORMS = ("plain", "plain", "headed", "brief", "plain", "follow-up", "listed", "plain", "interview",
         "quoted", "long", "follow-up")  # fmt: skip
"""The shapes of articles, over and over."""


def composed(layout: str, language: str) -> tuple[Draft, ...]:
    """So many articles of a layout, in order of time."""
    phrases = PHRASES[language]
    told: list[Draft] = []
    taken: set[str] = set()
    for number in range(COUNT):
        title = next(one for one in _titles(phrases, layout, number) if one not in taken)
        taken.add(title)
        told.append(
            Draft(
                title=title,
                standfirst=_standfirst(phrases, layout, number),
                paragraphs=_paragraphs(phrases, language, layout, number, told),
                author=drawn(WORDING[language].authors, layout, number),
                published=STARTS + timedelta(minutes=431 * number),
            )
        )
    return tuple(told)


def _titles(phrases: Phrases, layout: str, number: int) -> Iterator[str]:
    for turn in range(40):
        frame = drawn(phrases.titles, layout, number, "title", turn)
        yield _filled(frame, phrases.slots, _fixed(phrases, layout, number), layout, number, turn)


def _paragraphs(
    phrases: Phrases, language: str, layout: str, number: int, earlier: list[Draft]
) -> tuple[str, ...]:
    form = FORMS[number % len(FORMS)]
    wording = WORDING[language]
    opening = _lead(phrases, layout, number, 0)
    if form == "brief":
        told = (f"{opening} {_sentences(phrases, layout, number, 1, count)}" for count in (2, 1))
        return (next((one for one in told if len(one.split()) <= BRIEFEST), opening),)
    size = between(9, 12, layout, number) if form == "long" else between(5, 11, layout, number)
    body = [
        _sentences(
            phrases, layout, number, at, 2 - one_in(5, layout, number, at) + one_in(2, number, at)
        )
        for at in range(size)
    ]
    heading = f"## {drawn(wording.headings, layout, number, 'heading')}"
    match form:
        case "interview":
            asks, answers = wording.labels
            first = draw(layout, number, "asked")
            asked = [wording.questions[(first + at) % len(wording.questions)] for at in range(4)]
            turns = zip(asked, body, strict=False)
            return opening, *(
                line for ask, answer in turns for line in (f"{asks} {ask}", f"{answers} {answer}")
            )
        case "headed" | "long":
            body.insert(size // 2, heading)
        case "listed":
            points = [f"- {_point(phrases, layout, number, at)}" for at in range(4)]
            body[2:2] = [heading, *points]
        case "quoted":
            body.insert(2, f"> {_said(phrases, layout, number)}")
        case "follow-up":
            body += background(earlier, layout, number)
        case _:
            pass
    return opening, *body


def background(earlier: list[Draft], layout: str, number: int) -> list[str]:
    """One or two paragraphs of an earlier article, word for word; often of the same one."""
    near = earlier[-9:] if one_in(2, layout, number, "near") else earlier[:2]
    whole = [one for one in near if sum(not _marked(p) for p in one.paragraphs) > 3]
    if not whole:
        return []
    chosen = [p for p in drawn(whole, layout, number, "background").paragraphs if not _marked(p)]
    return chosen[1 : 2 + draw(layout, number, "how many") % 2]


def _standfirst(phrases: Phrases, layout: str, number: int) -> str:
    if one_in(4, layout, number) or FORMS[number % len(FORMS)] == "brief":
        return ""
    told = _lead(phrases, layout, number, 90)
    return "" if told == _lead(phrases, layout, number, 0) else told


def _marked(paragraph: str) -> bool:
    return paragraph.startswith(("## ", "- ", "> "))


def _fixed(phrases: Phrases, layout: str, number: int) -> dict[str, str]:
    """What an article is about."""
    return {name: drawn(phrases.slots[name], layout, number, name) for name in ("town", "thing")}


def _lead(phrases: Phrases, layout: str, number: int, turn: int) -> str:
    frame = drawn(phrases.leads, layout, number, "lead", turn)
    return _filled(frame, phrases.slots, _fixed(phrases, layout, number), layout, number, turn)


def _sentences(phrases: Phrases, layout: str, number: int, at: int, count: int) -> str:
    """A paragraph's sentences; frames follow each other, so that none comes twice in a row."""
    told = []
    for place in range(count):
        key = (layout, number, "sentence", at, place)
        frames = phrases.quotes if one_in(4, *key) else phrases.details
        frame = frames[(draw(layout, number, "first") + 3 * at + place) % len(frames)]
        told.append(_filled(frame, phrases.slots, {}, *key))
    return " ".join(told)


def _point(phrases: Phrases, layout: str, number: int, at: int) -> str:
    key = (layout, number, "point", at)
    return _filled(phrases.points[at % len(phrases.points)], phrases.slots, {}, *key)


def _said(phrases: Phrases, layout: str, number: int) -> str:
    key = (layout, number, "said")
    return " ".join(_filled(phrases.said, phrases.slots, {}, *key, at) for at in range(2))


def _filled(
    frame: str, slots: Mapping[str, tuple[str, ...]], fixed: Mapping[str, str], *key: object
) -> str:
    """The frame with each place filled, its first letter a capital."""

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        return fixed.get(name) or drawn(slots[name], *key, name, found.start())

    told = PLACE.sub(fill, frame)
    return told[:1].upper() + told[1:]
