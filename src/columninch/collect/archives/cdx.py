"""An index of a web archive as a source: what it has of an outlet, from a period of the past.

The interface that the Wayback Machine, pywb and Common Crawl's index share: `url`, `from`,
`to`, `limit`, `output`. They page in three different ways, so a period is asked in stretches
of time instead: one that gives too many lines is halved, one that gives few is doubled.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from columninch.collect.archives.archived import RANGE, archived_entries
from columninch.collect.archives.cdx_lines import ArchivedPage, read_cdx
from columninch.collect.polled import Document, Polled
from columninch.errors import FetchError, SourceError
from columninch.records import ArchivedCopy, Listing

if TYPE_CHECKING:
    from columninch.collect.archives.cdx_lines import CdxAnswer
    from columninch.collect.polled import PolledSource
    from columninch.tools import Tools

LIMIT = 5000
"""Lines of one answer; as many may mean that there are more."""
FIRST_STRETCH = timedelta(days=7)
SHORTEST_STRETCH = timedelta(minutes=1)
LONGEST_STRETCH = timedelta(days=60)
FEW = LIMIT // 8
MAX_ASKED = 20
"""Stretches that one poll asks; the next goes on."""
COMMON_CRAWL = {"index.commoncrawl.org": "https://data.commoncrawl.org/{filename}"}
"""Indexes whose WARC files lie elsewhere."""


@dataclass(slots=True)
class _Progress:
    """How far a period has been asked."""

    starts: datetime
    stretch: timedelta

    def text(self) -> str:
        """As the next poll is handed it."""
        return json.dumps([self.starts.isoformat(), self.stretch.total_seconds()])


def poll_cdx(source: PolledSource, tools: Tools) -> Polled:
    """What the index has of the source's period, as far as one poll goes.

    Raises `SourceError` where no period is set or the answer is no index's, and `FetchError`
    where the index gives none.
    """
    since, until = source.options.since, source.options.until
    if since is None or until is None:
        raise SourceError(
            "an index of a web archive is asked for a period",
            where=source.url,
            hint="columninch backfill OUTLET --from DAY --until DAY --cdx ADDRESS",
        )
    progress = _progress(source.memory, since)
    documents: list[Document] = []
    for _ in range(MAX_ASKED):
        if progress.starts >= until:
            break
        try:
            document = _ask_stretch(source, progress, until, tools)
        except FetchError:
            if documents:
                break  # what came is kept; the next poll begins here
            raise
        documents += [document] if document else []
    return Polled(tuple(documents), memory=progress.text(), is_unfinished=progress.starts < until)


def query_address(url: str, starts: datetime, ends: datetime) -> str:
    """The question to the index at `url` for the copies taken from `starts` up to `ends`."""
    parts = urlsplit(url)
    own = {"from", "to", "limit", "output"}
    asked = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in own]
    last = ends - timedelta(seconds=1)  # both ends of the interface's interval are included
    asked += [
        ("from", f"{starts:%Y%m%d%H%M%S}"),
        ("to", f"{last:%Y%m%d%H%M%S}"),
        ("limit", str(LIMIT)),
        ("output", "json"),
    ]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(asked, safe="*/:"), ""))


def replay_address(url: str, page: ArchivedPage, template: str = "") -> str:
    """Where the archive behind the index at `url` gives the bytes of `page` as it took them.

    `template` names it where it can't be told, with `{timestamp}` and `{url}`, or `{filename}`
    where records are read out of WARC files.
    """
    template = template or _known_template(url)
    if "{filename}" in template:
        last = page.offset + page.length - 1
        return f"{template.replace('{filename}', page.file)}{RANGE}{page.offset}-{last}"
    return template.replace("{timestamp}", page.timestamp).replace("{url}", page.url)


def _known_template(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if host in COMMON_CRAWL:
        return COMMON_CRAWL[host]
    path = parts.path.rstrip("/")
    if path.endswith("/cdx/search/cdx"):
        path = path.removesuffix("/cdx/search/cdx") + "/web"
    elif path.endswith(("/cdx", "/index")):
        path = path.rpartition("/")[0]  # pywb: the index lies in its collection
    return f"{parts.scheme}://{parts.netloc}{path}/{{timestamp}}id_/{{url}}"


def _ask_stretch(
    source: PolledSource, progress: _Progress, until: datetime, tools: Tools
) -> Document | None:
    """Ask one stretch and go on; None where it gives too much and must be halved."""
    ends = min(progress.starts + progress.stretch, until)
    address = query_address(source.url, progress.starts, ends)
    response = tools.web.get(address)
    if response.status == 404:  # how pywb says that there is nothing
        answer, capture = read_cdx(b"", address), None
    elif 200 <= response.status < 300:
        answer = read_cdx(response.body, address)
        if answer.line_count >= LIMIT and progress.stretch > SHORTEST_STRETCH:
            progress.stretch = max(progress.stretch / 2, SHORTEST_STRETCH)
            return None
        capture = tools.vault.store(response)
    else:
        raise FetchError(
            f"the index answered {response.status}", where=address, status=response.status
        )
    progress.starts = ends
    if answer.line_count < FEW:
        progress.stretch = min(progress.stretch * 2, LONGEST_STRETCH)
    return Document(capture, _listing(answer, source))


def _listing(answer: CdxAnswer, source: PolledSource) -> Listing:
    copies = [
        ArchivedCopy(
            page.url,
            page.at,
            page.status,
            page.media_type,
            replay_address(source.url, page, source.options.replay),
        )
        for page in answer.pages
    ]
    entries = archived_entries(copies, source.options)
    cut = "more copies of one minute than the index gives at once" if _is_cut(answer) else ""
    complaint = "; ".join(filter(None, (answer.complaint, cut)))
    return Listing("", entries, complaint=complaint)


def _is_cut(answer: CdxAnswer) -> bool:
    return answer.line_count >= LIMIT


def _progress(memory: str, since: datetime) -> _Progress:
    try:
        starts, seconds = json.loads(memory)
        return _Progress(datetime.fromisoformat(starts), timedelta(seconds=float(seconds)))
    except (ValueError, TypeError):
        return _Progress(since, FIRST_STRETCH)
