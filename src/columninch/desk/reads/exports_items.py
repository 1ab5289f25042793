"""Items and their quotations, to be taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Exists, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from columninch.desk.models import Item, Quote, Reading, Reprint
from columninch.desk.reads.exports import Column, printed_at, streamed, url_of
from columninch.desk.waiting import current_readings
from columninch.records import TRANSCRIPT_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.desk.reads.exports import ExportQuery, Row

ITEM_COLUMNS = (
    Column("item", "integer", "the item's number on this desk, for ever"),
    Column("url", "text", "its address"),
    Column("outlet", "text", "the key of the outlet that printed it"),
    Column("outlet_name", "text", "that outlet's name"),
    Column("credited_outlet", "text", "whom the page credits, where it is another"),
    Column("channel", "text", "where the outlet published it: site, preview, newsletter, …"),
    Column("source", "text", "the address of the source that listed it first"),
    Column("is_backfill", "flag", "it was published before the desk watched its source"),
    Column("embedded_in", "integer", "the item on whose page it stands, where it does"),
    Column("first_seen_at", "time", "when the desk saw it first"),
    Column("dated_at", "time", "the date it counts from: its own, else when it was first seen"),
    Column("published_at", "time", "the date that it prints; empty where it prints none"),
    Column("published_precision", "text", "how exact that is: second, minute, day, month, year"),
    Column("is_read", "flag", "a text could be read; where not, the columns below are empty"),
    Column("language", "text", "ISO 639"),
    Column("language_confidence", "number", "of that guess, 0 to 1"),
    Column("title", "text", "its heading"),
    Column("authors", "text", "its authors, separated by semicolons"),
    Column("agency", "text", "the news agency that its byline names"),
    Column("section", "text", "the outlet's own section"),
    Column("form", "text", "article, interview, opinion, programme or roundup"),
    Column("word_count", "integer", "words of its text"),
    Column(
        "airtime_seconds",
        "number",
        "of a programme, as stated, or from its first caption to its last",
    ),
    Column("is_teaser", "flag", "the text is cut off"),
    Column("from_feed", "flag", "the page could not be had; this is the feed's own text"),
    Column("is_machine_made", "flag", "a machine wrote down what is said in it"),
    Column("reprint_of", "integer", "the item whose text it mostly is, the earliest known"),
    Column("reprint_share", "number", "how much of its text is, 0 to 1"),
    Column("text_sha256", "text", "of its text"),
    Column("capture_sha256", "text", "of the archived bytes that it was read from"),
    Column("captured_at", "time", "when those were received"),
    Column("text", "text", "its whole text; empty unless asked for with --text"),
)
QUOTE_COLUMNS = (
    Column("quote", "integer", "the quotation's number on this desk"),
    Column("item", "integer", "the item that it stands in"),
    Column("url", "text", "that item's address"),
    Column("outlet", "text", "the key of the outlet that printed it"),
    Column("dated_at", "time", "the date that the item counts from"),
    Column("language", "text", "the item's, ISO 639"),
    Column("kind", "text", "direct, indirect or mixed"),
    Column("text", "text", "what was said, as it stands in the item's text"),
    Column("start", "integer", "where it begins in that text"),
    Column("end", "integer", "where it ends"),
    Column("cue_start", "integer", "where the word of saying begins, if there is one"),
    Column("cue_end", "integer", "where that ends"),
    Column("has_speaker", "flag", "the text says who spoke"),
    Column("speaker_name", "text", "who spoke, as the text names them"),
    Column("speaker_role", "text", "their role, as given"),
    Column("speaker_affiliation", "text", "their organisation, as given"),
    Column("confidence", "number", "how often the same rule was right where counted, 0 to 1"),
    Column("text_sha256", "text", "of the item's text that the offsets count in"),
    Column("capture_sha256", "text", "of the archived bytes"),
    Column("captured_at", "time", "when those were received"),
)


def item_rows(query: ExportQuery) -> Iterator[Row]:
    """Every item that stands for itself: first those with a text, then those without."""
    reprints = Reprint.objects.filter(copy=OuterRef("pk")).order_by("-pk")
    readings = (
        current_readings()
        .filter(query.dated("dated_at"), query.of_outlets("item__outlet"))
        .order_by("item_id")
    )
    found = streamed(
        readings,
        item="item_id",
        url=url_of("item", "fetch__capture__url"),
        outlet="item__outlet__key",
        outlet_name="item__outlet__name",
        credited=Coalesce("item__credited_outlet__name", "item__credited_name"),
        channel="item__channel__kind",
        source="item__listed__source__url",
        is_backfill="item__listed__source__is_backfill",
        parent="item__parent_id",
        first_seen_at="item__first_seen_at",
        dated_at="dated_at",
        printed="published",
        language="language",
        language_confidence="language_confidence",
        title="title",
        authors="authors",
        agency="agency",
        section="section",
        form="form",
        word_count="word_count",
        airtime_seconds="airtime_seconds",
        is_teaser="is_teaser",
        from_feed="from_feed",
        is_machine_made=Case(
            When(fetch__capture__content_type=TRANSCRIPT_TYPE, then=Value(value=True)),
            default=Value(value=False),
        ),
        reprint_of=Subquery(reprints.values("origin__item_id")[:1]),
        reprint_share=Subquery(reprints.values("share")[:1]),
        text_sha256="text_sha256",
        capture_sha256="fetch__capture__sha256",
        captured_at="fetch__capture__at",
        text="text" if query.has_text else Value(""),
    )
    for row in found:
        printed = row[11]
        precision = printed["precision"] if printed else None
        authors = "; ".join(row[15])
        yield (
            *row[:7],
            bool(row[7]),
            *row[8:11],
            printed_at(printed),
            precision,
            True,
            *row[12:15],
            authors,
            *row[16:],
        )
    yield from _unread(query)


def _unread(query: ExportQuery) -> Iterator[Row]:
    """Items of which no text could be read yet; they count from when they were first seen."""
    read = Reading.objects.filter(item=OuterRef("pk"), is_current=True)
    items = Item.objects.filter(~Exists(read), merged_into__isnull=True)
    items = items.filter(query.dated("first_seen_at"), query.of_outlets("outlet"))
    found = streamed(
        items.order_by("pk"),
        item="pk",
        url=url_of("pk", Value("")),
        outlet="outlet__key",
        outlet_name="outlet__name",
        credited=Coalesce("credited_outlet__name", "credited_name"),
        channel="channel__kind",
        source="listed__source__url",
        is_backfill="listed__source__is_backfill",
        parent="parent_id",
        first_seen_at="first_seen_at",
        dated_at="first_seen_at",
    )
    blank = (None,) * (len(ITEM_COLUMNS) - 14)
    for row in found:
        yield (*row[:7], bool(row[7]), *row[8:], None, None, False, *blank)


def quote_rows(query: ExportQuery) -> Iterator[Row]:
    """Every quotation of the texts that count, in the order of item and place."""
    quotes = Quote.objects.filter(reading__in=current_readings())
    quotes = quotes.filter(
        query.dated("reading__dated_at"), query.of_outlets("reading__item__outlet")
    )
    found = streamed(
        quotes.order_by("reading__item_id", "start", "pk"),
        quote="pk",
        item="reading__item_id",
        url=url_of("reading__item", "reading__fetch__capture__url"),
        outlet="reading__item__outlet__key",
        dated_at="reading__dated_at",
        language="reading__language",
        kind="kind",
        text="reading__text",
        start="start",
        end="end",
        cue_start="cue_start",
        cue_end="cue_end",
        has_speaker="has_speaker",
        speaker_name="speaker_name",
        speaker_role="speaker_role",
        speaker_affiliation="speaker_affiliation",
        confidence="confidence",
        text_sha256="reading__text_sha256",
        capture_sha256="reading__fetch__capture__sha256",
        captured_at="reading__fetch__capture__at",
    )
    for row in found:
        yield (*row[:7], row[7][row[8] : row[9]], *row[8:])
