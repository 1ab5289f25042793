"""The commands with their options, help and examples: one table, nothing imported for it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from columninch import __version__
from columninch.cli import options

Adder = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its words, the module that runs it, what help says."""

    words: tuple[str, ...]
    module: str
    summary: str
    example: str
    add: Adder = field(default=lambda _parser: None)
    needs_desk: bool = True
    has_json: bool = False


# fmt: off
COMMANDS = (
    Command(
        ("init",), "init", "make a desk in a new folder", "columninch init my-desk",
        options.init, needs_desk=False, has_json=True,
    ),
    Command(
        ("add",), "add", "watch a site, feed, sitemap, page, file or folder, or an OPML list",
        "columninch add https://outlet.example --desk my-desk", options.add, has_json=True,
    ),
    Command(
        ("backfill",), "backfill", "take in what an outlet published before",
        "columninch backfill isle-courier --from 2026-01-01 "
        "--cdx https://web.archive.org/cdx/search/cdx",
        options.backfill, has_json=True,
    ),
    Command(
        ("sources", "opml"), "sources_opml", "write what is watched as OPML, for other readers",
        "columninch sources opml outlets.opml", options.sources_opml,
    ),
    Command(
        ("run",), "run", "do everything that is due, up to a draft",
        "columninch run --desk my-desk", options.run, has_json=True,
    ),
    Command(
        ("status",), "status", "what waits, what failed, how the sources are",
        "columninch status --desk my-desk", options.status, has_json=True,
    ),
    Command(
        ("digest", "draft"), "digest_draft", "draft the digest of a week",
        "columninch digest draft --week 2026-05-04", options.draft, has_json=True,
    ),
    Command(
        ("digest", "verify"), "digest_verify", "check every citation of a digest",
        "columninch digest verify --number 2", options.which_issue, has_json=True,
    ),
    Command(
        ("digest", "deposit"), "digest_deposit", "hand its cited pages to a public web archive",
        "columninch digest deposit --number 2", options.which_issue, has_json=True,
    ),
    Command(
        ("digest", "publish"), "digest_publish", "verify a digest and publish it",
        "columninch digest publish", options.which_issue, has_json=True,
    ),
    Command(
        ("serve",), "serve", "open the web desk, with workers that keep it up to date",
        "columninch serve --desk my-desk --port 8000", options.serve,
    ),
    Command(
        ("archive", "verify"), "archive_verify", "read the whole archive and report damage",
        "columninch archive verify --desk my-desk", has_json=True,
    ),
    Command(
        ("backup",), "backup", "write a desk to one file or folder, while it runs",
        "columninch backup /mnt/backups/my-desk.tar.zst --desk my-desk",
        options.backup, has_json=True,
    ),
    Command(
        ("restore",), "restore", "make a desk of a backup, in a new folder",
        "columninch restore /mnt/backups/my-desk.tar.zst my-desk", options.restore,
        needs_desk=False, has_json=True,
    ),
    Command(
        ("upgrade",), "upgrade", "bring a desk's database up to this program, after a backup",
        "columninch upgrade --desk my-desk", options.upgrade, has_json=True,
    ),
    Command(
        ("export", "items"), "export_table", "items with dates, outlets, languages and hashes",
        "columninch export items items.csv --from 2026-05-04", options.export_items, has_json=True,
    ),
    Command(
        ("export", "codings"), "export_table", "codings with the frames that they count in",
        "columninch export codings codings.parquet --pseudonyms",
        options.export_codings, has_json=True,
    ),
    Command(
        ("export", "shares"), "export_table", "shares with their intervals and counts",
        "columninch export shares shares.csv --bom", options.export_shares, has_json=True,
    ),
    Command(
        ("export", "quotes"), "export_table", "quotations with their places and speakers",
        "columninch export quotes - --format jsonl", options.export_quotes, has_json=True,
    ),
    Command(
        ("takedown",), "takedown", "remove an item's bytes and text for good, and say so",
        "columninch takedown https://outlet.example/a --reason 'a court order' --yes",
        options.takedown, has_json=True,
    ),
    Command(
        ("retention",), "retention", "remove what the desk's rule says is kept no longer",
        "columninch retention --apply", options.retention, has_json=True,
    ),
    Command(
        ("archive", "export"), "archive_export", "write captures to a file for replay programs",
        "columninch archive export --wacz week.wacz --from 2026-05-04 --until 2026-05-11",
        options.export, has_json=True,
    ),
    Command(
        ("user", "add"), "user_add", "give someone an account",
        "columninch user add samira --desk my-desk", options.user,
    ),
    Command(
        ("sample", "serve"), "sample_serve", "keep the sample press running for a desk of yours",
        "columninch sample serve --clock 2000", options.sample_serve, needs_desk=False,
    ),
    Command(
        ("demo",), "demo", "the whole loop on the sample press, to a published digest",
        "columninch demo --into demo", options.demo, needs_desk=False, has_json=True,
    ),
)
# fmt: on
GROUPS = {
    "digest": "draft, verify, deposit and publish a digest",
    "archive": "look after the archive",
    "sources": "what is watched",
    "export": "take items, codings, shares or quotations along as a table",
    "user": "accounts of the web desk",
    "sample": "the fictional press that comes along",
}


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="columninch",
        description="A media-monitoring desk whose weekly digest can be defended.",
        epilog="Begin with: columninch init my-desk. Each command has --help with an example.",
    )
    parser.add_argument("--version", action="version", version=f"columninch {__version__}")
    top = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    inner = {
        word: top.add_parser(word, help=summary, description=summary).add_subparsers(
            title="commands", metavar="COMMAND", required=True
        )
        for word, summary in GROUPS.items()
    }
    for command in COMMANDS:
        below = top if len(command.words) == 1 else inner[command.words[0]]
        _describe(
            below.add_parser(
                command.words[-1],
                help=command.summary,
                description=f"{command.summary[:1].upper()}{command.summary[1:]}.",
                epilog=f"Example: {command.example}",
            ),
            command,
        )
    return parser


def _describe(parser: argparse.ArgumentParser, command: Command) -> None:
    command.add(parser)
    parser.set_defaults(module=command.module, json=False, desk=None)
    if command.needs_desk:
        parser.add_argument(
            "--desk",
            type=Path,
            default=Path(os.environ.get("COLUMNINCH_DESK", ".")),
            help="the desk's folder (COLUMNINCH_DESK, else this folder)",
        )
    if command.has_json:
        parser.add_argument("--json", action="store_true", help="print JSON, for scripts")
    parser.add_argument("--debug", action="store_true", help="show where an error comes from")
