"""`columninch status`: what waits, what failed, how the sources are."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from columninch.cli.boot import open_desk
from columninch.cli.shown import show_json, show_table

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from columninch.desk.models import Setback
    from columninch.desk.reads.source_health import SourceHealth
    from columninch.extract.templates.canary import Change


FEW = 40
"""So many sources are listed unasked."""


def run(given: argparse.Namespace) -> int:
    """Show the state of the desk: its stages, its sources, and what is wrong with some."""
    open_desk(given.desk)

    from columninch.desk.reads.periods import newest_period
    from columninch.desk.reads.sources import sources_with_health
    from columninch.desk.runtime import clock
    from columninch.desk.waiting import setbacks

    now = clock().now()
    healths = sources_with_health(newest_period(), now)
    waiting = _waiting(now)
    if given.json:
        show_json(
            {
                "waiting": waiting,
                "summary": dict(Counter(health.state for health in healths)),
                "sources": _all_facts(healths),
                "setbacks": [_setback(setback) for setback in setbacks()],
            }
        )
        return 0
    show_table(["stage", "waiting"], list(waiting.items()))
    print()
    print(_summary(healths))
    if healths and (given.all or len(healths) <= FEW):
        show_table(
            ["source", "kind", "state", "items", "usually", "last success", "next"],
            [_row(health) for health in healths],
        )
        print()
    for health in healths:
        if health.is_in_trouble:
            print(_line(health))
    for setback in setbacks().filter(source__isnull=True):
        print(f"set back at {setback.stage}: {setback.reason}")
    return 0


def _waiting(now: datetime) -> dict[str, int]:
    from columninch.desk.pipeline import STAGES
    from columninch.desk.waiting import waiting_count

    return {stage.name: waiting_count(stage, now) for stage in STAGES}


def _summary(healths: tuple[SourceHealth, ...]) -> str:
    """How many sources there are, and in which states."""
    sources = "1 source" if len(healths) == 1 else f"{len(healths)} sources"
    states = Counter(health.state for health in healths)
    told = ", ".join(f"{count} {state}" for state, count in states.items())
    return f"{sources}: {told}" if told else sources


def _row(health: SourceHealth) -> list[object]:
    usual = health.output.usual_count
    return [
        health.source.outlet.name,
        health.source.kind,
        health.state,
        health.output.item_count,
        "–" if usual is None else f"{usual:g}",
        f"{health.answered_at:%Y-%m-%d %H:%M}" if health.answered_at else "never",
        _next(health).removesuffix(" UTC"),
    ]


def _line(health: SourceHealth) -> str:
    """A source in trouble: which, what, what can be done, and when it is asked next."""
    hint = f" ({health.setback.hint})" if health.setback and health.setback.hint else ""
    source = health.source
    return (
        f"{source.outlet.name}, {source.kind} {source.url}: {_trouble(health)}{hint}; "
        f"next: {_next(health)}"
    )


def _trouble(health: SourceHealth) -> str:
    output = health.output
    match health.state:
        case "gone":
            return f"gone since {health.source.gone_at:%Y-%m-%d} (look for its new address)"
        case "no browser":
            pages = f"{health.browser_wait_count} pages wait" if not health.setback else "it waits"
            return f"{pages} for a browser: set browser.executable in desk.toml"
        case "silent":
            usual = f", usually {output.usual_count:g} a week" if output.usual_count else ""
            return f"silent since {output.newest_at:%Y-%m-%d}{usual}"
        case "changed":
            return f"its pages changed: {', '.join(map(_change, health.changes))}"
        case "pages":
            return f"pages that could not be had or read: {health.item_setback_count}"
        case _:
            said = health.setback.reason if health.setback else health.complaint
            return f"{health.state}: {said}"


def _change(change: Change) -> str:
    pages = f"on {change.page_count} pages in a row"
    if change.words_before:
        return f"texts of {change.words_now} words, usually {change.words_before}, {pages}"
    found = "is found elsewhere" if change.now else "is not found any more"
    return f"{change.field} {found} {pages}"


def _next(health: SourceHealth) -> str:
    if health.next_at is not None:
        return f"{health.next_at:%Y-%m-%d %H:%M} UTC"
    return "not by itself" if health.waits_for in {"by hand", "paused"} else "at the next run"


def _all_facts(healths: tuple[SourceHealth, ...]) -> list[dict[str, Any]]:
    from columninch.desk.reads.sources import gaps_and_moves

    gaps, moves = gaps_and_moves()
    return [
        {
            **_facts(health),
            "gaps": [
                {
                    "kind": gap.kind,
                    "starts": gap.starts,
                    "ends": gap.ends,
                    "count": gap.count,
                    "detail": gap.detail,
                }
                for gap in gaps.get(health.source.pk, ())
            ],
            "former_urls": [
                {"url": move.url, "until": move.until} for move in moves.get(health.source.pk, ())
            ],
        }
        for health in healths
    ]


def _facts(health: SourceHealth) -> dict[str, Any]:
    source, output, failed = health.source, health.output, health.setback
    return {
        "outlet": source.outlet.name,
        "kind": source.kind,
        "url": source.url,
        "state": health.state,
        "is_in_trouble": health.is_in_trouble,
        "items": output.item_count,
        "usual_items": output.usual_count,
        "is_silent": output.is_silent,
        "newest_at": output.newest_at,
        "last_success_at": health.answered_at,
        "complaint": health.complaint,
        "error": _setback(failed) if failed else None,
        "failed_items": health.item_setback_count,
        "items_without_browser": health.browser_wait_count,
        "is_paused": source.is_paused,
        "gone_at": source.gone_at,
        "next_at": health.next_at,
        "waits_for": health.waits_for,
        "interval_seconds": source.interval_seconds,
        "gaps_in_week": health.gap_count,
        "changes": [asdict(change) for change in health.changes],
        "changed_at": health.changed_at,
    }


def _setback(setback: Setback) -> dict[str, Any]:
    return {
        "stage": setback.stage,
        "source": setback.source.url if setback.source else "",
        "kind": setback.kind,
        "reason": setback.reason,
        "hint": setback.hint,
        "tries": setback.tries,
        "first_at": setback.first_at,
        "at": setback.at,
        "next_try_at": setback.next_try_at,
    }
