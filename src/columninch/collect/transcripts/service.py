"""The operator's own transcription service: an address that takes sound as OpenAI's does.

`POST /v1/audio/transcriptions` with the file, the model and `response_format=verbose_json` as
`multipart/form-data` (RFC 7578). The address is the operator's, from the desk's settings, and
may be loopback or private; so it isn't asked by the safe fetcher, which would refuse it, and
nothing but this file may take this way. No redirect is followed, no proxy used, and nothing of
what comes from outside is ever part of the address or of a header.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from columninch.errors import FetchError
from columninch.records import TRANSCRIPT_TYPE, Response

if TYPE_CHECKING:
    from columninch.tools import Clock, Web

MOST_ANSWER_BYTES = 20_000_000
MOST_SEGMENTS = 100_000
_BUSY = frozenset({408, 425, 429})
_KEY_REFUSED = frozenset({401, 403})
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SUFFIX = re.compile(r"\.(mp3|m4a|mp4|mpeg|mpga|oga|ogg|opus|wav|webm|flac|aac|mkv|mov)$", re.I)


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """Where the service is, and what it is sent."""

    url: str
    """The whole address, as in `http://127.0.0.1:8000/v1/audio/transcriptions`."""
    model: str
    key: str = field(default="", repr=False)
    """Sent as a bearer token; empty: none is."""
    most_seconds: float = 7200
    """Of a programme."""
    wait_seconds: float = 1800
    """For one answer."""


class TranscriptionService:
    """A service that writes down what is said (`columninch.tools.Transcriber`)."""

    def __init__(self, settings: ServiceSettings, sound: Web, clock: Clock) -> None:
        """Nothing is asked before the first `transcript`; `sound` fetches what is sent."""
        self._settings = settings
        self._sound = sound
        self._clock = clock

    @property
    def sound(self) -> Web:
        """The one safe way out, with room for sound."""
        return self._sound

    @property
    def most_seconds(self) -> float:
        """A longer programme is not sent."""
        return self._settings.most_seconds

    def transcript(self, sound: Response, language: str) -> Response:
        """The service's answer, as it came. Raises `FetchError` where it is none."""
        status, body = self._asked(sound, language)
        if not 200 <= status < 300:
            raise _refused(status, sound)
        check_transcript(body, sound.final_url)
        address = f"urn:transcript:{sound.final_url}"
        headers = (("Content-Type", TRANSCRIPT_TYPE), ("Columninch-Transcribed", self._model()))
        return Response(address, address, 200, headers, body, self._clock.now())

    def _model(self) -> str:
        return "".join(one for one in self._settings.model if " " <= one <= "~")[:200]

    def _asked(self, sound: Response, language: str) -> tuple[int, bytes]:
        """Status and body of the answer; the connection is shut when its time is over."""
        parts = urlsplit(self._settings.url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self._settings.wait_seconds)
        over = threading.Timer(self._settings.wait_seconds, _shut, [connection])
        over.daemon = True
        boundary = secrets.token_hex(16)
        pieces = _form(sound, self._fields(language), boundary)
        try:
            connection.connect()
            over.start()
            connection.request(
                "POST", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}",
                body=iter(pieces), headers=self._headers(boundary, sum(map(len, pieces))),
            )  # fmt: skip
            answer = connection.getresponse()
            return answer.status, _body(answer, sound)
        except (OSError, HTTPException) as error:
            raise FetchError(
                "the transcription service can't be reached, or takes too long",
                where=sound.final_url,
                hint="see transcription.url and transcription.wait_seconds in desk.toml",
            ) from error
        finally:
            over.cancel()
            connection.close()

    def _fields(self, language: str) -> dict[str, str]:
        fields = {"model": self._settings.model, "response_format": "verbose_json"}
        if _LANGUAGE.fullmatch(language):
            fields["language"] = language
        return fields

    def _headers(self, boundary: str, length: int) -> dict[str, str]:
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(length),
            "Accept": "application/json",
        }
        if self._settings.key:
            headers["Authorization"] = f"Bearer {self._settings.key}"
        return headers


def check_transcript(body: bytes, where: str) -> None:
    """Raise `FetchError` where an answer is no transcript with segments and their times."""
    try:
        told = json.loads(body)
        segments = told["segments"]
        is_sound = len(segments) <= MOST_SEGMENTS and all(
            isinstance(one["text"], str) and 0 <= float(one["start"]) <= float(one["end"])
            for one in segments
        )
    except (ValueError, RecursionError, KeyError, TypeError):
        is_sound = False
    if not is_sound:
        raise FetchError(
            "the transcription service's answer is no transcript with times",
            where=where,
            hint="it must know response_format=verbose_json; see transcription.url in desk.toml",
        )


def _form(sound: Response, fields: dict[str, str], boundary: str) -> list[bytes]:
    """The form's bytes; the sound itself is not copied."""
    mark = f"--{boundary}\r\n"
    told = "".join(
        f'{mark}Content-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    found = _SUFFIX.search(urlsplit(sound.final_url).path)
    # a name of our own: what the outlet calls its file is no header of ours
    name = f"programme{found[0].lower() if found else '.mp3'}"
    head = (
        f'{mark}Content-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return [f"{told}{head}".encode(), sound.body, f"\r\n--{boundary}--\r\n".encode()]


def _body(answer: HTTPResponse, sound: Response) -> bytes:
    body = answer.read(MOST_ANSWER_BYTES + 1)
    if len(body) > MOST_ANSWER_BYTES:
        error = FetchError("the transcription service's answer is too large", where=sound.final_url)
        error.can_retry = False
        raise error
    return body


def _refused(status: int, sound: Response) -> FetchError:
    error = FetchError(
        f"the transcription service answered {status}", where=sound.final_url, status=status
    )
    if status in _KEY_REFUSED:
        error.hint = "it wants another key: COLUMNINCH_TRANSCRIPTION_KEY, or secrets.toml"
    error.can_retry = status in _BUSY or status in _KEY_REFUSED or status >= 500
    return error


def _shut(connection: HTTPConnection) -> None:
    """End a connection that trickles: a time-out of its socket alone would wait for ever."""
    if connection.sock is not None:
        try:
            connection.sock.shutdown(2)
        except OSError:
            connection.close()
