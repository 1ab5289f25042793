import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from columninch.collect.addresses import normal_url


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTPS://Tern.Example:443/A?b=2&a=1#top", "https://tern.example/A?b=2&a=1"),
        ("http://tern.example", "http://tern.example/"),
        ("http://tern.example:8080/", "http://tern.example:8080/"),
        ("https://tern.example/a?utm_source=x&id=7&fbclid=1", "https://tern.example/a?id=7"),
        ("https://tern.example/a?UTM_Medium=x&", "https://tern.example/a"),
        ("https://tern.example/a?q=a%20b+c", "https://tern.example/a?q=a%20b+c"),
        ("https://tern.example/خبر", "https://tern.example/%D8%AE%D8%A8%D8%B1"),
        (" file:talks/one.srt ", "file:talks/one.srt"),
        ("no address", "no address"),
    ],
)
def test_one_page_has_one_spelling(url, normal):
    assert normal_url(url) == normal


@given(st.text(max_size=50))
@example(";\x85")
def test_doing_it_twice_changes_nothing(text):
    for url in (text, f"https://tern.example/{text}", f"https://{text}"):
        assert normal_url(normal_url(url)) == normal_url(url)
