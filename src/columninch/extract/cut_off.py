"""Whether a text is cut off: what stands on the page is only the beginning of the article.

A page may speak of subscriptions and be whole: a banner for a newsletter, a menu, an article on
newspapers that ask for money. So words alone never cut a text off. One of these must hold:

1. the page states that it is not free to read, and the text is short;
2. a box asks to subscribe or sign in for the rest, with a link or button to do it, where the
   text ends, and the box is not hidden;
3. the text ends in an ellipsis, and is short, or is followed by a link to read on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.extract.tree import line_of, text_of
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from columninch.extract.statements import Statements
    from columninch.records import Reading

TEASER_WORDS = 250
"""A longer text behind a pay wall is told in full, as far as can be known from it."""
OPEN_WORDS = 120
"""A longer text may well end in an ellipsis."""
WALLED_WORDS = 400
"""Before a box that asks for money; a longer text is more than a beginning."""
LONGEST_BOX = 1000
"""Characters of its text that are looked at."""
LONGEST_ASK = 70
"""Words of a box that asks for a subscription, with its prices."""

_OPEN_END = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])[\s\"”»)\]]*$")
_READ_ON = re.compile(
    r"^\W*(?:continue reading|read (?:more|on|the (?:full|whole|rest).{0,40})|keep reading|"
    r"weiterlesen|mehr lesen|lire la suite|seguir leyendo|leer mas|continua a leggere|leggi tutto|"
    r"devamini oku|ادامه ?ی? مطلب|ادامه|متن کامل(?: خبر| را بخوانید)?|"
    r"بیشتر بخوانید|اقرا المزيد)\W*$"
)
_ASKS = re.compile(
    r"(?:subscribe|sign in|sign up|log ?in|register|join|become an? (?:member|subscriber))"
    r"(?: now| today| here| or \w+(?: in)?| for free)* (?:to|and) "
    r"(?:continue|keep|finish|go on|read|unlock|access|view)|"
    r"to (?:continue|keep) reading,? (?:please |you )?(?:\w+ )?"
    r"(?:subscri|sign|log|register|create|become|must|need|have)|"
    r"(?:article|story|content|post|report|text) is (?:only |exclusively |reserved )*"
    r"(?:available )?(?:for|to) (?:our )?(?:paid |paying |premium )?(?:subscribers|members)|"
    r"(?:read|unlock) the (?:rest|full|whole)\b.{0,40}\b(?:subscri|account|member|free trial)|"
    r"(?:subscribers|members)[ -]only (?:article|story|content|post)|"
    r"(?:this|the) (?:article|story|post) continues (?:for|behind)|"
    r"you(?:'|’)?(?:ve| have) (?:reached|read|used) .{0,40}free (?:articles|stories)|"
    r"(?:weiterlesen|jetzt lesen) mit |lesen sie (?:weiter|den ganzen|den vollstandigen).{0,40}abo|"
    r"(?:artikel|beitrag|inhalt) ist (?:nur )?(?:fur|exklusiv).{0,20}(?:abonnent|mitglied)|"
    r"(?:article|contenu) (?:est )?reserve aux? abonne|il vous reste .{0,30}a lire|"
    r"(?:contenido|articulo) (?:exclusivo |solo )?(?:es )?(?:para|reservado a) (?:nuestros )?"
    r"suscriptores|suscribete para (?:seguir|continuar|leer)|"
    r"(?:contenuto|articolo) (?:e )?riservato agli abbonati|abbonati per (?:continuare|leggere)|"
    r"برای (?:خواندن|مطالعه|دیدن).{0,40}(?:مشترک شوید|اشتراک|وارد شوید|ثبت ?نام|عضو شوید)|"
    r"(?:ویژه|مخصوص) ?ی? (?:مشترکان|مشترکین|اعضا)|للمشتركين فقط|اشترك لمتابعه|"
    r"devamini okumak icin (?:abone|uye|giris)"
)
_BOXES = ("div", "section", "aside", "p", "form")
_COMMENTS = re.compile(r"comment|disqus|respond", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_cut_off(root: HtmlElement, stated: Statements, reading: Reading, words: int) -> bool:
    """Whether the text of a page, so many words, is plainly the beginning of a longer one."""
    is_paid = not stated.article.is_free or stated.first("article:content_tier") == "locked"
    if is_paid and words < TEASER_WORDS:
        return True
    if _OPEN_END.search(reading.text[-20:]) and words < TEASER_WORDS:
        return words < OPEN_WORDS or any(_links_on(root))
    return words < WALLED_WORDS and any(_asks(root))


def _links_on(root: HtmlElement) -> Iterator[bool]:
    for link in root.iter("a", "button"):
        yield bool(_READ_ON.search(fold(text_of(link))[:80])) and not _is_elsewhere(link)


def _asks(root: HtmlElement) -> Iterator[bool]:
    """Whether a box asks for a subscription, box by box; outer boxes are too long to be one."""
    boxes = [box for box in root.iter(*_BOXES) if _has_control(box)]
    texts = [line_of(box, LONGEST_BOX)[:LONGEST_BOX] for box in boxes]
    folded = fold("\n".join(texts))
    if not _ASKS.search(folded):
        return
    for box, told in zip(boxes, folded.split("\n"), strict=True):
        if _ASKS.search(told) and word_count(told) <= LONGEST_ASK:
            yield not _is_elsewhere(box) and _stands_last(box)


def _has_control(box: HtmlElement) -> bool:
    return next(box.iter("a", "button", "input"), None) is not None


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether it is hidden, or stands in the page's frame and not at its text."""
    for one in (element, *element.iterancestors()):
        if one.tag in {"nav", "header", "footer", "template", "noscript", "dialog"}:
            return True
        if _COMMENTS.search(f"{one.get('id', '')} {one.get('class', '')}"):
            return True
        if one.get("hidden") is not None or one.get("aria-hidden") == "true":
            return True
        if _HIDDEN.search(one.get("style") or ""):
            return True
    return False


def _stands_last(box: HtmlElement) -> bool:
    """Whether no prose of the article follows: next to none in what comes after the box."""
    article = next(box.iterancestors("article", "main"), None)
    around = article if article is not None else box.getparent()
    if around is None:
        return True
    seen, after = False, 0
    for element in around.iter():
        if element is box:
            seen = True
        elif seen and element.tag == "p" and box not in element.iterancestors():
            after += word_count(text_of(element))
    return after < LONGEST_ASK
