"""The whole loop on the sample press: how long it takes, and how much memory."""

from __future__ import annotations

import tempfile
from pathlib import Path

from columninch.cli.boot import open_desk
from columninch.desk.actions.desks import lay_out
from columninch.desk.demo_settings import demo_settings
from columninch.sample.edition import edition
from report import options, peak_mb, report, say


def main() -> None:
    """Two weeks of the sample press, from the first poll to the second published issue."""
    chosen = options(__doc__ or "")
    press = edition(1, 60 if chosen.quick else None)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "desk"
        lay_out(folder, demo_settings(press))
        open_desk(folder, migrate=True)

        from columninch.desk.demo import play_demo  # noqa: PLC0415  # wants an open desk

        played = play_demo(press, say)
    report(
        {
            "items": played.item_count,
            "seconds": played.seconds,
            "items_per_second": round(played.item_count / played.seconds, 2),
            "peak_mb": round(peak_mb(), 1),
        },
        chosen,
    )


if __name__ == "__main__":
    main()
