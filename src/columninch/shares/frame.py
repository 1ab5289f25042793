"""From printed items to a frame: distinct texts, their weights, their permanent numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.records import FrameUnit
from columninch.shares.numbers import permanent_number

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Printing:
    """One item of a group's output, as far as counting needs it."""

    text_sha256: str
    """Of the text's earliest known holder, so that reprints of one text share it."""
    outlet: str
    channel: str
    words: int
    minutes: float


@dataclass(frozen=True, slots=True)
class TextInFrame:
    """A distinct text as a unit of a frame, and which printings carry it."""

    unit: FrameUnit
    members: tuple[int, ...]
    """Positions of its printings; the first one stands for the text."""


def texts_in_frame(printings: Sequence[Printing], salt: str) -> tuple[TextInFrame, ...]:
    """The distinct texts of `printings`, by permanent number, each with its weights.

    An outlet that prints a text on several of its channels counts once: as often as on
    the channel that printed it most. `printings` are in order of time; `salt` is the desk's,
    the same for every frame, so that a text has one number wherever it stands.
    """
    members: dict[str, list[int]] = defaultdict(list)
    for position, printing in enumerate(printings):
        members[printing.text_sha256].append(position)
    units = (_unit(text, positions, printings, salt) for text, positions in members.items())
    return tuple(sorted(units, key=lambda found: (found.unit.number, found.members)))


def _unit(text: str, positions: list[int], printings: Sequence[Printing], salt: str) -> TextInFrame:
    counted = _counted(positions, printings)
    unit = FrameUnit(
        number=permanent_number(text, salt),
        items=len(counted),
        words=sum(printings[position].words for position in counted),
        minutes=sum(printings[position].minutes for position in counted),
    )
    return TextInFrame(unit, tuple(positions))


def _counted(positions: list[int], printings: Sequence[Printing]) -> list[int]:
    """The printings that count: of each outlet those on its busiest channel for this text."""
    often = Counter((printings[at].outlet, printings[at].channel) for at in positions)
    busiest: dict[str, str] = {}
    for (outlet, channel), count in often.items():
        if outlet not in busiest or count > often[(outlet, busiest[outlet])]:
            busiest[outlet] = channel
    return [at for at in positions if busiest[printings[at].outlet] == printings[at].channel]
