"""What a crash left in the archive without a row: bytes that were flushed, and then nothing.

A capture's bytes are on disk before its row commits, so a process that is killed between the
two leaves bytes that no row speaks of; so does a source of which only the first documents
came. They get their rows before the next work. Many are written at once and kept in another
order, so a row says nothing of what lies before it: each file is looked through, once.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from columninch.archive.files import archive_files
from columninch.archive.stored import captures_in
from columninch.desk.keep.records import keep_capture
from columninch.desk.models import Capture, ScannedFile
from columninch.errors import ArchiveError

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger(__name__)


def adopt_captures(folder: Path) -> int:
    """Give each capture without a row one; how many there were.

    Only what has grown since the last time is read. Files that another process writes to are
    read as well: a capture has one row, whoever makes it.
    """
    scanned = {row.file: row for row in ScannedFile.objects.all()}
    files = archive_files(folder)
    for file in scanned.keys() - set(files):
        scanned[file].delete()  # a removal put another in its place
    found = 0
    for file in files:
        before = scanned.get(file) or ScannedFile(file=file)
        try:
            size = (folder / file).stat().st_size
            found += _adopt(folder, before, size) if size != before.size else 0
        except (ArchiveError, OSError) as error:  # one file that can't be read stops no other
            logger.warning("%s was not looked through for captures: %s", file, error)
    return found


def _adopt(folder: Path, before: ScannedFile, size: int) -> int:
    """Look through what was added to a file, of `size` now; how many captures had no row."""
    file, end = before.file, before.through
    rows = Capture.objects.filter(file=file, offset__gte=end)
    known = set(rows.values_list("offset", flat=True))
    found = 0
    for capture in captures_in(folder, file, end):
        if capture.position.offset not in known:
            keep_capture(capture)
            found += 1
        end = capture.position.offset + capture.position.length
    ScannedFile.objects.update_or_create(file=file, defaults={"through": end, "size": size})
    return found
