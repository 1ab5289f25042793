"""One tree of errors, drawn in its module's docstring."""

import pytest

from columninch import errors


def classes():
    return [
        each
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, errors.ColumninchError)
    ]


@pytest.mark.parametrize("cls", classes(), ids=lambda cls: cls.__name__)
def test_each_error_is_drawn_with_its_place(cls):
    lines = [line for line in errors.__doc__.splitlines() if cls.__name__ in line.split()[:3]]
    assert len(lines) == 1
    depth = len(cls.__mro__) - len(errors.ColumninchError.__mro__)
    assert lines[0].index(cls.__name__) == 4 * depth


def test_a_message_says_where_what_and_what_to_do():
    error = errors.SourceError("the document is HTML", where="http://a.test/", hint="name its feed")
    assert str(error) == "http://a.test/: the document is HTML (name its feed)"


def test_an_unknown_key_lists_the_known_ones():
    error = errors.UnknownKey("rsss", registry="source kind", known=["feed", "folder"])
    assert str(error) == "unknown source kind 'rsss' (known are: feed, folder)"
