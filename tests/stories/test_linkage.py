"""Average link over a sparse graph."""

from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.stories.linkage import average_link


def test_a_chain_is_not_one_group_where_its_ends_are_strangers() -> None:
    edges = [(0, 1, 0.9), (1, 2, 0.5), (2, 3, 0.9)]
    assert average_link(4, edges, 0.4) == ((0, 1), (2, 3))
    assert average_link(4, edges, 0.1) == ((0, 1, 2, 3),)


def test_the_mean_over_all_pairs_decides() -> None:
    edges = [(0, 1, 0.9), (0, 2, 0.6), (1, 2, 0.2)]
    assert average_link(3, edges, 0.4) == ((0, 1, 2),)
    assert average_link(3, edges, 0.41) == ((0, 1), (2,))


def test_without_edges_everything_stands_alone() -> None:
    assert average_link(3, [], 0.1) == ((0,), (1,), (2,))


@settings(deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
        st.floats(0.05, 1).map(lambda value: round(value, 3)),
    ),
    st.floats(0.1, 0.9),
)
def test_no_two_groups_are_left_that_should_be_one(
    edges: dict[tuple[int, int], float], least: float
) -> None:
    groups = average_link(8, [(one, two, value) for (one, two), value in edges.items()], least)
    assert sorted(member for group in groups for member in group) == list(range(8))
    for place, one in enumerate(groups):
        for two in groups[place + 1 :]:
            pairs = [edges.get((min(a, b), max(a, b)), 0.0) for a in one for b in two]
            assert sum(pairs) / len(pairs) < least + 1e-9
