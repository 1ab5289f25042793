"""Newsletters as mail messages; all of them written here."""

from __future__ import annotations

import base64
import quopri
import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from columninch.errors import ReadingError
from columninch.extract.read import Page, read_page
from tests.extract.pages import PARAGRAPHS, PERSIAN

if TYPE_CHECKING:
    from columninch.records import Reading

HTML = f"""<html><head><title>x</title><style>p {{}}</style></head><body>
<div class="preheader" style="color:#fff">Only three minutes to read</div>
<span style="display:none;font-size:0">Hidden teaser&#847; &#847;</span>
<img src="http://track.example/open.gif" width="1" height="1" alt="pixel">
<table><tr><td><a href="http://track.example/view">View this email in your browser</a></td></tr>
<tr><td><h1>Night ferry</h1></td></tr>
<tr><td><table><tr><td><p>{PARAGRAPHS[0]}</p></td>
<td><p>{PARAGRAPHS[1]}</p></td></tr></table></td></tr>
<tr><td><img src="cid:boat"><img src="data:image/png;base64,AAAA">
<ul><li>{PARAGRAPHS[2]}</li></ul></td></tr>
<tr><td><h2><a href="http://tern.example/a">Bakers want their boat back</a></h2></td></tr>
<tr><td>You are receiving this email because you signed up.
<a href="http://track.example/unsubscribe">Unsubscribe</a></td></tr></table></body></html>"""


def message(
    *parts: tuple[str, str], headers: str = "", kind: str = "multipart/alternative"
) -> bytes:
    """A message of parts, each with its own headers."""
    inner = "".join(f"--b\r\n{head}\r\n\r\n{body}\r\n" for head, body in parts)
    return (
        f'From: "The Tern" <letters@tern.example>\r\nDate: Wed, 4 Mar 2026 09:30:00 +0100\r\n'
        f"Message-ID: <1@tern.example>\r\nMIME-Version: 1.0\r\n{headers}"
        f"{'' if 'Subject:' in headers else 'Subject: Night ferry stops'}"
        f"{'' if 'Subject:' in headers else chr(13) + chr(10)}"
        f'Content-Type: {kind}; boundary="b"\r\n\r\n{inner}--b--\r\n'
    ).encode()


def read(body: bytes) -> Reading:
    return read_page(Page(body, "message/rfc822", "mid:1@tern.example"))


def plain(body: str, head: str = "Content-Type: text/plain; charset=utf-8") -> tuple[str, str]:
    return head, body


def html(body: str = HTML) -> tuple[str, str]:
    return "Content-Type: text/html; charset=utf-8", body


def test_the_html_is_read_without_pictures_hidden_text_and_footer() -> None:
    reading = read(message(plain("Another wording."), html()))
    assert reading.text.split("\n") == [*PARAGRAPHS[:3], "Bakers want their boat back"] or (
        reading.text.split("\n") == ["Night ferry", *PARAGRAPHS[:3], "Bakers want their boat back"]
    )
    assert reading.blocks[-2].kind == "list"
    assert reading.blocks[-1].kind == "heading"
    assert reading.picture is None


def test_subject_sender_and_date_are_title_outlet_and_publication() -> None:
    reading = read(message(html()))
    assert (reading.title, reading.outlet_name) == ("Night ferry stops", "The Tern")
    assert reading.published is not None
    assert reading.published.at == datetime(2026, 3, 4, 8, 30, tzinfo=UTC)
    assert (reading.published.precision, reading.published.evidence) == ("second", "mail date")


def test_a_writer_named_with_the_outlet_stands_first() -> None:
    body = message(html()).replace(b'"The Tern"', b'"Oren Tavish from The Tern"')
    reading = read(body)
    assert (reading.authors, reading.outlet_name) == (("Oren Tavish",), "The Tern")


def test_the_plain_text_is_read_where_there_is_no_html() -> None:
    end = "Unsubscribe: http://t.example/u\r\n-- \r\nT."
    body = f"{PARAGRAPHS[0]}\r\n\r\n{PARAGRAPHS[1]}\r\n\r\n{end}"
    assert read(message(plain(body))).text.split("\n") == list(PARAGRAPHS[:2])


@pytest.mark.parametrize(
    ("charset", "text", "encoding"),
    [
        ("windows-1256", "أعلنت هيئة الميناء اليوم أن العبارة الأخيرة ستتوقف", "quoted-printable"),
        ("iso-8859-6", "أعلنت هيئة الميناء اليوم أن العبارة", "base64"),
        ("utf-8", PERSIAN[0], "quoted-printable"),
        ("gb2312", "港务局星期一宣布末班渡轮将于四月底停航", "base64"),
        ("iso-8859-15", "Die letzte Fähre fährt für 3 € im April", "8bit"),
        ("koi8-r", "Последний ночной паром прекратит ходить в апреле", "base64"),
        ("no-such-charset", "The last night ferry stops in April", "7bit"),
        ("utf-16", "The last night ferry stops", "base64"),
    ],
)
def test_a_part_is_read_in_its_charset_and_encoding(charset: str, text: str, encoding: str) -> None:
    raw = text.encode("utf-8" if charset.startswith("no") else charset)
    packed = {
        "base64": base64.encodebytes,
        "quoted-printable": quopri.encodestring,
    }.get(encoding, bytes)(raw)
    head = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {encoding}"
    body = message(plain("@@", head)).replace(b"@@", packed)
    assert read(body).text == " ".join(text.split())


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?b?2YLYp9uM2YI=?= =?utf-8?b?INi02KjYp9mG2Yc=?=", "قایق شبانه"),
        ("=?windows-1256?q?=DE=C7=D1=C8?=", "قارب"),
        ("=?utf-8?b?2YLYp9s=?= =?utf-8?b?jNmC?=", "قایق"),  # a letter's bytes in two words
        ("=?no-such?q?Night_ferry?=", "Night ferry"),
        ("=?utf-8?b?broken", "=?utf-8?b?broken"),
        ("Night\r\n ferry\x00", "Night ferry"),
        ("قایق", "قایق"),
    ],
)
def test_a_subject_is_decoded_as_people_read_it(subject: str, title: str) -> None:
    assert read(message(html(), headers=f"Subject: {subject}\r\n")).title == title


def test_of_alternatives_inside_a_message_one_is_read_and_other_parts_are_too() -> None:
    inner = (
        'Content-Type: multipart/alternative; boundary="c"',
        f"--c\r\nContent-Type: text/plain\r\n\r\nThe plain wording.\r\n--c\r\n"
        'Content-Type: multipart/related; boundary="d"\r\n\r\n'
        "--d\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        f"<p>{PARAGRAPHS[0]}</p>\r\n--d\r\nContent-Type: image/png\r\n\r\nx\r\n--d--\r\n--c--",
    )
    attached = (
        'Content-Type: application/pdf; name="bulletin.pdf"\r\n'
        'Content-Disposition: attachment; filename="bulletin.pdf"',
        "%PDF-1.7",
    )
    reading = read(message(inner, plain(PARAGRAPHS[1]), attached, kind="multipart/mixed"))
    assert reading.text.split("\n") == [*PARAGRAPHS[:2], "bulletin.pdf"]
    assert reading.blocks[-1].kind == "caption"


def test_a_forwarded_message_is_read_too() -> None:
    inner = message(plain(PARAGRAPHS[1])).decode()
    forwarded = ("Content-Type: message/rfc822", inner.replace("--b", "--e").replace('"b"', '"e"'))
    reading = read(message(plain(PARAGRAPHS[0]), forwarded, kind="multipart/mixed"))
    assert reading.text.split("\n") == list(PARAGRAPHS[:2])


@pytest.mark.parametrize(
    "footer",
    [
        "View this email in your browser",
        "Unsubscribe | Manage preferences",
        "برای لغو عضویت این‌جا را بزنید",
        "نمایش در مرورگر",
        "إلغاء الاشتراك",
        "You received this email because you subscribed at our site.",
        "© 2026 The Tern, Quay 1",
    ],
)
def test_a_mailers_footer_is_no_text(footer: str) -> None:
    body = f"<p>{PARAGRAPHS[0]}</p><p>{footer}</p>"
    assert read(message(html(body))).text == PARAGRAPHS[0]


def test_a_message_of_attachments_alone_names_them() -> None:
    part = 'Content-Type: application/zip; name="all.zip"\r\nContent-Disposition: attachment', "PK"
    with pytest.raises(ReadingError, match=r"holds no text \(attachments are not read: all.zip\)"):
        read(message(part, kind="multipart/mixed"))


def letter_of(credit: str, link: str) -> str:
    """A letter that prints two articles in full, laid out in a table as letters are."""
    told = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    rows = "".join(
        f"<tr><td><p><strong>{number}. Title of number {number}</strong></p><p>{credit}</p>{told}"
        f'<p><a href="{link}/{number}">Read the full article</a></p></td></tr>'
        for number in (1, 2)
    )
    return (
        '<html><body><div style="display:none">Hidden teaser</div><table><tr><td><h1>Night ferry'
        f"</h1><p>Two texts that we read for you this week.</p></td></tr>{rows}"
        '<tr><td><a href="http://tern.example/unsubscribe">Unsubscribe</a></td></tr></table>'
        "</body></html>"
    )


def test_a_letter_that_prints_others_articles_in_full_embeds_them() -> None:
    credit = "The Saltmarsh Courier, 2 March 2026, by Oren Tavish"
    reading = read(message(html(letter_of(credit, "https://saltmarshcourier.example"))))
    assert reading.form == "roundup"
    assert [one.heading for one in reading.embedded] == [
        "Title of number 1",
        "Title of number 2",
    ]
    assert {one.outlet_name for one in reading.embedded} == {"The Saltmarsh Courier"}
    assert all(one.reading.text == "\n".join(PARAGRAPHS) for one in reading.embedded)
    assert reading.text == "Night ferry\nTwo texts that we read for you this week."


def test_a_letter_that_prints_its_outlets_own_articles_is_one_text() -> None:
    credit = "The Tern, 2 March 2026, by Oren Tavish"
    reading = read(message(html(letter_of(credit, "https://www.tern.example"))))
    assert reading.embedded == ()
    assert PARAGRAPHS[0] in reading.text


def nested(depth: int) -> bytes:
    heads = "".join(
        f'Content-Type: multipart/mixed; boundary="b{at}"\r\n\r\n--b{at}\r\n' for at in range(depth)
    )
    return f"Subject: x\r\n{heads}Content-Type: text/plain\r\n\r\nx".encode()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (nested(10_000), "more than 1,000 parts"),
        (nested(900), "nested too deeply"),
        (b"X: " + b"y" * 2_000_000, "headers are longer than"),
        (b"X: y\r\n" * 300_000, "headers are longer than"),
        (b"Subject: x\r\n\r\n" + b"z" * 50_000_001, "larger than 50,000,000 bytes"),
        (
            b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * 30_000,
            "more than 1,000 parts",
        ),
        (b"Content-Type: message/rfc822\r\n\r\n" * 5000, "more than 1,000 parts"),
        (b"", "holds no text"),
    ],
    ids=[
        "ten thousand deep",
        "nine hundred deep",
        "one long header",
        "many headers",
        "huge",
        "thirty thousand parts",
        "forwards of forwards",
        "nothing",
    ],
)
def test_a_hostile_message_is_one_clear_error(body: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read(body)


def test_a_damaged_message_gives_a_reading_or_an_error() -> None:
    whole = message(plain("Another wording."), html())
    dice = random.Random(3)  # noqa: S311  a test's own order
    for _ in range(40):
        torn = bytearray(whole)
        for _ in range(dice.choice((1, 10, 100))):
            torn[dice.randrange(len(torn))] = dice.randrange(256)
        try:
            reading = read(bytes(torn[: dice.randrange(1, len(torn))]))
        except ReadingError:
            continue
        assert (
            "\n".join(reading.text[one.start : one.end] for one in reading.blocks) == reading.text
        )
