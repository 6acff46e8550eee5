"""Where each node of a map stands: computed beforehand, seeded, and the same at every run.

What one sees first is laid out first: some hundreds of nodes by all their distances in the graph, so that they fill
the shape of a screen; more are cut into communities, each laid out so, that keep clear of each other as circles. The
rest settles in the room that is left near what it is linked to. What is linked to nothing stands in rows below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from kg.maps.geometry import (
    SHAPINGS,
    clear,
    distances,
    free_spot,
    part_circles,
    roomy,
    shaped,
    stress,
    sunflower,
    turned,
    wide,
)
from kg.maps.room import Box, Room, in_rows
from kg.maps.tangle import tangle

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Places = dict[int, tuple[float, float]]

#: Pixels between two nodes that are linked.
STEP = 95.0
#: Largest group that is laid out by all its distances, which costs the square of its size.
MOST_AT_ONCE = 300
#: Drawings that are made of a map of at most so many nodes, from so many starts and turned so many ways; of the
#: promising ones the least tangled stays.
SMALL, STARTS, TURNS, PROMISING = 80, 8, 12, 10
#: Free pixels between the circles of two groups.
MARGIN = 60.0
#: Parts that get a place of their own; what comes after them stands together.
MOST_PARTS = 100
#: Power of distances inside a group: below 1, long chains bend and the whole becomes rounder.
ROUND = 0.6


@dataclass(frozen=True, slots=True)
class _Group:
    """Nodes that stand together; `points` lie round (0, 0), within `radius`."""

    members: tuple[int, ...]
    points: Points
    radius: float


def place(
    links: Mapping[tuple[int, int], float],
    boxes: Sequence[Box],
    *,
    first: Collection[int] | None = None,
    last: Sequence[int] = (),
    seed: int = 1,
) -> list[tuple[int, int]]:
    """Give the position of each node 0..n-1 in whole pixels.

    `links` maps pairs of nodes to the length of their edge, in steps. Nodes in `first` (else all) stand as if the
    others were not there; those in `last` stand in rows below, in this order. Same input, same positions.

    >>> place({}, [Box(10, 10)])
    [(0, 5)]
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    graph.add_weighted_edges_from(((a, b, links[a, b]) for a, b in sorted(links)), weight="length")
    ahead = sorted(set(graph if first is None else first) - set(last))
    seen = graph.subgraph(ahead)
    linked = [node for node in ahead if seen.degree(node)]
    spots = _at_once(seen, linked, boxes) if len(linked) <= MOST_AT_ONCE else _in_groups(seen, boxes, seed)
    spots |= in_rows([node for node in ahead if node not in spots], boxes, spots)
    _settle(graph, boxes, spots, last)
    return [(round(spots[node][0]), round(spots[node][1] - boxes[node].rise)) for node in graph]


def _settle(graph: nx.Graph[int], boxes: Sequence[Box], spots: Places, last: Sequence[int]) -> None:
    """Add spots for the rest: near what has a spot, then the rows, near these, and what is linked to nothing."""
    room = Room(boxes, spots)
    _near(graph, room, spots, set(last))
    for row in (list(last), [node for node in graph if node not in spots and node not in last]):
        found = in_rows(row, boxes, spots)
        room.take(found)
        spots |= found
        _near(graph, room, spots, set(last))


def _near(graph: nx.Graph[int], room: Room, spots: Places, out: set[int]) -> None:
    """Add spots near those that are taken, in rounds: from each to its neighbours, and from these to theirs."""
    border = sorted({other for node in spots for other in graph[node]} - spots.keys() - out)
    while border:
        # All of a round look at the same spots, so their order matters little.
        wanted = {node: _between_neighbours(graph, node, spots) for node in border}
        for node, (x, y) in wanted.items():
            spots[node] = room.nearest(node, x, y)
        border = sorted({other for node in border for other in graph[node]} - spots.keys() - out)


def _between_neighbours(graph: nx.Graph[int], node: int, spots: Places) -> tuple[float, float]:
    """Give the middle of the neighbours that have a spot, nearer to those on a short edge."""
    near = [(spots[other], edge["length"] ** -3) for other, edge in graph[node].items() if other in spots]
    total = sum(weight for _, weight in near)
    return (
        sum(x * weight for (x, _), weight in near) / total,
        sum(y * weight for (_, y), weight in near) / total,
    )


def _at_once(graph: nx.Graph[int], members: list[int], boxes: Sequence[Box]) -> Places:
    """Give spots that fill the shape of a screen; parts that are not connected keep a distance."""
    if not members:
        return {}
    inner = [boxes[node] for node in members]
    number = {node: place for place, node in enumerate(members)}
    edges = sorted((number[a], number[b]) for a, b in graph.edges(members))
    ends = np.array(edges)
    weights = np.array([1 / graph.edges[members[a], members[b]]["length"] for a, b in edges])
    wanted = distances(graph, tuple(members)) ** ROUND
    starts, turns = (STARTS, TURNS) if len(members) <= SMALL else (1, 1)
    tries = [turned(stress(wanted, start), turn / turns) for start in range(starts) for turn in range(turns)]

    def cost(points: Points) -> float:
        return tangle(points, inner, ends, weights)

    # Boxes are moved apart in the most promising ones only: that is most of the work.
    best = sorted(tries, key=lambda points: cost(shaped(points, _sizes(inner))))[:PROMISING]
    points = min((_filled(points, inner) for points in best), key=cost) if len(best) > 1 else _filled(best[0], inner)
    return {node: (x, y) for node, (x, y) in zip(members, points.tolist(), strict=True)}


def _filled(points: Points, boxes: list[Box]) -> Points:
    """Give the points with their boxes apart, in a frame of the wanted aspect."""
    sizes = _sizes(boxes)
    for _ in range(SHAPINGS):
        points = clear(shaped(points, sizes), sizes)
    return wide(points, sizes)


def _sizes(boxes: Sequence[Box]) -> Points:
    return np.array([(box.width, box.height) for box in boxes])


def _in_groups(graph: nx.Graph[int], boxes: Sequence[Box], seed: int) -> Places:
    groups = [_inside(graph, members, boxes) for members in _groups(graph, seed)]
    centres = _between(graph, groups)
    spots = {}
    for group, (left, top) in zip(groups, centres.tolist(), strict=True):
        for node, (x, y) in zip(group.members, group.points.tolist(), strict=True):
            spots[node] = (x + left, y + top)
    return spots


def _groups(graph: nx.Graph[int], seed: int) -> list[tuple[int, ...]]:
    """Give connected parts, the large ones cut into communities; the largest first."""
    parts: list[tuple[int, ...]] = []
    for part in nx.connected_components(graph):
        if len(part) == 1:
            continue
        if len(part) <= MOST_AT_ONCE:
            parts.append(tuple(sorted(part)))
            continue
        inner = graph.subgraph(sorted(part))
        parts += [tuple(sorted(found)) for found in nx.community.louvain_communities(inner, weight=None, seed=seed)]
    return sorted(parts, key=lambda part: (-len(part), part))


def _inside(graph: nx.Graph[int], members: tuple[int, ...], boxes: Sequence[Box]) -> _Group:
    is_spiral = len(members) > MOST_AT_ONCE
    if is_spiral:
        members = tuple(sorted(members, key=lambda node: (-graph.degree(node), node)))
    sizes = _sizes([boxes[node] for node in members])
    if is_spiral:
        points = sunflower(len(members), float(np.sqrt(sizes.prod(axis=1)).mean()))
    else:
        points = roomy(stress(distances(graph, members) ** ROUND) * STEP, sizes)
    points = clear(points, sizes)
    points = points - (points.max(axis=0) + points.min(axis=0)) / 2
    reach = np.hypot(*(np.abs(points) + sizes / 2).T)
    return _Group(members, points, float(reach.max()))


def _between(graph: nx.Graph[int], groups: Sequence[_Group]) -> Points:
    """Give the centre of each group: linked groups side by side, the rest packed around them."""
    radii = np.array([group.radius for group in groups]) + MARGIN / 2
    owner = {node: number for number, group in enumerate(groups) for node in group.members}
    quotient: nx.Graph[int] = nx.Graph()
    quotient.add_nodes_from(range(len(groups)))
    for a, b in graph.edges:
        if owner[a] != owner[b]:
            quotient.add_edge(owner[a], owner[b], length=float(radii[owner[a]] + radii[owner[b]]))
    blocks = sorted((sorted(part) for part in nx.connected_components(quotient)), key=lambda part: part[0])
    if len(blocks) > MOST_PARTS:
        blocks[MOST_PARTS:] = [sorted(number for block in blocks[MOST_PARTS:] for number in block)]
    centres = np.zeros((len(groups), 2))
    placed: list[tuple[float, float, float]] = []
    for block in blocks:
        inner = _spread(quotient, block, radii[block])
        reach = float((np.hypot(inner[:, 0], inner[:, 1]) + radii[block]).max())
        spot = free_spot(placed, reach)
        centres[block] = inner + spot
        placed.append((*spot, reach))
    return centres


def _spread(quotient: nx.Graph[int], block: list[int], radii: Points) -> Points:
    if len(block) > MOST_AT_ONCE:
        return sunflower(len(block), float(radii.max()) * 2.2)
    points = stress(distances(quotient, tuple(block)))
    return part_circles(points, radii)
