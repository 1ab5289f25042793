"""Names of months in the Gregorian and the Solar Hijri calendar, folded, to their numbers.

The Gregorian ones are Babel's (CLDR) and what the press writes besides: Arabic in the Levant
and in the Maghreb, Persian in Iran and in Afghanistan, Kurdish, Pashto, Austrian German.
"""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from columninch.text.normalise import fold

_LANGUAGES = (
    "en", "fa", "ar", "fr", "de", "es", "it", "pt", "nl", "tr", "ru", "sq", "az", "ur", "ps",
    "ckb", "pl", "cs", "sv", "da", "nb", "fi", "ro", "hu", "hr", "el", "uk", "bg",
)  # fmt: skip
"""Asked in this order where the language isn't known or doesn't have the name."""
_BESIDES: dict[str, tuple[str, ...]] = {
    "ar": (
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني "
        "كانون_الأول",
        "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
        "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    ),
    "ckb": (
        "کانوونی_دووەم شوبات ئازار نیسان ئایار حوزەیران تەمموز ئاب ئەیلول تشرینی_یەکەم "
        "تشرینی_دووەم کانوونی_یەکەم",
        "کانونی_دووەم شوبات ئازار نیسان ئایار حوزەیران تەممووز ئاب ئەیلوول تشرینی_یەکەم "
        "تشرینی_دووەم کانونی_یەکەم",
    ),
    "de": (
        "Jänner Feber März April Mai Juni Juli August September Oktober November Dezember",
        "Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    ),
    "en": ("jan feb mar apr may jun jul aug sept oct nov dec",),
    "fa": (
        "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
        "جنوری فبروری مارچ اپریل می جون جولای آگست سپتمبر اکتوبر نومبر دسمبر",
        "ژانویه فوریه مارس آپریل ماه_مه ژوئن ژوییه آگوست سپتامبر اکتبر نوامبر دسامبر",
        "ژانویه فوریه مارس اپریل می ژوئن جولای اگوست سپتامبر اکتبر نوامبر دسامبر",
    ),
    "ps": (
        "جنوري فبروري مارچ اپریل مۍ جون جولای اګست سپتمبر اکتوبر نومبر دسمبر",
        "جنورۍ فبرورۍ مارچ اپرېل می جون جولایي اګسټ سپټمبر اکټوبر نوېمبر ډسمبر",
    ),
    "sq": ("janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",),
}
_SOLAR = (
    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    "فروردین اردیبهشت خرداد تیر امرداد شهریور مهر آبان آذر دی بهمن اسپند",
    "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
    "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب",
    "خاکەلێوە گوڵان جۆزەردان پووشپەڕ گەلاوێژ خەرمانان ڕەزبەر گەڵاڕێزان سەرماوەز بەفرانبار "
    "ڕێبەندان ڕەشەمێ",
    "farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand",
)
_JOINED = re.compile(r"[\s/]+")
_IZAFE = re.compile(r"(?<=\w)ی$")
"""The ending that ties a Kurdish month to its year: ئازاری ٢٠٢٤."""


def gregorian_month(name: str, language: str = "") -> int:
    """The number of the month called `name` (folded), in `language` or another, or 0."""
    for candidate in (name, _IZAFE.sub("", name)):
        for code in dict.fromkeys((language.partition("-")[0], *_LANGUAGES)):
            month = _months(code).get(candidate) if code else None
            if month:
                return month
    parts = _JOINED.split(name)  # "marzo de", "آذار/مارس"
    if len(parts) < 2:
        return 0
    return next((month for part in parts if (month := gregorian_month(part, language))), 0)


def solar_month(name: str) -> int:
    """The number of the Solar Hijri month called `name` (folded), or 0."""
    bare = name.removesuffix(" ماه")
    return _solar_months().get(bare) or _solar_months().get(_IZAFE.sub("", bare), 0)


@lru_cache(maxsize=64)
def _months(code: str) -> dict[str, int]:
    """Folded names of months in one language, long and short."""
    names: dict[str, int] = {}
    for listed in _BESIDES.get(code, ()):
        names |= {name: month for name, month in _numbered(listed).items() if name not in names}
    try:
        months = Locale.parse(code).months
    except (UnknownLocaleError, ValueError):
        return names
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context][width].items():
                names.setdefault(fold(name).strip("."), number)
    if code in {"tr", "az"}:  # in capitals their ı becomes i
        names |= {name.replace("ı", "i"): number for name, number in names.items()}
    return {name: number for name, number in names.items() if not name.isdigit()}


@lru_cache(maxsize=1)
def _solar_months() -> dict[str, int]:
    names: dict[str, int] = {}
    for listed in _SOLAR:
        names |= _numbered(listed)
    return names


def _numbered(listed: str) -> dict[str, int]:
    return {fold(name.replace("_", " ")): number for number, name in enumerate(listed.split(), 1)}
