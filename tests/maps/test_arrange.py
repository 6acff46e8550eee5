"""Communities of a map, and places that stay when others come."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, hypot
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.maps.clusters import Arrangement
from kg.maps.communities import LEAF, MOST, ROW
from kg.maps.layout import arrange
from kg.maps.replay import YOUNG, YOUNG_GROWN
from kg.maps.room import Box

BOX = Box(60, 30)
Links = dict[tuple[int, int], float]


def keys_of(number: int) -> list[str]:
    return [f"urn:x:{name:05}" for name in range(number)]


def grown(number: int, seed: int) -> Links:
    """Give a made-up graph: each node is linked to an earlier one, mostly a hub, some to one more."""
    random = Random(seed)  # noqa: S311  (the same graph each time is what is wanted)
    hubs = max(1, number // 25)
    pairs = [(random.randrange(min(node, hubs)), node) for node in range(1, number)]
    more = [random.sample(range(number), 2) for _ in range(number // 3)]
    pairs += [(min(pair), max(pair)) for pair in more]
    return dict.fromkeys(pairs, 1.0)


STAR: Links = {(0, leaf): 1.0 for leaf in range(1, 500)}
GRAPHS = [
    pytest.param({}, 130, id="loose nodes"),
    pytest.param(grown(40, 1), 40, id="a small graph"),
    pytest.param(grown(900, 2), 900, id="a large graph"),
    pytest.param(STAR, 500, id="a hub"),
    pytest.param({(n, n + 1): 1.0 for n in range(0, 700, 2)}, 700, id="pairs"),
    pytest.param(
        STAR | {(a, b): 1.0 for a in range(500, 580) for b in range(a + 1, 580)}, 580, id="a hub and a clique"
    ),
]


def children(found: Arrangement, parent: int) -> list[int]:
    return [number for number, cluster in enumerate(found.clusters) if cluster.parent == parent]


@pytest.mark.parametrize(("links", "number"), GRAPHS)
def test_clusters_make_a_tree_that_one_can_read(links: Links, number: int) -> None:
    """Few side by side, few nodes in the smallest, each node in one, the parts of a cluster are the whole of it."""
    found = arrange(links, [BOX] * number, keys=keys_of(number))
    assert sorted(found.order) == list(range(number))
    tops = children(found, -1)
    assert len(tops) <= MOST
    ends = [(found.clusters[top].start, found.clusters[top].end) for top in tops]
    assert [start for start, _ in ends] == [0, *(end for _, end in ends)][:-1]
    for at, cluster in enumerate(found.clusters):
        inner = [found.clusters[part] for part in children(found, at)]
        assert len(inner) != 1
        assert len(inner) <= MOST
        assert cluster.end - cluster.start <= LEAF or inner
        assert cluster.parent < at
        if inner:
            assert [part.start for part in inner] == [cluster.start, *(part.end for part in inner[:-1])]
            assert inner[-1].end == cluster.end


def test_small_graphs_have_communities_too() -> None:
    links = {(a, b): 1.0 for start in (0, 6) for a in range(start, start + 6) for b in range(a + 1, start + 6)} | {
        (0, 6): 1.0
    }
    found = arrange(links, [BOX] * 12, keys=keys_of(12))
    assert [sorted(found.order[part.start : part.end]) for part in found.clusters] == [
        [*range(6)],
        [*range(6, 12)],
    ]


def test_a_hub_is_cut_by_arrival() -> None:
    days = [f"2021-0{1 + leaf % 3}-01" for leaf in range(500)]
    found = arrange(STAR, [BOX] * 500, keys=keys_of(500), arrived=["", *days[1:]])
    parts = [found.order[part.start : part.end] for part in found.clusters if part.end - part.start <= LEAF]
    spans = sorted((min(span), max(span)) for span in ([(days[n], n) for n in part if n] for part in parts))
    assert [one for one, other in pairwise(spans) if one[1] > other[0]] == []
    assert len(spans) > 8


def test_what_stands_in_rows_is_in_no_community() -> None:
    links = grown(50, 3) | {(node, 60): 3.0 for node in range(50)}
    found = arrange(links, [BOX] * 170, keys=keys_of(170), last=[61, 60])
    rows = [part for part in found.clusters if set(found.order[part.start : part.end]) & set(range(50, 170))]
    assert found.order[50:52] == (61, 60)
    assert {node for part in rows for node in found.order[part.start : part.end]} == set(range(50, 170))
    assert max(part.end - part.start for part in rows if part.end - part.start < 100) <= ROW
    low = max(found.spots[node][1] for node in range(50))
    assert min(found.spots[node][1] for node in range(50, 170)) > low


def test_clusters_of_a_large_map_keep_clear_of_each_other() -> None:
    """Discs beside each other do not overlap, boxes lie in their discs and do not overlap either."""
    number = 900
    found = arrange(grown(number, 4), [BOX] * number, keys=keys_of(number))
    overlaps = []
    for at, one in enumerate(found.clusters):
        for node in found.order[one.start : one.end]:
            x, y = found.spots[node]
            corner = hypot(abs(x - one.x) + BOX.width / 2, abs(y - one.y) + BOX.height / 2)
            assert corner <= one.radius + 2
        overlaps += [
            (at, to)
            for to, other in enumerate(found.clusters[:at])
            if other.parent == one.parent and hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius - 2
        ]
    assert overlaps == []
    spots = sorted(found.spots)
    near = [
        (a, b)
        for at, a in enumerate(spots)
        for b in spots[at + 1 : at + 60]
        if b[0] - a[0] < BOX.width - 5 and abs(a[1] - b[1]) < BOX.height - 5
    ]
    assert near == []


@pytest.mark.parametrize("number", [60, 420])
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_what_comes_later_moves_nobody(number: int, data: st.DataObject) -> None:
    """Below twice as many (on a young map a seventh more), whatever the newcomers are linked to; and they stand clear of who was there."""
    links = grown(number, 5)
    more = data.draw(st.integers(1, 20 if number >= YOUNG else ceil(number * (YOUNG_GROWN - 1)) - 1))
    nodes = st.integers(0, number + more - 1)
    pairs = data.draw(st.sets(st.tuples(nodes, st.integers(number, number + more - 1)).filter(lambda p: p[0] < p[1])))
    last = (3, number) if data.draw(st.booleans()) else (3,)
    first = range(0, number + more, 2) if data.draw(st.booleans()) else None
    before = arrange(links, [BOX] * number, keys=keys_of(number), first=first and range(0, number, 2), last=(3,))
    after = arrange(
        links | dict.fromkeys(sorted(pairs), 1.0),
        [BOX] * (number + more),
        keys=keys_of(number + more),
        arrived=["2021-01-01"] * number + ["2021-02-01"] * more,
        first=first,
        last=last,
    )
    assert after.spots[:number] == before.spots
    assert len(set(after.spots)) == number + more
    inside = [set(before.order[part.start : part.end]) for part in before.clusters]
    kept = [set(after.order[part.start : part.end]) & set(range(number)) for part in after.clusters]
    assert [part for part in inside if part not in kept] == []


def test_a_map_that_doubled_resembles_what_it_was() -> None:
    """Laid out anew, most nodes stand nearer to where they were than two nodes stand from each other by chance."""
    number = 800
    links, days = grown(number, 6), ["2021-01-01"] * 400 + ["2021-02-01"] * 400
    before = arrange(
        {pair: length for pair, length in links.items() if max(pair) < 400}, [BOX] * 400, keys=keys_of(400)
    )
    after = arrange(links, [BOX] * number, keys=keys_of(number), arrived=days)

    def scaled(found: Arrangement) -> list[tuple[float, float]]:
        width = max(x for x, _ in found.spots) - min(x for x, _ in found.spots)
        return [(x / width, y / width) for x, y in found.spots]

    old, new = scaled(before), scaled(after)
    moves = [hypot(old[node][0] - new[node][0], old[node][1] - new[node][1]) for node in range(400)]
    chance = [hypot(old[node][0] - new[399 - node][0], old[node][1] - new[399 - node][1]) for node in range(400)]
    assert sum(moves) < 0.8 * sum(chance)
    assert after.spots[:400] != before.spots
