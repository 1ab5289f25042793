"""The press as the desk's people name it: series, outlets, groups, sources, rights."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Series(models.Model):
    """A digest that comes out again and again."""

    key = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=64, default="UTC")
    first_weekday = models.PositiveSmallIntegerField(default=0, help_text="0 is Monday")
    languages = models.JSONField(default=list, help_text="language sections, in their order")
    half_width = models.FloatField(
        default=0.1, help_text="how wide a share's interval may be, to either side"
    )
    level = models.FloatField(default=0.95)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title


class Period(models.Model):
    """A half-open interval in UTC, derived from its series' zone and week."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="periods")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    first_day = models.PositiveIntegerField(help_text="ordinal of the first UTC day it touches")
    last_day = models.PositiveIntegerField(help_text="ordinal of the last UTC day it touches")
    is_wished = models.BooleanField(default=False, help_text="a person asked for its draft")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "starts"], name="one_period_a_start")
        ]
        ordering: ClassVar = ["-starts"]

    def __str__(self) -> str:
        return f"{self.starts:%Y-%m-%d} to {self.ends:%Y-%m-%d}"


class Outlet(models.Model):
    """Who publishes."""

    key = models.SlugField(unique=True, allow_unicode=True, max_length=120)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=12, blank=True)
    homepage = models.CharField(max_length=2000, blank=True)
    zone = models.CharField(max_length=64, default="UTC")
    page_count = models.PositiveIntegerField(default=0, help_text="web pages fetched of it")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """A name that an outlet had, kept so that old links and bylines still find it."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=200)
    until = models.DateField(null=True, blank=True)


class ChannelKind(models.TextChoices):
    """Where an outlet publishes."""

    SITE = "site", "site"
    PREVIEW = "preview", "channel preview"
    NEWSLETTER = "newsletter", "newsletter"
    PROGRAMME = "programme", "programme"
    FILES = "files", "files"


class Channel(models.Model):
    """One place where an outlet publishes."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=20, choices=ChannelKind.choices, default=ChannelKind.SITE)
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outlet", "kind", "name"], name="one_channel_a_name")
        ]


class Group(models.Model):
    """Outlets that are measured together, in one series."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="groups")
    key = models.SlugField(max_length=120)
    names = models.JSONField(default=dict, help_text="language code to name")
    languages = models.JSONField(
        default=list, blank=True, help_text="count only these; empty for all"
    )
    position = models.PositiveIntegerField(default=0)
    outlets: models.ManyToManyField[Outlet, Membership] = models.ManyToManyField(
        Outlet, through="Membership", related_name="groups"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "key"], name="one_group_a_key")
        ]
        ordering: ClassVar = ["position", "key"]

    def __str__(self) -> str:
        return self.name_in("en")

    def name_in(self, language: str) -> str:
        """The group's name in `language`, or the first name it has."""
        return str(self.names.get(language) or next(iter(self.names.values()), self.key))


class Membership(models.Model):
    """An outlet in a group, from a day until a day (open where not given)."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    weight = models.FloatField(default=1.0)


class Source(models.Model):
    """One address that is polled for an outlet."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="sources")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="sources")
    kind = models.CharField(max_length=40)
    url = models.CharField(max_length=2000, unique=True)
    added_at = models.DateTimeField()
    is_paused = models.BooleanField(default=False)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    interval_seconds = models.PositiveIntegerField(
        default=3600, help_text="adapts to how often it really publishes"
    )
    next_poll_at = models.DateTimeField(null=True, blank=True, db_index=True)  # stage "poll" asks
    document = models.ForeignKey(
        "Capture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="the last document that it gave",
    )
    polled_at = models.DateTimeField(null=True, blank=True, help_text="when it last answered")
    poll_recipe = models.ForeignKey(
        "Recipe", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    gone_at = models.DateTimeField(
        null=True, blank=True, help_text="its server said that it is gone; asked once a week"
    )
    memory = models.TextField(blank=True, help_text="what its kind wants to know again")
    options = models.JSONField(default=dict, blank=True)
    is_backfill = models.BooleanField(
        default=False, help_text="gives what was published before the desk began; asked once"
    )

    class Meta:
        ordering: ClassVar = ["outlet__name", "url"]

    def __str__(self) -> str:
        return self.url


class FormerUrl(models.Model):
    """An address that a source had before it moved."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="former_urls")
    url = models.CharField(max_length=2000)
    until = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-until"]


class Gap(models.Model):
    """Output that a source may have had and that nobody could collect."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="gaps")
    kind = models.CharField(max_length=12)
    starts = models.DateTimeField(null=True, help_text="empty: not known since when")
    ends = models.DateTimeField()
    count = models.PositiveIntegerField(null=True, help_text="publications, where known")
    detail = models.TextField(blank=True)
    found_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["source", "ends"], name="gap_of_source"),  # health, shares
        ]
        ordering: ClassVar = ["-ends"]


class RightsExtent(models.TextChoices):
    """What may be reprinted."""

    NONE = "none", "nothing"
    EXCERPT = "excerpt", "an excerpt"
    WHOLE = "whole", "all"


class Rights(models.Model):
    """What may be reprinted of an outlet or an item, on what basis, since when."""

    outlet = models.ForeignKey(
        Outlet, null=True, blank=True, on_delete=models.CASCADE, related_name="rights"
    )
    item = models.ForeignKey(
        "Item", null=True, blank=True, on_delete=models.CASCADE, related_name="rights"
    )
    extent = models.CharField(
        max_length=10, choices=RightsExtent.choices, default=RightsExtent.EXCERPT
    )
    basis = models.CharField(max_length=500, blank=True)
    since = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "rights"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(outlet__isnull=False) ^ models.Q(item__isnull=False),
                name="rights_of_an_outlet_or_an_item",
            )
        ]
