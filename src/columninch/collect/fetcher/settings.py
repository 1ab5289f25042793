"""How the web is asked: what is polite, and what is too much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the web is asked."""

    user_agent: str
    """Says who asks, with an address where the asker can be reached."""
    hosts: Mapping[str, tuple[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    """Host name to address and port: the only way to reach an address that isn't public."""

    # --- what is polite
    gap_seconds: float = 1.0
    """Between two requests to one host."""
    robots: bool = True
    """Whether sites are asked what they allow."""
    max_crawl_delay_seconds: float = 60
    """A longer gap than this is not kept, even where a site's robots.txt wants one."""
    max_retry_after_seconds: float = 86_400
    """A host is left alone no longer than this, even where it wants to be."""
    max_wait_seconds: float = 300
    """For one's turn at a host; after that the request is given up."""
    turns_folder: Path | None = None
    """Where the processes of this machine tell each other whose turn it is at a host; None:
    only the threads of this process take turns."""

    # --- how long an answer may take
    total_seconds: float = 30
    """For one `get` with its redirects, without the time that it waits for its turn."""
    first_byte_seconds: float = 20
    """From a request to the first byte of its answer."""

    # --- how much an answer may be
    max_bytes: int = 20_000_000
    """Of a payload, decompressed; and of each step on the way there."""
    max_wire_bytes: int = 20_000_000
    """Of an answer as it is sent, with its head."""
    """One on top of the other."""
    max_redirects: int = 5
    max_headers: int = 200
    max_head_bytes: int = 65_536
    """Of an answer's status line and headers, interim answers and trailers included."""
    max_interim: int = 8
    """Answers that say that the answer is still to come (status 1xx)."""
    max_chunks: int = 100_000
    """Pieces that a payload is sent in."""

    @property
    def product(self) -> str:
        """The product token, by which a site's robots.txt names the asker."""
        return self.user_agent.partition("/")[0].strip()
