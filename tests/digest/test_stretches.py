import pytest

from columninch.digest.stretches import paragraphs, quoted_in, quoted_stretches


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “one two three four”.", ("one two three four",)),
        ('He said "one two three four".', ("one two three four",)),
        ("او گفت «یک دو سه چهار».", ("یک دو سه چهار",)),
        ("Er sagte „eins zwei drei vier“.", ("eins zwei drei vier",)),
        ("Er sagte „eins zwei drei vier” und ging.", ("eins zwei drei vier",)),
        ("“one “two” three four five”", ("one “two” three four five",)),
        ("«one “two” three four»", ("one “two” three four",)),
        ("“one two three four", ("one two three four",)),
        ("“one two three” and “four”", ()),
        ("no marks at all in here", ()),
        (
            "“one two three four” and “five six seven eight”",
            ("one two three four", "five six seven eight"),
        ),
    ],
)
def test_what_stands_in_quotation_marks_is_found(text, quoted):
    assert quoted_in(text) == quoted


def test_a_block_quotation_is_quoted_whole_however_short():
    assert quoted_stretches("Said:\n\n> No.\n>\n> Not *now*.\n\nEnd.") == ("No.", "Not now.")


def test_a_quotation_over_two_lines_of_one_paragraph_is_one():
    assert quoted_stretches("He: “one two\nthree four”") == ("one two three four",)


def test_markdown_is_read_as_a_reader_sees_it():
    seen = paragraphs("# A *b*\n\n“c [d](https://e.example) `f`”\n\n    code\n\n<b>g</b> &amp;")
    assert [one.text.strip() for one in seen] == ["A b", "“c d f”", "code", "<b>g</b> &"]
