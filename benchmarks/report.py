"""What every benchmark shares: its three options, and how figures are printed."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Figure = float | int | str


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a benchmark's command."""

    data: Path | None
    """A folder laid out as the data's own note says, or None for what the project ships."""
    quick: bool
    json: bool


def options(description: str) -> Options:
    """The command's options; `description` is the first line of its help."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, help="folder with the real inputs")
    parser.add_argument("--quick", action="store_true", help="a part of it, within 60 seconds")
    parser.add_argument("--json", action="store_true", help="one flat JSON object, nothing else")
    given = parser.parse_args()
    if given.data is not None and not given.data.is_dir():
        parser.error(f"--data {given.data}: there is no such folder")
    return Options(given.data, given.quick, given.json)


def say(text: str) -> None:
    """Progress and remarks: on standard error, so that the figures stay alone."""
    print(text, file=sys.stderr, flush=True)


def report(figures: Mapping[str, Figure], chosen: Options) -> None:
    """Print the figures, as a table or as one JSON object."""
    if chosen.json:
        print(json.dumps(dict(figures), ensure_ascii=False))
        return
    width = max((len(name) for name in figures), default=0)
    for name, value in figures.items():
        shown = f"{value:.4f}" if isinstance(value, float) else str(value)
        print(f"{name:<{width}}  {shown}")


def peak_mb() -> float:
    """This process's largest memory so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        """Start."""
        self._start = time.perf_counter()

    def seconds(self) -> float:
        """How long it has been running."""
        return time.perf_counter() - self._start
