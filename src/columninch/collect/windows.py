"""Windows: whether what a source lists now still meets what it listed when it was last asked.

A feed, a news sitemap, a listing page and a channel's preview show the newest few of what
they published. Where none of a listing's entries was there before, the window has moved
past what lies between, and nobody can collect it any more: that is a gap.

1. An entry goes by several names (id, link, title with date), so that a source which
   changes one of them is still known. A name that several entries share is none.
2. One entry that was there before is enough for the windows to meet, unless it only stands
   pinned at the top, where it stood, with everything below it new.
3. Dates may show what names don't: a window that reaches back before the newest entry of
   the last one has moved past nothing.

What was seen is remembered as a small JSON text, which also holds when entries came: the
pace at which the source publishes follows from it.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from columninch.collect.addresses import normal_url
from columninch.collect.polled import Pace
from columninch.records import Gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from columninch.records import Entry

SMALLEST_WINDOW = 3
"""Of a listing of fewer entries nobody can say that it has moved."""
MOST_PINNED = 3
MOST_MARKS = 120
"""How many entries are remembered."""
NEWEST_MARKS = 80
"""How many of them are the newest of a listing that is larger; the others lie spread over it."""
EXACT = frozenset({"second", "minute"})
TIMES = range(10**11)
"""Seconds of the epoch that a memory may hold: from 1970 on."""


@dataclass(frozen=True, slots=True)
class Window:
    """A source's window after a poll."""

    memory: str
    """JSON, at most some 7,000 characters; handed to the next poll."""
    gap: Gap | None
    """What the window has moved past since the last poll."""
    pace: Pace | None
    """None where nothing was ever listed."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """What is remembered of an entry."""

    names: tuple[str, ...]
    at: int | None
    """When it was published, in seconds of the epoch; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is remembered of a source."""

    count: int = 0
    """How many entries it last listed."""
    marks: tuple[_Mark, ...] = ()
    """Those of the last listing in its order, then older ones."""
    view: str = ""
    """How the source was looked at."""


def follow_window(
    memory: str,
    entries: Sequence[Entry],
    *,
    polled_at: datetime | None,
    now: datetime,
    view: str = "",
) -> Window:
    """The window after a poll that found `entries`, in the order of the source.

    `memory` is what the last call gave, or empty; `polled_at` is when the source last
    answered, be it that nothing had changed. A listing without entries changes nothing.
    `view` says how the source is looked at, as through which selector; what was seen in
    another view is no measure of what is seen in this one.
    """
    seen = _read(memory)
    if seen.view != view:
        seen = _Seen(view=view)
    known = {name: mark for mark in reversed(seen.marks) for name in mark.names}
    marks = _marks(entries, known, now)
    if not marks:
        return Window(memory, None, _pace(seen))
    gap = _gap(seen, marks, polled_at, now)
    seen = _Seen(len(entries), _remembered(_reckoned(marks, known, polled_at, now), seen), view)
    return Window(_written(seen), gap, _pace(seen))


def window_pace(memory: str) -> Pace | None:
    """How the source publishes, as far as `memory` knows; for a poll that found no change."""
    return _pace(_read(memory))


# --- the marks of a listing ---------------------------------------------------------------


def _marks(entries: Sequence[Entry], known: dict[str, _Mark], now: datetime) -> list[_Mark]:
    """The marks of those of `entries` that can be told apart."""
    named = [_names(entry) for entry in entries]
    shared = Counter(name for names in named for name in names)
    marks = []
    for entry, names in zip(entries, named, strict=True):
        unique = tuple(sorted(name for name in names if shared[name] == 1))
        before = next((known[name] for name in unique if name in known), None)
        if unique:
            # what is changed and dated anew was published when it was first there
            marks.append(_Mark(unique, before.at if before else _printed(entry, now)))
    return marks


def _names(entry: Entry) -> set[str]:
    dated = entry.published.at.isoformat() if entry.published else entry.content[:500]
    told = {_folded(entry.feed_id), _folded(entry.url)}
    if entry.title:
        told.add(f"{entry.title}\n{dated}")
    return {_hash(name) for name in told if name}


def _folded(address: str) -> str:
    """An address or id whose scheme, `www.` and last slash tell no entries apart."""
    plain = normal_url(address)
    for start in ("https://", "http://", "www."):
        plain = plain.removeprefix(start)
    return plain.rstrip("/")


def _hash(name: str) -> str:
    return b64encode(hashlib.sha256(name.encode("utf-8", "replace")).digest()[:6]).decode()


def _printed(entry: Entry, now: datetime) -> int | None:
    if entry.published is None or entry.published.precision not in EXACT:
        return None
    at = int(min(entry.published.at, now).timestamp())
    return at if at in TIMES else None


def _reckoned(
    marks: list[_Mark], known: dict[str, _Mark], polled_at: datetime | None, now: datetime
) -> list[_Mark]:
    """`marks`, with the undated that came since the last poll spread evenly over that time."""
    marks = list(marks)
    new = [
        place
        for place, mark in enumerate(marks)
        if mark.at is None and not any(name in known for name in mark.names)
    ]
    if polled_at is None or not known:
        return marks
    step = (now - polled_at).total_seconds() / (len(new) + 1)
    for rank, place in enumerate(new, start=1):
        marks[place] = replace(marks[place], at=int(now.timestamp() - rank * step))
    return marks


# --- whether the windows meet -------------------------------------------------------------


def _gap(seen: _Seen, marks: list[_Mark], polled_at: datetime | None, now: datetime) -> Gap | None:
    is_full = len(marks) >= max(SMALLEST_WINDOW, seen.count / 2)
    if not seen.marks or polled_at is None or not is_full:
        return None
    new = _all_new(seen, marks)
    if new is None:
        return None
    times = sorted(mark.at for mark in new if mark.at is not None)
    newest_seen = _newest(seen, polled_at)
    if newest_seen is not None and sum(at < newest_seen for at in times) > 1:
        return None
    starts = polled_at
    if newest_seen is not None and times and times[0] <= polled_at.timestamp():
        starts = _moment(newest_seen)  # printed before the last poll, and listed after it
    later = [at for at in times if at > starts.timestamp()]
    ends = max(starts, min(now, _moment(later[0]) if later else now))
    return Gap(
        "window",
        starts=starts,
        ends=ends,
        detail=f"none of the {len(new)} entries was there when the source was last asked",
    )


def _all_new(seen: _Seen, marks: list[_Mark]) -> list[_Mark] | None:
    """`marks` without those that are pinned; None where one of them was there before."""
    before = {name for mark in seen.marks for name in mark.names}
    top = {name for mark in seen.marks[:MOST_PINNED] for name in mark.names}
    new = list(marks)
    for _ in range(MOST_PINNED):
        if new and top & set(new[0].names):
            new = new[1:]
    if len(new) < SMALLEST_WINDOW or any(name in before for mark in new for name in mark.names):
        return None
    return new


def _newest(seen: _Seen, polled_at: datetime) -> int | None:
    limit = polled_at.timestamp()
    return max((mark.at for mark in seen.marks if mark.at and mark.at <= limit), default=None)


# --- what is remembered -------------------------------------------------------------------


def _remembered(marks: list[_Mark], seen: _Seen) -> tuple[_Mark, ...]:
    """The listing's marks in its order, and as many older ones as there is room for."""
    kept = _chosen(marks)
    names = {name for mark in marks for name in mark.names}
    older = [mark for mark in seen.marks if not names.intersection(mark.names)]
    return (*kept, *older)[:MOST_MARKS]


def _chosen(marks: list[_Mark]) -> list[_Mark]:
    """Of a listing that is too large the newest, and some that lie spread over the rest.

    A rest that hasn't all its neighbours says nothing of the pace, so it has no times.
    """
    if len(marks) <= MOST_MARKS:
        return marks
    by_time = sorted(range(len(marks)), key=lambda place: -(marks[place].at or 0))
    newest = set(by_time[:NEWEST_MARKS])
    rest = [place for place in range(len(marks)) if place not in newest]
    wanted = MOST_MARKS - NEWEST_MARKS
    spread = {rest[rank * (len(rest) - 1) // (wanted - 1)] for rank in range(wanted)}
    return [
        mark if place in newest else replace(mark, at=None)
        for place, mark in enumerate(marks)
        if place in newest or place in spread
    ]


def _pace(seen: _Seen) -> Pace | None:
    if not seen.count:
        return None
    times = sorted((mark.at for mark in seen.marks if mark.at is not None), reverse=True)
    return Pace(seen.count, tuple(map(_moment, times)))


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _written(seen: _Seen) -> str:
    marks = [[mark.at, *mark.names] for mark in seen.marks]
    told = {"count": seen.count, "marks": marks, **({"view": seen.view} if seen.view else {})}
    return json.dumps(told, separators=(",", ":"))


def _read(memory: str) -> _Seen:
    """What `memory` holds; nothing where another kind of source or version wrote it."""
    try:
        told = json.loads(memory) if memory else {}
        marks = tuple(_known(told.get("marks", ())))
        return _Seen(int(told.get("count", 0)), marks, str(told.get("view", "")))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return _Seen()


def _known(told: Iterable[Sequence[object]]) -> Iterable[_Mark]:
    for at, *names in told:
        yield _Mark(tuple(map(str, names)), at if isinstance(at, int) and at in TIMES else None)
