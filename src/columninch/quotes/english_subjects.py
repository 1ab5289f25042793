"""Where the words that say who spoke begin and end, in English, without a parser."""

from __future__ import annotations

import re

from columninch.records import Span

LEADING = re.compile(
    r"^(?:(?:But|And|Yet|So|Still|Meanwhile|However|Also|Later|Then|Instead|Even|Now|Though|"
    r"Although|While|When|As|Because|If|Nor|Or|Plus|but|and|yet|so|as|while|though|when|because|"
    r"since|where|what|how|than|if|which|like)\s*,?\s+|(?:[Oo]n|[Ii]n|[Ee]arlier|[Ll]ast|[Ll]ate|"
    r"[Tt]his)\s+(?:on\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{4}|week|month|year|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s+\d{1,2})?)(?:\s+(?:morning|afternoon|evening|night))?\s*,?\s+)"
)
_SUBJECT_STARTS = re.compile(
    r"(?:[A-Z“\"@]|(?:he|she|it|they|we|you|one|some|many|most|several|few|others?|the|a|an|his|"
    r"her|their|its|our|my|this|that|these|those|both|two|three|four|five|officials|critics|"
    r"supporters|experts|opponents|aides|advisers|lawmakers|analysts|police|prosecutors|people|"
    r"reports|sources|researchers|scientists|residents|witnesses|authorities|neighbou?rs|voters|"
    r"everyone|nobody|no one|another|anyone|who|which)\b)"
)
FINITE = re.compile(
    r"\b(?:is|was|are|were|has|had|have|would|will|could|can|did|does|been|said|says|to)\b"
)
_APPOSITIVE = re.compile(
    r"^(?:an?|the|who|whose|which|\d+|[a-z’'-]+|one|his|her|their|its|Jr|Sr|[DRI]-)\b|^\(?[DRI]-"
    r"|^[A-Z][\w.’'-]*(?:\s[\w’'-]+){0,4}\s(?:of|for|at)\s|^[A-Z][a-z]+\.?$"
)


def source_in(text: str, match: re.Match[str], is_after_verb: bool) -> Span | None:
    """The noun phrase inside what a pattern took for one, or None where there is none."""
    start, end = match.span("source")
    if is_after_verb:
        return _source_after(text, start, end)
    return subject_before(text, start, match.start("cue"))


_AFTER_STOPS = re.compile(
    r",\s+(?=(?:and|but|as|while|when|in|on|after|before|which|adding|noting|referring|calling|"
    r"speaking|citing|though|although|because)\b)|\s+(?:when|while|after|before|during|in an?|in "
    r"reference|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Twitter|Facebook|CNN|NBC|ABC|Fox)|"
    r"as (?:he|she|they)|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|last (?:week|month|year|night))\b"
)


def _source_after(text: str, start: int, end: int) -> Span | None:
    stop = _AFTER_STOPS.search(text, start, end)
    if stop:
        end = stop.start()
    if not _may_be_subject(text[start:end]):
        return None
    parts = list(re.finditer(r"[^,]+", text[start:end]))
    stop_at = end
    for one, part in enumerate(parts[1:], 1):
        if one > 2 or not _APPOSITIVE.match(part[0].strip()):
            stop_at = start + part.start() - 1
            break
    while stop_at > start and (text[stop_at - 1].isspace() or text[stop_at - 1] in ",."):
        stop_at -= 1
    return Span(start, stop_at) if stop_at > start else None


_ROLE_AND_NAME = re.compile(r"[a-z][\w’'-]*(?:\s[\w’'.-]+){0,5}?\s[A-Z]")


def _may_be_subject(phrase: str) -> bool:
    """Whether a phrase begins as people and bodies do, or is a role with a name behind it."""
    return bool(_SUBJECT_STARTS.match(phrase) or _ROLE_AND_NAME.match(phrase))


_CLAUSE_BREAK = re.compile(
    r"[;:—–]\s*|\s-+\s|\bthat\s+|\b(?:because|while|although|though|whereas|when|if|but|as)\s+"
    r"|,\s+(?:and|but|so|as)\s+|[\"”]\s*"
)


def subject_before(text: str, start: int, verb: int) -> Span | None:
    """The noun phrase that ends before `verb` and begins at `start` or later, or None."""
    for found in _CLAUSE_BREAK.finditer(text, start, verb):
        if text[found.end() : verb].strip():
            start = found.end()
    start = _behind_leading(text, start, verb)
    end = start + len(text[start:verb].rstrip())
    if end > start and text[end - 1] == ",":
        return _with_appositive(text, start, end - 1)
    comma = text.rfind(", ", start, end)
    if comma < 0:
        return _noun_phrase(text, start, end)
    tail = text[comma + 2 : end]
    if re.match(r"(?:who|which)\b", tail):
        return _with_appositive(text, start, comma)
    if tail[0].islower() and not _SUBJECT_STARTS.match(tail):
        return _with_appositive(text, start, end)
    return _noun_phrase(text, comma + 2, end)


def _behind_leading(text: str, start: int, end: int) -> int:
    """Where the clause goes on behind "But", "On Tuesday" and the like."""
    while (leading := LEADING.match(text[start:end])) is not None:
        start += leading.end()
    return start


def _with_appositive(text: str, start: int, end: int) -> Span | None:
    """'NAME, ROLE' of which the closing comma stood at `end`."""
    pieces = list(re.finditer(r"[^,]+", text[start:end]))
    first = len(pieces) - 1
    while first > 0 and _APPOSITIVE.match(pieces[first][0].strip()):
        first -= 1
    if first == len(pieces) - 1 and first > 0:
        first -= 1
    if not pieces or first == len(pieces) - 1:
        return None
    begin = start + pieces[first].start()
    begin += len(pieces[first][0]) - len(pieces[first][0].lstrip())
    head = _noun_phrase(text, begin, start + pieces[first].end())
    return Span(head.start, end) if head else None


def _noun_phrase(text: str, start: int, end: int) -> Span | None:
    start = _behind_leading(text, start, end)
    while start < end and text[start] in ' \t\n"“(':
        start += 1
    phrase = text[start:end].rstrip()
    if not phrase or len(phrase.split()) > 16 or not _may_be_subject(phrase):
        return None
    if FINITE.search(re.sub(r"\b(?:who|which|that)\b.*", "", phrase)):
        return None
    return Span(start, start + len(phrase))
