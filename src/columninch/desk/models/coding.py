"""Codebooks, codings, frames, samples and shares."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from columninch.desk.models.press import Group, Period, Series
from columninch.desk.models.reading import Item, Reading
from columninch.desk.models.upkeep import Recipe


class Codebook(models.Model):
    """The questions that a series asks of its items."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="codebooks")
    key = models.SlugField(max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "key"], name="one_codebook_a_key")
        ]


class CodebookVersion(models.Model):
    """A codebook as it stood from one day on; never changed."""

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    yaml = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["codebook", "number"], name="one_version_a_number")
        ]
        ordering: ClassVar = ["-number"]


class CoderKind(models.TextChoices):
    """Who codes."""

    PERSON = "person", "person"
    RULE = "rule", "rule"
    MODEL = "model", "model"


class Coder(models.Model):
    """A person, a rule or a model: the record says which of them it was."""

    kind = models.CharField(max_length=10, choices=CoderKind.choices)
    name = models.CharField(max_length=200)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "name"], name="one_coder_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Proposals(models.Model):
    """That the rules of the codebooks in force were put to a reading."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="proposals")
    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT)

    class Meta:
        verbose_name_plural = "proposals"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "recipe"], name="one_set_of_proposals")
        ]


class Coding(models.Model):
    """One coder's answer on one item. A person's is never overwritten: it is withdrawn."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="codings")
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="codings")
    version = models.ForeignKey(CodebookVersion, on_delete=models.PROTECT, related_name="codings")
    question = models.CharField(max_length=120)
    answer = models.CharField(max_length=120, blank=True, help_text="empty: skipped, with a reason")
    score = models.FloatField(default=1.0)
    coder = models.ForeignKey(Coder, on_delete=models.PROTECT, related_name="codings")
    proposals = models.ForeignKey(
        Proposals, null=True, on_delete=models.CASCADE, related_name="codings"
    )
    at = models.DateTimeField()
    skip_reason = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["item", "question"], name="coding_of_item"),  # estimates, pages
        ]


class Frame(models.Model):
    """The units of one group in one period, and how they are drawn from."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="frames")
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="frames")
    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT)
    mark = models.PositiveBigIntegerField()
    built = models.PositiveBigIntegerField(default=1, help_text="how often it was built")
    coded = models.PositiveBigIntegerField(default=0, help_text="raised by each coding in it")
    is_frozen = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "period", "recipe"], name="one_frame")
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.period}"


class FrameUnit(models.Model):
    """One distinct text of a frame."""

    frame = models.ForeignKey(Frame, on_delete=models.CASCADE, related_name="units")
    position = models.PositiveIntegerField()
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="frame_units")
    root = models.ForeignKey(
        Reading,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="earliest known holder of the text, perhaps outside the frame",
    )
    number = models.FloatField(help_text="permanent random number of the text, in [0, 1)")
    items = models.PositiveIntegerField()
    words = models.PositiveIntegerField()
    minutes = models.FloatField()
    stratum = models.CharField(max_length=60, blank=True)
    inclusion_probability = models.FloatField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["frame", "position"], name="one_unit_a_position")
        ]


class FrameMember(models.Model):
    """An item that prints a unit's text."""

    unit = models.ForeignKey(FrameUnit, on_delete=models.CASCADE, related_name="members")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="frame_members")


class Sample(models.Model):
    """What was drawn of a frame: every unit whose number is under the threshold."""

    frame = models.OneToOneField(Frame, on_delete=models.CASCADE, related_name="sample")
    method = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    threshold = models.FloatField()


class Estimation(models.Model):
    """That a frame's shares were estimated, from how much of its codings."""

    frame = models.ForeignKey(Frame, on_delete=models.CASCADE, related_name="estimations")
    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT)
    mark = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["frame", "recipe"], name="one_estimation")
        ]


class Share(models.Model):
    """An estimate with its interval, unit and method."""

    estimation = models.ForeignKey(Estimation, on_delete=models.CASCADE, related_name="shares")
    version = models.ForeignKey(CodebookVersion, on_delete=models.PROTECT)
    question = models.CharField(max_length=120)
    answer = models.CharField(max_length=120)
    unit = models.CharField(max_length=10)
    share = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    level = models.FloatField()
    method = models.CharField(max_length=60)
    coded_count = models.PositiveIntegerField()
    frame_count = models.PositiveIntegerField()
    item_count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["estimation", "version", "question", "answer", "unit"], name="one_share"
            ),
            models.CheckConstraint(
                condition=models.Q(low__lte=models.F("share"), high__gte=models.F("share")),
                name="an_interval_holds_its_share",
            ),
        ]
