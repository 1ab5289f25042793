"""The questions that are asked of a series' items, as its codebooks stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch import records
from columninch.desk.keep.coding import parsed_codebook
from columninch.desk.models import CodebookVersion

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a codebook in force."""

    version: CodebookVersion
    question: records.Question


def questions_asked(series: int | None = None) -> tuple[Asked, ...]:
    """The questions of the newest version of each codebook of `series` (None: of all)."""
    versions = CodebookVersion.objects.select_related("codebook").order_by("codebook_id", "number")
    if series is not None:
        versions = versions.filter(codebook__series_id=series)
    newest = {version.codebook_id: version for version in versions}
    return tuple(
        Asked(version, question)
        for version in newest.values()
        for question in parsed_codebook(version.yaml).questions
    )


def answer_name(asked: Iterable[Asked], question: str, answer: str, language: str) -> str:
    """The name of an answer in `language`; its key where no codebook in force has it."""
    for each in asked:
        if each.question.key == question and (found := each.question.answer(answer)):
            return found.name_in(language)
    return answer
