import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.errors import ReadingError
from columninch.extract.read import Page, read_page
from columninch.extract.ttml import read_ttml

TTML = """<?xml version="1.0" encoding="utf-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
    ttp:frameRate="25" ttp:tickRate="10" xml:lang="en">
 <head><styling><style xml:id="s"/></styling></head>
 <body begin="10s"><div>
  <p begin="00:00:01.500" end="00:00:03:05">The <span>harbour</span> was<br/>shut &amp; empty
     all week.</p>
  <p begin="4s" dur="500ms">Nobody &lt;sailed&gt;.</p>
  <p begin="50t" end="2m">Until today.</p>
  <p>Without a time.</p>
  <p begin="9s" end="8s">Backwards.</p>
 </div></body></tt>"""


def test_cues_have_their_times_and_what_is_said():
    cues = read_ttml(TTML.encode())
    assert [(one.starts_at_seconds, one.ends_at_seconds, one.text) for one in cues] == [
        (11.5, pytest.approx(13.2), "The harbour was\nshut & empty all week."),
        (14.0, 14.5, "Nobody <sailed>."),
        (15.0, 130.0, "Until today."),
    ]


@pytest.mark.parametrize("content_type", ["application/ttml+xml", "application/octet-stream"])
def test_a_timed_text_is_read_as_a_programme(content_type):
    page = Page(body=TTML.encode(), content_type=content_type, url="https://tern.example/a.ttml")
    reading = read_page(page)
    assert reading.form == "programme"
    assert reading.text.startswith("The harbour was shut & empty all week.")
    assert reading.airtime_seconds == pytest.approx(118.5)


@pytest.mark.parametrize("body", [b"", b"<html><p>x</p></html>", b"WEBVTT", b"\x00"])
def test_what_is_no_timed_text_is_an_error(body):
    with pytest.raises(ReadingError):
        read_ttml(body)


def test_no_file_is_read_and_no_bomb_expands(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    body = f'<!DOCTYPE tt [<!ENTITY e0 "lol"><!ENTITY f SYSTEM "{secret.as_uri()}">{entities}]>'
    body += '<tt><body><p begin="1s" end="2s">a &f; &e9; b</p></body></tt>'
    (cue,) = read_ttml(body.encode())
    assert "secret" not in cue.text
    assert len(cue.text) < 1000


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, len(TTML)), noise=st.text(max_size=20))
def test_no_damage_makes_it_raise_anything_but_its_own_error(cut, noise):
    try:
        cues = read_ttml((TTML[:cut] + noise + TTML[cut + 5 :]).encode())
    except ReadingError:
        return
    assert all(one.starts_at_seconds <= one.ends_at_seconds for one in cues)
