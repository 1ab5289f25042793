"""The log: what people did on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator

from columninch.desk.models import Log

if TYPE_CHECKING:
    from django.core.paginator import Page

PAGE_SIZE = 100


def log_page(page: int) -> Page[Log]:
    """One page of the log, the newest act first."""
    acts = Log.objects.select_related("user").order_by("-at", "-pk")
    return Paginator(acts, PAGE_SIZE).get_page(page)
