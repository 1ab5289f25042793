"""The sample press on a local port: HTTP/1.1, a thread a connection."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import quote

from columninch.sample.press import Answer, respond

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from email.message import Message
    from types import TracebackType
    from typing import Self

    from columninch.sample.nouns import Edition

ADDRESS = "127.0.0.1"
_PATH_MARKS = "/?=&%~:+,;@!$'()*-._#"
"""What stays as it is where an asker forgot to escape a path."""


class SampleServer:
    """Serves an edition's outlets, told apart by the Host header, until it is stopped.

    A person's browser, which cannot be told other host names, asks for `/~HOST/PATH`.
    """

    def __init__(
        self, edition: Edition, clock: Callable[[], datetime] | None = None, port: int = 0
    ) -> None:
        """`clock` gives the edition's present; without one everything is out already.

        `port` 0 takes a free one. Raises OSError where the port is taken.
        """
        self._server = _Server(port, edition, clock or (lambda: edition.ends))
        self._thread: threading.Thread | None = None
        self.port: int = self._server.server_address[1]
        self.hosts: dict[str, tuple[str, int]] = {
            outlet.host: (ADDRESS, self.port) for outlet in edition.outlets
        }

    def start(self) -> None:
        """Begin to answer."""
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """Stop answering and give the port back."""
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._thread = None
        self._server.server_close()

    def __enter__(self) -> Self:
        """Start, and be it."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()


def play(edition: Edition, speed: float) -> Callable[[], datetime]:
    """A clock that begins at the edition's start and runs `speed` times faster than life."""
    began = time.monotonic()

    def now() -> datetime:
        return edition.starts + timedelta(seconds=(time.monotonic() - began) * speed)

    return now


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, edition: Edition, clock: Callable[[], datetime]) -> None:
        self.edition = edition
        self.clock = clock
        super().__init__((ADDRESS, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    """One connection, with as many requests as its asker likes."""

    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "SamplePress"
    sys_version = ""
    timeout = 30
    disable_nagle_algorithm = True
    wbufsize = -1  # one packet an answer, not one a header

    def do_GET(self) -> None:
        """Answer with a body."""
        self._send(self._answer(), has_body=True)

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self._send(self._answer(), has_body=False)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The Date header by the press's own clock, so that a run repeats to the byte."""
        return super().date_time_string(timestamp or self.server.clock().timestamp())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing: a request is no news."""

    def _answer(self) -> Answer:
        host = (self.headers.get("Host") or "").partition(":")[0]
        path = quote(self.path, safe=_PATH_MARKS)
        edition, now = self.server.edition, self.server.clock()
        if path.startswith("/~"):
            host, _, rest = path.removeprefix("/~").partition("/")
            return _for_browser(respond(edition, host, f"/{rest}", now), edition)
        answer = respond(edition, host, path, now)
        return _unchanged(answer, self.headers) if answer.status == HTTPStatus.OK else answer

    def _send(self, answer: Answer, *, has_body: bool) -> None:
        self.send_response(answer.status)
        if answer.content_type:
            self.send_header("Content-Type", answer.content_type)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if has_body:
            self.wfile.write(answer.body)


def _for_browser(answer: Answer, edition: Edition) -> Answer:
    """The answer with links that a browser can follow at this server's own address."""
    body = answer.body
    headers = answer.headers
    for host in edition.by_host:
        there, here = f"http://{host}/", f"/~{host}/"
        headers = tuple((name, value.replace(there, here)) for name, value in headers)
        if answer.content_type.startswith("text/html"):
            body = body.replace(there.encode(), here.encode())
    return replace(answer, headers=headers, body=body)


def _unchanged(answer: Answer, asked: Message) -> Answer:
    """304 where the asker's copy is the same, by its ETag or else by its date."""
    given = dict(answer.headers)
    tag, since = asked.get("If-None-Match"), asked.get("If-Modified-Since")
    same_tag = bool(tag) and given.get("ETag", "-") in str(tag)
    same_date = not tag and bool(since) and given.get("Last-Modified") == since
    return Answer(304, "", answer.headers, b"") if same_tag or same_date else answer
