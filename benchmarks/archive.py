"""The archive: the files of others, storing, and finding one capture among a million.

Reads every file below `warc/` of --data as warcio and FastWARC read it too; the captures
are made up. Those for the look-ups are synced to disk once for all, which is the one thing
that is done otherwise than a desk does it: storing with a sync each is measured apart.
"""

from __future__ import annotations

import hashlib
import os
import random
import statistics
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from columninch.archive.foreign import Damage, foreign_records, foreign_response
from columninch.archive.vault import WarcVault
from columninch.archive.verify import verify_archive
from columninch.cli.boot import open_desk
from columninch.desk.actions.desks import lay_out
from columninch.errors import ArchiveError
from columninch.records import Response
from columninch.tools import SystemClock
from report import Options, Stopwatch, options, peak_mb, report, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from columninch.records import Capture

SYLLABLES = "ka lo mi ren ta shu vo bel dra fin os ul".split()  # noqa: SIM905  reads better
LOOKUPS = 3000
BATCH = 5000
START = datetime(2026, 1, 1, tzinfo=UTC)
CAPTURES = {"response", "resource"}

Seen = tuple[str, str, str]
"""A record's type, address and, of a capture, the SHA-256 of its payload."""


def foreign(folder: Path) -> dict[str, int]:
    """How many files were read to their end, and how many records we and the peers saw."""
    figures = dict.fromkeys(
        ("files_read", "crashes", "foreign_records", "foreign_damages", "foreign_records_warcio",
         "same_as_warcio", "foreign_records_fastwarc", "same_as_fastwarc"), 0
    )  # fmt: skip
    for path in sorted(one for one in folder.rglob("*arc*") if one.is_file()):
        try:
            ours, damages = _ours(path)
        except Exception as error:  # noqa: BLE001  a crash of whatever kind is what is counted
            figures["crashes"] += 1
            say(f"{path.name}: {type(error).__name__}: {error}")
            continue
        figures["files_read"] += 1
        figures["foreign_records"] += len(ours)
        figures["foreign_damages"] += damages
        for name, read in (("warcio", _by_warcio), ("fastwarc", _by_fastwarc)):
            theirs = _as_far_as_read(read, path)
            figures[f"foreign_records_{name}"] += len(theirs)
            figures[f"same_as_{name}"] += sum(one in ours for one in theirs)
            for one in theirs:
                if one not in ours:
                    say(f"{path.name}: only {name} reads {one[0]} {one[1]} {one[2][:8]}")
    return figures


def _ours(path: Path) -> tuple[list[Seen], int]:
    seen: list[Seen] = []
    damages = 0
    for found in foreign_records(path):
        if isinstance(found, Damage):
            damages += 1
            continue
        digest = ""
        if found.opening.kind in CAPTURES:
            try:
                digest = _sha256(foreign_response(path, found.place).body)
            except ArchiveError:
                damages += 1
        seen.append((found.opening.kind, found.opening.url, digest))
    return seen, damages


def _as_far_as_read(read: Callable[[Path], Iterator[Seen]], path: Path) -> list[Seen]:
    seen: list[Seen] = []
    try:
        seen.extend(read(path))
    except Exception as error:  # noqa: BLE001  a peer may raise what it likes
        say(f"{path.name}: {read.__name__[4:]} stops: {str(error).strip().splitlines()[0][:60]}")
    return seen


def _by_warcio(path: Path) -> Iterator[Seen]:
    with path.open("rb") as stream:
        for record in WarcioIterator(stream, arc2warc=True):
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            if record.rec_headers.get_header("WARC-Type") == "warcinfo":
                url = record.rec_headers.get_header("WARC-Filename") or "" if _is_arc(path) else ""
                url = f"filedesc://{url}" if url else ""
            is_capture = record.rec_type in CAPTURES
            digest = _sha256(record.content_stream().read()) if is_capture else ""
            yield record.rec_type, url, digest


def _is_arc(path: Path) -> bool:
    return ".arc" in path.name


def _by_fastwarc(path: Path) -> Iterator[Seen]:
    with path.open("rb") as stream:
        for record in FastIterator(stream, parse_http=True, auto_decode="all"):
            kind = record.headers.get("WARC-Type") or ""
            url = (record.headers.get("WARC-Target-URI") or "").strip("<>").replace(" ", "%20")
            digest = _sha256(record.reader.read()) if kind in CAPTURES else ""
            yield kind, url, digest


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def storing(folder: Path, count: int) -> dict[str, float]:
    """Captures of an article's length with request and metadata, one sync each; verified."""
    dice = random.Random(9)  # noqa: S311  a fixed draw, not a secret
    with WarcVault(folder, SystemClock()) as vault:
        pages = [_page(number, dice.randint(200, 3000), dice) for number in range(count)]
        watch = Stopwatch()
        for page in pages:
            vault.store(page)
        stored = watch.seconds()
    watch = Stopwatch()
    damages = list(verify_archive(folder))
    return {
        "captures_stored_per_second": count / stored,
        "captures_verified_per_second": count / watch.seconds(),
        "damages": len(damages),
    }


def _page(number: int, word_count: int, dice: random.Random) -> Response:
    words = ("".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(word_count))
    url = f"https://paper.example/{number}"
    body = f"<!doctype html><title>{number}</title><p>{' '.join(words)}".encode()
    asked = (("Host", "paper.example"), ("User-Agent", "columninch"))
    at = START + timedelta(seconds=number)
    return Response(url, url, 200, (("Content-Type", "text/html"),), body, at, asked=asked)


def finding(folder: Path, count: int) -> dict[str, float]:
    """The last capture of an address and its payload, among `count`; memory on the way.

    Every tenth capture is the second of its address, with the same payload: a revisit.
    """
    lay_out(folder, {"name": "Benchmark"})
    open_desk(folder, migrate=True)

    from columninch.desk.keep.records import newest_capture  # noqa: PLC0415  wants an open desk
    from columninch.desk.runtime import vault  # noqa: PLC0415  as above

    figures: dict[str, float] = {}
    done = 0
    for target in (count // 100, count // 10, count):
        with _without_syncs():
            _fill(vault(), done, target)
        done = target
        figures[f"peak_mb_{target}"] = peak_mb()
        say(f"{target} captures: {peak_mb():.0f} MB at most")
    dice = random.Random(10)  # noqa: S311  as above
    times = []
    for _ in range(LOOKUPS):
        url = f"https://paper.example/{dice.randrange(count) // 10 * 10 + 1}"
        watch = Stopwatch()
        found = newest_capture(url)
        assert found is not None
        vault().payload(found)
        times.append(watch.seconds() * 1000)
    vault().close()
    return {
        "captures": count,
        "lookup_ms_median": statistics.median(times),
        "lookup_ms_p99": statistics.quantiles(times, n=100)[98],
        **figures,
    }


def _fill(vault: WarcVault, start: int, end: int) -> None:
    """Captures `start` to `end` in the archive, and as rows."""
    batch: list[Capture] = []
    before: Capture | None = None
    for number in range(start, end):
        again = number % 10 == 2 and before is not None
        url = f"https://paper.example/{number - 1 if again else number}"
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        body = f"<!doctype html><title>{url}</title><p>What {url} says".encode()
        page = Response(url, url, 200, headers, body, START + timedelta(seconds=number))
        capture = vault.store(page, before=before)
        batch.append(capture)
        before = capture
        if len(batch) == BATCH or number == end - 1:
            _keep(batch, number + 2 - len(batch))
            batch = []


def _keep(batch: list[Capture], first: int) -> None:
    """Rows from key `first` on, as `desk.keep.records.keep_capture` makes them one by one."""
    from columninch.desk.keep.records import url_sha256  # noqa: PLC0415  wants an open desk
    from columninch.desk.models import Capture as Row  # noqa: PLC0415  as above

    keys = {one.position: first + number for number, one in enumerate(batch)}
    Row.objects.bulk_create(
        Row(
            pk=keys[one.position],
            url=one.url,
            at=one.at,
            status=one.status,
            content_type=one.content_type,
            sha256=one.sha256,
            size=one.size,
            file=one.position.file,
            offset=one.position.offset,
            length=one.position.length,
            url_sha256=url_sha256(one.url),
            original_id=keys[one.original] if one.original else None,
        )
        for one in batch
    )


@contextmanager
def _without_syncs() -> Iterator[None]:
    real, os.fsync = os.fsync, lambda _handle: None
    try:
        yield
    finally:
        os.fsync = real
        os.sync()


def measure(chosen: Options) -> dict[str, float | int | str]:
    """All figures."""
    figures: dict[str, float | int | str] = {}
    if chosen.data is not None and (chosen.data / "warc").is_dir():
        figures.update(foreign(chosen.data / "warc"))
    with tempfile.TemporaryDirectory() as folder:
        figures.update(finding(Path(folder) / "desk", 20_000 if chosen.quick else 1_000_000))
        figures["peak_mb"] = peak_mb()
        figures.update(storing(Path(folder) / "own", 500 if chosen.quick else 5000))
    return figures


if __name__ == "__main__":
    given = options("The archive: foreign files, storing, look-ups among a million captures.")
    report(measure(given), given)
