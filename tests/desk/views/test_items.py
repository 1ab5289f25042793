"""The list of items, one item, and its archived copy."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from columninch.desk import runtime
from columninch.desk.models import Item
from columninch.desk.reads.item import Mark, shown_blocks
from columninch.desk.reads.items import ItemQuery, find_items
from columninch.errors import ArchiveError
from columninch.records import Block
from tests.desk import press

if TYPE_CHECKING:
    from django.test import Client

HOSTILE = "<script>alert(1)</script>"


def titles(query: ItemQuery, week: press.Week) -> list[str]:
    return [row.reading.title for row in find_items(query, week.period, 1).rows]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (ItemQuery(words="Crews FERRY"), ["Headline 0 of 0"]),
        (ItemQuery(words="ferry budget"), []),
        (ItemQuery(words="كشتي"), ["کشتی در بندر 0"]),
        (ItemQuery(language="fa"), ["کشتی در بندر 0"]),
        (ItemQuery(question="topic", answer="budget"), []),
        (ItemQuery(reprints="only"), []),
        (ItemQuery(sort="longest", language="en"), [
            "Headline 0 of 0", "Headline 0 of 1", "Headline 0 of 2",
        ]),
    ],
)  # fmt: skip
def test_the_list_finds_what_is_asked_for(
    query: ItemQuery, found: list[str], week: press.Week
) -> None:
    assert titles(query, week) == found


def test_a_persons_answer_outweighs_what_a_rule_proposes(week: press.Week) -> None:
    press.coding(week.readings[1], "budget", week.version, press.person())
    assert titles(ItemQuery(question="topic", answer="budget"), week) == ["Headline 0 of 1"]
    assert "Headline 0 of 1" not in titles(ItemQuery(question="topic", answer="ferry"), week)


def test_a_reprint_can_be_hidden_or_shown_alone(week: press.Week) -> None:
    press.reprint(week.readings[2], week.readings[0])
    assert titles(ItemQuery(reprints="only"), week) == ["Headline 0 of 2"]
    assert "Headline 0 of 2" not in titles(ItemQuery(reprints="hidden"), week)


def test_an_item_of_another_week_shows_only_where_all_weeks_are_asked_for(
    signed_in: Client, week: press.Week
) -> None:
    assert "A week ago" not in signed_in.get("/items/").content.decode()
    assert "A week ago" in signed_in.get("/items/?period=all").content.decode()


def test_an_item_that_was_merged_into_another_is_not_listed(week: press.Week) -> None:
    item = week.readings[1].item
    Item.objects.filter(pk=item.pk).update(merged_into=week.readings[0].item)
    assert "Headline 0 of 1" not in titles(ItemQuery(), week)


def test_a_list_longer_than_a_page_links_to_the_next(signed_in: Client) -> None:
    press.small_week(copies=14)
    first = signed_in.get("/items/?sort=oldest").content.decode()
    assert "page 1 of 2" in first
    assert "?sort=oldest&amp;page=2" in first
    assert signed_in.get("/items/?sort=oldest&page=2").status_code == 200
    assert "page 2 of 2" in signed_in.get("/items/?page=999").content.decode()


def test_a_quotation_is_marked_in_the_text_with_its_speaker(
    signed_in: Client, week: press.Week
) -> None:
    page = signed_in.get(reverse("item", args=[week.readings[0].item_id])).content.decode()
    assert 'title="Mirel Tasko">Nobody asked the islanders,</mark>”' in page


def test_a_persian_item_runs_from_right_to_left_on_an_english_page(
    signed_in: Client, week: press.Week
) -> None:
    page = signed_in.get(reverse("item", args=[week.readings[-1].item_id])).content.decode()
    assert '<html lang="en" dir="ltr">' in page
    assert '<div class="text" lang="fa" dir="rtl">' in page


def test_hostile_text_comes_out_inert(signed_in: Client, week: press.Week) -> None:
    row = press.reading(week.source, HOSTILE, HOSTILE, at=press.MONDAY + timedelta(days=1))
    for path in ("/items/", reverse("item", args=[row.item_id])):
        assert HOSTILE not in signed_in.get(path).content.decode()


def test_an_item_without_a_reading_says_so(signed_in: Client, week: press.Week) -> None:
    source = week.source
    item = Item.objects.create(
        outlet=source.outlet, channel=source.channel, first_seen_at=press.NOW
    )
    page = signed_in.get(reverse("item", args=[item.pk])).content.decode()
    assert "Not read yet" in page


class TestArchivedCopy:
    """The bytes of a hostile page, shown and handed out."""

    @pytest.fixture(autouse=True)
    def vault(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class OneBody:
            def payload(self, _capture: object) -> bytes:
                return b"<p>Seven gulls <b>&lt;script&gt;</b></p><script>alert(1)</script>"

        monkeypatch.setattr(runtime, "vault", OneBody)

    def test_it_is_shown_as_plain_text(self, signed_in: Client, week: press.Week) -> None:
        page = signed_in.get(reverse("archived", args=[week.readings[0].item_id])).content
        assert b"Seven gulls &lt;script&gt;" in page
        assert b"alert(1)" not in page

    def test_its_bytes_are_only_ever_saved(self, signed_in: Client, week: press.Week) -> None:
        response = signed_in.get(reverse("archived-bytes", args=[week.readings[0].item_id]))
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Content-Disposition"].startswith("attachment;")
        assert response["Content-Security-Policy"].startswith("sandbox")
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_a_damaged_archive_is_told_in_words(
        self, signed_in: Client, week: press.Week, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Torn:
            def payload(self, _capture: object) -> bytes:
                raise ArchiveError("the record is torn", where="2026-05.warc.gz at 1000")

        monkeypatch.setattr(runtime, "vault", Torn)
        path = reverse("archived", args=[week.readings[0].item_id])
        assert "the record is torn" in signed_in.get(path).content.decode()
        assert signed_in.get(f"{path}bytes").status_code == 404


spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)


@given(text=st.text(min_size=1, max_size=30), marks=st.lists(spans, max_size=6))
def test_the_segments_of_a_block_joined_are_its_text(text: str, marks: list[list[int]]) -> None:
    found = [Mark(low, high, "quote", "", f"quote-{low}") for low, high in marks if low < high]
    (block,) = shown_blocks(text, [Block("paragraph", 0, len(text))], found)
    assert "".join(segment.text for segment in block.segments) == text
