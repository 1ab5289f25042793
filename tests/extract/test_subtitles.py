from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.errors import ReadingError
from columninch.extract.subtitles import read_srt, read_vtt
from columninch.records import Entry
from tests.extract.pages import read

VTT = """WEBVTT - evening news

NOTE a remark

1
00:00:01.000 --> 00:00:03.500 align:start
<v Reader>Good evening.</v> The night ferry

00:03.500 --> 00:00:06.000
stops at the end of April.

00:00:20.000 --> 00:00:24.000
<i>Islanders</i> &amp; bakers are angry.
"""
SRT = """1
00:00:01,000 --> 00:00:03,500
{\\an8}Good evening.

2
00:00:04,000 --> 00:00:06,250
<b>The ferry</b> stops.
3
00:00:07,000 --> 00:00:09,000
Nobody is glad.
"""


def test_a_programme_is_read_with_its_times() -> None:
    reading = read(VTT, "text/vtt", entry=Entry("", title="Evening news"))
    assert reading.title == "Evening news"
    assert reading.text == (
        "Good evening. The night ferry stops at the end of April.\nIslanders & bakers are angry."
    )
    times = [
        (block.kind, block.starts_at_seconds, block.ends_at_seconds) for block in reading.blocks
    ]
    assert times == [("cue", 1.0, 6.0), ("cue", 20.0, 24.0)]
    assert (reading.form, reading.airtime_seconds) == ("programme", 23.0)
    assert reading.language.code == "en"


def test_subrip_is_read_by_content_type_ending_or_first_lines() -> None:
    for content_type, url in (
        ("application/x-subrip", "https://r.example/1"),
        ("application/octet-stream", "https://r.example/1.srt"),
        ("", "https://r.example/1"),
    ):
        reading = read(SRT, content_type, url=url)
        assert reading.text == "Good evening.\nThe ferry stops.\nNobody is glad."
        assert reading.airtime_seconds == 8.0


def test_lines_that_roll_up_are_told_once() -> None:
    rolling = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nThe ferry\n\n"
        "00:02.000 --> 00:03.000\nThe ferry\nstops in April.\n\n"
        "00:03.000 --> 00:04.000\nstops in April.\nNobody is glad.\n"
    )
    assert read(rolling, "text/vtt").text == "The ferry stops in April.\nNobody is glad."


def test_a_file_without_its_signature_is_refused() -> None:
    with pytest.raises(ReadingError, match="WEBVTT"):
        read_vtt("00:01.000 --> 00:02.000\nThe ferry\n")
    with pytest.raises(ReadingError):
        read_srt("The ferry stops.\n")


def test_subtitles_in_which_nothing_is_said_are_an_error() -> None:
    with pytest.raises(ReadingError, match="nothing is said"):
        read("WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n", "text/vtt")


@pytest.mark.parametrize(
    "times",
    [
        "00:01.000 -> 00:02.000",
        "00:01 --> 00:02",
        "00:61.000 --> 00:62.000",
        "00:02.000 --> 00:01.000",
        "1:00:01.000 --> x",
    ],
)
def test_a_cue_with_wrong_times_costs_only_itself(times: str) -> None:
    cues = read_vtt(f"WEBVTT\n\n{times}\nlost\n\n00:05.000 --> 00:06.000\nkept\n")
    assert [cue.text for cue in cues] == ["kept"]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**7),
            st.integers(0, 10**5),
            st.text("abc d.é!", min_size=1, max_size=20).filter(str.strip),
        ),
        max_size=6,
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_is_written_as_cues_is_read_as_cues(
    cues: list[tuple[int, int, str]], end: str
) -> None:
    lines = ["WEBVTT", ""]
    for start, length, text in cues:
        lines += [f"{stamp(start)} --> {stamp(start + length)}", text, ""]
    found = read_vtt(end.join(lines))
    assert [
        (round(one.starts_at_seconds * 1000), round(one.ends_at_seconds * 1000), one.text)
        for one in found
    ] == [(start, start + length, text) for start, length, text in cues]


def stamp(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


@given(st.text(st.sampled_from("WEBVT\n\r\0-> 0123:.,<>&;abc"), max_size=120))
def test_no_file_breaks_the_readers(text: str) -> None:
    for body in (text, f"WEBVTT\n\n{text}"):
        for reader in (read_vtt, read_srt):
            with suppress(ReadingError):
                assert all(one.ends_at_seconds >= one.starts_at_seconds for one in reader(body))


def told(*cues: str) -> list[str]:
    """The blocks of a WebVTT file of one-second cues."""
    timed = [f"00:{at:02}.000 --> 00:{at + 1:02}.000\n{cue}" for at, cue in enumerate(cues)]
    reading = read("\n\n".join(["WEBVTT", *timed]), "text/vtt")
    return [reading.text[one.start : one.end] for one in reading.blocks]


def test_speakers_are_kept_apart_however_they_are_marked() -> None:
    assert told(">> GOOD EVENING AND", "WELCOME >> THANK YOU", "&gt;&gt; I") == [
        "GOOD EVENING AND WELCOME",
        "THANK YOU",
        "I",
    ]
    assert told("- Did you go", "- I did not\n- Why not") == ["Did you go", "I did not", "Why not"]
    assert told("<v Ann>We went there", "<v Ann>and came back", "<v Bob>No we") == [
        "We went there and came back",
        "No we",
    ]
    assert told("<v Ann>We went</v> <v Bob>No we") == ["We went", "No we"]


def test_a_dash_inside_a_line_is_no_speakers() -> None:
    assert told("the ferry - a small", "one - is late.") == ["the ferry - a small one - is late."]


def test_a_line_that_grows_word_by_word_is_told_once() -> None:
    assert told("the", "the harbour", "the harbour is shut.") == ["the harbour is shut."]


def test_a_sentence_over_several_cues_has_the_times_of_all_of_them() -> None:
    timed = "WEBVTT\n\n00:01.000 --> 00:02.000\nThe harbour\n\n00:04.500 --> 00:06.250\nis shut.\n"
    (block,) = read(timed, "text/vtt").blocks
    assert (block.starts_at_seconds, block.ends_at_seconds) == (1.0, 6.25)


@pytest.mark.parametrize(("stated", "airtime"), [(None, 23.0), (1800.0, 1800.0), (5.0, 23.0)])
def test_airtime_is_as_stated_but_no_less_than_is_spoken(
    stated: float | None, airtime: float
) -> None:
    entry = Entry("https://press.example/news.vtt", title="News", length_seconds=stated)
    assert read(VTT, "text/vtt", entry=entry).airtime_seconds == airtime
