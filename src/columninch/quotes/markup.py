"""Markup to text, for the plain text that quotations are looked for in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from columninch.quotes.wordsets import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

_SILENT = frozenset({"script", "style"})
_INLINE = word_set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr "
    "q rb rp rt ruby s samp small span strike strong sub sup time tt u var wbr amp-link"
)


def html_text(text: str) -> str:
    """The text of an HTML document or fragment: block elements separate words."""
    if not text.strip():
        return ""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    # NUL ends the document for libxml2; a lone surrogate cannot be encoded.
    cleaned = text.replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        root = etree.fromstring(cleaned, parser)
    except etree.ParseError:  # raised where nothing but markup or blanks was found
        return ""
    return "" if root is None else "".join(marked_up(root))


def marked_up(root: etree._Element) -> Iterator[str]:
    """The text below `root` in order, with a line feed wherever words are separated."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        is_element = isinstance(tag, str)  # a reference to an unknown entity is none
        if is_element and tag not in _INLINE:
            yield "\n"
        if event == "start":
            if element.text and is_element and tag not in _SILENT:
                yield element.text
        elif element.tail and element is not root:
            yield element.tail
