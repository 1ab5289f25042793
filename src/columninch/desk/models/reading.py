"""From bytes to text: captures, items with their addresses, readings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from columninch.desk.models.press import Channel, Outlet, Source
from columninch.desk.models.upkeep import Recipe


class Capture(models.Model):
    """The bytes as received; the archive keeps them, this row says where.

    Once its bytes were removed, `file` is empty and `offset` the row's own key.
    """

    url = models.CharField(max_length=4000)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField()
    content_type = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    file = models.CharField(max_length=200)
    offset = models.PositiveBigIntegerField()
    length = models.PositiveBigIntegerField()
    url_sha256 = models.CharField(max_length=64, default="", help_text="of `url`, to find it by")
    original = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="revisits",
        help_text="the capture that holds the bytes, where this one says they came again",
    )

    class Meta:
        indexes: ClassVar = [
            # the last capture of an address, asked before each poll and fetch
            models.Index(fields=["url_sha256", "-at"], name="capture_of_url"),
        ]
        constraints: ClassVar = [
            # from a place in the archive to its row, also for what a crash left without one
            models.UniqueConstraint(fields=["file", "offset"], name="one_capture_a_place"),
        ]


class Tombstone(models.Model):
    """What is left of a capture whose bytes were removed on purpose: why, when, by whom."""

    capture = models.OneToOneField(Capture, on_delete=models.PROTECT, related_name="tombstone")
    kind = models.CharField(max_length=12, help_text="takedown or retention")
    reason = models.TextField(blank=True)
    removed_at = models.DateTimeField()
    removed_by = models.CharField(max_length=200, blank=True)
    quotations = models.JSONField(
        default=list, help_text="SHA-256 of each published quotation that was verified in it"
    )
    issues = models.JSONField(
        default=list, help_text="series' key and number of each published issue that cites it"
    )
    is_done = models.BooleanField(
        default=False, help_text="its bytes are gone, and what was published of it"
    )


class Poll(models.Model):
    """What one poll of a source gave."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="polls")
    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT)
    at = models.DateTimeField()
    capture = models.ForeignKey(Capture, null=True, on_delete=models.PROTECT)
    entry_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    complaint = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["source", "-at"], name="poll_newest"),  # source health
        ]


class Item(models.Model):
    """One publication. It lives for ever; people's codings and citations hang on it."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="items")
    credited_outlet = models.ForeignKey(
        Outlet, null=True, blank=True, on_delete=models.PROTECT, related_name="credited_items"
    )
    credited_name = models.CharField(
        max_length=200, blank=True, help_text="the credited outlet as printed, where unknown here"
    )
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="embedded"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    first_seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        address = self.addresses.order_by("pk").first()
        return address.value if address else f"item {self.pk}"


class AddressKind(models.TextChoices):
    """What kind of name an address is."""

    URL = "url", "URL"
    FEED_ID = "feed-id", "feed id"
    CANONICAL = "canonical", "canonical link"
    EMBEDDED = "embedded", "heading or link inside a page"


class Address(models.Model):
    """A name by which an item is known, before anything of it was read."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=10, choices=AddressKind.choices)
    value = models.CharField(max_length=2200)
    value_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            # one item an address, however many sources list it; hashed, since URLs are long
            models.UniqueConstraint(fields=["kind", "value_sha256"], name="one_item_an_address")
        ]


class Listed(models.Model):
    """An item as a source first listed it."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="listed")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="listed")
    entry = models.JSONField()
    capture = models.ForeignKey(Capture, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField()


class Visits(models.Model):
    """When an item's page is looked at again, and what came of it so far."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="visits")
    count = models.PositiveSmallIntegerField(default=0, help_text="after the first fetch")
    next_at = models.DateTimeField(null=True, help_text="empty: no more")
    last_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(help_text="from then on the item is old: no more visits")
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    complaint = models.TextField(blank=True, help_text="why the last visit was in vain, or empty")
    gone_at = models.DateTimeField(null=True, help_text="the page was taken down by then")
    answer = models.ForeignKey(
        Capture,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="what came in its stead",
    )
    grew_at = models.DateTimeField(null=True, help_text="of a live page: when it last grew")

    class Meta:
        verbose_name_plural = "visits"
        indexes: ClassVar = [
            # stage "fetch" asks which are due; most items' visits are over
            models.Index(
                fields=["next_at"], condition=models.Q(next_at__isnull=False), name="visit_due"
            ),
        ]


class Fetch(models.Model):
    """The capture that an item was given by one recipe, at its first fetch or a later visit."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="fetches")
    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="fetches")
    at = models.DateTimeField()
    from_feed = models.BooleanField(default=False)
    complaint = models.TextField(blank=True)
    screenshot = models.ForeignKey(
        Capture, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_current = models.BooleanField(default=True)
    place = models.PositiveIntegerField(
        default=0, help_text="which of its outlet's web pages it is, from 1; 0: it is none"
    )
    lesson = models.PositiveIntegerField(
        default=0, help_text="pages learned from by the template that it is to be read by"
    )
    visit = models.PositiveSmallIntegerField(default=0, help_text="0: the first fetch")
    seen_at = models.DateTimeField(null=True, help_text="when a later visit saw the same last")
    same_as = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="the earlier fetch whose text this one only repeats",
    )

    class Meta:
        verbose_name_plural = "fetches"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "recipe", "visit"], name="one_fetch_a_visit"),
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(is_current=True), name="one_current_fetch"
            ),
        ]

    def __str__(self) -> str:
        return self.capture.url


class Template(models.Model):
    """What was learned of an outlet's pages, after so many of them; each version is a row."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="templates")
    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT)
    pages = models.PositiveIntegerField(help_text="of the outlet, learned from")
    next_at = models.PositiveIntegerField(help_text="pages after which it is learned anew")
    made_at = models.DateTimeField()
    content = models.JSONField(
        default=dict, help_text="what was learned; empty once newer versions replaced it"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["outlet", "recipe", "pages"], name="one_template_a_lesson"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outlet} after {self.pages} pages"


class Canary(models.Model):
    """Where an outlet's newest pages held what, and what stopped being where it was."""

    outlet = models.OneToOneField(Outlet, on_delete=models.CASCADE, related_name="canary")
    found = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    changed_at = models.DateTimeField(null=True, help_text="None: all is where it was")


class FetchedPage(models.Model):
    """A further page of an article that runs over several."""

    fetch = models.ForeignKey(Fetch, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField(help_text="the first page is 1 and stands in `fetch`")
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fetch", "number"], name="one_capture_a_page"),
        ]
        ordering: ClassVar = ["number"]


class Reading(models.Model):
    """What one recipe made of an item's capture, or of its captures where it has pages."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="readings")
    fetch = models.ForeignKey(Fetch, on_delete=models.CASCADE, related_name="readings")
    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT)
    made_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    text_sha256 = models.CharField(max_length=64)
    blocks = models.JSONField(default=list)
    language = models.CharField(max_length=12)
    language_confidence = models.FloatField()
    authors = models.JSONField(default=list)
    agency = models.CharField(max_length=200, blank=True)
    published = models.JSONField(null=True)
    updated = models.JSONField(null=True)
    dated_at = models.DateTimeField(
        db_index=True,  # every page that asks for a period
        help_text="the date of publication; for an undated item, when it was first seen",
    )
    day = models.PositiveIntegerField(db_index=True, help_text="ordinal of the UTC day of dated_at")
    canonical_url = models.CharField(max_length=4000, blank=True)
    section = models.CharField(max_length=200, blank=True)
    picture = models.JSONField(null=True)
    form = models.CharField(max_length=12, default="article")
    outlet_name = models.CharField(max_length=200, blank=True)
    airtime_seconds = models.FloatField(null=True)
    word_count = models.PositiveIntegerField(default=0)
    is_teaser = models.BooleanField(default=False)
    from_feed = models.BooleanField(default=False)
    lesson = models.PositiveIntegerField(
        default=0, help_text="pages learned from by the template that it was read by"
    )
    left_out = models.JSONField(
        default=list, help_text="lines that its template took out of the text, and why"
    )
    evidence = models.JSONField(
        default=list, help_text="where title, authors and day are stated, what was taken first"
    )
    is_machine_made = models.BooleanField(
        default=False, help_text="a machine wrote down what is said"
    )
    search_text = models.TextField(blank=True, help_text="title and text, normalised for search")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["fetch", "item", "recipe", "lesson"], name="one_reading_a_recipe"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(is_current=True), name="one_current_reading"
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"reading {self.pk}"


class PictureCapture(models.Model):
    """The archived bytes of the picture that a reading shows."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="picture_captures")
    recipe = models.ForeignKey(Recipe, on_delete=models.PROTECT)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "recipe"], name="one_picture_a_recipe")
        ]


class Deposit(models.Model):
    """A capture's page, handed to a public web archive."""

    capture = models.OneToOneField(Capture, on_delete=models.CASCADE, related_name="deposit")
    url = models.CharField(max_length=4000, blank=True, help_text="empty: not there yet")
    asked_at = models.DateTimeField()
    complaint = models.TextField(blank=True)
