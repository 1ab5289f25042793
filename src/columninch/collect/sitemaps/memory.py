"""What a sitemap source wants to know again at its next poll, in few bytes."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

MAX_CHILDREN = 500
"""Sitemaps below an index of which something is remembered."""
MAX_UNDATED = 20_000
"""Pages without any date that are remembered, so that a new one is known as new. A sitemap
that would go past it is not watched for such pages: half a memory would take old for new."""
MAX_WINDOWS = 8
"""News sitemaps whose windows are remembered, some 7,000 characters each."""
MARK_LENGTH = 6
"""Characters of a page's mark, of six bits each: one in three million new pages is missed."""


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap below an index, as it was when it was last asked."""

    changed: str = ""
    """What the index said of its last change."""
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    """Of its payload."""
    round: int = 0
    """The poll that last asked it."""
    is_lively: bool = False
    """It listed something recent."""


@dataclass(frozen=True, slots=True)
class NewsWindow:
    """The window of a news sitemap."""

    round: int
    """The poll that last asked it."""
    memory: str
    """What it listed, as `windows` keeps it."""


@dataclass(slots=True)
class SitemapMemory:
    """What was found at the last poll."""

    round: int = 0
    """How many polls there were."""
    children: dict[str, Child] = field(default_factory=dict)
    """By the mark of their address."""
    undated: dict[str, set[str]] = field(default_factory=dict)
    """Marks of pages without any date, by the mark of the sitemap that lists them."""
    windows: dict[str, NewsWindow] = field(default_factory=dict)
    """Of news sitemaps, by the mark of their address."""

    def new_undated(self, sitemap: str, marks: set[str], *, is_whole: bool) -> set[str] | None:
        """Of `marks`, which `sitemap` lists, those that it did not before; they are kept.

        None are new at the first time. Gives None where there are too many to remember. Of
        a document that is not whole nothing is forgotten.
        """
        before = self.undated.pop(sitemap, None)
        kept = marks if is_whole else marks | (before or set())
        if sum(map(len, self.undated.values())) + len(kept) > MAX_UNDATED:
            return None
        self.undated[sitemap] = kept
        return marks - before if before is not None else set()

    def written(self) -> str:
        """As text; what was asked longest ago is dropped where there is too much."""
        kept = sorted(self.children.items(), key=lambda one: -one[1].round)[:MAX_CHILDREN]
        windows = sorted(self.windows.items(), key=lambda one: -one[1].round)[:MAX_WINDOWS]
        return json.dumps(
            {
                "round": self.round,
                "children": {
                    mark: [
                        one.changed[:40], one.etag[:200], one.last_modified[:40], one.digest,
                        one.round, int(one.is_lively),
                    ]
                    for mark, one in kept
                },
                "undated": {key: "".join(sorted(marks)) for key, marks in self.undated.items()},
                "windows": {key: [one.round, one.memory] for key, one in windows},
            },
            separators=(",", ":"),
        )  # fmt: skip


def read_memory(text: str) -> SitemapMemory:
    """What was remembered; nothing where `text` is empty or not what was written."""
    try:
        kept = json.loads(text) if text else {}
        return SitemapMemory(
            round=int(kept.get("round", 0)),
            children={mark: _child(values) for mark, values in kept.get("children", {}).items()},
            undated={key: read_marks(str(told)) for key, told in kept.get("undated", {}).items()},
            windows={
                key: NewsWindow(int(asked), str(told))
                for key, (asked, told) in kept.get("windows", {}).items()
            },
        )
    except (AttributeError, TypeError, ValueError):
        return SitemapMemory()


def mark(url: str) -> str:
    """A short mark of an address."""
    digest = hashlib.sha256(url.encode()).digest()
    return base64.urlsafe_b64encode(digest)[:MARK_LENGTH].decode()


def _child(values: list[Any]) -> Child:
    changed, etag, last_modified, digest, asked, is_lively = values
    return Child(
        str(changed), str(etag), str(last_modified), str(digest), int(asked), bool(is_lively)
    )


def read_marks(text: str) -> set[str]:
    """The marks that stand one behind the other in `text`."""
    return {text[at : at + MARK_LENGTH] for at in range(0, len(text), MARK_LENGTH)}
