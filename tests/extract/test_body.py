from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.extract.pages import ADDRESS, PARAGRAPHS, html, read

if TYPE_CHECKING:
    from columninch.records import Reading

HEADING = "<h1>Night ferry loses its last sailing</h1>"
LEAD = "Islanders lose the only boat that sails after eleven, and nobody has said what comes next."


def page(*told: str, head: str = "", before: str = HEADING) -> Reading:
    return read(
        f"<!doctype html><html><head>{head}</head><body><main><article>{before}"
        f"<div class='text'>{''.join(told)}</div></article></main></body></html>"
    )


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    ("head", "markup"),
    [
        (f'<meta name="description" content="{LEAD}">', f"<header><div>{LEAD}</div></header>"),
        ("", f'<header><div class="article-lead">{LEAD}</div></header>'),
        ("", f'<header><h2 class="subtitle">{LEAD}</h2></header>'),
    ],
)
def test_a_standfirst_begins_the_text(head: str, markup: str) -> None:
    reading = page(paragraphs(*PARAGRAPHS), head=head, before=HEADING + markup)
    assert reading.text == "\n".join((LEAD, *PARAGRAPHS))


def test_a_standfirst_that_the_text_has_stands_there_once() -> None:
    head = f'<meta name="description" content="{LEAD}">'
    assert page(paragraphs(LEAD, *PARAGRAPHS), head=head).text == "\n".join((LEAD, *PARAGRAPHS))


def test_a_description_that_nobody_sees_is_no_text() -> None:
    head = f'<meta name="description" content="{LEAD}">'
    assert page(paragraphs(*PARAGRAPHS), head=head).text == "\n".join(PARAGRAPHS)


def test_what_is_marked_as_a_lead_in_the_frame_of_the_page_is_no_standfirst() -> None:
    aside = f'<aside><div class="lead">{LEAD}</div></aside>'
    assert page(paragraphs(*PARAGRAPHS), before=HEADING + aside).text == "\n".join(PARAGRAPHS)


def test_an_article_in_several_containers_of_one_make_is_read_whole() -> None:
    parts = [PARAGRAPHS, tuple(one.replace("ferry", "boat") + " Twice." for one in PARAGRAPHS)]
    chunks = "<div class='advert'>Advertisement</div>".join(
        f"<div class='chunk body'>{paragraphs(*part)}</div>" for part in parts
    )
    text = page(f"<div class='chunks'>{chunks}</div>").text
    assert text == "\n".join(one for part in parts for one in part)


def test_boxes_of_another_make_stay_out() -> None:
    comment = (
        "<div class='reader'><p>I have never read such a thing about boats in my life.</p></div>"
    )
    told = f"<div class='chunk'>{paragraphs(*PARAGRAPHS)}</div>"
    boxes = f"<aside class='side'>{comment * 3}</aside>"
    assert page(f"<div>{told}{boxes}{told}</div>").text.count("never read") == 0


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Mira Sund",
        "Image credit: Tern Pictures",
        "Mira Sund/Getty Images",
        ">> All about the harbour",
        "→ What the islands think",
        "Externer Inhalt nicht verfügbar",
        "Czytaj więcej",
        "Copyright 2026 Saltmarsh Printers",
    ],
)
def test_credits_arrows_and_notes_of_the_system_are_no_text(line: str) -> None:
    told = paragraphs(*PARAGRAPHS[:2], line, *PARAGRAPHS[2:])
    assert page(told).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright Complexity on the Islands",
        "The photo that was shown: a boat without lights, in a harbour without anybody in it, at "
        "an hour at which nobody takes a picture.",
        "She wrote to Reuters",
    ],
)
def test_prose_that_speaks_of_pictures_and_rights_is_text(line: str) -> None:
    assert line in page(paragraphs(*PARAGRAPHS[:2], line, *PARAGRAPHS[2:])).text


def test_a_linked_heading_over_text_is_kept_and_one_over_links_goes() -> None:
    over_text = '<h2><a href="#boats">The boats that are left</a></h2>'
    over_links = (
        '<h2><a href="/more">News of the harbour today</a></h2>'
        '<p><a href="/1">What the council thinks of boats</a></p>'
    )
    text = page(
        paragraphs(*PARAGRAPHS[:2]), over_text, paragraphs(*PARAGRAPHS[2:]), over_links
    ).text
    assert "The boats that are left" in text
    assert "News of the harbour" not in text


def test_a_linked_line_of_a_list_of_other_things_is_kept() -> None:
    lines = "<ul><li><a href='/tent'>Lamp</a></li><li>Rope</li><li>Bread</li><li>Water</li></ul>"
    reading = page(paragraphs(*PARAGRAPHS), lines, paragraphs(LEAD))
    assert [one for one in reading.text.split("\n") if len(one) < 9] == [
        "Lamp", "Rope", "Bread", "Water",
    ]  # fmt: skip
    assert [block.kind for block in reading.blocks].count("list") == 4


def test_a_page_without_structure_is_not_read_as_one_lump() -> None:
    menu = "".join(f"<a href='/{number}'>Office {number}</a> " for number in range(400))
    told = "<br>".join(PARAGRAPHS)
    body = f"<div class='menu'>{menu}</div><div class='c'>{HEADING}<span>{told}</span></div>"
    assert "Office 77" not in read(f"<html><body>{body}</body></html>", url=ADDRESS).text


def test_an_ordinary_page_is_unchanged_by_all_that() -> None:
    assert read(html("", HEADING)).text == "\n".join(PARAGRAPHS)
