"""The newsletter: a message that any mail program reads, with every quotation whole."""

from __future__ import annotations

import dataclasses
import email
import email.policy
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import lxml.html
import pytest

from columninch.errors import UsageError
from columninch.publish.newsletter import newsletter
from tests.publish.examples import ISSUE

if TYPE_CHECKING:
    from email.message import EmailMessage

SENDER = "The Karrow Week <week@karrow.example>"


def parsed(body: bytes) -> EmailMessage:
    return email.message_from_bytes(body, policy=email.policy.default)  # type: ignore[return-value]


def html_of(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_both_parts_hold_each_quotation_word_for_word() -> None:
    message = parsed(newsletter(ISSUE, sender=SENDER))
    html = lxml.html.document_fromstring(html_of(message)).text_content()
    text = text_of(message)
    quotations = [
        quotation
        for part in ISSUE.parts
        for section in part.sections
        for entry in section.entries
        for quotation in entry.quotations
    ]
    assert len(quotations) == 6
    for quotation in quotations:
        for said in (quotation.text, quotation.translation):
            assert said in html
            assert said in text


def test_the_message_has_its_headers_and_no_address_of_the_desk() -> None:
    message = parsed(newsletter(ISSUE, sender=SENDER))
    assert message["From"] == SENDER
    assert message["Subject"] == "The Karrow Week, no. 19"
    assert message["Date"].datetime == datetime(2026, 5, 11, 9, 30, tzinfo=UTC)
    assert message["Message-ID"].endswith("@karrow.example>")
    assert message.get_content_type() == "multipart/alternative"
    assert not message.defects


def test_the_marks_travel_inside_the_message() -> None:
    message = parsed(newsletter(ISSUE, sender=SENDER))
    page = lxml.html.document_fromstring(html_of(message))
    wanted = {source.removeprefix("cid:") for source in page.xpath("//img/@src")}
    pictures = {
        part["Content-ID"].strip("<>"): part.get_content()
        for part in message.walk()
        if part.get_content_type() == "image/png"
    }
    assert wanted == pictures.keys()
    assert len(wanted) == 4
    assert all(body.startswith(b"\x89PNG") for body in pictures.values())
    assert all(image.get("alt") for image in page.iter("img"))


def test_styles_are_set_into_the_elements_and_nothing_is_loaded() -> None:
    page = lxml.html.document_fromstring(html_of(parsed(newsletter(ISSUE, sender=SENDER))))
    assert not page.xpath("//style | //link | //script")
    assert all(source.startswith("cid:") for source in page.xpath("//img/@src"))
    (part,) = page.xpath("//div[@lang='fa'][@dir='rtl'][.//h2 or .//h3]")
    assert "line-height" in part.get("style")


def test_with_the_site_known_quotations_lead_to_their_copies_there() -> None:
    body = newsletter(ISSUE, sender=SENDER, site_url="https://week.karrow.example/")
    links = lxml.html.document_fromstring(html_of(parsed(body))).xpath("//a/@href")
    copies = "https://week.karrow.example/issues/19/copies/"
    assert any(link.startswith(copies) and "#c1-" in link for link in links)
    assert copies in text_of(parsed(body))


def test_without_a_site_no_link_is_relative() -> None:
    links = lxml.html.document_fromstring(html_of(parsed(newsletter(ISSUE, sender=SENDER)))).xpath(
        "//a/@href"
    )
    assert links
    assert all(link.startswith(("https://", "http://")) for link in links)


def test_the_same_issue_gives_the_same_message() -> None:
    assert newsletter(ISSUE, sender=SENDER) == newsletter(ISSUE, sender=SENDER)


def test_a_title_of_several_lines_adds_no_header() -> None:
    hostile = dataclasses.replace(ISSUE, title="News\r\nBcc: everyone@karrow.example")
    message = parsed(newsletter(hostile, sender=SENDER))
    assert message["Bcc"] is None
    assert message["Subject"] == "News Bcc: everyone@karrow.example"


def test_markup_from_outside_stays_text() -> None:
    part = dataclasses.replace(ISSUE.parts[0], lead_sentence="<script>x</script> & more")
    html = html_of(parsed(newsletter(dataclasses.replace(ISSUE, parts=(part,)), sender=SENDER)))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_lines_are_short_enough_for_every_mail_server() -> None:
    assert max(map(len, newsletter(ISSUE, sender=SENDER).split(b"\r\n"))) <= 998


@pytest.mark.parametrize("sender", ["", "nobody", "Name <>"])
def test_a_sender_without_an_address_is_refused(sender: str) -> None:
    with pytest.raises(UsageError, match="no e-mail address"):
        newsletter(ISSUE, sender=sender)
