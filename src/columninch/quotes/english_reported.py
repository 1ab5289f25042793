"""Reported speech in English: "X said that ...", "..., X said", "according to X, ..."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.quotes.candidates import Candidate
from columninch.quotes.english_subjects import FINITE, source_in, subject_before
from columninch.quotes.english_words import ANY_VERB, DOTTED, NO_BREAK, SAY_ONLY, SAY_VERB
from columninch.quotes.wordsets import word_set
from columninch.records import Span

if TYPE_CHECKING:
    from columninch.quotes.candidates import Paragraph
    from columninch.records import QuoteKind

_BESIDE = (
    r"(?!(?:he|she|it|they|there|we|no|nobody|nothing|this|that|these|those)\b)"
    r"(?:an?\s[^,¤]{2,60}|[a-z’'-]+(?:\s[a-z’'-]+){0,3}(?:\s(?:of|for|at|with|in)\s[^,¤]{2,60})?)"
)
ACCORDING_START = re.compile(
    r"(?P<cue>[Aa]ccording to|[Ii]n the words of)\s+(?:"
    rf"(?P<named>[A-Z][^,¤\"“”]{{2,60}}, {_BESIDE}),\s+|(?P<source>[^,¤\"“”]{{2,90}}),\s+"
    r"|(?P<bare>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})\s+(?=[a-z]))"
)
"""With what is told of the speaker between commas, or without, or without any comma."""
_END_ADJUNCT = (
    r"(?:\s+(?:reporters|(?:on|in|at|during|to|via|through|earlier|last|late|this)\s[^,¤\"“”]{2,50}"
    r"|[A-Z]\w+day))?"
)
_END_SUBJECT = re.compile(
    rf",\s+(?P<source>{DOTTED}{{1,90}}?)\s+(?P<cue>{SAY_VERB})\b{_END_ADJUNCT}[.!?]?\s*$"
)
_END_INVERTED = re.compile(rf",\s+(?P<cue>{SAY_ONLY})\s+(?P<source>{DOTTED}{{2,140}})[.!?]?\s*$")
_END_ACCORDING = re.compile(
    rf",?\s+(?P<cue>according to)\s+(?P<source>{DOTTED}{{2,140}})[.!?]?\s*$"
)
_VERB = re.compile(rf"\b(?P<cue>{ANY_VERB})\b")
_THAT = re.compile(rf"(?P<adjunct>\s{NO_BREAK}{{0,80}}?)?\s+that\s+")
_ADJUNCT_START = re.compile(
    r"\s+(?:(?:on|in|at|during|after|before|earlier|late|last|this|Monday|Tuesday|Wednesday|"
    r"Thursday|Friday|Saturday|Sunday|yesterday|today|through|via|of|to|by|as|from|CNN|reporters|"
    r"him|her|them|me|us|the|a|an|it|repeatedly|publicly)\b|[A-Z])"
)
_TOLD_OBJECT = re.compile(
    r"\s+(?:me|us|him|her|them|it|reporters|supporters|lawmakers|voters|viewers|journalists|"
    r"(?:the|a|an|his|her|their)\s+(?:[A-Z][\w’'.-]*\s*){1,5}|(?:[A-Z][\w’'.-]*\s*){1,4})"
    r"(?:\s*\bon\s+\w+day|\s*\bin an? \w+)?(?=\s+[a-z])"
)
_CLAUSE_START = re.compile(
    r"\s+(?:(?:he|she|it|they|we|I|you|there|this|that|these|those|the|a|an|his|her|their|its|our|"
    r"my|no|if|some|many|most|more|all|any|both|what|such|one|two|people|nearly|only|because|"
    r"although|even|not|nothing|anyone|everyone|despite)\b|[A-Z0-9$\"“¤])"
)

_LONGEST_SENTENCE = 3000
"""In characters: beyond, it is no sentence but a page without full stops."""


def find_reported(paragraph: Paragraph, sentence: Span) -> Candidate | None:
    """What a sentence tells that somebody said, or None; of several things the first."""
    if sentence.end - sentence.start > _LONGEST_SENTENCE:
        return None
    masked = paragraph.masked
    found = (
        _according_first(paragraph, sentence)
        or _said_last(paragraph, sentence)
        or _said_first(paragraph, sentence)
    )
    if found is None or len(masked[found.start : found.end].split()) < 2:
        return None
    return found


def _reported_candidate(
    paragraph: Paragraph, start: int, end: int, cue: Span, source: Span, rule: str
) -> Candidate:
    text = paragraph.text
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",:"):
        start += 1
    has_marks = any(start <= one.start and one.end <= end + 1 for one in paragraph.quoted)
    kind: QuoteKind = "mixed" if has_marks else "indirect"
    return Candidate(kind, start, end, cue, source, rule)


def _according_first(paragraph: Paragraph, sentence: Span) -> Candidate | None:
    match = ACCORDING_START.match(paragraph.masked, sentence.start, sentence.end)
    if match is None:
        return None
    return _reported_candidate(
        paragraph,
        match.end(),
        sentence.end,
        Span(*match.span("cue")),
        Span(*match.span(according_name(match))),
        "according to",
    )


def according_name(match: re.Match[str]) -> str:
    """Which group of `ACCORDING_START` holds the speaker."""
    return next(name for name in ("named", "source", "bare") if match[name])


def _said_last(paragraph: Paragraph, sentence: Span) -> Candidate | None:
    masked = paragraph.masked
    for pattern in (_END_ACCORDING, _END_INVERTED, _END_SUBJECT):
        match = pattern.search(masked, sentence.start, sentence.end)
        if match is None or match.start() - sentence.start < 12:
            continue
        if pattern is not _END_ACCORDING and match["cue"].split()[-1] not in _END_VERBS:
            continue
        source = source_in(masked, match, pattern is not _END_SUBJECT)
        told = masked[sentence.start : match.start()]
        if source is None or not _may_be_told(told) or FINITE.search(match["source"]):
            continue
        if re.match(r"(?:who|which|that|and|but)\b", masked[source.start :]):
            continue
        rule = "according to" if pattern is _END_ACCORDING else "said at end"
        return _reported_candidate(
            paragraph, sentence.start, match.start(), Span(*match.span("cue")), source, rule
        )
    return None


def _may_be_told(told: str) -> bool:
    """Whether a clause that stands before "X said" can be what X said: no mere setting."""
    return not re.match(r"\s*(?:\w+ing|In|On|At|During|After|Before|By|When|While|As)\b", told)


_END_VERBS = word_set(
    "said say says added adds wrote writes noted notes argued argues claimed claims "
    "announced explained explains told acknowledged warned reported reports suggested "
    "suggests tweeted believe believes predicted stated"
)


def _said_first(paragraph: Paragraph, sentence: Span) -> Candidate | None:
    masked = paragraph.masked
    for verb in _VERB.finditer(masked, sentence.start, sentence.end):
        source = subject_before(masked, sentence.start, verb.start())
        if source is None or masked[source.start : source.end] in _OWN:
            continue
        begin = _content_start(masked, verb, sentence.end)
        if begin is None:
            continue
        start, rule = begin
        cue = Span(*verb.span("cue"))
        return _reported_candidate(paragraph, start, sentence.end, cue, source, rule)
    return None


_OWN = frozenset({"I", "we", "We", "you", "You", "who", "which"})
"""Whoever speaks of himself does so inside somebody's speech; "who" leaves it open who."""


def _content_start(masked: str, verb: re.Match[str], end: int) -> tuple[int, str] | None:
    """Where what is said begins behind the cue, and by which rule; None where nothing is."""
    word = verb["cue"].split()[-1]
    that = _THAT.match(masked, verb.end(), end)
    if that and (not that["adjunct"] or _ADJUNCT_START.match(that["adjunct"])):
        return that.end(), "said that" if word in _BARE else "claims that"
    if word in {"told", "tell", "tells", "telling"}:
        told = _TOLD_OBJECT.match(masked, verb.end(), end)
        return (told.end(), "said") if told else None
    if word not in _BARE or not _CLAUSE_START.match(masked, verb.end(), end):
        return None
    return verb.end(), "said"


_BARE = word_set(
    "said say says saying added adds noted notes argued argues claimed claims insisted "
    "insists acknowledged warned suggested suggests contended contends predicted believes "
    "believe believed thinks think announced explained wrote declared stated conceded "
    "insist argue claim suggest predict"
)
