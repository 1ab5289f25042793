"""Which element of a page prints the day of its article.

Asked are elements that are marked as dates, the nearest to the heading first; then sentences
that say "published"; then bare dates beside the heading; then a list's line with a link to
this very page. What belongs to comments, to other
articles or to the page's frame is left out, and so is what tells a change.
"""

from __future__ import annotations

import re
from collections import deque
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from columninch.extract.date_lines import line_parts
from columninch.extract.statements import absolute
from columninch.extract.tree import line_of, text_of
from columninch.text.calendars import parse_printed_date
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from columninch.records import PrintedDate

_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:pub|publish|published|pubdate|date|dateline|datetime|datum|fecha|"
    r"posted|submitted|timestamp|time|meta|metadata|postmeta|postmetadata|stand|تاریخ)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DATE_CAMEL = re.compile(r"(?<=[a-z])(?:Date|Datum|Time|Published|Posted|Meta)(?![a-z])")
_LINES = (
    "time", "span", "p", "div", "li", "td", "abbr", "small", "em", "b", "strong", "a", "dd",
    "h2", "h3", "h4", "h5", "h6", "header",
)  # fmt: skip
_OTHERS = re.compile(
    r"comment|kommentar|talkback|(?:^|[\s_-])(?:respond|response|repl(?:y|ies)|disqus|"
    r"reacties?|reactions?|yorumlar|discussion|feedback|pingback|trackback|leserbriefe?|related|teasers?|sidebar|"
    r"recommend\w*|recent|latest|popular|nav|menu|archives?|ticker|calendar|events?|upcoming|"
    r"copyright|similar|next|prev|previous|trending|carousel|slider)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OF_COMMENT = re.compile(r"comment|kommentar", re.IGNORECASE)
_OTHER_TAGS = frozenset({"nav", "figure", "figcaption", "blockquote", "select", "option"})
_CHANGED = re.compile(
    r"(?<!\w)(?:updated?|modified|revised|aktualisiert|geändert|mis(?:e)? à jour|modifié|"
    r"actualizado|aggiornat|edited|bijgewerkt|atualizado|zuletzt|last|به\s?روزرسانی|تحديث)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?<!\w)(?:says|wrote|replied|schreibt|schrieb|sagte|meint|a dit|a écrit|dice|dijo|escribió|"
    r"scrive|schreef|permalink|antworten|reply|répondre|گفت|يقول|"
    r"aktuelle zeit|current time|it is currently|today is|heute ist|date actuelle|ahora es)(?!\w)",
    re.IGNORECASE,
)
"""As in the head of a comment ("Mira wrote on 5 March") or the clock of a page."""
_DATELINE = re.compile(r"\s*\W?[^\W\d]+(?:[ /-][^\W\d]+){0,2}\s*(?:,\s*\(?|\()(?=\S{0,12}\s?\d)")
"""Before the day at the head of a text: "Quellport, (2.3.2026). The last ferry"."""
_FIRST_MARK = re.compile(r"publish|entry-date|post-date|pubdate", re.IGNORECASE)
_SAID = re.compile(
    r"(?<!\w)(?:published|posted|released on|veröffentlicht|erschienen|publiziert|online seit|"
    r"publié|mis en ligne|publicado|publicada|pubblicat[oa]|gepubliceerd|geplaatst|opublikowan[oa]|"
    r"publicerad|publisert|udgivet|yayınlanma|опубликован\w*|publikuar|نشر|منتشر|انتشار)(?!\w)"
    r"|^\s*(?:datum|date|data|fecha|stand|تاریخ|التاريخ)\s*(?::|(?=\d)|$)",
    re.IGNORECASE,
)
_SAID_IN_LINES = re.compile(_SAID.pattern, re.IGNORECASE | re.MULTILINE)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "title", "svg", "option"})
LONGEST_LINE = 120
"""Characters of a date line."""
LONGEST_SENTENCE = 240
"""Characters of a sentence or line that says when it was published."""
LONGEST_DAY = 24
"""Characters of a day in a dateline."""
REACH = 70
"""Characters between the word and the date in such a sentence."""
MOST_ASKED = 300
"""Elements of one kind that are asked for a date."""
MOST_WORDS = 7
"""Words of a bare line beside the heading that is still a date line."""
AHEAD, BEHIND = 12, 40
"""Elements before and after the heading that count as beside it."""


def article_date(
    root: etree._Element, url: str, title: str, zone: str, language: str
) -> PrintedDate | None:
    """The date that the page prints for its own article, or None."""
    heading = _heading(root, title)
    spine = _spine(heading)
    own = _own_article(spine)
    found = _marked(root if own is None else own, spine, zone, language)
    found = found or _said(root, spine, zone, language)
    if not found and heading is not None:
        found = _beside(root, heading, spine, zone)
    if not found and own is not None:
        found = _marked(root, spine, zone, language)
    return found or _linked(root, url, zone, language)


def is_of_article(root: etree._Element, element: etree._Element, title: str) -> bool:
    """Whether an element may speak of the article that the title heads."""
    if is_foreign(element, {}):
        return False
    spine = _spine(_heading(root, title))
    own = _own_article(spine)
    return element.tag == "meta" or own is None or own in element.iterancestors()


def is_foreign(element: etree._Element, spine: dict[etree._Element, int]) -> bool:
    """Whether it stands in comments, another article's teaser or the frame of the page."""
    if _OF_COMMENT.search(_marks(element)):
        return True
    for one in element.iterancestors():
        if one in spine:
            return False
        if one.tag in _OTHER_TAGS or _OTHERS.search(_marks(one)):
            return True
    return False


def _marks(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _heading(root: etree._Element, title: str) -> etree._Element | None:
    """The heading that is the title, else the only first-level one."""
    wanted = fold(title)
    firsts = list(root.iter("h1"))
    for one in (*firsts, *islice(root.iter("h2", "h3", "h4"), 40)):
        text = fold(text_of(one))
        if len(text) > 3 and wanted and (text in wanted or wanted in text):
            return one
    if len(firsts) == 1:
        return firsts[0]
    lines = root.iter("p", "div", "span", "td", "strong", "b", "a")
    return next((one for one in lines if wanted and fold((one.text or "").strip()) == wanted), None)


def _spine(heading: etree._Element | None) -> dict[etree._Element, int]:
    """The elements that hold the heading, with their depth."""
    if heading is None:
        return {}
    line = [heading, *heading.iterancestors()]
    return {one: depth for depth, one in enumerate(reversed(line))}


def _own_article(spine: dict[etree._Element, int]) -> etree._Element | None:
    """The outermost article element that holds the heading."""
    return next((one for one in spine if one.tag == "article"), None)


def _marked(
    root: etree._Element, spine: dict[etree._Element, int], zone: str, language: str
) -> PrintedDate | None:
    """The date of the marked element that is nearest to the heading."""
    lines = [one for one in root.iter(*_LINES) if _is_marked(one)]
    for line in sorted(lines, key=lambda one: -_nearness(one, spine))[:MOST_ASKED]:
        if not is_foreign(line, spine):
            found = _printed(line, zone, language)
            if found:
                return found
    return None


def _is_marked(element: etree._Element) -> bool:
    if element.tag == "time":
        return True
    marks = _marks(element)
    return len(marks) > 1 and _is_date_class(marks)


@lru_cache(maxsize=4096)
def _is_date_class(marks: str) -> bool:
    return bool(_DATE_CLASS.search(marks) or _DATE_CAMEL.search(marks))


def _nearness(element: etree._Element, spine: dict[etree._Element, int]) -> int:
    """The depth of the smallest element that holds both it and the heading."""
    if not spine:
        return 0
    held = (spine[one] for one in (element, *element.iterancestors()) if one in spine)
    return next(held, 0)


def _printed(element: etree._Element, zone: str, language: str) -> PrintedDate | None:
    """The date that a marked element prints, unless it tells a change."""
    marks = _marks(element)
    text = line_of(element, LONGEST_LINE)
    if (
        len(text) > LONGEST_LINE
        or _SPOKEN.search(text)
        or (_CHANGED.search(marks) and not _FIRST_MARK.search(marks))
    ):
        return None
    change = _CHANGED.search(text)
    if change or _CHANGED.search(_before(element, text)):
        text = text[: change.start()] if change else ""
        return _day(text, zone, language)
    for printed in (element.get("datetime") or element.get("title") or "", text):
        found = _day(printed, zone, language)
        if found:
            return found
    return None


def _before(element: etree._Element, text: str) -> str:
    """The words just before an element on its line: "Updated: "."""
    parent = element.getparent()
    if parent is None:
        return ""
    line = line_of(parent, LONGEST_SENTENCE)
    at = line.find(text) if len(line) <= LONGEST_SENTENCE else -1
    return line[max(at - 25, 0) : at] if at > 0 else ""


def _said(
    root: etree._Element, spine: dict[etree._Element, int], zone: str, language: str
) -> PrintedDate | None:
    """The date of the first sentence that says when the article was published."""
    for element, piece in islice(_saying(root, spine), MOST_ASKED):
        found = _near_word(element, piece, zone, language)
        if found:
            return found
    return None


def _saying(
    root: etree._Element, spine: dict[etree._Element, int]
) -> Iterator[tuple[etree._Element, str]]:
    """Each text that has a word of publication, with the element that it is in or behind."""
    told = [
        (element, piece)
        for element in root.iter()
        if element.tag not in _UNSEEN
        for piece in (element.text, element.tail)
        if piece and not piece.isspace()
    ]
    if not _SAID_IN_LINES.search("\n".join(piece for _, piece in told)):
        return  # one search, since most pages have no such word
    for element, piece in told:
        if _SAID.search(piece) and not is_foreign(element, spine):
            yield element, piece


def _near_word(element: etree._Element, piece: str, zone: str, language: str) -> PrintedDate | None:
    parent = element.getparent()
    whole = line_of(parent, LONGEST_SENTENCE) if parent is not None else ""
    line = whole if len(whole) <= LONGEST_SENTENCE else " ".join(piece.split())
    word = _SAID.search(line)
    if word is None:
        return None
    after, before = line[word.end() :][:REACH], line[: word.start()][-REACH:]
    return (
        _day(after, zone, language)
        or _day(before, zone, language)
        or _next(element, zone, language)
    )


def _next(element: etree._Element, zone: str, language: str) -> PrintedDate | None:
    """The date that stands alone in the element after its label."""
    following = element.getnext()
    text = line_of(following, REACH) if following is not None else ""
    return _day(text, zone, language) if len(text) <= REACH else None


def _beside(
    root: etree._Element, heading: etree._Element, spine: dict[etree._Element, int], zone: str
) -> PrintedDate | None:
    """A bare date in the lines just after the heading, or just before."""
    before: deque[etree._Element] = deque(maxlen=AHEAD)
    elements = root.iter()
    for element in elements:
        if element is heading:
            break
        before.append(element)
    inside = set(heading.iter())
    after = (one for one in elements if one not in inside)
    pieces = [heading.tail or "", *_pieces(islice(after, BEHIND), spine)]
    for piece in (*pieces, *_pieces(reversed(before), spine)):
        for part, found in line_parts(piece, zone):
            if found and found.precision not in {"month", "year"} and _is_bare(part):
                return found
    return None


def _linked(root: etree._Element, url: str, zone: str, language: str) -> PrintedDate | None:
    """The date in the line of a link to this page itself, as in a list of the newest."""
    own = _place(url)
    if own == ("", ""):
        return None
    own_links = (
        one for one in root.iter("a") if _place(absolute(url, one.get("href") or "")) == own
    )
    for link in islice(own_links, MOST_ASKED):
        parent = link.getparent()
        if parent is None:
            continue
        line = line_of(parent, LONGEST_SENTENCE)
        if len(line) <= LONGEST_SENTENCE and (found := _day(line, zone, language)):
            return found
    return None


def _place(url: str) -> tuple[str, str]:
    """Path and query of an address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.path.strip("/"), parts.query


def _pieces(elements: Iterator[etree._Element], spine: dict[etree._Element, int]) -> Iterator[str]:
    for element in elements:
        if element.tag in _UNSEEN or is_foreign(element, spine):
            continue
        for piece in (element.text or "", element.tail or ""):
            place = _DATELINE.match(piece)
            if place:
                yield piece[place.end() :][:LONGEST_DAY].partition(")")[0]
            elif len(piece.strip()) <= LONGEST_LINE and any(one.isdigit() for one in piece):
                yield piece


def _is_bare(part: str) -> bool:
    is_foreign_line = _CHANGED.search(part) or _SPOKEN.search(part)
    return len(part.split()) <= MOST_WORDS and not is_foreign_line


def _day(printed: str, zone: str, language: str) -> PrintedDate | None:
    found = parse_printed_date(printed, language, zone) if printed else None
    return found if found and found.precision not in {"month", "year"} else None
