"""The pages of an issue and of the site, from templates.

Templates escape everything; what they set as markup is drawn by this room (marks, charts) or
has passed the allow list (summaries). A page asks nobody else for anything: its policy says
so to the browser.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from columninch.publish import addresses
from columninch.publish.charts import sparkline_svg
from columninch.publish.citing import copies_of, copy_paragraphs
from columninch.publish.parts import first_wording, part_views, rules
from columninch.publish.summary import summary_html
from columninch.publish.wording import Wording
from columninch.publish.words import WORDS, words_in
from columninch.text.direction import language_direction

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.publish.citing import CitedCopy
    from columninch.records import (
        CorrectionNote,
        DigestEntry,
        Issue,
        ShareStatement,
        SourceCopy,
        TrackedFigure,
    )

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""No script, no frame, and nothing from another address."""


class PassageLinks(Protocol):
    """What knows where the copy of a source lies: the issue's own copies, or the mail's links."""

    def link(self, source: SourceCopy, passage: str = "") -> str:
        """The address of the copy, with a fragment where it has `passage`."""
        ...


def issue_html(issue: Issue, *, asset_root: str, site_root: str) -> str:
    """The issue's page. `asset_root` and `site_root` lead from it to those folders."""
    return render(
        "issue.html",
        first_wording(issue),
        asset_root=asset_root,
        issue=issue,
        title_adds=not issue.title.startswith(issue.series),
        parts=part_views(issue),
        copies=copies_of(issue),
        corrected=_corrected(issue),
        site_root=site_root,
        share_folder="shares/",
    )


def copy_html(copy: CitedCopy, issue: Issue, *, asset_root: str) -> str:
    """The page that shows a cited source, told in its own language where the issue speaks it."""
    spoken = {part.language for part in issue.parts} & WORDS.keys()
    wording = first_wording(issue)
    if copy.source.language in spoken:
        wording = Wording(copy.source.language, issue.time_zone)
    return render(
        "copy.html",
        wording,
        asset_root=asset_root,
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
    return render(
        "coded.html",
        Wording(language, issue.time_zone),
        asset_root=asset_root,
        issue=issue,
        told=told,
        key=key,
        rules=rules(told, language),
        site_root="../../..",
        share_folder="",
    )


def render_site_page(template: str, language: str, **values: object) -> str:
    """A page of the site's own folder."""
    return render(template, Wording(language), asset_root="assets", **values)


def render(template: str, wording: Wording, **values: object) -> str:
    """A template of this room, told in `wording`."""
    page = ENVIRONMENT.get_template(template)
    return page.render(w=wording, policy=POLICY, **values)


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


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _fill(pattern: str, *parts: str) -> Markup:
    """A pattern of the words with its parts; safe parts stay markup, others are escaped."""
    return Markup(escape(pattern)).format(*parts)  # noqa: S704 - escaped just now


def _fill_isolated(pattern: str, *parts: str) -> Markup:
    """The same, each part kept from turning the direction of what surrounds it."""
    return _fill(pattern, *(Markup("<bdi>{}</bdi>").format(part) for part in parts))


def _entry_summary(entry: DigestEntry, links: PassageLinks, wording: Wording) -> Markup:
    def link(stretch: str) -> str:
        found = (links.link(source, stretch) for source in entry.sources)
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
