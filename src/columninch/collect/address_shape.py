"""What an address alone says of what lies there: a day, an article, or a page of lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote

from columninch.text.jalali import from_jalali
from columninch.text.words import word_set

if TYPE_CHECKING:
    from columninch.collect.fetcher.weburl import WebAddress

LIST_WORDS = word_set(
    """
    about account ads advertise advertising amp archive archives author authors basket byline
    calendar cart cat categories category channel channels comment comments contact contributor
    contributors cookie cookies copyright donate events faq feed feeds help home impressum index
    jobs keyword keywords label labels latest legal login logout membership mostread newsletter
    newsletters page pages people podcast podcasts policy post_tag privacy profile register rss
    search sections section series share shop signin signup sitemap staff subscribe subscription
    subscriptions tag tags terms topic topics trending user users weather
    موضوع برچسب برچسب‌ها نویسنده نویسندگان دسته دسته‌بندی آرشیو صفحه جستجو درباره تماس پیوندها
    وسم وسوم كاتب كتاب تصنيف قسم أرشيف صفحة بحث من-نحن اتصل-بنا الكاتب
    """
)
"""Segments of a path below which there are lists, people and notices, and no article."""
FILES = re.compile(
    r"\.(?:7z|avi|bmp|css|csv|docx?|eps|exe|gif|gz|ico|jpe?g|js|json|m3u8?|m4a|mov|mp3|mp4|mpe?g|ogg"
    r"|ods|odt|pdf|png|pptx?|rar|rdf|rss|svg|tar|tiff?|torrent|ttf|wav|webm|webp|woff2?|xlsx?|xml"
    r"|zip)$",
    re.IGNORECASE,
)
"""Endings of what is no page."""

_DAY = re.compile(
    r"(?<!\d)(?P<year>1[34]\d\d|19[89]\d|20\d\d)(?P<mark>[/_-]|(?=\d{4}(?!\d)))(?P<month>0?[1-9]|1[0-2])"
    r"(?:(?P=mark)(?P<day>[12]\d|3[01]|0?[1-9])(?!\d)|(?=[/_.-]|$))"
)
_SEPARATOR = re.compile(r"[-_+ ~.،]+")
_ENDING = re.compile(
    r"\.(?:html?|s?html5?|php|aspx?|jsp|cms|ece|story|stm|cfm|do|page)$", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{4,}")
_CODE = re.compile(r"(?=[^\W_]*\d)(?=[^\W_]*[a-z])[^\W_]{8,}", re.IGNORECASE)
_NUMBERED_QUERY = re.compile(
    r"(?:^|&)(?:p|id|nid|aid|newsid|news_id|articleid|article|story|storyid|a|n|sid|itemid)=[\w-]*\d",
    re.IGNORECASE,
)
EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Days:
    """A half-open stretch of time that an address names: a day, or a month."""

    starts: datetime
    ends: datetime


def days_named(address: WebAddress) -> Days | None:
    """The day or month that the path names, Gregorian or Jalali; None where it names none."""
    for found in _DAY.finditer(address.path):
        days = _days(int(found["year"]), int(found["month"]), int(found["day"] or 0))
        if days is not None:
            return days
    return None


def _days(year: int, month: int, day: int) -> Days | None:
    try:
        first = _first(year, month, day or 1)
        after = first + timedelta(days=1) if day else _first(year + month // 12, month % 12 + 1, 1)
    except ValueError:
        return None
    if first < EARLIEST:
        return None
    return Days(_midnight(first), _midnight(after))


def _first(year: int, month: int, day: int) -> date:
    return from_jalali(year, month, day) if year < 1500 else date(year, month, day)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def segments(address: WebAddress) -> list[str]:
    """The path's segments, decoded, without those that are empty."""
    return [unquote(one) for one in address.path.split("/") if one]


def is_no_article(address: WebAddress) -> bool:
    """Whether what lies there is surely no article: the front page, a list, a file."""
    parts = segments(address)
    if not parts:
        return not _NUMBERED_QUERY.search(address.query.removeprefix("?"))
    if FILES.search(parts[-1]):
        return True
    last = _ENDING.sub("", parts[-1]).lower()
    if last in LIST_WORDS and not address.query:
        return True
    listed = any(part.lower() in LIST_WORDS for part in parts[:-1])
    return listed and not _is_slug(last, long=5)


def article_shape(address: WebAddress) -> float:
    """How much the address looks like an article's: about -2 (not at all) to 5 (very much)."""
    if is_no_article(address):
        return -2.0
    parts = segments(address)
    is_dated = days_named(address) is not None
    score = 2.0 if is_dated else _number_score(parts)
    score += _slug_score(parts)
    if _NUMBERED_QUERY.search(address.query.removeprefix("?")):
        score += 1.5
    return score - 1.0 if len(parts) == 1 and not score else score


def _slug_score(parts: list[str]) -> float:
    last = _ENDING.sub("", parts[-1]) if parts else ""
    if _is_slug(last, long=4) or any(_is_slug(part, long=5) for part in parts):
        return 2.0
    return 1.0 if _is_slug(last, long=3) else 0.0


def _number_score(parts: list[str]) -> float:
    if any(_NUMBER.search(part) or _CODE.fullmatch(part) for part in parts):
        return 1.5
    return 1.0 if any(part.isdigit() for part in parts[1:]) else 0.0


def path_pattern(address: WebAddress) -> str:
    """The address with what differs between articles left out: alike for pages of one sort."""
    kinds = [_segment_kind(part) for part in segments(address)]
    names = sorted(
        one.partition("=")[0] for one in address.query.removeprefix("?").split("&") if one
    )
    return "/".join([address.host.removeprefix("www."), *kinds]) + (
        "?" + "&".join(names) if names else ""
    )


def _segment_kind(part: str) -> str:
    bare = _ENDING.sub("", part)
    if bare.isdigit():
        return "#"
    if _is_slug(bare, long=3):
        return "slug"
    return "code" if any(letter.isdigit() for letter in bare) else "word"


def _is_slug(segment: str, *, long: int) -> bool:
    """Whether it is a headline written as a segment: at least `long` words of letters."""
    words = [word for word in _SEPARATOR.split(segment) if any(letter.isalpha() for letter in word)]
    return len(words) >= long
