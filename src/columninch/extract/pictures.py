"""The picture that a page shows with its article, with caption and credit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from columninch.extract.assemble import tidy
from columninch.extract.statements import absolute
from columninch.extract.tree import text_of
from columninch.records import Picture

if TYPE_CHECKING:
    from lxml import etree

    from columninch.extract.statements import Statements

_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|attribution|byline|source", re.I)
_CREDIT_TEXT = re.compile(
    r"(?:^|[\s(\[|.،])(?P<mark>(?:photos?|photograph|picture|image|credit|foto|bild|fotograf\w*)"
    r"(?:\s+(?:by|credit|von|de))?\s*[:：/]|©|\(c\)|عکس(?:\s+از)?\s*[:：]|تصویر\s*[:：]|"
    r"الصورة\s*[:：]|تصوير\s*[:：])\s*(?P<credit>[^|()\[\]]{2,80})[)\]]?\s*$",
    re.IGNORECASE,
)
LONGEST_CAPTION = 600


def picture_of(root: etree._Element, stated: Statements) -> Picture | None:
    """The main picture: the one stated for sharing, or the first figure's; None for none.

    Caption and credit come from the figure that shows the same file, or from the only figure.
    """
    link = stated.first("og:image", "og:image:url", "og:image:secure_url", "twitter:image")
    link = link or stated.article.picture_url
    url = absolute(stated.url, link) if link else ""
    figures = [one for one in root.iter("figure") if _image(one)]
    figure = next((one for one in figures if url and _same_file(_image(one), url)), None)
    if figure is None and figures and (not url or len(figures) == 1):
        figure = figures[0]
    if figure is None:
        alternative = tidy(stated.first("og:image:alt", "twitter:image:alt"))
        return Picture(url, alternative) if url else None
    caption, credit = _caption(figure)
    return Picture(url or absolute(stated.url, _image(figure)), caption, credit)


def _image(figure: etree._Element) -> str:
    for image in figure.iter("img"):
        link = image.get("src") or image.get("data-src") or ""
        if link and not link.startswith("data:"):
            return link
    return ""


def _same_file(link: str, url: str) -> bool:
    ours, theirs = (one.partition("?")[0].rpartition("/")[2].lower() for one in (link, url))
    return bool(ours) and (ours == theirs or _stem(ours) == _stem(theirs) != "")


def _stem(name: str) -> str:
    """A file's name without its ending and its size ("quay-1200x800.jpg")."""
    try:
        path = urlsplit(name).path
    except ValueError:
        return ""
    return re.sub(r"(?:[-_]\d{2,4}x\d{2,4})?\.\w+$", "", path)


def _caption(figure: etree._Element) -> tuple[str, str]:
    """Caption and credit of a figure, each possibly empty."""
    caption = next((text_of(one) for one in figure.iter("figcaption")), "")[:LONGEST_CAPTION]
    credit = next(
        (
            text
            for one in figure.iter("span", "small", "cite", "p", "div", "em")
            if _CREDIT_CLASS.search(one.get("class") or "") and (text := text_of(one))
        ),
        "",
    )
    if credit and caption.endswith(credit):
        caption = caption[: -len(credit)].rstrip(" |(–—-/")
    printed = _CREDIT_TEXT.search(credit or caption)
    if printed and not credit:
        return caption[: printed.start()].rstrip(" |(–—-/"), tidy(printed["credit"])
    return caption, tidy(printed["credit"]) if printed else credit
