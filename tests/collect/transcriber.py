"""A transcription service on 127.0.0.1 that answers as a test wants, and parses what it is sent."""

import email.parser
import email.policy
import http.server
import json
import threading
import time
from dataclasses import dataclass, field

ANSWER = {
    "task": "transcribe",
    "language": "persian",
    "duration": 61.5,
    "text": "بندر بسته است. ما از دوشنبه منتظریم.",
    "segments": [
        {"id": 0, "start": 0.0, "end": 2.5, "text": " بندر بسته است."},
        {"id": 1, "start": 2.5, "end": 6.0, "text": " ما از دوشنبه"},
        {"id": 2, "start": 6.0, "end": 7.25, "text": " منتظریم."},
    ],
}


@dataclass
class Asked:
    """One request, with the parts of its form."""

    path: str
    headers: dict[str, str]
    fields: dict[str, str] = field(default_factory=dict)
    file: bytes = b""
    file_name: str = ""


class Service:
    """The service."""

    def __init__(self) -> None:
        self.status, self.body, self.delay = 200, json.dumps(ANSWER).encode(), 0.0
        self.headers: dict[str, str] = {}
        self.asked: list[Asked] = []
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1/audio/transcriptions"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def _handler(service):  # noqa: N805  the handler's own `self` is the request
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"]))
                service.asked.append(_parsed(self.path, dict(self.headers), sent))
                self.send_response(service.status)
                for name, value in service.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for byte in service.body if service.delay else ():
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(service.delay)
                if not service.delay:
                    self.wfile.write(service.body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def _parsed(path: str, headers: dict[str, str], sent: bytes) -> Asked:
    head = f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + sent)
    asked = Asked(path, headers)
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        payload = part.get_payload(decode=True)
        if part.get_filename():
            asked.file, asked.file_name = payload, part.get_filename()
        else:
            asked.fields[name] = payload.decode()
    return asked
