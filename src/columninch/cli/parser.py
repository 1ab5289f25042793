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
    parser.add_argument("address", help="a site, feed or page (http…), a file or a folder")
    parser.add_argument("--outlet", default="", help="the outlet's name, where found wrong")
    parser.add_argument("--dry-run", action="store_true", help="show what is found, add nothing")


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


# fmt: off
COMMANDS = (
    Command(
        ("init",), "init", "make a desk in a new folder", "columninch init my-desk",
        _init, needs_desk=False, has_json=True,
    ),
    Command(
        ("add",), "add", "watch a site, feed, page, file or folder",
        "columninch add https://outlet.example --desk my-desk", _add, has_json=True,
    ),
    Command(
        ("run",), "run", "do everything that is due, up to a draft",
        "columninch run --desk my-desk", _run, has_json=True,
    ),
    Command(
        ("status",), "status", "what waits, what failed, how the sources are",
        "columninch status --desk my-desk", has_json=True,
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
        ("upgrade",), "upgrade", "bring a desk's database up to this program, keeping a copy",
        "columninch upgrade --desk my-desk",
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
