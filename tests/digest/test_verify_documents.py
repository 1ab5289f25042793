"""Quotations from messages, documents and subtitles stand or fall by their archived bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from columninch.archive.vault import WarcVault
from columninch.digest.verify import verify_issue
from columninch.extract.read import Page, read_page
from columninch.quotes.plain import plain_text
from columninch.records import Quotation, Response, Speaker
from columninch.tools import FixedClock
from tests.digest.press import PaperVault, entry_on, issue_of, source
from tests.extract.pages import PARAGRAPHS, PERSIAN
from tests.extract.test_docx import TYPE as DOCX
from tests.extract.test_message import html, message, plain
from tests.extract.test_ttml import TRANSCRIPT, ttml
from tests.formats.word import paragraph, word

PDFS = Path(__file__).parents[1] / "data" / "pdf"
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
LINES = "".join(f'<p begin="{at}s" dur="1s">{one}</p>' for at, one in enumerate(PARAGRAPHS))

DOCUMENTS = {
    "a letter's html": ("message/rfc822", message(plain("Another wording."), html())),
    "a letter's text": ("message/rfc822", message(plain("\r\n\r\n".join(PARAGRAPHS)))),
    "word": (DOCX, word("".join(map(paragraph, PARAGRAPHS)))),
    "word in persian": (DOCX, word("".join(map(paragraph, PERSIAN)))),
    "markdown": ("text/markdown", "\n\n".join(PARAGRAPHS).replace("nurses", "*nurses*").encode()),
    "ttml": ("application/ttml+xml", ttml(f"<body><div>{LINES}</div></body>")),
    "a transcript": ("text/plain", TRANSCRIPT.encode()),
    **{path.name: ("application/pdf", path.read_bytes()) for path in sorted(PDFS.glob("*.pdf"))},
}


def failures(body: bytes, content_type: str, words: str, folder: Path) -> tuple[object, ...]:
    """What verifying says of a quotation from a capture of these bytes."""
    response = Response(
        "mid:1@tern.example",
        "mid:1@tern.example",
        200,
        (("Content-Type", content_type),),
        body,
        NOON,
    )
    with WarcVault(folder, FixedClock(NOON)) as vault:
        cited = replace(source(PaperVault(), words, "mid:x"), capture=vault.store(response))
        quotations = (Quotation(words, "en", Speaker("Ilse Marrow"), cited),)
        entry = replace(entry_on(cited, quotations=quotations), summary="Told in our own words.")
        told = verify_issue(issue_of(entry), vault, lambda statement: statement.share)
    return tuple(one for one in told if one.citation == words)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_sentence_of_a_reading_verifies_and_a_tampered_one_does_not(
    name: str, tmp_path: Path
) -> None:
    content_type, body = DOCUMENTS[name]
    reading = read_page(Page(body, content_type, "file:x/a"))
    archived = plain_text(body, content_type)
    longest = max(
        (reading.text[one.start : one.end] for one in reading.blocks), key=len
    ).removesuffix(".")
    assert failures(body, content_type, longest, tmp_path / "one") == ()
    words = longest.split()
    tampered = " ".join([*words[:2], "never", *words[2:]])
    assert tampered not in archived
    assert len(failures(body, content_type, tampered, tmp_path / "two")) == 1


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_block_of_a_reading_stands_in_the_plain_text(name: str) -> None:
    content_type, body = DOCUMENTS[name]
    reading = read_page(Page(body, content_type, "file:x/a"))
    even = " ".join(plain_text(body, content_type).split())
    assert all(reading.text[one.start : one.end] in even for one in reading.blocks)


def test_deleted_words_of_a_word_document_support_nothing(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>It was never safe at all</w:delText></w:r></w:del>"
    body = word(f"<w:p>{deleted}<w:r><w:t>The boat is old.</w:t></w:r></w:p>")
    assert failures(body, DOCX, "It was never safe at all", tmp_path)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/pdf", b"%PDF-1.7 torn"),
        (DOCX, b"PK\x03\x04 word/ [Content_Types].xml"),
        ("message/rfc822", b"X: " + b"y" * 2_000_000),
        ("application/ttml+xml", b"<tt"),
    ],
    ids=["pdf", "word", "message", "ttml"],
)
def test_what_cannot_be_read_supports_nothing_and_breaks_nothing(
    content_type: str, body: bytes, tmp_path: Path
) -> None:
    assert plain_text(body, content_type) == ""
    assert len(failures(body, content_type, "Nobody has answered us", tmp_path)) == 1
