"""TTML, and transcripts with time stamps; all of them written here."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.errors import ReadingError
from columninch.extract.subtitles import Cue
from columninch.extract.ttml import read_ttml
from columninch.records import Entry
from tests.extract.pages import read

NS = 'xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'


def ttml(body: str, attributes: str = "") -> bytes:
    return f'<?xml version="1.0"?><tt {NS} xml:lang="en" {attributes}>{body}</tt>'.encode()


def times(body: str, attributes: str = "") -> list[tuple[float, float, str]]:
    cues = read_ttml(ttml(body, attributes))
    return [(one.starts_at_seconds, one.ends_at_seconds, one.text) for one in cues]


def test_a_programme_is_read_with_its_times() -> None:
    body = ttml(
        '<head><metadata><ttm:title xmlns:ttm="x">no</ttm:title></metadata></head><body><div>'
        '<p begin="10:00:01.000" end="10:00:03.500">Good <span>evening.</span></p>'
        '<p begin="10:00:04.000" end="10:00:06.250">The ferry<br/>stops &amp; stays.</p>'
        "</div></body>"
    )
    for content_type in ("application/ttml+xml", "text/xml", "application/octet-stream"):
        reading = read(body, content_type, entry=Entry("", title="Evening news"))
        assert reading.text == "Good evening.\nThe ferry stops & stays."
        assert (reading.form, reading.airtime_seconds) == ("programme", 5.25)
        assert [one.starts_at_seconds for one in reading.blocks] == [36001.0, 36004.0]


@pytest.mark.parametrize(
    ("begin", "attributes", "seconds"),
    [
        ("00:00:12.5", "", 12.5),
        ("01:02:03", "", 3723.0),
        ("12.5s", "", 12.5),
        ("1.5m", "", 90.0),
        ("2h", "", 7200.0),
        ("250ms", "", 0.25),
        ("00:00:01:15", "", 1.5),
        ("00:00:01:12", 'ttp:frameRate="24"', 1.5),
        ("30f", 'ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"', 1.001),
        ("00:00:00:00.5", 'ttp:frameRate="25" ttp:subFrameRate="10"', 0.02),
        ("90000t", 'ttp:tickRate="90000"', 1.0),
        ("50t", 'ttp:frameRate="25"', 2.0),
        ("3t", "", 3.0),
        ("nonsense", "", 0.0),
        ("99999999999:00:00", "", 0.0),
    ],
)
def test_a_time_is_read_in_each_of_its_forms(begin: str, attributes: str, seconds: float) -> None:
    body = f'<body><div><p begin="{begin}" dur="1s">x</p></div></body>'
    ((start, _, _),) = times(body, attributes)
    assert start == pytest.approx(seconds)


def test_times_count_from_the_element_around() -> None:
    assert times(
        '<body begin="10s"><div begin="5s" end="20s"><p begin="1s" dur="2s">a</p>'
        '<p begin="3s" end="99s">b</p><p begin="4s">c</p></div></body>'
    ) == [(16, 18, "a"), (18, 30, "b"), (19, 30, "c")]


def test_in_a_sequence_one_follows_another() -> None:
    assert times(
        '<body timeContainer="seq"><div><p dur="2s">a</p></div>'
        '<div timeContainer="seq"><p dur="3s">b</p><p begin="1s" dur="1s">c</p></div></body>'
    ) == [(0, 2, "a"), (0, 3, "b"), (4, 5, "c")]


def test_spans_with_times_of_their_own_are_cues_of_their_own() -> None:
    assert times(
        '<body><div><p begin="10s"><span begin="0s" end="1s">a</span> '
        '<span begin="1s" end="2s">b<br/>c</span></p></div></body>'
    ) == [(10, 11, "a"), (11, 12, "b\nc")]


def test_what_has_no_end_lasts_until_the_next() -> None:
    assert times('<body><div><p begin="1s">a</p><p begin="4s">b</p></div></body>') == [
        (1, 4, "a"),
        (4, 4, "b"),
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'<!DOCTYPE tt [<!ENTITY a "b">]><tt xmlns="http://www.w3.org/ns/ttml">&a;</tt>', "type"),
        (ttml("<body><div><p>" + "<span>" * 100_000), "damaged"),
        (b"<html/>", "not tt"),
        (b"", "damaged"),
        ("<!DOCTYPE tt [<!ENTITY a 'b'>]><tt/>".encode("utf-16"), "type|damaged"),
    ],
)
def test_bombs_and_other_files_are_refused(body: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read_ttml(body)


def test_a_damaged_file_gives_cues_or_an_error() -> None:
    told = '<p begin="1s" dur="2s">The <span>ferry</span></p>'
    whole = ttml(f'<body begin="1s"><div>{told}</div></body>')
    dice = random.Random(11)  # noqa: S311  a test's own order
    for _ in range(300):
        torn = bytearray(whole)
        for _ in range(dice.choice((1, 3, 20))):
            torn[dice.randrange(len(torn))] = dice.randrange(256)
        with suppress(ReadingError):
            cues = read_ttml(bytes(torn))
            assert all(one.ends_at_seconds >= one.starts_at_seconds for one in cues)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**4)), max_size=5))
def test_what_is_written_as_cues_is_read_as_cues(cues: list[tuple[int, int]]) -> None:
    told = "".join(f'<p begin="{at}ms" dur="{long}ms">x</p>' for at, long in cues)
    assert read_ttml(ttml(f"<body><div>{told}</div></body>")) == tuple(
        Cue(at / 1000, (at + long) / 1000, "x") for at, long in sorted(cues, key=lambda one: one[0])
    )


TRANSCRIPT = """The evening programme

[00:00:05] ANCHOR: Good evening.
The ferry stops in April.
[00:00:12] ILSE MARROW: There is no bridge & no boat.
[00:01:02] ANCHOR: Thank you.
"""


def test_a_transcript_is_read_with_its_times() -> None:
    reading = read(TRANSCRIPT, "text/plain")
    assert reading.title == "The evening programme"
    assert reading.text.split("\n") == [
        "ANCHOR: Good evening. The ferry stops in April.",
        "ILSE MARROW: There is no bridge & no boat.",
        "ANCHOR: Thank you.",
    ]
    assert [(one.kind, one.starts_at_seconds, one.ends_at_seconds) for one in reading.blocks] == [
        ("cue", 5.0, 12.0),
        ("cue", 12.0, 62.0),
        ("cue", 62.0, 62.0),
    ]
    assert (reading.form, reading.airtime_seconds) == ("programme", 57.0)


@pytest.mark.parametrize(
    "text",
    [
        "00:05 A: one\n00:12 B: two\n1:02:03 C: three\n",
        "(0:05) one\n(0:12) two\n(0:20) three\n",
        "\u200f[00:05] یک\n[00:12] دو\n[00:20] سه\n",
    ],
)
def test_stamps_are_known_bare_and_in_brackets(text: str) -> None:
    assert read(text, "text/plain").form == "programme"


@pytest.mark.parametrize(
    "text",
    [
        "The ferry leaves at\n\n10:15 and comes at\n\n11:20 again.",
        "[00:20] three\n[00:12] two\n[00:05] one\n",
        "The ferry stops.\n\nNobody is glad.",
    ],
)
def test_a_text_with_a_time_in_it_is_no_transcript(text: str) -> None:
    assert read(text, "text/plain").form != "programme"
