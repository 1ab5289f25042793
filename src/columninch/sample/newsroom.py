"""From drafts to items: who published what, when, at which address, and what was copied."""

from __future__ import annotations

import random
import re
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from columninch.sample.compose import Draft, EventDesk, Pool, paragraphs
from columninch.sample.days import LENGTH, STARTS
from columninch.sample.figures import numbers_of
from columninch.sample.nouns import SampleItem
from columninch.sample.scenes import picture_of
from columninch.sample.subtitles import minutes_of, spoken
from columninch.sample.wording import SPELLINGS, Worded, respelt, unmarked

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.records import ReadingForm
    from columninch.sample.houses import House
    from columninch.sample.material import Copying, Event, Material, Piece, Roundup
    from columninch.sample.nouns import LineKind, SampleQuote

_WORD = re.compile(r"\w[\w\u0654\u064b-\u0652]*(?:['’\u200c]+\w[\w\u0654\u064b-\u0652]*)*")
_STEP_HOURS = 1.3
"""Between two outlets' articles on an event."""
_LAST_HOUR = 23.4
_LINE_KINDS: dict[str, LineKind] = {"## ": "heading", "> ": "quote", "?? ": "question"}


class Newsroom:
    """Publishes the whole material, one item after another, for one edition."""

    def __init__(self, seed: int, houses: dict[str, House], written: Material) -> None:
        """Nothing is out yet."""
        self.items: list[SampleItem] = []
        self._seed = seed
        self._houses = houses
        self._written = written
        self._backgrounds = {
            key: Pool(parts, seed - 1) for key, parts in written.backgrounds.items()
        }
        self._drafts: dict[str, Draft] = {}
        self._serial = 4100

    def publish_all(self) -> list[SampleItem]:
        """Every item of the edition, in the order of publication."""
        for event in self._written.events:
            self._tell(event)
        for piece in self._written.pieces:
            self._print(piece)
        for roundup in self._written.roundups:
            self._round_up(roundup)
        return sorted(self.items, key=lambda item: (item.published, item.key))

    def _tell(self, event: Event) -> None:
        no_past = Pool((), 0)
        past = self._backgrounds.get((event.language, event.topic), no_past)
        desk = EventDesk(event, past, self._seed)
        step = min(_STEP_HOURS, (_LAST_HOUR - event.hour) / len(event.tellings))
        for place, telling in enumerate(event.tellings):
            house = self._houses[telling.outlet]
            day = event.day + telling.days_later
            draft = desk.article(house, numbers_of(event.day))
            at = self._moment(day, event.hour + place * step, f"{event.key}:{place}", step)
            self._publish(house, draft, at, event.key, event.topic, scene=event.scene)
        for copying in event.copyings:
            house = self._houses[copying.outlet]
            self._copy(house, copying, event.key, desk.title(house), event.scene)

    def _print(self, piece: Piece) -> None:
        house = self._houses[piece.outlet]
        draft = _draft_of(piece, house)
        at = self._moment(piece.day, 6.0 + self._chance(piece.key).random() * 11, piece.key)
        authors = (SPELLINGS[house.spelling](piece.author),) if piece.author else None
        self._publish(
            house, draft, at, piece.story, piece.topic, scene=piece.scene, form=piece.form,
            authors=authors,
        )  # fmt: skip
        for copying in piece.copyings:
            copier = self._houses[copying.outlet]
            self._copy(copier, copying, piece.story, copying.title, piece.scene)

    def _copy(
        self, house: House, copying: Copying, story: str, title: str | None, scene: str
    ) -> None:
        """Print another's text again, under its own or a new headline, whole or shortened."""
        origin = self._item(copying.origin, story)
        draft = self._drafts[origin.key]
        if copying.is_short:
            draft = draft.without_end()
        draft = _respelt_draft(draft, house, title)
        hours = 1.2 + 2.6 * self._chance(f"{house.outlet.key}:{origin.key}").random()
        at = origin.published + timedelta(days=copying.days_later, minutes=int(hours * 60))
        if at >= STARTS + LENGTH:  # the edition ends while the papers are still copying
            at = origin.published + (STARTS + LENGTH - origin.published) / 2
            at = at.replace(second=0, microsecond=0)
        source = self._houses[copying.origin]
        self._publish(
            house, draft, at, story, origin.topic, scene=scene, form=origin.form,
            authors=origin.authors, agency=source.outlet.name if source.is_agency else "",
            origin=origin,
        )  # fmt: skip

    def _round_up(self, roundup: Roundup) -> None:
        house = self._houses[roundup.outlet]
        respell = SPELLINGS[house.spelling]
        draft = Draft(
            respell(roundup.title),
            tuple(map(respell, roundup.lines)),
            paragraphs(len(roundup.lines)),
            (),
        )
        at = self._moment(roundup.day, 17.0, roundup.key)
        page = self._publish(house, draft, at, roundup.key, "none", form="roundup")
        for outlet, story in roundup.picks:
            origin = self._item(outlet, story)
            embedded = _respelt_draft(self._drafts[origin.key], house, None)
            self._publish(
                house, embedded, at, story, origin.topic, form=origin.form,
                authors=origin.authors, origin=origin, page=page,
            )  # fmt: skip

    def _publish(
        self,
        house: House,
        draft: Draft,
        at: datetime,
        story: str,
        topic: str,
        *,
        scene: str = "",
        form: ReadingForm = "article",
        authors: tuple[str, ...] | None = None,
        agency: str = "",
        origin: SampleItem | None = None,
        page: SampleItem | None = None,
    ) -> SampleItem:
        outlet = house.outlet
        self._serial += 1
        is_spoken = outlet.channel_kind == "programme" and page is None
        if is_spoken:
            draft, form = spoken(draft), "programme"
        number = self._serial - 4100
        within = len([item for item in self.items if page and item.embedded_in == page.key])
        key = f"{page.key}.{within + 1}" if page else self._key(outlet.key, story)
        url = f"{page.url}#part-{within + 1}" if page else house.address(draft.title, at, number)
        item = SampleItem(
            key=key,
            outlet=outlet.key,
            url=url,
            published=at,
            title=draft.title,
            authors=self._signed(house, key) if authors is None else authors,
            agency=agency,
            text=draft.text,
            language=outlet.language,
            topic=topic,
            story=story,
            reprint_of=origin.key if origin else None,
            embedded_in=page.key if page else None,
            credited_outlet=origin.outlet if origin else None,
            quotes=draft.quotes,
            form=form,
            word_count=count_words(draft.text),
            minutes=minutes_of(draft.lines) if is_spoken else 0.0,
            picture=None if page else picture_of(house, scene, self._chance(f"picture:{key}")),
            media_url=f"http://{outlet.host}/subtitles/{number}.vtt" if is_spoken else "",
            line_kinds=draft.kinds,
        )
        self.items.append(item)
        self._drafts[key] = draft
        return item

    def _item(self, outlet: str, story: str) -> SampleItem:
        return next(
            item
            for item in self.items
            if (item.outlet, item.story) == (outlet, story) and item.embedded_in is None
        )

    def _key(self, outlet: str, story: str) -> str:
        """The outlet and the story, with a number for the outlet's second item on it."""
        known = {item.key for item in self.items}
        names = (f"{outlet}-{story}{f'-{number}' if number > 1 else ''}" for number in count(1))
        return next(name for name in names if name not in known)

    def _signed(self, house: House, key: str) -> tuple[str, ...]:
        if house.is_agency:
            return ()
        name = self._chance(f"author:{key}").choice(house.authors)
        return (SPELLINGS[house.spelling](name),)

    def _moment(self, day: int, hour: float, what: str, step: float = _STEP_HOURS) -> datetime:
        minutes = int(hour * 60) + self._chance(f"minute:{what}").randint(0, int(step * 40))
        return STARTS + timedelta(days=day, minutes=minutes)

    def _chance(self, what: str) -> random.Random:
        return random.Random(f"{self._seed}:{what}")  # noqa: S311 - fiction, no secret


def count_words(text: str) -> int:
    """Runs of letters and digits; an apostrophe or ZWNJ inside belongs to the word."""
    return len(_WORD.findall(text))


def _draft_of(piece: Piece, house: House) -> Draft:
    lines: list[Worded] = []
    kinds: list[LineKind] = []
    for written in piece.lines:
        mark = next((mark for mark in _LINE_KINDS if written.startswith(mark)), "")
        kinds.append(_LINE_KINDS.get(mark, "paragraph"))
        line = unmarked(written.removeprefix(mark), piece.language)
        lines.append(respelt(line, SPELLINGS[house.spelling]))
    quotes = tuple(quote for line in lines for quote in line.quotes)
    title = SPELLINGS[house.spelling](piece.title)
    return Draft(title, tuple(line.text for line in lines), tuple(kinds), quotes)


def _respelt_draft(draft: Draft, house: House, title: str | None) -> Draft:
    respell = SPELLINGS[house.spelling]
    quotes: tuple[SampleQuote, ...] = respelt(Worded("", draft.quotes), respell).quotes
    lines = tuple(map(respell, draft.lines))
    return Draft(title or respell(draft.title), lines, draft.kinds, quotes)
