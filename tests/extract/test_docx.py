"""Word documents; all of them written here."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from columninch.errors import ReadingError
from columninch.extract.read import Page, read_page
from tests.extract.pages import PARAGRAPHS, PERSIAN
from tests.formats.word import W, paragraph, word

if TYPE_CHECKING:
    from columninch.records import Reading

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(body: bytes, content_type: str = TYPE) -> Reading:
    return read_page(Page(body, content_type, "file:week/ferry.docx"))


def test_headings_paragraphs_lists_and_tables_come_in_order() -> None:
    cell = "<w:tc>{}</w:tc>".format
    reading = read(
        word(
            paragraph("The night ferry", '<w:pStyle w:val="Title"/>')
            + paragraph(PARAGRAPHS[0])
            + paragraph("The loss", '<w:pStyle w:val="Heading1"/>')
            + paragraph("one boat", '<w:numPr><w:numId w:val="1"/></w:numPr>')
            + f"<w:tbl><w:tr>{cell(paragraph('Year'))}{cell(paragraph('Crowns'))}</w:tr></w:tbl>"
            + "<w:sdt><w:sdtContent>"
            + paragraph(PARAGRAPHS[1], "<w:bidi/>")
            + "</w:sdtContent></w:sdt>"
        )
    )
    assert reading.title == "The night ferry"
    assert [(one.kind, reading.text[one.start : one.end]) for one in reading.blocks] == [
        ("paragraph", PARAGRAPHS[0]),
        ("heading", "The loss"),
        ("list", "one boat"),
        ("table", "Year | Crowns"),
        ("paragraph", PARAGRAPHS[1]),
    ]


def test_a_translated_words_styles_are_known_by_their_levels() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Own"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>'
    )
    named = (f'<w:pStyle w:val="{one}"/>' for one in ("berschrift1", "Own"))
    body = "".join(paragraph("A line", one) for one in named) + paragraph(PARAGRAPHS[0])
    reading = read(word(body, title="T", parts={"word/styles.xml": styles}))
    assert [one.kind for one in reading.blocks] == ["heading", "heading", "paragraph"]


def test_insertions_are_in_and_deletions_are_out() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>".format
    changed = (
        f"<w:p>{run('It stops in ')}<w:del><w:r><w:delText>May</w:delText></w:r></w:del>"
        f"<w:ins>{run('April')}</w:ins><w:moveFrom>{run(' gone')}</w:moveFrom>"
        f"<w:r><w:instrText>PAGE</w:instrText><w:tab/><w:t>.</w:t></w:r></w:p>"
    )
    assert read(word(changed)).text == "It stops in April ."


def test_footnotes_stand_behind_the_text() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator">{paragraph("x")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("A note.")}</w:footnote></w:footnotes>'
    )
    reading = read(word(paragraph(PARAGRAPHS[0]), parts={"word/footnotes.xml": notes}))
    assert reading.text == f"{PARAGRAPHS[0]}\nA note."


def test_properties_give_title_author_and_day() -> None:
    reading = read(word(paragraph(PERSIAN[0]), title="قایق شبانه", creator="Oren Tavish"))
    assert (reading.title, reading.authors) == ("قایق شبانه", ("Oren Tavish",))
    assert reading.published is not None
    assert reading.published.at == datetime(2026, 3, 4, tzinfo=UTC)
    assert reading.published.precision == "day"


def test_a_document_is_known_by_what_it_holds() -> None:
    assert read(word(paragraph(PARAGRAPHS[0])), "application/octet-stream").text == PARAGRAPHS[0]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"word/document.xml": f"{BOMB}<w:document {W}>&b;</w:document>"}, "document type"),
        ({"word/document.xml": b"<w:p" + b" " * 60_000_000}, "larger than 50,000,000 bytes"),
        ({"word/document.xml": "<a>" * 100_000}, "the XML is damaged"),
        ({"word/document.xml": f"<w:document {W}/>"}, "has no body"),
        ({f"word/{number}.xml": "" for number in range(10_001)}, "more than 10,000 parts"),
        ({"../../etc/passwd": "x", "word/document.xml": ""}, "damaged"),
    ],
    ids=["entities", "bomb", "deep", "no body", "many parts", "a path that leads out"],
)
def test_a_hostile_document_is_one_clear_error(parts: dict[str, str | bytes], reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read(word(paragraph("x"), parts=parts))


def test_a_damaged_document_gives_a_reading_or_an_error() -> None:
    whole = word(paragraph("The ferry") * 30, title="The night ferry")
    dice = random.Random(5)  # noqa: S311  a test's own order
    for _ in range(60):
        torn = bytearray(whole)
        for _ in range(dice.choice((1, 5, 50))):
            torn[dice.randrange(4, len(torn))] = dice.randrange(256)
        try:
            reading = read(bytes(torn[: dice.choice((len(torn), len(torn) // 2))]))
        except ReadingError:
            continue
        assert reading.text
