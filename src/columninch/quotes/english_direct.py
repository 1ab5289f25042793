"""Direct speech in English: what stands round a stretch in quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.quotes.candidates import Candidate
from columninch.quotes.english_reported import ACCORDING_START, according_name
from columninch.quotes.english_subjects import LEADING, source_in, subject_before
from columninch.quotes.english_words import (
    DOTTED,
    NO_BREAK,
    NOUN_PHRASE,
    QUOTE_VERB,
    SAY_VERB,
    SPOKEN_VERBS,
)
from columninch.records import Span

if TYPE_CHECKING:
    from columninch.quotes.candidates import Paragraph
    from columninch.quotes.marks import Quoted

_RIGHT_SUBJECT = re.compile(rf"[\s,—–-]*{NOUN_PHRASE}\s+(?P<cue>{SAY_VERB})\b")
_RIGHT_INVERTED = re.compile(
    rf"[\s,—–-]*(?P<cue>{SPOKEN_VERBS})\s+(?P<source>(?!(?:that|to|he|she|it|they|we|I|there)\b){DOTTED}{{2,160}})"
)
_ACCORDING = re.compile(rf"[\s,—–-]*(?P<cue>according to)\s+(?P<source>{DOTTED}{{2,120}})")
_LEFT_CUE = re.compile(
    rf"(?P<cue>{QUOTE_VERB})\b(?P<adjunct>(?:\s+{NO_BREAK}{{0,90}}?)?)(?P<mark>\s*[,:]|)\s*$"
)

_FARTHEST = 1000
"""In characters: how far from the marks a cue may stand."""


def find_direct(
    paragraph: Paragraph, place: int, quoted: Quoted, previous: Candidate | None
) -> Candidate | None:
    """What a quoted stretch (number `place` of its paragraph) is, or None for mere marks.

    `previous` is the last thing said before: its speaker may go on.
    """
    left_start = paragraph.quoted[place - 1].end if place else paragraph.start
    right_end = (
        paragraph.quoted[place + 1].start if place + 1 < len(paragraph.quoted) else paragraph.end
    )
    left = _last_sentence(paragraph.text, max(left_start, quoted.start - _FARTHEST), quoted.start)
    right = Span(quoted.end, min(right_end, quoted.end + _FARTHEST))
    if not paragraph.text[quoted.inner_start : quoted.inner_end].strip():
        return None
    return (
        _cue_after(paragraph, quoted, left, right)
        or _cue_before(paragraph, quoted, left, right)
        or _without_cue(paragraph, quoted, left, previous)
    )


def _quote(
    quoted: Quoted, rule: str, cue: Span | None, source: Span | None, text: str
) -> Candidate:
    start, end = quoted.inner_start, quoted.inner_end
    while end > start and text[end - 1].isspace():
        end -= 1
    return Candidate("direct", start, end, cue, source, rule)


def _cue_after(paragraph: Paragraph, quoted: Quoted, left: Span, right: Span) -> Candidate | None:
    text = paragraph.text
    last = text[quoted.inner_end - 1]
    comes_comma = text[right.start : right.start + 1] in {",", "—"}
    if last not in ",?!…—-–'’.”" and not comes_comma:
        return None
    end = _sentence_end(paragraph, right)
    for pattern in (_RIGHT_SUBJECT, _ACCORDING, _RIGHT_INVERTED):
        match = pattern.match(text, right.start, end)
        if match is None:
            continue
        source = source_in(text, match, pattern is not _RIGHT_SUBJECT)
        if source is None or (last == "." and _has_content(text, match, end, pattern)):
            continue
        if text[left.start : left.end].strip():
            return _with_lead(paragraph, quoted, left, match, source)
        return _quote(quoted, "cue after", Span(*match.span("cue")), source, text)
    return None


def _has_content(text: str, match: re.Match[str], end: int, pattern: re.Pattern[str]) -> bool:
    """After a quotation that ended its sentence: whether the next one reports on its own."""
    return pattern is _RIGHT_SUBJECT and end - match.end() > 25


def _with_lead(
    paragraph: Paragraph, quoted: Quoted, left: Span, match: re.Match[str], source: Span
) -> Candidate | None:
    """What was said may have begun before the marks: 'The plan was "a disgrace," he said.'"""
    text = paragraph.text
    lead = text[left.start : left.end]
    cue = Span(*match.span("cue"))
    if _LEFT_CUE.search(lead):
        return None  # somebody else's words, or told before the marks already
    starts_anew = text[quoted.inner_start].isupper() and not text[left.end - 2].isalnum()
    if lead.rstrip().endswith(":") or starts_anew:
        return _quote(quoted, "cue after", cue, source, text)
    start = left.start + len(lead) - len(lead.lstrip())
    return Candidate("mixed", start, quoted.end, cue, source, "said at end")


def _cue_before(paragraph: Paragraph, quoted: Quoted, left: Span, right: Span) -> Candidate | None:
    text = paragraph.text
    lead = text[left.start : left.end]
    for according in ACCORDING_START.finditer(lead):
        if according.end() == len(lead) and _stands_alone(text, quoted):
            cue, source = (
                _moved(according, name, left.start) for name in ("cue", according_name(according))
            )
            return _quote(quoted, "cue before", cue, source, text)
    for match in reversed(list(_ANY_CUE.finditer(lead))):
        rest = _LEFT_CUE.match(lead, match.start())
        if rest is not None and not re.search(r"\bthat\b", rest["adjunct"]):
            return _behind_cue(text, quoted, left, rest)
    return None


def _behind_cue(text: str, quoted: Quoted, left: Span, rest: re.Match[str]) -> Candidate | None:
    """The quotation whose cue and what stands between them `rest` matched in `left`."""
    mark = rest["mark"].strip()
    if not mark and (rest["adjunct"].strip() or not _stands_alone(text, quoted)):
        return None  # part of what is told: the reported-speech rules decide
    if not mark and _is_title(text[quoted.inner_start : quoted.inner_end]):
        return None
    source = subject_before(text, left.start, left.start + rest.start()) or _first_name(text, left)
    rule = "cue at quote"
    if mark:
        is_whole = text[quoted.inner_end - 1] in ".!?"
        rule = "cue before" if is_whole else "cue before a fragment"
    return _quote(quoted, rule, _moved(rest, "cue", left.start), source, text)


def _moved(match: re.Match[str], name: str, by: int) -> Span:
    return Span(by + match.start(name), by + match.end(name))


_ANY_CUE = re.compile(rf"\b{QUOTE_VERB}\b")
_FIRST_NAME = re.compile(
    r"(?:[A-Z][\w’'-]+,\s+)?(?P<source>"
    r"(?:(?:[A-Z][\w.’'-]*|of|de|the|al-\w+)\s+){0,5}[A-Z][\w’'-]+|He|She|They)\b"
)


def _first_name(text: str, sentence: Span) -> Span | None:
    """Who the sentence begins with: of 'Lund turned away, saying: "..."' the first word."""
    start = sentence.start
    while (leading := LEADING.match(text[start : sentence.end])) is not None:
        start += leading.end()
    match = _FIRST_NAME.match(text, start, sentence.end)
    return Span(*match.span("source")) if match else None


def _is_title(inner: str) -> bool:
    """Whether most words are capitalised, as in a book's name."""
    words = [word for word in inner.split() if word[:1].isalpha()]
    return len(words) > 1 and sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _stands_alone(text: str, quoted: Quoted) -> bool:
    """Whether the sentence ends with the quotation."""
    inside = text[quoted.inner_end - 1]
    return inside in ".!?," or text[quoted.end : quoted.end + 1] in {".", "!", "?", ""}


def _without_cue(
    paragraph: Paragraph, quoted: Quoted, left: Span, previous: Candidate | None
) -> Candidate | None:
    text = paragraph.text
    inner = text[quoted.inner_start : quoted.inner_end].strip()
    lead = text[left.start : left.end].strip()
    word_count = len(inner.split())
    is_sentence = inner[:1].isupper() and inner[-1:] in ".!?…"
    signed = _SIGNED.match(text, quoted.end)
    if signed and not lead:
        return _quote(quoted, "signed", None, Span(*signed.span("source")), text)
    if lead.endswith(":") and word_count >= 3:
        return _quote(quoted, "colon", None, _colon_source(text, left), text)
    if not lead and (is_sentence or quoted.continues) and word_count >= 2:
        if previous is not None and previous.kind != "indirect":
            return _quote(quoted, "goes on", previous.cue, previous.source, text)
        return _quote(quoted, "alone", None, None, text) if word_count >= 5 else None
    return None


_SIGNED = re.compile(r"\s*[―—–]\s*(?P<source>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4})\s*(?:\n|,|$)")


_NAMED_FIRST = re.compile(
    r"\s*(?P<source>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}(?:, [a-z][^,:]{2,70}(?=,))?)"
    r"(?=:|,| [a-z])"
)


def _colon_source(text: str, left: Span) -> Span | None:
    """In 'Anna Lund on the ferry: "..."' the name at the line's beginning."""
    match = _NAMED_FIRST.match(text, left.start, left.end)
    return Span(*match.span("source")) if match else None


_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|St|Jr|Sr))(?<!\b(?:Mrs|Sen|Rep|Gov|Gen))[.!?]\s+(?=[A-Z“\"'`‘])"
)


def _last_sentence(text: str, start: int, end: int) -> Span:
    """The part of text[start:end] behind its last sentence's end."""
    for found in _SENTENCE_END.finditer(text, start, end + 1):  # the mark itself is looked at
        start = found.end()
    return Span(start, end)


def _sentence_end(paragraph: Paragraph, right: Span) -> int:
    found = _SENTENCE_END.search(paragraph.text, right.start + 1, right.end)
    return found.start() + 1 if found else right.end
