"""The files of a published site: an issue's, and those that all issues share."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from columninch.archive.wacz import RecordSource, wacz_bytes
from columninch.digest.freeze import canonical_json
from columninch.publish.addresses import issue_folder, picture_file
from columninch.publish.cards import IssueCard, issue_card
from columninch.publish.charts import share_chart_svg
from columninch.publish.citing import copies_of
from columninch.publish.feed import atom_feed
from columninch.publish.newsletter import newsletter
from columninch.publish.pages import coded_html, copy_html, issue_html, render_site_page
from columninch.publish.tables import coded_csv, shares_csv, statement_keys
from columninch.publish.wording import Wording
from columninch.publish.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable

    from columninch.records import Issue

__all__ = [
    "IssueCard",
    "issue_card",
    "issue_files",
    "issue_page",
    "site_files",
    "write_files",
]

NO_SENDER = "nobody@columninch.invalid"
"""Stands in the newsletter that lies on the site: a desk's address is never published."""


def issue_files(issue: Issue, vault: RecordSource) -> dict[str, bytes]:
    """Every file of an issue, by its path below the site's folder.

    The issue's page, a copy page for each cited source, the coded texts behind each share,
    the tables, the charts, the pictures, the newsletter, the issue itself as JSON, and the
    cited captures as WACZ. The same issue gives the same bytes. `vault` gives the records.

    Raises `ArchiveError` where a cited record is missing.
    """
    copies = copies_of(issue)
    files = {
        "index.html": issue_html(issue, asset_root="../../assets", site_root="../..").encode(),
        "shares.csv": shares_csv(issue),
        "newsletter.eml": newsletter(issue, sender=NO_SENDER),
        "issue.json": canonical_json(issue) + b"\n",
        "issue.wacz": wacz_bytes(copies.captures(), vault, issue.title, issue.frozen_at),
    }
    for copy in copies.by_file.values():
        files[copy.file] = copy_html(copy, issue, asset_root="../../../assets").encode()
    files |= _share_files(issue) | _chart_files(issue) | _pictures(issue)
    return {f"{issue_folder(issue.number)}/{path}": body for path, body in files.items()}


def issue_page(issue: Issue, *, asset_root: str) -> str:
    """The issue's page alone, for a preview.

    `asset_root` is the address of the folder with `site.css`, without a final slash. Links
    to copies and to other issues lead to where they will lie once published.
    """
    return issue_html(issue, asset_root=asset_root, site_root="../..")


def site_files(
    cards: Sequence[IssueCard],
    series: str,
    languages: Sequence[str],
    desk: str,
    *,
    base_url: str = "",
) -> dict[str, bytes]:
    """What all issues share: the index, the feed, how we count, the style and typefaces.

    `base_url` is the site's address, if it has one: without it the feed names no network
    address. There is no feed as long as there is no issue.
    """
    newest_first = sorted(cards, key=lambda card: card.number, reverse=True)
    language = languages[0] if languages else "en"
    files = {
        "index.html": render_site_page(
            "index.html", language, series=series, desk=desk, cards=newest_first
        ).encode(),
        "methods.html": render_site_page(
            "methods.html", language, series=series, parts=_method_parts(languages)
        ).encode(),
    }
    if newest_first:
        files["feed.xml"] = atom_feed(newest_first, series, language, desk, base_url=base_url)
    return files | _assets()


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write each file below `folder`, whole or not at all; what is the same is left alone.

    A reader of the folder sees the old file or the new one, never a part of it.
    """
    for name, body in sorted(files.items()):
        path = folder / name
        if path.is_file() and path.read_bytes() == body:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, body)


def _replace(path: Path, body: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        written.chmod(0o644)  # mkstemp's files are for their owner alone
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class MethodPart:
    """How we count, in one language."""

    language: str
    name: str
    template: str


def _method_parts(languages: Sequence[str]) -> list[MethodPart]:
    spoken = [language for language in dict.fromkeys(languages) if language in WORDS]
    return [
        MethodPart(language, Wording(language).language_name(language), f"methods_{language}.html")
        for language in spoken or ["en"]
    ]


def _share_files(issue: Issue) -> dict[str, bytes]:
    """The coded texts behind each share, told in the language of the part that has it."""
    files: dict[str, bytes] = {}
    keys = statement_keys(issue)
    for part in issue.parts:
        leads = (part.lead,) if part.lead is not None else ()
        for told in (*leads, *part.shares):
            path = f"shares/{keys[told]}"
            if f"{path}.csv" in files:
                continue
            page = coded_html(told, keys[told], issue, part.language, asset_root="../../../assets")
            files |= {f"{path}.csv": coded_csv(told), f"{path}.html": page.encode()}
    return files


def _chart_files(issue: Issue) -> dict[str, bytes]:
    return {
        f"chart-{part.language}.svg": share_chart_svg(
            part.shares, part.chart_title, part.language
        ).encode()
        for part in issue.parts
        if part.shares
    }


def _pictures(issue: Issue) -> dict[str, bytes]:
    return {
        picture_file(entry.picture): entry.picture.body
        for part in issue.parts
        for section in part.sections
        for entry in section.entries
        if entry.picture is not None
    }


def _assets() -> dict[str, bytes]:
    """The style sheet and what it names; the font for drawing stays behind."""
    root = resources.files("columninch.publish") / "assets"
    wanted = (".css", ".woff2", ".txt")
    return {
        f"assets/{path}": file.read_bytes()
        for path, file in _walk(root, "")
        if path.endswith(wanted)
    }


def _walk(folder: Traversable, above: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        path = f"{above}{one.name}"
        found += _walk(one, f"{path}/") if one.is_dir() else [(path, one)]
    return found
