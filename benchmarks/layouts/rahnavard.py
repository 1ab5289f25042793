"""Rahnavard (Persian): an old system's page of tables and spans with their own styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import bare_head
from .draw import between, drawn, one_in, some
from .markup import Tags, anchor, esc, listed, menu, persian_day, persian_number, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "رهنورد"
STYLE = 'style="text-align: justify; direction: rtl;"'
TAGS = Tags(
    paragraph=f"<p {STYLE}><span style='font-size:11pt'>{{}}</span></p>",
    heading=f"<p {STYLE}><span style='color:#800000'><strong>{{}}</strong></span></p>",
    item=f"<p {STYLE}><span style='font-size:11pt'>- {{}}</span></p>",
    listing="{}",
    quote=f"<p {STYLE}><span style='font-size:11pt'><em>{{}}</em></span></p>",
    label="<b>{}</b>",
)
NOTES = (
    "کاروان‌سرای رهنورد هر سه‌شنبه باز است. خوانندگانی که سه نوشته را "
    "از بر بخوانند شام مهمان ما هستند.",
    "نسخهٔ جیبی رهنورد برای راه‌های بی‌آنتن آماده شد؛ آن را از دکهٔ نبش میدان بگیرید.",
    "نامه‌های شما دربارهٔ این گزارش تا پایان ماه خوانده می‌شود و بهترینش جای سرمقاله می‌نشیند.",
)
SHOTS = (
    "راه مالرو پشت کارخانه",
    "میدان آسیاب در روز برفی",
    "پل چوبی پیش از تعمیر",
    "گاری پست کهنه",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    lead = TAGS.paragraph.format(f"<b>{esc(article.standfirst)}</b>") if article.standfirst else ""
    return f"""<html dir="rtl"><head>{bare_head(article, OUTLET)}</head><body>
<table width="980" align="center"><tr><td colspan="2">{OUTLET} | سال {persian_number(19)}، شمارهٔ
{persian_number(700 + number)} |
{menu(("منزل اول", "چاپارخانه", "بازار", "سفرنامه"), "{} ")}</td></tr>
<tr><td valign="top" width="700"><table class="contentpaneopen"><tr><td class="contentheading">
{esc(article.title)}</td></tr><tr><td>{esc(article.author)}</td></tr>
<tr><td class="createdate">{persian_day(article)}</td></tr>
<tr><td valign="top">{_line(f"(تصویر: {drawn(SHOTS, 'rahnavard', number)})")}
{lead}{woven(written(article, TAGS), _extras(others, number))}
{_tail(others, number)}</td></tr></table></td>
<td valign="top">{_side(others, number)}</td></tr>
<tr><td colspan="2">رهنورد از آنِ رهگذران است.</td></tr></table></body></html>"""


def _line(inside: str) -> str:
    return TAGS.paragraph.format(inside)


def _extras(others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    for other in some(others, 1, "rahnavard", number, "fork"):
        extras[between(1, 3, "rahnavard", number, "at")] = _line(f"سر دوراهی: {anchor(other)}")
    if one_in(2, "rahnavard", number, "note"):
        extras[4] = _line(drawn(NOTES, "rahnavard", number))
    return extras


def _tail(others: Sequence[Article], number: int) -> str:
    told = "".join(_line(anchor(one)) for one in some(others, 3, "rahnavard", number, "road"))
    first = (
        _line("این گزارش پیش‌تر در سالنامهٔ «ده فرسنگ» آمده بود و اینجا کوتاه شده است.")
        if one_in(5, "rahnavard", number, "first")
        else ""
    )
    return f"""{first}{_line("بلدِ راه: تیرداد کوه‌نشین؛ بار و بنه: بخش عکس")}
{_line(f"همسفران این صفحه: {persian_number(between(40, 3900, number, 'with'))} نفر، دو قاطر")}
{_line("گم شدن در این نوشته بر عهدهٔ نویسنده است. راه درست را در چاپارخانه بپرسید.")}
{_line("<strong>منزل‌های نزدیک</strong>")}{told}"""


def _side(others: Sequence[Article], number: int) -> str:
    fresh = listed(some(others, 8, "rahnavard", number // 2, "side"), "<div>{}</div>")
    return f"""<b>تازه از راه رسیده</b>{fresh}<p>نرخ جو
{persian_number(between(11, 19, number, "oats"))}،
نعل {persian_number(between(3, 6, number, "shoe"))} سکه، کاه بی‌تغییر.</p>"""


LAYOUT = Layout(
    name="rahnavard",
    language="fa",
    summary="right to left; tables, styled spans, notes of the house set exactly like the text",
    page=page,
)
