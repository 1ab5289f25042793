"""What a page and its line do with events that come at the wrong moment."""

import json
import os
import time

from columninch.collect.browser.page import BrowserPage
from columninch.collect.browser.settings import BrowserSettings
from columninch.collect.browser.wire import Wire

LATE = {
    "requestId": "late",
    "request": {"url": "http://tern.example/", "headers": {}},
    "resourceType": "Document",
    "frameId": "of the page before",
}
ANSWERS = {
    "Target.createBrowserContext": {"browserContextId": "c"},
    "Target.createTarget": {"targetId": "t"},
    "Target.attachToTarget": {"sessionId": "s"},
}


class LateWire:
    """A line on which a request of the page before is heard as soon as somebody listens."""

    listener = None

    def __init__(self):
        self.posted = []

    def call(self, method, params=None, session="", *, seconds):
        if method == "Target.createBrowserContext":
            self.listener("Fetch.requestPaused", LATE, "")
        return ANSWERS.get(method, {})

    def post(self, method, params=None, session=""):
        self.posted.append((method, params["requestId"]))


def test_a_late_request_of_the_page_before_is_stopped():
    wire = LateWire()
    BrowserPage(wire, BrowserSettings("chromium", "ColumnInch/0", {}), "secret")
    assert wire.posted == [("Fetch.failRequest", "late")]


def test_an_event_that_is_not_understood_stops_no_other(caplog):
    from_browser, browser_writes = os.pipe()
    browser_reads, to_browser = os.pipe()
    wire = Wire(to_browser, from_browser)
    heard = []

    def listen(event, params, _session):
        heard.append(event)
        assert params, "nothing in it"

    wire.listener = listen
    for event, params in (("first", {}), ("second", {"a": 1})):
        os.write(browser_writes, json.dumps({"method": event, "params": params}).encode() + b"\0")
    ends_at = time.monotonic() + 5
    while len(heard) < 2 and time.monotonic() < ends_at:
        time.sleep(0.01)
    wire.listener = None
    for handle in (browser_writes, browser_reads):
        os.close(handle)
    wire.close()
    assert heard == ["first", "second"]
    assert "the browser's event first was not heard" in caplog.text
