"""Series: begun with a codebook; codebooks get a new version for each change of meaning."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from columninch.coding.codebook import dump_codebook, load_codebook
from columninch.desk.models import Codebook, CodebookVersion, Series

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from columninch import records

FIRST_CODEBOOK = """\
name: First questions
questions:
  - key: form
    name: What kind of text is it?
    exclusive: true
    answers:
      - key: report
        name: {en: a report, fa: گزارش خبری}
        definition: It tells what happened, and who said what about it.
      - key: opinion
        name: {en: an opinion, fa: یادداشت}
        definition: It argues for a view in its author's own name.
        rule: title:opinion OR title:comment OR title:editorial OR title:یادداشت OR title:سرمقاله
      - key: none
        name: {en: none of these, fa: هیچ‌کدام}
        definition: An advertisement, a schedule, a service notice.
"""


def start_series(
    key: str, title: str, time_zone: str, languages: Sequence[str], now: datetime
) -> Series:
    """A series with a first codebook of one question, to be replaced by the desk's own."""
    with transaction.atomic():
        series = Series.objects.create(
            key=key, title=title, time_zone=time_zone, languages=list(languages)
        )
        add_codebook(series, "first", load_codebook(FIRST_CODEBOOK), now)
    return series


def add_codebook(
    series: Series, key: str, codebook: records.Codebook, now: datetime
) -> CodebookVersion:
    """The version of a codebook that says this: the newest one where nothing changed."""
    yaml = dump_codebook(codebook)
    sha256 = hashlib.sha256(yaml.encode()).hexdigest()
    book, _ = Codebook.objects.get_or_create(series=series, key=key)
    newest = book.versions.order_by("-number").first()
    if newest is not None and newest.sha256 == sha256:
        return newest
    return CodebookVersion.objects.create(
        codebook=book,
        number=newest.number + 1 if newest else 1,
        yaml=yaml,
        sha256=sha256,
        made_at=now,
    )
