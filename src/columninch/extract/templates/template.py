"""What was learned of an outlet's pages, and how one page more is learned from.

A template is counts, nothing else: on how many pages each line stood, what stood at each
place, with which words lines began. It is learned page by page, in the order of the pages;
old pages fade, so that an outlet's new design is learned and the old one forgotten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import astuple, dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from columninch.extract.templates.labels import label_of, tail_of
from columninch.extract.templates.outline import key_of
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from columninch.extract.templates.outline import Line

MOST_PAGES = 80
"""Once so many are counted, all counts are halved."""
MOST_ARTICLES = 60
"""The newest whose titles and texts are remembered."""
SEVERAL = 3
"""Articles under which a line stood, from which it is no sign of one of them."""
MANY_LINES = 5
"""Of prose, from which they alone can tell that an article is a known one."""
MOST_PLACES = 2000
ALL_LINK = 0.9
"""The share of a line's characters in links, from which it is nothing but a link."""
FEWEST_TITLE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """What stood at one place of the pages."""

    pages: int = 0
    lines: int = 0
    again: int = 0
    """Lines that had stood on another page before."""
    pointers: int = 0
    """Of the others, those that are nothing but a link, or another article's title."""
    captions: int = 0
    """Lines beside a picture."""
    prose: int = 0
    """Lines of prose."""
    teasers: int = 0
    """Of these, those right behind a link to another article."""
    new_words: int = 0
    """Words of prose that had stood on no page before."""
    old_words: int = 0
    """Words of prose that had."""
    numbers: int = 0
    """Lines that are no prose and have digits in them."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words with which lines begin, or end."""

    pages: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """An article that was learned from: its title's key and words, and its prose's keys."""

    title_key: str
    title: frozenset[str]
    prose: frozenset[str]


@dataclass(frozen=True, slots=True)
class Template:
    """What an outlet's pages have in common, as counts over the pages learned from."""

    pages: int = 0
    """That count: halved with all other counts when old pages fade."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """On how many pages a line stood, by its key."""
    places: Mapping[str, Place] = field(default_factory=dict)
    labels: Mapping[str, Label] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()

    def knows_title(self, key: str) -> bool:
        """Whether `key` is that of another article's title."""
        return any(article.title_key == key for article in self.articles)

    def knows(self, title: str, lines: Sequence[Line]) -> bool:
        """Whether the article with this title and these lines was learned from."""
        prose = frozenset(key for key in _prose(lines) if self.lines.get(key, 0) < SEVERAL)
        words = title_words(title)
        return any(_is_same(article, words, prose) for article in self.articles)


def title_words(title: str) -> frozenset[str]:
    """The words of a title, folded."""
    return frozenset(fold(title).split())


def _is_same(article: Article, words: frozenset[str], prose: frozenset[str]) -> bool:
    """Half of the text under half of the title, or nearly all of a longer text."""
    shared = len(article.prose & prose)
    fewest = min(len(article.prose), len(prose))
    if shared >= 0.8 * fewest >= MANY_LINES:
        return True
    alike = len(article.title & words) >= 0.5 * max(min(len(article.title), len(words)), 1)
    return alike and shared >= 0.5 * max(fewest, 1)


def learned(template: Template, title: str, lines: Sequence[Line]) -> Template:
    """`template` with one page more; unchanged where the page is an article seen before."""
    if not lines or template.knows(title, lines):
        return template
    article = Article(key_of(title), title_words(title), _prose(lines))
    titles = {one.title_key for one in template.articles} - {article.title_key, ""}
    # a lead that stands on other pages as a teaser is no less its own article's
    teasers = teasers_among(lines, titles)
    told = {line.key for line in lines if line.key} - teasers
    counted = Template(
        pages=template.pages + 1,
        lines=_added(template.lines, told),
        places=_places(template, lines, titles, teasers),
        labels=_labels(template, [line for line in lines if line.key in told]),
        articles=(*template.articles, article)[-MOST_ARTICLES:],
    )
    return _faded(counted) if counted.pages >= MOST_PAGES else counted


def _prose(lines: Iterable[Line]) -> frozenset[str]:
    return frozenset(line.key for line in lines if line.is_prose and line.key)


def _added(counts: Mapping[str, int], keys: Iterable[str]) -> dict[str, int]:
    more = dict(counts)
    for key in keys:
        more[key] = more.get(key, 0) + 1
    return more


def _places(
    template: Template, lines: Sequence[Line], known: set[str], teasers: frozenset[str]
) -> dict[str, Place]:
    by_place: dict[str, list[Line]] = {}
    for line in lines:
        by_place.setdefault(line.place, []).append(line)
    places = dict(template.places)
    for place, standing in by_place.items():
        again = [line for line in standing if line.key in template.lines]
        new = [line for line in standing if line.key not in template.lines]
        prose = [line for line in standing if line.is_prose]
        here = Place(
            pages=1,
            lines=len(standing),
            again=len(again),
            pointers=sum(is_pointer(line, known) for line in new),
            captions=sum(line.is_beside_picture for line in standing),
            prose=len(prose),
            teasers=sum(line.key in teasers for line in prose),
            new_words=sum(line.words for line in new if line.is_prose),
            old_words=sum(line.words for line in again if line.is_prose),
            numbers=sum(line.has_digits and not line.is_prose for line in standing),
        )
        places[place] = _sum(places[place], here) if place in places else here
    if len(places) > MOST_PLACES:
        kept = sorted(places.items(), key=lambda item: item[1].pages)[-MOST_PLACES:]
        places = dict(kept)
    return places


def _sum(one: Place, other: Place) -> Place:
    return Place(*map(sum, zip(astuple(one), astuple(other), strict=True)))


def is_pointer(line: Line, known: Container[str]) -> bool:
    """Whether a line is nothing but a link, or a title in `known` (keys of lines)."""
    return line.link_share >= ALL_LINK or (line.key in known and not line.is_prose)


def teasers_among(lines: Sequence[Line], known: Container[str]) -> frozenset[str]:
    """The keys of prose in a run of links to other articles, each with prose right behind it.

    One link amid the text has prose behind it too; two in a row, each with its own, are a list.
    """
    behind = [
        at + 1
        for at, (before, line) in enumerate(pairwise(lines))
        if line.is_prose and before.words >= FEWEST_TITLE_WORDS and is_pointer(before, known)
    ]
    pairs = set(behind)
    return frozenset(lines[at].key for at in behind if {at - 2, at + 2} & pairs)


def _labels(template: Template, lines: Iterable[Line]) -> dict[str, Label]:
    """With which words lines begin and end, that say something new each time."""
    new = {line.key: line for line in lines if line.key not in template.lines}.values()
    found = Counter(filter(None, (*map(label_of, new), *map(tail_of, new))))
    more = dict(template.labels)
    for label, count in found.items():
        before = more.get(label, Label())
        more[label] = Label(before.pages + 1, before.lines + count)
    return more


def _faded(template: Template) -> Template:
    """All counts halved; what would count nothing is forgotten."""
    places = {key: _halved_place(place) for key, place in template.places.items()}
    labels = {
        key: Label(label.pages // 2, label.lines // 2) for key, label in template.labels.items()
    }
    return replace(
        template,
        pages=template.pages // 2,
        lines={key: count // 2 for key, count in template.lines.items() if count > 1},
        places={key: place for key, place in places.items() if place.pages},
        labels={key: label for key, label in labels.items() if label.pages},
    )


def _halved_place(place: Place) -> Place:
    return Place(*(count // 2 for count in astuple(place)))
