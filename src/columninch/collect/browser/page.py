"""One page in a fresh context of the browser: shown, waited for, scrolled, and taken.

Its address is never asked by the browser itself. What was fetched already is handed to it;
where script or a refresh lead elsewhere, that is noted and stopped, and whoever opened the
page has the new address fetched as any other. All else is a part of the page: let through
to the proxy, unless nobody reads it (sound and film, beacons, service workers).
"""

from __future__ import annotations

import base64
import contextlib
import threading
import time
from typing import TYPE_CHECKING, Any

from columninch.collect.browser.proxy import GREETING, USER
from columninch.collect.browser.wire import GONE, WireError
from columninch.collect.fetcher.weburl import parse_address
from columninch.errors import RefusedAddress

if TYPE_CHECKING:
    from columninch.collect.browser.settings import BrowserSettings
    from columninch.collect.browser.wire import Params, Wire
    from columninch.records import Response

NOT_SHOWN = frozenset(
    {
        "connection",
        "content-disposition",
        "content-encoding",
        "content-length",
        "keep-alive",
        "transfer-encoding",
    }
)
"""Headers that speak of how the page came, or would have it saved instead of shown."""
NOT_READ = frozenset({"Media", "Ping", "Prefetch", "CSPViolationReport"})
"""Parts of a page that add nothing to its text or looks."""
NOT_AWAITED = frozenset({"Document", "EventSource", "WebSocket"})
"""Parts that never end, or (frames) whose end another process of the browser is told."""
FORMS = frozenset({"formSubmissionGet", "formSubmissionPost"})
PRESENCE_SECONDS = 0.15
TAKE_HTML = """(most) => {
  if (!/^https?:/.test(location.href)) return "";
  const type = document.doctype ? `<!DOCTYPE ${document.doctype.name}>\\n` : "";
  const html = type + (document.documentElement?.outerHTML ?? "");
  return html.length > most ? null : html;
}"""
SCROLL = "(window_number) => scrollTo(0, innerHeight * window_number)"
IS_END = "() => scrollY + innerHeight + 1 >= document.documentElement.scrollHeight"
HEIGHT = """() => Math.max(document.documentElement?.scrollHeight ?? 0,
                          document.body?.scrollHeight ?? 0)"""


class BrowserPage:
    """A page that is open until `close`; every method raises `WireError` where it fails."""

    def __init__(self, wire: Wire, settings: BrowserSettings, password: str) -> None:
        """A blank page, in a context that holds nothing of earlier ones."""
        self._wire = wire
        self._settings = settings
        self._password = password
        self._answer: Response | None = None
        self._url = ""
        self._changed = threading.Condition()
        self._is_loaded = False
        self._is_gone = False
        self._asking: set[str] = set()
        self._asked_count = 0
        self._quiet_since = time.monotonic()
        self.wish = ""
        """Where script or a refresh would have led."""
        self._session = ""
        self._target = ""
        self._world = 0
        wire.listener = self._hear
        made = self._call("Target.createBrowserContext", {"disposeOnDetach": True})
        self._context: str = made["browserContextId"]
        self._open()

    def _open(self) -> None:
        context = {"browserContextId": self._context}
        self._call("Browser.setDownloadBehavior", {"behavior": "deny", **context})
        settings = self._settings
        size = {"width": settings.width, "height": settings.height}
        made = self._call("Target.createTarget", {"url": "about:blank", **context, **size})
        self._target = made["targetId"]
        attached = self._call("Target.attachToTarget", {"targetId": self._target, "flatten": True})
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Inspector"):
            self._call(f"{domain}.enable")
        self._call("Network.setBypassServiceWorker", {"bypass": True})
        self._call(
            "Emulation.setDeviceMetricsOverride",
            {**size, "deviceScaleFactor": 1, "mobile": False},
        )
        told = self._call("Page.navigate", {"url": GREETING})
        if told.get("errorText"):
            raise WireError(f"its proxy does not answer: {told['errorText']}")

    def show(self, answer: Response) -> None:
        """Load the page that was fetched, until it asks for nothing more or its time is up."""
        with self._changed:
            self._answer, self._url = answer, answer.final_url
            self._is_loaded = False
            self._asking.clear()
            self.wish = ""
        if failure := self._lead_to(answer.final_url):
            raise WireError(f"the browser does not show it: {failure}")
        with self._changed:
            self._changed.wait_for(
                lambda: self._is_loaded or self._is_gone or self.wish, self._settings.load_seconds
            )
        self._wait_for_quiet(self._settings.quiet_seconds)

    def _lead_to(self, url: str) -> str:
        """Why the browser does not go to `url`; empty where it does, or leads on from there.

        A page that leads on at once is left before it was shown, which is no failure.
        """
        failure = str(self._call("Page.navigate", {"url": url}).get("errorText", ""))
        with self._changed:
            is_left = bool(failure) and self._changed.wait_for(
                lambda: self.wish or self._is_gone, self._settings.settle_seconds
            )
        return "" if is_left else failure

    def scroll(self) -> None:
        """Look further down, as far as the settings say, and return to the top."""
        self._enter_world()
        asked_before = self._asked_count
        for number in range(1, self._settings.scrolls + 1):
            self._run(SCROLL, number)
            time.sleep(PRESENCE_SECONDS)  # what comes into sight is asked for a moment later
            self._wait_for_quiet(PRESENCE_SECONDS)
            if self.wish or self._run(IS_END):
                break
        if self._asked_count > asked_before:
            self._wait_for_quiet(self._settings.quiet_seconds)
        self._run(SCROLL, 0)

    def html(self) -> str | None:
        """The document as it stands now; None where it is larger than the settings allow.

        Empty where it has made itself into what is no page of the web any more.
        """
        self._enter_world()
        taken = self._run(TAKE_HTML, self._settings.max_html)
        return None if taken is None else str(taken)

    def screenshot(self) -> bytes:
        """A picture of the page from its top (PNG), as high as the settings allow."""
        settings = self._settings
        high = int(self._run(HEIGHT))
        clip = {
            "x": 0,
            "y": 0,
            "width": settings.width,
            "height": min(max(high, settings.height), settings.max_height),
            "scale": 1,
        }
        taken = self._call(
            "Page.captureScreenshot",
            {"format": "png", "clip": clip, "captureBeyondViewport": True},
        )
        return base64.b64decode(taken["data"])

    def close(self) -> None:
        """End the page and all that its context holds."""
        self._wire.listener = None
        self._session = ""
        self._call("Target.disposeBrowserContext", {"browserContextId": self._context})

    def _call(self, method: str, params: Params | None = None) -> Params:
        of_browser = method.startswith(("Target.", "Browser."))
        session = "" if of_browser else self._session
        return self._wire.call(method, params, session, seconds=self._settings.page_seconds)

    def _enter_world(self) -> None:
        """A world of our own in the document: its scripts can't change what we call there."""
        made = self._call("Page.createIsolatedWorld", {"frameId": self._target})
        self._world = made["executionContextId"]

    def _run(self, function: str, *arguments: int) -> Any:  # as JSON has it
        told = self._call(
            "Runtime.callFunctionOn",
            {
                "functionDeclaration": function,
                "executionContextId": self._world,
                "arguments": [{"value": one} for one in arguments],
                "returnByValue": True,
            },
        )
        if "exceptionDetails" in told:
            raise WireError("the page can't be read")
        return told["result"].get("value")

    def _wait_for_quiet(self, seconds: float) -> None:
        ends_at = time.monotonic() + self._settings.settle_seconds
        with self._changed:
            self._quiet_since = time.monotonic()
            while not self.wish and not self._is_gone:
                now = time.monotonic()
                quiet_at = self._quiet_since + seconds
                if now >= ends_at:
                    self._asking.clear()  # what hangs is waited for once
                    return
                if not self._asking and now >= quiet_at:
                    return
                until = ends_at if self._asking else quiet_at
                self._changed.wait(max(until - now, 0.01))

    # --- what the browser tells, on its reader's thread: nothing here waits --------------

    def _hear(self, event: str, params: Params, session: str) -> None:
        match event:
            case "Fetch.requestPaused":
                self._decide(params)
            case "Fetch.authRequired":
                self._authorise(params)
            case "Target.targetCreated":
                self._close_popup(params["targetInfo"])
            case "Page.javascriptDialogOpening":
                self._wire.post("Page.handleJavaScriptDialog", {"accept": False}, session)
            case "Inspector.targetCrashed" if session == self._session:
                self._wire.close()  # its process is gone, by itself or for want of memory
            case _ if session == self._session or event == GONE:
                self._note(event, params)

    def _note(self, event: str, params: Params) -> None:
        with self._changed:
            match event:
                case "gone":
                    self._is_gone = True
                case "Page.frameNavigated" if self._is_it(params["frame"]):
                    self._answer = None
                case "Page.frameStoppedLoading" if params["frameId"] == self._target:
                    self._is_loaded = self._answer is None  # else it was the page before
                case "Page.frameRequestedNavigation" if params["frameId"] == self._target:
                    self._wish_for(params)
                case "Network.requestWillBeSent" if _is_awaited(params):
                    self._asking.add(params["requestId"])
                    self._asked_count += 1
                case "Network.loadingFinished" | "Network.loadingFailed":
                    self._asking.discard(params["requestId"])
                    self._quiet_since = time.monotonic()
                case _:
                    return
            self._changed.notify_all()

    def _is_it(self, frame: Params) -> bool:
        return frame["id"] == self._target and _is_same(frame["url"], self._url)

    def _decide(self, params: Params) -> None:
        asked = {"requestId": params["requestId"]}
        request, kind = params["request"], params["resourceType"]
        if not self._target:  # of a page before this one, whose end the browser is still at
            self._wire.post("Fetch.failRequest", {**asked, "errorReason": "Aborted"})
        elif kind == "Document" and params["frameId"] == self._target:
            self._navigate(asked, request)
        elif kind in NOT_READ or "Service-Worker" in request["headers"]:
            self._wire.post("Fetch.failRequest", {**asked, "errorReason": "BlockedByClient"})
        else:
            self._wire.post("Fetch.continueRequest", asked)

    def _navigate(self, asked: Params, request: Params) -> None:
        # until it arrived: a page before may have asked for the same address by itself
        answer = self._answer
        if answer is not None and _is_same(request["url"], answer.final_url):
            self._wire.post("Fetch.fulfillRequest", {**asked, **_shown(answer)})
        elif request["url"] == GREETING and not self._url:
            self._wire.post("Fetch.continueRequest", asked)
        else:
            self._wire.post("Fetch.failRequest", {**asked, "errorReason": "Aborted"})

    def _wish_for(self, params: Params) -> None:
        is_here = params["disposition"] == "currentTab" and params["reason"] not in FORMS
        is_web = params["url"].startswith(("http:", "https:"))
        if is_here and is_web and not self.wish and not _is_same(params["url"], self._url):
            self.wish = params["url"]

    def _authorise(self, params: Params) -> None:
        given: Params = {"response": "CancelAuth"}
        if params["authChallenge"].get("source") == "Proxy":
            given = {
                "response": "ProvideCredentials",
                "username": USER,
                "password": self._password,
            }
        self._wire.post(
            "Fetch.continueWithAuth",
            {"requestId": params["requestId"], "authChallengeResponse": given},
        )

    def _close_popup(self, target: Params) -> None:
        if target["type"] == "page" and target.get("openerId"):
            self._wire.post("Target.closeTarget", {"targetId": target["targetId"]})


def _shown(answer: Response) -> Params:
    """A fetched page as the browser is handed it."""
    headers = [
        {"name": name, "value": value}
        for name, value in answer.headers
        if name.lower() not in NOT_SHOWN
    ]
    return {
        "responseCode": answer.status,
        "responseHeaders": headers,
        "body": base64.b64encode(answer.body).decode("ascii"),
    }


def _is_awaited(params: Params) -> bool:
    """Whether a page waits for a part of it: for what never ends it does not."""
    return params.get("type") not in NOT_AWAITED and params["request"]["url"].startswith("http")


def _is_same(one: str, other: str) -> bool:
    with contextlib.suppress(RefusedAddress):
        return parse_address(one).href == parse_address(other).href
    return False
