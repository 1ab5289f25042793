"""Accounts of the web desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from columninch.errors import UsageError

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


def add_user(name: str, password: str) -> AbstractUser:
    """A new account. Raises `UsageError` where the name is taken or the password is weak."""
    users = get_user_model().objects
    if users.filter(username=name).exists():
        raise UsageError("someone has this name already", where=name)
    try:
        validate_password(password)
    except ValidationError as error:
        raise UsageError(" ".join(error.messages), where="the password") from error
    user: AbstractUser = users.create_user(username=name, password=password)
    return user
