"""Days as they are given to commands."""

from __future__ import annotations

from datetime import date

from columninch.errors import UsageError


def read_day(text: str, option: str = "") -> date:
    """The day in `text`.

    Raises `UsageError` where it is none, which names the `option` that it was given by.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"{text!r} is no day", where=option, hint="write it as 2026-05-04"
        ) from error


def read_day_if_any(text: str) -> date | None:
    """The same, or None where `text` is empty."""
    return read_day(text) if text else None
