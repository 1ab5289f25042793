"""How the web is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the web is asked."""

    user_agent: str
    """Says who asks, with an address where the asker can be reached."""
    hosts: Mapping[str, tuple[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    """Host name to address and port: the only way to reach an address that isn't public."""
    gap_seconds: float = 1.0
    """Between two requests to one host."""
    robots: bool = True
    """Whether sites are asked what they allow."""
    total_seconds: float = 30
    """For one `get` with its redirects, without the time that it waits for its turn."""
    max_bytes: int = 20_000_000
    """Of a payload, decompressed."""
    max_redirects: int = 5

    @property
    def product(self) -> str:
        """The product token, by which a site's robots.txt names the asker."""
        return self.user_agent.partition("/")[0].strip()
