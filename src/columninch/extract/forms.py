"""What form a text has: report, interview, opinion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from columninch.text.normalise import fold
from columninch.text.words import word_count, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.extract.statements import Statements
    from columninch.records import Block, ReadingForm

_OPINION = frozenset(
    fold(word)
    for word in word_set(
        "opinion opinions comment comments commentary column columns columnist "
        "columnists editorial editorials op-ed oped op-eds analysis-opinion viewpoint viewpoints "
        "blog-opinion letters meinung kommentar kommentare leitartikel tribune tribunes idées "
        "éditorial opinión opiniones opinione commenti opini mening debatt yazarlar köşe-yazıları "
        "یادداشت یادداشت‌ها دیدگاه سرمقاله مقاله نظر رأی آراء الرأي رأي مقالات"
    )
)
_ASKED = re.compile(r"(?:q|question|frage|پرسش|سوال|سؤال|س)\s*[:.：-]\s*", re.IGNORECASE)
_ENDS_ASKING = re.compile(r"[?؟？][\"'”’»)\]]*$")
_INTERVIEW = re.compile(
    r"interview|gesprach|entretien|entrevista|intervista|q&a|"
    r"مصاحبه|گفتگو|گفتوگو|گفت و گو|مقابله|حوار"
)
FEWEST_QUESTIONS = 3
LONGEST_QUESTION = 60
"""Words; a longer paragraph that ends in a question mark is prose."""


def form_of(
    stated: Statements, title: str, section: str, text: str, blocks: Sequence[Block]
) -> ReadingForm:
    """The form: an interview by its turns, an opinion by its section, kind or address."""
    talk = [block for block in blocks if block.kind not in {"list", "table", "caption"}]
    parts = [text[block.start : block.end] for block in talk]
    asked = [block.kind for block, part in zip(talk, parts, strict=True) if is_question(part)]
    # headings that ask are a list of questions and answers, unless the page says otherwise
    is_list = asked.count("heading") > len(asked) / 2 and not _INTERVIEW.search(
        fold(f"{title} {section} {stated.url}")
    )
    if not is_list and is_interview(parts):
        return "interview"
    if stated.article.kind == "OpinionNewsArticle" or _is_opinion_section(
        (section, *stated.labels), stated.url
    ):
        return "opinion"
    return (
        "opinion" if re.match(r"(?:opinion|comment|editorial)\s*[:|]", fold(title)) else "article"
    )


def is_interview(parts: Sequence[str]) -> bool:
    """Whether questions and answers take turns through most of the parts.

    At least three questions, each followed by an answer, that together with their answers
    reach through two thirds of the text after the first.
    """
    asked = [place for place, part in enumerate(parts) if is_question(part)]
    asked = [place for place in asked if place + 1 < len(parts) and place + 1 not in asked]
    if len(asked) < FEWEST_QUESTIONS:
        return False
    rest = len(parts) - asked[0]
    gaps = [after - before for before, after in zip(asked, [*asked[1:], len(parts)], strict=True)]
    return sum(gap for gap in gaps if gap <= 6) >= rest * 2 / 3


def is_question(part: str) -> bool:
    """Whether a part asks: short, with a question mark at its end or a "Q:" before it."""
    asks = bool(_ENDS_ASKING.search(part[-6:]) or _ASKED.match(part))
    return asks and word_count(part) <= LONGEST_QUESTION


def _is_opinion_section(labels: tuple[str, ...], url: str) -> bool:
    try:
        path = urlsplit(url).path
    except ValueError:
        path = ""
    parts = [*re.split(r"[\s,/|>]+", " ".join(labels)), *unquote(path).split("/")[1:4]]
    return any(fold(part) in _OPINION for part in parts if part)
