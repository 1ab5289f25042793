"""A desk with a folder of its own, opened in this process for one test."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from django.test import override_settings

from columninch.desk import runtime
from columninch.desk.actions.desks import lay_out
from columninch.desk.config import read_config
from tests.desk.small_press import NOW, small_press

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from columninch.desk.config import DeskConfig

EDITOR = "desk@osk.test"


@contextmanager
def opened(folder: Path, **settings: object) -> Iterator[DeskConfig]:
    """A new desk in `folder`, on the small press, its clock standing still at `NOW`."""
    with small_press() as hosts:
        places = {host: f"{address}:{port}" for host, (address, port) in hosts.items()}
        fixed = {"clock.fixed": NOW, "web.gap_seconds": 0.0, "web.hosts": places}
        lay_out(folder, {"name": "Osk desk", "contact": EDITOR, **fixed, **settings})
        config = read_config(folder)
        forget()
        with override_settings(CONFIG=config):
            try:
                yield config
            finally:
                runtime.vault().close()
                runtime.close_browser()
                forget()


def forget() -> None:
    """Let the next use make web and vault anew, from the settings as they are then."""
    runtime.vault.cache_clear()
    runtime.browser.cache_clear()
    runtime.web.cache_clear()


def clock_at(moment: datetime) -> None:
    """Go on at another moment."""
    config = runtime.config()
    runtime.reopen(replace(config, values={**config.values, "clock.fixed": moment}))
