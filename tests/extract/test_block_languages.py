"""Blocks in another language than their reading are told, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from columninch.extract.block_languages import with_block_languages
from columninch.records import Block, EmbeddedReading, Language, Reading

LANGUAGES = Path(__file__).parents[1] / "data" / "languages"
CODES = ("ar", "az", "ckb", "de", "en", "fa", "fr", "ps", "sq", "tr", "ur")


def paragraphs(code: str) -> list[str]:
    """Paragraphs as long as an article's."""
    lines = (LANGUAGES / f"{code}.txt").read_text("utf-8").splitlines()
    told = [line.split("\t") for line in lines]
    short = [text for kind, text in told if kind == "paragraph"]
    return [" ".join(short[at : at + 3]) for at in range(0, len(short), 3)]


def reading_of(texts: list[str], code: str) -> Reading:
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block("paragraph", at, at + len(text)))
        at += len(text) + 1
    return Reading("", "\n".join(texts), tuple(blocks), Language(code, 1.0))


def told(texts: list[str], code: str) -> list[str]:
    return [block.language for block in with_block_languages(reading_of(texts, code)).blocks]


@pytest.mark.parametrize("code", CODES)
def test_blocks_in_the_readings_own_language_say_nothing(code: str) -> None:
    texts = paragraphs(code)
    assert told(texts, code) == [""] * len(texts)


PAIRS = [
    ("en", "de"), ("en", "fa"), ("de", "en"), ("fr", "en"), ("sq", "en"), ("tr", "de"),
    ("fa", "en"), ("fa", "ar"), ("ar", "fr"), ("ar", "fa"), ("ur", "fa"), ("ps", "fa"),
    ("ckb", "ar"), ("az", "tr"), ("tr", "az"), ("en", "sq"),
]  # fmt: skip


@pytest.mark.parametrize(("own", "other"), PAIRS)
def test_a_block_in_another_language_is_told(own: str, other: str) -> None:
    long = [text for text in paragraphs(other) if len(text) > 200][:5]
    found = told([*paragraphs(own)[:2], *long], own)
    assert found[:2] == ["", ""]
    assert {*found[2:]} <= {other, ""}
    assert found[2:].count(other) >= 0.8 * len(long)


def test_names_and_short_lines_are_not_another_language() -> None:
    lines = [
        "Oren Tavish, Mira Sund, Petra Voss, Ilse Marrow, Hamid Sarvestani, W. Hale",
        "Die Fähre fährt nicht.",
        "+49 30 1234567 | +98 21 7654321 | 12:30 | 14:45 | 18:00 | 21:15 | 23:40",
        "https://paper.example/harbour/night-ferry/2026/03/02/the-last-boat-of-the-night",
    ]
    assert told(lines, "fa") == [""] * 4
    assert told(lines, "en") == [""] * 4


def test_a_reading_in_an_unknown_language_is_left_alone() -> None:
    assert told(paragraphs("de")[:1], "und") == [""]


def test_blocks_of_embedded_articles_are_told_too() -> None:
    inner = reading_of([paragraphs("en")[0], paragraphs("fa")[0]], "en")
    outer = Reading(
        "", inner.text, inner.blocks, inner.language, embedded=(EmbeddedReading("", "", "", inner),)
    )
    found = with_block_languages(outer)
    assert [block.language for block in found.embedded[0].reading.blocks] == ["", "fa"]
    assert [block.language for block in found.blocks] == ["", "fa"]
