from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.extract.decode import decode

PERSIAN = "قايق شب از حركت ايستاد و اين را در بندر گفتند"


@pytest.mark.parametrize(
    ("body", "content_type", "wanted"),
    [
        ("é".encode(), "text/html; charset=iso-8859-1", "é"),
        ("é".encode("latin-1"), "text/html; charset=ISO-8859-1", "é"),
        ("“é”".encode("windows-1252"), "text/html; charset=latin-1", "“é”"),
        (PERSIAN.encode("windows-1256"), "text/html; charset=windows-1256", PERSIAN),
        (
            b'<meta charset="windows-1256">' + PERSIAN.encode("windows-1256"),
            "text/html",
            f'<meta charset="windows-1256">{PERSIAN}',
        ),
        ((PERSIAN * 3).encode("windows-1256"), "", PERSIAN * 3),
        (codecs.BOM_UTF16_LE + "quay".encode("utf-16-le"), "text/html; charset=utf-8", "quay"),
        (codecs.BOM_UTF8 + b"quay", "", "quay"),
        ("港".encode("gb2312"), "text/html; charset=gb2312", "港"),
        ("港町".encode("shift_jis"), 'text/html; charset="Shift_JIS"', "港町"),
        ("é".encode("windows-1252"), "text/html; charset=no-such", "é"),
        (b"\xff\xe9" + b"a" * 900, "text/html; charset=hex", "ÿé" + "a" * 900),
        (b"a\x00b\x0bc", "", "abc"),
    ],
)
def test_bytes_are_decoded_by_mark_word_and_trial(
    body: bytes, content_type: str, wanted: str
) -> None:
    assert decode(body, content_type) == wanted


@given(
    st.binary(max_size=200),
    st.sampled_from(["", "text/html; charset=windows-1256", "text/html; charset=", ";;;"]),
)
def test_no_bytes_break_the_decoder(body: bytes, content_type: str) -> None:
    text = decode(body, content_type)
    text.encode("utf-8", "surrogatepass")
    assert "\x00" not in text


@given(
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufeff\ufffe\uffff"
        ),
        max_size=50,
    )
)
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode(), "text/html; charset=windows-1252") == text
