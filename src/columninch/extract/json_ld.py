"""What a page states of itself as JSON-LD (schema.org), as far as a desk wants it."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from columninch.extract.assemble import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|Report|Review|LiveBlogPosting|Reportage\w*)$")
_ORGANISATIONS = re.compile(r"(?:\w*Organization|NewsAgency|Corporation)$")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)\s*|\s*(?://\s*)?(?:-->|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_HOLDERS = frozenset(
    ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart", "item"]
)
DEEPEST = 12
"""Levels of nesting that are followed."""
MOST_TWINS = 8
"""Nodes that tell of one article."""


@dataclass(frozen=True, slots=True)
class Author:
    """A name from a byline; `is_organisation` where the page says so."""

    name: str
    is_organisation: bool = False


@dataclass(frozen=True, slots=True)
class StatedArticle:
    """An article's node of JSON-LD; empty where nothing is stated."""

    kind: str = ""
    headline: str = ""
    authors: tuple[Author, ...] = ()
    published: str = ""
    modified: str = ""
    publisher: str = ""
    section: str = ""
    picture_url: str = ""
    body: str = ""
    language: str = ""
    is_free: bool = True
    ends: str = ""
    """Of a live page: until when it is continued."""
    updates: tuple[StatedUpdate, ...] = ()
    """Of a live page: its posts, in their order."""


@dataclass(frozen=True, slots=True)
class StatedUpdate:
    """One post of a live page."""

    headline: str
    body: str
    published: str


@dataclass(frozen=True, slots=True)
class StatedPicture:
    """A picture's node of JSON-LD."""

    url: str
    caption: str
    credit: str


def stated_pictures(root: etree._Element) -> list[StatedPicture]:
    """The pictures that the page's JSON-LD describes with a caption or a credit."""
    nodes = [node for document in _documents(root) for node in _nodes(document, 0)]
    given = [one for node in nodes for one in (node, *_inner_pictures(node))]
    found = [
        StatedPicture(_address(node), _text(node.get("caption")), _picture_credit(node))
        for node in given
        if str(node.get("@type")).rpartition("/")[2] == "ImageObject"
    ]
    return [one for one in found if one.url and (one.caption or one.credit)]


def _inner_pictures(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in ("image", "primaryImageOfPage", "thumbnail"):
        value = node.get(key)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield one


def _picture_credit(node: dict[str, Any]) -> str:
    keys = ("creditText", "creator", "author", "copyrightHolder", "copyrightNotice")
    return next((text for key in keys if (text := _text(node.get(key)))), "")


def stated_article(root: etree._Element, url: str) -> StatedArticle:
    """The article that the page's JSON-LD describes; the one with this page's address first."""
    nodes = [node for document in _documents(root) for node in _nodes(document, 0)]
    articles = [node for node in nodes if _ARTICLE.search(_kind(node))]
    if not articles:
        return StatedArticle()
    best = max(articles, key=lambda node: _rank(node, url))
    named = {one["@id"]: one for one in nodes if isinstance(one.get("@id"), str)}
    stated = _read(best, named)
    twins = (  # some sites describe one article in two nodes
        node
        for node in articles
        if node is not best and _text(node.get("headline")) == stated.headline
    )
    for node in islice(twins, MOST_TWINS):
        stated = _filled(stated, _read(node, named))
    return stated


def _filled(stated: StatedArticle, other: StatedArticle) -> StatedArticle:
    """`stated` with what it lacks taken from `other`."""
    lacking = {field.name for field in fields(stated) if getattr(stated, field.name) in ("", ())}
    return replace(stated, **{name: getattr(other, name) for name in lacking})


def _documents(root: etree._Element) -> Iterator[Any]:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = _WRAPPING.sub("", _WRAPPING.sub("", script.text or ""))
        for attempt in (text, _TRAILING_COMMA.sub("", text)):
            try:
                yield json.loads(attempt, strict=False)
                break
            except (ValueError, RecursionError):
                continue


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every object in a document, outer ones first."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for key, inner in value.items():
            if key in _HOLDERS:
                yield from _nodes(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner, depth + 1)


def _kind(node: dict[str, Any]) -> str:
    kinds = node.get("@type")
    if isinstance(kinds, list):
        return next((one for one in kinds if isinstance(one, str) and _ARTICLE.search(one)), "")
    return kinds.rpartition("/")[2] if isinstance(kinds, str) else ""


def _rank(node: dict[str, Any], url: str) -> tuple[bool, int]:
    page = node.get("mainEntityOfPage")
    page = page.get("@id") if isinstance(page, dict) else page
    path = urlsplit(url).path.rstrip("/")
    named = [one for one in (page, node.get("url"), node.get("@id")) if isinstance(one, str)]
    is_this = bool(path) and any(_path(one) == path for one in named)
    return is_this, sum(key in node for key in ("headline", "datePublished", "author"))


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


def _read(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> StatedArticle:
    return StatedArticle(
        kind=_kind(node),
        headline=_text(node.get("headline")) or _text(node.get("name")),
        authors=tuple(_authors(node.get("author") or node.get("creator"), named)),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        modified=_text(node.get("dateModified")),
        publisher=next((one.name for one in _authors(node.get("publisher"), named)), ""),
        section=_text(node.get("articleSection")),
        picture_url=_address(node.get("image")),
        body=_text(node.get("articleBody")),
        language=_text(node.get("inLanguage")),
        is_free=_is_free(node),
        ends=_text(node.get("coverageEndTime")),
        updates=tuple(_updates(node.get("liveBlogUpdate"))),
    )


def _is_free(node: dict[str, Any]) -> bool:
    """Whether the article, and each part of it that is named, may be read by everybody."""
    parts = node.get("hasPart")
    parts = parts if isinstance(parts, list) else [parts]
    told = [node, *(part for part in parts if isinstance(part, dict))]
    values = (str(one.get("isAccessibleForFree", True)) for one in told)
    return all(value.strip().rpartition("/")[2].lower() != "false" for value in values)


def _updates(value: Any) -> Iterator[StatedUpdate]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            body = one.get("articleBody")
            lines = body.split("\n") if isinstance(body, str) else []
            yield StatedUpdate(
                headline=_text(one.get("headline")),
                body="\n".join(told for line in lines if (told := _text(line))),
                published=_text(one.get("datePublished")) or _text(one.get("dateModified")),
            )


def _authors(value: Any, named: dict[str, dict[str, Any]], depth: int = 0) -> Iterator[Author]:
    if isinstance(value, list) and depth < 3:
        for one in value:
            yield from _authors(one, named, depth + 1)
    elif isinstance(value, dict):
        yield from _named(value, named)
    elif isinstance(value, str) and _text(value):
        yield Author(_text(value))


def _named(value: dict[str, Any], named: dict[str, dict[str, Any]]) -> Iterator[Author]:
    """The names of a person's or organisation's node, or of the node that it points to."""
    if "name" not in value:
        value = named.get(str(value.get("@id")), value)
    kind = value.get("@type")
    kind = kind[0] if isinstance(kind, list) and kind else kind
    is_organisation = isinstance(kind, str) and bool(_ORGANISATIONS.search(kind))
    names = value.get("name")
    for name in names if isinstance(names, list) else [names]:
        if _text(name):
            yield Author(_text(name), is_organisation)


def _text(value: Any) -> str:
    """A plain string of a value, or of the first of a list."""
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), "")
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or ""
    return tidy(html.unescape(value)) if isinstance(value, str) else ""


def _address(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or ""
    return value if isinstance(value, str) else ""
