"""An issue as plain text, for mail: everything that the page says, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.publish.charts import by_size, row_name
from columninch.publish.marks import told_before, told_share
from columninch.publish.summary import summary_text
from columninch.publish.wording import Wording
from columninch.publish.words import words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from columninch.records import (
        DigestEntry,
        Issue,
        LanguagePart,
        Quotation,
        SourceCopy,
        TrackedFigure,
    )

    Link = Callable[[SourceCopy, str], str]


def letter_text(issue: Issue, link: Link) -> str:
    """The issue in lines; quotations stand on one line each, so that they stay whole.

    `link` gives a source's address for a passage, or an empty string.
    """
    language = issue.parts[0].language if issue.parts else "en"
    wording = Wording(language, issue.time_zone)
    words = wording.words
    number = words.number.format(wording.number(issue.number))
    blocks = [issue.series, f"{number} · {wording.period(issue.starts, issue.ends)} · {issue.desk}"]
    for part in issue.parts:
        blocks += _part(part, issue, link)
    for note in issue.corrections:
        told = words.correction_to.format(wording.number(note.issue_number), wording.day(note.at))
        blocks.append(f"{told} {note.note} {note.was} → {note.now}")
    blocks += ["--", words.closing]
    return "\n\n".join(blocks) + "\n"


def _part(part: LanguagePart, issue: Issue, link: Link) -> Iterator[str]:
    wording = Wording(part.language, issue.time_zone)
    if part.lead_sentence:
        yield part.lead_sentence
    elif not part.shares:
        yield wording.words.no_share
    for section in part.sections:
        yield f"== {section.title} =="
        for entry in section.entries:
            yield from _entry(entry, wording, link)
    if part.shares:
        yield f"== {wording.words.who_published} =="
        lines = [part.chart_title]
        for told in by_size(part.shares):
            before = told_before(told.before, wording)
            told_now = told_share(told.share, wording)
            row = f"{row_name(told, wording)}{wording.words.colon}{told_now}"
            lines.append(row + (f"{wording.words.semicolon}{before}" if before else ""))
        yield "\n".join(line for line in lines if line)


def _entry(entry: DigestEntry, wording: Wording, link: Link) -> Iterator[str]:
    words = wording.words
    lines = [entry.heading]
    if entry.sources:
        first = entry.sources[0]
        told = wording.join([*first.authors, _where(first, wording)])
        lines.append(f"{words.first_in} {told}" if entry.form == "story" else told)
        lines.append(link(first, ""))
    yield "\n".join(line for line in lines if line)
    if entry.summary:
        yield summary_text(entry.summary)
    for exchange in entry.exchanges:
        yield f"{exchange.question}\n{exchange.answer}"
    for quotation in entry.quotations:
        yield _quotation(quotation, wording, link)
    for figure in entry.figures:
        if figure.values:
            yield _figure(figure, wording, link)
    if entry.reprinted_in:
        outlets = wording.count(len(entry.reprinted_in), words.outlets)
        yield words.reprinted_in.format(outlets) + words.colon + wording.join(entry.reprinted_in)


def _quotation(quotation: Quotation, wording: Wording, link: Link) -> str:
    words = wording.words
    speaker = quotation.speaker
    who = [speaker.name or words.unnamed, speaker.role, speaker.affiliation]
    where = f"{words.by_in} {_where(quotation.source, wording)}"
    lines = [f"{wording.join([one for one in who if one])} {where}"]
    if quotation.translation:
        lines.append(_marked(quotation.translation, quotation.translation_language))
        by = words.translated_by.format(quotation.translator)
        original = words.original_in.format(wording.language_name(quotation.language))
        lines.append(f"({by if quotation.translator else words.translator_unnamed} · {original})")
    lines.append(_marked(quotation.text, quotation.language))
    lines.append(link(quotation.source, quotation.text))
    if quotation.source.deposit_url:
        lines.append(f"{words.public_copy}{words.colon}{quotation.source.deposit_url}")
    return "\n".join(line for line in lines if line)


def _marked(text: str, language: str) -> str:
    marks = words_in(language).quotation_marks
    return f"{marks[0]}{text}{marks[1]}"


def _figure(figure: TrackedFigure, wording: Wording, link: Link) -> str:
    last = figure.values[-1]
    day = wording.short_day(last.at)
    told = f"{figure.name}{wording.words.colon}{wording.number(last.value)} ({day})"
    lines = [told, _marked(last.quote, last.source.language), link(last.source, last.quote)]
    return "\n".join(line for line in lines if line)


def _where(source: SourceCopy, wording: Wording) -> str:
    if source.at is None:
        return source.outlet
    return wording.join([source.outlet, wording.short_day(source.at, source.precision)])
