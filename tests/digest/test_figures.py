import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.digest.figures import figure_mentions, read_number
from columninch.errors import CodebookError

SIGNATURES = r"(?P<value>[\d.,٬٫]*\d)\s+(?:signatures|امضا)"


def test_a_figure_is_found_with_its_value_and_place():
    text = "By noon 12,400 signatures were in; at night 13,000 SIGNATURES."
    found = figure_mentions(SIGNATURES, text)
    assert [value for value, _ in found] == [12400.0, 13000.0]
    assert [text[span.start : span.end] for _, span in found] == [
        "12,400 signatures",
        "13,000 SIGNATURES",
    ]


def test_persian_digits_and_separators_are_read():
    assert figure_mentions(SIGNATURES, "تا ظهر ۱۲٬۴۰۰ امضا گرد آمد")[0][0] == 12400.0


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12),
        ("۱۲", 12),
        ("٣٤", 34),
        ("1,234,567", 1234567),
        ("۱٬۲۳۴٬۵۶۷", 1234567),
        ("1.234.567", 1234567),
        ("1 234", 1234),
        ("1\u202f234", 1234),
        ("1’234", 1234),
        ("3.5", 3.5),
        ("3,5", 3.5),
        ("۳٫۵", 3.5),
        ("۳/۵", 3.5),
        ("12,34", 12.34),
        ("-7", -7),
        ("−7", -7),
    ],
)
def test_numbers_as_they_are_printed(written, value):
    assert read_number(written) == value


@pytest.mark.parametrize("written", ["", "many", "1,2,3", "12a", "²"])
def test_what_is_no_number_has_no_value(written):
    assert read_number(written) is None


def test_a_match_without_a_number_is_no_mention():
    assert figure_mentions(r"(?P<value>\w+) boats", "many boats") == ()


@given(st.integers(0, 10**12))
def test_a_number_with_thousands_apart_is_read_back(number):
    written = f"{number:,}"
    persian = written.translate(str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬"))
    assert read_number(written) == read_number(persian) == number


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_none(text):
    assert read_number(text) is None or isinstance(read_number(text), float)


@pytest.mark.parametrize("pattern", ["(", r"(\d+) boats"])
def test_a_pattern_that_cannot_be_used_is_refused(pattern):
    with pytest.raises(CodebookError) as caught:
        figure_mentions(pattern, "12 boats")
    assert caught.value.where == pattern
