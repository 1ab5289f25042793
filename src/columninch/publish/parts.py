"""A language part of an issue as templates need it: wording, marks, rows, fragments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from columninch.publish.addresses import plain_name
from columninch.publish.charts import axis_svg, by_size, row_name, share_row_svg
from columninch.publish.marks import NARROW, WIDE, share_rule_svg
from columninch.publish.tables import statement_keys
from columninch.publish.wording import Wording
from columninch.records import AlsoRead, DigestEntry, ShareStatement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from columninch.records import DigestSection, Issue, LanguagePart

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
    also_read: tuple[AlsoRead, ...]

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


def first_wording(issue: Issue) -> Wording:
    """The wording of an issue's first language, or English where it has no part."""
    language = issue.parts[0].language if issue.parts else "en"
    return Wording(language, issue.time_zone)


def part_views(issue: Issue) -> list[PartView]:
    """The parts of an issue as templates need them."""
    keys = statement_keys(issue)
    return [_part_view(part, issue, keys) for part in issue.parts]


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
        lead_rules=rules(part.lead, part.language) if part.lead else Markup(),
        rows=tuple(_row(told, keys[told], wording) for told in rows),
        axis=_both(lambda width: axis_svg(part.language, width=width)),
        chart_title=part.chart_title,
        chart_note=wording.words.chart_note.format(wording.percent(level)),
        sections=tuple(_section_view(section, part.language) for section in part.sections),
        also_read=part.also_read,
    )


def _section_view(section: DigestSection, language: str) -> SectionView:
    anchor = f"section-{language}-{plain_name(section.key)}"
    return SectionView(anchor, section.title, section.entries)


def _row(told: ShareStatement, key: str, wording: Wording) -> ShareRow:
    marks = _both(lambda width: share_row_svg(told, wording.language, width=width))
    return ShareRow(told, key, row_name(told, wording), marks)


def rules(told: ShareStatement, language: str) -> Markup:
    """The column-inch rule of a share, for wide screens and for phones."""
    return _both(lambda width: share_rule_svg(told.share, told.before, language, width=width))


def _both(draw: Callable[[int], str]) -> Markup:
    """A drawing for a wide screen and one for a phone: letters keep their size on both."""
    return Markup(draw(WIDE) + draw(NARROW))  # noqa: S704 - drawn here, its texts escaped
