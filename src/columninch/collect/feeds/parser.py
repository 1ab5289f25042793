"""feedparser's own parts, put together so that no document can make them hang.

Some of its steps take quadratic time on what nobody but an attacker writes: it looks for an
e-mail address in an author of any length, drops leading white space piece by piece, and looks
through all categories of an entry for each new one. A
reference to a character that doesn't exist ends it altogether. These are bounded here. What
it keeps only the last of, an entry's caption files, is kept whole, and an id stays as it is
written (RFC 4287, section 4.2.6.1).
"""

from __future__ import annotations

import io
import xml.sax
from typing import TYPE_CHECKING, Any, ClassVar

from feedparser.api import LooseFeedParser, StrictFeedParser
from feedparser.encodings import convert_to_utf8
from feedparser.sanitizer import replace_doctype
from feedparser.util import FeedParserDict

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_AUTHOR = 1000
"""In characters; what is longer is cut before an address is looked for in it."""
MOST_ELEMENTS = 2000
"""In one entry, or outside of all entries; what stands inside a text doesn't count."""
NO_CHARACTER = "\N{REPLACEMENT CHARACTER}"
CAPTION_NAMESPACES = {
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
}


class _Bounded:
    """What both of feedparser's parsers get on top; their types are unknown to a checker."""

    namespaces: ClassVar[dict[str, str]] = {**StrictFeedParser.namespaces, **CAPTION_NAMESPACES}
    _matchnamespaces: ClassVar[dict[str, str]] = {}
    elementstack: list[list[Any]]
    _popped = ""
    _in_entry = 0
    _in_feed = 0

    def unknown_starttag(self, tag: str, attributes: list[tuple[str, str]]) -> None:
        """An element. Raises `ValueError` for one too many."""
        if tag in {"item", "entry"}:
            self._in_entry = 0
        elif not self.incontent and tag != "rdf:li":  # type: ignore[attr-defined]
            self._in_entry += bool(self.inentry)  # type: ignore[attr-defined]
            self._in_feed += not self.inentry  # type: ignore[attr-defined]
        if max(self._in_entry, self._in_feed) > MOST_ELEMENTS:
            raise ValueError(f"more than {MOST_ELEMENTS:,} elements in one entry")
        super().unknown_starttag(tag, attributes)  # type: ignore[misc]

    def pop(self, element: str, strip_whitespace: int = 1) -> Any:
        """The text of `element`, which ends here."""
        self._popped = element
        try:
            return super().pop(element, strip_whitespace)  # type: ignore[misc]
        finally:
            self._popped = ""

    def resolve_uri(self, uri: str) -> Any:
        """`uri` made absolute; an id only where it is a path, for ids are compared as written."""
        if self._popped == "id" and (":" in uri or "/" not in uri):
            return uri
        return super().resolve_uri(uri)  # type: ignore[misc]

    def handle_data(self, text: str, escape: int = 1) -> None:
        """Text; of leading white space one piece is enough."""
        pieces = self.elementstack[-1][2] if self.elementstack else []
        if len(pieces) == 1 and pieces[0].isspace() and text.isspace():
            return
        super().handle_data(text, escape)  # type: ignore[misc]

    def handle_charref(self, ref: str) -> None:
        """A reference by number, be it to no character."""
        try:
            super().handle_charref(ref)  # type: ignore[misc]
        except (ValueError, OverflowError):
            self.handle_data(NO_CHARACTER)

    def _sync_author_detail(self, key: str = "author") -> None:
        context = self._get_context()  # type: ignore[attr-defined]
        author = context.get(key)
        if isinstance(author, str) and len(author) > LONGEST_AUTHOR:
            context[key] = author[:LONGEST_AUTHOR]
        super()._sync_author_detail(key)  # type: ignore[misc]

    def _start_media_subtitle(self, attributes: dict[str, str]) -> None:
        context = self._get_context()  # type: ignore[attr-defined]
        given = self._enforce_href(attributes)  # type: ignore[attr-defined]
        if given.get("href"):
            given["href"] = self.resolve_uri(given["href"])
        context.setdefault("captions", []).append(FeedParserDict(given))

    _start_podcast_transcript = _start_media_subtitle


class _Strict(_Bounded, StrictFeedParser):  # type: ignore[misc]
    """For well-formed documents."""


class _Loose(_Bounded, LooseFeedParser):  # type: ignore[misc]
    """For all others."""


def parse_feed(body: bytes, headers: Mapping[str, str]) -> Any:
    """feedparser's result for `body`: feed, entries, version, and "bozo" where it is damaged.

    `headers` are those of the answer, in lower case; "content-location" is where relative
    addresses start from. Nothing is sanitised, and nothing is ever fetched.
    """
    result = FeedParserDict(bozo=False, entries=[], feed=FeedParserDict(), headers=dict(headers))
    result["version"] = ""
    if not body:
        return result
    data = convert_to_utf8(result["headers"], body, result)
    result["version"], data, entities = replace_doctype(data)
    base, language = headers.get("content-location", ""), headers.get("content-language")
    parser = _strict(data, base, language, result) if result["encoding"] else None
    if parser is None:
        parser = _Loose(base, language, "utf-8", entities)
        parser.resolve_relative_uris, parser.sanitize_html = True, False
        parser.feed(data.decode("utf-8", "replace"))
    result["feed"], result["entries"] = parser.feeddata, parser.entries
    result["version"] = result["version"] or parser.version
    return result


def _strict(data: bytes, base: str, language: str | None, result: Any) -> _Strict | None:
    """The parser after a well-formed document; None where it isn't one, which `result` tells."""
    parser = _Strict(base, language, "utf-8")
    parser.resolve_relative_uris, parser.sanitize_html = True, False
    reader = xml.sax.make_parser()  # noqa: S317  without its document type, nothing external
    reader.setFeature(xml.sax.handler.feature_namespaces, True)
    reader.setFeature(xml.sax.handler.feature_external_ges, False)
    reader.setContentHandler(parser)
    reader.setErrorHandler(parser)
    source = xml.sax.xmlreader.InputSource()
    source.setByteStream(io.BytesIO(data))
    try:
        reader.parse(source)
    except xml.sax.SAXException as error:
        result["bozo"], result["bozo_exception"] = True, parser.exc or error
        return None
    return parser
