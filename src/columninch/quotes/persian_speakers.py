"""From the words that say who spoke, in Persian, to a speaker with name, role and body."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.quotes.candidates import is_near
from columninch.quotes.wordsets import folded_set
from columninch.records import Speaker
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from columninch.quotes.candidates import Candidate
    from columninch.records import Span

_PRONOUNS = folded_set("او وی ایشان این آن")
_COURTESY = folded_set("آقای خانم سید")
_TITLES = folded_set("دکتر مهندس استاد ناخدا کاپیتان سرهنگ پروفسور شیخ")
"""Roles that stand right before a name."""
_LONGEST_TITLED_NAME = 4
_ROLES = folded_set(
    "وزیر رئیس رییس دبیر سخنگوی سخنگو مدیر مدیرعامل نماینده نمایندهٔ معاون عضو شهردار "
    "استاندار فرماندار استاد وکیل خبرنگار کارشناس پژوهشگر ناخدا صاحب راننده رانندهٔ معلم "
    "آموزگار پزشک نویسنده نویسندهٔ روزنامه‌نگار سردبیر دبیرکل رهبر بنیانگذار بنیان‌گذار "
    "مسئول مسئولان مقام مقامات ساکنان اهالی ماهیگیران کارگران معترضان پلیس منتقدان شاهدان "
    "تحلیلگر تحلیلگران مشاور هماهنگ‌کننده هماهنگ‌کنندهٔ سرپرست بازرس قاضی دادستان فرمانده "
    "فرماندهٔ ملوان دانشجوی دانشجو یک یکی گروهی برخی چند بسیاری مردم منابع نخست‌وزیر "
    "رئیس‌جمهور مالک سرمایه‌گذار اقتصاددان تاریخ‌نگار جامعه‌شناس مادر پدر خواهر برادر همسر "
    "کشاورز مغازه‌دار سرایدار نگهبان متصدی"
)
_BODIES = folded_set(
    "اتحادیه انجمن شرکت وزارت سازمان شورا دانشگاه مرکز اداره بنیاد حزب کمیته صنف روزنامه "
    "خبرگزاری مؤسسه موسسه نهاد کانون گروه هفته‌نامه بیمارستان دفتر پلیس مجلس دولت شهرداری "
    "بندر بانک باشگاه تعاونی کمیسیون ستاد جبهه جنبش ائتلاف مدرسه پژوهشکده دبیرخانه هیئت "
    "صندوق فدراسیون اتاق دادگاه تماشاخانه ایستگاه خانواده کشتی کتابخانه موزه فرودگاه "
    "کلیسا مسجد آموزشگاه هنرستان کارخانه پژوهشگاه فرهنگستان"
)
_FOLDED_BODIES = tuple(sorted(_BODIES))


def persian_speakers(text: str, found: tuple[Candidate, ...]) -> tuple[Speaker | None, ...]:
    """The speaker of each candidate, or None where the text doesn't say who spoke.

    A family name alone, or behind آقای or خانم, becomes the full name given before. A
    pronoun becomes the last named speaker, if near.
    """
    given: dict[str, Speaker] = {}
    speakers: list[Speaker | None] = []
    last: Speaker | None = None
    for candidate in found:
        speaker = _speaker(text, candidate.source, given, last)
        if speaker is not None and speaker.name:
            given.setdefault(speaker.name, speaker)
            last = speaker
        speakers.append(speaker)
    return tuple(speakers)


def _speaker(
    text: str, source: Span | None, given: dict[str, Speaker], last: Speaker | None
) -> Speaker | None:
    if source is None:
        return None
    phrase = " ".join(text[source.start : source.end].split())
    if fold(phrase) in _PRONOUNS:
        if last is not None and is_near(last, source):
            return replace(last, span=source)
        return Speaker("", span=source)
    name, role, body = describe(phrase)
    full = _full_name(name, given)
    before = given.get(full)
    if before is not None:
        role, body = role or before.role, body or before.affiliation
    return Speaker(full, role, body, source)


def _full_name(name: str, given: dict[str, Speaker]) -> str:
    """The one full name given before that ends in `name`, else `name`."""
    fits = [one for one in given if name and fold(one).endswith(" " + fold(name))]
    return fits[0] if len(fits) == 1 else name


def describe(phrase: str) -> tuple[str, str, str]:
    """Name, role and affiliation in a noun phrase; empty what it doesn't give."""
    parts = [part.strip() for part in phrase.split("،") if part.strip()]
    names = [part for part in parts if not _is_role(part)][:1]
    roles = [part for part in parts if part not in names]
    role, body = _role_and_body(roles[0]) if roles else ("", "")
    if not names:
        return "", role, body
    title, name = _title_and_name(names[0])
    return name, role or title, body


def _is_role(part: str) -> bool:
    words = [fold(word) for word in part.split()]
    if words[0] in _TITLES | _COURTESY and 1 < len(words) <= _LONGEST_TITLED_NAME:
        return words[1] in _ROLES or words[1].startswith(_FOLDED_BODIES)
    is_named = words[0] in _ROLES or words[0].startswith(_FOLDED_BODIES)
    return is_named or len(words) > _LONGEST_TITLED_NAME


def _role_and_body(part: str) -> tuple[str, str]:
    words = part.split()
    for place, word in enumerate(words[1:], 1):
        if fold(word).startswith(_FOLDED_BODIES):
            return " ".join(words[:place]), " ".join(words[place:])
    return part, ""


def _title_and_name(name: str) -> tuple[str, str]:
    """'ناخدا بهرام نادری' in two; آقای and خانم say nothing about a role."""
    words = name.split()
    title = ""
    while len(words) > 1 and fold(words[0]) in _COURTESY | _TITLES:
        title = words[0] if fold(words[0]) in _TITLES else title
        del words[0]
    return title, " ".join(words)
