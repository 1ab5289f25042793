"""What a takedown would take: everything that holds an item's bytes or text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from columninch.collect.addresses import normal_url
from columninch.desk.keep.records import capture_record, url_sha256
from columninch.desk.models import (
    Address,
    Capture,
    Citation,
    Deposit,
    Fetch,
    FetchedPage,
    FigureValue,
    Item,
    Listed,
    PictureCapture,
    Poll,
    Quote,
    Reading,
)
from columninch.errors import ArchiveError, UsageError
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from columninch.tools import Vault


@dataclass(frozen=True, slots=True)
class Removal:
    """Rows by their keys: what would lose its bytes, and what its text."""

    items: frozenset[int]
    captures: frozenset[int]
    """Pages, pictures and screenshots, also those that say that the same came again."""
    listings: frozenset[int]
    """Captures of feeds and lists that hold the item's words beside others'."""
    readings: frozenset[int]

    @property
    def all_captures(self) -> frozenset[int]:
        """Every capture whose bytes go."""
        return self.captures | self.listings


@dataclass(frozen=True, slots=True)
class Told:
    """What a removal comes to, for people."""

    items: tuple[str, ...]
    captures: tuple[str, ...]
    revisits: int
    listings: int
    readings: int
    quotations: int
    figures: int
    citations_in_drafts: int
    bytes: int
    same_bytes_elsewhere: tuple[str, ...]
    """Addresses of other items whose archived bytes are the same: they stay."""
    deposits: tuple[str, ...]
    """Copies in public archives, which only those can remove."""


def removal_of(target: str, vault: Vault) -> Removal:
    """What goes with an address or an item's number.

    With an item go the articles that stand on its page, or the page that it stands on, since
    their bytes are the same, and what was merged with it. Raises `UsageError` where the desk
    knows no such address or item.
    """
    items = _items_named(target)
    pages = set(Capture.objects.filter(url_sha256=url_sha256(target)).values_list("pk", flat=True))
    if not items and not pages:
        raise UsageError(
            "the desk has nothing of this address or number",
            where=target,
            hint="an item's page on the desk has its number in its address",
        )
    while True:
        before = (len(items), len(pages))
        items |= _relatives(items) | _items_on(pages)
        pages |= _pages_of(items)
        pages |= _same_bytes(pages)
        if (len(items), len(pages)) == before:
            break
    listings = _listings_of(items, vault) - pages
    listings |= _same_bytes(listings) - pages
    on_pages = Q(fetch__capture__in=pages) | Q(fetch__pages__capture__in=pages)
    readings = Reading.objects.filter(Q(item__in=items) | on_pages).distinct()
    return Removal(
        frozenset(items),
        frozenset(pages),
        frozenset(listings),
        frozenset(readings.values_list("pk", flat=True)),
    )


def told(removal: Removal) -> Told:
    """What a removal comes to."""
    captures = Capture.objects.filter(pk__in=removal.all_captures)
    pages = Capture.objects.filter(pk__in=removal.captures)
    hashes = pages.values("sha256")
    others = Capture.objects.filter(sha256__in=hashes, tombstone__isnull=True)
    others = others.exclude(pk__in=removal.all_captures)
    deposits = Deposit.objects.filter(capture__in=removal.captures).exclude(url="")
    return Told(
        items=tuple(str(item) for item in Item.objects.filter(pk__in=removal.items).order_by("pk")),
        captures=tuple(pages.order_by("pk").values_list("url", flat=True).distinct()),
        revisits=captures.filter(original__isnull=False).count(),
        listings=len(removal.listings),
        readings=len(removal.readings),
        quotations=Quote.objects.filter(reading__in=removal.readings).count(),
        figures=FigureValue.objects.filter(reading__in=removal.readings).count(),
        citations_in_drafts=drafted_citations(removal.readings).count(),
        bytes=sum(captures.values_list("length", flat=True)),
        same_bytes_elsewhere=tuple(others.values_list("url", flat=True).distinct()),
        deposits=tuple(deposits.values_list("url", flat=True)),
    )


def drafted_citations(readings: Iterable[int]) -> QuerySet[Citation]:
    """What drafts cite of readings."""
    drafts = Citation.objects.filter(entry__section__digest__frozen_at__isnull=True)
    return drafts.filter(reading__in=readings)


def _items_named(target: str) -> set[int]:
    if target.isascii() and target.isdigit():
        return set(Item.objects.filter(pk=int(target)).values_list("pk", flat=True))
    try:
        names = {target, normal_url(target)}
    except ValueError:
        names = {target}
    hashes = [hashlib.sha256(name.encode()).hexdigest() for name in names]
    found = Address.objects.filter(value_sha256__in=hashes).exclude(kind="embedded")
    return set(found.values_list("item_id", flat=True))


def _relatives(items: set[int]) -> set[int]:
    """What stands on the items' pages, the pages that they stand on, and what was merged."""
    rows = Item.objects.filter(
        Q(parent__in=items) | Q(embedded__in=items) | Q(merged_into__in=items) | Q(merged__in=items)
    )
    return set(rows.values_list("pk", flat=True))


def _items_on(pages: set[int]) -> set[int]:
    """Items that were read from these captures as their own page."""
    further = FetchedPage.objects.filter(capture__in=pages).values("fetch")
    rows = Fetch.objects.filter(Q(capture__in=pages, from_feed=False) | Q(pk__in=further))
    return set(rows.values_list("item_id", flat=True))


def _pages_of(items: set[int]) -> set[int]:
    """Captures of the items' pages, screenshots and pictures, and of their addresses."""
    fetches = Fetch.objects.filter(item__in=items, from_feed=False)
    pages = set(fetches.values_list("capture_id", flat=True))
    further = FetchedPage.objects.filter(fetch__item__in=items)
    pages |= set(further.values_list("capture_id", flat=True))
    shots = Fetch.objects.filter(item__in=items, screenshot__isnull=False)
    pages |= {pk for pk in shots.values_list("screenshot_id", flat=True) if pk is not None}
    pictures = PictureCapture.objects.filter(reading__item__in=items)
    shared = PictureCapture.objects.exclude(reading__item__in=items).values("capture")
    pages |= set(pictures.exclude(capture__in=shared).values_list("capture_id", flat=True))
    addresses = Address.objects.filter(item__in=items, kind__in=["url", "canonical"])
    urls = set(addresses.values_list("value", flat=True))
    urls |= set(Capture.objects.filter(pk__in=pages).values_list("url", flat=True))
    hashes = [url_sha256(url) for url in urls]
    lists = Poll.objects.filter(capture__isnull=False).values("capture")
    named = Capture.objects.filter(url_sha256__in=hashes).exclude(pk__in=lists)
    return pages | set(named.values_list("pk", flat=True))


def _same_bytes(captures: set[int]) -> set[int]:
    """What says that the bytes of these came again, and what it says that of."""
    rows = Capture.objects.filter(Q(original__in=captures) | Q(revisits__in=captures))
    return set(rows.values_list("pk", flat=True))


def _listings_of(items: set[int], vault: Vault) -> set[int]:
    """Captures of the items' sources that hold an address or a heading of theirs."""
    listed = Listed.objects.filter(item__in=items).select_related("item")
    words = {fold(row.entry.get("title") or "").encode() for row in listed} - {b""}
    titles = Reading.objects.filter(item__in=items).exclude(title="")
    words |= {fold(title).encode() for title in titles.values_list("title", flat=True)}
    addresses = Address.objects.filter(item__in=items, kind="url").values_list("value", flat=True)
    words |= {url.partition("://")[2].encode() for url in addresses} - {b""}
    polls = Poll.objects.filter(
        source__in=listed.values("source"), capture__isnull=False, capture__tombstone__isnull=True
    ).select_related("capture__original")
    found = {row.capture_id for row in listed if row.capture_id is not None}
    for poll in polls.iterator():
        assert poll.capture is not None  # noqa: S101  # the filter asked for it
        try:
            payload = vault.payload(capture_record(poll.capture))
        except ArchiveError:
            continue  # what can't be read can't be searched; `archive verify` tells it
        folded = fold(payload.decode("utf-8", "replace")).encode()
        if any(word in folded for word in words):
            found.add(poll.capture.pk)
    return found
