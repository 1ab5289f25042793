"""A real server on 127.0.0.1 whose answers a test writes down."""

import contextlib
import http.server
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


@dataclass
class Page:
    """One answer."""

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """A site whose hosts all lead to one local server."""

    def __init__(self, tls: "ssl.SSLContext | None" = None) -> None:
        self.pages: dict[str, Page | Answer] = {}
        self.asked: list[tuple[str, str]] = []
        self.requests: list[dict[str, str]] = []
        self.places: set[tuple[str, int]] = set()
        """Where connections came from."""
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        if tls is not None:
            self.server.socket = tls.wrap_socket(
                self.server.socket, server_side=True, do_handshake_on_connect=False
            )
            # a client that does not trust it hangs up, which is no news here
            self.server.handle_error = lambda *_: None
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    @property
    def place(self) -> tuple[str, int]:
        return ("127.0.0.1", self.server.server_port)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def _handler(site):  # noqa: N805  the handler's own `self` is the request
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.headers["Host"], self.path))
                site.requests.append(dict(self.headers))
                site.places.add(self.client_address)
                page = site.pages.get(self.path, Page(b"nothing here", status=404))
                if not isinstance(page, Page):
                    page(self)
                    return
                headers = {
                    "Content-Type": page.content_type,
                    "Content-Length": str(len(page.body)),
                    **page.headers,
                }
                lines = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
                body = b"" if page.status == 304 else page.body
                self.wfile.write(
                    f"HTTP/1.1 {page.status} Told\r\n{lines}\r\n".encode("latin-1") + body
                )

            def log_message(self, *args: object) -> None:
                pass

        return Handler


def trickle(head: bytes, piece: bytes, stop: threading.Event) -> "Answer":
    """An answer that begins with `head` and goes on with `piece` after `piece` until `stop`."""

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        request.close_connection = True
        request.wfile.write(head)
        with contextlib.suppress(OSError):
            while not stop.wait(0.02):
                request.wfile.write(piece)

    return answer
