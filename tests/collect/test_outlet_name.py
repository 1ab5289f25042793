import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.discovery.outlet_name import name_in_title, outlet_name, publisher_names
from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.pages.page_head import read_head

FRONT = parse_address("https://www.tern.example/")


@pytest.mark.parametrize(
    ("title", "host", "is_front", "name"),
    [
        ("The Tern: news from the bay", "tern.example", True, "The Tern"),
        ("Home | The Tern", "tern.example", True, "The Tern"),
        ("Ferry strike ends - Sport - The Tern", "tern.example", False, "The Tern"),
        ("Ferry strike ends · Bay Notes", "osk.example", False, "Bay Notes"),
        ("صفحه اصلی - خبرگزاری بامداد", "bamdad.example", True, "خبرگزاری بامداد"),
        ("الرئيسية | المرفأ", "al-marfa.example", True, "المرفأ"),
        ("Latest news » Isle-Courier", "islecourier.example", False, "Isle-Courier"),
        ("Home", "tern.example", True, ""),
        ("", "tern.example", True, ""),
        ("Ferry strike ends", "tern.example", False, ""),
    ],
)
def test_a_title_names_the_outlet_where_such_titles_do(title, host, is_front, name):
    assert name_in_title(title, host, is_front=is_front) == name


def test_publishers_are_named_in_json_ld_the_likeliest_first():
    graph = {"@graph": [
        {"@type": "WebSite", "name": "tern.example"},
        {"@type": ["Thing", "NewsMediaOrganization"], "name": "The Tern"},
        {"@type": "NewsArticle", "name": "Not this", "publisher": {"name": "Tern Media"}},
        {"@type": "WebPage", "name": "Nor this"},
    ]}  # fmt: skip
    assert publisher_names([json.dumps(graph)]) == ("Tern Media", "The Tern", "tern.example")


@pytest.mark.parametrize(
    "script", ["", "{", "7", "null", '{"@graph": 7}', "[" * 100_000, '{"publisher": {"name": []}}']
)
def test_what_is_damaged_names_nobody(script):
    assert publisher_names([script]) == ()


def test_what_a_page_states_counts_before_its_title_and_its_title_before_its_host():
    def name(head):
        return outlet_name(read_head(f"<html><head>{head}".encode(), "text/html"), FRONT)

    stated = '<meta property="og:site_name" content="The Tern"><title>Bay News</title>'
    assert name(stated) == "The Tern"
    told = json.dumps({"@type": "WebSite", "name": "Tern Online"})
    assert name(f'<script type="application/ld+json">{told}</script>') == "Tern Online"
    assert name("<title>Home | Bay News</title>") == "Bay News"
    assert name("<title>Home</title>") == "tern.example"


@given(st.text(max_size=120), st.text(max_size=60), st.booleans())
def test_no_title_makes_anything_but_a_name(title, host, is_front):
    assert len(name_in_title(title, host, is_front=is_front)) <= 80
