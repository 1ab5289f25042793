"""A signed-in browser without a browser, before a small week."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.desk import press


@pytest.fixture
def week(db: None) -> press.Week:
    return press.small_week()


@pytest.fixture
def signed_in(db: None) -> Client:
    client = Client()
    client.force_login(press.user())
    return client
