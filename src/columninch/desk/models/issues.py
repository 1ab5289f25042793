"""Digests: issues of a series with their sections, entries, citations, corrections."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from columninch.desk.models.findings import Figure, Quote
from columninch.desk.models.press import Period, Series
from columninch.desk.models.reading import Reading
from columninch.desk.models.upkeep import Recipe


class DigestState(models.TextChoices):
    """Where a digest stands."""

    DRAFT = "draft", "draft"
    PUBLISHED = "published", "published"


class Digest(models.Model):
    """One issue of a series."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="digests")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="digests")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=DigestState.choices, default=DigestState.DRAFT)
    leads = models.JSONField(
        default=dict, blank=True, help_text="language code to the editor's own lead sentence"
    )
    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT)
    mark = models.PositiveBigIntegerField(default=0, help_text="what the draft saw")
    drafted_at = models.DateTimeField()
    edited_at = models.DateTimeField(
        null=True, help_text="once a person changed it, no draft is made over it"
    )
    frozen_at = models.DateTimeField(null=True)
    frozen = models.JSONField(null=True, help_text="the issue as published")
    frozen_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "number"], name="one_digest_a_number"),
            models.UniqueConstraint(fields=["series", "period"], name="one_digest_a_period"),
        ]
        ordering: ClassVar = ["-number"]


class Section(models.Model):
    """A part of a digest in one language."""

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=60)
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]


class Entry(models.Model):
    """One story or statement of a digest."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="entries")
    key = models.CharField(max_length=120)
    form = models.CharField(max_length=12)
    heading = models.TextField()
    summary = models.TextField(blank=True, help_text="Markdown")
    exchanges = models.JSONField(default=list)
    item_count = models.PositiveIntegerField(default=0)
    outlet_count = models.PositiveIntegerField(default=0)
    picture_reading = models.ForeignKey(
        Reading, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    position = models.PositiveIntegerField()
    is_left_out = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "entries"
        ordering: ClassVar = ["position"]


class CitationKind(models.TextChoices):
    """What an entry cites."""

    ITEM = "item", "item"
    QUOTATION = "quotation", "quotation"
    FIGURE = "figure", "figure"


class Citation(models.Model):
    """What an entry rests on, with the reading that its editor saw."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="citations")
    kind = models.CharField(max_length=10, choices=CitationKind.choices)
    reading = models.ForeignKey(
        Reading, null=True, on_delete=models.PROTECT, related_name="citations"
    )
    quote = models.ForeignKey(Quote, null=True, on_delete=models.SET_NULL, related_name="citations")
    figure = models.ForeignKey(Figure, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True, help_text="the words quoted, verbatim")
    speaker_name = models.CharField(max_length=200, blank=True)
    speaker_role = models.CharField(max_length=300, blank=True)
    speaker_affiliation = models.CharField(max_length=300, blank=True)
    translation = models.TextField(blank=True)
    translation_language = models.CharField(max_length=12, blank=True)
    translator = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]


class Correction(models.Model):
    """A dated, public change to a digest after its publication."""

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="corrections")
    entry = models.CharField(max_length=120)
    was = models.TextField()
    now = models.TextField()
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)

    class Meta:
        ordering: ClassVar = ["at"]
