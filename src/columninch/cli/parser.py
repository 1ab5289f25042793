"""The commands with their options, help and examples: one table, nothing imported for it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from columninch import __version__

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


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="a new or empty folder")
    parser.add_argument("--name", default="", help="what the desk is called (the folder's name)")
    parser.add_argument("--title", default="", help="the digest's title (The NAME Week)")
    parser.add_argument("--contact", default="", help="an e-mail address outlets can write to")
    parser.add_argument("--zone", default="UTC", help="the time zone of the week, as Europe/Tirane")
    parser.add_argument(
        "--languages", default="en,fa", help="the digest's languages, in their order"
    )
    parser.add_argument("--user", default="editor", help="the first user's name")
    parser.add_argument(
        "--password-file", type=Path, help="a file with the first user's password (asked otherwise)"
    )
    parser.add_argument(
        "--sample",
        metavar="ADDRESS:PORT",
        default="",
        help="reach the sample press's outlets at a running `columninch sample serve`",
    )


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "address", help="a site, feed, sitemap or page (http…), a file, a folder, an OPML list"
    )
    parser.add_argument("--outlet", default="", help="the outlet's name, where found wrong")
    parser.add_argument("--dry-run", action="store_true", help="show what is found, add nothing")
    parser.add_argument("--yes", action="store_true", help="add the best that is found, unasked")
    parser.add_argument("--kind", default="", help="take the address as a source of this kind")
    parser.add_argument(
        "--selector", default="", metavar="CSS", help="which links of a listing page are articles"
    )
    parser.add_argument("--browser", action="store_true", help="render its pages in a browser")
    parser.add_argument(
        "--groups", action="store_true", help="of an OPML list: make its folders groups"
    )


def _sources_opml(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the file to write, or - for standard output")


def _backfill(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("outlet", help="its key or name")
    parser.add_argument(
        "--from", dest="first", required=True, metavar="DAY", help="the first day, YYYY-MM-DD"
    )
    parser.add_argument("--until", dest="last", default="", metavar="DAY", help="the last (today)")
    parser.add_argument("--sitemap", default="", metavar="URL", help="a sitemap (those watched)")
    parser.add_argument("--listing", default="", metavar="URL", help="a listing with older pages")
    parser.add_argument("--cdx", default="", metavar="URL", help="a web archive's CDX server")
    parser.add_argument("--warc", default="", metavar="PATH", help="WARC, ARC or WACZ file(s)")
    parser.add_argument("--selector", default="", help="CSS selector of a listing's article links")
    parser.add_argument(
        "--replay",
        default="",
        metavar="TEMPLATE",
        help="where the archive gives its copies, with {timestamp} and {url}",
    )


def _status(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--all", action="store_true", help="every source, also where there are many"
    )


def _run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--watch", action="store_true", help="go on, looking again every minute")
    parser.add_argument("--quiet", action="store_true", help="no progress, only the last table")
    parser.add_argument(
        "--wait-for-sources", action="store_true", help="with none yet, wait instead of stopping"
    )


def _which_issue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--number", type=int, default=None, help="the issue (the newest)")
    parser.add_argument("--series", default="", help="the series' key (the first)")


def _draft(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--week", default="", metavar="DAY", help="the week of YYYY-MM-DD (newest)")
    parser.add_argument("--series", default="", help="the series' key (the first)")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--wacz", type=Path, required=True, metavar="FILE", help="the new file")
    parser.add_argument("--issue", type=int, default=None, help="what this issue cites")
    parser.add_argument("--series", default="", help="the issue's series' key (the first)")
    parser.add_argument(
        "--from", dest="since", default="", metavar="DAY", help="captures from YYYY-MM-DD on (UTC)"
    )
    parser.add_argument("--until", default="", metavar="DAY", help="captures before this day (UTC)")


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--address", default="127.0.0.1", help="where to listen")
    parser.add_argument("--workers", type=int, default=1, help="processes that run the pipeline")


def _sample_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--clock",
        type=float,
        default=0.0,
        metavar="SPEED",
        help="play the two weeks SPEED times faster than life (0: all is out already)",
    )


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--into", type=Path, default=Path("demo"), help="the demo desk's folder")
    parser.add_argument("--seed", type=int, default=1, help="which edition of the sample press")
    parser.add_argument(
        "--items", type=int, default=None, help="a smaller edition of so many items"
    )


def _user(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name")
    parser.add_argument("--password-file", type=Path, help="a file with the password")


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "to",
        type=Path,
        metavar="FILE-or-FOLDER",
        help="a file (.tar.zst, .tar.gz, .tar), or a folder that takes only what changed since",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress, only the last lines")


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", type=Path, help="what `columninch backup` wrote")
    parser.add_argument("folder", type=Path, help="the desk's folder, new or empty")
    parser.add_argument(
        "--database",
        metavar="URL",
        default="",
        help="put the database there: postgresql://…, and empty (a SQLite file otherwise)",
    )
    parser.add_argument(
        "--verify", action="store_true", help="read every archived record in the end"
    )


def _upgrade(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--backup",
        type=Path,
        metavar="FILE-or-FOLDER",
        help="where the backup before it goes (DESK-before-MODEL, beside the desk)",
    )


def _export_table(parser: argparse.ArgumentParser, table: str) -> None:
    parser.set_defaults(table=table)
    parser.add_argument(
        "to", metavar="FILE", help="ends in .csv, .jsonl or .parquet; - is standard output"
    )
    parser.add_argument("--format", default="", help="csv, jsonl or parquet, whatever FILE says")
    parser.add_argument("--bom", action="store_true", help="CSV that Excel reads as UTF-8")
    parser.add_argument(
        "--from", dest="starts", default="", metavar="DAY", help="dated YYYY-MM-DD or later"
    )
    parser.add_argument(
        "--until", dest="ends", default="", metavar="DAY", help="dated before YYYY-MM-DD"
    )
    parser.add_argument("--series", default="", help="what the series of this key measures")


def _export_items(parser: argparse.ArgumentParser) -> None:
    _export_table(parser, "items")
    parser.add_argument("--outlet", default="", help="only the outlet of this key")
    parser.add_argument("--text", action="store_true", help="with the items' whole texts")


def _export_codings(parser: argparse.ArgumentParser) -> None:
    _export_table(parser, "codings")
    parser.add_argument("--outlet", default="", help="only frames that hold the outlet of this key")
    parser.add_argument("--pseudonyms", action="store_true", help="coders by number, not by name")


def _export_shares(parser: argparse.ArgumentParser) -> None:
    _export_table(parser, "shares")


def _export_quotes(parser: argparse.ArgumentParser) -> None:
    _export_table(parser, "quotes")
    parser.add_argument("--outlet", default="", help="only the outlet of this key")


def _takedown(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar="URL-or-ITEM", help="an address, or an item's number")
    parser.add_argument("--reason", required=True, help="why; it stands on what is left")
    parser.add_argument("--by", default="", help="who asked for it, or decided it")
    parser.add_argument(
        "--yes", action="store_true", help="do it (without: only list what would go)"
    )


def _retention(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help="only list what would go (as without --apply)"
    )
    parser.add_argument("--apply", action="store_true", help="do it")


# fmt: off
COMMANDS = (
    Command(
        ("init",), "init", "make a desk in a new folder", "columninch init my-desk",
        _init, needs_desk=False, has_json=True,
    ),
    Command(
        ("add",), "add", "watch a site, feed, sitemap, page, file or folder, or an OPML list",
        "columninch add https://outlet.example --desk my-desk", _add, has_json=True,
    ),
    Command(
        ("backfill",), "backfill", "take in what an outlet published before",
        "columninch backfill isle-courier --from 2026-01-01 "
        "--cdx https://web.archive.org/cdx/search/cdx",
        _backfill, has_json=True,
    ),
    Command(
        ("sources", "opml"), "sources_opml", "write what is watched as OPML, for other readers",
        "columninch sources opml outlets.opml", _sources_opml,
    ),
    Command(
        ("run",), "run", "do everything that is due, up to a draft",
        "columninch run --desk my-desk", _run, has_json=True,
    ),
    Command(
        ("status",), "status", "what waits, what failed, how the sources are",
        "columninch status --desk my-desk", _status, has_json=True,
    ),
    Command(
        ("digest", "draft"), "digest_draft", "draft the digest of a week",
        "columninch digest draft --week 2026-05-04", _draft, has_json=True,
    ),
    Command(
        ("digest", "verify"), "digest_verify", "check every citation of a digest",
        "columninch digest verify --number 2", _which_issue, has_json=True,
    ),
    Command(
        ("digest", "deposit"), "digest_deposit", "hand its cited pages to a public web archive",
        "columninch digest deposit --number 2", _which_issue, has_json=True,
    ),
    Command(
        ("digest", "publish"), "digest_publish", "verify a digest and publish it",
        "columninch digest publish", _which_issue, has_json=True,
    ),
    Command(
        ("serve",), "serve", "open the web desk, with workers that keep it up to date",
        "columninch serve --desk my-desk --port 8000", _serve,
    ),
    Command(
        ("archive", "verify"), "archive_verify", "read the whole archive and report damage",
        "columninch archive verify --desk my-desk", has_json=True,
    ),
    Command(
        ("backup",), "backup", "write a desk to one file or folder, while it runs",
        "columninch backup /mnt/backups/my-desk.tar.zst --desk my-desk", _backup, has_json=True,
    ),
    Command(
        ("restore",), "restore", "make a desk of a backup, in a new folder",
        "columninch restore /mnt/backups/my-desk.tar.zst my-desk", _restore,
        needs_desk=False, has_json=True,
    ),
    Command(
        ("upgrade",), "upgrade", "bring a desk's database up to this program, after a backup",
        "columninch upgrade --desk my-desk", _upgrade, has_json=True,
    ),
    Command(
        ("export", "items"), "export_table", "items with dates, outlets, languages and hashes",
        "columninch export items items.csv --from 2026-05-04", _export_items, has_json=True,
    ),
    Command(
        ("export", "codings"), "export_table", "codings with the frames that they count in",
        "columninch export codings codings.parquet --pseudonyms", _export_codings, has_json=True,
    ),
    Command(
        ("export", "shares"), "export_table", "shares with their intervals and counts",
        "columninch export shares shares.csv --bom", _export_shares, has_json=True,
    ),
    Command(
        ("export", "quotes"), "export_table", "quotations with their places and speakers",
        "columninch export quotes - --format jsonl", _export_quotes, has_json=True,
    ),
    Command(
        ("takedown",), "takedown", "remove an item's bytes and text for good, and say so",
        "columninch takedown https://outlet.example/a --reason 'a court order' --yes", _takedown,
        has_json=True,
    ),
    Command(
        ("retention",), "retention", "remove what the desk's rule says is kept no longer",
        "columninch retention --apply", _retention, has_json=True,
    ),
    Command(
        ("archive", "export"), "archive_export", "write captures to a file for replay programs",
        "columninch archive export --wacz week.wacz --from 2026-05-04 --until 2026-05-11",
        _export, has_json=True,
    ),
    Command(
        ("user", "add"), "user_add", "give someone an account",
        "columninch user add samira --desk my-desk", _user,
    ),
    Command(
        ("sample", "serve"), "sample_serve", "keep the sample press running for a desk of yours",
        "columninch sample serve --clock 2000", _sample_serve, needs_desk=False,
    ),
    Command(
        ("demo",), "demo", "the whole loop on the sample press, to a published digest",
        "columninch demo --into demo", _demo, needs_desk=False, has_json=True,
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
