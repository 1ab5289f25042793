"""Days of the Islamic (lunar) calendar: recognised, so that no other calendar reads them.

They are not turned into another calendar's: a month begins with a sighting, so that the same
printed day differs by a day or two between countries.
"""

from __future__ import annotations

import re

from columninch.text.normalise import fold

_MONTHS = (
    "محرم|محرم الحرام|صفر|صفر المظفر|ربيع الأول|ربيع الثاني|ربيع الآخر|جمادى الأولى|جمادى الأول|"
    "جمادى الثانية|جمادى الآخرة|جمادى الآخر|جمادى الثاني|رجب|شعبان|رمضان|شوال|ذو القعدة|ذوالقعدة|"
    "ذي القعدة|ذیقعده|ذی القعده|ذو الحجة|ذوالحجة|ذي الحجة|ذیحجه|ذی الحجه|ربیع‌الاول|ربیع‌الثانی|"
    "جمادی‌الاول|جمادی‌الثانی|ذی‌القعده|ذی‌الحجه|رمضان المبارک|شعبان المعظم|رجب المرجب|"
    "شوال المکرم|محەڕەم|سەفەر|ڕەجەب|شەعبان|ڕەمەزان|شەووال|"
    "muharram|safar|rabi al-awwal|rabi al-thani|rabi' al-awwal|rabi' al-thani|jumada al-awwal|"
    "jumada al-ula|jumada al-thani|jumada al-akhirah|rajab|sha'ban|shaban|shaaban|ramadan|"
    "ramazan|shawwal|dhu al-qadah|dhu al-qi'dah|dhul qadah|dhu al-hijjah|dhul hijjah|"
    "muharrem|safer|rebiülevvel|rebiülahir|cemaziyelevvel|cemaziyelahir|recep|şaban|şevval|"
    "zilkade|zilhicce|məhərrəm|səfər|rəcəb|şəvval"
)
_NAMES = "|".join(sorted({re.escape(fold(one)) for one in _MONTHS.split("|")}, key=len)[::-1])
_ERA = (
    r"(?:ه(?!\.?\s?ش)(?:\.?\s?ق\.?)?|ق(?!\.?\s?ظ)\.?|قمری|هجری قمری|هجری(?! شمسی)"
    r"|a\.?h\.?|hijri|hicri)"
)
_YEAR = r"1[345]\d{2}"
_CENTURY = re.compile(_YEAR)
_NUMBERS = r"\d{1,2}\s*[/.-]\s*\d{1,2}"
_LUNAR = re.compile(
    rf"(?<!\w)\d{{1,2}}\.?\s+(?:{_NAMES})\s*,?\s+{_YEAR}(?!\d)(?:\s*{_ERA}(?!\w))?"
    rf"|(?<!\w)(?:{_NAMES})\s+\d{{1,2}}\s*,?\s+{_YEAR}(?!\d)(?:\s*{_ERA}(?!\w))?"
    rf"|(?<!\d)(?:{_NUMBERS}\s*[/.-]\s*{_YEAR}|{_YEAR}\s*[/.-]\s*{_NUMBERS})\s*{_ERA}(?!\w)"
    # no Solar Hijri year has come so far: 1430 begins in 2051
    rf"|(?<!\d)(?:{_NUMBERS}\s*[/.-]\s*14[3-9]\d|14[3-9]\d\s*[/.-]\s*{_NUMBERS})(?!\d)"
)


def without_lunar(plain: str) -> str:
    """A folded line without the lunar days that it prints."""
    return _LUNAR.sub(" ", plain) if _CENTURY.search(plain) else plain
