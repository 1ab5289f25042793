import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.coding.rules import parse_rule
from columninch.errors import CodebookError
from columninch.records import Span

TITLE = "Night ferry to stay in port"
TEXT = "The crew of the night ferry voted to strike. A boat will carry the post; the cup is off."

HOLDS = [
    "ferry",
    "FERRY",
    '"night ferry"',
    "“night ferry”",
    "«night ferry»",
    '"night ferr*"',
    "ferr*",
    "title:port",
    'title:"stay in port"',
    "ferry AND strike",
    "ferry strike",
    "ferry OR tunnel",
    "tunnel OR (boat AND post)",
    "NOT tunnel",
    "ferry NOT tunnel",
    "ferry AND NOT (tunnel OR bridge)",
    "ferry NEAR/4 strike",
    "strike NEAR/4 ferry",
    "(boat OR tunnel) NEAR/4 post",
    "crew NEAR/9 strike NEAR/3 boat",
]
FAILS = [
    "tunnel",
    '"ferry night"',
    "ferr",
    "title:strike",
    'title:"night crew"',
    "ferry AND tunnel",
    "tunnel OR bridge",
    "NOT ferry",
    "ferry NOT cup",
    "boat NOT title:ferry",
    "ferry NEAR/2 strike",
    "crew NEAR/5 port",
    "night NEAR/5 crewman",
]


@pytest.mark.parametrize("rule", HOLDS)
def test_a_rule_holds(rule):
    assert parse_rule(rule).matches(TITLE, TEXT)


@pytest.mark.parametrize("rule", FAILS)
def test_a_rule_does_not_hold(rule):
    assert not parse_rule(rule).matches(TITLE, TEXT)


def test_or_binds_weaker_than_and():
    rule = parse_rule("ferry tunnel OR boat")
    assert rule.matches("", "a boat")
    assert not rule.matches("", "a ferry")


def test_one_word_is_not_near_itself():
    rule = parse_rule("ferry NEAR/5 ferry")
    assert not rule.matches("", "the ferry")
    assert rule.matches("", "one ferry after the other ferry")


def test_words_of_the_title_and_of_the_text_are_not_near_each_other():
    assert not parse_rule("ferry NEAR/9 strike").matches("ferry", "strike")


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("کتابی", "كتابي"),
        ("كتابي", "کتابی"),
        ("میروند", "می‌روند"),
        ("می‌روند", "میروند"),
        ("می‌رو*", "می‌روند"),
        ("۱۲", "12"),
        ("«جشن کتاب»", "در جشنِ کتاب بود"),
    ],
)
def test_the_ways_of_writing_persian_make_no_difference(rule, text):
    assert parse_rule(rule).matches("", text)


def test_hits_are_the_places_in_the_text_without_overlaps():
    hits = parse_rule('"night ferry" OR ferry OR boat OR title:port').hits(TITLE, TEXT)
    assert [TEXT[hit.start : hit.end] for hit in hits] == ["night ferry", "boat"]


def test_a_hit_is_never_empty():
    assert parse_rule("1 OR 2").hits("", "½") == (Span(0, 1),)


def test_where_a_rule_does_not_hold_it_has_no_hits():
    assert parse_rule("ferry AND tunnel").hits(TITLE, TEXT) == ()


def test_a_branch_that_does_not_hold_gives_no_hits():
    hits = parse_rule("boat OR (ferry AND tunnel)").hits(TITLE, TEXT)
    assert [TEXT[hit.start : hit.end] for hit in hits] == ["boat"]


WORDS = st.sampled_from(["ferry", "boat", "strike", "port", "فردا"])
RULES = st.recursive(
    st.builds("{}{}".format, st.sampled_from(["", "title:"]), WORDS)
    | WORDS.map('"{}"'.format)
    | WORDS.map("{}*".format),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("({0[0]} AND {0[1]})".format),
        st.tuples(inner, inner).map("({0[0]} OR {0[1]})".format),
        inner.map("NOT ({})".format),
    ),
    max_leaves=6,
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)


@given(RULES, TEXTS, TEXTS)
def test_a_rule_and_its_negation_never_agree(rule, title, text):
    assert parse_rule(rule).matches(title, text) != parse_rule(f"NOT ({rule})").matches(title, text)


@given(RULES, RULES, TEXTS, TEXTS)
def test_and_and_or_mean_what_they_say(one, other, title, text):
    first, second = (parse_rule(rule).matches(title, text) for rule in (one, other))
    assert parse_rule(f"({one}) ({other})").matches(title, text) == (first and second)
    assert parse_rule(f"({one}) OR ({other})").matches(title, text) == (first or second)


@given(RULES, TEXTS, TEXTS)
def test_hits_lie_in_the_text_in_order(rule, title, text):
    edges = [edge for hit in parse_rule(rule).hits(title, text) for edge in (hit.start, hit.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("ferry AND", "a word is missing, at character 10"),
        ("OR ferry", "a word is missing, at character 1"),
        ("(ferry", "not closed"),
        ("ferry)", "no partner, at character 6"),
        ('"ferry', "stands alone, at character 1"),
        ("fer*ry", "can't be looked for"),
        ("*", "can't be looked for"),
        ("---", "can't be looked for"),
        ("NOT", "a word is missing"),
        ("a NEAR/0 b", "NEAR can't be used so"),
        ("(a b) NEAR/2 c", "NEAR can't be used so"),
        ("a NEAR/2 (NOT b)", "NEAR needs"),
        ("(" * 60 + "a" + ")" * 60, "nested too deep"),
        ("NOT " * 60 + "a", "nested too deep"),
    ],
)
def test_a_rule_that_cannot_be_understood_is_refused_with_its_place(rule, said):
    with pytest.raises(CodebookError, match=said) as caught:
        parse_rule(rule, "topic/ferry")
    assert caught.value.where == "topic/ferry"


@given(st.text(alphabet='ab "()*:/ANDORTE12“”«»\u200c', max_size=40))
def test_any_string_is_a_rule_or_a_codebook_error(rule):
    with contextlib.suppress(CodebookError):
        assert parse_rule(rule).hits("a b", "b a A") is not None
