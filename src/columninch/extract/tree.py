"""HTML to a tree, once for everything that is read from a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from columninch.extract.assemble import tidy
from columninch.text.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAULTY_DOCTYPE = re.compile(r"^\s*<\s*!\s*doctype[^>]*/[^<>]*>", re.IGNORECASE)
_CLOSED_HTML = re.compile(r"(<html[^<>]*?)\s*/>", re.IGNORECASE)
BLOCK_TAGS = word_set(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr li main nav ol p pre section table td th tr ul"
)
UNSEEN_TAGS = word_set("script style template noscript head title svg")


def parse(text: str) -> HtmlElement | None:
    """The tree of an HTML document, or None where there is nothing to make one of.

    No network, no entities from outside, no huge trees; comments are left out.
    """
    mended = _CLOSED_HTML.sub(r"\1>", _FAULTY_DOCTYPE.sub("", text, count=1), count=1)
    parser = HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        no_network=True,
        huge_tree=False,
    )
    try:
        # as bytes, since lxml refuses text that declares an encoding
        return document_fromstring(mended.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def text_of(element: etree._Element) -> str:
    """The visible text of an element on one line, block elements set apart by spaces."""
    return tidy("".join(_texts(element)))


def _texts(element: etree._Element) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            if tag in BLOCK_TAGS:
                yield " "
            if node.text and tag not in UNSEEN_TAGS:
                yield node.text
        else:
            if tag in BLOCK_TAGS:
                yield " "
            if node.tail and node is not element:
                yield node.tail
