from datetime import UTC, datetime

import pytest

from columninch.archive.vault import WarcVault
from columninch.collect.fetcher.web import SafeWeb, WebSettings
from columninch.tools import FixedClock, Tools
from tests.collect.site import Site

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def site():
    with_server = Site()
    yield with_server
    with_server.close()


@pytest.fixture
def make_web(site):
    """A web for which tern.example and knot.example are the local site."""
    made = []

    def make(**settings) -> SafeWeb:
        hosts = {"tern.example": site.place, "knot.example": site.place}
        given = {"user_agent": "ColumnInch/0 (+https://desk.example)", "gap_seconds": 0}
        made.append(SafeWeb(WebSettings(**{**given, "hosts": hosts, **settings}), FixedClock(NOON)))
        return made[-1]

    yield make
    for web in made:
        web.close()


@pytest.fixture
def tools(make_web, tmp_path):
    with WarcVault(tmp_path / "archive", FixedClock(NOON)) as vault:
        yield Tools(web=make_web(robots=False), vault=vault, clock=FixedClock(NOON))
