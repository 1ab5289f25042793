"""An issue made by hand: the weekly paper of an invented country of isles, in two languages.

Everything in it is fiction. It has every form of entry, one source that is cited twice, a
source without a date, foreign names inside both directions, and a correction.
"""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

import resvg_py

from columninch.records import (
    AlsoRead,
    Capture,
    Change,
    CodedItem,
    CorrectionNote,
    DatePrecision,
    DigestEntry,
    DigestSection,
    Exchange,
    FigureValue,
    Issue,
    IssuePicture,
    LanguagePart,
    Position,
    Quotation,
    Share,
    ShareStatement,
    SourceCopy,
    Speaker,
    TrackedFigure,
)

MONDAY = datetime(2026, 5, 4, tzinfo=UTC)


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment of May 2026."""
    return datetime(2026, 5, day, hour, minute, tzinfo=UTC)


def source(
    title: str,
    outlet: str,
    text: str,
    *,
    when: datetime | None,
    precision: DatePrecision = "minute",
    authors: tuple[str, ...] = (),
    language: str = "en",
    whole: bool = False,
    url: str = "",
) -> SourceCopy:
    """A source whose capture is made up from its title."""
    digest = sha256(title.encode()).hexdigest()
    url = url or f"https://{outlet.split()[-1].lower()}.karrow.example/{digest[:6]}"
    taken = (when or at(9)) + timedelta(hours=2, minutes=7)
    capture = Capture(
        url=url,
        at=taken,
        status=200,
        content_type="text/html; charset=utf-8",
        sha256=digest,
        size=4096 + len(text),
        position=Position(f"2026/05/karrow-{digest[0]}.warc.gz", int(digest[:5], 16), 2210),
    )
    return SourceCopy(
        title=title,
        outlet=outlet,
        url=url,
        at=when,
        precision=precision,
        authors=authors,
        language=language,
        capture=capture,
        text=text,
        is_whole=whole,
        anchor=f"{outlet.split()[0].lower() if outlet.isascii() else 'fa'}-{digest[:10]}",
    )


NORBY = source(
    "Minister: crossings to resume before the month is out",
    "Norby Ledger",
    "The port minister told reporters on the quay that crossings would resume “before the "
    "month is out”, if the second inspection finds nothing new.\n"
    "Asked on Friday whether the date still stood, Ilse Marn shook her head. “I said we would "
    "try. Trying has no calendar,” she said.\n"
    "More than ten thousand four hundred people had signed the isles’ petition by noon on "
    "Sunday.",
    when=at(5, 16, 40),
    authors=("Runa Holm",),
)
STANDARD = source(
    "The harbour master, asked five questions",
    "Karrow Standard",
    "Is the pier unsafe?\nThe pier is old. Old is not unsafe. I signed the same paper in March.\n"
    "Who asked for the second inspection?\nYou would have to ask whoever read the first one.",
    when=at(9),
    precision="day",
    authors=("Runa Holm",),
)
POST = source(
    "We are not asking for money. We are asking for a boat",
    "Harbour Post",
    "The closure is a decision about who may live on the outer isles.\n"
    "The school at Skelle opened in autumn with two teachers and has one now. The second waits "
    "on this side of the water, with her furniture.\n"
    "Nobody voted for that. It happened because a notice was pinned to a door.\n"
    "A timetable is a promise. Keep it or take it down.",
    when=at(7, 6, 15),
    authors=("Tomas Arvel",),
    whole=True,
)
NOTICE = source(
    "Port notice 41",
    "Port of Norby",
    "The crossing to Skelle and the outer isles is suspended until further notice. Days without "
    "a crossing: 23.",
    when=None,
)
LETTER = source(
    "نامهٔ خانواده‌های جزیره: فقط بگویید کدام روز",
    "بامداد کارو",
    "نامهٔ خانواده‌های جزیرهٔ Skelle به وزیر بندر در سه روزنامه چاپ شد.\n"
    "پسرم بیست‌وسه روز است آن سوی آب است. ما پول نمی‌خواهیم؛ فقط بگویید کدام روز.\n"
    "نویسندگان نامه می‌پرسند چرا تاریخ بازگشت کشتی از بیانیهٔ دوم حذف شده است.",
    when=at(8, 5, 30),
    authors=("نیلا رستین",),
    language="fa",
    url="https://bamdad.karrow.example/نامه/۱۲",
)
PERSIAN_VIEW = source(
    "اسکله پیر است، ناامن نیست",
    "ساحل امروز",
    "اسکله پیر است، ولی پیر بودن با ناامن بودن فرق دارد. کسی که این دو را یکی می‌گیرد هیچ‌وقت در "
    "بندر کار نکرده است.",
    when=at(9, 11, 0),
    authors=("آرش دریانی",),
    language="fa",
)


def share(
    value: float, low: float, high: float, *, coded: int = 84, method: str = "srs-hajek-wilson"
) -> Share:
    """A share of 163 texts."""
    return Share(value, low, high, 0.95, "items", method, coded, 163, 212)


def coded(answer: str) -> tuple[CodedItem, ...]:
    """Three coded texts."""
    return (
        CodedItem(NORBY.title, NORBY.outlet, NORBY.url, at(5), answer, "Coder 1"),
        CodedItem(
            "=1+1 harbour sums", "Isle Courier", "https://isle.example/a", at(6), "none", "A"
        ),
        CodedItem(LETTER.title, LETTER.outlet, LETTER.url, at(8), answer, "Coder 2"),
    )


def statement(
    group: str, answer: str, now: Share, before: Share | None, *, language: str = ""
) -> ShareStatement:
    """A statement on a group, with the change where there is a week before."""
    change = None
    if before is not None:
        moved = now.share - before.share
        change = Change(moved, moved - 0.09, moved + 0.1, 0.95)
    return ShareStatement(
        group=group,
        question="topic",
        answer=answer,
        language=language,
        share=now,
        before=before,
        change=change,
        channels=("site", "newsletter"),
        outlets=("Norby Ledger", "Harbour Post", "بامداد کارو", "Isle Courier", "ساحل امروز"),
        coded=coded(answer),
        not_collected=("Harbour Post: nothing on Thursday from 02:00 to 09:40",),
        agreement="two coders agreed on 93% (alpha 0.84)",
    )


LEAD = statement(
    "Harbour press", "Ferry closure", share(0.62, 0.55, 0.69), share(0.31, 0.25, 0.38),
    language="fa",
)  # fmt: skip
SHARES = (
    LEAD,
    statement("Capital press", "Ferry closure", share(0.10, 0.06, 0.16), share(0.05, 0.02, 0.1)),
    statement("Capital press", "Budget", share(0.37, 0.30, 0.44), share(0.42, 0.35, 0.49)),
    statement("Harbour press", "Budget", share(0.07, 0.03, 0.12), share(0.12, 0.08, 0.19)),
    statement("Broadcaster", "Football", share(0.93, 0.93, 0.93, method="census"), None),
)
LEAD_FA = statement("مطبوعات بندر", "تعطیلی کشتی", LEAD.share, LEAD.before, language="fa")
SHARES_FA = (
    LEAD_FA,
    statement("مطبوعات پایتخت", "تعطیلی کشتی", share(0.10, 0.06, 0.16), share(0.05, 0.02, 0.1)),
    statement("مطبوعات پایتخت", "بودجه", share(0.37, 0.30, 0.44), None),
)

SCENE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="340">'
    '<rect width="640" height="340" fill="#d8dfe0"/><path d="M0 150l120-60 90 40 150-80 280 100v190'
    'H0z" fill="#aab6b5"/><rect y="220" width="640" height="120" fill="#6f8488"/>'
    '<path d="M170 232h300l-34 40H196z" fill="#f6f3ea"/><path d="M230 190h170v42H230z" '
    'fill="#e9e4d6"/><path d="M340 150h26v40h-26z" fill="#a3271f"/><path d="M0 262h150v78H0z" '
    'fill="#4d4a43"/></svg>'
)
PICTURE = IssuePicture(
    file_name="../quay.png",
    body=resvg_py.svg_to_bytes(svg_string=SCENE, skip_system_fonts=True),
    caption="The quay at Norby on Tuesday evening, with the ferry at its berth.",
    credit="Norby Ledger / Eskil Tamm",
    source=NORBY,
    alternative="A white ferry lies at an empty quay",
)

STORY = DigestEntry(
    key="ferry-date",
    form="story",
    heading="Port minister gives two answers in three days on when the ferry returns",
    language="en",
    summary=(
        "On Tuesday the minister told reporters that crossings would resume “before the month is "
        "out”. By Friday the ministry’s statement no longer had a date. The *Ledger* set both "
        "side by side; the capital’s papers printed the second only."
    ),
    quotations=(
        Quotation(
            text="I said we would try. Trying has no calendar",
            language="en",
            speaker=Speaker("Ilse Marn", "port minister", "Ministry of Ports"),
            source=NORBY,
        ),
        Quotation(
            text="پسرم بیست‌وسه روز است آن سوی آب است. ما پول نمی‌خواهیم؛ فقط بگویید کدام روز.",
            language="fa",
            speaker=Speaker("نیلا رستین", "", "Skelle"),
            source=LETTER,
            translation=(
                "My son has been on the other side of the water for twenty-three days. We don’t "
                "want money; just tell us which day."
            ),
            translation_language="en",
            translator="Mina Solberg",
        ),
    ),
    sources=(NORBY, LETTER, NOTICE),
    item_count=11,
    outlet_count=6,
    reprinted_in=("Karrow Standard (8 May, whole)", "Isle Courier (8 May, one paragraph less)"),
    picture=PICTURE,
)
ROUNDUP = DigestEntry(
    key="who-reacted",
    form="roundup",
    heading="Who reacted to the closure, and from where",
    language="en",
    summary="Two voices from the isles and one from the capital, in their own words.",
    quotations=(
        Quotation(
            text="It happened because a notice was pinned to a door.",
            language="en",
            speaker=Speaker("Tomas Arvel", "head", "Harbour Union"),
            source=POST,
        ),
        Quotation(
            text="You would have to ask whoever read the first one.",
            language="en",
            speaker=Speaker(""),
            source=STANDARD,
        ),
    ),
    sources=(POST, STANDARD),
    item_count=2,
    outlet_count=2,
)
ARTICLE = DigestEntry(
    key="a-boat",
    form="article",
    heading="“We are not asking for money. We are asking for a boat”",
    language="en",
    summary=(
        "The head of the Harbour Union argues that the closure is a decision about who may live "
        "on the outer isles. He points to the school at Skelle, which has lost its second "
        "teacher, and ends:\n\n> A timetable is a promise. Keep it or take it down."
    ),
    sources=(POST,),
    item_count=1,
    outlet_count=1,
)
INTERVIEW = DigestEntry(
    key="five-questions",
    form="interview",
    heading="The harbour master, asked five questions",
    language="en",
    summary="",
    exchanges=(
        Exchange(
            "Is the pier unsafe?",
            "The pier is old. Old is not unsafe. I signed the same paper in March.",
        ),
        Exchange(
            "Who asked for the second inspection?",
            "You would have to ask whoever read the first one.",
        ),
    ),
    sources=(STANDARD,),
    item_count=1,
    outlet_count=1,
)
FIGURES = DigestEntry(
    key="watched",
    form="figures",
    heading="Numbers that moved",
    language="en",
    summary="",
    figures=(
        TrackedFigure(
            "Signatures on the isles’ petition",
            "signatures",
            (
                FigureValue(6200, "six thousand two hundred names", at(4), POST),
                FigureValue(8150, "past eight thousand", at(7), POST),
                FigureValue(10400, "More than ten thousand four hundred people", at(10), NORBY),
            ),
        ),
        TrackedFigure(
            "Days without a crossing",
            "days",
            (FigureValue(23, "Days without a crossing: 23.", at(10), NOTICE),),
        ),
    ),
    sources=(NORBY, POST, NOTICE),
)
REPRINT = DigestEntry(
    key="reprint-boat",
    form="reprint",
    heading="We are asking for a boat",
    language="en",
    summary="Reprinted with the paper’s leave.\n\n"
    + "\n>\n".join(f"> {paragraph}" for paragraph in POST.text.split("\n")),
    sources=(POST,),
    item_count=1,
    outlet_count=1,
)
STATEMENT_FA = DigestEntry(
    key="letter-fa",
    form="statement",
    heading="مادر یکی از ملوانان: «فقط بگویید کدام روز»",
    language="fa",
    summary=(
        "نامهٔ خانواده‌های جزیرهٔ Skelle به وزیر بندر در سه روزنامه چاپ شد. نویسندگان نامه می‌پرسند "
        "چرا تاریخ بازگشت کشتی از بیانیهٔ دوم حذف شده است. یکی از آنان نوشته است: «ما پول "
        "نمی‌خواهیم؛ فقط بگویید کدام روز.»"
    ),
    quotations=(
        Quotation(
            text="پسرم بیست‌وسه روز است آن سوی آب است.",
            language="fa",
            speaker=Speaker("نیلا رستین", "مادر یکی از ملوانان", "Skelle"),
            source=LETTER,
        ),
        Quotation(
            text="I said we would try. Trying has no calendar",
            language="en",
            speaker=Speaker("Ilse Marn", "وزیر بندر", ""),
            source=NORBY,
            translation="گفتم تلاش می‌کنیم. تلاش تقویم ندارد.",
            translation_language="fa",
            translator="مینا سولبرگ",
        ),
    ),
    sources=(LETTER, NORBY),
    item_count=4,
    outlet_count=3,
    reprinted_in=("ساحل امروز (۱۹ اردیبهشت، کامل)",),
)
INTERVIEW_FA = DigestEntry(
    key="view-fa",
    form="article",
    heading="اسکله پیر است، ناامن نیست",
    language="fa",
    summary=(
        "نویسنده می‌گوید «پیر بودن با ناامن بودن فرق دارد» و از وزارت می‌خواهد گزارش بازرسی اسفند را "
        "کامل منتشر کند."
    ),
    sources=(PERSIAN_VIEW,),
    item_count=1,
    outlet_count=1,
)
FIGURES_FA = DigestEntry(
    key="watched-fa",
    form="figures",
    heading="عددهایی که جابه‌جا شدند",
    language="fa",
    summary="",
    figures=(
        TrackedFigure(
            "امضاهای دادخواست جزیره‌ها",
            "امضا",
            (
                FigureValue(6200, "six thousand two hundred names", at(4), POST),
                FigureValue(10400, "More than ten thousand four hundred people", at(10), NORBY),
            ),
        ),
    ),
    sources=(NORBY, POST),
)

ENGLISH_PART = LanguagePart(
    language="en",
    lead=LEAD,
    lead_sentence=(
        "Sixty-two per cent (95% interval 55 to 69) of what the harbour press published in "
        "Persian this week was about the ferry closure, twice as much as the week before. The "
        "rest was the usual."
    ),
    shares=SHARES,
    chart_title="The harbour press turned to the ferry; the capital did not",
    sections=(
        DigestSection("stories", "The week’s stories", "en", (STORY,)),
        DigestSection("roundup", "In their own words", "en", (ROUNDUP,)),
        DigestSection("articles", "Read for you", "en", (ARTICLE, INTERVIEW)),
        DigestSection("figures", "Watched figures", "en", (FIGURES,)),
        DigestSection("reprint", "Reprinted", "en", (REPRINT,)),
    ),
    also_read=(
        AlsoRead("What the March inspection said", "issues/18/index.html", "no. 18, 27 April"),
        AlsoRead("Three papers, one press release", "https://norby.example/three", "12 April"),
    ),
)
PERSIAN_PART = LanguagePart(
    language="fa",
    lead=LEAD_FA,
    lead_sentence=(
        "شصت‌ودو درصد (بازهٔ ۹۵٪: ۵۵ تا ۶۹) از نوشته‌های فارسی مطبوعات بندر در این هفته دربارهٔ تعطیلی "
        "کشتی بود؛ دو برابر هفتهٔ پیش. بقیه همان همیشگی بود."
    ),
    shares=SHARES_FA,
    chart_title="مطبوعات بندر به کشتی پرداختند، پایتخت نه",
    sections=(
        DigestSection("stories", "خبرهای هفته", "fa", (STATEMENT_FA,)),
        DigestSection("articles", "برای شما خواندیم", "fa", (INTERVIEW_FA,)),
        DigestSection("figures", "عددهای زیر نظر", "fa", (FIGURES_FA,)),
    ),
    also_read=(AlsoRead("بازرسی اسفند چه گفت", "issues/18/index.html", "شمارهٔ ۱۸"),),
)
ISSUE = Issue(
    series="The Karrow Week",
    series_key="karrow-week",
    number=19,
    title="The Karrow Week, no. 19",
    desk="Harbour Desk, Norby",
    starts=MONDAY,
    ends=MONDAY + timedelta(days=7),
    time_zone="UTC",
    item_count=412,
    outlet_count=14,
    frozen_at=datetime(2026, 5, 11, 9, 30, tzinfo=UTC),
    parts=(ENGLISH_PART, PERSIAN_PART),
    corrections=(
        CorrectionNote(
            at(6),
            18,
            "harbour-master",
            "Elin Vos",
            "Elin Voss",
            "We gave the harbour master’s name wrongly. The quotation was right.",
        ),
        CorrectionNote(at(12), 19, "a-boat", "two teachers", "one teacher", "A count was wrong."),
    ),
)


class PaperVault:
    """Gives a small record for every capture, as the archive would give it."""

    def record_bytes(self, capture: Capture) -> bytes:
        """One gzip member with a response record."""
        body = b"<p>A page of paper.</p>"
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        head = (
            "WARC/1.1\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, capture.sha256)}>\r\n"
            f"WARC-Date: {capture.at:%Y-%m-%dT%H:%M:%SZ}\r\n"
            f"WARC-Target-URI: {quote(capture.url, safe=':/%')}\r\n"
            "Content-Type: application/http;msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        )
        return gzip.compress(head.encode() + answer + b"\r\n\r\n", mtime=0)
