"""A small invented press in the database: rows as the pipeline would leave them.

Each function adds one thing and returns its row; `small_week` puts a week together.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import User

from columninch.desk.models import (
    Address,
    Capture,
    Channel,
    Citation,
    Codebook,
    CodebookVersion,
    Coder,
    Coding,
    Day,
    Digest,
    Entry,
    Estimation,
    Fetch,
    Frame,
    FrameMember,
    FrameUnit,
    Group,
    Item,
    Listed,
    Membership,
    Outlet,
    Passage,
    Period,
    Poll,
    Proposals,
    Quote,
    QuoteSearch,
    Reading,
    Recipe,
    Reprint,
    ReprintTrace,
    Sample,
    Section,
    Series,
    Setback,
    Share,
    Source,
    Story,
    StoryGrouping,
    StoryItem,
)
from columninch.text.normalise import fold

MONDAY = datetime(2026, 5, 4, tzinfo=UTC)
NOW = datetime(2026, 5, 10, 12, tzinfo=UTC)

CODEBOOK = """
name: Harbour desk
questions:
  - key: topic
    name: Topic
    exclusive: true
    answers:
      - key: ferry
        name: {en: The ferry, fa: کشتی}
        definition: The crossing, its timetable and its strike.
        includes: [The strike vote]
        excludes: [The football cup of the same name]
        rule: ferry
      - key: budget
        name: {en: The budget, fa: بودجه}
        definition: What the council spends and where it comes from.
      - key: none
        name: {en: None of these, fa: هیچ‌کدام}
"""

TEXTS = (
    "The ferry stayed in port on Monday. “Nobody asked the islanders,” said Mirel Tasko, "
    "head of the harbour office. Crews meet again on Thursday.",
    "The council of Karrow put off its budget. The mayor said the sum was not final.",
    "Repairs at the north pier go on. Divers found a second crack below the waterline.",
)
PERSIAN = (
    "کشتی کاروو دوشنبه در بندر ماند. نیلا ساروند، رئیس اتحادیهٔ ملوانان، گفت: "
    "«کسی از ما نپرسید.» جلسهٔ بعدی پنجشنبه است."
)

LONG_REASON = (
    "https://norby-ledger.example/2026/05/04/on-the-second-crack-below-the-waterline?id=13: "
    "the page answered 500"
)

_numbers = count(1)


@dataclass
class Week:
    """What `small_week` made."""

    series: Series
    period: Period
    group: Group
    version: CodebookVersion
    readings: list[Reading]
    frame: Frame
    digest: Digest
    source: Source
    story: Story


def user(name: str = "mira") -> User:
    """A user without a password: making one takes longer than the rest of a test."""
    return User.objects.create_user(name)


def recipe(stage: str, revision: int = 1) -> Recipe:
    row, _ = Recipe.objects.get_or_create(
        stage=stage,
        revision=revision,
        settings_digest="",
        defaults={"reason": "first", "first_used_at": NOW},
    )
    return row


def series() -> Series:
    return Series.objects.create(
        key="karrow", title="The Karrow Week", time_zone="UTC", languages=["en", "fa"]
    )


def period(of: Series, starts: datetime = MONDAY) -> Period:
    ends = starts + timedelta(days=7)
    return Period.objects.create(
        series=of,
        starts=starts,
        ends=ends,
        first_day=starts.toordinal(),
        last_day=(ends - timedelta(seconds=1)).toordinal(),
    )


def outlet(name: str, language: str = "en") -> Outlet:
    key = name.lower().replace(" ", "-")
    return Outlet.objects.create(key=key, name=name, language=language)


def source(of: Outlet) -> Source:
    channel, _ = Channel.objects.get_or_create(outlet=of, kind="site", name="")
    return Source.objects.create(
        outlet=of,
        channel=channel,
        kind="feed",
        url=f"https://{of.key}.example/feed.xml",
        added_at=MONDAY,
        next_poll_at=NOW,
    )


def poll(of: Source, at: datetime = NOW, complaint: str = "") -> Poll:
    Source.objects.filter(pk=of.pk).update(polled_at=at)
    of.refresh_from_db()
    return Poll.objects.create(
        source=of, recipe=recipe("poll"), at=at, entry_count=9, new_count=2, complaint=complaint
    )


def capture(body: bytes = b"<p>bytes</p>", content_type: str = "text/html") -> Capture:
    number = next(_numbers)
    return Capture.objects.create(
        url=f"https://example.example/{number}",
        at=NOW,
        status=200,
        content_type=content_type,
        sha256=hashlib.sha256(body).hexdigest(),
        size=len(body),
        file="2026-05.warc.gz",
        offset=number * 1000,
        length=len(body),
    )


def reading(
    of: Source, title: str, text: str, *, at: datetime = MONDAY, language: str = "en", **more: Any
) -> Reading:
    item = Item.objects.create(outlet=of.outlet, channel=of.channel, first_seen_at=at)
    url = f"https://{of.outlet.key}.example/{item.pk}"
    Address.objects.create(
        item=item, kind="url", value=url, value_sha256=hashlib.sha256(url.encode()).hexdigest()
    )
    Listed.objects.create(item=item, source=of, entry={"url": url}, at=at)
    fetch = Fetch.objects.create(item=item, recipe=recipe("fetch"), capture=capture(), at=at)
    return Reading.objects.create(
        item=item,
        fetch=fetch,
        recipe=recipe("read"),
        made_at=at,
        title=title,
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        blocks=[["paragraph", 0, len(text)]],
        language=language,
        language_confidence=0.99,
        published={"at": at.isoformat(), "precision": "minute", "evidence": "json-ld"},
        dated_at=at,
        day=at.toordinal(),
        word_count=len(text.split()),
        search_text=fold(f"{title}\n{text}"),
        **more,
    )


def quote(of: Reading, words: str, speaker: str = "", role: str = "") -> Quote:
    search, _ = QuoteSearch.objects.get_or_create(reading=of, recipe=recipe("quotes"))
    start = of.text.index(words)
    return Quote.objects.create(
        search=search,
        reading=of,
        kind="direct",
        start=start,
        end=start + len(words),
        speaker_name=speaker,
        speaker_role=role,
        has_speaker=bool(speaker),
        confidence=0.9,
    )


def reprint(copy: Reading, origin: Reading) -> Reprint:
    day, _ = Day.objects.get_or_create(ordinal=copy.day)
    trace, _ = ReprintTrace.objects.get_or_create(
        day=day, recipe=recipe("reprints"), defaults={"mark": 1}
    )
    row = Reprint.objects.create(trace=trace, copy=copy, origin=origin, share=0.93)
    Passage.objects.create(reprint=row, start=0, end=20, origin_start=0, origin_end=20)
    return row


def story(of: Period, readings: list[Reading]) -> Story:
    grouping, _ = StoryGrouping.objects.get_or_create(
        period=of, recipe=recipe("stories"), defaults={"mark": 1}
    )
    row = Story.objects.create(
        grouping=grouping,
        lead=readings[0],
        keywords=["ferry", "harbour"],
        item_count=len(readings),
        outlet_count=len({each.item.outlet_id for each in readings}),
    )
    for each in readings:
        StoryItem.objects.create(story=row, reading=each)
    return row


def group(of: Series, outlets: list[Outlet], key: str = "harbour") -> Group:
    row = Group.objects.create(
        series=of, key=key, names={"en": "Harbour press", "fa": "نشریات بندر"}
    )
    for each in outlets:
        Membership.objects.create(group=row, outlet=each)
    return row


def codebook(of: Series, yaml: str = CODEBOOK) -> CodebookVersion:
    book = Codebook.objects.create(series=of, key="harbour")
    sha = hashlib.sha256(yaml.encode()).hexdigest()
    return CodebookVersion.objects.create(
        codebook=book, number=1, yaml=yaml, sha256=sha, made_at=MONDAY
    )


def frame(of: Group, within: Period, readings: list[Reading], drawn: int) -> Frame:
    row = Frame.objects.create(group=of, period=within, recipe=recipe("frames"), mark=1)
    size = max(1, len(readings))
    for position, each in enumerate(readings):
        unit = FrameUnit.objects.create(
            frame=row,
            position=position,
            reading=each,
            root=each,
            number=(position + 0.5) / size,
            items=1,
            words=each.word_count,
            minutes=0.0,
            inclusion_probability=drawn / size,
        )
        FrameMember.objects.create(unit=unit, item=each.item)
    Sample.objects.create(frame=row, method="srs", size=drawn, threshold=drawn / size)
    return row


def coding(of: Reading, answer: str, version: CodebookVersion, coder: Coder) -> Coding:
    return Coding.objects.create(
        item=of.item,
        reading=of,
        version=version,
        question="topic",
        answer=answer,
        coder=coder,
        at=NOW,
    )


def rule(of: Reading, answer: str, version: CodebookVersion) -> Coding:
    coder, _ = Coder.objects.get_or_create(kind="rule", name="codebook rules")
    row = coding(of, answer, version, coder)
    row.proposals, _ = Proposals.objects.get_or_create(reading=of, recipe=recipe("rules"))
    row.save()
    return row


def person(name: str = "nela, on paper") -> Coder:
    coder, _ = Coder.objects.get_or_create(kind="person", name=name)
    return coder


def shares(
    of: Frame, version: CodebookVersion, told: dict[str, tuple[float, float, float]]
) -> None:
    estimation = Estimation.objects.create(frame=of, recipe=recipe("shares"), mark=1)
    for answer, (low, share, high) in told.items():
        Share.objects.create(
            estimation=estimation,
            version=version,
            question="topic",
            answer=answer,
            unit="items",
            share=share,
            low=low,
            high=high,
            level=0.95,
            method="srs-hypergeometric",
            coded_count=2,
            frame_count=4,
            item_count=4,
        )


def digest(of: Period, cited: Reading, said: Quote, number: int = 19) -> Digest:
    row = Digest.objects.create(
        series=of.series, period=of, number=number, recipe=recipe("draft"), drafted_at=NOW
    )
    section = Section.objects.create(
        digest=row, key="stories-en", language="en", title="Stories", position=0
    )
    for position, heading in enumerate(("The ferry stays in port", "The budget is put off")):
        entry = Entry.objects.create(
            section=section,
            key=f"story-{position}",
            form="story",
            heading=heading,
            summary="Two to six sentences in the editor's words.",
            item_count=2,
            outlet_count=2,
            position=position,
        )
        Citation.objects.create(entry=entry, kind="item", reading=cited, position=0)
    entry = section.entries.order_by("position")[0]
    Citation.objects.create(
        entry=entry,
        kind="quotation",
        reading=cited,
        quote=said,
        text=cited.text[said.start : said.end],
        speaker_name=said.speaker_name,
        position=1,
    )
    return row


def setback(stage: str, row: int, reason: str, of: Source | None = None) -> Setback:
    return Setback.objects.create(
        stage=stage,
        recipe=recipe(stage),
        row=row,
        label=of.url if of else f"row {row}",
        source=of,
        reason=reason,
        at=NOW,
        next_try_at=NOW + timedelta(hours=1),
    )


def small_week(copies: int = 1) -> Week:
    """A week of two outlets, in two languages, with a bit of everything.

    `copies` multiplies its texts, for tests that count queries.
    """
    desk = series()
    week, before = period(desk), period(desk, MONDAY - timedelta(days=7))
    ledger, bandar = outlet("Norby Ledger"), outlet("Bandar Press", "fa")
    feed, persian_feed = source(ledger), source(bandar)
    poll(feed)
    poll(persian_feed, complaint="the document is HTML")
    readings = [
        reading(feed, f"Headline {number} of {place}", text, at=MONDAY + timedelta(hours=number))
        for number in range(copies)
        for place, text in enumerate(TEXTS)
    ]
    persian = [
        reading(persian_feed, f"کشتی در بندر {number}", PERSIAN, language="fa", at=MONDAY)
        for number in range(copies)
    ]
    reading(feed, "A week ago", TEXTS[1], at=MONDAY - timedelta(days=3))
    said = quote(readings[0], "Nobody asked the islanders,", "Mirel Tasko", "head of the office")
    for each in persian:
        quote(each, "کسی از ما نپرسید.")
    for each in readings[3:]:
        reprint(each, readings[0])
    told = story(week, [readings[0], *persian])
    members = group(desk, [ledger, bandar])
    version = codebook(desk)
    drawn = [*readings, *persian]
    units = frame(members, week, drawn, max(1, len(drawn) * 3 // 4))
    earlier = frame(members, before, [], 0)
    for each in readings:
        rule(each, "ferry", version)
    coding(readings[0], "ferry", version, person())
    shares(units, version, {"ferry": (0.42, 0.6, 0.75), "none": (0.2, 0.4, 0.6)})
    shares(earlier, version, {"ferry": (0.2, 0.3, 0.5), "none": (0.5, 0.7, 0.8)})
    setback("fetch", readings[1].item_id, LONG_REASON, feed)
    issue = digest(week, readings[0], said)
    return Week(desk, week, members, version, drawn, units, issue, feed, told)
