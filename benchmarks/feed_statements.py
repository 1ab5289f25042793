"""What feed documents state of themselves at their head, against what is read of them.

A document's first comment may hold a line `Description:`, lines `Header:` of the answer that
it came with, and `Expect:`, a condition in the terms of a feed reader's result, such as
`not bozo and entries[0]['title'] == 'x'`. Its parts that speak of what a listing takes are
checked; nothing of it is ever run: the condition is parsed, and only comparisons of a path
with a constant are understood.
"""

from __future__ import annotations

import ast
import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import nh3
from lxml import etree

from columninch.collect.feeds.dates import feed_date
from columninch.collect.fetcher.weburl import parse_address
from columninch.errors import RefusedAddress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.collect.feeds.feed import FeedDocument
    from columninch.records import Entry, PrintedDate

SERVER = "http://127.0.0.1:8097/"
"""Where the documents say that they are served from."""
PUBLISHED = ("published", "issued", "created", "updated", "modified", "date")
CODE = "what is left out of it is code or a comment in HTML"
ANY = "any"
"""Stands for a place in a list."""
TAKEN = frozenset(
    {
        ("feed", "title"),
        ("feed", "title_detail", "value"),
        ("feed", "link"),
        ("feed", "links", ANY, "href"),
        ("feed", "language"),
        ("feed", "newlocation"),
        ("entries", ANY, "title"),
        ("entries", ANY, "title_detail", "value"),
        ("entries", ANY, "link"),
        ("entries", ANY, "links", ANY, "href"),
        ("entries", ANY, "id"),
        ("entries", ANY, "guid"),
        ("entries", ANY, "author"),
        ("entries", ANY, "author_detail", "name"),
        ("entries", ANY, "authors", ANY, "name"),
        ("entries", ANY, "summary"),
        ("entries", ANY, "description"),
        ("entries", ANY, "summary_detail", "value"),
        ("entries", ANY, "content", ANY, "value"),
    }
)

_COMMENT = re.compile("<!--(.*?)-->", re.DOTALL)
_HEADER = re.compile(r"^\s*Header:\s*([\w-]+)\s*:(.*)$", re.MULTILINE)
_EXPECT = re.compile(r"^\s*Expect:(.*)\Z", re.MULTILINE | re.DOTALL)
_WORDS = re.compile(r"\w+@\S+")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One comparison: a path into a feed reader's result, and the value there."""

    path: Path
    expected: Any


@dataclass(frozen=True, slots=True)
class Head:
    """What a document's first comment says."""

    headers: dict[str, str]
    """In lower case."""
    statements: tuple[Statement, ...]
    other: tuple[str, ...]
    """Parts of the condition that are no comparison of a path with a constant."""

    def address(self, name: str) -> str:
        """The web address that the document came from."""
        where = urljoin(SERVER + name, self.headers.get("content-location", ""))
        return where if where.startswith("http") else SERVER + name


def read_head(body: bytes) -> Head:
    """The head of the document in `body`; empty where it has none."""
    for encoding in ("utf-8", "utf-16", "utf-32"):
        try:
            text = body.decode(encoding, "strict" if encoding != "utf-8" else "replace")
        except UnicodeDecodeError:
            continue
        comment = _COMMENT.search(text)
        told = _EXPECT.search(comment.group(1)) if comment else None
        if comment and told:
            headers = _HEADER.findall(comment.group(1))
            stated = {name.lower(): value.strip() for name, value in headers}
            return Head(stated, *_parts(told.group(1)))
    return Head({}, (), ())


def _parts(condition: str) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    try:
        tree = ast.parse(f"({condition.strip()})", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return (), (condition.strip()[:60],)
    statements: list[Statement] = []
    other: list[str] = []
    for part in _conjuncts(tree):
        try:
            statements.extend(_comparisons(part))
        except ValueError:
            other.append(ast.unparse(part)[:60])
    return tuple(statements), tuple(other)


def _conjuncts(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for part in node.values:
            yield from _conjuncts(part)
    elif not _is_bozo(node):
        yield node


def _is_bozo(node: ast.expr) -> bool:
    bare = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(bare, ast.Name) and bare.id == "bozo"


def _comparisons(node: ast.expr) -> list[Statement]:
    """`node` as comparisons of paths with one constant. Raises `ValueError` for all else."""
    if not isinstance(node, ast.Compare):
        raise ValueError(node)
    if not all(isinstance(one, ast.Eq | ast.Is) for one in node.ops):
        raise ValueError(node)
    *paths, last = [node.left, *node.comparators]
    return [Statement(tuple(_path(one)), _constant(last)) for one in paths]


def _constant(node: ast.expr) -> Any:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _constant(node.left) + _constant(node.right)
    return ast.literal_eval(node)


def _path(node: ast.expr) -> Iterator[str | int]:
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Subscript(value=inner, slice=ast.Constant(value=str() | int() as key)):
            yield from (*_path(inner), key)
        case ast.Attribute(value=inner, attr=name):
            yield from (*_path(inner), name)
        case _:
            raise ValueError(node)


# --- what a listing takes -----------------------------------------------------------------


def is_taken(path: Path) -> bool:
    """Whether `path` leads to something that a listing takes."""
    shape = tuple(key if isinstance(key, str) else ANY for key in path)
    if shape[-1] == "href" and path[-2] != 0:
        return False
    *above, name = shape
    is_date = above == ["entries", ANY] and name.removesuffix("_parsed") in PUBLISHED
    return shape in TAKEN or is_date


def check(document: FeedDocument, statement: Statement, where: str) -> str:
    """Why `statement` doesn't hold for what was read, or empty where it does."""
    match statement.path:
        case ("feed", "title", *_) | ("feed", "title_detail", *_):
            return _text(document.listing.title, statement.expected)
        case ("feed", "language"):
            return _same(document.language, statement.expected)
        case ("feed", "newlocation"):
            return _address(document.listing.moved_to, statement.expected, where)
        case ("feed", *_):
            return _address(document.homepage, statement.expected, where)
        case ("entries", int() as place, *rest):
            if place >= len(document.listing.entries):
                return "there is no such entry"
            return _entry(document.listing.entries[place], rest, statement.expected, where)
        case _:
            raise ValueError(statement.path)


def holds(result: Any, statement: Statement) -> bool:
    """Whether `statement` holds, to the letter, for another reader's `result`."""
    for key in statement.path:
        try:
            result = result[key]
        except (LookupError, TypeError):
            return False
    return bool(result == statement.expected)


def _entry(entry: Entry, path: list[str | int], expected: Any, where: str) -> str:
    name = str(path[0])
    if name.startswith("title"):
        return _text(entry.title, expected)
    if name in {"link", "links"}:
        return _address(entry.url, expected, where)
    if name in {"id", "guid"}:
        return _same(entry.feed_id, expected)
    if name.startswith("author"):
        return _author(entry, path, expected)
    if name.removesuffix("_parsed") in PUBLISHED:
        return _date(entry.published, expected)
    return _content(entry.content, expected, where)


def _same(ours: str, expected: Any) -> str:
    if isinstance(expected, str) and " ".join(ours.split()) == " ".join(expected.split()):
        return ""
    return "" if not ours and not expected else "differs"


def _text(ours: str, expected: Any) -> str:
    """A title: text as stated, or what is seen of the HTML that is stated."""
    if not isinstance(expected, str):
        return _same(ours, expected)
    seen = {" ".join(one.split()) for one in (expected, html.unescape(expected), _seen(expected))}
    if " ".join(ours.split()) in seen:
        return ""
    return (
        CODE if "<script>" in expected and _is_part("".join(ours.split()), expected) else "differs"
    )


def _address(ours: str, expected: Any, where: str) -> str:
    if not isinstance(expected, str) or not expected:
        return _same(ours, expected)
    try:
        wanted = parse_address(expected, parse_address(where)).href
    except RefusedAddress:
        return "not a web address: refused" if not ours else "differs"
    if ours == wanted:
        return ""
    return "a link to something else than the entry" if not ours else "differs"


def _author(entry: Entry, path: list[str | int], expected: Any) -> str:
    if not isinstance(expected, str):
        return "differs"
    place = path[1] if path[0] == "authors" else -1
    named = entry.authors[place] if entry.authors and isinstance(place, int) else ""
    if named in {expected, _WORDS.sub("", expected).strip(" ()")} and named:
        return ""
    return "an e-mail address is no name" if "@" in expected and not entry.authors else "differs"


def _date(ours: PrintedDate | None, expected: Any) -> str:
    if isinstance(expected, str):
        stated = feed_date(expected, None)
        if stated is None:
            return "no date in the text" if ours is None else "differs"
        return "" if ours == stated else "another of the entry's dates is taken"
    if expected is None:
        return "" if ours is None else "differs"
    if ours is None:
        return "no date in the text"
    shown = ours.at.timetuple()[:6]
    counted = {"second": 6, "minute": 5, "day": 3, "month": 2, "year": 1}[ours.precision]
    return "" if shown[:counted] == tuple(expected[:counted]) else "differs"


def _content(ours: str, expected: Any, where: str) -> str:
    """Content: the same words and web addresses, once both are made harmless."""
    if not isinstance(expected, str):
        return _same(ours, expected)
    same_links = _links(ours, where) == _links(expected, where)
    # a text that is stated as plain is kept as HTML that shows it
    if same_links and _words(ours) in {_words(expected), "".join(expected.split())}:
        return ""
    if _is_part(_words(ours), _words(expected)):
        return CODE
    return "a longer text of the entry is taken" if len(ours) >= len(expected) else "differs"


def _is_part(ours: str, expected: str) -> bool:
    """Whether `ours` is `expected` with something left out."""
    letters = iter(expected)
    return bool(ours) and all(letter in letters for letter in ours)


def _words(markup: str) -> str:
    return "".join(_seen(markup).split())


def _seen(markup: str) -> str:
    root = _tree(markup)
    return " ".join("".join(map(str, root.itertext())).split()) if root is not None else ""


def _links(markup: str, where: str) -> list[str]:
    root = _tree(markup)
    found = root.xpath("//@href | //@src") if root is not None else []
    return sorted(urljoin(where, str(one)) for one in found)


def _tree(markup: str) -> etree._Element | None:
    clean = nh3.clean(markup, url_schemes={"http", "https"})
    parser = etree.HTMLParser(no_network=True)
    return etree.fromstring(f"<div>{clean}</div>", parser) if clean.strip() else None
