"""Bandargah (Persian): line breaks for paragraphs, and the outlet's calls among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import bare_head
from .draw import between, drawn, one_in, some
from .markup import Tags, anchor, esc, listed, menu, persian_day, persian_number, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "روزنامهٔ بندرگاه"
TAGS = Tags(
    paragraph="{}<br /><br />",
    heading="<strong>{}</strong><br /><br />",
    item="● {}<br />",
    listing="{}<br />",
    quote="«<em>{}</em>»<br /><br />",
    label="<b>{}</b>",
)
SHOTS = (
    "عکس: لنج‌های بهاری کنار دیوار غربی / بندرگاه، سامان دکل",
    "عکس: تالار شورا پیش از آمدن نماینده‌ها / بندرگاه، سامان دکل",
    "عکس: بازارچهٔ شنبه / از آلبوم خوانندگان",
)
WINDS = (
    "باد شرقی تا نیمه‌شب می‌وزد و دریا کمی مواج است. لنج‌های کوچک تا صبح شنبه بیرون نروند.",
    "مه بامدادی تا ساعت نه می‌ماند. پس از آن آفتاب است و آب‌ها آرام.",
    "شرجی و بی‌باد. برای چهارشنبه باران کوتاهی پیش‌بینی شده است.",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    lead = f"<b>{esc(article.standfirst)}</b><br /><br />" if article.standfirst else ""
    return f"""<!DOCTYPE html>
<html><head>{bare_head(article, OUTLET)}</head><body dir="rtl">
<div id="h"><a href="/">{OUTLET}</a> {menu(("لنگر", "بادبان", "انبار", "نامه‌ها"), "{} - ")}
<span>چاپ ساحل | چاپ جزیره | چاپ پایتخت</span></div>
<div id="c"><div id="m"><div class="t">{esc(article.title)}</div>
<div class="n">{drawn(SHOTS, "bandargah", number)}<br /><br />
{esc(article.title)}<br />{persian_day(article)}، دفتر {esc(article.section)}،
{persian_number(between(2, 9, number, "pipe"))} دقیقه به اندازهٔ یک چای<br /><br />
{lead}{woven(written(article, TAGS), _extras(others, number))}
{_tail(article, others, number)}</div></div>
<div id="s"><b>هوای دریا</b><p>{drawn(WINDS, "bandargah", number // 2)}</p>
<b>تازه لنگر
انداخته</b>{listed(some(others, 7, "bandargah", number // 2, "fresh"), "<div>{}</div>")}
</div></div><div id="f">بندرگاه، خیابان قیر، طبقهٔ بالای انبار طناب</div></body></html>"""


def _extras(others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    for other in some(others, 1, "bandargah", number, "rope"):
        place = between(1, 4, "bandargah", number, "place")
        extras[place] = f"سر دیگر این طناب: {anchor(other)}<br /><br />"
    if one_in(2, "bandargah", number, "crew"):
        extras[5] = (
            "<b>جاشوهای بندرگاه</b> ماهی دو سکه می‌دهند و هر جمعه نقشهٔ تازه می‌گیرند. "
            '<a href="/crew">جای خالی هست.</a><br /><br />'
        )
    if one_in(5, "bandargah", number, "lottery"):
        extras[3] = (
            "برندهٔ قرعهٔ این هفته یک روز با لنج قدیمی به جزیره می‌رود؛ پاسخ جدول را روی کاغذ "
            "بنویسید و در صندوق سبز بیندازید.<br /><br />"
        )
    return extras


def _tail(article: Article, others: Sequence[Article], number: int) -> str:
    told = "".join(
        f"<b>{anchor(one)}</b><br />{esc(one.lead)}<br /><br />"
        for one in some(others, 2, "bandargah", number, "tail")
    )
    return f"""نوشتهٔ {esc(article.author)}، با چشم دوم ناخدا شب‌خیز<br /><br />
این نوشته را دیگران هم دیده‌اند: {persian_number(between(90, 8800, number, "seen"))} بار؛ به
هم‌کابین خود بدهید<br /><br />
لغزش قلم را به ما بگویید؛ هر شنبه در گوشهٔ پایین صفحهٔ دو با نام گوینده درست می‌شود.<br /><br />
<b>لنگر بعدی</b><br /><br />{told}
دیدگاه خود را در بطری بگذارید و به آب بیندازید.<br />"""


LAYOUT = Layout(
    name="bandargah",
    language="fa",
    summary="right to left; line breaks only, headline and day repeated, calls between the lines",
    page=page,
)
