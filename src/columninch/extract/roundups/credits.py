"""The line that credits an article: outlet, byline and date, in whatever order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from columninch.extract.bylines import begins_as_byline, read_names
from columninch.extract.date_lines import line_parts
from columninch.extract.roundups.sources import is_label, is_link_words
from columninch.records import PrintedDate
from columninch.text.normalise import fold
from columninch.text.words import word_count, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from columninch.extract.page import Page

_BEFORE_OUTLET = re.compile(
    r"^(?:(?:source|via|from|in|outlet|paper|medium|(?:originally |first )?"
    r"(?:published|appeared|printed)(?: (?:in|on|by))|quelle|aus|erschienen in|zuerst in|journal|"
    r"original(?=\s*:)|paru dans|publié dans|extrait de|"
    r"منبع|به نقل از|برگرفته از|منتشر شده در|رسانه|نشرت? في|المصدر|"
    r"نقلا عن|نقلاً عن|عن)(?:\s*:\s*|\s+))+",
    re.IGNORECASE,
)
_WRITER_IN = re.compile(
    r"^(?P<writer>\S+(?:\s\S+){1,4}?)\s+(?:in|for|at|in der|in dem|im|für|dans|pour|در|فی|في)\s+"
    r"(?P<outlet>\S.*)$"
)
_DAY_WORDS = re.compile(
    r"(?:(?:published|posted|printed|dated?|vom|am|le|du|on|of|datum|تاریخ|منتشر شده در|روز|"
    r"بتاریخ|التاریخ|author|by|source|autor|auteur|outlet|نویسنده|الکاتب)\s*:?)",
)
_DATE_PREFIX = re.compile(
    r"\s(?:vom|of|from|on|am|du|le|em|del|در|مورخ|بتاريخ|في|يوم)\s+(?=\d)", re.IGNORECASE
)
_DAY_DOT = re.compile(r"(?<!\d)(\d{1,2})\.\s+(?=[^\W\d])")
"""A dot behind a day ("4. März") ends no part of the line."""
_OUTLET_WORDS = re.compile(
    r"^the |^die |^der |^das |^le |^la |^les |(?<!\w)(?:news\w*|times|post|daily|weekly|herald|"
    r"gazette|tribune|journal|review|radio|tv|television|magazine|press|courier|chronicle|observer|"
    r"monitor|mail|echo|wire|bulletin|dispatch|gazeta|\w*zeitung|\w*tageblatt|\w*wochenblatt|"
    r"\w*blatt|\w*kurier|\w*bote|courrier|hebdo|depeche|quotidien|"
    r"روزنامه|خبرگزاری|هفتهنامه|هفته نامه|هفته‌نامه|ماهنامه|ماه‌نامه|فصلنامه|نشریه|رادیو|تلویزیون|"
    r"سایت|مجله|جریده|صحیفه|وکاله|قناه|اذاعه|موقع|شبکه)(?!\w)"
)
_WRITTEN = re.compile(r"(?<!\w)نوشته(?:ٔ|\s?ی)?\s*:?\s+(?=\w)|(?<!\w)به قلم\s*:?\s+")
_ADDRESS = re.compile(r"\S+\.[a-z]{2,}")
_NO_OUTLET = re.compile(
    r"\d:\d\d|(?<!\w)(?:reporter|correspondent|editor|writer|author|minutes?|lesedauer|updated|"
    r"published|share|comments?|aktualisiert|mis a jour|photos?|image|getty|subscribe|follow|"
    r"sign in|log in|facebook|twitter)(?!\w)|^@"
)
_SENTENCE = re.compile(
    r"^(?:(?:this|the following|the above) "
    r"(?:article|text|piece|report|story|essay|column|interview) "
    r"(?:was |is |has been |had been )?(?:first |originally |initially )?"
    r"(?:published|printed|appeared|taken|run|ran)(?: (?:first|originally))? (?:in|by|on|from) |"
    r"(?:dieser|der folgende) (?:artikel|text|beitrag|kommentar) (?:ist |wurde )?"
    r"(?:zuerst |zunächst )?"
    r"(?:erschien|erschienen|veröffentlicht)?\s?(?:zuerst )?(?:in der |in dem |im |in |bei |auf )|"
    r"(?:cet article|ce texte|le texte suivant|l[’']article suivant) (?:a été |est )?"
    r"(?:d[’']abord )?(?:publié|paru|imprimé) (?:d[’']abord )?(?:dans |par |sur )|"
    r"(?:این|متن) (?:مطلب|مقاله|نوشته|گزارش)(?: نخستین بار| ابتدا| پیش‌تر)? (?:در|از) |"
    r"(?:نشر|نشرت|ظهر) (?:هذا|هذه) (?:المقال|المقالة|النص|التقرير)(?: أولا| أولاً)? (?:في|على) )",
    re.IGNORECASE,
)
_WEEKDAYS = frozenset(
    fold(day)
    for day in word_set(
        "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
        "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
        "lundi mardi mercredi jeudi vendredi samedi dimanche "
        "شنبه یکشنبه یک‌شنبه دوشنبه دو‌شنبه سه‌شنبه چهارشنبه چهار‌شنبه پنجشنبه پنج‌شنبه جمعه "
        "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"
    )
)
_EDGES = " .:—–-"
LONGEST_OUTLET = 8
"""Words."""
LONGEST_SENTENCE = 20
LONGEST_PART = 6
LIKELY = 1.0
"""From here on a name is taken for an outlet's."""
IN_HOST = 3.0
"""What it counts that the link's host has the name."""
SURE = 1.5
"""From here on without a link to anywhere."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Who first printed it, who wrote it, and when."""

    outlet: str = ""
    likelihood: float = 0.0
    """What speaks for `outlet` being one; below `LIKELY` it may be a person."""
    authors: tuple[str, ...] = ()
    agency: str = ""
    published: PrintedDate | None = None
    loose: int = 0
    """Names in the lines besides the outlet's; lines that credit have few."""

    @property
    def facts(self) -> int:
        """How much is known."""
        is_outlet = bool(self.outlet) and self.likelihood >= LIKELY
        return is_outlet + bool(self.authors or self.agency) + (self.published is not None)


def read_credit(lines: Sequence[str], url: str, page: Page, *, named: str = "") -> Credit:
    """What the lines credit: of the parts that are no date, the likeliest name of an outlet.

    `url` is the link to the source, whose host speaks for a name, and `named` the outlet that
    the link itself names; the other parts are people.
    """
    parts = [pair for line in lines for pair in _named_parts(line, page)]
    published = next((date for _, date, _ in parts if date), None)
    signed: list[str] = []
    others = [(_likely(named, url) + 2, named)] if named else []
    for part, date, before_date in parts:
        if date is not None:
            continue
        for one in _told_apart(part, url):
            if begins_as_byline(one) and _bare(one) == one.strip(_EDGES):
                signed.append(one)
            elif _may_be_name(_bare(one)):
                others.append((_likely(one, url) + 0.5 * before_date, one))
    if signed and published is not None:  # the writer is told, so what is left is the outlet
        others = [(likely + 1, one) for likely, one in others]
    likelihood, outlet = max(others, key=lambda other: other[0]) if others else (0.0, "")
    people = [one for likely, one in others if likely >= 0 and not _is_same(one, outlet)]
    byline = read_names(((one, False) for one in (*signed, *people)), _bare(outlet))
    return Credit(
        _bare(outlet),
        likelihood,
        byline.authors,
        byline.agency,
        published,
        len(others) + len(signed),
    )


def is_credit(line: str, page: Page) -> bool:
    """Whether a sentence is no more than names and a date: "The Courier, 4 March. By A. Writer."""
    if word_count(line) > LONGEST_SENTENCE:
        return False
    parts = list(line_parts(_plain(line), page.zone))
    return (
        len(parts) > 1
        and any(date for _, date in parts)
        and all(word_count(part) <= LONGEST_PART for part, _ in parts)
    )


def is_signed(line: str) -> bool:
    """Whether a line begins with who wrote."""
    return begins_as_byline(_plain(line))


def _named_parts(line: str, page: Page) -> Iterator[tuple[str, PrintedDate | None, bool]]:
    """The parts of a line, each with its date, and whether the next part is a date."""
    parts = list(line_parts(_plain(line), page.zone))
    for place, (part, date) in enumerate(parts):
        before_date = place + 1 < len(parts) and parts[place + 1][1] is not None
        yield part.strip(_EDGES), date, before_date


def _bare(name: str) -> str:
    """A name without what says that it is an outlet's."""
    return _BEFORE_OUTLET.sub("", name).strip(_EDGES)


def _is_same(name: str, outlet: str) -> bool:
    return fold(_bare(name)) == fold(_bare(outlet)) or bool(_ADDRESS.fullmatch(fold(_bare(name))))


def names_outlet(line: str) -> bool:
    """Whether a line looks like an outlet's name by itself."""
    return _may_be_name(line) and _likely(line.strip(), "") >= LIKELY


def has_date(line: str, page: Page) -> bool:
    """Whether a short line prints a date."""
    return any(date for _, date in line_parts(_plain(line), page.zone))


def _plain(line: str) -> str:
    line = _SENTENCE.sub("in ", line.strip(" ()[]"))
    line = _WRITTEN.sub("by: ", _DAY_DOT.sub(r"\1 ", line))
    return _DATE_PREFIX.sub(" | ", line).replace(" / ", " | ")


def _told_apart(part: str, url: str) -> tuple[str, ...]:
    """Writer and outlet where one part names both: "A. Writer in The Courier"."""
    found = _WRITER_IN.match(part)
    if found is None or _likely(part, url) >= 3 > _likely(found["outlet"], url):
        return (part,)
    writer = found["writer"]
    return (writer if begins_as_byline(writer) else f"by {writer}", f"in {found['outlet']}")


def _likely(name: str, url: str) -> float:
    """How much speaks for a name being an outlet's: the link's host, the words of its kind."""
    bare = _bare(name)
    host = re.sub(r"[^a-z]", "", _latin((urlsplit(url).hostname or "").lower()))
    squeezed = re.sub(r"[^a-z]", "", _latin(fold(bare).removeprefix("the ")))
    is_in_host = len(squeezed) >= 3 and (squeezed in host or _shares_words(bare, host))
    is_address = bool(_ADDRESS.fullmatch(fold(bare)))
    is_one_word = len(bare.split()) == 1 and not is_address
    return (
        IN_HOST * is_in_host
        + bool(_OUTLET_WORDS.search(fold(bare)))
        + 2.0 * (bare != name.strip(_EDGES))
        + 0.6 * (is_one_word or bare.isupper())
        - 6.0 * is_address
    )


def _shares_words(name: str, host: str) -> bool:
    """Whether half of a name's letters are words that the host's name has too."""
    parts = [re.sub(r"[^a-z]", "", part) for part in _latin(fold(name)).split()]
    told = sum(len(part) for part in parts if len(part) >= 5 and part in host)
    return told > 0.5 * max(sum(map(len, parts)), 1)


def _latin(folded: str) -> str:
    """As hosts spell what has no letter of theirs."""
    for umlaut, letter in (("ae", "a"), ("oe", "o"), ("ue", "u"), ("\u00df", "ss")):
        folded = folded.replace(umlaut, letter)
    return folded


def _may_be_name(part: str) -> bool:
    folded = fold(part)
    return (
        1 <= word_count(part) <= LONGEST_OUTLET
        and any(letter.isalpha() for letter in part)
        and not is_link_words(part)
        and not is_label(part)
        and not _DAY_WORDS.fullmatch(folded)
        and folded not in _WEEKDAYS
        and not _NO_OUTLET.search(folded)
    )
