"""Words for how long ago something was, folded, in the languages that a desk reads first."""

from __future__ import annotations

from typing import Literal

from columninch.text.normalise import fold

Unit = Literal["second", "minute", "hour", "day", "week", "month", "year"]

_UNITS: dict[Unit, str] = {
    "second": (
        "second|seconds|sec|secs|sekunde|sekunden|seconde|secondes|sekonda|sekondë|saniye|sn|"
        "saniyə|ثانیه|ثانية|ثوان|ثواني|سیکنڈ|چرکە|ثانیې"
    ),
    "minute": (
        "minute|minutes|min|mins|minuten|minuta|minutash|minutë|dakika|dk|dəqiqə|دقیقه|دقيقة|"
        "دقائق|منٹ|خولەک|دەقە|دقیقې"
    ),
    "hour": (
        "hour|hours|hr|hrs|h|stunde|stunden|std|heure|heures|orë|orësh|ore|saat|ساعت|ساعة|ساعات|"
        "گھنٹہ|گھنٹے|کاتژمێر|سەعات|ساعته|ساعتونه|ساعتونو"
    ),
    "day": ("day|days|tag|tage|tagen|jour|jours|ditë|ditësh|gün|روز|يوم|يوما|أيام|دن|ڕۆژ|ورځ|ورځې"),
    "week": (
        "week|weeks|woche|wochen|semaine|semaines|javë|javësh|hafta|həftə|هفته|أسبوع|أسابيع|"
        "ہفتہ|ہفتے|هەفتە|اونۍ"
    ),
    "month": (
        "month|months|monat|monate|monaten|mois|muaj|muajsh|ay|ماه|شهر|أشهر|شهور|ماہ|مہینہ|"
        "مہینے|مانگ|میاشت|میاشتې"
    ),
    "year": (
        "year|years|yr|yrs|jahr|jahre|jahren|an|ans|année|années|vit|vite|vjet|vitesh|yıl|sene|"
        "il|سال|سنة|سنوات|عام|أعوام|ساڵ|کال|کاله"
    ),
}
_TWO: dict[Unit, str] = {
    "second": "ثانيتين",
    "minute": "دقيقتين",
    "hour": "ساعتين",
    "day": "يومين",
    "week": "أسبوعين",
    "month": "شهرين",
    "year": "سنتين|عامين",
}
"""Arabic's dual: the unit says how many."""
UNITS: dict[str, tuple[Unit, int]] = {
    fold(word): (unit, count)
    for count, listed in ((1, _UNITS), (2, _TWO))
    for unit, words in listed.items()
    for word in words.split("|")
}
"""Each with how many it means where no number stands before it."""
_COUNTED = {
    1: "a|an|one|einer|einem|ein|un|une|një|bir|یک|يك|واحد|ایک|یەک|یو|یوه",
    2: "two|zwei|deux|dy|iki|دو|دوو|دوه|دو",
    3: "three|drei|trois|tre|tri|üç|سه|ثلاث|ثلاثة|تین|سێ|درې",
    4: "four|vier|quatre|katër|dört|dörd|چهار|أربع|أربعة|چار|چوار|څلور",
    5: "five|fünf|cinq|pesë|beş|پنج|خمس|خمسة|پانچ|پێنج|پنځه",
    6: "six|sechs|gjashtë|altı|شش|ست|ستة|چھ|شەش|شپږ",
    7: "seven|sieben|sept|shtatë|yedi|yeddi|هفت|سبع|سبعة|سات|حەوت|اووه",
    8: "eight|acht|huit|tetë|sekiz|səkkiz|هشت|ثماني|ثمانية|آٹھ|هەشت|اته",
    9: "nine|neun|neuf|nëntë|dokuz|doqquz|نه|تسع|تسعة|نو|نۆ|نهه",
    10: "ten|zehn|dix|dhjetë|on|ده|عشر|عشرة|دس|دە|لس",
}
NUMBERS: dict[str, int] = {}
for _number, _words in _COUNTED.items():
    NUMBERS.update({fold(_word): _number for _word in _words.split("|")})
_DAYS = {
    0: "today|heute|aujourd'hui|sot|bugün|bu gün|امروز|اليوم|آج|ئەمڕۆ|نن",
    1: "yesterday|gestern|hier|dje|dün|dünən|دیروز|أمس|البارحة|گزشتہ روز|دوێنێ|پرون",
    2: (
        "the day before yesterday|vorgestern|avant-hier|pardje|evvelsi gün|evvelki gün|"
        "srağagün|پریروز|أول أمس|پێرێ"
    ),
}
"""Urdu's کل is left out: it is yesterday and tomorrow."""
DAYS: dict[str, int] = {
    fold(word): back for back, words in _DAYS.items() for word in words.split("|")
}
BEFORE = frozenset(map(fold, ("vor", "il y a", "para", "منذ", "قبل", "پێش")))
"""Words that stand before the number."""
_AFTER = (
    "ago|më parë|önce|əvvəl|öncə|bundan əvvəl|پیش|قبل|پہلے|لەمەوپێش|لەمەوبەر|پێش ئێستا|مخکې|"
    "وړاندې|دمخه"
)
AFTER = frozenset(map(fold, _AFTER.split("|")))
"""Words that stand behind the unit."""
