"""The log: every act of a person on the desk, appended and never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from columninch.desk.models import Log

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AbstractBaseUser


def write_log(
    act: str, subject: str, user: AbstractBaseUser | None, now: datetime, **detail: Any
) -> Log:
    """Append an act to the log; without a user it was done on the command line."""
    return Log.objects.create(
        at=now, user_id=user.pk if user else None, act=act, subject=subject[:200], detail=detail
    )
