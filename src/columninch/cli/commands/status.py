"""`columninch status`: what waits, what failed, how the sources are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from columninch.cli.boot import open_desk
from columninch.cli.shown import show_json, show_table

if TYPE_CHECKING:
    import argparse

    from columninch.desk.reads.sources import SourceHealth


def run(given: argparse.Namespace) -> int:
    """Show the state of the desk."""
    open_desk(given.desk)

    state = _state()
    if given.json:
        show_json(state)
        return 0
    show_table(["stage", "waiting"], list(state["waiting"].items()))
    print()
    show_table(
        ["outlet", "kind", "this week", "last week", "state"],
        [
            [row["outlet"], row["kind"], row["items"], row["items_before"], row["state"]]
            for row in state["sources"]
        ],
    )
    for row in state["setbacks"]:
        print(f"set back at {row['stage']}: {row['reason']}")
    return 0


def _state() -> dict[str, Any]:
    from columninch.desk.pipeline import STAGES
    from columninch.desk.reads.periods import newest_period
    from columninch.desk.reads.sources import sources_with_health
    from columninch.desk.runtime import clock
    from columninch.desk.waiting import setbacks, waiting_count

    now = clock().now()
    healths = sources_with_health(newest_period(), now)
    return {
        "waiting": {stage.name: waiting_count(stage, now) for stage in STAGES},
        "sources": [_source(health) for health in healths],
        "setbacks": [
            {
                "stage": setback.stage,
                "source": setback.source.url if setback.source else "",
                "reason": setback.reason,
                "tries": setback.tries,
                "next_try_at": setback.next_try_at,
            }
            for setback in setbacks()
        ],
    }


def _source(health: SourceHealth) -> dict[str, Any]:
    said = health.setback.reason if health.setback else health.complaint
    return {
        "outlet": health.source.outlet.name,
        "kind": health.source.kind,
        "url": health.source.url,
        "items": health.item_count,
        "items_before": health.before_count,
        "failed_items": health.item_setback_count,
        "state": f"{health.state}: {said}" if said else health.state,
        "polled_at": health.polled_at,
    }
