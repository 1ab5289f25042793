"""What keeps the pipeline honest, and the log of what people did."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Recipe(models.Model):
    """Stage, the room's revision, a digest of the settings that matter: what made a result."""

    stage = models.CharField(max_length=40)
    revision = models.PositiveIntegerField()
    settings_digest = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    first_used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stage", "revision", "settings_digest"], name="one_recipe"
            )
        ]


class ScannedFile(models.Model):
    """How far a file of the archive was looked through for captures without a row."""

    file = models.CharField(max_length=200, unique=True)
    through = models.PositiveBigIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0, help_text="how large it was then")


class Setback(models.Model):
    """A row whose work failed: the runner leaves it alone until its next try."""

    stage = models.CharField(max_length=40)
    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE)
    row = models.PositiveBigIntegerField(help_text="primary key of the row that waited")
    label = models.CharField(max_length=500, blank=True)
    source = models.ForeignKey(
        "Source", null=True, on_delete=models.CASCADE, related_name="setbacks"
    )
    tries = models.PositiveIntegerField(default=1)
    reason = models.TextField()
    kind = models.CharField(
        max_length=20, blank=True, help_text="of what came instead of the article, in one word"
    )
    hint = models.TextField(blank=True, help_text="what a person could do")
    capture = models.ForeignKey(
        "Capture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="what came instead of the article",
    )
    first_at = models.DateTimeField(null=True, help_text="when it failed first")
    at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True, help_text="empty: not by itself")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "recipe", "row"], name="one_setback_a_row")
        ]


class Mark(models.Model):
    """Up to which row everything of a stage is done; can be dropped and is rebuilt."""

    stage = models.CharField(max_length=40)
    recipe = models.OneToOneField(Recipe, on_delete=models.CASCADE)
    done_through = models.PositiveBigIntegerField(default=0)


class Lease(models.Model):
    """A row that a worker is at: saves work where several run, protects nothing."""

    stage = models.CharField(max_length=40)
    row = models.PositiveBigIntegerField()
    owner = models.CharField(max_length=40)
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "row"], name="one_lease_a_row")
        ]


class Log(models.Model):
    """An act of a person on the desk: appended, never changed."""

    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "log"
        ordering: ClassVar = ["-at", "-pk"]
