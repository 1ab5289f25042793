"""The nouns of the field as frozen dataclasses: no ids, no keys, tuples and aware times.

Offsets are half-open, in code points of the text they speak of. Times are aware datetimes
in UTC. A probability is between 0 and 1, and so is a share. Where records of a list refer
to each other they do so by their position in the list that the function was given.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

# --- what was fetched -------------------------------------------------------------------


TRANSCRIPT_TYPE = "application/vnd.columninch.transcript+json"
"""The media type of what a transcription service answered: segments of text with their times."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered, after redirects were followed."""

    url: str
    """The address that was asked for."""
    final_url: str
    """The address that answered in the end."""
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """The payload as received, after transfer and content encodings were undone."""
    at: datetime
    redirects: tuple[str, ...] = ()
    """Each address that redirected, in order, the first one being `url`."""
    moved_to: str = ""
    """Where permanent redirects lead from `url`; empty where the first is not permanent."""
    asked: tuple[tuple[str, str], ...] = ()
    """The headers of the last request as they were sent; empty where nothing was asked."""
    screenshot: bytes = field(default=b"", repr=False)
    """The page as a browser showed it (PNG); empty where no browser was used."""

    def header(self, name: str) -> str:
        """The first value of header `name` (case apart), or an empty string."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record lies in the archive."""

    file: str
    """The file's name inside the archive's folder, with forward slashes."""
    offset: int
    """Of the record's first (compressed) byte."""
    length: int
    """In (compressed) bytes."""


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes as received, and where the archive keeps them."""

    url: str
    at: datetime
    status: int
    content_type: str
    sha256: str
    """Of the payload, as 64 hexadecimal digits."""
    size: int
    """Of the payload, in bytes."""
    position: Position
    original: Position | None = None
    """Of the record that holds the payload, where this one says that the same came again."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing wrong in the archive, with its place."""

    file: str
    offset: int
    reason: str


# --- what a source lists ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication as its source lists it, before anything of it was read."""

    url: str
    """Absolute, or empty where the source gives none."""
    feed_id: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: PrintedDate | None = None
    content: str = ""
    """HTML from outside, not sanitised; empty where the source gives none."""
    media_url: str = ""
    """A file that carries the text, such as subtitles."""
    sound_url: str = ""
    """A file with the programme itself, to be listened to or watched."""
    length_seconds: float | None = None
    """How long the programme is, where the source states it."""
    number: int | None = None
    """Where its channel numbers what it publishes."""
    is_whole: bool = False
    """`content` is all there is, as of a channel's post; no page says more."""
    credited: str = ""
    """Who is printed as its origin, where its source only passes it on."""
    archived_at: datetime | None = None
    """When an archive took the copy that is meant; None for what is live."""
    archived_url: str = ""
    """Where that copy is: the address of a replay, or of a record in a WARC file."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one poll of a source gave."""

    title: str
    entries: tuple[Entry, ...]
    complaint: str = ""
    """What was wrong with the document, in words; empty when nothing was."""
    moved_to: str = ""


GapKind = Literal["window", "numbers", "down"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Output that a source may have had and that nobody could collect."""

    kind: GapKind
    """A feed's window had moved on, numbers of a channel are missing, the source was down."""
    starts: datetime | None
    """None where it is not known since when."""
    ends: datetime
    count: int | None = None
    """How many publications, where that is known."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What a person may set of a source, beyond its address."""

    selector: str = ""
    """CSS selector of the article links on a listing page; empty: they are learned."""
    browser: bool = False
    """Its pages are rendered in a browser."""
    transcribe: bool = False
    """Its programmes without captions are sent to the desk's transcription service."""
    since: datetime | None = None
    """Of a backfill: only what was published or captured from then on."""
    until: datetime | None = None
    """Of a backfill: only what was published or captured before then."""
    replay: str = ""
    """Where a web archive gives its copies, with `{timestamp}` and `{url}`; empty: as usual."""


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """A page as an archive of others took it."""

    url: str
    at: datetime
    status: int
    """0 where it is not known."""
    media_type: str
    """Lower case, without parameters; empty where it is not known."""
    place: str
    """Where its bytes are: an address, or a place in a file."""


@dataclass(frozen=True, slots=True)
class FoundSource:
    """A source that discovery found at an address, and how it would be polled."""

    kind: str
    """A key of the source kinds' registry."""
    url: str
    outlet_name: str
    language: str = ""
    homepage: str = ""
    entry_count: int = 0
    newest_at: datetime | None = None
    """The newest date of what it lists, where it gives dates."""
    titles: tuple[str, ...] = ()
    """Of some of what it lists, so that a person sees what would be watched."""
    options: SourceOptions = field(default_factory=SourceOptions)
    note: str = ""
    """What a person should know before adding it, in words."""


# --- what was read ----------------------------------------------------------------------

DatePrecision = Literal["second", "minute", "day", "month", "year"]


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as an item prints it: never more exact than it was given."""

    at: datetime
    """In UTC; for a precision of a day or more, midnight UTC of that day."""
    precision: DatePrecision
    evidence: str = ""
    """Where it stood: "json-ld", "meta article:published_time", "feed", "url", "visible"."""
    offset_minutes: int = field(default=0, compare=False)
    """What the clock that printed it is ahead of UTC; 0 where that is unknown."""

    def day(self) -> date:
        """The day as printed, by the clock that printed it."""
        return (self.at + timedelta(minutes=self.offset_minutes)).date()


EvidenceField = Literal["title", "authors", "published"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place of a page that states a field, and what it states there."""

    field: EvidenceField
    value: str
    """As it is printed, cut to 300 characters; dates in ISO form, no more exact than printed."""
    where: str
    """"json-ld", "meta og:title", "h1", "title", "microdata", "byline", "url", "feed", …"""


BlockKind = Literal["paragraph", "heading", "caption", "list", "quote", "table", "cue"]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a reading's text, with its offsets."""

    kind: BlockKind
    start: int
    end: int
    starts_at_seconds: float | None = None
    """For a subtitle cue: where in the programme it begins."""
    ends_at_seconds: float | None = None
    page: int = 1
    """Of an article that runs over several pages: which one it stands on."""
    at: datetime | None = None
    """Of a live page: when the post was published that it stands in."""
    language: str = ""
    """ISO 639, where it plainly differs from the reading's; empty: as the reading."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that an item shows."""

    url: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language with the confidence of the guess."""

    code: str
    """ISO 639, lower case; "und" where it can't be told."""
    confidence: float


LeftOutReason = Literal["repeated", "furniture", "pointer", "teaser", "caption", "label", "echo"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that a page's template took out of its text, and why."""

    text: str
    reason: LeftOutReason
    """It recurs on other pages, stands where furniture stands, is another article's title or
    stands behind one, captions a picture, begins with words that lines of furniture begin with,
    or says once more what the text says."""
    place: str
    """The blocks it stands in, outermost first; empty where that is not known."""
    seen: int
    """On how many pages that was seen."""
    of: int
    """Of how many pages."""


ReadingForm = Literal["article", "interview", "opinion", "programme", "roundup", "live"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a capture: the text, and who, when, in what language."""

    title: str
    text: str
    """NFC; blocks are joined by a line feed."""
    blocks: tuple[Block, ...]
    language: Language
    authors: tuple[str, ...] = ()
    agency: str = ""
    """A news agency that the byline names; never listed among the authors."""
    published: PrintedDate | None = None
    updated: PrintedDate | None = None
    canonical_url: str = ""
    section: str = ""
    picture: Picture | None = None
    form: ReadingForm = "article"
    outlet_name: str = ""
    """As the page itself names its publisher."""
    airtime_seconds: float | None = None
    word_count: int = 0
    is_teaser: bool = False
    """The text is cut off: nobody should code it as the whole."""
    from_feed: bool = False
    """The page could not be had; this is the feed's own content."""
    embedded: tuple[EmbeddedReading, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """What the outlet's template took out of the text."""
    text_place: str = ""
    """The blocks that most of the text stands in; empty where the outlet has no template."""
    evidence: tuple[Evidence, ...] = ()
    """Where title, authors and day are stated: of each field the one that was taken first."""
    is_machine_made: bool = False
    """A machine wrote down what is said: it may have misheard."""


@dataclass(frozen=True, slots=True)
class EmbeddedReading:
    """An article that stands whole inside another's page."""

    heading: str
    """Tells it apart from its siblings together with `url`, never its position."""
    url: str
    """Its "link to the source", or empty."""
    outlet_name: str
    """The credited outlet as printed, or empty."""
    reading: Reading


# --- what was found ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DatedText:
    """A text as reprint tracing and story grouping see it."""

    title: str
    text: str
    language: str
    outlet: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that two texts share."""

    here: Span
    there: Span


@dataclass(frozen=True, slots=True)
class Reprint:
    """A text that is mostly another's."""

    copy: int
    """Position of the later text."""
    origin: int
    """Position of the earliest known holder."""
    share: float
    """Of the copy's words that the origin has too."""
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class StoryGroup:
    """Texts about one event, by their positions, and the one that says it best."""

    members: tuple[int, ...]
    lead: int
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it, as the item gives it."""

    name: str
    """Empty where the speaker is not named."""
    role: str = ""
    affiliation: str = ""
    span: Span | None = None


QuoteKind = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Something that somebody said, at its place in a reading's text."""

    kind: QuoteKind
    span: Span
    """Of what was said, without its quotation marks."""
    cue: Span | None
    speaker: Speaker | None
    confidence: float


# --- coding and shares ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a question; of a topic question, a topic."""

    key: str
    name: tuple[tuple[str, str], ...]
    """Language code and name, in the codebook's order of languages."""
    definition: str = ""
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    rule: str = ""
    """A boolean query that proposes this answer; empty for none."""

    def name_in(self, language: str) -> str:
        """The name in `language`, or in the first language there is."""
        names = dict(self.name)
        return names.get(language) or next(iter(names.values()), self.key)


@dataclass(frozen=True, slots=True)
class Question:
    """What a coder answers of an item."""

    key: str
    name: str
    exclusive: bool
    answers: tuple[Answer, ...]
    """An exclusive question's last answer is its "none of these"."""

    def answer(self, key: str) -> Answer | None:
        """The answer with this key, or None."""
        return next((answer for answer in self.answers if answer.key == key), None)


@dataclass(frozen=True, slots=True)
class Codebook:
    """Questions with their answers, in one version."""

    name: str
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        """The question with this key, or None."""
        return next((question for question in self.questions if question.key == key), None)


Unit = Literal["items", "words", "minutes"]


@dataclass(frozen=True, slots=True)
class FrameUnit:
    """One distinct text of a frame: what it weighs, and its permanent random number."""

    number: float
    """In [0, 1): the same in every frame that the text stands in."""
    items: int = 1
    """How many items print this text (itself and its reprints in the frame)."""
    words: int = 0
    minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class Draw:
    """How a sample was drawn: by position in the frame, in the order to be coded."""

    sampled: tuple[int, ...]
    threshold: float
    method: str


@dataclass(frozen=True, slots=True)
class Share:
    """An estimate of a share, with its interval: never one without the other."""

    share: float
    low: float
    high: float
    level: float
    unit: Unit
    method: str
    """A key of the estimators' registry."""
    coded_count: int
    frame_count: int
    """Distinct texts in the frame."""
    item_count: int


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two shares, with its interval."""

    difference: float
    low: float
    high: float
    level: float


# --- the digest -------------------------------------------------------------------------

CitationKind = Literal["quotation", "share", "figure", "excerpt", "item", "picture"]


@dataclass(frozen=True, slots=True)
class SourceCopy:
    """What an issue shows of a cited source."""

    title: str
    outlet: str
    url: str
    at: datetime | None
    """When it was published, or None where that is unknown."""
    precision: DatePrecision
    authors: tuple[str, ...]
    language: str
    capture: Capture
    text: str
    """The cited passage with its surroundings, or as much as the rights allow."""
    is_whole: bool
    anchor: str
    """The copy page's file name without its ending: stable, made from the capture."""
    removed_at: datetime | None = None
    """When its bytes and text were removed on purpose; None for what is still there."""
    removed_why: str = ""
    deposit_url: str = ""
    """Where a public web archive keeps the page too, or empty."""
    is_machine_made: bool = False
    """A machine wrote down what is said in it."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words quoted in an issue, with who said them and where."""

    text: str
    """Verbatim, in the original."""
    language: str
    speaker: Speaker
    source: SourceCopy
    translation: str = ""
    translation_language: str = ""
    translator: str = ""


@dataclass(frozen=True, slots=True)
class ShareStatement:
    """A share as an issue tells it, with all that is needed to defend it."""

    group: str
    question: str
    answer: str
    language: str
    """Of the output that was counted; empty for all languages."""
    share: Share
    before: Share | None
    change: Change | None
    channels: tuple[str, ...]
    outlets: tuple[str, ...]
    coded: tuple[CodedItem, ...]
    not_collected: tuple[str, ...] = ()
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class CodedItem:
    """One coded text behind a share."""

    title: str
    outlet: str
    url: str
    at: datetime
    answer: str
    coder: str


@dataclass(frozen=True, slots=True)
class FigureValue:
    """One value of a tracked figure with the words that reported it."""

    value: float
    quote: str
    at: datetime
    source: SourceCopy


@dataclass(frozen=True, slots=True)
class TrackedFigure:
    """A number that moves over weeks."""

    name: str
    unit: str
    values: tuple[FigureValue, ...]
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer, of an interview."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class IssuePicture:
    """A picture as published, with its credit."""

    file_name: str
    body: bytes = field(repr=False)
    caption: str
    credit: str
    source: SourceCopy
    alternative: str = ""


EntryForm = Literal["story", "statement", "roundup", "article", "interview", "reprint", "figures"]


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """One story or statement of an issue."""

    key: str
    """Stable within the issue; names the entry in errors and links."""
    form: EntryForm
    heading: str
    language: str
    summary: str
    """Markdown, in the editor's words."""
    quotations: tuple[Quotation, ...] = ()
    sources: tuple[SourceCopy, ...] = ()
    """The items it rests on; the first is where it appeared first."""
    item_count: int = 0
    outlet_count: int = 0
    reprinted_in: tuple[str, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    figures: tuple[TrackedFigure, ...] = ()
    picture: IssuePicture | None = None


@dataclass(frozen=True, slots=True)
class DigestSection:
    """A part of an issue in one language."""

    key: str
    title: str
    language: str
    entries: tuple[DigestEntry, ...]


@dataclass(frozen=True, slots=True)
class AlsoRead:
    """A pointer to something earlier."""

    title: str
    url: str
    """Relative to the site's root for an earlier entry, absolute for an item."""
    note: str


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """A dated, public change to an issue already published."""

    at: datetime
    issue_number: int
    entry: str
    was: str
    now: str
    note: str


@dataclass(frozen=True, slots=True)
class LanguagePart:
    """Everything of an issue that is told in one language."""

    language: str
    lead: ShareStatement | None
    lead_sentence: str
    shares: tuple[ShareStatement, ...]
    chart_title: str
    sections: tuple[DigestSection, ...]
    also_read: tuple[AlsoRead, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a series, frozen: all that publishing needs, and nothing else."""

    series: str
    series_key: str
    number: int
    title: str
    desk: str
    starts: datetime
    ends: datetime
    time_zone: str
    item_count: int
    outlet_count: int
    frozen_at: datetime
    parts: tuple[LanguagePart, ...]
    corrections: tuple[CorrectionNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a citation does not hold, and in which entry."""

    entry: str
    citation: str
    reason: str
