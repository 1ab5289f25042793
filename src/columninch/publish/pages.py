"""The pages of an issue and of the site, from templates.

Templates escape everything; what they set as markup is drawn by this room (marks, charts) or
has passed the allow list (summaries). A page asks nobody else for anything: its policy says
so to the browser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from columninch.publish import addresses
from columninch.publish.charts import axis_svg, by_size, row_name, share_row_svg, sparkline_svg
from columninch.publish.citing import Copies, copies_of, passage_anchor
from columninch.publish.marks import NARROW, WIDE, share_rule_svg
from columninch.publish.summary import summary_html
from columninch.publish.tables import statement_keys
from columninch.publish.wording import Wording
from columninch.publish.words import WORDS, words_in
from columninch.text.direction import language_direction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from columninch.publish.citing import CitedCopy
    from columninch.records import (
        CorrectionNote,
        DigestEntry,
        DigestSection,
        Issue,
        LanguagePart,
        ShareStatement,
        Span,
        TrackedFigure,
    )

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""No script, no frame, and nothing from another address."""

_LEADING_NUMBER = re.compile(r"^.{1,60}?(?:per cent|درصد)")


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A share in the chart: its mark, and the page of what was coded."""

    told: ShareStatement
    key: str
    name: str
    marks: Markup


@dataclass(frozen=True, slots=True)
class PartView:
    """A language part as the issue's template needs it."""

    w: Wording
    name: str
    lead: ShareStatement | None
    lead_key: str
    lead_number: str
    lead_rest: str
    lead_rules: Markup
    rows: tuple[ShareRow, ...]
    axis: Markup
    chart_title: str
    chart_note: str
    sections: tuple[SectionView, ...]
    also_read: tuple[Any, ...]

    @property
    def lead_sentence(self) -> str:
        """The whole sentence."""
        return self.lead_number + self.lead_rest


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with the fragment that leads to it."""

    anchor: str
    title: str
    entries: tuple[DigestEntry, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a copy: cited or not."""

    text: str
    is_cited: bool
    anchor: str = ""
    """Where a cited passage begins."""


def issue_html(issue: Issue, *, asset_root: str, site_root: str) -> str:
    """The issue's page. `asset_root` and `site_root` lead from it to those folders."""
    keys = statement_keys(issue)
    return _render(
        "issue.html",
        _first_wording(issue),
        asset_root,
        issue=issue,
        title_adds=not issue.title.startswith(issue.series),
        parts=[_part_view(part, issue, keys) for part in issue.parts],
        copies=copies_of(issue),
        corrected=_corrected(issue),
        site_root=site_root,
    )


def copy_html(copy: CitedCopy, issue: Issue, *, asset_root: str) -> str:
    """The page that shows a cited source, told in its own language where the issue speaks it."""
    spoken = {part.language for part in issue.parts} & WORDS.keys()
    wording = _first_wording(issue)
    if copy.source.language in spoken:
        wording = Wording(copy.source.language, issue.time_zone)
    return _render(
        "copy.html",
        wording,
        asset_root,
        issue=issue,
        copy=copy,
        cites=any(copy.passages),
        excerpts=[
            copy_paragraphs(number, text, copy.passages[number])
            for number, text in enumerate(copy.excerpts)
        ],
    )


def coded_html(
    told: ShareStatement, key: str, issue: Issue, language: str, *, asset_root: str
) -> str:
    """The page that lists what was coded for a share."""
    return _render(
        "coded.html",
        Wording(language, issue.time_zone),
        asset_root,
        issue=issue,
        told=told,
        key=key,
        rules=_rules(told, language),
        site_root="../../..",
    )


def render_site_page(template: str, language: str, **values: object) -> str:
    """A page of the site's own folder."""
    return _render(template, Wording(language), "assets", **values)


def copy_paragraphs(number: int, text: str, spans: Sequence[Span]) -> list[list[Piece]]:
    """The text of an excerpt by paragraphs, cut where cited passages begin and end.

    `number` is the excerpt's on its page. Passages may overlap and run over paragraphs; the
    pieces of a paragraph always join to the paragraph.
    """
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(_pieces(number, text, start, start + len(line), spans))
        start += len(line) + 1
    return paragraphs


def _pieces(number: int, text: str, start: int, end: int, spans: Sequence[Span]) -> list[Piece]:
    cuts = {start, end}
    cuts.update(
        place for span in spans for place in (span.start, span.end) if start < place < end
    )
    anchors = {span.start: passage_anchor(number, span) for span in spans}
    ordered = sorted(cuts)
    return [
        Piece(
            text[here:there],
            any(span.start <= here and there <= span.end for span in spans),
            anchors.get(here, ""),
        )
        for here, there in zip(ordered, ordered[1:], strict=False)
    ]


def _first_wording(issue: Issue) -> Wording:
    language = issue.parts[0].language if issue.parts else "en"
    return Wording(language, issue.time_zone)


def _part_view(part: LanguagePart, issue: Issue, keys: Mapping[ShareStatement, str]) -> PartView:
    wording = Wording(part.language, issue.time_zone)
    number = _LEADING_NUMBER.match(part.lead_sentence)
    cut = number.end() if number else 0
    rows = by_size(part.shares)
    level = rows[0].share.level if rows else 0.95
    return PartView(
        w=wording,
        name=wording.language_name(part.language),
        lead=part.lead,
        lead_key=keys[part.lead] if part.lead else "",
        lead_number=part.lead_sentence[:cut],
        lead_rest=part.lead_sentence[cut:],
        lead_rules=_rules(part.lead, part.language) if part.lead else Markup(),
        rows=tuple(_row(told, keys[told], wording) for told in rows),
        axis=_both(lambda width: axis_svg(part.language, width=width)),
        chart_title=part.chart_title,
        chart_note=wording.words.chart_note.format(wording.percent(level)),
        sections=tuple(_section_view(section, part.language) for section in part.sections),
        also_read=part.also_read,
    )


def _section_view(section: DigestSection, language: str) -> SectionView:
    anchor = f"section-{language}-{addresses.plain_name(section.key)}"
    return SectionView(anchor, section.title, section.entries)


def _row(told: ShareStatement, key: str, wording: Wording) -> ShareRow:
    marks = _both(lambda width: share_row_svg(told, wording.language, width=width))
    return ShareRow(told, key, row_name(told, wording), marks)


def _rules(told: ShareStatement, language: str) -> Markup:
    return _both(lambda width: share_rule_svg(told.share, told.before, language, width=width))


def _both(draw: Callable[[int], str]) -> Markup:
    """A drawing for a wide screen and one for a phone: letters keep their size on both."""
    return Markup(draw(WIDE) + draw(NARROW))  # noqa: S704 - drawn here, its texts escaped


def _corrected(issue: Issue) -> dict[str, tuple[CorrectionNote, ...]]:
    """The corrections to this very issue, by entry."""
    found: dict[str, tuple[CorrectionNote, ...]] = {}
    here = {
        entry.key for part in issue.parts for section in part.sections for entry in section.entries
    }
    for note in issue.corrections:
        if note.issue_number == issue.number and note.entry in here:
            found[note.entry] = (*found.get(note.entry, ()), note)
    return found


def _render(template: str, wording: Wording, asset_root: str, **values: object) -> str:
    page = ENVIRONMENT.get_template(template)
    return page.render(w=wording, asset_root=asset_root, policy=POLICY, **values)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _fill(pattern: str, *parts: str) -> Markup:
    """A pattern of the words with its parts; safe parts stay markup, others are escaped."""
    return Markup(escape(pattern)).format(*parts)  # noqa: S704 - escaped just now


def _fill_isolated(pattern: str, *parts: str) -> Markup:
    """The same, each part kept from turning the direction of what surrounds it."""
    return _fill(pattern, *(Markup("<bdi>{}</bdi>").format(part) for part in parts))


def _entry_summary(entry: DigestEntry, copies: Copies, wording: Wording) -> Markup:
    def link(stretch: str) -> str:
        found = (copies.link(source, stretch) for source in entry.sources)
        return next((address for address in found if "#" in address), "")

    return summary_html(entry.summary, link, wording.words.archived_copy)


def _sparkline(figure: TrackedFigure, language: str) -> Markup:
    return Markup(sparkline_svg(figure, language))  # noqa: S704 - drawn here, its texts escaped


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("columninch.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        copy_file=addresses.copy_file,
        direction=language_direction,
        entry_anchor=addresses.entry_anchor,
        fill=_fill,
        fill_isolated=_fill_isolated,
        iso=_iso,
        picture_file=addresses.picture_file,
        quotation_marks=lambda language: words_in(language).quotation_marks,
        site_link=addresses.site_link,
        sparkline=_sparkline,
        summary=_entry_summary,
        web_link=addresses.web_link,
    )
    return environment


ENVIRONMENT = _environment()
