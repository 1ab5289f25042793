"""From the words that say who spoke, in English, to a speaker with name, role and body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from columninch.quotes.candidates import is_near
from columninch.quotes.wordsets import word_set
from columninch.records import Speaker

if TYPE_CHECKING:
    from columninch.quotes.candidates import Candidate
    from columninch.records import Span

_PRONOUNS = word_set("he she they i it we you who which")
_PERSONAL = frozenset(["he", "she", "who"])
_CAPITAL = r"(?:[A-Z][\w’'-]*\.?|[A-Z]\.)"
_PARTICLE = r"(?:de|da|del|der|den|di|du|la|le|van|von|bin|ibn|al|el|ben|bint|y)"
_NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+)*{_CAPITAL})*")
_FULL_NAME = re.compile(rf"\b[A-Z][\w’'-]+(?:[ \xa0](?:{_PARTICLE}[ \xa0])*{_CAPITAL}){{1,3}}")
_TITLES = word_set(
    "president vice prime minister senator sen rep representative congressman congresswoman "
    "gov governor mayor judge justice secretary general gen lt col colonel captain capt sgt "
    "sergeant major maj admiral professor prof dr doctor mr mrs ms miss sir lord lady dame "
    "king queen prince princess pope bishop archbishop father sister rev reverend rabbi "
    "imam sheikh chief director chairman chairwoman chair speaker leader deputy attorney "
    "former ambassador councillor councilman councilwoman commissioner sheriff officer "
    "inspector detective editor reporter correspondent columnist author actor actress coach "
    "spokesman spokeswoman spokesperson republican democratic democrat"
)
_COURTESY = frozenset(["mr", "mrs", "ms", "miss"])
_GENERIC = word_set(
    "officials police critics supporters experts opponents aides advisers lawmakers "
    "analysts prosecutors people reports sources researchers scientists residents witnesses "
    "authorities neighbours neighbors voters everyone nobody another both many some several "
    "one others organisers organizers campaigners activists lawyers doctors teachers "
    "workers fishermen republicans democrats economists investigators nobody someone no "
    "what that this these"
)
_NOT_NAMES = word_set(
    "the a an monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december but and yet in on "
    "at for when if as his her their our its he she they it we i you what who this that "
    "there"
)
_DETERMINER = re.compile(r"^(?:the|a|an|one|his|her|their|its|our|another)\s+", re.IGNORECASE)
_BODY = re.compile(r"^(?P<role>.+?),?\s+(?:of|for|at|with|from|in)\s+(?P<body>(?:the\s+)?[A-Z].*)$")
_BRACKETS = re.compile(r"\s*\((?P<inside>[^()]*)\)")


@dataclass(frozen=True, slots=True)
class _Known:
    """The full names that stand in a text, with their places."""

    names: tuple[tuple[int, str], ...]

    def full(self, surname: str, before: int) -> str:
        """The one full name that ends in `surname` and stands before, else `surname`."""
        fits = {
            name
            for place, name in self.names
            if place < before and name != surname and name.endswith(" " + surname)
        }
        shortest = min(fits, key=len, default=surname)
        # "Anna Lund" and "Anna B. Lund" are one person, "Anna Lund" and "Olof Lund" are two.
        first_names = {name.split()[0] for name in fits}
        return shortest if len(first_names) == 1 else surname


def english_speakers(text: str, found: tuple[Candidate, ...]) -> tuple[Speaker | None, ...]:
    """The speaker of each candidate, or None where the text doesn't say who spoke.

    A surname alone becomes the full name that stands before it, if there is just one; role
    and affiliation are then those given with it. A pronoun becomes the last named speaker,
    if near. Whoever has no name keeps the role: "a spokesman for the port".
    """
    known = _Known(tuple(_full_names(text)))
    given: dict[str, Speaker] = {}
    speakers: list[Speaker | None] = []
    last: Speaker | None = None
    for candidate in found:
        speaker = _speaker(text, candidate.source, known, given, last)
        if speaker is not None and speaker.name:
            given.setdefault(speaker.name, speaker)
            last = speaker
        speakers.append(speaker)
    return tuple(speakers)


def _full_names(text: str) -> list[tuple[int, str]]:
    names: list[tuple[int, str]] = []
    for found in _FULL_NAME.finditer(text):
        words = found[0].replace("\xa0", " ").split()
        while words and _bare(words[0]) in _TITLES | _NOT_NAMES:
            del words[0]
        titles = [place for place, word in enumerate(words) if _bare(word) in _TITLES]
        if titles:  # "Texas Gov. Anna Lund": the name begins behind the title
            words = words[titles[-1] + 1 :]
        if len(words) > 1:
            names.append((found.start(), _without_possessive(" ".join(words))))
    return names


def _speaker(
    text: str,
    source: Span | None,
    known: _Known,
    given: dict[str, Speaker],
    last: Speaker | None,
) -> Speaker | None:
    if source is None:
        return None
    phrase = " ".join(text[source.start : source.end].split())
    if phrase.lower() in _PRONOUNS:
        is_person = phrase.lower() in _PERSONAL
        if is_person and last is not None and is_near(last, source):
            return replace(last, span=source)
        return Speaker("", span=source)
    name, role, body = describe(phrase)
    if name and " " not in name:
        name = known.full(name, source.start)
    before = given.get(name)
    if before is not None:
        role, body = role or before.role, body or before.affiliation
    return Speaker(name, role, body, source)


def describe(phrase: str) -> tuple[str, str, str]:
    """Name, role and affiliation in a noun phrase; empty what it doesn't give.

    "Anna Lund, a harbour pilot for the Port of Karrow" and "harbour pilot Anna Lund" both
    have the name Anna Lund.
    """
    brackets = _BRACKETS.search(phrase)
    body = brackets["inside"] if brackets else ""
    head, *others = (part.strip() for part in _BRACKETS.sub("", phrase).split(","))
    others = [part for part in others if part and not part[0].isdigit()]
    name, role, own_body = _head(head)
    if not name and others:
        later, later_role, _ = _head(others[0])
        if later and not later_role and _bare(later.split()[0]) not in _TITLES:
            return later, role, own_body or body
    if others and not others[0].startswith(("who ", "which ", "whose ")):
        told, told_body = _role(", ".join(others) if len(others) < 3 else others[0])
        role, own_body = role or told, own_body or told_body
    return name, role, own_body or body


def _head(head: str) -> tuple[str, str, str]:
    owner = re.match(r"(?P<name>.+?)\s+(?:of|from|at)\s+(?P<body>(?:the\s+)?[A-Z].*)$", head)
    body = ""
    if owner and _is_person(owner["name"]):
        head, body = owner["name"], owner["body"]
    elif owner or re.search(r"\b(?:of|for|from|at|in|with|who|close)\b", head):
        role, body = _role(head)
        return ("", role, body) if _has_common_noun(role) else (_undetermined(head), "", "")
    words = _undetermined(head).split()
    at = len(words)
    while at > 0 and _begins_name(words, at - 1):
        at -= 1
    while at < len(words) and _bare(words[at]) in _TITLES:
        at += 1
    if any(_bare(word) in _TITLES for word in words[at:]):
        at = max(place for place, word in enumerate(words) if _bare(word) in _TITLES) + 1
    name = _without_possessive(" ".join(words[at:]))
    role = " ".join(word for word in words[:at] if _bare(word) not in _COURTESY)
    if name.lower() in _GENERIC or not words[at:]:
        return "", _undetermined(head), body
    return name, role, body


def _begins_name(words: list[str], place: int) -> bool:
    word = words[place]
    if re.fullmatch(_PARTICLE, word):
        return place + 1 < len(words) and place > 0 and words[place - 1][:1].isupper()
    return word[:1].isupper() or word[:1] == "@"


def _is_person(phrase: str) -> bool:
    """Whether a phrase before "of" is a name: two capitalised words, no determiner or title."""
    words = phrase.split()
    return (
        len(words) > 1
        and all(word[:1].isupper() for word in words)
        and not any(_bare(word) in _TITLES | _NOT_NAMES for word in words)
    )


def _has_common_noun(role: str) -> bool:
    return any(word[:1].islower() for word in role.split()) or _bare(role) in _TITLES | _GENERIC


def _role(phrase: str) -> tuple[str, str]:
    phrase = _undetermined(phrase)
    match = _BODY.match(phrase)
    return (match["role"], match["body"]) if match else (phrase, "")


def _undetermined(phrase: str) -> str:
    return _DETERMINER.sub("", phrase)


def _bare(word: str) -> str:
    return word.rstrip(".,").lower()


def _without_possessive(name: str) -> str:
    return re.sub(r"[’']s?$", "", name)
