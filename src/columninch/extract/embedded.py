"""Whole articles of other outlets that stand in one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from columninch.extract.page import Page
    from columninch.records import EmbeddedReading


def take_embedded(root: HtmlElement, page: Page) -> tuple[EmbeddedReading, ...]:
    """The embedded articles, cut out of `root`; none on ordinary pages."""
    return ()
