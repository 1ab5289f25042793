"""A Markdown text to a reading, with the front matter that many programs put above it.

CommonMark 0.31 through markdown-it, with tables; HTML inside is text like any other. The
front matter is YAML between two lines of three dashes; its keys are those that publishing
programs agree on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from markdown_it import MarkdownIt

from columninch.errors import ReadingError
from columninch.extract.assemble import Piece
from columninch.extract.dates import read_date
from columninch.extract.decode import decode
from columninch.extract.document import reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from columninch.extract.page import Page
    from columninch.records import BlockKind, Reading

MAX_CHARACTERS = 5_000_000
MAX_FRONT_MATTER = 20_000
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ALIAS = re.compile(r"(?m)(?:^|[\s:\[{,-])[&*][\w-]+")
_OPENS: dict[str, BlockKind] = {
    "blockquote_open": "quote",
    "list_item_open": "list",
    "tr_open": "table",
}
_CLOSES = {name.replace("_open", "_close") for name in _OPENS}


def read_markdown(page: Page) -> Reading:
    """The reading of a Markdown text. Raises `ReadingError` where there is none."""
    text = decode(page.body, page.content_type).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_CHARACTERS:
        raise ReadingError(f"the text is longer than {MAX_CHARACTERS:,} characters", where=page.url)
    facts, body = front_matter(text)
    pieces = list(_pieces(MarkdownIt("commonmark", {"html": False}).enable("table").parse(body)))
    date = next((facts[key] for key in ("date", "published", "created") if facts.get(key)), "")
    return reading_of(
        pieces,
        page,
        title=facts.get("title", ""),
        author=facts.get("author", "") or facts.get("authors", ""),
        created=read_date(date, "front matter", page.zone, ""),
    )


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """What stands above the text, key by key, and the text; what is no front matter is text."""
    found = _FRONT_MATTER.match(text)
    # an alias can make a few lines into gigabytes, and no front matter needs one
    if found is None or len(found[1]) > MAX_FRONT_MATTER or _ALIAS.search(found[1]):
        return {}, text
    try:
        given: Any = yaml.load(found[1], Loader=yaml.BaseLoader)  # noqa: S506  texts and no objects
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}, text
    if not isinstance(given, dict):
        return {}, text
    facts = {str(key).lower(): _told(value) for key, value in given.items()}
    return facts, text[found.end() :]


def _told(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(one for one in value if isinstance(one, str))
    return value if isinstance(value, str) else ""


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    outer: list[BlockKind] = []
    row: list[str] = []
    is_heading = False
    for token in tokens:
        if token.type in _OPENS:
            outer.append(_OPENS[token.type])
        elif token.type == "tr_close":
            yield Piece("table", " | ".join(row))
            row.clear()
        elif token.type == "inline" and "table" in outer[-1:]:
            row.append(_shown(token))
        elif token.type == "inline":
            yield Piece(
                "heading" if is_heading else outer[-1] if outer else "paragraph", _shown(token)
            )
        elif token.type in {"fence", "code_block"}:
            yield Piece("paragraph", token.content)
        if token.type in _CLOSES:
            outer.pop()
        is_heading = token.type == "heading_open"


def _shown(token: Token) -> str:
    """What a reader sees of a run: without marks and addresses, line breaks as spaces."""
    parts: list[str] = []
    for one in token.children or ():
        if one.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif one.type != "image":
            parts.append(one.content)
    return "".join(parts)
