"""Kuhpayeh (Persian): a tidy right-to-left page; an end mark and a call are all that is odd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import linked_data, open_graph
from .draw import between, drawn, one_in, some
from .markup import (
    Tags,
    anchor,
    esc,
    listed,
    menu,
    persian_day,
    persian_number,
    teased,
    woven,
    written,
)
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "هفته‌نامهٔ کوهپایه"
CAPTIONS = (
    "گردنهٔ برف‌گیر از ایستگاه پایین، نگار سنگ‌تراش",
    "پنجشنبه‌بازار پای کوه، نگار سنگ‌تراش",
    "چشمه‌ای که شماره ندارد، از آلبوم مدرسه",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    standfirst = f'<p class="lead">{esc(article.standfirst)}</p>' if article.standfirst else ""
    return f"""<!doctype html>
<html lang="fa" dir="rtl"><head>{open_graph(article, OUTLET)}
{linked_data(article, OUTLET)}</head><body>
<header><a href="/">{OUTLET}</a><nav><ul>{menu(("دامنه", "قله", "دره", "چشمه"))}</ul></nav></header>
<main><article><h1>{esc(article.title)}</h1>
<div class="author">{esc(article.author)}</div><time>{persian_day(article)}</time>
<figure><img src="/k/{number % 20}.jpg" alt="">
<figcaption>{drawn(CAPTIONS, "kuhpayeh", number)}</figcaption></figure>
<div class="article-content">{standfirst}
{woven(written(article, Tags()), _extras(others, number))}
<p>پایان این پیچ {persian_number(between(10, 99, number, "bend"))}</p></div></article>
<aside class="related-articles"><h3>پیچ‌های بعدی</h3>
{teased(some(others, 3, "kuhpayeh", number, "bends"), "<h4>{link}</h4><p>{lead}</p>")}</aside>
<aside class="sidebar"><h3>پررفت‌وآمد</h3><ol>
{listed(some(others, 5, "kuhpayeh", number // 3))}</ol></aside></main>
<footer><p>کوهپایه، کنار قهوه‌خانهٔ دوم.</p></footer></body></html>"""


def _extras(others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    if one_in(2, "kuhpayeh", number, "path"):
        for other in some(others, 1, "kuhpayeh", number, "other"):
            extras[2] = f"<p>از راه مالرو: {anchor(other)}</p>"
    if one_in(5, "kuhpayeh", number, "rope"):
        extras[4] = "<p>طناب‌داران کوهپایه هر ماه یک گره می‌زنند؛ گره شما جایش خالی است.</p>"
    return extras


LAYOUT = Layout(
    name="kuhpayeh",
    language="fa",
    summary="little: right to left, an end mark on each page, a call on half of them",
    page=page,
)
