"""feedparser's own parts, put together so that no document can make them hang.

1. Some of its steps take quadratic time on what nobody but an attacker writes: it looks for an
   e-mail address in an author of any length, drops leading white space piece by piece, and
   looks through all categories for each new one. A reference to a character that doesn't exist
   ends it altogether. These are bounded here.
2. Its other steps take their time for each tag, be it of a few bytes: some seconds a megabyte.
   The work is counted; where a document's share is spent, the entries so far are its entries.
3. A document that is not well-formed is not read twice: a plain parser looks at it first.
4. What it keeps only the last of, an entry's caption files, is kept whole, and an id stays as it
   is written (RFC 4287, section 4.2.6.1).
"""

from __future__ import annotations

import io
import re
import xml.sax
from typing import TYPE_CHECKING, Any, ClassVar
from xml.parsers import expat

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
MOST_ENTRIES = 20_000
MOST_WORK = 5_000_000
"""In one document, in about microseconds: a hundred thousand elements outside of texts."""
TAG_WORK = 24
"""Of a tag outside of texts; an element has two."""
TEXT_TAG_WORK = 18
"""Of a tag inside a text that is not escaped."""
PIECE_WORK = 2
"""Of a piece of text, a reference, a comment or an instruction."""
MARK_WORK = 3
"""Of a tag, reference or attribute in a text that is looked through for relative addresses."""
NO_CHARACTER = "\N{REPLACEMENT CHARACTER}"
CAPTION_NAMESPACES = {
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
}


_ITEM = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)\b", re.IGNORECASE)


class TooMuch(ValueError):
    """The rest of a document is not read; the text says why."""


class _Bounded:
    """What both of feedparser's parsers get on top; their types are unknown to a checker."""

    namespaces: ClassVar[dict[str, str]] = {**StrictFeedParser.namespaces, **CAPTION_NAMESPACES}
    _matchnamespaces: ClassVar[dict[str, str]] = {}
    elementstack: list[list[Any]]
    _popped = ""
    _in_entry = 0
    _in_feed = 0
    _work = 0
    resolve_relative_uris = True

    def unknown_starttag(self, tag: str, attributes: list[tuple[str, str]]) -> None:
        """An element. Raises `TooMuch` for one too many."""
        self._spend_tag()
        if tag in {"item", "entry"}:
            if len(self.entries) >= MOST_ENTRIES:  # type: ignore[attr-defined]
                raise TooMuch(f"more than {MOST_ENTRIES:,} entries")
            self._in_entry = 0
        elif not self.incontent and tag != "rdf:li":  # type: ignore[attr-defined]
            self._in_entry += bool(self.inentry)  # type: ignore[attr-defined]
            self._in_feed += not self.inentry  # type: ignore[attr-defined]
        if max(self._in_entry, self._in_feed) > MOST_ELEMENTS:
            raise TooMuch(f"more than {MOST_ELEMENTS:,} elements in one entry or outside of all")
        super().unknown_starttag(tag, attributes)  # type: ignore[misc]

    def unknown_endtag(self, tag: str) -> None:
        """The end of an element."""
        self._spend_tag()
        super().unknown_endtag(tag)  # type: ignore[misc]

    def _spend_tag(self) -> None:
        self._spend(TEXT_TAG_WORK if self.incontent else TAG_WORK)  # type: ignore[attr-defined]

    def _spend(self, work: int) -> None:
        """Count `work`. Raises `TooMuch` where the document's share is spent."""
        self._work += work
        if self._work > MOST_WORK:
            raise TooMuch("too many elements in all")

    def pop(self, element: str, strip_whitespace: int = 1) -> Any:
        """The text of `element`, which ends here."""
        if element in self.can_contain_relative_uris and self.elementstack:  # type: ignore[attr-defined]
            self._spend_on_text(self.elementstack[-1][2])
        self._popped = element
        try:
            return super().pop(element, strip_whitespace)  # type: ignore[misc]
        finally:
            self._popped = ""

    def _spend_on_text(self, pieces: list[str | bytes]) -> None:
        """Count the work on a text; from one that is too much on, they are left as written."""
        text = "".join(one if isinstance(one, str) else one.decode() for one in pieces)
        work = MARK_WORK * sum(map(text.count, "<&="))
        self.resolve_relative_uris = self.resolve_relative_uris and self._work + work <= MOST_WORK
        self._work += work if self.resolve_relative_uris else 0

    def resolve_uri(self, uri: str) -> Any:
        """`uri` made absolute; an id only where it is a path, for ids are compared as written."""
        if self._popped == "id" and (":" in uri or "/" not in uri):
            return uri
        return super().resolve_uri(uri)  # type: ignore[misc]

    def handle_data(self, text: str, escape: int = 1) -> None:
        """Text; of leading white space one piece is enough."""
        self._spend(PIECE_WORK)
        pieces = self.elementstack[-1][2] if self.elementstack else []
        if len(pieces) == 1 and pieces[0].isspace() and text.isspace():
            return
        super().handle_data(text, escape)  # type: ignore[misc]

    def handle_charref(self, ref: str) -> None:
        """A reference by number, be it to no character."""
        self._spend(PIECE_WORK)
        try:
            super().handle_charref(ref)  # type: ignore[misc]
        except (ValueError, OverflowError):
            self.handle_data(NO_CHARACTER)

    def handle_entityref(self, ref: str) -> None:
        """A reference by name."""
        self._spend(PIECE_WORK)
        super().handle_entityref(ref)  # type: ignore[misc]

    def handle_comment(self, _text: str) -> None:
        """Comments tell nothing."""
        self._spend(PIECE_WORK)

    def handle_pi(self, _text: str) -> None:
        """Nor do instructions."""
        self._spend(PIECE_WORK)

    def parse_declaration(self, i: int) -> Any:
        """A declaration, or a section of text, which begins at `i`."""
        self._spend(PIECE_WORK)
        return super().parse_declaration(i)  # type: ignore[misc]

    def _add_tag(self, _term: str, _scheme: str, _label: str) -> None:
        """Categories are of no use here, and each new one would be looked for among the others."""
        self._get_context().setdefault("tags", [])  # type: ignore[attr-defined]

    def _start_gml_pos(self, attributes: dict[str, str]) -> None:
        """A place; outside of its frame, which would end the whole feed, it has none."""
        self._get_context().setdefault("where", FeedParserDict())  # type: ignore[attr-defined]
        super()._start_gml_pos(attributes)  # type: ignore[misc]

    def _start_gml_poslist(self, attributes: dict[str, str]) -> None:
        self._get_context().setdefault("where", FeedParserDict())  # type: ignore[attr-defined]
        super()._start_gml_poslist(attributes)  # type: ignore[misc]

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

    "unread" says what was left out or left as it is, where that is so. Raises `TooMuch` where
    there is too much to read and no entry before it.

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
    parser: Any = None
    try:
        if result["encoding"] and _is_well_formed(data, result):
            parser = _Strict(base, language, "utf-8")
            parser = parser if _read_strictly(parser, data, result) else None
        if parser is None:
            parser = _Loose(base, language, "utf-8", entities)
            parser.resolve_relative_uris, parser.sanitize_html = True, False
            parser.feed(data.decode("utf-8", "replace"))
    except TooMuch as limit:
        _leave_rest(parser, data, result, limit)
    result["feed"], result["entries"] = parser.feeddata, parser.entries
    result["version"] = result["version"] or parser.version
    if not parser.resolve_relative_uris:
        told = "relative addresses in its later texts are left as they are"
        result["unread"] = "; ".join(filter(None, (result.get("unread"), told)))
    return result


def _leave_rest(parser: Any, data: bytes, result: Any, limit: TooMuch) -> None:
    """Keep the whole entries of `parser` alone. Raises `limit` where there is none."""
    if parser.inentry:
        parser.entries.pop()
    count = len(parser.entries)
    if not count:
        raise limit
    left = max(len(_ITEM.findall(data)) - count, 1)
    result["unread"] = f"only its first {count:,} entries are read and {left:,} left out: {limit}"


def _is_well_formed(data: bytes, result: Any) -> bool:
    """Whether `data` is XML, looked at by a plain parser; where not, `result` tells."""
    try:
        expat.ParserCreate("utf-8", " ").Parse(data, True)
    except expat.ExpatError as error:
        result["bozo"], result["bozo_exception"] = True, error
        return False
    return True


def _read_strictly(parser: _Strict, data: bytes, result: Any) -> bool:
    """Whether the parser could read the document to its end; where not, `result` tells."""
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
        return False
    return True
