"""Where the nodes of a map stand."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.maps.at_once import MOST_AT_ONCE
from kg.maps.geometry import ASPECT
from kg.maps.layout import arrange
from kg.maps.room import Box
from kg.maps.tangle import THROUGH, tangle

BOX = Box(120, 50)
Links = dict[tuple[int, int], float]


def keys_of(number: int) -> list[str]:
    return [f"urn:x:{name:04}" for name in range(number)]


def place(
    links: Links, boxes: list[Box], first: range | None = None, last: tuple[int, ...] = ()
) -> list[tuple[int, int]]:
    return list(arrange(links, boxes, keys=keys_of(len(boxes)), first=first, last=last).spots)


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


def test_a_map_fills_a_screen() -> None:
    """Its width to its height is that of a screen, give or take a box."""
    links = {(n % 7, n): 1.0 for n in range(7, 60)} | {(0, n): 1.0 for n in range(1, 7)}
    spots = place(links, [BOX] * 60)
    width = max(x for x, _ in spots) - min(x for x, _ in spots) + BOX.width
    height = max(y for _, y in spots) - min(y for _, y in spots) + BOX.height
    assert width / height == pytest.approx(ASPECT, abs=0.2)


def test_what_comes_later_moves_nothing() -> None:
    """The first view stands as if the rest was not there, the rest keeps clear of it, and rows come last, in order."""
    first = {(n % 3, n): 1.0 for n in range(3, 12)}
    later = {(n % 12, n): 1.0 for n in range(12, 30)} | {(n, 30 + n % 2): 2.0 for n in range(12, 30)}
    boxes = [*[BOX] * 12, *[Box(20, 20)] * 18, BOX, BOX]
    spots = place(first | later, boxes, first=range(12), last=(31, 30))
    assert spots[:12] == place(first, [BOX] * 12)
    assert min(spots[30][1], spots[31][1]) > max(y for _, y in spots[:12])
    assert spots[31][0] < spots[30][0]
    hits = [
        (one, other)
        for one, other in combinations(range(32), 2)
        if abs(spots[one][0] - spots[other][0]) < (boxes[one].width + boxes[other].width) / 2 - 5
        and abs(spots[one][1] - spots[other][1]) < (boxes[one].height + boxes[other].height) / 2 - 5
    ]
    assert hits == []


SQUARE = [(0, 0), (100, 0), (0, 100), (100, 100)]
TANGLES = [
    pytest.param([(0, 1), (2, 3)], [(0, 3), (1, 2)], id="lines that cross"),
    pytest.param([(0, 1), (0, 2)], [(0, 1), (0, 3)], id="a long line"),
]


@pytest.mark.parametrize(("better", "worse"), TANGLES)
def test_less_tangled_is_better(better: list[tuple[int, int]], worse: list[tuple[int, int]]) -> None:
    points, boxes, weights = np.array(SQUARE, dtype=float), [Box(30, 30)] * 4, np.ones(2)
    costs = [tangle(points, boxes, np.array(ends), weights) for ends in (better, worse)]
    assert costs[0] < costs[1]


def test_a_line_through_a_label_is_tangled() -> None:
    """Through that of another node, and through the label below its own shape; not so into a box of its own."""
    column, aside = np.array([(0.0, 0), (0, 100), (0, 200)]), np.array([(0.0, 0), (80, 100), (0, 200)])
    weights, plain, hung = np.ones(1), Box(60, 60), Box(60, 60, rise=12)
    ends = np.array([(0, 2)])
    frames = [tangle(points, [plain] * 3, np.array([(0, 1)]), weights) for points in (column, aside)]
    through = [tangle(points, [plain] * 3, ends, weights) for points in (column, aside)]
    assert through[0] > THROUGH
    assert frames[0] < through[0]
    up, down = np.array([(0, 1)]), np.array([(1, 0)])
    assert tangle(column, [plain] * 3, up, weights) == tangle(column, [plain] * 3, down, weights)
    assert tangle(column, [hung] * 3, up, weights) == pytest.approx(tangle(column, [plain] * 3, up, weights) + THROUGH)
