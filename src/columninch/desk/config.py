"""A desk's folder and its settings file, `desk.toml`.

One table of options serves reading, the file that `init` writes and the operator's guide.
Anything that the table doesn't have is refused. Paths are relative to the desk's folder,
so that the folder can be moved.
"""

from __future__ import annotations

import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from columninch.errors import DeskError

SETTINGS_FILE = "desk.toml"
DESK_VARIABLE = "COLUMNINCH_DESK"
DATABASE_VARIABLE = "COLUMNINCH_DATABASE_URL"

MOST_MONTHS = 1200
UNIT_SECONDS = {"minute": 60, "hour": 3600, "day": 86_400}

Value = str | float | int | bool | list[str] | datetime | dict[str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """One setting of a desk."""

    name: str
    """With its table, as in `web.gap_seconds`."""
    kind: type | tuple[type, ...]
    default: Value
    help: str


OPTIONS = (
    Option("name", str, "", "what the desk is called on its pages and in its issues"),
    Option("contact", str, "", "an address that outlets can write to; sent with each request"),
    Option("languages", list, ["en", "fa"], "the languages to expect, those of the outlets"),
    Option("database.url", str, "", "postgresql://… for a team; empty for one SQLite file"),
    Option("web.gap_seconds", (int, float), 1.0, "pause between two requests to one host"),
    Option("web.at_once", int, 24, "how many sources and hosts are asked at the same time"),
    Option("web.robots", bool, True, "keep to robots.txt"),
    Option(
        "web.crawl_delay_seconds", (int, float), 60.0, "the longest pause that a site may ask for"
    ),
    Option("web.timeout_seconds", (int, float), 30.0, "the longest a request may take"),
    Option("web.first_byte_seconds", (int, float), 20.0, "how long an answer may take to begin"),
    Option("web.megabytes", (int, float), 20.0, "the largest answer, unpacked"),
    Option("web.hosts", dict, {}, "test servers only: host name to address:port"),
    Option(
        "visits.after",
        list,
        ["1 hour", "6 hours", "1 day", "3 days", "7 days"],
        "when a young item's page is looked at again, after its first fetch; empty: never",
    ),
    Option("visits.live", str, "30 minutes", "how often while it is a live page that grows"),
    Option("archive.retention", str, "all", "what is kept: all, cited, or uncited for N months"),
    Option("browser.executable", str, "", "Chromium, for pages made by script; empty: none"),
    Option("browser.page_seconds", (int, float), 45.0, "the longest a page may take in it"),
    Option("browser.memory_mb", (int, float), 1500.0, "the most memory it may take"),
    Option("transcription.url", str, "", "your service that writes down sound; empty: none"),
    Option("transcription.model", str, "whisper-1", "the model that it is asked for"),
    Option("transcription.megabytes", (int, float), 100.0, "the largest file that it is sent"),
    Option("transcription.minutes", (int, float), 120.0, "the longest programme that it is sent"),
    Option("transcription.wait_seconds", (int, float), 1800.0, "the longest its answer may take"),
    Option("deposit.url", str, "", "a public web archive that cited pages are handed to"),
    Option("deposit.gap_seconds", (int, float), 15.0, "pause between two deposits"),
    Option("deposit.publish_seconds", (int, float), 120.0, "the longest publishing waits for them"),
    Option("draw.salt", str, "", "makes this desk's draws its own; changed, every draw is another"),
    Option("publish.base_url", str, "", "where the site will be found, for the feed's links"),
    Option("publish.sender", str, "", "the newsletter's From; the contact where empty"),
    Option("serve.allowed_hosts", list, [], "host names of the web desk beyond localhost"),
    Option("clock.fixed", datetime, None, "a moment at which the clock stands still, for tests"),  # type: ignore[arg-type]  # TOML has no null
)


WANTED: dict[type | tuple[type, ...], str] = {
    str: "a text",
    list: "a list of texts",
    (int, float): "a number, 0 or more",
    int: "a whole number, 0 or more",
    bool: "true or false",
    dict: "a table of texts",
    datetime: "a moment with its zone, as 2026-05-11T09:00:00Z",
}
"""What a value of each kind is, for people."""


@dataclass(frozen=True, slots=True)
class DeskConfig:
    """A desk's folder with its settings, read and checked."""

    folder: Path
    values: Mapping[str, Value] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The setting `name`, a text."""
        return str(self.values[name])

    def number(self, name: str) -> float:
        """The setting `name`, a number."""
        value = self.values[name]
        assert isinstance(value, int | float)  # noqa: S101  # checked when it was read
        return float(value)

    def flag(self, name: str) -> bool:
        """The setting `name`, true or false."""
        return bool(self.values[name])

    def texts(self, name: str) -> tuple[str, ...]:
        """The setting `name`, a list of texts."""
        value = self.values[name]
        assert isinstance(value, list)  # noqa: S101  # checked when it was read
        return tuple(value)

    @property
    def hosts(self) -> dict[str, tuple[str, int]]:
        """Host names that the web tool maps to an address and port of the desk's choice."""
        value = self.values["web.hosts"]
        assert isinstance(value, dict)  # noqa: S101  # checked when it was read
        return {host: _address(host, place) for host, place in value.items()}

    @property
    def kept_months(self) -> int | None:
        """For how many months what nothing cites is kept; None: for ever."""
        rule = self.text("archive.retention")
        if rule == "all":
            return None
        if rule == "cited":
            return 1
        count, _, unit = rule.partition(" ")
        if not (count.isascii() and count.isdigit() and unit in {"month", "months"}):
            raise _no_rule(rule)
        if not 1 <= int(count) <= MOST_MONTHS:
            raise _no_rule(rule)
        return int(count)

    @property
    def visit_steps(self) -> tuple[timedelta, ...]:
        """When an item's page is looked at again, counted from its first fetch, in order."""
        return tuple(sorted(_span("visits.after", told) for told in self.texts("visits.after")))

    @property
    def live_step(self) -> timedelta:
        """How long after one visit to a live page that grows the next one is made."""
        return _span("visits.live", self.text("visits.live"))

    @property
    def fixed_time(self) -> datetime | None:
        """The moment at which the desk's clock stands still, or None."""
        value = self.values["clock.fixed"]
        return value.astimezone(UTC) if isinstance(value, datetime) else None

    @property
    def database_url(self) -> str:
        """PostgreSQL's address, from the environment first; empty for SQLite."""
        return os.environ.get(DATABASE_VARIABLE, "") or self.text("database.url")

    @property
    def sqlite_file(self) -> Path:
        """The database, where it is SQLite."""
        return self.folder / "desk.sqlite3"

    @property
    def archive_folder(self) -> Path:
        """Where the archive's WARC files lie."""
        return self.folder / "archive"

    @property
    def turns_folder(self) -> Path:
        """Where this machine's processes see whose turn it is at a host."""
        return self.folder / "turns"

    @property
    def site_folder(self) -> Path:
        """Where issues are published to."""
        return self.folder / "site"

    def secret_key(self) -> str:
        """What signs sessions; made by `init`, readable by the owner alone."""
        path = self.folder / "secret.key"
        if not path.is_file():
            raise DeskError(
                "the file is missing",
                where=str(path),
                hint="copy it back from a backup; or make a new one with: columninch upgrade",
            )
        return path.read_text().strip()


def read_config(folder: Path) -> DeskConfig:
    """The settings of the desk in `folder`.

    Raises `DeskError` where there is no desk, or a setting is unknown or of a wrong kind.
    """
    path = folder / SETTINGS_FILE
    if not path.is_file():
        raise DeskError(
            "this is no desk: it has no desk.toml",
            where=str(folder),
            hint="make one with: columninch init FOLDER, or name one with --desk FOLDER",
        )
    try:
        given = _flat(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeskError(f"not valid TOML: {error}", where=str(path)) from error
    known = {option.name: option for option in OPTIONS}
    for name, value in given.items():
        if name not in known:
            raise DeskError(
                f"unknown setting {name}", where=str(path), hint=f"known are: {', '.join(known)}"
            )
        if complaint := _complaint(known[name], value):
            raise DeskError(f"{name} = {value!r}: {complaint}", where=str(path))
    values = {option.name: given.get(option.name, option.default) for option in OPTIONS}
    config = DeskConfig(folder.resolve(), values)
    # their form is checked here, not where they are needed first
    _ = config.hosts
    _ = config.kept_months
    _ = config.visit_steps, config.live_step
    return config


def _complaint(option: Option, value: object) -> str:
    """What a setting must be, where its value isn't; empty where it is."""
    # to Python true and false are numbers; to whoever wrote them they are not
    is_kind = isinstance(value, option.kind) and isinstance(value, bool) is (option.kind is bool)
    match value:
        case list():
            is_kind &= all(isinstance(one, str) for one in value)
        case int() | float():
            is_kind &= 0 <= value < math.inf
        case datetime():
            is_kind &= value.tzinfo is not None
        case _:
            pass
    return "" if is_kind else f"it must be {WANTED[option.kind]}"


def _flat(document: Mapping[str, object]) -> dict[str, Value]:
    flat: dict[str, Value] = {}
    for name, value in document.items():
        if isinstance(value, dict):
            for inner, inner_value in value.items():
                flat[f"{name}.{inner}"] = inner_value
        else:
            flat[name] = value  # type: ignore[assignment]  # TOML's own kinds; checked by the caller
    return flat


def _no_rule(rule: str) -> DeskError:
    return DeskError(
        f"archive.retention = {rule!r} is no rule",
        where=SETTINGS_FILE,
        hint='write "all", "cited" or a number of months as "18 months"',
    )


def _span(name: str, told: str) -> timedelta:
    """A span of time as people write it. Raises `DeskError` for any other text."""
    count, _, unit = told.partition(" ")
    seconds = UNIT_SECONDS.get(unit.removesuffix("s"))
    is_number = count.isascii() and count.isdigit() and len(count) <= 4 and int(count) > 0
    if seconds is None or not is_number:
        raise DeskError(
            f"{name}: {told!r} is no span of time",
            where=SETTINGS_FILE,
            hint='write a whole number and a unit, as "30 minutes", "6 hours" or "1 day"',
        )
    return timedelta(seconds=int(count) * seconds)


def _address(host: str, place: object) -> tuple[str, int]:
    address, _, port = str(place).rpartition(":")
    if not address or not (port.isascii() and port.isdigit()):
        raise DeskError(f"web.hosts: {host} = {place!r} is not address:port", where=SETTINGS_FILE)
    return address.strip("[]"), int(port)
