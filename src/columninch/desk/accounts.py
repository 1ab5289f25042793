"""Who may have an account: nobody signs up, a member is added by someone of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter

if TYPE_CHECKING:
    from django.http import HttpRequest


class DeskAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts of one desk."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made with `columninch user add`."""
        return False
