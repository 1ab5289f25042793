"""An editor's summary: Markdown in, inert HTML out, its quotations linked to their copies.

Raw HTML is not read, pictures and headings are left out (they would break the page's order
or ask another server), and what comes out passes an allow list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from columninch.digest.stretches import quoted_in
from columninch.publish.addresses import web_link
from columninch.text.direction import text_direction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    CopyLink = Callable[[str], str]

_TAGS = {"p", "em", "strong", "a", "blockquote", "ul", "ol", "li", "br", "code", "del", "pre"}
_ATTRIBUTES = {"a": {"href", "class"}, "p": {"dir", "class"}, "blockquote": {"dir"}, "li": {"dir"}}
_BLOCKS = {"paragraph_open", "blockquote_open", "list_item_open"}
_BREAKS = {"softbreak", "hardbreak"}


def summary_html(markdown: str, copy_link: CopyLink, copy_label: str) -> Markup:
    """The HTML of a summary; safe to set into a page.

    `copy_link` gives for a quoted stretch the relative address of its copy, or an empty
    string where no copy has it. A stretch in a sentence becomes the link itself; under a
    block quotation stands a link named `copy_label`.
    """
    reader = _reader()
    tokens = list(_with_copy_lines(reader.parse(markdown), copy_link, copy_label))
    for place, token in enumerate(tokens):
        if token.type in _BLOCKS:
            token.attrSet("dir", _direction(tokens[place:]))
        if token.children:
            token.children = list(_linked(token.children, copy_link))
    drawn = reader.renderer.render(tokens, reader.options, {})
    return Markup(_clean(drawn))  # noqa: S704 - it has just passed the allow list


def _direction(tokens: Sequence[Token]) -> str:
    """The direction of the first words of a block: "auto" passes over blocks within it."""
    told = next((_plain(token) for token in tokens if token.type == "inline"), "")
    return text_direction(told)


def summary_text(markdown: str) -> str:
    """A summary as plain text, for mail: paragraphs apart by an empty line, quotations by "> "."""
    told: list[str] = []
    depth = 0
    for token in _reader().parse(markdown):
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type in {"inline", "fence", "code_block"}:
            told.append(("> " if depth else "") + _plain(token).strip())
    return "\n\n".join(paragraph for paragraph in told if paragraph)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False})
    return reader.disable(["heading", "lheading", "image", "hr"]).enable("strikethrough")


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
    )


def _plain(token: Token) -> str:
    if not token.children:
        return token.content
    return "".join(" " if child.type in _BREAKS else child.content for child in token.children)


def _with_copy_lines(
    tokens: Sequence[Token], copy_link: CopyLink, copy_label: str
) -> Iterator[Token]:
    """The tokens, with a line that leads to the copy at each outer block quotation's end."""
    depth = 0
    address = ""
    for token in tokens:
        depth += token.type == "blockquote_open"
        if depth and token.type == "inline":
            address = address or copy_link(_plain(token))
        if token.type == "blockquote_close":
            depth -= 1
            if not depth and address:
                yield from _copy_line(address, copy_label)
                address = ""
        yield token


def _copy_line(address: str, label: str) -> Iterator[Token]:
    yield Token("paragraph_open", "p", 1, attrs={"class": "credit"}, block=True)
    yield Token("inline", "", 0, content=label, children=_link(address, label))
    yield Token("paragraph_close", "p", -1, block=True)


def _link(address: str, text: str, kind: str = "copy") -> list[Token]:
    return [
        Token("link_open", "a", 1, attrs={"href": address, "class": kind}),
        Token("text", "", 0, content=text),
        Token("link_close", "a", -1),
    ]


def _linked(tokens: list[Token], copy_link: CopyLink) -> Iterator[Token]:
    """The tokens of a line, with a link round each quoted stretch that has a copy."""
    depth = 0
    for token in tokens:
        if token.type == "link_open":
            depth += 1
            if "class" not in token.attrs and not web_link(str(token.attrGet("href") or "")):
                # an address of the site's own can't be told from a mistake
                token.attrs.pop("href", None)
        depth -= token.type == "link_close"
        if token.type == "text" and not depth:
            yield from _with_links(token.content, copy_link)
        else:
            yield token


def _with_links(text: str, copy_link: CopyLink) -> Iterator[Token]:
    done = 0
    for stretch in quoted_in(text):
        start = text.find(stretch, done) - 1
        end = min(start + len(stretch) + 2, len(text))
        address = copy_link(stretch)
        if not address:
            continue
        yield Token("text", "", 0, content=text[done:start])
        yield from _link(address, text[start:end], "claim")
        done = end
    yield Token("text", "", 0, content=text[done:])
