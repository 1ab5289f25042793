"""Which texts are reprints, and of what."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.records import DatedText
from columninch.reprints.match import BOILERPLATE_TEXTS, matches
from columninch.reprints.trace import trace

DAY = datetime(2026, 5, 4, tzinfo=UTC)
ISLANDS = "Karrow Sund Holm Brae Skerry Tarn Voe Ness Geo Wick Quoy Stack Noup Ayre Taing"


def prose(seed: int, count: int = 60) -> str:
    """Words in an order that no other seed has."""
    return " ".join(
        f"{ISLANDS.split()[(seed * 7 + place * (seed + 3)) % 15]}{seed}{place % 11}"
        for place in range(count)
    )


def dated(text: str, hours: int = 0, outlet: str = "ledger", title: str = "") -> DatedText:
    return DatedText(title, text, "en", outlet, DAY + timedelta(hours=hours))


def test_a_copy_has_the_earliest_holder_as_its_origin() -> None:
    text = prose(1)
    (second, third) = trace(
        (), (dated(text, 5, "herald"), dated(text, 1, "agency"), dated(text, 9, "post"))
    )
    assert (second.copy, second.origin) == (0, 1)
    assert (third.copy, third.origin) == (2, 1)
    assert second.share == 1.0


def test_a_reprint_with_a_new_headline_keeps_its_origin() -> None:
    found = trace(
        (dated(prose(1), 0, title="Pier shut"),), (dated(prose(1), 3, "post", "Pier opens"),)
    )
    assert [(one.copy, one.origin) for one in found] == [(1, 0)]


def test_only_new_texts_are_copies() -> None:
    earlier = (dated(prose(1), 0), dated(prose(1), 1, "post"))
    assert trace(earlier, ()) == ()
    assert [one.copy for one in trace(earlier, (dated(prose(1), 2, "herald"),))] == [2]


def test_a_later_text_among_the_earlier_ones_is_no_origin() -> None:
    assert trace((dated(prose(1), 9),), (dated(prose(1), 3, "post"),)) == ()


def test_at_the_same_time_the_outlet_and_then_the_title_decide() -> None:
    (found,) = trace((), (dated(prose(1), 0, "post"), dated(prose(1), 0, "agency")))
    assert (found.copy, found.origin) == (0, 1)
    (found,) = trace((), (dated(prose(1), title="B"), dated(prose(1), title="A")))
    assert (found.copy, found.origin) == (0, 1)


def test_a_shortened_copy_is_a_reprint_and_half_of_another_text_is_not() -> None:
    whole, own = prose(1, 80), prose(2, 80)
    (found,) = trace((dated(whole),), (dated(" ".join(whole.split()[:50]), 1),))
    assert found.share == 1.0
    mostly_own = " ".join(whole.split()[:30]) + " " + own
    assert trace((dated(whole),), (dated(mostly_own, 1),)) == ()


def test_a_copy_of_a_copy_has_the_first_one_as_its_origin() -> None:
    first, second, third = prose(1, 60).split(), prose(2, 60).split(), prose(3, 60).split()
    a, b = first, first[:45] + second[:25]
    c = first[25:45] + second[:25] + third[:5]
    found = trace((), tuple(dated(" ".join(words), at) for at, words in enumerate([a, b, c])))
    assert [(one.copy, one.origin) for one in found] == [(1, 0), (2, 0)]


def test_the_passages_slice_back_to_the_same_words() -> None:
    text = prose(1, 40)
    copy = "Reported first elsewhere: " + text.replace(" ", "  ", 20).upper() + " The end of it."
    (found,) = trace((dated(text),), (dated(copy, 1),))
    (passage,) = found.passages
    here = copy[passage.here.start : passage.here.end]
    there = text[passage.there.start : passage.there.end]
    assert here.lower().split() == there.lower().split() == text.lower().split()


def test_arabic_and_persian_letters_are_the_same_word() -> None:
    persian = " ".join(f"کشتی{number} یک" for number in "ابپتثجچحخدذرزژسشصض")
    arabic = persian.replace("ک", "ك").replace("ی", "ي")
    (found,) = trace((dated(persian),), (dated(arabic, 1),))
    assert found.share == 1.0


def test_an_outlets_boilerplate_is_not_counted() -> None:
    furniture = prose(99, 30)
    texts = [
        dated(prose(seed, 20) + " " + furniture, seed) for seed in range(BOILERPLATE_TEXTS + 2)
    ]
    assert trace((), texts) == ()


def test_a_text_that_very_many_outlets_print_is_no_boilerplate() -> None:
    texts = [dated(prose(1), number, f"outlet {number}") for number in range(90)]
    found = trace((), texts)
    assert len(found) == 89
    assert {one.origin for one in found} == {0}


def test_very_short_texts_are_left_alone() -> None:
    assert trace((dated("The pier is shut today."),), (dated("The pier is shut today.", 1),)) == ()
    assert trace((), (dated(""), dated("", 1))) == ()


def test_matches_give_both_shares() -> None:
    whole, part = prose(1, 67), " ".join(prose(1, 67).split()[:37])
    (found,) = matches((dated(whole), dated(part, 1)), 0.5)
    assert (found.first, found.second) == (0, 1)
    assert found.share_of_first == 0.5
    assert found.share_of_second == 1.0


TEXTS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(24, 60), st.integers(0, 4)), max_size=7
).map(lambda rows: [dated(prose(seed, count), at) for seed, count, at in rows])


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_what_always_holds(earlier: list[DatedText], new: list[DatedText]) -> None:
    texts = [*earlier, *new]
    found = trace(earlier, new)
    copies = {one.copy for one in found}
    assert len(copies) == len(found)
    for one in found:
        assert one.copy >= len(earlier)
        assert one.copy != one.origin
        assert one.origin not in copies
        assert texts[one.origin].at <= texts[one.copy].at
        assert 0 < one.share <= 1
        assert one.passages
        for passage in one.passages:
            here = texts[one.copy].text[passage.here.start : passage.here.end]
            there = texts[one.origin].text[passage.there.start : passage.there.end]
            assert here == there
            assert len(here.split()) >= 8
