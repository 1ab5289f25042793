import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.fetcher.robots import RobotsRules, parse_robots

RULES = b"""\
# a paper's rules
User-agent: *
Disallow: /archive/
Allow: /archive/today$
Sitemap: https://tern.example/map.xml

user-agent: ColumnInch
User-Agent: OtherBot
Disallow: /*.pdf$
Disallow: /search*sort=
Disallow:
Allow: /papers/
"""


@pytest.mark.parametrize(
    ("agent", "target", "allowed"),
    [
        ("NoBot", "/archive/2020", False),
        ("NoBot", "/archive/today", True),
        ("NoBot", "/archive/today?page=2", False),
        ("NoBot", "/a.pdf", True),
        ("columninch", "/archive/2020", True),
        ("ColumnInch", "/a.pdf", False),
        ("ColumnInch", "/a.pdf?x", True),
        ("ColumnInch", "/papers/a.pdf", True),
        ("ColumnInch", "/search?q=1&sort=date", False),
        ("OtherBot", "/a.pdf", False),
        ("ColumnInch", "/", True),
    ],
)
def test_the_longest_matching_rule_of_the_agents_groups_decides(agent, target, allowed):
    assert parse_robots(RULES, agent).allows(target) is allowed


def test_groups_that_name_one_agent_are_one_group():
    rules = parse_robots(
        b"User-agent: a\nDisallow: /x\n\nUser-agent: b\nDisallow: /\n\nUser-agent: a\nDisallow: /y",
        "a",
    )
    assert [rules.allows(one) for one in ("/x", "/y", "/z")] == [False, False, True]


def test_a_rule_in_another_script_matches_its_encoded_path():
    rules = parse_robots("User-agent: *\nDisallow: /خبر".encode(), "a")
    assert not rules.allows("/%D8%AE%D8%A8%D8%B1/1")
    assert not rules.allows("/%d8%ae%d8%a8%d8%b1/1")


def test_misspelt_and_colonless_lines_are_understood():
    rules = parse_robots(b"\xef\xbb\xbfuser agent: *\r\ndissallow: /a\rdisallow /b", "x")
    assert [rules.allows(one) for one in ("/a", "/b", "/c")] == [False, False, True]


def test_a_page_that_is_no_robots_file_forbids_nothing():
    assert parse_robots(b"<!doctype html><p>Not found", "a") == RobotsRules()


def test_a_hostile_pattern_is_decided_quickly():
    rules = parse_robots(b"User-agent: *\nDisallow: /" + b"a*" * 5000 + b"b$", "x")
    assert rules.allows("/" + "a" * 20000)


@given(st.binary(max_size=300), st.text(max_size=10), st.text(max_size=30))
def test_no_document_makes_it_raise(body, agent, target):
    assert parse_robots(body, agent).allows(target) in {True, False}


@given(st.text(alphabet="abc/*$", max_size=12), st.text(alphabet="abc/", max_size=12))
def test_an_allowing_rule_wins_against_the_same_rule_that_forbids(pattern, path):
    body = f"User-agent: *\nDisallow: /{pattern}\nAllow: /{pattern}\n".encode()
    assert parse_robots(body, "x").allows("/" + path)
