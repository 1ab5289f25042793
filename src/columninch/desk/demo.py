"""The demonstration: two weeks of the sample press, taken in, coded, told and published.

The sample's hand codings are its truth, given for the texts that the design draws; its
editor's words are put in as an editor would, through the same actions as on the desk.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from columninch.desk import runtime
from columninch.desk.actions.codings import code_item
from columninch.desk.actions.digests import add_quotation, correct, edit_entry, publish
from columninch.desk.demo_press import USER, set_up
from columninch.desk.demo_truth import Truth, compare, share_rows
from columninch.desk.keep.coding import versions_in_force
from columninch.desk.models import Coder, Digest, Entry, Frame, Item, Series
from columninch.desk.periods import period_at
from columninch.desk.pipeline import STAGES
from columninch.desk.runner import run_pass
from columninch.sample.server import SampleServer
from columninch.tools import FixedClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from columninch.desk.models import Period, Quote
    from columninch.desk.runner import Progress, StageReport
    from columninch.sample.edition import Edition, QuoteTranslation

CODER = "the sample's own coding"
WEEK = timedelta(days=7)
MORNING = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Table:
    """What the demonstration shows at its end."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Played:
    """What the demonstration made."""

    page: Path
    user: str
    password: str
    seconds: float
    item_count: int
    tables: tuple[Table, ...]

    def as_json(self) -> dict[str, Any]:
        """The same for a script."""
        return {
            "page": str(self.page),
            "seconds": self.seconds,
            "items": self.item_count,
            "tables": [
                {"title": table.title, "head": table.head, "rows": table.rows}
                for table in self.tables
            ],
        }


def play_demo(press: Edition, show: Callable[[str], None]) -> Played:
    """Run both weeks on the open, empty desk; `show` is told what goes on."""
    watch = time.perf_counter()
    truth = Truth(press)
    password = set_up(press, press.starts)
    reports: list[StageReport] = []
    page = runtime.config().site_folder
    weeks = round((press.ends - press.starts) / WEEK)
    for week in range(weeks):
        now = press.starts + (week + 1) * WEEK + MORNING
        with SampleServer(press, clock=FixedClock(now).now) as server:
            _open_at(now, server.hosts)
            reports += _take_in(show, f"week {week + 1}")
            period = period_at(Series.objects.get(), now - WEEK)
            _code(truth, period, now)
            reports += _take_in(show, f"week {week + 1}, coded")
            _correct(truth, week, now)
            page = _tell(truth, period, now)
    seconds = time.perf_counter() - watch
    return Played(
        page=page,
        user=USER,
        password=password,
        seconds=round(seconds, 2),
        item_count=Item.objects.count(),
        tables=(
            _made(reports, seconds),
            Table(*share_rows(truth)),
            Table("What was found, beside what a perfect reader would find", *compare(truth)),
        ),
    )


def _open_at(now: datetime, hosts: dict[str, tuple[str, int]]) -> None:
    """Go on with the clock at `now` and the press where it listens."""
    config = runtime.config()
    places = {host: f"{address}:{port}" for host, (address, port) in hosts.items()}
    runtime.reopen(
        replace(config, values={**config.values, "clock.fixed": now, "web.hosts": places})
    )


def _take_in(show: Callable[[str], None], week: str) -> tuple[StageReport, ...]:
    def told(progress: Progress) -> None:
        left = f", {progress.waiting} to go" if progress.waiting else ""
        show(f"{week}: {progress.stage} {progress.done} done{left}")

    return run_pass(STAGES, runtime.tools(), told)


def _code(truth: Truth, period: Period, now: datetime) -> None:
    """Answer each drawn text of each group as the sample's own coders would."""
    coder, _ = Coder.objects.get_or_create(kind="person", name=CODER)
    (version,) = versions_in_force()
    for frame in Frame.objects.filter(period=period).order_by("pk"):
        drawn = frame.units.filter(number__lt=frame.sample.threshold).order_by("position")
        for unit in drawn.select_related("reading__item"):
            item = unit.reading.item
            known = item.codings.filter(coder=coder, withdrawn_at__isnull=True).exists()
            topic = truth.topic_of(item)
            if known:
                continue
            if topic:
                code_item(item, version, truth.question, topic, coder, now)
            else:
                code_item(item, version, truth.question, "", coder, now, "not in the edition")


def _tell(truth: Truth, period: Period, now: datetime) -> Path:
    """Put in the editor's words and publish."""
    digest = Digest.objects.get(period=period)
    entries = Entry.objects.filter(section__digest=digest, form="story")
    for entry in entries.select_related("section__digest"):
        note = truth.note_for(entry)
        if note is not None:
            edit_entry(entry, None, now, heading=note.heading, summary=note.summary)
            for translation in note.translations:
                _quote_translated(entry, truth.quote_of(translation, period), translation, now)
    digest.refresh_from_db()
    return publish(digest, None, now)


def _quote_translated(
    entry: Entry, quote: Quote | None, translation: QuoteTranslation, now: datetime
) -> None:
    if quote is not None:
        add_quotation(
            entry,
            quote,
            None,
            now,
            translation=translation.text,
            translation_language=translation.language,
            translator=translation.translator,
        )


def _correct(truth: Truth, number: int, now: datetime) -> None:
    """The mistakes of the sample's editor in one issue, put right in the open."""
    for correction in truth.press.corrections:
        entry = (
            Entry.objects.filter(
                section__digest__number=number,
                section__language=correction.language,
                summary__contains=correction.was,
            )
            .select_related("section__digest")
            .order_by("pk")
            .first()
        )
        if correction.issue_number == number and entry is not None:
            correct(
                entry.section.digest,
                entry.key,
                correction.was,
                correction.now,
                correction.note,
                None,
                now,
            )


def _made(reports: list[StageReport], seconds: float) -> Table:
    rows = [
        (
            stage.name,
            stage.summary,
            sum(report.done for report in reports if report.stage == stage.name),
            sum(report.set_back for report in reports if report.stage == stage.name),
        )
        for stage in STAGES
    ]
    items = Item.objects.count()
    title = f"What was made: {items} items in {seconds:.1f} s, {items / seconds:.0f} a second"
    return Table(title, ("stage", "what it does", "done", "set back"), tuple(rows))
