"""Who said what in Persian: guillemets with a verb of saying, and reported speech.

The verb stands last in its clause, so that a cue before a quotation is its clause's end and
a cue behind it has its subject in front. Where no subject stands, the last speaker goes on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.quotes.candidates import Candidate
from columninch.records import Span
from columninch.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.quotes.candidates import Paragraph
    from columninch.quotes.marks import Quoted
    from columninch.records import QuoteKind

CONFIDENCES: dict[str, float] = {
    "cue before": 0.95,
    "cue after": 0.93,
    "goes on": 0.8,
    "alone": 0.55,
    "colon": 0.75,
    "according to": 0.9,
    "said that": 0.9,
}
"""How sure a pattern is: set by hand, since no annotated Persian news is at hand yet."""

_GAP = "[\u200c ]?"
_AUXILIARY = rf"(?:{_GAP}(?:است|اند|بود|بودند|ام|ایم))?"
_IS = r"(?:\s+است)?"
_CUE = (
    r"(?:"
    rf"گفته{_AUXILIARY}|گفتند|گفت|می{_GAP}گویند|می{_GAP}گوید|نوشته{_AUXILIARY}|نوشتند|نوشت|"
    rf"می{_GAP}نویسد|افزوده{_AUXILIARY}|افزودند|افزود|می{_GAP}افزاید|"
    rf"پرسیدند|پرسید|می{_GAP}پرسد|"
    r"(?:پاسخ|جواب|توضیح|هشدار|ادامه|خبر|گزارش|وعده|قول|تذکر)\s+"
    rf"(?:دادند|داده{_IS}|داد|می{_GAP}دهد)|"
    r"(?:اعلام|تأکید|تاکید|تصریح|اضافه|بیان|اظهار|ابراز|خاطرنشان|خاطر نشان|اعتراف|تکذیب|تأیید|"
    r"تایید|پیشنهاد|اشاره|ادعا|مطرح|فاش|یادآوری|گلایه|استدلال|اذعان|توصیه)\s+"
    rf"(?:کردند|کرده{_AUXILIARY}|کرد|داشته{_IS}|داشت|ساخت|می{_GAP}کنند|می{_GAP}کند)|"
    rf"(?:مدعی|یادآور|متذکر|خواستار)\s+(?:شده{_IS}|شدند|شد)|"
    r"معتقد(?:ند|\s+است|\s+بود)|بر این باور است"
    r")"
)
_EZAFE = "(?:\u0654|\u200cی|ی|)"
_BY_WORD_OF = (
    rf"(?:(?:به|بنا به|بنابر|بنا بر|طبق|بر اساس|براساس)\s+(?:گفته{_EZAFE}|گفتۀ|نوشته{_EZAFE}|"
    rf"نوشتۀ|باور|اعلام|اظهارات|گزارش|تأکید|اظهار)|به\s+نقل\s+از|از\s+نگاه|به\s+روایت)"
)
_BEFORE = re.compile(rf"(?<!\w)(?P<cue>{_CUE})(?P<that>\s+که)?\s*[:،]?\s*$")
_AFTER = re.compile(
    rf"\s*[،,؛.]?\s*(?:این\s+را\s+|را\s+)?(?P<source>[^«»:.؟!]{{2,90}}?)\s+(?P<cue>{_CUE})(?!\w)"
)
_AFTER_BARE = re.compile(rf"\s*[،,]?\s*(?:(?:را|و|نیز)\s+)?(?P<cue>{_CUE})(?!\w)\s*(?:[.،؛]|$)")
_AFTER_BY = re.compile(
    rf"\s*[،,]?\s*(?:این\s+)?(?P<cue>{_BY_WORD_OF})\s+(?P<source>[^«»:.؟!]{{2,80}})"
)
_BESIDE = r"(?:[^\s«»:.؟!،]+\s+){0,5}[^\s«»:.؟!،]+"
_BY_NAME = re.compile(rf"\s*(?:و\s+|اما\s+)?(?P<cue>{_BY_WORD_OF})\s+(?P<rest>[^«»:.؟!،]+)")
_BY_FIRST = re.compile(
    rf"\s*[،,]?\s*(?:و\s+|اما\s+)?(?P<cue>{_BY_WORD_OF})\s+"
    rf"(?P<source>[^«»:.؟!،]{{2,60}}(?:،\s+{_BESIDE}(?=،))?)،\s+"
)
_BY_LAST = re.compile(rf"،\s+(?P<cue>{_BY_WORD_OF})\s+(?P<source>[^«»:؟!]{{2,80}}?)\s*[.؟!]?\s*$")
_SAID_THAT = re.compile(rf"(?<!\w)(?P<cue>{_CUE})(?:\s*[،:])?\s+که\s+")
_END = re.compile(r"[.؟!?…]\s+")
_DAY = "(?:شنبه|یکشنبه|یک‌شنبه|دوشنبه|سه‌شنبه|چهارشنبه|پنجشنبه|پنج‌شنبه|جمعه)"
_OPENING = re.compile(
    r"^(?:(?:اما|ولی|و|همچنین|با این حال|در عین حال|در همین حال|با این همه|سپس|بعد|آنگاه|در مقابل|"
    rf"در ادامه|در پایان|در پاسخ|به این ترتیب|پیش‌تر|پیشتر|امروز|دیروز|(?:روز\s+)?{_DAY})"
    r"(?:\s*،\s*|\s+))"
)
_ADJUNCT = re.compile(
    r"\s+(?:(?:در|به|با|از|بر|برای|پس از|پیش از|ضمن|طی|روی|درباره|دربارهٔ|دربارۀ|روز|دیروز|امروز|"
    r"نیز|هم|همچنین|بارها|صبح|عصر|شب|شامگاه|هنگام|پیش‌تر|پیشتر|این|آن)(?:\s|$)|که(?:\s|$))"
)


def find_persian(paragraph: Paragraph, before: Candidate | None) -> Iterator[Candidate]:
    """What is said in a paragraph of Persian; `before` is the last thing said above it."""
    spoken: list[Candidate] = []
    previous = before
    for place, quoted in enumerate(paragraph.quoted):
        found = _direct(paragraph, place, quoted, previous)
        if found is not None:
            spoken.append(found)
            previous = found
    yield from spoken
    for one in sentences(paragraph.masked[paragraph.start : paragraph.end], "fa"):
        sentence = Span(paragraph.start + one.start, paragraph.start + one.end)
        found = _reported(paragraph, sentence)
        if found and not any(found.start < one.end and one.start < found.end for one in spoken):
            yield found


def _direct(
    paragraph: Paragraph, place: int, quoted: Quoted, previous: Candidate | None
) -> Candidate | None:
    text = paragraph.text
    left_start = paragraph.quoted[place - 1].end if place else paragraph.start
    for found in _END.finditer(text, left_start, quoted.start):
        left_start = found.end()
    is_last = place + 1 == len(paragraph.quoted)
    right_end = paragraph.end if is_last else paragraph.quoted[place + 1].start
    stop = _END.search(text, quoted.end + 1, right_end)
    right_end = stop.start() + 1 if stop else right_end
    return (
        _cue_before(text, quoted, left_start, previous)
        or _cue_after(text, quoted, right_end, previous)
        or _without_cue(text, quoted, left_start, previous)
    )


def _quote(quoted: Quoted, rule: str, cue: Span | None, source: Span | None) -> Candidate:
    return Candidate("direct", quoted.inner_start, quoted.inner_end, cue, source, rule)


def _cue_before(
    text: str, quoted: Quoted, left_start: int, previous: Candidate | None
) -> Candidate | None:
    lead = text[left_start : quoted.start]
    match = _BEFORE.search(lead)
    if match is None:
        by = _BY_FIRST.fullmatch(lead)
        if by is None:
            return None
        named = Span(left_start + by.start("source"), left_start + by.end("source"))
        return _quote(quoted, "according to", _moved(by, left_start), named)
    if match["that"] and not _is_sentence_end(text, quoted):
        return None
    source = subject_before(text, left_start, left_start + match.start())
    source = source or (previous.source if previous else None)
    return _quote(quoted, "cue before", _moved(match, left_start), source)


def _moved(match: re.Match[str], by: int) -> Span:
    return Span(by + match.start("cue"), by + match.end("cue"))


def _cue_after(
    text: str, quoted: Quoted, right_end: int, previous: Candidate | None
) -> Candidate | None:
    by = _AFTER_BY.match(text, quoted.end, right_end)
    if by:
        source = subject_before(text, by.start("source"), by.end("source"))
        return _quote(quoted, "cue after", Span(*by.span("cue")), source) if source else None
    bare = _AFTER_BARE.match(text, quoted.end, right_end)
    if bare:
        source = previous.source if previous else None
        return _quote(quoted, "cue after", Span(*bare.span("cue")), source)
    after = _AFTER.match(text, quoted.end, right_end)
    if after is None or not _may_end(text, quoted):
        return None
    if re.match(r"\s+که\s", text[after.end("cue") : after.end("cue") + 5]):
        return None  # a new report begins there
    source = subject_before(text, after.start("source"), after.start("cue"))
    return _quote(quoted, "cue after", Span(*after.span("cue")), source) if source else None


def _may_end(text: str, quoted: Quoted) -> bool:
    """Whether what is quoted can be a whole utterance: long, or set off by a comma or stop."""
    inner = text[quoted.inner_start : quoted.inner_end]
    is_set_off = text[quoted.end : quoted.end + 1] in {"،", ",", "؛"} or inner[-1:] in ".؟!?،…"
    return is_set_off and len(inner.split()) >= 2


def _is_sentence_end(text: str, quoted: Quoted) -> bool:
    inside = text[quoted.inner_end - 1 : quoted.inner_end]
    return inside in {".", "؟", "!", "…"} or text[quoted.end : quoted.end + 1] in {"", ".", "\n"}


def _without_cue(
    text: str, quoted: Quoted, left_start: int, previous: Candidate | None
) -> Candidate | None:
    inner = text[quoted.inner_start : quoted.inner_end].strip()
    lead = text[left_start : quoted.start].strip()
    word_count = len(inner.split())
    if lead.endswith(":") and word_count >= 3:
        return _quote(quoted, "colon", None, None)
    if lead or word_count < 4 or not _is_sentence_end(text, quoted):
        return None
    if previous is not None and previous.kind != "indirect":
        return _quote(quoted, "goes on", previous.cue, previous.source)
    return _quote(quoted, "alone", None, None)


# --- reported speech --------------------------------------------------------------------


def _reported(paragraph: Paragraph, sentence: Span) -> Candidate | None:
    masked = paragraph.masked
    first = _BY_FIRST.match(masked, sentence.start, sentence.end)
    if first:
        named = Span(*first.span("source"))
        return _candidate(paragraph, first.end(), sentence.end, first, named, "according to")
    known = _by_known_name(paragraph, sentence)
    if known:
        return known
    for said in _SAID_THAT.finditer(masked, sentence.start, sentence.end):
        source = subject_before(masked, sentence.start, said.start("cue"))
        if source is not None:
            return _candidate(paragraph, said.end(), sentence.end, said, source, "said that")
    last = _BY_LAST.search(masked, sentence.start, sentence.end)
    if last and last.start() - sentence.start > 12:
        named = Span(*last.span("source"))
        return _candidate(paragraph, sentence.start, last.start(), last, named, "according to")
    return None


def _by_known_name(paragraph: Paragraph, sentence: Span) -> Candidate | None:
    """'به گفتهٔ NAME ...' without a comma, where the text named NAME before."""
    match = _BY_NAME.match(paragraph.masked, sentence.start, sentence.end)
    if match is None:
        return None
    before = paragraph.text[: sentence.start]
    words = list(re.finditer(r"\S+", match["rest"]))
    for count in (3, 2, 1):
        if count >= len(words):
            continue
        name = match["rest"][: words[count - 1].end()]
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", before):
            start = match.start("rest")
            source = Span(start, start + len(name))
            return _candidate(paragraph, source.end, sentence.end, match, source, "according to")
    return None


def _candidate(
    paragraph: Paragraph, start: int, end: int, match: re.Match[str], source: Span, rule: str
) -> Candidate | None:
    text = paragraph.text
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".،؛؟!"):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if len(text[start:end].split()) < 2:
        return None
    has_marks = any(start <= one.start and one.end <= end + 1 for one in paragraph.quoted)
    kind: QuoteKind = "mixed" if has_marks else "indirect"
    return Candidate(kind, start, end, Span(*match.span("cue")), source, rule)


def subject_before(text: str, start: int, verb: int) -> Span | None:
    """The subject of the clause text[start:verb], or None where there is none."""
    while (opening := _OPENING.match(text[start:verb])) is not None:
        start += opening.end()
    clause = text[start:verb].rstrip()
    adjunct = _ADJUNCT.search(clause)
    if adjunct:
        clause = clause[: adjunct.start()]
    clause = clause.rstrip(" ،")
    lead = len(clause) - len(clause.lstrip(" ،\n"))
    if not clause.strip() or len(clause.split()) > 14 or re.match(r"(?:در|به|با|از|بر)\s", clause):
        return None
    return Span(start + lead, start + len(clause))
