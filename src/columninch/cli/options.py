"""The options and arguments of each command, with their help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def init(parser: argparse.ArgumentParser) -> None:
    """Of `columninch init`."""
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


def add(parser: argparse.ArgumentParser) -> None:
    """Of `columninch add`."""
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
        "--transcribe",
        action="store_true",
        help="have its programmes without captions written down by your service",
    )
    parser.add_argument(
        "--groups", action="store_true", help="of an OPML list: make its folders groups"
    )


def sources_opml(parser: argparse.ArgumentParser) -> None:
    """Of `columninch sources opml`."""
    parser.add_argument("file", type=Path, help="the file to write, or - for standard output")


def backfill(parser: argparse.ArgumentParser) -> None:
    """Of `columninch backfill`."""
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


def status(parser: argparse.ArgumentParser) -> None:
    """Of `columninch status`."""
    parser.add_argument(
        "--all", action="store_true", help="every source, also where there are many"
    )


def run(parser: argparse.ArgumentParser) -> None:
    """Of `columninch run`."""
    parser.add_argument("--watch", action="store_true", help="go on, looking again every minute")
    parser.add_argument("--quiet", action="store_true", help="no progress, only the last table")
    parser.add_argument(
        "--wait-for-sources", action="store_true", help="with none yet, wait instead of stopping"
    )


def which_issue(parser: argparse.ArgumentParser) -> None:
    """Of a command about one issue."""
    parser.add_argument("--number", type=int, default=None, help="the issue (the newest)")
    parser.add_argument("--series", default="", help="the series' key (the first)")


def draft(parser: argparse.ArgumentParser) -> None:
    """Of `columninch digest draft`."""
    parser.add_argument("--week", default="", metavar="DAY", help="the week of YYYY-MM-DD (newest)")
    parser.add_argument("--series", default="", help="the series' key (the first)")


def export(parser: argparse.ArgumentParser) -> None:
    """Of `columninch archive export`."""
    parser.add_argument("--wacz", type=Path, required=True, metavar="FILE", help="the new file")
    parser.add_argument("--issue", type=int, default=None, help="what this issue cites")
    parser.add_argument("--series", default="", help="the issue's series' key (the first)")
    parser.add_argument(
        "--from", dest="since", default="", metavar="DAY", help="captures from YYYY-MM-DD on (UTC)"
    )
    parser.add_argument("--until", default="", metavar="DAY", help="captures before this day (UTC)")


def serve(parser: argparse.ArgumentParser) -> None:
    """Of `columninch serve`."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--address", default="127.0.0.1", help="where to listen")
    parser.add_argument("--workers", type=int, default=1, help="processes that run the pipeline")


def sample_serve(parser: argparse.ArgumentParser) -> None:
    """Of `columninch sample serve`."""
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--clock",
        type=float,
        default=0.0,
        metavar="SPEED",
        help="play the two weeks SPEED times faster than life (0: all is out already)",
    )


def demo(parser: argparse.ArgumentParser) -> None:
    """Of `columninch demo`."""
    parser.add_argument("--into", type=Path, default=Path("demo"), help="the demo desk's folder")
    parser.add_argument("--seed", type=int, default=1, help="which edition of the sample press")
    parser.add_argument(
        "--items", type=int, default=None, help="a smaller edition of so many items"
    )


def user(parser: argparse.ArgumentParser) -> None:
    """Of `columninch user add`."""
    parser.add_argument("name")
    parser.add_argument("--password-file", type=Path, help="a file with the password")


def backup(parser: argparse.ArgumentParser) -> None:
    """Of `columninch backup`."""
    parser.add_argument(
        "to",
        type=Path,
        metavar="FILE-or-FOLDER",
        help="a file (.tar.zst, .tar.gz, .tar), or a folder that takes only what changed since",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress, only the last lines")


def restore(parser: argparse.ArgumentParser) -> None:
    """Of `columninch restore`."""
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


def upgrade(parser: argparse.ArgumentParser) -> None:
    """Of `columninch upgrade`."""
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


def export_items(parser: argparse.ArgumentParser) -> None:
    """Of `columninch export items`."""
    _export_table(parser, "items")
    parser.add_argument("--outlet", default="", help="only the outlet of this key")
    parser.add_argument("--text", action="store_true", help="with the items' whole texts")


def export_codings(parser: argparse.ArgumentParser) -> None:
    """Of `columninch export codings`."""
    _export_table(parser, "codings")
    parser.add_argument("--outlet", default="", help="only frames that hold the outlet of this key")
    parser.add_argument("--pseudonyms", action="store_true", help="coders by number, not by name")


def export_shares(parser: argparse.ArgumentParser) -> None:
    """Of `columninch export shares`."""
    _export_table(parser, "shares")


def export_quotes(parser: argparse.ArgumentParser) -> None:
    """Of `columninch export quotes`."""
    _export_table(parser, "quotes")
    parser.add_argument("--outlet", default="", help="only the outlet of this key")


def takedown(parser: argparse.ArgumentParser) -> None:
    """Of `columninch takedown`."""
    parser.add_argument("target", metavar="URL-or-ITEM", help="an address, or an item's number")
    parser.add_argument("--reason", required=True, help="why; it stands on what is left")
    parser.add_argument("--by", default="", help="who asked for it, or decided it")
    parser.add_argument(
        "--yes", action="store_true", help="do it (without: only list what would go)"
    )


def retention(parser: argparse.ArgumentParser) -> None:
    """Of `columninch retention`."""
    parser.add_argument(
        "--dry-run", action="store_true", help="only list what would go (as without --apply)"
    )
    parser.add_argument("--apply", action="store_true", help="do it")
