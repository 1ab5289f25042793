"""The desk's transcription service, from its settings; its key is kept as mail passwords are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from columninch.collect.transcripts.service import ServiceSettings
from columninch.desk.mail_passwords import SECRETS_FILE, secrets_listed
from columninch.errors import DeskError

if TYPE_CHECKING:
    from pathlib import Path

    from columninch.desk.config import DeskConfig

VARIABLE = "COLUMNINCH_TRANSCRIPTION_KEY"


def service_settings(opened: DeskConfig) -> ServiceSettings | None:
    """Where the desk's service is, and its key; None where the settings name none.

    Raises `DeskError` where its address is none of the web's, or has a key in it.
    """
    url = opened.text("transcription.url")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise DeskError(
            "transcription.url is no address of a service",
            where=str(opened.folder),
            hint="write it as http://127.0.0.1:8000/v1/audio/transcriptions, without a key",
        )
    return ServiceSettings(
        url=url,
        model=opened.text("transcription.model"),
        key=service_key(opened.folder),
        most_seconds=opened.number("transcription.minutes") * 60,
        wait_seconds=opened.number("transcription.wait_seconds"),
    )


def service_key(folder: Path) -> str:
    """The service's key, from the environment or `secrets.toml`; empty where it wants none."""
    given = os.environ.get(VARIABLE, "")
    key = given or secrets_listed(folder / SECRETS_FILE, "transcription", "key").get("key", "")
    return key if isinstance(key, str) and key.isascii() and key.isprintable() else ""
