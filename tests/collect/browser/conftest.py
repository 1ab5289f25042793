import contextlib
import shutil
import socket
import threading
from dataclasses import replace

import pytest

from columninch.collect.browser.web import BrowserSettings, BrowserWeb
from columninch.collect.fetcher.web import SafeWeb, WebSettings
from columninch.tools import FixedClock
from tests.collect.conftest import NOON
from tests.collect.site import Site

AGENT = "ColumnInch/0 (+https://desk.example)"
HOSTS = ("tern.example", "knot.example")
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


class Trap:
    """Ports on this machine that nobody may ever ask: what arrives is kept."""

    def __init__(self) -> None:
        self.arrived: list[bytes] = []
        self.stream = socket.create_server(("127.0.0.1", 0))
        self.port = self.stream.getsockname()[1]
        self.datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.datagrams.bind(("127.0.0.1", self.port))
        for wait in (self._connections, self._datagrams):
            threading.Thread(target=wait, daemon=True).start()

    def _connections(self) -> None:
        while True:
            try:
                connection, _ = self.stream.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(1)
                self.arrived.append(b"a connection")

    def _datagrams(self) -> None:
        while True:
            try:
                data = self.datagrams.recv(2000)
            except OSError:
                return
            if not data:
                return
            self.arrived.append(data)

    def close(self) -> None:
        for one in (self.stream, self.datagrams):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@pytest.fixture
def trap():
    laid = Trap()
    yield laid
    laid.close()


class Reader:
    """A browser for two hosts that a local site answers for."""

    def __init__(self, site: Site, **settings: object) -> None:
        hosts = dict.fromkeys(HOSTS, site.place)
        robots = bool(settings.pop("robots", False))
        clock = FixedClock(NOON)
        self.web = SafeWeb(WebSettings(AGENT, hosts, gap_seconds=0, robots=robots), clock)
        quick = BrowserSettings(CHROMIUM, AGENT, hosts, quiet_seconds=0.3)
        self.browser = BrowserWeb(replace(quick, **settings), self.web, clock)

    def close(self) -> None:
        self.browser.close()
        self.web.close()


@pytest.fixture
def make_browser(site):
    """A browser of its own for a test that harms it or sets it otherwise."""
    made = []

    def make(**settings):
        made.append(Reader(site, **settings))
        return made[-1].browser

    yield make
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def standing():
    """One site and one browser for a module's tests."""
    site = Site()
    reader = Reader(site)
    yield site, reader.browser
    reader.close()
    site.close()


@pytest.fixture
def pages(standing):
    """The standing site's pages: a test writes down its own."""
    site, _ = standing
    site.pages.clear()
    site.asked.clear()
    site.requests.clear()
    return site.pages


@pytest.fixture
def browser(standing, pages):
    return standing[1]
