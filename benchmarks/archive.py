"""The archive: reading foreign and damaged files, and looking captures up again.

Reads every file below `warc/` of --data; the captures are made up.
"""

from __future__ import annotations

import random
import statistics
import tempfile
from pathlib import Path

from columninch.archive.vault import WarcVault
from columninch.archive.verify import read_archive_file, verify_archive
from columninch.archive.warc import StoredRecord
from columninch.records import Capture, Response
from columninch.tools import SystemClock
from report import Options, Stopwatch, options, peak_mb, report, say

SYLLABLES = "ka lo mi ren ta shu vo bel dra fin os ul".split()  # noqa: SIM905  reads better
LOOKUPS = 500


def foreign(folder: Path) -> dict[str, int]:
    """How many files were read to their end, whatever they hold, and how many were not."""
    read = crashes = records = damages = 0
    for path in sorted(one for one in folder.rglob("*arc*") if one.is_file()):
        try:
            found = list(read_archive_file(path))
        except Exception as error:  # noqa: BLE001  a crash of whatever kind is what is counted
            crashes += 1
            say(f"{path.name}: {type(error).__name__}: {error}")
            continue
        read += 1
        records += sum(isinstance(one, StoredRecord) for one in found)
        damages += sum(not isinstance(one, StoredRecord) for one in found)
    return {
        "files_read": read,
        "crashes": crashes,
        "foreign_records": records,
        "foreign_damages": damages,
    }


def own(folder: Path, count: int) -> dict[str, float]:
    """Captures stored, found again and verified."""
    dice = random.Random(9)  # noqa: S311  a fixed draw, not a secret
    clock = SystemClock()
    with WarcVault(folder, clock) as vault:
        captures = []
        seconds = 0.0
        for number in range(count):
            page = _page(number, dice, clock)
            watch = Stopwatch()
            captures.append(vault.store(page))
            seconds += watch.seconds()
        times = [_lookup(vault, dice.choice(captures)) for _ in range(LOOKUPS)]
    watch = Stopwatch()
    damages = list(verify_archive(folder))
    return {
        "captures": count,
        "captures_stored_per_second": count / seconds,
        "lookup_ms_median": statistics.median(times) * 1000,
        "captures_verified_per_second": count / watch.seconds(),
        "damages": len(damages),
    }


def _page(number: int, dice: random.Random, clock: SystemClock) -> Response:
    words = (
        "".join(dice.choices(SYLLABLES, k=dice.randint(1, 4)))
        for _ in range(dice.randint(200, 3000))
    )
    url = f"https://paper.example/{number}"
    body = f"<!doctype html><title>{number}</title><p>{' '.join(words)}".encode()
    return Response(url, url, 200, (("Content-Type", "text/html"),), body, clock.now())


def _lookup(vault: WarcVault, capture: Capture) -> float:
    watch = Stopwatch()
    vault.payload(capture)
    return watch.seconds()


def measure(chosen: Options) -> dict[str, float | int | str]:
    """All figures."""
    figures: dict[str, float | int | str] = {}
    if chosen.data is not None and (chosen.data / "warc").is_dir():
        figures.update(foreign(chosen.data / "warc"))
    with tempfile.TemporaryDirectory() as folder:
        figures.update(own(Path(folder), 2000 if chosen.quick else 20_000))
    figures["peak_mb"] = peak_mb()
    return figures


if __name__ == "__main__":
    given = options("The archive: foreign files, lookups.")
    report(measure(given), given)
