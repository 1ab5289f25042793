"""What the desk found in readings: reprints, stories, quotations, figures."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from columninch.desk.models.press import Period, Series
from columninch.desk.models.reading import Reading
from columninch.desk.models.upkeep import Recipe


class Day(models.Model):
    """A UTC day as a bucket, named by its ordinal, with counters of what changed in it.

    A stage that depends on neighbours waits while the sum of the counters over its days
    is past the sum that its result saw. Counters are raised inside the transaction that
    keeps the change, so a late commit always shows.
    """

    ordinal = models.PositiveIntegerField(primary_key=True)
    read = models.PositiveBigIntegerField(default=0)
    traced = models.PositiveBigIntegerField(default=0)
    quoted = models.PositiveBigIntegerField(default=0)
    proposed = models.PositiveBigIntegerField(default=0)
    figured = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(date.fromordinal(self.ordinal))


class ReprintTrace(models.Model):
    """One day's texts, traced against those of the days before."""

    day = models.ForeignKey(Day, on_delete=models.CASCADE, related_name="traces")
    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT)
    mark = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "recipe"], name="one_trace_a_day")
        ]


class Reprint(models.Model):
    """A reading whose text is mostly another's, with the earliest known holder."""

    trace = models.ForeignKey(ReprintTrace, on_delete=models.CASCADE, related_name="reprints")
    copy = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="reprint_of")
    origin = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="reprinted_as")
    share = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trace", "copy"], name="one_origin_a_copy")
        ]


class Passage(models.Model):
    """A stretch that a reprint shares with its origin."""

    reprint = models.ForeignKey(Reprint, on_delete=models.CASCADE, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    origin_start = models.PositiveIntegerField()
    origin_end = models.PositiveIntegerField()


class StoryGrouping(models.Model):
    """A period's readings, grouped into stories."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="groupings")
    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT)
    mark = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["period", "recipe"], name="one_grouping_a_period")
        ]


class Story(models.Model):
    """Items about one event."""

    grouping = models.ForeignKey(StoryGrouping, on_delete=models.CASCADE, related_name="stories")
    lead = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="leads")
    keywords = models.JSONField(default=list)
    item_count = models.PositiveIntegerField()
    outlet_count = models.PositiveIntegerField()


class StoryItem(models.Model):
    """A reading in a story."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="members")
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="in_stories")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "reading"], name="once_in_a_story")
        ]


class QuoteSearch(models.Model):
    """That a reading was searched for quotations, and by which recipe."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="quote_searches")
    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT)

    class Meta:
        verbose_name_plural = "quote searches"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "recipe"], name="one_quote_search")
        ]


class Quote(models.Model):
    """Something that somebody said, at its place in a reading."""

    search = models.ForeignKey(QuoteSearch, on_delete=models.CASCADE, related_name="quotes")
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="quotes")
    kind = models.CharField(max_length=10)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    cue_start = models.PositiveIntegerField(null=True)
    cue_end = models.PositiveIntegerField(null=True)
    speaker_name = models.CharField(max_length=200, blank=True, db_index=True)  # who said what
    speaker_role = models.CharField(max_length=300, blank=True)
    speaker_affiliation = models.CharField(max_length=300, blank=True)
    speaker_start = models.PositiveIntegerField(null=True)
    speaker_end = models.PositiveIntegerField(null=True)
    has_speaker = models.BooleanField(default=False)
    confidence = models.FloatField()


class Figure(models.Model):
    """A number that a series tracks over weeks."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="figures")
    key = models.SlugField(max_length=120)
    names = models.JSONField(default=dict, help_text="language code to name")
    units = models.JSONField(default=dict, blank=True, help_text="language code to its unit")
    patterns = models.JSONField(
        default=dict, help_text="language code to a pattern with one group named value"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "key"], name="one_figure_a_key")
        ]

    def name_in(self, language: str) -> str:
        """The figure's name in `language`, or the first name it has."""
        return str(self.names.get(language) or next(iter(self.names.values()), self.key))

    def unit_in(self, language: str) -> str:
        """What the number counts, in `language` or in the first one there is; may be empty."""
        return str(self.units.get(language) or next(iter(self.units.values()), ""))


class FigureSearch(models.Model):
    """That a reading was searched for the tracked figures."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="figure_searches")
    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT)

    class Meta:
        verbose_name_plural = "figure searches"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "recipe"], name="one_figure_search")
        ]


class FigureValue(models.Model):
    """A value of a tracked figure, with the words that report it."""

    search = models.ForeignKey(FigureSearch, on_delete=models.CASCADE, related_name="values")
    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="values")
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="figure_values")
    value = models.FloatField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
