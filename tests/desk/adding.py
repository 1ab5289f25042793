"""Adding a source for a test: what `columninch add` does where nobody is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.discovery.discover import discover
from columninch.desk.actions.sources import add_found

if TYPE_CHECKING:
    from columninch.desk.actions.sources import Added
    from columninch.tools import Tools


def add_address(address: str, tools: Tools, outlet_name: str = "") -> tuple[Added, ...]:
    """The best of what is found at a URL, file or folder, added with its outlet."""
    found = discover(address, tools)[:1]
    return add_found(found, tools.clock.now(), outlet_name=outlet_name)
