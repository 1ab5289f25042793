"""All words that the digest itself speaks, in each language it speaks.

A language is one dict with the keys of `ENGLISH` and one line in `WORDS`. Names in braces are
put in by whoever asks; a sentence may leave out what its language doesn't need.
"""

from __future__ import annotations

from babel import Locale

from columninch.registry import pick

ENGLISH: dict[str, str] = {
    # sections
    "stories": "Stories of the week",
    "voices": "Who said what",
    "articles": "Articles in brief",
    "interviews": "Interviews",
    "figures": "Figures we follow",
    "reprint": "In full",
    # counts
    "item": "{count} item",
    "items": "{count} items",
    "outlet": "{count} outlet",
    "outlets": "{count} outlets",
    "person": "{count} person",
    "people": "{count} people",
    # a story
    "first": "*{outlet}* reported this first, on {day}.",
    "first_by": "{authors} reported this first, in *{outlet}* on {day}.",
    "first_unsure": "*{outlet}* was among the first to report this, on {day}.",
    "first_unsure_by": "{authors} in *{outlet}* were among the first to report this, on {day}.",
    "told_until": "In all, {items} in {outlets} had told it by {day}.",
    "told_same_day": "In all, {items} in {outlets} told it, all on that day.",
    "reprinted_one": "One of them is a reprint.",
    "reprinted": "{count} of them are reprints.",
    "wrote": "*{outlet}* wrote on {day}:",
    # other entries
    "voices_heading": "Voices of the week",
    "voices_summary": "{people} in {outlets}, each in their own words.",
    "figure_one": "{value} {unit}, reported on {day}.",
    "figure_many": "From {first} to {last} {unit}, between {first_day} and {day}.",
    "list_comma": ", ",
    "list_and": " and ",
    # shares
    "percent": "{number} per cent",
    "percent_below": "less than one per cent",
    "percent_above": "more than ninety-nine per cent",
    "interval": " ({level}% interval {low} to {high})",
    "in_language": " in {tongue}",
    "of_items": "{percent}{interval} of what {group} published{in_language}",
    "of_words": "{percent}{interval} of the words that {group} published{in_language}",
    "of_minutes": "{percent}{interval} of the airtime of {group}{in_language}",
    "was_about": "{of} was about {answer}{census}{change}.",
    "census": " (all of its {items} were coded)",
    "change_up": ", up from {before} per cent the week before",
    "change_down": ", down from {before} per cent the week before",
    "change_slightly_up": ", slightly more than the week before",
    "change_slightly_down": ", slightly less than the week before",
    "change_none": ", about as much as the week before ({before} per cent)",
    "change_unknown": "; the week before it was {before} per cent ({low} to {high})",
    # charts
    "chart_first": "{answer} comes first in {group}: {percent} per cent",
    "chart_close": "{answer} and {other} lead in {group}, too close to tell apart",
    "chart_one": "{answer} in {group}: {percent} per cent",
    "chart_empty": "Nothing is measured yet",
    # what is missing, and pointers
    "gap_down": "{outlet}: its source could not be read",
    "gap_pages": "{outlet}: pages that could not be had: {count}",
    "gap_teasers": "{outlet}: pages known only by their feed: {count}",
    "gap_was_down": "{outlet}: its source was out of reach for a time; outages: {count}",
    "gap_was_window": "{outlet}: its feed had moved on before it was asked again: {count} times",
    "gap_was_numbers": "{outlet}: posts whose numbers are missing: {count}",
    "gap_backfill": "{outlet}: taken in afterwards, from archives or older lists: {count} items",
    "issue_number": "no. {number}",
}

PERSIAN: dict[str, str] = {
    "stories": "رویدادهای هفته",
    "voices": "چه کسی چه گفت",
    "articles": "خلاصهٔ نوشته‌ها",
    "interviews": "گفت‌وگوها",
    "figures": "رقم‌هایی که دنبال می‌کنیم",
    "reprint": "متن کامل",
    "item": "{count} مطلب",
    "items": "{count} مطلب",
    "outlet": "{count} رسانه",
    "outlets": "{count} رسانه",
    "person": "{count} نفر",
    "people": "{count} نفر",
    "first": "نخستین گزارش را *{outlet}* در {day} منتشر کرد.",
    "first_by": "نخستین گزارش را {authors} در *{outlet}* در {day} نوشت.",
    "first_unsure": "*{outlet}* در {day} از نخستین گزارش‌دهندگان بود.",
    "first_unsure_by": "گزارش {authors} در *{outlet}* در {day} از نخستین گزارش‌ها بود.",
    "told_until": "روی‌هم‌رفته {items} در {outlets} تا {day} به آن پرداختند.",
    "told_same_day": "روی‌هم‌رفته {items} در {outlets} همان روز به آن پرداختند.",
    "reprinted_one": "یکی از آن‌ها بازنشر است.",
    "reprinted": "{count} مطلب از آن‌ها بازنشر است.",
    "wrote": "*{outlet}* در {day} نوشت:",
    "voices_heading": "صداهای هفته",
    "voices_summary": "{people} در {outlets}، هر یک با سخن خودش.",
    "figure_one": "{value} {unit}، گزارش {day}.",
    "figure_many": "از {first} تا {last} {unit}، میان {first_day} و {day}.",
    "list_comma": "، ",
    "list_and": " و ",
    "percent": "{number} درصد",
    "percent_below": "کمتر از یک درصد",
    "percent_above": "بیش از نود و نه درصد",
    "interval": " (بازهٔ اطمینان {level}٪: {low} تا {high})",
    "in_language": " به {tongue}",
    "of_items": "{percent}{interval} از آنچه {group}{in_language} منتشر کرد",
    "of_words": "{percent}{interval} از واژه‌هایی که {group}{in_language} منتشر کرد",
    "of_minutes": "{percent}{interval} از زمان پخش {group}{in_language}",
    "was_about": "{of} دربارهٔ {answer} بود{census}{change}.",
    "census": " (همهٔ {items} کدگذاری شد)",
    "change_up": "، بیشتر از هفتهٔ پیش ({before} درصد)",
    "change_down": "، کمتر از هفتهٔ پیش ({before} درصد)",
    "change_slightly_up": "، اندکی بیشتر از هفتهٔ پیش",
    "change_slightly_down": "، اندکی کمتر از هفتهٔ پیش",
    "change_none": "، کمابیش به اندازهٔ هفتهٔ پیش ({before} درصد)",
    "change_unknown": "؛ هفتهٔ پیش {before} درصد ({low} تا {high}) بود",
    "chart_first": "{answer} در {group} پیش از همه است: {percent} درصد",
    "chart_close": "{answer} و {other} در {group} پیشتازند و نمی‌توان گفت کدام بیشتر است",
    "chart_one": "{answer} در {group}: {percent} درصد",
    "chart_empty": "هنوز چیزی اندازه‌گیری نشده است",
    "gap_down": "{outlet}: منبعش خوانده نشد",
    "gap_pages": "{outlet}: {count} صفحه به دست نیامد",
    "gap_teasers": "{outlet}: {count} صفحه تنها از روی خوراک شناخته شد",
    "gap_was_down": "{outlet}: منبعش {count} بار از دسترس بیرون بود",
    "gap_was_window": "{outlet}: خوراکش {count} بار پیش از پرسش بعدی جابه‌جا شده بود",
    "gap_was_numbers": "{outlet}: شمارهٔ {count} پیام در دست نیست",
    "gap_backfill": "{outlet}: {count} مطلب بعدها از بایگانی‌ها یا فهرست‌های قدیمی گرفته شد",
    "issue_number": "شمارهٔ {number}",
}

WORDS: dict[str, dict[str, str]] = {"en": ENGLISH, "fa": PERSIAN}


def spoken(language: str) -> str:
    """`language` where the digest speaks it, else English."""
    return language if language in WORDS else "en"


def word(key: str, language: str, **parts: str) -> str:
    """The words under `key` in `language`, or in English, with `parts` put in.

    Raises `UnknownKey` for a key that is not there.
    """
    return pick(WORDS[spoken(language)], key, what="word of the digest").format(**parts)


def language_name(code: str, language: str) -> str:
    """The name of the language `code`, as `language` calls it; the code itself if unknown."""
    return str(Locale.parse(spoken(language)).languages.get(code, code))
