"""The benchmark's own reading of what feed documents state at their head."""

import importlib
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def measured(tmp_path, monkeypatch):
    """The figures for documents of these conditions over one feed."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    feeds = importlib.import_module("feed_documents").feeds

    def measure(*conditions: str) -> tuple[float, float]:
        for number, condition in enumerate(conditions):
            (tmp_path / f"{number}.xml").write_text(
                f"<!--\nDescription: invented\nExpect:   {condition}\n-->\n"
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>Tern</title>"
                "<entry><id>1</id><title>Ferry</title><link href='/a'/>"
                "<author><name>M. Quill</name></author>"
                "<published>2026-03-03T08:15:30Z</published>"
                "<summary>Nobody sailed.</summary></entry></feed>"
            )
        figures = feeds(tmp_path)
        return figures["feeds_expected"], figures["feeds_right"]

    return measure


def test_what_holds_is_right(measured):
    conditions = [
        "not bozo and feed['title'] == 'Tern'",
        "entries[0].link == 'http://127.0.0.1:8097/a' and entries[0]['id'] == '1'",
        "entries[0]['authors'][0]['name'] == entries[0]['author'] == 'M. Quill'",
        "entries[0]['published_parsed'] == (2026, 3, 3, 8, 15, 30, 1, 62, 0)",
        "entries[0]['published'] == '2026-03-03T08:15:' + '30Z'",
        "entries[0]['summary'] == 'Nobody sailed.'",
    ]
    assert measured(*conditions) == (len(conditions), len(conditions))


def test_what_does_not_hold_is_not_right(measured):
    conditions = [
        "feed['title'] == 'Tide'",
        "entries[0].link == 'http://127.0.0.1:8097/b'",
        "entries[0]['id'] == '2'",
        "entries[0]['author'] == 'N. Kaveh'",
        "entries[0]['published_parsed'] == (2026, 3, 3, 8, 15, 31, 1, 62, 0)",
        "entries[0]['summary'] == 'Nobody stayed.'",
        "entries[1]['title'] == 'Ferry'",
        "feed['title'] == 'Tern' and entries[0]['title'] == 'Tide'",
    ]
    assert measured(*conditions) == (len(conditions), 0)


def test_a_condition_is_never_run(measured, tmp_path):
    marker = tmp_path / "run"
    conditions = [
        f"__import__('pathlib').Path({str(marker)!r}).touch()",
        f"entries[0]['title'] == open({str(marker)!r}, 'w')",
        "feed[__import__('sys').exit()] == 1",
        "(" * 50,
        "feed['subtitle'] == 'not taken'",
    ]
    assert measured(*conditions) == (0, 0)
    assert not marker.exists()
