"""What a crash left in the archive without a row: bytes that were flushed, and then nothing.

A capture's bytes are on disk before its row commits, so a process that is killed between the
two leaves bytes that no row speaks of. They get their rows at the next start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.archive.files import archive_files, cut_torn_tails
from columninch.archive.stored import captures_in
from columninch.desk.keep.records import keep_capture
from columninch.desk.models import Capture

if TYPE_CHECKING:
    from pathlib import Path


def adopt_captures(folder: Path) -> int:
    """Cut torn tails, and give each capture behind a file's last known one its row.

    Returns how many there were. Files that another process writes to are read as well: a
    capture has one row, whoever makes it.
    """
    cut_torn_tails(folder)
    return sum(_adopt(folder, file) for file in archive_files(folder))


def _adopt(folder: Path, file: str) -> int:
    last = Capture.objects.filter(file=file).order_by("-offset").first()
    end = last.offset + last.length if last else 0
    rows = map(keep_capture, captures_in(folder, file, end))
    return sum(1 for _ in rows)
