"""Desks as earlier versions made them, unpacked from `tests/data/desks`."""

from __future__ import annotations

import tarfile
from pathlib import Path

DESKS = Path(__file__).parents[1] / "data" / "desks"
VERSIONS = tuple(sorted(path.name.partition(".")[0] for path in DESKS.glob("*.tar.gz")))


def earlier_desk(version: str, folder: Path) -> Path:
    """The desk of a version of the data model, in `folder`."""
    folder.mkdir(parents=True)
    with tarfile.open(DESKS / f"{version}.tar.gz") as packed:
        packed.extractall(folder, filter="data")
    return folder
