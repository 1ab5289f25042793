"""What an outlet is called: by what its pages state, else by their titles, else by its host."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from columninch.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from columninch.collect.fetcher.weburl import WebAddress
    from columninch.collect.pages.page_head import PageHead

PUBLISHERS = ("NewsMediaOrganization", "WebSite", "Organization", "Newspaper", "Corporation")
"""Types of schema.org whose name is the outlet's, the likeliest first."""
MAX_JSON = 300_000
MAX_NODES = 2_000
MAX_NAME = 80
HOME_WORDS = frozenset(
    fold(one)
    for one in (
        "home", "homepage", "home page", "start", "news", "latest news", "welcome", "main page",
        "front page", "breaking news", "startseite", "accueil", "inicio", "ana sayfa", "rss",
        "خانه", "صفحه اصلی", "صفحه نخست", "آخرین اخبار", "اخبار", "الرئيسية", "الصفحة الرئيسية",
        "أخبار", "آخر الأخبار",
    )
)  # fmt: skip

_BETWEEN = re.compile(r"\s+[|·•–—:»«>~/-]+\s+|\s*[|·•»«]\s*|(?<=\w): ")
_WORD = re.compile(r"[^\W_]+")


def outlet_name(head: PageHead, address: WebAddress, feed_title: str = "") -> str:
    """The name of the outlet whose page at `address` says `head` of itself; never empty."""
    host = address.host.removeprefix("www.")
    stated = (head.site_name, *head.names)
    for name in (
        *stated,
        feed_title,
        name_in_title(head.title, host, is_front=address.path == "/"),
    ):
        if name.strip() and fold(name.strip()) not in HOME_WORDS:
            return " ".join(name.split())[:MAX_NAME]
    return host


def name_in_title(title: str, host: str, *, is_front: bool) -> str:
    """The outlet's name in a page's title: the part that the host repeats, else the part
    where such titles have it, the first on a front page and the last elsewhere.
    """
    parts = [part.strip() for part in _BETWEEN.split(title) if part.strip()]
    parts = [part for part in parts if fold(part) not in HOME_WORDS and len(part) <= MAX_NAME]
    if not parts:
        return ""
    bare = "".join(_WORD.findall(host.rpartition(".")[0].lower()))
    for part in parts:
        written = "".join(_WORD.findall(part.lower())).removeprefix("the")
        if len(written) > 2 and (written in bare or bare in written):
            return part
    if is_front:
        return parts[0]
    return parts[-1] if len(parts) > 1 else ""


def publisher_names(scripts: Iterable[str]) -> tuple[str, ...]:
    """The names of publishers in a page's JSON-LD, the likeliest first. Never raises."""
    found: list[tuple[int, str]] = []
    for script in scripts:
        for node in _nodes(script):
            found += [(rank, name) for rank, name in _named(node) if name]
    return tuple(dict.fromkeys(name for _, name in sorted(found, key=lambda one: one[0])))


def _named(node: dict[str, Any]) -> Iterator[tuple[int, str]]:
    publisher = node.get("publisher")
    if isinstance(publisher, dict):
        yield 0, _text(publisher.get("name"))
    kinds = node.get("@type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if kind in PUBLISHERS:
            yield PUBLISHERS.index(kind), _text(node.get("name"))


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    """The objects in a script at its top, in its lists and in its graph."""
    if len(script) > MAX_JSON:
        return
    try:
        waiting = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            waiting += [node["@graph"]] if "@graph" in node else []


def _text(value: Any) -> str:
    return " ".join(value.split())[:MAX_NAME] if isinstance(value, str) else ""
