"""HTML to a tree, once for everything that is read from a page."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from columninch.extract.assemble import tidy
from columninch.text.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAULTY_DOCTYPE = re.compile(r"^\s*<\s*!\s*doctype[^>]*/[^<>]*>", re.IGNORECASE)
_CLOSED_HTML = re.compile(r"(<html[^<>]*?)\s*/>", re.IGNORECASE)
_LONG_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)[\s/][^<>]{3000,}")
_ATTRIBUTE = re.compile(r"""[^\s"'/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']+))?""")
_LONG_MARK = re.compile(
    r"""\s(?:class|id)\s*=\s*(?:"[^"]{2000,}"|'[^']{2000,}'|[^\s"']{2000,})""", re.IGNORECASE
)
MOST_ATTRIBUTES = 1000
"""The parser compares each attribute of a tag with all before it."""
MOST_ELEMENTS = 25_000
MOST_CHARACTERS = 2_000_000
"""Of text: four times what the longest of a thousand pages has, of elements twice as many."""
_MAY_BE_OVERLONG = etree.XPath(
    f"count(//*) > {MOST_ELEMENTS} or string-length(/) > {MOST_CHARACTERS}"
)
MOST_CHOICES = 1000
MOST_STEPS = 2000
"""Of a walk that looks for a line."""
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
    mended = _LONG_TAG.sub(_with_sane_attributes, mended)
    parser = HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        no_network=True,
        huge_tree=False,
    )
    # every element of one class, which lxml knows without asking Python for each
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        # as bytes, since lxml refuses text that declares an encoding
        root = document_fromstring(mended.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    _drop_choices(root)
    return root


def _drop_choices(root: HtmlElement) -> None:
    """Take the choices out of a form that offers too many: judging them takes for ever."""
    choices = [one for one in root.iter("option") if len(one) == 0]
    if len(choices) > MOST_CHOICES:
        for choice in choices:
            choice.drop_tree()


def _with_sane_attributes(tag: re.Match[str]) -> str:
    """The tag, without its attributes where they are too many to be meant, or too long."""
    attributes = islice(_ATTRIBUTE.finditer(tag[0]), MOST_ATTRIBUTES + 1)
    if sum(1 for _ in attributes) > MOST_ATTRIBUTES:
        return f"<{tag[1]}"
    return _LONG_MARK.sub("", tag[0])


def is_overlong(root: etree._Element) -> bool:
    """Whether it holds more elements or text than any article has, so that reading may hang."""
    if not _MAY_BE_OVERLONG(root):
        return False
    length = 0
    for count, element in enumerate(root.iter()):
        if element.tag not in UNSEEN_TAGS:
            length += len(element.text or "")
        length += len(element.tail or "")
        if count >= MOST_ELEMENTS or length > MOST_CHARACTERS:
            return True
    return False


def text_of(element: etree._Element) -> str:
    """The visible text of an element on one line, block elements set apart by spaces."""
    return tidy("".join(_texts(element)))


def line_of(element: etree._Element, longest: int) -> str:
    """The same where it is at most `longest` characters, else more than that of its beginning."""
    pieces: list[str] = []
    length = 0
    for piece in islice(_texts(element), MOST_STEPS):
        pieces.append(piece)
        length += len(" ".join(piece.split()))
        if length > 2 * longest:
            break
    return tidy("".join(pieces))


def _texts(element: etree._Element) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        edge = " " if tag in BLOCK_TAGS else ""
        if event == "start":
            yield edge + (node.text or "") if tag not in UNSEEN_TAGS else edge
        else:
            yield edge + (node.tail or "") if node is not element else edge
