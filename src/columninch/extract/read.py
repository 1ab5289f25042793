"""The one way in: a captured document to its reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.extract.block_languages import with_block_languages
from columninch.extract.kinds import READERS, kind_of
from columninch.extract.page import Page
from columninch.registry import pick

if TYPE_CHECKING:
    from columninch.records import Reading

__all__ = ["Page", "read_page"]


def read_page(page: Page) -> Reading:
    """The reading of `page`: text in NFC, blocks that slice back, and all facts it states.

    What the source's listing says (`page.entry`) fills what the page itself doesn't say.
    Raises `ReadingError` with the page's address where no text can be taken.
    """
    reading = pick(READERS, kind_of(page), what="kind of document").read(page)
    return with_block_languages(reading)
