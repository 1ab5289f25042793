"""What a page states of itself, gathered in one walk: head, JSON-LD, marked elements."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from columninch.extract.assemble import tidy
from columninch.extract.json_ld import StatedArticle, stated_article
from columninch.extract.tree import text_of

if TYPE_CHECKING:
    from lxml import etree


MOST_LABELS = 6
LONGEST_LABEL = 30
"""Characters."""
_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""Controls, and halves of surrogate pairs as JSON may hold: no address has them."""
_LABEL = re.compile(
    r"(?:^|[\s_-])(?:category|categories|cat-links|section|kicker|rubric|rubrik|tags?)(?:$|[\s_-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statements:
    """What a page says of itself, unweighed."""

    url: str
    meta: dict[str, tuple[str, ...]]
    """Contents of meta elements by name, property or itemprop, in small letters."""
    article: StatedArticle
    title: str
    """Of the head's title element."""
    headings: tuple[str, ...]
    """The texts of all h1 elements."""
    canonical_link: str
    labels: tuple[str, ...]
    """Short texts that are marked as category, section or tag."""
    language: str
    """Of the html element: a bare ISO 639 code, or empty."""

    def first(self, *names: str) -> str:
        """The first content among meta elements of these names, or an empty string."""
        return next((self.meta[name][0] for name in names if self.meta.get(name)), "")


def gather(root: etree._Element, url: str) -> Statements:
    """The statements of a parsed page; `url` is its address."""
    article = stated_article(root, url)
    return Statements(
        url=url,
        meta=_meta(root),
        article=article,
        title=next((text for one in root.iter("title") if (text := tidy(one.text or ""))), ""),
        headings=tuple(text for one in root.iter("h1") if (text := text_of(one))),
        canonical_link=_canonical(root),
        labels=_labels(root),
        language=_code(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")),
    )


def absolute(base: str, link: str) -> str:
    """`link` resolved by `base`, or empty where that gives no address of the web."""
    try:
        address = urljoin(base, _UNSPEAKABLE.sub("", link).strip())
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and parts.netloc else ""


def host_of(url: str) -> str:
    """The host of an address without "www.", or empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _meta(root: etree._Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for element in root.iter("meta"):
        content = tidy(element.get("content") or "")
        if not content:
            continue
        names = {element.get(key, "").strip().lower() for key in ("property", "name", "itemprop")}
        for name in names - {""}:
            found[name].append(content)
    return {name: tuple(contents) for name, contents in found.items()}


def _labels(root: etree._Element) -> tuple[str, ...]:
    marked = (
        one
        for one in root.iter("a", "span", "p", "div", "li")
        if (given := one.get("class")) and _is_label_class(given)
    )
    texts = (text_of(one) for one in islice(marked, MOST_LABELS))
    return tuple(text for text in texts if text and len(text) <= LONGEST_LABEL)


@lru_cache(maxsize=4096)
def _is_label_class(given: str) -> bool:
    return bool(_LABEL.search(given))


def _canonical(root: etree._Element) -> str:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return (link.get("href") or "").strip()
    return ""


def _code(language: str | None) -> str:
    code = (language or "").replace("_", "-").partition("-")[0].strip().lower()
    return code if code.isalpha() and len(code) in (2, 3) else ""
