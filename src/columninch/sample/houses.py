"""The outlets as they work: who writes for them, how, and under which addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from columninch.sample.compose import Pool
from columninch.sample.days import jalali_path
from columninch.sample.material import setting
from columninch.sample.nouns import SampleGroup, SampleOutlet, SampleSource

if TYPE_CHECKING:
    from datetime import datetime

_WORD = re.compile(r"[\w\u200c]+")
_SLUG_WORDS = 7


@dataclass(frozen=True)
class House:
    """An outlet with what only its own newsroom knows."""

    outlet: SampleOutlet
    shapes: tuple[tuple[str, ...], ...]
    voice: str
    authors: tuple[str, ...]
    spelling: str
    phrases: dict[str, Pool]
    """How its programmes begin and end."""

    @property
    def is_agency(self) -> bool:
        """Nobody signs there."""
        return not self.authors

    def address(self, title: str, published: datetime, number: int) -> str:
        """The address of an item's page."""
        outlet = self.outlet
        day = f"{published:%Y/%m/%d}"
        if outlet.channel_kind == "programme":
            path = f"/programmes/{published:%Y-%m-%d}-{number}"
        elif outlet.template == "plain":
            path = f"/article.php?id={number}"
        elif outlet.template == "blog":
            path = f"/{published:%Y/%m}/{quote(_slug(title))}/"
        elif outlet.language == "fa":
            path = f"/news/{jalali_path(published)}/{number}"
        else:
            path = f"/{day}/{_slug(title)}"
        return f"http://{outlet.host}{path}"


def _slug(title: str) -> str:
    plain = title.replace("’", "").replace("'", "").lower()
    return "-".join(_WORD.findall(plain)[:_SLUG_WORDS])


def houses(seed: int) -> dict[str, House]:
    """Every outlet by its key, with nothing used up yet."""
    return {given["key"]: _house(given, seed) for given in setting("outlets")["outlets"]}


def groups() -> tuple[SampleGroup, ...]:
    """The groups that are measured."""
    return tuple(
        SampleGroup(given["key"], tuple(given["name"].items()), tuple(given["outlets"]))
        for given in setting("outlets")["groups"]
    )


def _house(given: dict[str, Any], seed: int) -> House:
    return House(
        outlet=_outlet(given),
        shapes=tuple(tuple(shape) for shape in given["shapes"]),
        voice=given["voice"],
        authors=tuple(given["authors"]),
        spelling=given.get("spelling", ""),
        phrases={key: Pool(parts, seed - 1) for key, parts in given.get("phrases", {}).items()},
    )


def _outlet(given: dict[str, Any]) -> SampleOutlet:
    feed = given["feed"]
    return SampleOutlet(
        key=given["key"],
        name=given["name"],
        host=given["host"],
        language=given["language"],
        zone="UTC",
        channel_kind=given.get("channel", "site"),
        template=given["template"],
        sources=(SampleSource("feed", f"http://{given['host']}{feed['path']}"),),
        rights=given["rights"],
        motto=given["motto"],
        feed_form=feed["form"],
        charset=given.get("charset", "utf-8"),
    )
