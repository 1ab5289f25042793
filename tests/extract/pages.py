"""Small pages for the tests, written here; people, places and outlets are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.extract.read import Page, read_page

if TYPE_CHECKING:
    from columninch.records import Entry, Reading

ADDRESS = "https://www.saltmarshcourier.example/harbour/2026/03/night-ferry"
PARAGRAPHS = (
    "The last night ferry between Quellport and the outer islands will stop running at the end "
    "of April, the port authority decided on Monday after a long meeting.",
    "Islanders who packed the gallery said the boat was the only way home for nurses and bakers "
    "who finish their shifts after eleven at night.",
    "“We were told to buy a car, but there is no bridge,” said Ilse Marrow, who has taken the "
    "boat for nineteen years and means to go on taking it.",
    "The authority put the yearly loss at four hundred thousand crowns and promised a study of "
    "smaller boats before the autumn.",
)
PERSIAN = (
    "ادارهٔ بندر کوئل‌پورت دوشنبه شب پس از نشستی که تا پس از نیمه‌شب ادامه داشت اعلام کرد که "
    "آخرین قایق شبانه از پایان فروردین دیگر حرکت نخواهد کرد.",
    "ساکنان جزیره که تالار را پر کرده بودند گفتند این قایق تنها راه بازگشت پرستاران و نانوایانی "
    "است که پس از ساعت یازده کارشان تمام می‌شود.",
    "ادارهٔ بندر زیان سالانهٔ این خط را چهارصد هزار کرون دانست و وعده داد پیش از پاییز دربارهٔ "
    "قایق‌های کوچک‌تر بررسی کند.",
)


def html(
    head: str = "",
    body: str = "",
    *,
    language: str = "en",
    paragraphs: tuple[str, ...] = PARAGRAPHS,
) -> str:
    """A page with navigation, an article and a footer."""
    told = "\n".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{head}</head><body>'
        '<nav><a href="/">Home</a> <a href="/news">News</a></nav>'
        f"<article>{body}\n{told}</article>"
        "<footer><p>The Saltmarsh Courier, Quay 1</p></footer></body></html>"
    )


def read(
    text: str | bytes,
    content_type: str = "text/html; charset=utf-8",
    *,
    url: str = ADDRESS,
    entry: Entry | None = None,
    zone: str = "UTC",
    languages: tuple[str, ...] = (),
) -> Reading:
    """The reading of a page."""
    body = text.encode() if isinstance(text, str) else text
    return read_page(Page(body, content_type, url, entry=entry, zone=zone, languages=languages))
