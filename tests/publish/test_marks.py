"""The column-inch rule and the charts: they say what they draw, in both directions."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from columninch.publish.charts import share_chart_svg, share_row_svg, sparkline_svg
from columninch.publish.marks import NARROW, WIDE, Scale, share_rule_png, share_rule_svg
from columninch.records import Share, TrackedFigure
from tests.publish.examples import FIGURES, LEAD, SHARES, SHARES_FA, share

SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def shares(draw: st.DrawFn) -> Share:
    low, value, high = sorted(draw(st.tuples(*[st.floats(0, 1)] * 3)))
    return share(value, low, high)


@given(
    shares(), st.none() | shares(), st.sampled_from(["en", "fa"]), st.sampled_from([WIDE, NARROW])
)
def test_every_rule_stays_inside_its_drawing(
    now: Share, before: Share | None, language: str, width: int
) -> None:
    drawn = etree.fromstring(share_rule_svg(now, before, language, width=width))
    assert drawn.get("direction") == "ltr"
    assert drawn.get("role") == "img"
    (bar,) = drawn.findall(f"{SVG}rect")
    start, breadth = float(bar.get("x", "")), float(bar.get("width", ""))
    assert start >= 0
    assert breadth >= 0
    assert start + breadth <= width
    for text in drawn.findall(f"{SVG}text"):
        half = len(text.text or "") * 4
        reach = {"start": (0, 2 * half), "middle": (half, half), "end": (2 * half, 0)}
        left, right = reach[text.get("text-anchor", "")]
        place = float(text.get("x", ""))
        assert place - left >= -12
        assert place + right <= width + 12


@given(st.floats(0, 1), st.sampled_from([WIDE, NARROW]))
def test_the_rule_is_mirrored_for_readers_from_the_right(value: float, width: int) -> None:
    there, back = Scale(width, "ltr").x(value), Scale(width, "rtl").x(value)
    assert there + back == pytest.approx(width, abs=0.2)


def test_a_rule_says_itself_in_words() -> None:
    drawn = etree.fromstring(share_rule_svg(LEAD.share, LEAD.before, "en"))
    assert drawn.findtext(f"{SVG}title") == "62%, 95% interval 55 to 69"
    assert drawn.findtext(f"{SVG}desc") == "last week 31%"


def test_a_persian_rule_has_persian_digits_only() -> None:
    drawn = etree.fromstring(share_rule_svg(LEAD.share, LEAD.before, "fa"))
    told = "".join(drawn.itertext())
    assert "۶۲٪" in told
    assert not re.search("[0-9]", told)


def test_a_narrow_interval_has_one_label_and_a_full_count_none() -> None:
    narrow = etree.fromstring(share_rule_svg(share(0.6, 0.59, 0.61), None, "en"))
    assert [one.text for one in narrow.iter(f"{SVG}text") if one.get("class") == "interval"] == [
        "59 to 61"
    ]
    full = etree.fromstring(share_rule_svg(share(0.6, 0.6, 0.6), None, "en"))
    assert not [one for one in full.iter(f"{SVG}text") if one.get("class") == "interval"]


def test_the_rule_is_drawn_as_png_with_the_typeface_of_the_project() -> None:
    drawn = share_rule_png(LEAD.share, LEAD.before, "fa")
    assert drawn.startswith(b"\x89PNG")
    assert int.from_bytes(drawn[16:20]) == 2 * WIDE
    assert drawn == share_rule_png(LEAD.share, LEAD.before, "fa")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_chart_is_sorted_by_size_and_tells_each_interval(language: str) -> None:
    statements = SHARES if language == "en" else SHARES_FA
    drawn = etree.fromstring(share_chart_svg(statements, "Finding & <title>", language))
    assert drawn.findtext(f"{SVG}title") == "Finding & <title>"
    bars = [float(bar.get("width", "")) for bar in drawn.findall(f"{SVG}rect")]
    assert bars == sorted(bars, reverse=True)
    assert len(drawn.findall(f"{SVG}path[@class='bracket']")) == len(statements)
    hollow = sum(told.before is not None for told in statements)
    assert len(drawn.findall(f"{SVG}circle[@class='before']")) == hollow


@given(shares(), st.sampled_from(["en", "fa"]), st.sampled_from([WIDE, NARROW]))
def test_the_number_of_a_row_is_always_in_the_drawing(
    now: Share, language: str, width: int
) -> None:
    drawn = etree.fromstring(
        share_row_svg(dataclasses.replace(LEAD, share=now), language, width=width)
    )
    (number,) = [one for one in drawn.iter(f"{SVG}text") if one.get("class") == "number"]
    place = float(number.get("x", ""))
    reach = 34 if number.get("text-anchor") == "start" else -34
    assert 0 <= place <= width
    assert 0 <= place + reach <= width


def test_a_sparkline_ends_at_the_newest_value_and_an_empty_figure_has_none() -> None:
    drawn = etree.fromstring(sparkline_svg(FIGURES.figures[0], "en"))
    (last,) = drawn.findall(f"{SVG}circle[@class='last']")
    assert float(last.get("cy", "")) == 6
    assert "10,400" in (drawn.findtext(f"{SVG}desc") or "")
    assert sparkline_svg(TrackedFigure("Nothing", "", ()), "en") == ""
