"""How outlets bring in what people say: manners for each voice, in English and Persian.

The truth of a quotation is what stands between its marks: where a newspaper turns the final
stop into a comma, or breaks a line in two, so does the truth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.sample.material import people
from columninch.sample.wording import Worded, quote_of

if TYPE_CHECKING:
    from columninch.sample.material import Person, Saying

_BREAK = re.compile(r"(?<=[.!?؟])\s+")


@dataclass(frozen=True)
class Voice:
    """An outlet's manners, taken in turn.

    In a pattern `{quote}` is the line and `{rest}` its second half, `{clause}` what is told;
    `{who}` names the speaker at a sentence's end, `{subject}` before a verb.
    """

    direct: tuple[str, ...]
    told: tuple[str, ...]


def told_by(saying: Saying, voice: Voice, language: str, turn: int, *, is_known: bool) -> Worded:
    """A sentence or two with what `saying` says; `is_known`: the speaker was named before."""
    person = people()[saying.speaker, language]
    names = _names(person, language, is_known=is_known)
    if saying.is_told:
        clause = saying.text.rstrip(".")
        text = voice.told[turn % len(voice.told)].format(clause=clause, **names)
        return Worded(text, (quote_of(saying.speaker, clause, language, is_told=True),))
    pattern = voice.direct[turn % len(voice.direct)]
    parts = _BREAK.split(saying.text, maxsplit=1) if "{rest}" in pattern else [saying.text]
    if "{rest}" in pattern and len(parts) == 1:
        pattern = voice.direct[0]
    if "{quote}," in pattern or "{quote}»" in pattern:
        parts[0] = parts[0].removesuffix(".")
    if "{rest}»" in pattern:
        parts[-1] = parts[-1].removesuffix(".")
    text = pattern.format(quote=parts[0], rest=parts[-1], **names)
    for doubled, single in _DOUBLED:
        text = text.replace(doubled, single)
    quotes = tuple(quote_of(saying.speaker, part, language, is_told=False) for part in parts)
    return Worded(text, quotes)


_DOUBLED = (("?,”", "?”"), ("!,”", "!”"), ("؟».", "؟»"), ("؟»؛", "؟»"), ("!».", "!»"))
"""A line that ends in a mark of its own needs no other."""


def _names(person: Person, language: str, *, is_known: bool) -> dict[str, str]:
    if is_known:
        return {"who": person.short, "subject": person.short}
    if language == "fa":
        who = f"{person.name}، {person.role} {person.org}".rstrip()
        return {"who": who, "subject": f"{who}،"}
    of = f" of {person.org}" if person.org else ""
    who = f"{person.name}, {person.role}{of}"
    return {"who": who, "subject": f"{who},"}


VOICES: dict[str, dict[str, Voice]] = {
    "en": {
        "plain": Voice(
            ("“{quote},” said {who}.", "{subject} said: “{quote}”"),
            ("{subject} said that {clause}.", "According to {subject} {clause}."),
        ),
        "close": Voice(
            ("“{quote},” {subject} said.", "{subject} told us: “{quote}”"),
            ("{subject} told us that {clause}.", "{subject} says {clause}."),
        ),
        "old": Voice(
            ("{subject} declared: “{quote}”", "“{quote},” remarked {who}."),
            ("{subject} maintained that {clause}.", "{subject} stated that {clause}."),
        ),
        "radio": Voice(
            ("{subject} told this station: “{quote}”", "“{quote},” said {who}."),
            ("{subject} told us that {clause}.", "{subject} said that {clause}."),
        ),
        "split": Voice(
            ("{subject} said: “{quote}”", "“{quote},” said {who}. “{rest}”"),
            ("{subject} said that {clause}.", "{subject} added that {clause}."),
        ),
        "told": Voice(
            ("“{quote},” {subject} told The Meridian.", "“{quote},” said {who}."),
            ("{subject} insisted that {clause}.", "{subject} acknowledged that {clause}."),
        ),
        "agency": Voice(
            ("“{quote},” {subject} said.", "{subject} told reporters: “{quote}”"),
            ("{subject} said that {clause}.", "{subject} confirmed that {clause}."),
        ),
    },
    "fa": {
        "plain": Voice(
            ("{subject} گفت: «{quote}».", "{subject} تأکید کرد: «{quote}»."),
            ("به گفتهٔ {subject} {clause}.", "{subject} گفت که {clause}."),
        ),
        "old": Voice(
            ("{subject} اظهار داشت: «{quote}».", "{subject} افزود: «{quote}»."),
            ("{subject} اعلام کرد که {clause}.", "به گفتهٔ {subject} {clause}."),
        ),
        "close": Voice(
            ("«{quote}»؛ این را {subject} می‌گوید.", "{subject} به ما گفت: «{quote}»."),
            ("{subject} می‌گوید که {clause}.", "به گفتهٔ {subject} {clause}."),
        ),
        "agency": Voice(
            ("{subject} گفت: «{quote}».", "{subject} به خبرنگاران گفت: «{quote}»."),
            ("به گفتهٔ {subject} {clause}.", "{subject} خبر داد که {clause}."),
        ),
    },
}
