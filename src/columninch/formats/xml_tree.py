"""XML from outside to a tree: no entities, no document type, no network, no deep nesting."""

from __future__ import annotations

import re

from lxml import etree

from columninch.errors import ReadingError

_HEAD_BYTES = 1 << 16
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00(?:D\x00O|E\x00N)|\x00<\x00!\x00[DE]")


def parse_xml(body: bytes, *, where: str = "") -> etree._Element:
    """The root of an XML document.

    Raises `ReadingError` where it is not well-formed, declares a document type (which is
    where entities, and with them bombs, are declared), or is nested too deeply.
    """
    if _DOCTYPE.search(body, 0, _HEAD_BYTES):
        raise ReadingError("the XML declares a document type, which is refused", where=where)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError(f"the XML is damaged: {error}"[:300], where=where) from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise ReadingError("the XML declares a document type, which is refused", where=where)
    return root
