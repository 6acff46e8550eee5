"""Where the nodes of a map stand."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.maps.layout import MOST_AT_ONCE, Box, place

BOX = Box(120, 50)


def overlaps(spots: list[tuple[int, int]], box: Box) -> int:
    """Count pairs of boxes of which more than a tenth of each side overlaps."""
    return sum(
        abs(a[0] - b[0]) < box.width * 0.9 and abs(a[1] - b[1]) < box.height * 0.9 for a, b in combinations(spots, 2)
    )


GRAPHS = [
    pytest.param({}, 1, id="one node"),
    pytest.param({}, 40, id="loose nodes"),
    pytest.param({(0, number): 1.0 for number in range(1, 30)}, 30, id="a star"),
    pytest.param(dict.fromkeys(pairwise(range(50)), 1.0), 50, id="a chain"),
    pytest.param({(n, n + 1): 1.0 for n in range(0, 60, 2)}, 60, id="pairs"),
    pytest.param({(n % 7, n): 1.0 for n in range(7, 120)}, 120, id="seven stars"),
]


@pytest.mark.parametrize(("links", "number"), GRAPHS)
def test_labels_keep_clear_of_each_other(links: dict[tuple[int, int], float], number: int) -> None:
    assert overlaps(place(links, [BOX] * number), BOX) == 0


@pytest.mark.parametrize(("links", "number"), GRAPHS)
def test_the_same_graph_gets_the_same_places(links: dict[tuple[int, int], float], number: int) -> None:
    """Also when its links come in another order."""
    turned = dict(reversed(links.items()))
    assert place(links, [BOX] * number) == place(turned, [BOX] * number)


def test_linked_nodes_stand_together() -> None:
    """Two stars: each leaf is nearer to its own middle than to the other."""
    links = {(0 if leaf < 20 else 1, leaf): 1.0 for leaf in range(2, 40)} | {(0, 1): 3.0}
    spots = place(links, [Box(20, 20)] * 40)

    def away(a: int, b: int) -> float:
        return (spots[a][0] - spots[b][0]) ** 2 + (spots[a][1] - spots[b][1]) ** 2

    assert [leaf for leaf in range(2, 40) if (away(leaf, 0) < away(leaf, 1)) != (leaf < 20)] == []


def test_a_large_part_is_cut_into_communities() -> None:
    """A ring of stars, too large to lay out at once, still gives each node a place of its own."""
    size, stars = 50, 2 * MOST_AT_ONCE // 50
    hubs = [star * size for star in range(stars)]
    links = {(hub, hub + leaf): 1.0 for hub in hubs for leaf in range(1, size)}
    links |= dict.fromkeys(pairwise(hubs), 1.0)
    spots = place(links, [Box(20, 20)] * (size * stars))
    assert len(set(spots)) == size * stars


@settings(max_examples=30, deadline=None)
@given(
    st.integers(1, 25).flatmap(
        lambda size: st.tuples(
            st.just(size),
            st.sets(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda p: p[0] < p[1])),
        )
    )
)
def test_any_graph_gets_places(graph: tuple[int, set[tuple[int, int]]]) -> None:
    size, pairs = graph
    spots = place(dict.fromkeys(sorted(pairs), 1.0), [BOX] * size)
    assert len(set(spots)) == size
