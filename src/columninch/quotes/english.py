"""Who said what in English: patterns round quotation marks, and of reported speech.

The rules follow what journalists' attributions look like; see Pareti (2016), "PARC 3.0: A
Corpus of Attribution Relations", for the forms, and O'Keefe et al. (2012), "A Sequence
Labelling Approach to Quote Attribution", for the places where a speaker stands.
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
    "signed": 0.951,
    "cue after": 0.95,
    "cue before": 0.93,
    "cue at quote": 0.8,
    "goes on": 0.85,
    "colon": 0.79,
    "alone": 0.6,
    "fragment": 0.5,
    "according to": 0.91,
    "said at end": 0.9,
    "said that": 0.9,
    "said": 0.84,
    "claims that": 0.78,
}
"""How often what a pattern finds is something said, counted on annotated news."""

_SAY = (
    "said say says saying told tell tells telling added adds adding wrote write writes writing "
    "noted notes noting argued argues argue arguing claimed claims claim claiming announced "
    "announces announcing explained explains explaining declared declares declaring insisted "
    "insists insist insisting acknowledged acknowledges warned warns warn warning stated states "
    "stating suggested suggests suggest suggesting tweeted tweets tweeting asked asks ask asking "
    "continued continues recalled recalls responded responds replied replies concluded concludes "
    "admitted admits contended contends contend asserted asserts assert predicted predicts "
    "remarked observed joked quipped cautioned reported reports testified complained commented "
    "declared lamented opined mused boasted exclaimed shouted yelled whispered countered urged "
    "reiterated maintained maintains alleged alleges believes believe believed thinks think "
    "read reads blogged posted emphasized stressed stresses vowed pledged promised advised agreed"
).split()
_NEEDS_THAT = (
    "confirmed confirms denied denies revealed reveals found finds showed shows show indicated "
    "indicates conceded concedes estimated estimates hopes hoped feared fears knows learned "
    "suspects doubts demonstrated demonstrates speculated proposed worries worried believed "
    "feels felt ruled decided proved discovered understood determined proposes demanded"
).split()
_MANNER = (
    "gloated bellowed cried exhorted laughed quoted deadpanned retorted went shot fired began "
    "insisted sighed repeated confessed volunteered demanded offered chided"
).split()
_DESCRIBE = (
    "called calls call calling described describes describing dubbed labeled labelled labeling "
    "referred cited citing criticized criticised blasted denounced slammed praised mocked "
    "dismissed condemned branded deemed accused hailed touted decried chanted chanting"
).split()


def _words(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(set(words), key=lambda word: (-len(word), word))) + ")"


_ADVERB = (
    r"(?:also|later|then|once|recently|now|even|often|repeatedly|reportedly|has|have|had|been|"
    r"would|will|did|was|is|are|were|[a-z]+ly)"
)
_SAY_VERB = rf"(?:(?:{_ADVERB}\s+){{0,3}}{_words(_SAY + _NEEDS_THAT + _MANNER)})"
_ANY_VERB = rf"(?:(?:{_ADVERB}\s+){{0,3}}{_words(_SAY + _NEEDS_THAT)})"
_QUOTE_VERB = (
    rf"(?:(?:{_ADVERB}\s+){{0,3}}(?:went on|{_words(_SAY + _DESCRIBE + _NEEDS_THAT + _MANNER)}))"
)
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[Ii]t|[Yy]ou|[Ww]ho)"
_NO_BREAK = r"[^\"“”¤;:.!?]"
_DOTTED = r"(?:[^\"“”¤;:.!?]|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Jr|Sr|St|Lt|Col|Prof|[A-Z])\.)"
_NP = rf"(?P<source>{_DOTTED}{{1,120}}?)"

_RIGHT_SUBJECT = re.compile(rf"[\s,—–-]*{_NP}\s+(?P<cue>{_SAY_VERB})\b")
_RIGHT_INVERTED = re.compile(
    rf"[\s,—–-]*(?P<cue>{_words(_SAY + _NEEDS_THAT + _MANNER)})\s+(?P<source>(?!(?:that|to|he|she|it|they|we|I|there)\b){_DOTTED}{{2,160}})"
)
_ACCORDING = re.compile(rf"[\s,—–-]*(?P<cue>according to)\s+(?P<source>{_DOTTED}{{2,120}})")
_LEFT_CUE = re.compile(
    rf"(?P<cue>{_QUOTE_VERB})\b(?P<adjunct>(?:\s+{_NO_BREAK}{{0,90}}?)?)(?P<mark>\s*[,:]|)\s*$"
)
_BARE_COLON = re.compile(r":\s*$")
_ACCORDING_START = re.compile(
    r"(?P<cue>[Aa]ccording to|[Ii]n the words of)\s+(?P<source>[^,¤\"“”]{2,90}(?:, [^,¤]{2,80}(?=, ))??),\s+"
)
_END_SUBJECT = re.compile(
    rf",\s+(?P<source>{_DOTTED}{{1,90}}?)\s+(?P<cue>{_SAY_VERB})\b(?P<rest>{_NO_BREAK}{{0,60}})[.!?]?\s*$"
)
_END_INVERTED = re.compile(
    rf",\s+(?P<cue>{_words(_SAY)})\s+(?P<source>{_DOTTED}{{2,140}})[.!?]?\s*$"
)
_END_ACCORDING = re.compile(
    rf",?\s+(?P<cue>according to)\s+(?P<source>{_DOTTED}{{2,140}})[.!?]?\s*$"
)
_VERB = re.compile(rf"\b(?P<cue>{_ANY_VERB})\b")
_THAT = re.compile(rf"(?P<adjunct>\s{_NO_BREAK}{{0,80}}?)?\s+that\s+")
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
    r"my|no|if|when|while|some|many|most|more|all|any|both|in|on|by|as|what|such|one|two|people|"
    r"about|nearly|only|after|under|because|although|even|not|nothing|anyone|everyone|despite|"
    r"with|for|at|to date)\b|[A-Z0-9$\"“¤])"
)
_LEADING = re.compile(
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
_FINITE = re.compile(
    r"\b(?:is|was|are|were|has|had|have|would|will|could|can|did|does|been|said|says|to)\b"
)
_APPOSITIVE = re.compile(
    r"^(?:an?|the|who|whose|which|\d+|[a-z’'-]+|one|his|her|their|its|Jr|Sr|[DRI]-)\b|^\(?[DRI]-"
    r"|^[A-Z][\w.’'-]*(?:\s[\w’'-]+){0,4}\s(?:of|for|at)\s|^[A-Z][a-z]+\.?$"
)


def find_english(paragraph: Paragraph, before: Candidate | None) -> Iterator[Candidate]:
    """What is said in a paragraph of English; `before` is the last thing said above it."""
    spoken: list[Candidate] = []
    previous = before
    for place, quoted in enumerate(paragraph.quoted):
        found = _direct(paragraph, place, quoted, previous)
        if found is not None:
            spoken.append(found)
            previous = found
    yield from spoken
    for sentence in _sentences(paragraph):
        for found in _reported(paragraph, sentence):
            if not any(found.start < one.end and one.start < found.end for one in spoken):
                yield found


# --- between quotation marks ------------------------------------------------------------


def _direct(
    paragraph: Paragraph, place: int, quoted: Quoted, previous: Candidate | None
) -> Candidate | None:
    left_start = paragraph.quoted[place - 1].end if place else paragraph.start
    right_end = (
        paragraph.quoted[place + 1].start
        if place + 1 < len(paragraph.quoted)
        else paragraph.end
    )
    left = _last_sentence(paragraph.text, left_start, quoted.start)
    right = Span(quoted.end, right_end)
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


def _cue_after(
    paragraph: Paragraph, quoted: Quoted, left: Span, right: Span
) -> Candidate | None:
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
        source = _trimmed_source(text, match, pattern is not _RIGHT_SUBJECT)
        if source is None or (last == "." and _has_content(text, match, end, pattern)):
            continue
        if text[left.start : left.end].strip():
            return _with_lead(paragraph, quoted, left, match, source)
        return _quote(quoted, "cue after", Span(*match.span("cue")), source, text)
    return None


def _has_content(
    text: str, match: re.Match[str], end: int, pattern: re.Pattern[str]
) -> bool:
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


def _cue_before(
    paragraph: Paragraph, quoted: Quoted, left: Span, right: Span
) -> Candidate | None:
    text = paragraph.text
    lead = text[left.start : left.end]
    according = None
    for according in _ACCORDING_START.finditer(lead):
        pass
    if according and according.end() == len(lead) and _stands_alone(text, quoted):
        source = Span(left.start + according.start("source"), left.start + according.end("source"))
        cue = Span(left.start + according.start("cue"), left.start + according.end("cue"))
        return _quote(quoted, "cue before", cue, source, text)
    matches = [match for match in _VERB_OR_DESCRIBE.finditer(lead)]
    for match in reversed(matches):
        rest = _LEFT_CUE.match(lead, match.start())
        if rest is None or re.search(r"\bthat\b", rest["adjunct"]):
            continue
        source = subject_before(text, left.start, left.start + match.start())
        source = source or _first_name(text, left)
        mark = rest["mark"].strip()
        if not mark and (rest["adjunct"].strip() or not _stands_alone(text, quoted)):
            break  # part of what is told: the reported-speech rules decide
        cue = Span(left.start + rest.start("cue"), left.start + rest.end("cue"))
        if not mark and _is_title(text[quoted.inner_start : quoted.inner_end]):
            return None
        rule = "cue before" if mark else "cue at quote"
        return _quote(quoted, rule, cue, source, text)
    return None


_VERB_OR_DESCRIBE = re.compile(rf"\b{_QUOTE_VERB}\b")


_FIRST_NAME = re.compile(
    r"(?:[A-Z][\w’'-]+,\s+)?(?P<source>(?:(?:[A-Z][\w.’'-]*|of|de|the|al-\w+)\s+){0,5}[A-Z][\w’'-]+|He|She|They)\b"
)


def _first_name(text: str, sentence: Span) -> Span | None:
    """Who the sentence begins with: of 'Lund turned away, saying: "..."' the first word."""
    start = sentence.start
    while (leading := _LEADING.match(text[start : sentence.end])) is not None:
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


def _colon_source(text: str, left: Span) -> Span | None:
    """In 'Anna Lund on the ferry: "..."' the name at the line's beginning."""
    match = re.compile(r"\s*(?P<source>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})(?=:| on )").match(
        text, left.start, left.end
    )
    return Span(*match.span("source")) if match else None


# --- reported speech --------------------------------------------------------------------


def _reported(paragraph: Paragraph, sentence: Span) -> Iterator[Candidate]:
    masked = paragraph.masked
    found = (
        _according_first(paragraph, sentence)
        or _said_last(paragraph, sentence)
        or _said_first(paragraph, sentence)
    )
    if found is not None and len(masked[found.start : found.end].split()) >= 2:
        yield found


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
    match = _ACCORDING_START.match(paragraph.masked, sentence.start, sentence.end)
    if match is None:
        return None
    return _reported_candidate(
        paragraph,
        match.end(),
        sentence.end,
        Span(*match.span("cue")),
        Span(*match.span("source")),
        "according to",
    )


def _said_last(paragraph: Paragraph, sentence: Span) -> Candidate | None:
    masked = paragraph.masked
    for pattern in (_END_ACCORDING, _END_INVERTED, _END_SUBJECT):
        match = pattern.search(masked, sentence.start, sentence.end)
        if match is None or match.start() - sentence.start < 12:
            continue
        if pattern is not _END_ACCORDING and match["cue"].split()[-1] not in _END_VERBS:
            continue
        source = _trimmed_source(masked, match, pattern is not _END_SUBJECT)
        if source is None or re.match(r"(?:who|which|that|and|but)\b", masked[source.start :]):
            continue
        rule = "according to" if pattern is _END_ACCORDING else "said at end"
        return _reported_candidate(
            paragraph, sentence.start, match.start(), Span(*match.span("cue")), source, rule
        )
    return None


_END_VERBS = frozenset(
    "said say says added adds wrote writes noted notes argued argues claimed claims announced "
    "explained explains told acknowledged warned reported reports suggested suggests tweeted "
    "believe believes predicted stated".split()
)


def _said_first(paragraph: Paragraph, sentence: Span) -> Candidate | None:
    masked = paragraph.masked
    for verb in _VERB.finditer(masked, sentence.start, sentence.end):
        source = subject_before(masked, sentence.start, verb.start())
        if source is None:
            continue
        begin = _content_start(masked, verb, sentence.end)
        if begin is None:
            continue
        start, rule = begin
        cue = Span(*verb.span("cue"))
        return _reported_candidate(paragraph, start, sentence.end, cue, source, rule)
    return None


def _content_start(masked: str, verb: re.Match[str], end: int) -> tuple[int, str] | None:
    """Where what is said begins behind the cue, and by which rule; None where nothing is."""
    word = verb["cue"].split()[-1]
    that = _THAT.match(masked, verb.end(), end)
    if that and (not that["adjunct"] or _ADJUNCT_START.match(that["adjunct"])):
        return that.end() - len("that "), "said that" if word in _BARE else "claims that"
    if word in {"told", "tell", "tells", "telling"}:
        told = _TOLD_OBJECT.match(masked, verb.end(), end)
        return (told.end(), "said") if told else None
    if word not in _BARE or not _CLAUSE_START.match(masked, verb.end(), end):
        return None
    return verb.end(), "said"


_BARE = frozenset(
    "said say says saying added adds noted notes argued argues claimed claims insisted insists "
    "acknowledged warned suggested suggests contended contends predicted believes believe "
    "believed thinks think announced explained wrote declared stated conceded insist argue "
    "claim suggest predict".split()
)


# --- who --------------------------------------------------------------------------------


def _trimmed_source(text: str, match: re.Match[str], is_after_verb: bool) -> Span | None:
    """The noun phrase inside what a pattern took for one, or None where there is none."""
    start, end = match.span("source")
    if is_after_verb:
        return _source_after(text, start, end)
    return subject_before(text, start, match.start("cue"))


_AFTER_STOPS = re.compile(
    r",\s+(?=(?:and|but|as|while|when|in|on|after|before|which|adding|noting|referring|calling|"
    r"speaking|citing|though|although|because)\b)|\s+(?:when|while|after|before|during|in an?|in "
    r"reference|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Twitter|Facebook|CNN|NBC|ABC|Fox)|as (?:he|she|they)|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|last (?:week|month|year|night))\b"
)


def _source_after(text: str, start: int, end: int) -> Span | None:
    stop = _AFTER_STOPS.search(text, start, end)
    if stop:
        end = stop.start()
    if not _SUBJECT_STARTS.match(text, start, end):
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


_CLAUSE_BREAK = re.compile(
    r"[;:—–]\s*|\s-+\s|\bthat\s+|\b(?:because|while|although|though|whereas|when|if|but|as)\s+"
    r"|,\s+(?:and|but|so|as)\s+|[\"”]\s*"
)


def subject_before(text: str, start: int, verb: int) -> Span | None:
    """The noun phrase that ends before `verb` and begins at `start` or later, or None."""
    for found in _CLAUSE_BREAK.finditer(text, start, verb):
        if text[found.end() : verb].strip():
            start = found.end()
    while (leading := _LEADING.match(text[start:verb])) is not None:
        start += leading.end()
    end = verb
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start and text[end - 1] == ",":
        return _with_appositive(text, start, end - 1)
    comma = text.rfind(", ", start, end)
    if comma >= 0:
        tail = text[comma + 2 : end]
        if re.match(r"(?:who|which)\b", tail):
            return _with_appositive(text, start, comma)
        if re.match(r"[a-z]", tail) and not _SUBJECT_STARTS.match(tail):
            return _with_appositive(text, start, end)
        start = comma + 2
    return _noun_phrase(text, start, end)


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
    while (leading := _LEADING.match(text[start:end])) is not None:
        start += leading.end()
    while start < end and text[start] in " \t\n\"“(":
        start += 1
    phrase = text[start:end].rstrip()
    if not phrase or len(phrase.split()) > 16 or not _SUBJECT_STARTS.match(phrase):
        return None
    if _FINITE.search(re.sub(r"\b(?:who|which|that)\b.*", "", phrase)):
        return None
    return Span(start, start + len(phrase))


# --- sentences --------------------------------------------------------------------------


def _sentences(paragraph: Paragraph) -> Iterator[Span]:
    for one in sentences(paragraph.masked[paragraph.start : paragraph.end], "en"):
        yield Span(paragraph.start + one.start, paragraph.start + one.end)


_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|St|Jr|Sr))(?<!\b(?:Mrs|Sen|Rep|Gov|Gen))[.!?]\s+(?=[A-Z“\"'`‘])")


def _last_sentence(text: str, start: int, end: int) -> Span:
    """The part of text[start:end] behind its last sentence's end."""
    for found in _SENTENCE_END.finditer(text, start, end + 1):  # the mark itself is looked at
        start = found.end()
    return Span(start, end)


def _sentence_end(paragraph: Paragraph, right: Span) -> int:
    found = _SENTENCE_END.search(paragraph.text, right.start + 1, right.end)
    return found.start() + 1 if found else right.end
