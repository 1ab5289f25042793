"""Speaking to the browser: commands, answers and events as JSON, each ended by a zero byte.

The Chrome DevTools Protocol over pipes (https://chromedevtools.github.io/devtools-protocol/).
One thread reads. It hands events on as they come, so who listens must not wait.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
import os
import queue
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

Params = dict[str, Any]
MAX_MESSAGE = 200_000_000
GONE = "gone"
"""The last event: no other will come."""


class WireError(Exception):
    """The browser refused a command, did not answer in time, or is gone."""


class Wire:
    """The line to one browser (thread-safe)."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        """Both are file descriptors, which are closed when the browser is gone."""
        self._to_browser = to_browser
        self._writing = threading.Lock()
        self._guard = threading.Lock()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, queue.SimpleQueue[Params]] = {}
        self._is_gone = False
        self.listener: Callable[[str, Params, str], None] | None = None
        """Is handed each event: its name, its parameters, its session."""
        threading.Thread(
            target=self._read, args=(from_browser,), daemon=True, name="browser events"
        ).start()

    def call(
        self, method: str, params: Params | None = None, session: str = "", *, seconds: float
    ) -> Params:
        """What the browser answers to a command, within `seconds`. Raises `WireError`."""
        answers: queue.SimpleQueue[Params] = queue.SimpleQueue()
        number = next(self._numbers)
        with self._guard:
            if self._is_gone:
                raise WireError("the browser is gone")
            self._waiting[number] = answers
        try:
            self._write(number, method, params, session)
            answer = answers.get(timeout=max(seconds, 0.01))
        except queue.Empty as error:
            raise WireError(f"no answer to {method} within {seconds:.0f} seconds") from error
        finally:
            with self._guard:
                self._waiting.pop(number, None)
        if "error" in answer:
            raise WireError(f"{method}: {answer['error'].get('message', 'refused')}")
        result: Params = answer.get("result", {})
        return result

    def post(self, method: str, params: Params | None = None, session: str = "") -> None:
        """Send a command whose answer nobody needs; none is sent to a browser that is gone."""
        with contextlib.suppress(WireError):
            self._write(next(self._numbers), method, params, session)

    def close(self) -> None:
        """Let go of the line; a browser that is still there ends itself."""
        with self._writing:
            if self._to_browser >= 0:
                os.close(self._to_browser)
                self._to_browser = -1

    def _write(self, number: int, method: str, params: Params | None, session: str) -> None:
        message = {"id": number, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        data = memoryview(json.dumps(message).encode() + b"\0")
        with self._writing:
            while data:
                try:
                    data = data[os.write(self._to_browser, data) :]
                except OSError as error:
                    raise WireError("the browser is gone") from error

    def _read(self, from_browser: int) -> None:
        parts: list[bytes] = []
        size = 0
        while size < MAX_MESSAGE and (data := _some(from_browser)):
            first, *others = data.split(b"\0")
            parts.append(first)
            size += len(first)
            for other in others:
                self._take(b"".join(parts))
                parts, size = [other], len(other)
        os.close(from_browser)
        with self._guard:
            self._is_gone = True
            for answers in self._waiting.values():
                answers.put({"error": {"message": "the browser is gone"}})
        if self.listener is not None:
            self.listener(GONE, {}, "")

    def _take(self, written: bytes) -> None:
        message = json.loads(written)
        if "id" in message:
            with self._guard:
                answers = self._waiting.get(message["id"])
            if answers is not None:
                answers.put(message)
        elif self.listener is not None:
            try:
                self.listener(message["method"], message["params"], message.get("sessionId", ""))
            except Exception:  # one event that isn't understood must not stop all others
                logger.exception("the browser's event %s was not heard", message["method"])


def _some(from_browser: int) -> bytes:
    try:
        return os.read(from_browser, 1 << 20)
    except OSError:
        return b""
