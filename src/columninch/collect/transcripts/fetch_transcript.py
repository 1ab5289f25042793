"""A programme without captions, as a transcription service writes it down.

1. Only what a person switched this on for (`SourceOptions.transcribe`) is sent, and only what
   has a file with sound and no captions.
2. The sound is fetched by the one safe way out and archived like any capture; what is longer
   or larger than the desk allows is not sent.
3. The service's answer is archived as it came, under `urn:transcript:` and the sound's address,
   and is the item's capture: a quotation from it opens to these bytes.
4. A service that is away is asked again as pages are; after four tries in vain, or where it
   will never answer, what the source's kind gives stands in, and the item says why.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.collect.fetch_page import TRIES_BEFORE_LISTING
from columninch.collect.fetched import Fetched
from columninch.errors import FetchError

if TYPE_CHECKING:
    from columninch.collect.fetched import Fetch, Wanted
    from columninch.records import Response
    from columninch.tools import Tools, Transcriber

NO_SERVICE = "a transcript is wanted, and this desk has no transcription service"
SOUNDS = ("audio/", "video/", "application/ogg", "application/octet-stream", "binary/")


def wants_transcript(wanted: Wanted) -> bool:
    """Whether an item is a programme that a person wants written down."""
    entry = wanted.entry
    return wanted.options.transcribe and bool(entry.sound_url) and not entry.media_url


def fetch_transcript(wanted: Wanted, tools: Tools, fetch: Fetch) -> Fetched:
    """The capture of the service's answer, or what `fetch` gives where there is none.

    Raises `FetchError` where neither can be had at this moment.
    """
    otherwise = _otherwise(wanted, tools, fetch)
    if isinstance(otherwise, Fetched) and wanted.source_kind == "video" and not otherwise.from_feed:
        return otherwise  # its page had captions
    try:
        answer = _transcript(wanted, tools)
    except FetchError as error:
        if error.can_retry and wanted.tries < TRIES_BEFORE_LISTING:
            raise
        if isinstance(otherwise, FetchError):
            raise otherwise from error
        told = "; ".join(one for one in (otherwise.complaint, f"no transcript: {error}") if one)
        return replace(otherwise, complaint=told)
    found = otherwise.final_url if isinstance(otherwise, Fetched) else wanted.entry.url
    return Fetched(tools.vault.store(answer, before=wanted.before), False, "", found)


def _otherwise(wanted: Wanted, tools: Tools, fetch: Fetch) -> Fetched | FetchError:
    """What the source's kind gives, or why it will give nothing. Raises what may pass."""
    try:
        return fetch(wanted, tools)
    except FetchError as error:
        if error.can_retry:
            raise
        return error


def _transcript(wanted: Wanted, tools: Tools) -> Response:
    """The service's answer, with the sound in the archive. Raises `FetchError`."""
    service = tools.transcriber
    if service is None:
        raise _hopeless(NO_SERVICE, wanted)
    length = wanted.entry.length_seconds
    if length is not None and length > service.most_seconds:
        raise _hopeless(
            f"it is longer than the {service.most_seconds / 60:g} minutes that are sent", wanted
        )
    sound = _sound(wanted, service)
    tools.vault.store(sound)
    return service.transcript(sound, wanted.language)


def _sound(wanted: Wanted, service: Transcriber) -> Response:
    address = wanted.entry.sound_url
    response = service.sound.get(address)
    if not 200 <= response.status < 300:
        raise FetchError(
            f"the sound's server answered {response.status}", where=address, status=response.status
        )
    kind = response.header("content-type").partition(";")[0].strip().lower()
    if not response.body or (kind and not kind.startswith(SOUNDS)):
        raise _hopeless(f"this is no sound: {kind or 'nothing'}", wanted)
    return response


def _hopeless(reason: str, wanted: Wanted) -> FetchError:
    error = FetchError(reason, where=wanted.entry.sound_url)
    error.can_retry = False
    return error
