"""Captures that the database speaks of, held against the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.desk.keep.records import capture_record
from columninch.desk.models import Capture
from columninch.errors import ArchiveError
from columninch.records import Damage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.tools import Vault


def missing_captures(vault: Vault) -> Iterator[Damage]:
    """Each capture whose bytes are not in the archive as its row says."""
    rows = Capture.objects.filter(tombstone__isnull=True).select_related("original")
    for row in rows.order_by("file", "offset").iterator():
        try:
            vault.payload(capture_record(row))
        except ArchiveError as error:
            yield Damage(row.file, row.offset, f"{row.url}: {error.reason}")
