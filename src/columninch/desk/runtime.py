"""The desk's tools, made from its settings once a process: web, browser, vault, clock, mail."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

from columninch import __version__
from columninch.archive.shelf import ForeignArchives
from columninch.archive.vault import WarcVault
from columninch.collect.browser.web import BrowserSettings, BrowserWeb
from columninch.collect.fetcher.web import SafeWeb, WebSettings
from columninch.collect.mail.imap_session import Passwords, SafeMail
from columninch.collect.transcripts.service import TranscriptionService
from columninch.desk.mail_passwords import mail_password
from columninch.desk.transcription import service_settings
from columninch.tools import Clock, FixedClock, SystemClock, Tools

if TYPE_CHECKING:
    from columninch.desk.config import DeskConfig


SOUND_SECONDS = 900.0
"""The longest that fetching a file of sound may take."""


def config() -> DeskConfig:
    """The open desk's settings."""
    opened: DeskConfig = settings.CONFIG
    return opened


def reopen(opened: DeskConfig) -> None:
    """Go on with other settings of the same desk; the archive's file is closed first."""
    vault().close()
    vault.cache_clear()
    close_browser()
    web.cache_clear()
    mail.cache_clear()
    transcriber.cache_clear()
    settings.CONFIG = opened


def clock() -> Clock:
    """The machine's clock, or the moment that the settings fix."""
    fixed = config().fixed_time
    return FixedClock(fixed) if fixed else SystemClock()


@cache
def vault() -> WarcVault:
    """The desk's archive; reading needs no lock, writing takes one at the first record."""
    return WarcVault(config().archive_folder, clock())


@cache
def web() -> SafeWeb:
    """The one way out."""
    opened = config()
    return SafeWeb(
        WebSettings(
            user_agent=user_agent(opened),
            hosts=opened.hosts,
            gap_seconds=opened.number("web.gap_seconds"),
            robots=opened.flag("web.robots"),
            max_crawl_delay_seconds=opened.number("web.crawl_delay_seconds"),
            total_seconds=opened.number("web.timeout_seconds"),
            first_byte_seconds=opened.number("web.first_byte_seconds"),
            max_bytes=int(opened.number("web.megabytes") * 1_000_000),
            max_wire_bytes=int(opened.number("web.megabytes") * 1_000_000),
            turns_folder=opened.turns_folder,
        ),
        clock(),
    )


@cache
def mail() -> SafeMail:
    """The way to mailboxes; a password is looked up when a session begins."""
    opened = config()
    return SafeMail(
        Passwords(lambda account: mail_password(account, opened.folder)),
        opened.hosts,
        opened.number("web.timeout_seconds"),
    )


@cache
def transcriber() -> TranscriptionService | None:
    """The operator's transcription service; None where the settings name none."""
    opened = config()
    found = service_settings(opened)
    if found is None:
        return None
    most = int(opened.number("transcription.megabytes") * 1_000_000)
    room = replace(
        web().settings,
        max_bytes=most,
        max_wire_bytes=most,
        total_seconds=max(SOUND_SECONDS, opened.number("web.timeout_seconds")),
    )
    return TranscriptionService(found, SafeWeb(room, clock()), clock())


@cache
def browser() -> BrowserWeb | None:
    """The way out through a browser, started with its first page; None where there is none."""
    opened = config()
    executable = opened.text("browser.executable")
    if not executable:
        return None
    settings = BrowserSettings(
        executable=executable,
        user_agent=user_agent(opened),
        hosts=opened.hosts,
        page_seconds=opened.number("browser.page_seconds"),
        max_memory=int(opened.number("browser.memory_mb") * 1_000_000),
    )
    return BrowserWeb(settings, web(), clock())


def has_browser() -> bool:
    """Whether the settings name a browser."""
    return bool(config().text("browser.executable"))


def close_browser() -> None:
    """End the browser; the next use makes another, from the settings as they are then."""
    kept = browser()
    if kept is not None:
        kept.close()
    browser.cache_clear()


def user_agent(opened: DeskConfig) -> str:
    """An honest name with an address that an outlet can write to."""
    contact = f"; +mailto:{opened.text('contact')}" if opened.text("contact") else ""
    return f"columninch/{__version__} (media monitoring{contact})"


def tools() -> Tools:
    """What work that isn't pure is handed."""
    return Tools(
        web=web(),
        vault=vault(),
        clock=clock(),
        browser=browser(),
        archives=ForeignArchives(),
        mail=mail(),
        transcriber=transcriber(),
    )
