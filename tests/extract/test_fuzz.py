"""Documents of every kind of damage are read, or refused with a `ReadingError`.

COLUMNINCH_FUZZ says how many are damaged at random (1,000, in `make soak` 100,000); a number
that fails is read again alone by COLUMNINCH_FUZZ_FROM=NUMBER COLUMNINCH_FUZZ=1.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.errors import ReadingError
from tests.extract.fuzzing import TOKENS, Seed, assert_read_safely, damaged
from tests.extract.hostile import NESTED, OTHERS, SHAPES, nested, page, unclosed
from tests.extract.pages import PARAGRAPHS, html, read

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = int(os.environ.get("COLUMNINCH_FUZZ", "1000"))
FIRST = int(os.environ.get("COLUMNINCH_FUZZ_FROM", "0"))
AT_ONCE = 100
STARTS = range(FIRST, FIRST + COUNT, AT_ONCE)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("start", STARTS)
def test_damaged_documents_are_read_or_refused(start: int) -> None:
    for number in range(start, min(start + AT_ONCE, FIRST + COUNT)):
        try:
            assert_read_safely(damaged(number))
        except BaseException as error:
            error.add_note(f"COLUMNINCH_FUZZ_FROM={number} COLUMNINCH_FUZZ=1 reads it alone")
            raise


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(TOKENS),
            st.sampled_from(PARAGRAPHS).map(str.encode),
            st.binary(max_size=9),
        ),
        max_size=30,
    )
)
def test_pages_made_of_marks_and_paragraphs_are_read_or_refused(parts: list[bytes]) -> None:
    assert_read_safely(Seed(html("", "%%").encode().replace(b"%%", b" ".join(parts)), "text/html"))


@pytest.mark.parametrize("tags", NESTED, ids="-".join)
@pytest.mark.parametrize("shape", [nested, unclosed])
def test_what_stands_before_the_deepest_nesting_is_read(
    shape: Callable[..., str], tags: tuple[str, ...]
) -> None:
    reading = assert_read_safely(Seed(shape(*tags).encode(), "text/html"))
    # some tags close themselves, which leaves too many elements side by side
    assert reading is None or reading.text.startswith("\n".join(PARAGRAPHS))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_made_to_hang_its_reader_does_not(shape: str) -> None:
    assert_read_safely(Seed(SHAPES[shape]().encode(), "text/html"))


@pytest.mark.parametrize("shape", OTHERS)
def test_another_document_made_to_hang_its_reader_does_not(shape: str) -> None:
    content_type, made = OTHERS[shape]
    assert_read_safely(Seed(made().encode(), content_type))


def test_a_page_that_no_one_could_read_through_is_refused_by_its_length() -> None:
    with pytest.raises(ReadingError, match="far too long"):
        read(page("word " * 500_000))
