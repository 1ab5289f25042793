"""The picture that a page shows with its article, with caption and credit."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from columninch.extract.assemble import tidy
from columninch.extract.json_ld import stated_pictures
from columninch.extract.statements import absolute
from columninch.extract.tree import text_of
from columninch.records import Picture
from columninch.text.words import word_count

if TYPE_CHECKING:
    from lxml import etree

    from columninch.extract.json_ld import StatedPicture
    from columninch.extract.statements import Statements

_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|attribution|byline|source", re.I)
_KINDS = (
    r"(?:(?:photos?|image|picture)\s+)?credits?|cr[ée]dits?(?:\s*(?:photos?|image))?|photos?|"
    r"photograph(?:y|s)?|pictures?|images?|fotos?|bild(?:er)?|fotograf\w*|photographie|imagen|immagine"
)
_CREDIT_TEXT = re.compile(
    rf"(?:(?:^|(?<=[.!?؟…|(\[،,)–—-]))\s*(?:{_KINDS})(?:\s+(?:by|von|de|di|par|por))?\s*[:：/]\s*|"
    rf"(?:^|(?<=[.!?؟…|(\[,–—-]))\s*(?:{_KINDS})\s+(?:by|von|de|di|par|por|courtesy(?: of)?)\s+"
    r"(?-i:(?=[A-ZÀ-ÞŁŚŻČŠŽ@]|the\s[A-Z]))|"
    r"[\s.]*(?:©|\(c\))\s*|"
    r"(?:^|(?<=[\s(\[|.،]))(?:(?:عکس|تصویر|عکاس)(?:\s+از)?|الصورة|تصوير|المصور|عدسة)\s*[:：]\s*|"
    r"^(?:عکس از|تصوير)\s+)"
    r"(?P<credit>[^|()\[\]]{2,80})[)\]]?\s*$",
    re.IGNORECASE,
)
"""A credit at a caption's end: what begins it stands where a sentence may begin."""
LONGEST_CREDIT = 10
"""Words."""
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
    told = stated_pictures(root) if url or figure is not None else []
    if figure is None:
        alternative = tidy(stated.first("og:image:alt", "twitter:image:alt"))
        return _filled(Picture(url, alternative), told, stated.url) if url else None
    caption, credit = _caption(figure)
    shown = Picture(url or absolute(stated.url, _image(figure)), caption, credit)
    return _filled(shown, told, stated.url)


def _filled(picture: Picture, told: list[StatedPicture], base: str) -> Picture:
    """The picture with what JSON-LD says of the same file where its figure says nothing."""
    same = next((one for one in told if _same_file(absolute(base, one.url), picture.url)), None)
    if same is None:
        return picture
    caption, credit = same.caption[:LONGEST_CAPTION], same.credit
    printed = _CREDIT_TEXT.search(caption)
    if printed and word_count(printed["credit"]) <= LONGEST_CREDIT:
        credit = credit or tidy(printed["credit"]).rstrip(" .,;")
        caption = caption[: printed.start()].rstrip(" |(–—-/[")
    return replace(picture, caption=picture.caption or caption, credit=picture.credit or credit)


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
    if printed is None or word_count(printed["credit"]) > LONGEST_CREDIT:
        return caption, credit
    named = tidy(printed["credit"]).rstrip(" .,;")
    return (caption if credit else caption[: printed.start()].rstrip(" |(–—-/[")), named
