"""How pages are opened in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class BrowserSettings:
    """How pages are opened in a browser."""

    executable: str
    """Chromium's path, as /usr/bin/chromium."""
    user_agent: str
    """The same honest name under which pages are asked for without a browser."""
    hosts: Mapping[str, tuple[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    """As in `WebSettings.hosts`: host name to address and port."""
    page_seconds: float = 45
    """For one page in the browser, all in all; then the browser is ended."""
    load_seconds: float = 15
    """For a page to load; what is there by then is taken."""
    settle_seconds: float = 5
    """For what it asks for after that, and again when it is scrolled."""
    quiet_seconds: float = 0.5
    """A page is taken when it has asked for nothing so long."""
    max_memory: int = 1_500_000_000
    """Of all the browser's processes, in bytes; beyond it the browser is ended."""
    max_bytes: int = 50_000_000
    """Of all that a page asks for beside itself, both ways."""
    max_html: int = 20_000_000
    """Of the page as script made it, in code units of UTF-16."""
    max_redirects: int = 3
    """By script or refresh, beside those that the server gives."""
    width: int = 1280
    height: int = 900
    """Of the window, in CSS pixels."""
    max_height: int = 6000
    """Of the screenshot; what a page has below that is not in it."""
    scrolls: int = 6
    """Windows that are scrolled down, for pages that load what comes into sight."""
    pages_a_browser: int = 50
    """A browser that has shown so many is replaced."""
    idle_seconds: float = 60
    """A browser that nobody needed for so long is ended."""
