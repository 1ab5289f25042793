"""A period of the past from sitemaps: everything that may list some of it, pass after pass.

1. A pass asks the sitemap at the address and goes down from it, each branch to its end before
   the next, as far as a pass goes; what it is through with is remembered for the next one.
2. An index is asked again by each pass until all below it has been asked.
3. What fails for the moment is asked once more, in a later pass. Where nothing else answers
   in a pass, the pass fails, and is tried again when the desk says.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from columninch.collect.asking import ask_source
from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.polled import Document, Polled, PolledSource
from columninch.collect.sitemaps.choice import Window, children_to_ask
from columninch.collect.sitemaps.document import ListedPage, SitemapDocument, read_sitemap
from columninch.collect.sitemaps.listed import page_entry, period_pages
from columninch.collect.sitemaps.memory import mark, read_marks
from columninch.errors import ColumninchError, FetchError, SourceError
from columninch.records import Listing
from columninch.tools import Tools

MAX_ASKED = 100
"""Sitemaps that one pass asks; the next goes on."""
MAX_LISTED = 20_000
"""Pages after which a pass ends."""
MAX_FAILED = 5
"""Sitemaps that fail for the moment, after which a pass ends."""
MAX_THROUGH = 20_000
"""Sitemaps that are asked for one period: indexes without an end are a trap."""
MAX_DEPTH = 3
"""Indexes below indexes; the protocol knows none, sites do."""


@dataclass(slots=True)
class Progress:
    """How far a period has been taken in: marks of the sitemaps that were asked for it."""

    through: set[str] = field(default_factory=set)
    """With all that is below them."""
    opened: set[str] = field(default_factory=set)
    """Indexes that are in the archive, and not all of whose sitemaps were asked."""
    failed: set[str] = field(default_factory=set)
    """Asked once, in vain."""

    def written(self) -> str:
        """As the next pass is handed it."""
        told = (self.through, self.opened, self.failed)
        return json.dumps(["".join(sorted(marks)) for marks in told])


def read_progress(text: str) -> Progress:
    """What was written; nothing where `text` is empty or something else."""
    try:
        through, opened, failed = json.loads(text)
        return Progress(read_marks(through), read_marks(opened), read_marks(failed))
    except (ValueError, TypeError):
        return Progress()


@dataclass(frozen=True, slots=True)
class _Below:
    """A sitemap below the source's own."""

    url: str
    above: tuple[str, ...]
    """The marks of the indexes that lead to it, the source's own apart."""

    @property
    def mark(self) -> str:
        return mark(self.url)


@dataclass(slots=True)
class _Pass:
    """One pass, as far as it has come."""

    tools: Tools
    window: Window
    progress: Progress
    documents: list[Document] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    waiting: list[_Below] = field(default_factory=list)
    """The next one last."""
    asked: list[_Below] = field(default_factory=list)
    failures: list[tuple[_Below, FetchError]] = field(default_factory=list)
    """What is asked once more."""
    listed_count: int = 0

    @property
    def is_over(self) -> bool:
        """Whether it has done as much as a pass does."""
        return (
            len(self.asked) >= MAX_ASKED
            or len(self.failures) >= MAX_FAILED
            or self.listed_count >= MAX_LISTED
        )


def poll_period(source: PolledSource, window: Window, tools: Tools) -> Polled:
    """What the sitemap at the source's address, and those below it, list of the period.

    Raises `FetchError` where it can't be had, or none below it, and `SourceError` where it is
    no sitemap; what else is wrong with one below it is a complaint.
    """
    response = ask_source(PolledSource(source.kind, source.url), tools)
    capture = tools.vault.store(response, before=source.before)
    document = read_sitemap(response.body, response.header("content-type"), response.final_url)
    pass_ = _Pass(tools, window, read_progress(source.memory))
    pass_.met.add(parse_address(response.final_url).href)
    pass_.documents.append(Document(capture, _listing(pass_, document, source.url)))
    _wait(pass_, document, ())
    while pass_.waiting and not pass_.is_over:
        _ask(pass_, pass_.waiting.pop())
    if pass_.failures and not pass_.asked:
        raise pass_.failures[0][1]
    is_unfinished = _went_on(pass_)
    return Polled(
        tuple(pass_.documents),
        memory=pass_.progress.written() if is_unfinished else "",
        is_unfinished=is_unfinished,
    )


def _wait(pass_: _Pass, document: SitemapDocument, above: tuple[str, ...]) -> None:
    """The sitemaps that `document` lists are asked next, the likeliest first."""
    if len(above) >= MAX_DEPTH:
        return
    for child in reversed(children_to_ask(document.children, {}, pass_.window)):
        below = _Below(child.url, above)
        if child.url not in pass_.met and below.mark not in pass_.progress.through:
            pass_.met.add(child.url)
            pass_.waiting.append(below)


def _ask(pass_: _Pass, below: _Below) -> None:
    """Ask one sitemap; what is wrong with it is a complaint, or kept for another try."""
    try:
        response = ask_source(PolledSource("sitemap", below.url), pass_.tools)
        content_type = response.header("content-type")
        document = read_sitemap(response.body, content_type, response.final_url)
    except FetchError as error:
        if error.can_retry and below.mark not in pass_.progress.failed:
            pass_.failures.append((below, error))
        else:
            _complain(pass_, below, error)
        return
    except SourceError as error:
        _complain(pass_, below, error)
        return
    pass_.asked.append(below)
    if below.mark not in pass_.progress.opened:
        capture = pass_.tools.vault.store(response)
        pass_.documents.append(Document(capture, _listing(pass_, document, below.url)))
    if document.children:
        pass_.progress.opened.add(below.mark)
        _wait(pass_, document, (*below.above, below.mark))


def _complain(pass_: _Pass, below: _Below, error: ColumninchError) -> None:
    pass_.asked.append(below)
    pass_.documents.append(Document(None, Listing("", (), complaint=str(error))))


def _went_on(pass_: _Pass) -> bool:
    """Note what the pass is through with. Gives whether there is more to ask."""
    progress = pass_.progress
    left = [*pass_.waiting, *(below for below, _ in pass_.failures)]
    open_ = {key for below in left for key in below.above}
    progress.failed |= {below.mark for below, _ in pass_.failures}
    progress.through |= {below.mark for below in pass_.asked} - open_
    progress.opened &= open_
    progress.failed -= progress.through
    if left and len(progress.through) >= MAX_THROUGH:
        told = f"{MAX_THROUGH:,} sitemaps are asked for a period and no more"
        pass_.documents.append(Document(None, Listing("", (), complaint=told)))
        return False
    return bool(left)


def _listing(pass_: _Pass, document: SitemapDocument, url: str) -> Listing:
    pages: list[ListedPage] = period_pages(document, url, pass_.window)
    pass_.listed_count += len(pages)
    return Listing(document.outlet_name, tuple(map(page_entry, pages)), document.complaint)
