"""Live pages: posts with a time each, one below the other, on a page that grows.

A page is one where it says so (schema.org's LiveBlogPosting), or where most of its text stands
in five or more boxes of one kind, each with a time of day of its own and a paragraph of prose.
Posts are kept in the order of the page; most have the newest first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from columninch.extract.assemble import Piece
from columninch.extract.dates import read_date
from columninch.extract.tree import text_of
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

    from columninch.extract.statements import Statements
    from columninch.records import BlockKind

FEWEST_POSTS = 5
FEWEST_WORDS = 12
"""Of prose in a post, in the middle; teasers of other articles have fewer, or lead away."""
LIVE_SHARE = 0.6
"""Of the page's words that stand in posts."""
KIND = "LiveBlogPosting"
_PROSE = ("p", "blockquote", "li", "h2", "h3", "h4", "figcaption")
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h2", "h3", "h4"), "heading"),
    "li": "list",
    "blockquote": "quote",
    "figcaption": "caption",
}


@dataclass(frozen=True, slots=True)
class LivePage:
    """A live page's text, and until when it goes on."""

    pieces: tuple[Piece, ...]
    ends: datetime | None
    """None where the page doesn't say."""


@dataclass(frozen=True, slots=True)
class _Post:
    at: datetime | None
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> int:
        return sum(word_count(piece.text) for piece in self.pieces)


def live_page(
    root: HtmlElement, stated: Statements, body: Sequence[Piece], zone: str
) -> LivePage | None:
    """The page's posts where it is a live page; `body` is its text as it was found otherwise."""
    is_stated = stated.article.kind == KIND
    if not is_stated and len(list(islice(root.iter("time"), FEWEST_POSTS))) < FEWEST_POSTS:
        return None
    marked = _marked_posts(root, zone)
    told = _stated_posts(stated, zone)
    if not is_stated and not _is_mostly(marked, body):
        return None
    ends = read_date(stated.article.ends, "json-ld", zone, "") if stated.article.ends else None
    posts = max(marked, told, key=lambda some: sum(post.words for post in some))
    words = sum(word_count(piece.text) for piece in body)
    if not posts:
        pieces = tuple(body)
    elif sum(post.words for post in posts) < words / 2:
        pieces = _with_times(body, posts)
    else:
        pieces = _lead(body, posts) + tuple(piece for post in posts for piece in post.pieces)
    return LivePage(pieces, ends.at if ends else None)


def _stated_posts(stated: Statements, zone: str) -> list[_Post]:
    posts = []
    for update in stated.article.updates:
        date = read_date(update.published, "json-ld", zone, "") if update.published else None
        at = date.at if date else None
        heading = [Piece("heading", update.headline, at=at)] if update.headline else []
        lines = [Piece("paragraph", line, at=at) for line in update.body.split("\n") if line]
        posts.append(_Post(at, (*heading, *lines)))
    return posts


def _marked_posts(root: HtmlElement, zone: str) -> list[_Post]:
    """The posts of the kind of box that holds most: boxes of one parent and class, with times."""
    kinds: dict[tuple[int, str, str], list[HtmlElement]] = defaultdict(list)
    for time in root.iter("time"):
        for box in list(time.iterancestors("article", "li", "section", "div"))[:4]:
            parent = box.getparent()
            if parent is not None:
                kind = (id(parent), str(box.tag), (box.get("class") or "").partition(" ")[0])
                if box not in kinds[kind]:
                    kinds[kind].append(box)
    found = [
        [_post(box, zone) for box in boxes]
        for boxes in kinds.values()
        if len(boxes) >= FEWEST_POSTS
    ]
    posts = [some for some in found if _are_posts(some)]
    return max(posts, key=lambda some: sum(post.words for post in some), default=[])


def _post(box: HtmlElement, zone: str) -> _Post:
    time = next(box.iter("time"))
    date = read_date(time.get("datetime") or text_of(time), "visible", zone, "")
    exact = date is not None and date.precision in {"minute", "second"}
    at = date.at if date and exact else None
    pieces = []
    for element in box.iter(*_PROSE):
        text = text_of(element)
        is_inner = any(one.tag in _PROSE and one is not element for one in _inside(element, box))
        if text and not is_inner and not _is_link(element, text):
            pieces.append(Piece(_KINDS.get(str(element.tag), "paragraph"), text, at=at))
    return _Post(at, tuple(pieces))


def _inside(element: HtmlElement, box: HtmlElement) -> Iterable[HtmlElement]:
    for one in element.iterancestors():
        if one is box:
            return
        yield one


def _is_link(element: HtmlElement, text: str) -> bool:
    """Whether all of it is a link that leads away, as the heading of a teaser is."""
    links = [
        text_of(one) for one in element.iter("a") if not (one.get("href") or "").startswith("#")
    ]
    return sum(len(one) for one in links) > len(text) * 0.8


def _are_posts(posts: Sequence[_Post]) -> bool:
    dated = [post for post in posts if post.at is not None]
    lengths = sorted(post.words for post in posts)
    return (
        len({post.at for post in dated}) >= FEWEST_POSTS
        and len(dated) >= len(posts) * 0.8
        and lengths[len(lengths) // 2] >= FEWEST_WORDS
    )


def _is_mostly(posts: Sequence[_Post], body: Sequence[Piece]) -> bool:
    """Whether posts are what the page's text is, not its comments or what it links."""
    known = {fold(piece.text) for post in posts for piece in post.pieces}
    words = sum(word_count(piece.text) for piece in body)
    inside = sum(word_count(piece.text) for piece in body if fold(piece.text) in known)
    return bool(posts) and inside >= LIVE_SHARE * max(words, 1)


def _lead(body: Sequence[Piece], posts: Sequence[_Post]) -> tuple[Piece, ...]:
    """What stands above the first post."""
    known = {fold(piece.text) for post in posts for piece in post.pieces}
    lead = []
    for piece in body:
        if any(fold(piece.text) in one or one in fold(piece.text) for one in known):
            break
        lead.append(piece)
    return tuple(lead) if len(lead) < len(body) else ()


def _with_times(body: Sequence[Piece], posts: Sequence[_Post]) -> tuple[Piece, ...]:
    """The text as it was found, each piece with the time of the post that has the same words."""
    times = {fold(piece.text): post.at for post in posts for piece in post.pieces}
    return tuple(replace(piece, at=times.get(fold(piece.text))) for piece in body)
