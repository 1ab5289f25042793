"""What stands among an article's paragraphs and is none of its text.

The title once more, pointers to other articles, calls to subscribe or follow, names of
buttons. A piece goes only if it is short and begins as such lines do, or if it is nothing but
links; prose is never judged by what it says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.extract.assemble import Piece

LONGEST_POINTER = 30
"""Words; a longer piece is taken for prose whatever it begins with."""
LONGEST_CALL = 45
ALL_LINKS = 0.9
"""The share of a piece's characters inside links from which it is nothing but links."""
TOP = 4
"""Pieces at the top among which the title is looked for in other words."""

_POINTERS = (
    "read more|read also|also read|see more|see also|see related|more on this|more like this|"
    "related|related articles|related stories|related coverage|recommended|don't miss|most read|"
    "most popular|trending|watch also|watch next|up next|more from|more stories|further reading|"
    "lesen sie auch|mehr zum thema|lesen sie mehr|lesetipp|auch interessant|mehr dazu|"
    "lire aussi|a lire aussi|a lire|lire la suite|sur le meme sujet|voir aussi|"
    "lea tambien|leer mas|te puede interesar|le puede interesar|ver tambien|mas informacion|"
    "leia tambem|leia mais|veja tambem|saiba mais|leggi anche|lees ook|les ogsa|les mer|las mer|"
    "las ocksa|czytaj tez|czytaj takze|zobacz takze|ilgili haberler|"
    "بیشتر بخوانید|بیشتر بخوانیم|بخوانید|مطالب مرتبط|اخبار مرتبط|در همین باره|در همین رابطه|"
    "همچنین بخوانید|اقرا ايضا|اقرا المزيد|موضوعات ذات صله|اخبار ذات صله|المزيد|"
    "читайте также|читать также|по теме"
)
_CALLS = (
    "click here|tap here|sign up|subscribe|follow us|follow [\\w .]{2,40} on|join our|"
    "get the latest|get (?:our|the) [\\w ]{0,30}(?:app|newsletter)|download (?:our|the) app|"
    "listen to (?:this|the) (?:article|story)|listen:|share this|share on|print article|"
    "(?:e-?mail|write to|reach|contact) [\\w .]{2,40} at \\S+@|have a tip|"
    "if you (?:buy|purchase)|this copy is for your personal|order reprints|"
    "enjoy (?:this|the) article|like this article|support our|"
    "melden sie sich|abonnieren sie|jetzt abonnieren|abonnez-vous|inscrivez-vous|suscribete|"
    "siguenos|assine|inscreva-se|iscriviti|"
    "انتهای پیام|ما را در|به کانال|به اشتراک بگذارید|اشتراک گذاری|کد خبر|لینک کوتاه|"
    "اشترك|تابعنا|تابعونا|شارك|подпис"
)
_BUTTONS = frozenset(
    fold(one)
    for one in (
        "advertisement|advertisements|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|"
        "reklam|annonse|annons|آگهی|تبلیغات|إعلان|реклама|comments|comment|kommentare|comentarios|"
        "commentaires|comentários|نظرات|نظر شما|share|tweet|print|email|facebook|twitter|whatsapp|"
        "telegram|loading|loading...|play video|video|photos|gallery|share this article|tags|"
        "read more|continue reading|show more|more|source|hide caption|toggle caption|"
        "enlarge this image|story continues below|article continues below|all rights reserved|"
        "scroll to continue|story continues below advertisement|back to top"
    ).split("|")
)
_POINTER = re.compile(rf"(?:{_POINTERS})\s*(?:[:>|\-\u2192…]|\.\.\.|$)")
_CALL = re.compile(rf"(?:{_CALLS})")
_EDGES = " .:>|*-_[]()!→»\"'\u2022"


@dataclass(frozen=True, slots=True)
class Linked:
    """A piece of the page's text, and how much of it stands in links."""

    piece: Piece
    link_share: float


def without_clutter(found: Sequence[Linked], titles: frozenset[str]) -> list[Piece]:
    """The pieces that are text; `titles` are the folded forms in which the title stands.

    Everything is kept where nothing would be left.
    """
    kept = [
        one.piece
        for place, one in enumerate(found)
        if not is_title(one.piece, titles, is_top=place < TOP) and not is_clutter(one)
    ]
    return kept or [one.piece for one in found]


def is_title(piece: Piece, titles: frozenset[str], *, is_top: bool) -> bool:
    """Whether a piece only repeats the title; at the top, also in nearly the same words."""
    folded = fold(piece.text).strip(_EDGES)
    if folded in titles:
        return True
    words = set(folded.split())
    if not is_top or piece.kind != "heading" or len(words) < 4:
        return False
    return any(
        len(words & (own := set(title.split()))) >= 0.7 * len(words | own) for title in titles
    )


def is_clutter(one: Linked) -> bool:
    """Whether a piece is a pointer to something else, a call or the name of a button."""
    folded = fold(one.piece.text).lstrip(_EDGES)
    if folded.rstrip(_EDGES) in _BUTTONS or not any(letter.isalnum() for letter in folded):
        return True
    words = word_count(folded)
    if words <= LONGEST_POINTER and _POINTER.match(folded):
        return True
    if words <= LONGEST_CALL and _CALL.match(folded):
        return True
    return one.link_share >= ALL_LINKS and words <= LONGEST_POINTER and _stands_alone(one.piece)


def _stands_alone(piece: Piece) -> bool:
    """Whether it is a whole pointer, rather than the linked end of a sentence."""
    return piece.kind in {"list", "paragraph", "heading"} and not piece.text.endswith(
        (".", "؟", "?")
    )
