"""Articles from an event's parts: each outlet its own, none like another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.sample.nouns import LineKind, SampleQuote
from columninch.sample.telling import VOICES, told_by
from columninch.sample.wording import (
    SPELLINGS,
    Worded,
    filled,
    most_uses,
    respelt,
    unmarked,
    worded,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from columninch.sample.houses import House
    from columninch.sample.material import Event, Saying

_SHORT_LINE = 10
"""Words: a saying up to this long may stand in two articles and they are no reprints."""


@dataclass(frozen=True)
class Draft:
    """An article before it has an address and a time."""

    title: str
    lines: tuple[str, ...]
    kinds: tuple[LineKind, ...]
    quotes: tuple[SampleQuote, ...]

    @property
    def text(self) -> str:
        """The lines, joined by line feeds."""
        return "\n".join(self.lines)

    def without_end(self) -> Draft:
        """The article without its last third, as a paper short of room prints it."""
        kept = max(3, len(self.lines) - max(1, len(self.lines) // 3))
        while self.kinds[kept - 1] == "heading":
            kept -= 1
        text = "\n".join(self.lines[:kept])
        quotes = tuple(quote for quote in self.quotes if quote.text in text)
        return Draft(self.title, self.lines[:kept], self.kinds[:kept], quotes)


def paragraphs(count: int) -> tuple[LineKind, ...]:
    """The kinds of so many lines that are all paragraphs."""
    return tuple("paragraph" for _ in range(count))


class Pool:
    """Parts that are worn down: the least used comes next, and none beyond its uses."""

    def __init__(self, parts: Sequence[str], turn: int) -> None:
        """`turn` begins elsewhere in each part's alternatives, so that editions differ."""
        self._parts = parts
        self._used = [0] * len(parts)
        self._turn = turn

    @property
    def left(self) -> int:
        """How many uses are left in all."""
        return sum(map(most_uses, self._parts)) - sum(self._used)

    def take(self, count: int) -> list[str]:
        """Up to `count` different parts in their written order, each in its next wording."""
        open_parts = [at for at, part in enumerate(self._parts) if self._used[at] < most_uses(part)]
        chosen = sorted(sorted(open_parts, key=lambda at: (self._used[at], at))[:count])
        taken = []
        for at in chosen:
            taken.append(worded(self._parts[at], self._used[at], self._turn))
            self._used[at] += 1
        return taken


class Sayings:
    """What people say in an event: each line once, short quotations twice."""

    def __init__(self, sayings: Sequence[Saying]) -> None:
        """All are unused."""
        self._sayings = sayings
        self._used = [0] * len(sayings)

    @property
    def left(self) -> int:
        """How many uses are left in all."""
        return sum(map(_uses_of, self._sayings)) - sum(self._used)

    def take(self, count: int) -> list[Saying]:
        """Up to `count` lines in their written order, by different people where possible."""
        chosen: list[int] = []
        for at in self._by_use():
            if len(chosen) < count and self._speaker(at) not in map(self._speaker, chosen):
                chosen.append(at)
        chosen += [at for at in self._by_use() if at not in chosen][: count - len(chosen)]
        for at in chosen:
            self._used[at] += 1
        return [self._sayings[at] for at in sorted(chosen)]

    def _by_use(self) -> list[int]:
        """The lines that may still be used, the least used first."""
        places = range(len(self._sayings))
        is_open = [at for at in places if self._used[at] < _uses_of(self._sayings[at])]
        return sorted(is_open, key=lambda at: (self._used[at], at))

    def _speaker(self, at: int) -> str:
        return self._sayings[at].speaker


def _uses_of(saying: Saying) -> int:
    is_short = len(saying.text.split()) <= _SHORT_LINE
    return 2 if is_short and not saying.is_told else 1


class EventDesk:
    """The parts of one event, from which one article after another is made."""

    def __init__(self, event: Event, backgrounds: Pool, seed: int) -> None:
        """`backgrounds` are shared by all events of the topic that have none of their own."""
        self.event = event
        self._turn = seed - 1
        self._titles = Pool(event.headlines, self._turn)
        self._pools = {
            "lead": Pool(event.leads, self._turn),
            "fact": Pool(event.facts, self._turn),
            "head": Pool(event.heads, self._turn),
            "end": Pool(event.ends, self._turn),
            "past": Pool(event.past, self._turn) if event.past else backgrounds,
        }
        self._sayings = Sayings(event.sayings)
        self._made = 0

    def title(self, house: House) -> str | None:
        """The next headline, in the outlet's spelling, or None when all are used."""
        taken = self._titles.take(1)
        return SPELLINGS[house.spelling](taken[0]) if taken else None

    def article(self, house: House, numbers: Mapping[str, float]) -> Draft:
        """The event as one outlet tells it, in a shape and a voice of its own."""
        language = self.event.language
        shape = house.shapes[self._made % len(house.shapes)]
        supply = self._supply(house, shape)
        lines: list[Worded] = []
        kinds: list[LineKind] = []
        for place in shape:
            if supply[place]:
                line = supply[place].pop(0)
                text = filled(line.text, language, numbers)
                lines.append(respelt(Worded(text, line.quotes), SPELLINGS[house.spelling]))
                kinds.append("heading" if place == "head" else "paragraph")
        self._made += 1
        title = filled(self.title(house) or "", language, numbers)
        quotes = tuple(quote for line in lines for quote in line.quotes)
        return Draft(title, tuple(line.text for line in lines), tuple(kinds), quotes)

    def _supply(self, house: House, shape: Sequence[str]) -> dict[str, list[Worded]]:
        """What one article takes from the event, by the place in its shape."""
        supply: dict[str, list[Worded]] = {}
        for place in dict.fromkeys(shape):
            if place == "say":
                count = self._fair(shape.count(place), self._sayings.left)
                supply[place] = self._said(house, count)
            elif place in self._pools:
                pool = self._pools[place]
                count = shape.count(place)
                taken = pool.take(count if place == "past" else self._fair(count, pool.left))
                supply[place] = [unmarked(text, self.event.language) for text in taken]
            else:
                supply[place] = [Worded(house.phrases[place].take(1)[0])]
        return supply

    def _fair(self, wanted: int, left: int) -> int:
        """What an article may take, so that the last one finds as much as the first."""
        articles = max(1, len(self.event.tellings) - self._made)
        return min(wanted, -(-left // articles))

    def _said(self, house: House, count: int) -> list[Worded]:
        language = self.event.language
        voice = VOICES[language][house.voice]
        said: list[Worded] = []
        known: set[str] = set()
        for number, saying in enumerate(self._sayings.take(count)):
            turn = self._made + number
            said.append(told_by(saying, voice, language, turn, is_known=saying.speaker in known))
            known.add(saying.speaker)
        return said
