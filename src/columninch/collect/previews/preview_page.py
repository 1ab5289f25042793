"""One page of a channel's public preview: its posts, and where the older ones are.

The shape is the one that Telegram serves under `/s/NAME`: each post is an element with
`data-post="NAME/123"`. Parts are told by the last words of their class names, wherever
they stand, so that a new wrapper or prefix changes nothing. A post's own text is what
its author wrote: the quoted beginning of the post that it answers, the card of a page that
it links to, counts of views and reactions and the mark of an edit are not.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from lxml import etree

from columninch.collect.feeds.dates import feed_date
from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.previews.addresses import channel_name
from columninch.errors import RefusedAddress
from columninch.records import Entry
from columninch.text.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from columninch.collect.fetcher.weburl import WebAddress
    from columninch.records import PrintedDate

MOST_POSTS = 500
"""Of one page; such a page has twenty."""
LONGEST_TEXT = 50_000
LONGEST_TITLE = 100
PARTS = {
    "photo": ("message_photo_wrap",),
    "video": ("message_video_player", "message_roundvideo_player"),
    "sound": ("message_voice_player", "message_audio_player"),
    "document": ("message_document_wrap",),
    "sticker": ("message_sticker_wrap",),
}
"""What a post carries beside its words, by the end of its class name."""

_POST = re.compile(r"([A-Za-z0-9_]{1,64})/([1-9][0-9]{0,9})")
_ALBUM = re.compile(r"/([A-Za-z0-9_]{1,64})/([1-9][0-9]{0,9})\?single\b")
_BACKGROUND = re.compile(r"background-image\s*:\s*url\(\s*['\"]?([^'\")]{1,2000})")
_NOT_OWN = (
    "message_reply", "message_link_preview", "message_forwarded_from", "message_author",
    "message_user", "message_footer", "message_info", "message_reactions", "message_poll",
    "message_document_wrap", "message_video_player", "message_inline_buttons", "message_photo_wrap",
    "message_voice_player", "message_audio_player", "message_sticker_wrap", "message_voters",
    "message_media_not_supported_wrap", "message_roundvideo_player", "message_meta",
)  # fmt: skip
_LINES = word_set("p div blockquote pre li ul ol h1 h2 h3 section")


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What one page of a preview shows."""

    title: str
    """The channel's name as people read it."""
    entries: tuple[Entry, ...]
    """Oldest first; each with its number. Service messages are none."""
    numbers: frozenset[int]
    """Every number that is accounted for: posts, parts of albums, service messages."""
    older: str
    """The address of the page before, or empty."""
    is_preview: bool
    """It is such a page at all."""
    is_application_page: bool
    """It is the page that leads to the application instead, as where there is no preview."""
    has_followers: bool
    """It says how many follow the channel."""


NO_PAGE = PreviewPage(
    "", (), frozenset(), "", is_preview=False, is_application_page=False, has_followers=False
)


def preview_address(url: str, body: bytes) -> str | None:
    """The address of the preview of the channel at `url`, which answered with `body`.

    `url` may be the preview itself, the channel's page or one of its posts; None where the
    page neither is a preview nor leads to one.
    """
    name = channel_name(url).lower()
    root = _tree(body)
    if not name or root is None:
        return None
    page = parse_address(url)
    if read_preview(body, url).is_preview:
        return parse_address(f"/s/{channel_name(url)}", page).href
    for link in root.iter("a", "link"):
        address = _absolute(link.get("href") or "", page)
        if address and address.host == page.host and address.path.lower() == f"/s/{name}":
            return parse_address(address.path, address).href
    return None


def read_preview(body: bytes, url: str) -> PreviewPage:
    """What the preview's page at `url` shows. Never raises."""
    name = channel_name(url)
    root = _tree(body)
    if root is None or not name:
        return NO_PAGE
    page = parse_address(url)
    posts = list(islice(_posts(root, name), MOST_POSTS))
    entries = {
        number: _entry(post, number, page)
        for number, post in posts
        if not _is_part(post, ("service_message", "message_service"))
    }
    numbers = frozenset(number for number, _ in posts).union(
        *(_album_numbers(post, name) for _, post in posts)
    )
    return PreviewPage(
        title=_channel_title(root),
        entries=tuple(entries[number] for number in sorted(entries)),
        numbers=numbers,
        older=_older(root, page, min(numbers, default=0)),
        is_preview=bool(posts) or _first(root, ("channel_history",)) is not None,
        is_application_page=_first(root, ("page_action", "page_extra")) is not None,
        has_followers=any(
            letter.isdigit() for one in _parts(root, ("page_extra",)) for letter in _text(one)
        ),
    )


def _tree(body: bytes) -> etree._Element | None:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, recover=True, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _posts(root: etree._Element, name: str) -> Iterator[tuple[int, etree._Element]]:
    """Each post of the channel with its number; what stands inside another is none."""
    for node in root.iter():
        found = _POST.fullmatch(node.get("data-post") or "")
        if (
            found
            and found[1].lower() == name.lower()
            and not any(around.get("data-post") for around in node.iterancestors())
        ):
            yield int(found[2]), node


def _entry(post: etree._Element, number: int, page: WebAddress) -> Entry:
    lines = _own_lines(post)
    poll = _first(post, ("message_poll",))
    carried = [(kind, one) for kind, ends in PARTS.items() for one in _parts(post, ends)]
    document = ("message_document_title", "message_document_extra")
    captions = [text for one in _parts(post, document) if (text := _text(one))]
    asked = [_text(one) for one in _parts(poll, ("message_poll_question",))]
    answers = [_text(one) for one in _parts(poll, ("message_poll_option_text",))]
    content = [f"<p>{html.escape(line)}</p>" for line in lines]
    content += [f"<p>{html.escape(question)}</p>" for question in asked]
    content += [f"<li>{html.escape(answer)}</li>" for answer in answers]
    content += [f"<figcaption>{html.escape(caption)}</figcaption>" for caption in captions]
    content += [_figure(kind, one, page) for kind, one in carried]
    return Entry(
        url=parse_address(f"/{post.get('data-post')}", page).href,
        title=_headline([*lines, *asked, *captions], [kind for kind, _ in carried]),
        authors=tuple(_texts_of(post, ("message_from_author",))),
        published=next(_times(post), None),
        content="".join(content)[: 2 * LONGEST_TEXT],
        number=number,
        is_whole=True,
        credited=next(_credits(post), ""),
    )


def _own_lines(post: etree._Element) -> list[str]:
    """The lines that the author wrote."""
    for one in _parts(post, ("message_text",)):
        if not _is_inside(one, post, _NOT_OWN):
            return list(_lines(one))
    own = _first(post, ("message_bubble",))
    return list(_lines(own)) if own is not None else []


def _lines(element: etree._Element) -> Iterator[str]:
    """The element's text, a line for each that its markup makes."""
    line: list[str] = []
    for text in (*_runs(element), None):
        if text is not None:
            line.append(text)
        elif told := " ".join("".join(line).split()):
            yield told[:LONGEST_TEXT]
        line = line if text is not None else []


def _runs(element: etree._Element) -> Iterator[str | None]:
    """Runs of the element's text, and None where a line ends; parts not its own apart."""
    skipped: etree._Element | None = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if skipped is None and event == "start" and _is_part(node, _NOT_OWN):
            skipped = node
        if node.tag == "br" or node.tag in _LINES:
            yield None
        if skipped is None and event == "start":
            yield str(node.text or "")
        skipped = None if event == "end" and node is skipped else skipped
        if skipped is None and event == "end" and node is not element:
            yield str(node.tail or "")


def _headline(lines: Iterable[str], carried: list[str]) -> str:
    """What a list calls the post: how it begins, or what it carries."""
    line = next((one for one in lines if any(letter.isalnum() for letter in one)), "")
    if not line:
        kinds = dict.fromkeys(carried)
        return f"[{', '.join(kinds)}]" if kinds else ""
    if len(line) <= LONGEST_TITLE:
        return line
    return line[:LONGEST_TITLE].rpartition(" ")[0].rstrip(" ,;:.") + "…"


def _figure(kind: str, node: etree._Element, page: WebAddress) -> str:
    """What the post carries, named by its address; it is not fetched."""
    background = _BACKGROUND.search(node.get("style") or "")
    source = background[1] if background else node.get("src") or ""
    address = _absolute(source, page)
    named = html.escape(address.href) if address else ""
    return f'<figure class="{kind}"><img alt="" src="{named}"></figure>'


def _credits(post: etree._Element) -> Iterator[str]:
    """Whose post it passes on, as printed."""
    for end in ("message_forwarded_from_name", "message_forwarded_from"):
        yield from _texts_of(post, (end,))


def _times(post: etree._Element) -> Iterator[PrintedDate]:
    for node in post.iter("time"):
        printed = node.get("datetime") or ""
        if (
            printed
            and not _is_inside(node, post, ("message_reply", "message_link_preview"))
            and (found := feed_date(printed, None))
        ):
            yield found


def _album_numbers(post: etree._Element, name: str) -> set[int]:
    """The numbers of an album's parts: they stand in links alone."""
    parts = _parts(post, PARTS["photo"] + PARTS["video"])
    found = (_ALBUM.search(one.get("href") or "") for one in parts)
    return {int(one[2]) for one in found if one and one[1].lower() == name.lower()}


def _older(root: etree._Element, page: WebAddress, lowest: int) -> str:
    """The address of the page with the posts before, as the page links it."""
    for link in root.iter("a", "link"):
        address = _absolute(link.get("href") or "", page)
        if address is None or address.host != page.host or address.path != page.path:
            continue
        before = parse_qs(address.query.removeprefix("?")).get("before", [""])[0]
        if before.isascii() and before.isdigit() and 1 < int(before[:12]) <= max(lowest, 2):
            return address.href
    return ""


def _channel_title(root: etree._Element) -> str:
    header = _first(root, ("channel_info_header_title",))
    if header is not None and (told := _text(header)):
        return told
    named = root.xpath("//meta[@property='og:title']/@content")
    return " ".join(str(named[0]).split()) if isinstance(named, list) and named else ""


# --- parts by the end of their class names ----------------------------------------------


def _is_part(node: etree._Element, ends: tuple[str, ...]) -> bool:
    return any(
        one == end or one.endswith((f"_{end}", f"-{end}"))
        for one in (node.get("class") or "").split()
        for end in ends
    )


def _is_inside(node: etree._Element, post: etree._Element, ends: tuple[str, ...]) -> bool:
    """Whether one of the elements around `node`, up to the post, is such a part."""
    for around in node.iterancestors():
        if around is post:
            return False
        if _is_part(around, ends):
            return True
    return False


def _parts(node: etree._Element | None, ends: tuple[str, ...]) -> Iterator[etree._Element]:
    if node is None:
        return
    yield from (one for one in node.iter() if isinstance(one.tag, str) and _is_part(one, ends))


def _first(node: etree._Element, ends: tuple[str, ...]) -> etree._Element | None:
    return next(_parts(node, ends), None)


def _texts_of(post: etree._Element, ends: tuple[str, ...]) -> Iterator[str]:
    """The texts of such parts, those of the post that is answered apart."""
    for one in _parts(post, ends):
        if not _is_inside(one, post, ("message_reply",)) and (text := _text(one)):
            yield text


def _text(node: etree._Element) -> str:
    return " ".join("".join(map(str, node.itertext())).split())[:1000]


def _absolute(href: str, page: WebAddress) -> WebAddress | None:
    if not href:
        return None
    try:
        return parse_address(href, page)
    except RefusedAddress:
        return None
