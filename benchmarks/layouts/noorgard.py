"""Noorgard (Persian): a magazine from abroad; each paragraph a div, cards and appeals between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import linked_data, open_graph
from .draw import between, code, drawn, one_in, some
from .markup import (
    Tags,
    anchor,
    esc,
    initial_sentence,
    listed,
    menu,
    persian_day,
    persian_number,
    repeated,
    woven,
    written,
)
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "نورگرد"
CAPTIONS = (
    "پنجره‌ای در راستهٔ ساعت‌سازها، از مجموعهٔ «سی شب»",
    "پلکان کتابخانه پس از باران",
    "دستگاه چاپ دستی که هنوز کار می‌کند",
    "سایهٔ نرده‌ها بر دیوار گمرک کهنه",
)
RECURRING = (
    "پروندهٔ «خانه‌های قیر» از سه سال پیش باز است. در این پرونده تا امروز چهل گزارش آمده و یازده "
    "نام عوض شده است. هر کس تازه رسیده از گزارش نخست بخواند، چون پایانش هنوز نوشته نشده.",
    "«شب‌خوانی» نام طرحی است که در آن یک محله یک شب بیدار می‌ماند و بلند می‌خواند. نورگرد از شب دوم "
    "همراه آن بوده و صدای همهٔ شب‌ها را نگه داشته است.",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page; half of its class names change from build to build."""
    build = number // 15
    text = f"txt-{code(4, 'noorgard', build)}"
    tags = Tags(
        paragraph=f'<div class="{text}">{{}}</div>',
        heading=f'<h2 class="h-{code(4, "noorgard h", build)}">{{}}</h2>',
        quote=f'<blockquote class="{text}">{{}}</blockquote>',
    )
    standfirst = f'<div class="{text}"><em>{esc(article.standfirst)}</em></div>'
    return f"""<!doctype html>
<html lang="fa" dir="rtl"><head>{open_graph(article, OUTLET)}
{linked_data(article, OUTLET)}</head><body>
<header><a href="/">{OUTLET}</a>
<nav>{menu(("روشن", "نیم‌روشن", "گفت", "شنید"), "<span>{}</span>")}</nav>
<div>خواندن به: فارسی، کوهی، دریایی</div></header>
<main><article><h1>{esc(article.title)}</h1>
<div class="{text}">{drawn(CAPTIONS, "noorgard", number)}. نگاره از شیدا پرتوی</div>
{standfirst if article.standfirst else ""}
<div class="{text}">{esc(article.author)}، {persian_day(article)}</div>
{_short(article, number)}
{woven(written(article, tags), _extras(article, others, number, text))}
{_tail(article, others, number, text)}</article>
<section><h3>پرنورترین‌های هفته</h3>
<ol>{listed(some(others, 5, "noorgard", number // 4, "bright"))}</ol>
</section></main><footer>نورگرد را انجمن پنجره‌بازها منتشر می‌کند.</footer></body></html>"""


def _short(article: Article, number: int) -> str:
    """On one page in three, what the text says first, once more."""
    if not one_in(3, "noorgard", number, "short"):
        return ""
    told = [line.text for line in article.lines if line.kind == "paragraph"]
    return (
        "<section><h4>در یک پلک</h4><ul>"
        f"<li>{esc(initial_sentence(told[0]))}</li><li>{esc(initial_sentence(told[-1]))}</li></ul></section>"
    )


def _extras(article: Article, others: Sequence[Article], number: int, text: str) -> dict[int, str]:
    extras: dict[int, str] = {}
    for other in some(others, 1, "noorgard", number, "card"):
        extras[2] = (
            f'<div class="card"><div class="{text}">پنجرهٔ کناری</div>'
            f'<div class="{text}">{anchor(other)}</div>'
            f'<div class="{text}">{esc(other.lead)}</div></div>'
        )
    if one_in(2, "noorgard", number, "oil"):
        extras[3] = (
            f'<div class="{text}">نورگرد نه آگهی دارد و نه ارباب. نفت این چراغ را هشتصد و دوازده '
            "پنجره‌باز می‌دهند؛ یک قطره از شما یک شب ما را روشن نگه می‌دارد.</div>"
        )
    if one_in(3, "noorgard", number, "file"):
        extras[4] = f'<div class="{text}">{drawn(RECURRING, "noorgard", number)}</div>'
    if one_in(2, "noorgard", number, "pull"):
        extras[5] = f'<div class="{text} big">{repeated(article, "noorgard", number)}</div>'
    if one_in(4, "noorgard", number, "voice"):
        extras[6] = (
            f'<div class="{text}">همین نوشته را با صدای مهیار بشنوید، '
            f"{persian_number(between(6, 25, number, 'voice'))} دقیقه، "
            "با صدای باران در پس‌زمینه.</div>"
        )
    return extras


def _tail(article: Article, others: Sequence[Article], number: int, text: str) -> str:
    told = "".join(
        f'<div class="{text}">{anchor(one)}</div><div class="{text}">{esc(one.lead)}</div>'
        for one in some(others, 3, "noorgard", number, "window")
    )
    return f"""<div class="{text}">{esc(article.author)} پیش از آمدن به نورگرد چراغ‌های راهنما را
تعمیر
می‌کرد. دو دفتر شعر چاپ‌نشده و یک دوچرخهٔ بی‌زنگ دارد.</div>
<div class="{text}">ویرایش نخست: پروا ماهوتی. بازبینی نام‌ها: اتاق روبه‌رو.</div>
<div class="{text}">پنجره را باز بگذارید: بفرستید، نگه دارید، با صدای بلند بخوانید</div>
<aside><h3>پنجره‌های دیگر این کوچه</h3>{told}</aside>"""


LAYOUT = Layout(
    name="noorgard",
    language="fa",
    summary="right to left; paragraphs, captions, appeals and teasers all in the same kind of div",
    page=page,
)
