"""Lists of sources as OPML, in and out: what other readers exchange.

OPML 2.0 (http://opml.org/spec2.opml). A feed is an outline of type "rss"; of what other
readers don't know (sitemaps, listing pages) the type is the kind of source, and what a person
set of it stands in attributes of a namespace of our own, which other readers pass over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from columninch.collect.packed import is_packed, unpack
from columninch.errors import SourceError
from columninch.records import SourceOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAMESPACE = "tag:columninch,2026:opml"
"""Of the attributes of our own (a tag URI, RFC 4151)."""
FEED_KINDS = frozenset({"", "rss", "rss1", "rss2", "atom", "rdf", "feed"})
MAX_BYTES = 20_000_000
MAX_SOURCES = 20_000
MAX_DEPTH = 20

_UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class ListedSource:
    """One source of a list."""

    url: str
    """As the list has it: it may be no address at all."""
    name: str
    """The outlet's; empty where the list gives none."""
    kind: str = "feed"
    homepage: str = ""
    language: str = ""
    folders: tuple[str, ...] = ()
    """The outlines around it, the outermost first."""
    options: SourceOptions = field(default_factory=SourceOptions)
    line: int = field(default=0, compare=False)
    """In the document."""


@dataclass(frozen=True, slots=True)
class SourceList:
    """An OPML document as read."""

    title: str
    sources: tuple[ListedSource, ...]
    complaint: str = ""


def read_opml(body: bytes, where: str) -> SourceList:
    """The sources in `body`, in its order, as far as it can be read.

    Raises `SourceError` where it is no OPML.
    """
    if is_packed(body):
        body = unpack(body, MAX_BYTES).body
    body = body.strip(b" \t\r\n\0")
    if len(body) > MAX_BYTES:
        raise SourceError(f"it is larger than {MAX_BYTES:,} bytes", where=where)
    if b"<!ENTITY" in body.replace(b"\0", b""):
        raise SourceError("the document declares entities, for which OPML has no use", where=where)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"it is no OPML: {error}", where=where) from error
    if root is None or _local(root) != "opml":
        raise SourceError(
            "it is no OPML", where=where, hint="export your feeds as OPML from your reader"
        )
    sources = tuple(_sources(root))
    told = [one for one in parser.error_log if one.domain_name != "NAMESPACE"]
    complaint = f"line {told[0].line}: {told[0].message}" if told else ""
    if len(sources) == MAX_SOURCES:
        complaint = f"only its first {MAX_SOURCES:,} sources are read"
    return SourceList(_title(root), sources, complaint)


def is_opml(body: bytes) -> bool:
    """Whether `body` looks like OPML."""
    start = unpack(body, 2000).body if is_packed(body) else body[:2000]
    return re.search(rb"<opml[\s>]", start, re.IGNORECASE) is not None


def write_opml(listed: SourceList) -> bytes:
    """The document of a list; `read_opml` gives the same list back.

    White space in names is folded, and characters that XML can't carry are left out.
    """
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"columninch": NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _clean(listed.title)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], etree._Element] = {(): body}
    for source in listed.sources:
        etree.SubElement(_folder(folders, source.folders), "outline", _attributes(source))
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _folder(
    folders: dict[tuple[str, ...], etree._Element], path: tuple[str, ...]
) -> etree._Element:
    """The outline of a folder. One that was left is not gone back to: the order stays."""
    for length in range(1, len(path) + 1):
        here = path[:length]
        above = folders[here[:-1]]
        last = above[-1] if len(above) else None
        if here not in folders or folders[here] is not last:
            name = _clean(here[-1])
            folders[here] = etree.SubElement(above, "outline", {"text": name})
            for deeper in [one for one in folders if one[:length] == here and one != here]:
                del folders[deeper]
    return folders[path]


def _attributes(source: ListedSource) -> dict[str, str]:
    told = {
        "type": "rss" if source.kind == "feed" else _clean(source.kind),
        "text": _clean(source.name),
        "title": _clean(source.name),
        "xmlUrl": _clean(source.url),
        "htmlUrl": _clean(source.homepage),
        "language": _clean(source.language),
        f"{{{NAMESPACE}}}selector": _clean(source.options.selector),
        f"{{{NAMESPACE}}}browser": "yes" if source.options.browser else "",
    }
    return {name: value for name, value in told.items() if value or name == "text"}


def _sources(root: etree._Element) -> Iterator[ListedSource]:
    count = 0
    for outline in root.iter():
        address = _attribute(outline, "xmlUrl") if _local(outline) == "outline" else ""
        if not address:
            continue
        yield _source(outline, address)
        count += 1
        if count == MAX_SOURCES:
            return


def _source(outline: etree._Element, address: str) -> ListedSource:
    kind = _attribute(outline, "type").lower()
    return ListedSource(
        url=address,
        name=_attribute(outline, "text") or _attribute(outline, "title"),
        kind="feed" if kind in FEED_KINDS else kind,
        homepage=_attribute(outline, "htmlUrl"),
        language=_attribute(outline, "language"),
        folders=tuple(_folders(outline)),
        options=SourceOptions(
            selector=_folded(outline.get(f"{{{NAMESPACE}}}selector")),
            browser=outline.get(f"{{{NAMESPACE}}}browser") == "yes",
        ),
        line=getattr(outline, "sourceline", None) or 0,
    )


def _folders(outline: etree._Element) -> Iterable[str]:
    above = [one for one in outline.iterancestors() if _local(one) == "outline"][:MAX_DEPTH]
    names = [_attribute(one, "text") or _attribute(one, "title") for one in reversed(above)]
    return [name for name in names if name]


def _title(root: etree._Element) -> str:
    return next((_folded(one.text) for one in root.iter("title")), "")


def _attribute(outline: etree._Element, name: str) -> str:
    """An attribute's value, whatever the case of its name."""
    wanted = name.lower()
    found = (value for key, value in outline.items() if str(key).lower() == wanted)
    return _folded(next(found, None))


def _folded(text: str | bytes | None) -> str:
    return " ".join(str(text or "").split())[:2000]


def _clean(text: str) -> str:
    return " ".join(_UNSPEAKABLE.sub("", text).split())[:2000]


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
