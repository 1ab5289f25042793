"""Documents damaged at random, and what must hold of reading them whatever they are.

Everything follows from a number: the same number damages the same document in the same way.
Seeds are the project's own test pages; a folder laid out as the benchmarks' data, named by
COLUMNINCH_FUZZ_SEEDS, adds its `pages/` and `html5lib/`.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import resource
import signal
import time
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from columninch.digest.freeze import to_json
from columninch.errors import ReadingError
from columninch.extract.read import Page, read_page
from tests.extract.pages import ADDRESS, PERSIAN, html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from columninch.records import Reading

DATA = Path(__file__).parents[1] / "data"
CAPTURED = datetime(2026, 3, 4, 12, tzinfo=UTC)
MOST_SECONDS = 5
"""Of the processor, for one reading."""
MOST_MEGABYTES = 500
"""By which a reading may raise the peak of the process's memory."""
LONGEST_SEED = 300_000
"""Bytes of a seed; what is longer takes time and finds nothing that its head doesn't."""
_TYPES = {
    ".html": "text/html",
    ".xml": "application/xml",
    ".pdf": "application/pdf",
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".eml": "message/rfc822",
    ".json": "application/json",
}
_OWN_SUBTITLES = (
    b"WEBVTT\n\n00:01.000 --> 00:03.500\n<v Ada>The boat is late.\n\n"
    b"00:00:03.500 --> 00:00:05.000 line:0\nIt has been late before.\n"
)
_OWN_TTML = (
    b'<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div><p begin="1s" end="3.5s">'
    b"The boat is late.<br/>Again.</p></div></body></tt>"
)
_OWN_MESSAGE = (
    b"From: desk@courier.example\r\nSubject: =?utf-8?q?Boats_=E2=80=93_late?=\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=q\r\n\r\n--q\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nThe boat is late.\r\n--q\r\n"
    b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"<p>The boat is =E2=80=9Clate=E2=80=9D.</p>\r\n--q--\r\n"
)
_OWN_JSON_LD = json.dumps(
    {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": ["NewsArticle"],
                "headline": "Boats",
                "author": [{"@id": "#a"}, {"name": "Tern Wire"}],
                "datePublished": "2026-03-02T21:15:30+01:00",
                "articleBody": "The boat is late. " * 20,
                "image": [{"url": "/quay.jpg", "width": "1200"}],
            },
            {"@type": "Person", "@id": "#a", "name": "Oren Tavish"},
        ],
    }
)
_OWN_HEAD = (
    '<meta property="article:published_time" content="2026-03-02">'
    '<meta name="author" content="Oren Tavish and Petra Voss">'
    f'<script type="application/ld+json">{_OWN_JSON_LD}</script><base href="/news/">'
)


@dataclass(frozen=True, slots=True)
class Seed:
    """A document before it is damaged."""

    body: bytes
    content_type: str


class TooSlow(BaseException):
    """A reading took too long; no `except Exception` may swallow it."""


# --- seeds ------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def seeds() -> tuple[tuple[Seed, ...], ...]:
    """All seeds by where they come from, in the same order everywhere."""
    own = [
        Seed(path.read_bytes()[:LONGEST_SEED], _TYPES[path.suffix])
        for path in sorted(DATA.rglob("*"))
        if path.suffix in _TYPES
    ]
    own += [
        Seed(_OWN_SUBTITLES, "text/vtt"),
        Seed(_OWN_TTML, "application/ttml+xml"),
        Seed(_OWN_MESSAGE, "message/rfc822"),
        Seed(html(_OWN_HEAD, "<h1>Boats</h1><p>2 March 2026 · By A. Sund</p>").encode(), ""),
        Seed(html(_OWN_HEAD, "<h1>قایق</h1>", paragraphs=PERSIAN).encode(), "text/html"),
    ]
    folder = os.environ.get("COLUMNINCH_FUZZ_SEEDS")
    given = (_pages(Path(folder)), _parser_tests(Path(folder))) if folder else ()
    return tuple(tuple(one) for one in (own, *given))


def any_seed(random: Random) -> Seed:
    """One of them, from each place as often."""
    return random.choice(random.choice(seeds()))


def _pages(folder: Path) -> Iterator[Seed]:
    for path in sorted((folder / "pages").glob("*.html.gz")):
        yield Seed(gzip.decompress(path.read_bytes())[:LONGEST_SEED], "text/html")


def _parser_tests(folder: Path) -> Iterator[Seed]:
    """What parsers are tested with, in the midst of an article."""
    article = html(_OWN_HEAD, "%%").encode()
    for path in sorted((folder / "html5lib").rglob("*.dat")):
        for case in re.findall(rb"#data\n(.*?)\n#errors", path.read_bytes(), re.DOTALL):
            yield Seed(article.replace(b"%%", case), "text/html")
    for path in sorted((folder / "html5lib" / "tokenizer").glob("*.test")):
        for test in json.loads(path.read_bytes()).get("tests", ()):
            case = test["input"].encode("utf-8", "surrogatepass")
            yield Seed(article.replace(b"%%", case), "text/html")


# --- damage -----------------------------------------------------------------------------

TOKENS = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\x1b$B", b"\x85",
    b"&#xD800;", b"&#0;", b"&#x10FFFF;", b"&#99999999999;", b"&notin", b"&nbsp;", b"&zwnj;",
    b"<!--", b"-->", b"<!-->", b"<![CDATA[", b"]]>", b"<?xml version='1.0'?>", b"<!DOCTYPE",
    b"<script>", b"</script>", b"<style>", b"<template>", b"</template>", b"<svg><p>", b"<math>",
    b"<table><a>", b"<select>", b"<plaintext>", b"<textarea>", b"<noscript>", b"<frameset>",
    b"<base href='http://[::1'>", b"<a href='http://[x]/'>", b"<link rel=canonical href='//['>",
    b"<meta charset=utf-7>", b"<meta charset=utf-16>", b"<meta property=og:title content=''>",
    b"<h1>", b"<article>", b"</article>", b"<body>", b"</body>", b"</html>", b"<p", b"<a b='",
    b"<p class=date>2 hours ago</p>", "<span>۹۹۹ سال پیش</span>".encode(), b"vor 9999 Jahren",
    b"<time datetime='99999-99-99'>", b"<time datetime='2026-02-30T25:61:61+99:99'>",
    b'<script type="application/ld+json">', b'{"@type":"NewsArticle","headline":', b"[[[[",
    b'"datePublished":"1e400"', b'"datePublished":-1', b"\\ud800", b"1e999", b"NaN",
    "\u202e\u2066\u200f\u200c\u00ad\ufeff".encode(), "e\u0301\u0327" .encode() * 40,
    "۲۰۲۶/۱۳/۴۵".encode(), "٣١ فبراير ٢٠٢٦".encode(), "یکشنبه ۳۱ مهر ۱۴۰۵".encode(),
    b"\r", b"\n\n\n",
    b"00:99:99.999 --> 00:00:00.000", b"Content-Type: ", b"--q", b"=?x?q?", b"stream\r\n",
)  # fmt: skip
_NESTED = (b"div", b"span", b"table", b"a", b"blockquote", b"b", b"ul", b"article", b"svg", b"em")
_ENCODINGS = (
    "utf-16", "utf-16-le", "utf-32", "cp1256", "cp1252", "koi8-r", "shift_jis", "gb18030",
    "iso2022_jp", "utf-7", "cp037", "euc_kr",
)  # fmt: skip
_CHARSETS = (
    "", "", "", "; charset=utf-8", "; charset=windows-1256", "; charset=utf-16",
    "; charset=nul\x00", "; charset=hex", "; charset=", "; charset=idna", ";;;",
    "; charset*=utf-8''x",
)  # fmt: skip


def damaged(number: int) -> Seed:
    """The seed and the damage of this number."""
    random = Random(number)  # noqa: S311 - the same damage again is what is wanted
    seed = any_seed(random)
    body = seed.body
    for _ in range(random.choice((1, 1, 2, 3, 5, 8))):
        body = random.choice(_DAMAGES)(body, random)
    kind = random.choice(tuple(_TYPES.values())) if random.random() < 0.03 else seed.content_type
    return Seed(body[: 4 * LONGEST_SEED], kind + random.choice(_CHARSETS))


def _stretch(body: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(body) + 1)
    return start, min(len(body), start + int(2 ** random.uniform(0, 13)))


def _cut(body: bytes, random: Random) -> bytes:
    start, end = _stretch(body, random)
    return body[:start] + (body[end:] if random.random() < 0.8 else b"")


def _duplicated(body: bytes, random: Random) -> bytes:
    start, end = _stretch(body, random)
    times = min(random.choice((1, 1, 3, 40, 400)), LONGEST_SEED // max(end - start, 1) + 1)
    return body[:end] + body[start:end] * times + body[end:]


def _flipped(body: bytes, random: Random) -> bytes:
    changed = bytearray(body)
    for _ in range(random.choice((1, 4, 30)) if body else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _spliced(body: bytes, random: Random) -> bytes:
    other = any_seed(random).body
    start, end = _stretch(other, random)
    at = random.randrange(len(body) + 1)
    return body[:at] + other[start:end] + body[at:]


def _nested(body: bytes, random: Random) -> bytes:
    start, end = _stretch(body, random)
    tags = random.sample(_NESTED, random.choice((1, 1, 2, 3)))
    times = random.choice((3, 60, 300, 2000))
    opening = b"".join(b"<" + tag + b">" for tag in tags) * times
    closing = b"".join(b"</" + tag + b">" for tag in reversed(tags)) * times
    closing = closing if random.random() < 0.6 else b""
    return body[:start] + opening + body[start:end] + closing + body[end:]


def _inserted(body: bytes, random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 3, 12))):
        at = random.randrange(len(body) + 1)
        noise = random.randbytes(random.randrange(1, 40))
        body = body[:at] + (random.choice(TOKENS) if random.random() < 0.8 else noise) + body[at:]
    return body


def _reencoded(body: bytes, random: Random) -> bytes:
    return body.decode("utf-8", "replace").encode(random.choice(_ENCODINGS), "ignore")


def _retagged(body: bytes, random: Random) -> bytes:
    found = list(re.finditer(rb"</?([a-z][a-z0-9]*)", body))
    if not found:
        return body
    old, new = (random.choice(found)[1] for _ in range(2))
    return re.sub(rb"(</?)" + old + rb"\b", rb"\1" + new, body)


_DAMAGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _cut, _cut, _duplicated, _flipped, _flipped, _spliced, _nested, _inserted, _inserted,
    _reencoded, _retagged,
)  # fmt: skip


# --- what must hold ---------------------------------------------------------------------


def assert_read_safely(seed: Seed, url: str = ADDRESS) -> Reading | None:
    """Reading it gives a sound reading or a `ReadingError` (then None), in time and memory."""
    peak = _peak_megabytes()
    with _alarm():
        started = time.process_time()
        reading = _reading_of(Page(seed.body, seed.content_type, url, captured_at=CAPTURED))
        seconds = time.process_time() - started
    assert seconds < MOST_SECONDS, f"{seconds:.1f} s"
    assert _peak_megabytes() - peak < MOST_MEGABYTES
    if reading:
        assert_sound(reading)
    return reading


def _reading_of(page: Page) -> Reading | None:
    try:
        return read_page(page)
    except ReadingError as error:
        if error.where != page.url:
            raise AssertionError("the error names another document") from error
        return None


def assert_sound(reading: Reading) -> None:
    """Its blocks are its text, which is NFC, and everything in it can be kept."""
    parts = [reading.text[block.start : block.end] for block in reading.blocks]
    assert "\n".join(parts) == reading.text
    assert all(part and part == part.strip() and "\n" not in part for part in parts)
    assert unicodedata.is_normalized("NFC", reading.text)
    kept = json.dumps(to_json(reading), ensure_ascii=False)
    kept.encode()  # no half of a surrogate pair
    assert r"\u0000" not in kept.replace(r"\\", "")  # no database keeps it
    for embedded in reading.embedded:
        assert_sound(embedded.reading)


@contextmanager
def _alarm() -> Iterator[None]:
    """Raises `TooSlow` in what takes twice its time; the processor's, as others work too."""

    def ring(_number: int, _frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, 2 * MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
