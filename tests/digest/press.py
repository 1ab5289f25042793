"""A small hand-written week of an invented press, and a vault that holds its pages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html import escape

from columninch.digest.material import DraftItem, Material
from columninch.errors import ArchiveError
from columninch.records import (
    Block,
    Capture,
    DigestEntry,
    DigestSection,
    FigureValue,
    Issue,
    LanguagePart,
    Picture,
    Position,
    Quotation,
    Quote,
    Reprint,
    Share,
    ShareStatement,
    SourceCopy,
    Span,
    Speaker,
    StoryGroup,
    TrackedFigure,
)


def blocks_of(text: str) -> tuple[Block, ...]:
    """A paragraph for each line."""
    found, start = [], 0
    for line in text.split("\n"):
        found.append(Block("paragraph", start, start + len(line)))
        start += len(line) + 1
    return tuple(found)


def quote_in(text: str, words: str, speaker: str, confidence: float = 0.9) -> Quote:
    """A direct quotation of these words in the text."""
    start = text.index(words)
    span = Span(start, start + len(words))
    return Quote("direct", span, None, Speaker(speaker, role="captain"), confidence)


def item(title: str, text: str, outlet: str = "Ledger", day: int = 4, **more: object) -> DraftItem:
    """An item of the week that began on 4 May 2026."""
    basis = DraftItem(
        title=title,
        outlet=outlet,
        outlet_key=outlet.lower(),
        authors=(),
        at=datetime(2026, 5, day, 9, tzinfo=UTC),
        precision="minute",
        language="en",
        url=f"https://{outlet.lower()}.example/{day}",
        text=text,
        blocks=blocks_of(text),
        form="article",
        topic="",
        quotes=(),
        word_count=len(text.split()),
        picture=None,
        rights="excerpt",
        is_embedded=False,
    )
    return replace(basis, **more)


LEAD = (
    "The night ferry to Oster stayed in port on Monday. Its crew had voted to strike *at once*.\n"
    "“We have asked for a safe boat since the autumn storms,” said Mara Vane. "
    "“Nobody ashore has answered one of our letters until now,” said Tom Arrick."
)
FOLLOW = (
    "Talks about the ferry broke off before noon.\n"
    "“The company will not pay for a boat it does not need,” said Irma Corr, the owner."
)
COLUMN = (
    "A harbour that cannot keep its ferry has stopped being a harbour.\n"
    "It is a pier with a view, and views do not carry flour."
)
TALK = (
    "Mara Vane has run the night boat for ten years.\n"
    "Why did you stop?\n"
    "Because the pumps failed twice in one week.\n"
    "The second time we were far out.\n"
    "When will you sail again?\n"
    "When there are pumps."
)
PERSIAN = "کشتی شب دوشنبه در بندر ماند و کارکنان آن اعتصاب کردند.\nگفت‌وگوها بی‌نتیجه پایان یافت."


def week() -> Material:
    """One story in three outlets, one in one, a column, an interview, a figure, Persian items."""
    items = (
        item(
            "Talks fail",
            FOLLOW,
            "Herald",
            5,
            quotes=(
                quote_in(
                    FOLLOW, "The company will not pay for a boat it does not need,", "Irma Corr"
                ),
            ),
        ),
        item(
            "Ferry stays in port",
            LEAD,
            "Ledger",
            4,
            authors=("Ada Finn", "Bo Marsh"),
            picture=Picture("https://ledger.example/p.png"),
            quotes=(
                quote_in(
                    LEAD, "We have asked for a safe boat since the autumn storms,", "Mara Vane"
                ),
                quote_in(
                    LEAD, "Nobody ashore has answered one of our letters until now,", "Tom Arrick"
                ),
            ),
        ),
        item("Ferry stays in port!", LEAD, "Mirror", 6, rights="none"),
        item("A pier with a view", COLUMN, "Herald", 7, form="opinion", authors=("Lena Ost",)),
        item("The captain speaks", TALK, "Ledger", 7, form="interview", rights="whole"),
        item(
            "Hens", "Hens were counted again this year in every yard.", "Ledger", 8, rights="whole"
        ),
        item("Hens two", "More hens were counted in the yards of the north.", "Ledger", 9),
        item("کشتی", PERSIAN, "Bandar", 5, language="fa"),
        item("کشتی ماند", PERSIAN, "Mowj", 6, language="fa"),
        item("Round-up", "", "Weekly", 8, form="roundup"),
    )
    return Material(
        items=items,
        stories=(
            StoryGroup((5, 6), 5),
            StoryGroup((0, 1, 2, 9), 1),
            StoryGroup((3,), 3),
            StoryGroup((7, 8), 8),
        ),
        reprints=(Reprint(2, 1, 1.0, ()),),
    )


# --- an issue -----------------------------------------------------------------------------


@dataclass
class PaperVault:
    """An archive in memory; checks nothing, so that a verification has to."""

    payloads: dict[str, bytes] = field(default_factory=dict)
    reads: list[str] = field(default_factory=list)

    def keep(self, url: str, html: str) -> Capture:
        """A capture of a page."""
        body = html.encode()
        self.payloads[url] = body
        sha256 = hashlib.sha256(body).hexdigest()
        at = datetime(2026, 5, 4, 10, tzinfo=UTC)
        position = Position("a.warc.gz", len(self.payloads), len(body))
        return Capture(url, at, 200, "text/html; charset=utf-8", sha256, len(body), position)

    def store(self, response: object) -> Capture:
        """Nothing is stored here."""
        raise NotImplementedError

    def payload(self, capture: Capture) -> bytes:
        """The bytes, or an error where there are none."""
        self.reads.append(capture.url)
        if capture.url not in self.payloads:
            raise ArchiveError("the record is torn", where="a.warc.gz")
        return self.payloads[capture.url]


def source(vault: PaperVault, text: str, url: str, language: str = "en") -> SourceCopy:
    """A cited page whose paragraphs are the lines of `text`."""
    html = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
    return SourceCopy(
        title="Ferry stays in port",
        outlet="Ledger",
        url=url,
        at=datetime(2026, 5, 4, 9, tzinfo=UTC),
        precision="minute",
        authors=(),
        language=language,
        capture=vault.keep(url, html),
        text=text,
        is_whole=False,
        anchor=hashlib.sha256(url.encode()).hexdigest()[:12],
    )


SHARE = Share(0.3, 0.2, 0.45, 0.95, "items", "srs-hypergeometric", 20, 60, 60)
STATEMENT = ShareStatement(
    "Coast", "topic", "Ferry", "en", SHARE, None, None, ("site",), ("Ledger",), ()
)


def issue_of(*entries: DigestEntry, statement: ShareStatement | None = STATEMENT) -> Issue:
    """An issue with one section."""
    part = LanguagePart(
        language="en",
        lead=statement,
        lead_sentence="Thirty per cent.",
        shares=(statement,) if statement else (),
        chart_title="",
        sections=(DigestSection("stories", "Stories", "en", entries),),
    )
    at = datetime(2026, 5, 11, tzinfo=UTC)
    return Issue("Week", "week", 1, "Week 1", "Desk", at, at, "UTC", 9, 3, at, (part,))


def entry_on(cited: SourceCopy, **more: object) -> DigestEntry:
    """An entry with a quotation, a quoting summary and a figure, all of which hold."""
    words = "We have asked for a safe boat since the autumn storms"
    basis = DigestEntry(
        key="ferry",
        form="story",
        heading="Ferry stays in port",
        language="en",
        summary="The *Ledger* wrote:\n\n> The night ferry to Oster stayed in port on Monday.",
        quotations=(Quotation(words, "en", Speaker("Mara Vane"), cited),),
        sources=(cited,),
        figures=(
            TrackedFigure(
                "Letters", "letters", (FigureValue(1, "one of our letters", cited.at, cited),)
            ),
        ),
    )
    return replace(basis, **more)
