"""A page's lines with what each says of an article, looked at once."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from columninch.extract.date_lines import YEAR
from columninch.extract.roundups.credits import has_date, is_credit, is_signed, names_outlet
from columninch.extract.roundups.lines import Line, lines_of
from columninch.extract.roundups.sections import LONGEST_CREDIT, is_prose
from columninch.extract.roundups.sources import leads_out, source_links
from columninch.extract.statements import host_of
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from lxml import etree

    from columninch.extract.page import Page
    from columninch.extract.roundups.lines import Link

_SHARING = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|linkedin|pinterest|instagram|whatsapp|reddit|addthis|tumblr|"
    r"flipboard|xing|vk|youtube|tiktok|threads|mastodon|bsky|getpocket|addtoany|disqus)\.\w+$"
)


class Sheet:
    """The lines of a page, and what is asked of them again and again."""

    def __init__(
        self, root: etree._Element, page: Page, titles: frozenset[str], outlet: str
    ) -> None:
        """`titles` are the forms in which the page states its title, `outlet` its own name."""
        self.page = page
        self.lines = lines_of(root)
        self.titles = titles
        self._outlet = outlet
        self._says: dict[int, bool] = {}
        self._may_credit: dict[int, bool] = {}

    def says(self, place: int) -> bool:
        """Whether a short line prints a date, a writer, or a link to the source or elsewhere."""
        if place not in self._says:
            self._says[place] = self._looked_at(self.lines[place])
        return self._says[place]

    def may_credit(self, place: int) -> bool:
        """Whether a line may credit an article: a short one with a date, or a source link."""
        if place not in self._may_credit:
            line = self.lines[place]
            is_dated = YEAR.search(line.text) is not None and has_date(line.stated, self.page)
            is_short = line.words <= LONGEST_CREDIT
            self._may_credit[place] = is_short and (is_dated or bool(source_links(line)))
        return self._may_credit[place]

    def is_text(self, place: int) -> bool:
        """Whether a line is text, rather than a line about it."""
        line = self.lines[place]
        return is_prose(line) and not (YEAR.search(line.text) and is_credit(line.stated, self.page))

    def out_link(self, place: int) -> Link | None:
        """The first link of a line that leads to another host, where it isn't there to share."""
        for link in self.lines[place].links:
            url = leads_out(link, self.page.url)
            if url and not _SHARING.search(host_of(url)):
                return link
        return None

    def words(self, places: tuple[int, ...]) -> int:
        """The words of these lines."""
        return sum(self.lines[place].words for place in places)

    def is_own(self, outlet: str) -> bool:
        """Whether a name is that of the page's own outlet."""
        squeezed = re.sub(r"[^a-z0-9]", "", fold(outlet).removeprefix("the "))
        own = re.sub(r"[^a-z0-9]", "", host_of(self.page.url))
        return fold(outlet) in self._own_names or (len(squeezed) > 3 and squeezed in own)

    @cached_property
    def _own_names(self) -> frozenset[str]:
        """The outlet's names: as stated, and what the page's title ends or begins with."""
        names = [self._outlet]
        for title in self.titles:
            parts = re.split(r"\s+[-–—|·•»:]+\s+|\s*[|»]\s*", title)
            names += [parts[0], parts[-1]] if len(parts) > 1 else []
        return frozenset(fold(name) for name in names if name)

    def _looked_at(self, line: Line) -> bool:
        return bool(
            (YEAR.search(line.text) and has_date(line.stated, self.page))
            or source_links(line)
            or any(leads_out(link, self.page.url) for link in line.links)
            or is_signed(line.text)
        )

    def names_outlet(self, place: int) -> bool:
        """Whether a line looks like an outlet's name by itself."""
        return names_outlet(self.lines[place].text)
