"""PDFs: what they say, in the order in which it is read, and never a crash."""

from __future__ import annotations

import json
import random
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from columninch.errors import ReadingError
from columninch.extract.document import file_date, sane_name, sane_title
from columninch.extract.read import Page, read_page
from columninch.formats import pdf, pdf_worker
from columninch.records import Entry

if TYPE_CHECKING:
    from columninch.records import Reading

FOLDER = Path(__file__).parents[1] / "data" / "pdf"
TEXTS = json.loads((FOLDER / "texts.json").read_text("utf-8"))
FILES = sorted(path.name for path in FOLDER.glob("*.pdf"))


def read(body: bytes, entry: Entry | None = None) -> Reading:
    return read_page(Page(body, "application/pdf", "https://quay.example/bulletin.pdf", entry))


def shown(text: str, name: str) -> str:
    """As the file can give it: WeasyPrint writes no non-joiners, Chromium two as spaces."""
    if name.startswith("weasyprint-fa"):
        return text.replace("\u200c", "")
    if name.startswith("chromium-fa"):
        return text.replace("قایق\u200cهای کوچک\u200cتر", "قایق های کوچک تر")
    return text


@pytest.mark.parametrize("name", FILES)
def test_paragraphs_come_whole_and_in_order_without_running_heads(name: str) -> None:
    told = TEXTS[name.split("-")[1]]
    reading = read((FOLDER / name).read_bytes())
    assert reading.title == told["title"]
    wanted = [shown(one, name) for one in told["paragraphs"]]
    parts = [[f"{told['part']} {number}", *wanted] for number in range(1, 5)]
    assert reading.text.split("\n") == [line for part in parts for line in part]
    assert [block.kind for block in reading.blocks][:2] == ["heading", "paragraph"]
    assert reading.language.code == name.split("-")[1]


@pytest.mark.parametrize("name", FILES)
def test_blocks_slice_back(name: str) -> None:
    reading = read((FOLDER / name).read_bytes())
    assert "\n".join(reading.text[one.start : one.end] for one in reading.blocks) == reading.text


def test_properties_give_author_and_day_and_the_listing_comes_first() -> None:
    body = (FOLDER / "weasyprint-fa-2.pdf").read_bytes()
    reading = read(body)
    assert reading.authors == ("نیلوفر رادین",)
    assert reading.published is not None
    assert (reading.published.at, reading.published.precision) == (
        datetime(2026, 3, 2, tzinfo=UTC),
        "day",
    )
    assert read(body, Entry("", title="The bulletin")).title == "The bulletin"


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("D:20260304120000+01'00'", "2026-03-04"),
        ("20260304", "2026-03-04"),
        ("2026-03-04T12:00:00Z", "2026-03-04"),
        ("D:00010101000000", None),
        ("D:20261399", None),
        ("yesterday", None),
    ],
)
def test_a_files_date_is_a_day_where_it_is_sane(given: str, day: str | None) -> None:
    found = file_date(given, "pdf created")
    assert (found.day().isoformat() if found else None) == day


def test_what_a_program_made_up_is_no_title_and_an_account_is_no_author() -> None:
    for made_up in ("Microsoft Word - x.docx", "Untitled", "report.pdf", "", "  "):
        assert sane_title(made_up) == ""
    assert sane_title("Microsoft Word - The night ferry") == "The night ferry"
    for account in ("admin", "user 1", "a@b.example", "HP"):
        assert sane_name(account) == ""


@pytest.mark.parametrize("name", ["weasyprint-en-2.pdf", "chromium-fa-1.pdf"])
def test_a_damaged_file_is_an_error_and_never_a_crash(name: str) -> None:
    """In this process, since a hundred of their own would take a minute."""
    body = (FOLDER / name).read_bytes()
    dice = random.Random(7)  # noqa: S311  a test's own order
    for _ in range(25):
        torn = bytearray(body)
        for _ in range(dice.choice((1, 20, 400))):
            torn[dice.randrange(len(torn))] = dice.randrange(256)
        answer = pdf_worker.answer(bytes(torn[: dice.choice((len(torn), len(torn) // 2))]))
        assert answer.get("refused") or "lines" in answer


def test_a_torn_file_says_that_it_is_damaged() -> None:
    with pytest.raises(ReadingError, match="the PDF is damaged") as caught:
        read(b"%PDF-1.7\n1 0 obj\n<<")
    assert caught.value.where == "https://quay.example/bulletin.pdf"


def document(*objects: bytes) -> bytes:
    """A PDF of these objects, the first being its catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(body),
    )
    return body + head + table + trailer


def page_of(content: bytes, filters: bytes = b"") -> bytes:
    """A page with one stream of content."""
    return document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 700]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def test_a_small_page_is_read() -> None:
    said = b"BT /F 12 Tf 50 500 Td (The night ferry stops.) Tj ET"
    assert read(page_of(said)).text == "The night ferry stops."


def test_a_page_without_text_may_be_a_scan() -> None:
    with pytest.raises(ReadingError, match="it may be a scan"):
        read(page_of(b"0 0 100 100 re f"))


def test_a_bomb_costs_no_more_than_the_limits() -> None:
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b" " * 10_000_000) for _ in range(70)) + packer.flush()
    bomb = page_of(zlib.compress(packed, 9), b"/Filter[/FlateDecode/FlateDecode]")
    assert len(bomb) < 100_000
    with pytest.raises(ReadingError, match=r"wants more than 640 MB|can't be read within"):
        read(bomb)


def test_pages_that_are_their_own_children_end() -> None:
    loop = document(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>"
    )
    with pytest.raises(ReadingError):
        read(loop)


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    body = document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    )
    monkeypatch.setattr(pdf_worker, "MAX_PAGES", 1)
    with pytest.raises(pdf_worker.Refused, match="more than 1 pages"):
        pdf_worker.read(body)


def test_a_file_that_is_too_large_is_not_even_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_BYTES", 10)
    with pytest.raises(ReadingError, match="larger than 10 bytes"):
        read(b"%PDF-1.7 and more")


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", -4.999)
    with pytest.raises(ReadingError, match="can't be read within"):
        read(page_of(b"BT ET"))
