"""Sepidar (Persian): a news agency's page; everything is a paragraph of the body's own div."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import open_graph
from .draw import between, drawn, one_in, some
from .markup import (
    Tags,
    anchor,
    esc,
    listed,
    menu,
    persian_day,
    persian_number,
    woven,
    written,
)
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "خبرگزاری سپیدار"
CALLS = ("این را هم ورق بزنید: {}", "دنبالهٔ ماجرا: {}", "از همین دست: {}", "بی‌ربط نیست: {}")
SHOTS = (
    "نمایی از اسکلهٔ شمالی در هفتهٔ گذشته",
    "راستهٔ تورباف‌ها پیش از ظهر",
    "چراغ دریایی کهنه از پشت بام انبار",
    "صف نان در کوی فانوس، آرشیو",
)
ASKED = (
    "سپیدار در پیام‌رسان شما هم سایه دارد؛ شاخهٔ «بندر» را نگه دارید تا خبرها خودشان بیایند.",
    "اگر تصویری از این رویداد دارید آن را برای باغبان‌های ما بفرستید، نامتان زیر عکس می‌آید.",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    tags = Tags(paragraph='<p dir="RTL">{}</p>', heading='<p dir="RTL"><strong>{}</strong></p>')
    lead = f'<p class="lead">{esc(article.standfirst)}</p>' if article.standfirst else ""
    return f"""<!doctype html>
<html lang="fa" dir="rtl"><head>{open_graph(article, OUTLET)}</head><body>
<div class="top"><a href="/">{OUTLET}</a><ul>
{menu(("تنه", "شاخه‌ها", "ریشه", "برگ‌ریزان", "دیدگاه باغبان"))}</ul>
<span>امروز در چنارستان {persian_number(between(12, 31, number // 3, "heat"))} درجه، باد از سوی
نخلستان</span>
</div><div class="row"><div class="col-8"><div class="news">
<div class="rutitr">{esc(article.section)} در نگاه سپیدار</div><h1>{esc(article.title)}</h1>
<div class="meta">{persian_day(article)} شمارهٔ برگ
{persian_number(between(81000, 99000, number, "leaf"))}
نوشتهٔ {esc(article.author)}</div>
<div class="body"><p dir="RTL">{drawn(SHOTS, "sepidar", number)}</p>
{lead}
{woven(written(article, tags), _extras(others, number))}
{_tail(article, others, number)}</div></div></div>
<div class="col-4"><h4>پرسایه‌ترین‌ها</h4><ol>
{listed(some(others, 6, "sepidar", number // 3, "shade"))}</ol></div></div>
<div class="foot"><p>بازگفتن نوشته‌های سپیدار با نام بردن از سایه‌اش
رواست.</p></div></body></html>"""


def _extras(others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    for at, other in zip((2, 4), some(others, 2, "sepidar", number, "call"), strict=False):
        call = drawn(CALLS, "sepidar", number, at).format(anchor(other))
        extras[at] = f'<p dir="RTL">{call}</p>'
    if one_in(2, "sepidar", number, "asked"):
        extras[3] = f'<p dir="RTL">{drawn(ASKED, "sepidar", number)}</p>'
    if one_in(5, "sepidar", number, "council"):
        extras[5] = (
            '<p dir="RTL">نشست همگانی هم‌سایه‌ها پنج‌شنبه زیر چنار بزرگ برگزار می‌شود؛ چای با سپیدار، '
            "قند با شما.</p>"
        )
    return extras


def _tail(article: Article, others: Sequence[Article], number: int) -> str:
    told = "".join(
        f'<p dir="RTL">{anchor(one)}</p>' for one in some(others, 3, "sepidar", number, "branch")
    )
    return f"""<p dir="RTL">سایهٔ این برگ تمام شد /
{persian_number(between(100, 499, number, "end"))}</p>
<p dir="RTL">هرس: گلنار تاکستانی؛ آبیاری عکس: میز شب</p>
<p dir="RTL">نشانی کوتاه: spd.example/{number}</p>
<p dir="RTL">برچسب‌ها: {esc(article.section)}، چنارستان، کوی فانوس</p>
<p dir="RTL">این برگ را به دیوار بزنید: رونوشت، پیام، نامه</p>
<p dir="RTL"><strong>از شاخه‌های دیگر</strong></p>{told}
<form><p>نظر شما پس از آفتاب خوردن دیده می‌شود و ممکن است کوتاه شود.</p><input name="nam"></form>"""


LAYOUT = Layout(
    name="sepidar",
    language="fa",
    summary="right to left; calls, tags, short address and teasers as paragraphs of the body",
    page=page,
)
