"""Stage rules: what the codebooks' query rules propose."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from columninch import records
from columninch.coding.codebook import load_codebook
from columninch.desk.keep.records import touch_days
from columninch.desk.models import CodebookVersion as Version
from columninch.desk.models import (
    Coder,
    Coding,
    Proposals,
    Reading,
)

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.desk.stage import Kept


@lru_cache(maxsize=64)
def parsed_codebook(yaml: str) -> records.Codebook:
    """A codebook from its YAML, parsed once."""
    return load_codebook(yaml)


def versions_in_force(at: datetime | None = None) -> list[Version]:
    """The newest version of each codebook, now or as it was at a moment."""
    versions = Version.objects.select_related("codebook").order_by("codebook_id", "number")
    newest: dict[int, Version] = {}
    for version in versions if at is None else versions.filter(made_at__lte=at):
        newest[version.codebook_id] = version
    return list(newest.values())


def codebooks_digest() -> str:
    """What the codebooks in force come to."""
    # with the row's key: a version that says what an older one said is another one
    return digest_of(*(f"{version.pk}:{version.sha256}" for version in versions_in_force()))


@dataclass(frozen=True, slots=True)
class TextToPropose:
    """A reading with the codebooks in force."""

    title: str
    text: str
    codebooks: tuple[tuple[int, records.Codebook], ...]


def text_to_propose(row: Reading) -> TextToPropose:
    """What the rules are put to."""
    books = ((version.pk, parsed_codebook(version.yaml)) for version in versions_in_force())
    return TextToPropose(row.title, row.text, tuple(books))


def keep_proposals(row: Reading, kept: Kept) -> None:
    """The rules' answers on a reading, as codings whose coder is a rule."""
    Coding.objects.filter(proposals__in=Proposals.objects.filter(reading=row)).delete()
    Proposals.objects.filter(reading=row).delete()
    proposals = Proposals.objects.create(reading=row, recipe=kept.recipe)
    coder, _ = Coder.objects.get_or_create(kind="rule", name="codebook rules")
    Coding.objects.bulk_create(
        Coding(
            item_id=row.item_id,
            reading=row,
            version_id=version,
            question=proposal.question,
            answer=proposal.answer,
            score=proposal.score,
            coder=coder,
            proposals=proposals,
            at=kept.now,
        )
        for version, proposal in kept.result
    )
    touch_days([row.day], "proposed")


def digest_of(*parts: str) -> str:
    """A SHA-256 over texts, as 64 hexadecimal digits."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
