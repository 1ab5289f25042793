"""A newsletter's HTML to pieces: what a reader sees, without pictures and without its footer.

Letters are laid out in tables inside tables, so a table is layout here and no table. What is
hidden (preheaders, tracking pixels) and every picture is left out; a link is its text, and
nothing is ever asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from columninch.extract.assemble import Piece, tidy
from columninch.extract.clutter import Linked, without_clutter
from columninch.extract.tree import parse
from columninch.text.normalise import fold
from columninch.text.words import word_count, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from columninch.records import BlockKind

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list",
    "blockquote": "quote",
    "figcaption": "caption",
}
_BLOCKS = word_set(
    "p div section article main header footer ul ol table tbody thead tfoot tr td th center pre "
    "dl dt dd hr figure body"
) | frozenset(_KINDS)
_UNSEEN = word_set(
    "script style template noscript iframe object form svg head title img picture video audio map"
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|"
    r"(?:font-size|line-height|max-height|opacity)\s*:\s*0(?:\.0+)?(?:px|pt|em|%)?\s*(?:;|!|$)|"
    r"(?:font-size|max-height)\s*:\s*1px",
    re.IGNORECASE,
)
_PREHEADER = re.compile(r"pre-?header|preview-?text", re.IGNORECASE)
_FILLERS = re.compile("[\u034f\u00ad\u200b\u2007\u180e\u2800\u3164]+")
"""What mailers put behind a preheader, so that a list of letters shows nothing else."""
LONGEST_FOOTER = 60
"""Words; a longer piece is text, whatever it begins with."""
_FOOTER = re.compile(
    r"(?:"
    r"(?:view|read|open|see) (?:this|it|the)?\s?(?:e-?mail|message|newsletter|issue|online|"
    r"in (?:your|a|the) browser|on the web)|view (?:online|in browser)|"
    r"(?:to )?unsubscribe|(?:manage|update|change) (?:your )?(?:e-?mail |subscription )?"
    r"(?:preferences|settings|subscription)|"
    r"you (?:are receiving|received|are getting|get) this|this (?:e-?mail|message) was sent|"
    r"no longer want|don't want (?:to receive|these)|forward (?:this|to a friend)|"
    r"(?:©|copyright)\s|add us to your address book|having trouble (?:viewing|reading)|"
    r"was this (?:e-?mail|newsletter) forwarded|privacy policy|terms of (?:use|service)|"
    r"im browser (?:ansehen|offnen)|(?:newsletter )?abbestellen|abmelden|"
    r"voir (?:cet e-?mail|dans votre navigateur)|se desabonner|"
    r"لغو (?:عضویت|اشتراک)|برای لغو|نمایش در مرورگر|این (?:ایمیل|خبرنامه) را|"
    r"ل?الغاء الاشتراک|عرض (?:هذه الرساله|فی المتصفح)|اعرض فی المتصفح"
    r")"
)


def letter_pieces(markup: str, title: str) -> list[Piece]:
    """The pieces of a letter's HTML; empty where it shows no text."""
    root = parse(markup) if markup.strip() else None
    if root is None:
        return []
    return without_footers([piece for piece in _pieces(root) if tidy(piece.text)], title)


def letter_tree(markup: str) -> HtmlElement | None:
    """A letter's HTML as a tree without what is hidden in it, or None for none."""
    root = parse(markup) if markup.strip() else None
    if root is None:
        return None
    hidden = [one for one in root.iterdescendants() if _is_hidden_block(one)]
    for one in hidden:
        parent = one.getparent()
        if parent is not None:
            one.drop_tree()
    return root


def _is_hidden_block(node: etree._Element) -> bool:
    tag = node.tag if isinstance(node.tag, str) else ""
    return tag not in {"", "img", "head", "title"} and _is_hidden(node, tag)


def without_footers(found: Sequence[Piece], title: str) -> list[Piece]:
    """The pieces without what a mailing service puts round the text."""
    kept = [piece for piece in found if not _is_footer(piece.text)]
    # no shares of links: in a letter that lists articles every headline is a link
    return without_clutter([Linked(piece, 0.0) for piece in kept or found], frozenset([title]))


def _is_footer(text: str) -> bool:
    if len(text) > 1000 or word_count(text) > LONGEST_FOOTER:
        return False
    return bool(_FOOTER.match(fold(tidy(text)).lstrip(" .,|>-*([")))


def _pieces(root: etree._Element) -> Iterator[Piece]:
    kinds: list[BlockKind] = ["paragraph"]
    buffer: list[str] = []
    hidden = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        starts = event == "start"
        if _is_hidden(node, tag):
            hidden += 1 if starts else -1
        if tag in _BLOCKS or tag == "br":
            yield Piece(kinds[-1], "".join(buffer))
            buffer.clear()
        if tag in _BLOCKS:
            kinds.append(_KINDS.get(tag, kinds[-1])) if starts else kinds.pop()
        text = node.text if starts else node.tail
        if text and not hidden and not (node is root and not starts):
            buffer.append(_FILLERS.sub("", text))
    yield Piece("paragraph", "".join(buffer))


def _is_hidden(node: etree._Element, tag: str) -> bool:
    """Whether an element isn't shown: by its nature, its style, or as a preheader."""
    if tag in _UNSEEN or node.get("hidden") is not None:
        return True
    style = node.get("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    return bool(_PREHEADER.search(f"{node.get('class') or ''} {node.get('id') or ''}"))
