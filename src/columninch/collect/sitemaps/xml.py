"""The XML of sitemaps, heard and not built: a huge document costs time and no memory.

Elements are told apart by their local names and their parents', since namespaces are often
wrong or missing. What is damaged is read as far as it goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.entities import html5

from lxml import etree

from columninch.errors import SourceError

MAX_ADDRESSES = 50_000
"""Of one sitemap: as many as the protocol allows."""
MAX_TEXT = 3_000
"""Of one value, in characters; the protocol's addresses end at 2,048."""
CHUNK_BYTES = 1 << 16

_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#\d+;|#x[0-9a-fA-F]+;)(?:\w+;)?", re.DOTALL
)
_WANTED = {
    ("url", "loc"): "loc",
    ("sitemap", "loc"): "loc",
    ("url", "lastmod"): "lastmod",
    ("sitemap", "lastmod"): "lastmod",
    ("news", "publication_date"): "date",
    ("news", "title"): "title",
    ("publication", "language"): "language",
    ("publication", "name"): "name",
}
"""Parent and element to what they tell; pictures and videos have places of the same names."""


@dataclass(slots=True)
class ListedElement:
    """What was met of one element `url` or `sitemap`."""

    is_child: bool
    values: dict[str, str] = field(default_factory=dict)


class SitemapReader:
    """Hears the parser's events; what it keeps is bounded."""

    def __init__(self) -> None:
        """Nothing was met yet."""
        self.root = ""
        self.listed: list[ListedElement] = []
        self.is_full = False
        self._path: list[str] = []
        self._open: ListedElement | None = None
        self._text: list[str] | None = None

    def start(self, tag: str | bytes, _attributes: object) -> None:
        """An element begins."""
        name = _local(tag)
        self.root = self.root or name
        self._path.append(name)
        if name in {"url", "sitemap"} and self._open is None:
            self._open = ListedElement(is_child=name == "sitemap")
        self._text = [] if self._wanted() else None

    def data(self, data: str | bytes) -> None:
        """Some text, perhaps not all of its element's."""
        if self._text is not None and sum(map(len, self._text)) <= MAX_TEXT:
            self._text.append(str(data))

    def end(self, tag: str | bytes) -> None:
        """An element ends; what is listed in it is kept."""
        name = _local(tag)
        wanted = self._wanted()
        if wanted and self._text is not None and self._open is not None:
            said = " ".join("".join(self._text).split())[:MAX_TEXT]
            self._open.values.setdefault(wanted, said)
        self._text = None
        if self._path:
            self._path.pop()
        if self._open is not None and name in {"url", "sitemap"}:
            self._keep()

    def comment(self, _text: str | bytes) -> None:
        """Comments tell nothing."""

    def close(self) -> bool:
        """Whether the document was at its end."""
        is_whole = not self._path
        self._keep()  # an element that the document's end cut off
        return is_whole

    def _keep(self) -> None:
        opened, self._open = self._open, None
        if opened is None or not opened.values.get("loc"):
            return
        if len(self.listed) >= MAX_ADDRESSES:
            self.is_full = True
            return
        self.listed.append(opened)

    def _wanted(self) -> str:
        if self._open is None or len(self._path) < 2:
            return ""
        return _WANTED.get((self._path[-2], self._path[-1]), "")


def read_xml(body: bytes, url: str) -> tuple[SitemapReader, str]:
    """What the parser met, and what was wrong. Raises `SourceError` where entities are declared."""
    if b"<!ENTITY" in body:
        raise SourceError(
            "the document declares entities, for which a sitemap has no use", where=url
        )
    reader = SitemapReader()
    parser = etree.XMLParser(
        target=reader,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    )
    body = _mended(body)
    try:
        for start in range(0, len(body), CHUNK_BYTES):
            parser.feed(body[start : start + CHUNK_BYTES])
            if reader.is_full:
                return reader, ""
        is_whole = parser.close()
    except (etree.XMLSyntaxError, ValueError) as error:
        return reader, _damage(str(error))
    errors = [one for one in parser.feed_error_log if one.domain_name != "NAMESPACE"]
    if errors:
        return reader, _damage(f"line {errors[0].line}: {errors[0].message}")
    return reader, "" if is_whole else _damage("it ends too early")


def _mended(body: bytes) -> bytes:
    """`body` with its ampersands as numbers: sites leave them bare in addresses, and a parser
    that resolves no entities would drop what stands for one."""
    return _AMPERSAND.sub(_escaped, body)


def _escaped(found: re.Match[bytes]) -> bytes:
    told = found.group()
    if told[:1] == b"<":
        return told
    letters = html5.get(told[1:].decode("ascii", "replace"), "")
    if told.endswith(b";") and letters:
        return "".join(f"&#{ord(letter)};" for letter in letters).encode()
    return b"&#38;" + told[1:]


def _damage(reason: str) -> str:
    return f"the sitemap is damaged: {' '.join(reason.split())[:200]}"


def _local(tag: str | bytes) -> str:
    """The name of an element without its namespace, right or wrong."""
    return str(tag).rpartition("}")[2].rpartition(":")[2].lower()
