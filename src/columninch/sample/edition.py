"""An edition of the sample press: two weeks of Karrow, put together from a seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

from columninch.records import Answer, Codebook, Question
from columninch.sample.days import LENGTH, STARTS
from columninch.sample.figures import figures_in
from columninch.sample.houses import groups, houses
from columninch.sample.material import material, setting
from columninch.sample.newsroom import Newsroom
from columninch.sample.nouns import (
    Edition,
    EditorNote,
    QuoteTranslation,
    SampleCorrection,
    SampleFigure,
    SampleGroup,
    SampleItem,
    SampleOutlet,
    SamplePicture,
    SampleQuote,
    SampleSource,
    SampleTrouble,
)
from columninch.sample.smaller import smaller

__all__ = [
    "Edition",
    "EditorNote",
    "QuoteTranslation",
    "SampleCorrection",
    "SampleFigure",
    "SampleGroup",
    "SampleItem",
    "SampleOutlet",
    "SamplePicture",
    "SampleQuote",
    "SampleSource",
    "SampleTrouble",
    "edition",
]


@lru_cache(maxsize=4)
def edition(seed: int = 1, item_limit: int | None = None) -> Edition:
    """The edition of a seed; the same seed always gives the same.

    `item_limit`: a smaller edition of about so many items, in which as many of the special
    shapes as fit are left: reprints with their origins, a round-up page with what it prints,
    a programme, both languages, all groups, both weeks.
    """
    staffed = houses(seed)
    items = Newsroom(seed, staffed, material()).publish_all()
    troubles = tuple(_trouble(given, items, staffed) for given in setting("troubles")["troubles"])
    if item_limit is not None:
        wanted = {trouble.item for trouble in troubles if trouble.item}
        items = smaller(items, item_limit, wanted)
    keys = {item.key for item in items}
    about = setting("series")
    return Edition(
        seed=seed,
        starts=STARTS,
        ends=STARTS + LENGTH,
        series_key=about["key"],
        series_title=about["title"],
        desk_name=about["desk"],
        time_zone=about["zone"],
        languages=tuple(about["languages"]),
        groups=groups(),
        outlets=tuple(house.outlet for house in staffed.values()),
        items=tuple(items),
        codebook=_codebook(setting("codebook")),
        figures=figures_in(items),
        notes=tuple(_note(given) for given in setting("notes")["notes"]),
        corrections=tuple(SampleCorrection(**given) for given in setting("notes")["corrections"]),
        troubles=tuple(one for one in troubles if not one.item or one.item in keys),
    )


def _codebook(given: dict[str, Any]) -> Codebook:
    questions = tuple(
        Question(
            key=question["key"],
            name=question["name"],
            exclusive=question["exclusive"],
            answers=tuple(_answer(answer) for answer in question["answers"]),
        )
        for question in given["questions"]
    )
    return Codebook(given["name"], questions)


def _answer(given: dict[str, Any]) -> Answer:
    return Answer(
        key=given["key"],
        name=tuple(given["name"].items()),
        definition=given.get("definition", ""),
        includes=tuple(given.get("includes", ())),
        excludes=tuple(given.get("excludes", ())),
        rule=given.get("rule", ""),
    )


def _note(given: dict[str, Any]) -> EditorNote:
    return EditorNote(
        story=given["story"],
        language=given["language"],
        heading=given["heading"],
        summary=given["summary"].strip(),
        translations=tuple(QuoteTranslation(**one) for one in given.get("translations", ())),
    )


def _trouble(
    given: dict[str, Any], items: list[SampleItem], staffed: dict[str, Any]
) -> SampleTrouble:
    outlet = staffed[given["outlet"]].outlet
    url = f"http://{outlet.host}{given['path']}" if "path" in given else ""
    if given["kind"] == "error":
        at = STARTS + timedelta(days=given["day"], hours=11)
        return SampleTrouble("error", outlet.key, url, given["title"], at, "")
    item = next(
        item for item in items
        if (item.outlet, item.story) == (outlet.key, given["story"]) and not item.embedded_in
    )  # fmt: skip
    trouble = SampleTrouble(given["kind"], outlet.key, url, item.title, item.published, item.key)
    return trouble if url else replace(trouble, url=item.url)
