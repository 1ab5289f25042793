"""The hand-written material, read from the YAML files beside this module."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from columninch.errors import ColumninchError
from columninch.records import ReadingForm

if TYPE_CHECKING:
    from collections.abc import Iterator


# The C loader reads the whole material in a fraction of a second, Python's takes ten times that.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Person:
    """Somebody who is quoted, as one language writes it."""

    name: str
    short: str
    """After the first mention."""
    role: str
    """With its article where there is no organisation ("the port minister")."""
    org: str

    @property
    def bare_role(self) -> str:
        """The role without its article."""
        return self.role.removeprefix("the ").removeprefix("a ").removeprefix("an ")

    @property
    def bare_org(self) -> str:
        """The organisation without its article."""
        return self.org.removeprefix("the ")


@dataclass(frozen=True)
class Saying:
    """What a person says in an event: a line to be quoted or told."""

    speaker: str
    text: str
    is_told: bool
    """Told in a clause ("that ..."), rather than quoted."""


@dataclass(frozen=True)
class Copying:
    """That an outlet reprints another's text on an event."""

    outlet: str
    origin: str
    is_short: bool
    """Without the last paragraphs."""
    days_later: int
    title: str | None = None
    """A headline of its own."""


@dataclass(frozen=True)
class Telling:
    """That an outlet tells an event in its own words."""

    outlet: str
    days_later: int


@dataclass(frozen=True)
class Event:
    """Something that happens, with parts for the articles about it in one language."""

    key: str
    topic: str
    language: str
    day: int
    """Of the edition, from 0."""
    hour: float
    """When the first article is out."""
    scene: str
    tellings: tuple[Telling, ...]
    copyings: tuple[Copying, ...]
    headlines: tuple[str, ...]
    leads: tuple[str, ...]
    facts: tuple[str, ...]
    sayings: tuple[Saying, ...]
    heads: tuple[str, ...]
    past: tuple[str, ...]
    """What came before, where it is not that of the whole topic."""
    ends: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A text written for one outlet alone, with its quotations marked in it."""

    key: str
    outlet: str
    topic: str
    story: str
    language: str
    day: int
    form: ReadingForm
    scene: str
    title: str
    author: str
    lines: tuple[str, ...]
    copyings: tuple[Copying, ...]


@dataclass(frozen=True)
class Roundup:
    """A page that prints whole articles of others."""

    key: str
    outlet: str
    day: int
    title: str
    lines: tuple[str, ...]
    picks: tuple[tuple[str, str], ...]
    """Outlet and story of each article, in the page's order."""


@dataclass(frozen=True)
class Material:
    """All that was written by hand about events."""

    events: tuple[Event, ...]
    pieces: tuple[Piece, ...]
    roundups: tuple[Roundup, ...]
    backgrounds: dict[tuple[str, str], tuple[str, ...]]
    """Language and topic to sentences that remind of what came before."""


def setting(name: str) -> Any:
    """The content of a file of the `setting` folder, without its ending."""
    return _load(f"setting/{name}.yaml")


@lru_cache(maxsize=1)
def people() -> dict[tuple[str, str], Person]:
    """Everyone who is quoted, by key and language, from every `setting/people*.yaml`."""
    return {
        (key, language): Person(told["name"], told["short"], told["role"], told.get("org", ""))
        for path in _paths("setting", "people")
        for key, languages in _load(path).items()
        for language, told in languages.items()
    }


@lru_cache(maxsize=1)
def material() -> Material:
    """Every event and piece, in the order of the files' names."""
    events: list[Event] = []
    pieces: list[Piece] = []
    backgrounds: dict[tuple[str, str], tuple[str, ...]] = {}
    for path in _paths("parts"):
        content = _load(path)
        language = path.removeprefix("parts/")[:2]
        for topic, sentences in content.get("backgrounds", {}).items():
            known = backgrounds.get((language, topic), ())
            backgrounds[language, topic] = (*known, *map(_flat, sentences))
        events += [_event(given, language) for given in content.get("events", ())]
        pieces += [_piece(given, language) for given in content.get("pieces", ())]
    roundups = tuple(_roundup(given) for given in setting("roundups")["roundups"])
    return Material(tuple(events), tuple(pieces), roundups, backgrounds)


def _paths(folder: str, prefix: str = "") -> Iterator[str]:
    """The YAML files of a folder whose names begin with `prefix`, sorted."""
    names = sorted(entry.name for entry in (files("columninch.sample") / folder).iterdir())
    wanted = (name for name in names if name.startswith(prefix) and name.endswith(".yaml"))
    yield from (f"{folder}/{name}" for name in wanted)


def _load(path: str) -> Any:
    text = (files("columninch.sample") / path).read_text("utf-8")
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both are safe loaders


def _event(given: dict[str, Any], language: str) -> Event:
    return Event(
        key=given["event"],
        topic=given["topic"],
        language=language,
        day=given["day"],
        hour=given.get("hour", 6.5),
        scene=given.get("scene", ""),
        tellings=tuple(_telling(words) for words in given["told"]),
        copyings=tuple(_copying(words) for words in given.get("copied", ())),
        headlines=_texts(given, "headlines"),
        leads=_texts(given, "leads"),
        facts=_texts(given, "facts"),
        sayings=tuple(_saying(one) for one in given.get("says", ())),
        heads=_texts(given, "heads"),
        past=_texts(given, "past"),
        ends=_texts(given, "ends"),
    )


def _piece(given: dict[str, Any], language: str) -> Piece:
    return Piece(
        key=given["piece"],
        outlet=given["outlet"],
        topic=given["topic"],
        story=given.get("story", given["piece"]),
        language=language,
        day=given["day"],
        form=given.get("form", "article"),
        scene=given.get("scene", ""),
        title=given["title"],
        author=given.get("author", ""),
        lines=_texts(given, "lines"),
        copyings=tuple(_copying(words) for words in given.get("copied", ())),
    )


def _roundup(given: dict[str, Any]) -> Roundup:
    return Roundup(
        key=given["roundup"],
        outlet=given["outlet"],
        day=given["day"],
        title=given["title"],
        lines=_texts(given, "lines"),
        picks=tuple(_pick(words) for words in given["picks"]),
    )


def _pick(words: str) -> tuple[str, str]:
    outlet, story = words.split()
    return outlet, story


def _texts(given: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(_flat(text) for text in given.get(key, ()))


def _flat(text: object) -> str:
    if not isinstance(text, str):
        # a colon and a space make a mapping of an unquoted line of YAML
        raise ColumninchError("a line that is no text", where=repr(text), hint="quote it")
    return " ".join(text.split())


def _saying(given: dict[str, str]) -> Saying:
    ((who, text),) = given.items()
    speaker, _, manner = who.partition(" ")
    return Saying(speaker, _flat(text), manner == "that")


def _telling(words: str) -> Telling:
    outlet, _, later = words.partition("+")
    return Telling(outlet, int(later or 0))


def _copying(words: str) -> Copying:
    """From "quern+1 of wire short: A headline": who, days later, of whom, how much, titled how."""
    manner, _, title = words.partition(": ")
    copier, _, origin, *rest = manner.split()
    outlet, _, later = copier.partition("+")
    return Copying(outlet, origin, "short" in rest, int(later or 0), title or None)
