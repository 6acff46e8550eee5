"""Where each node of a map stands: computed beforehand, seeded, and the same at every run.

Nodes that belong together (a connected part, or a community of a large one) are laid out by their distances
in the graph; the groups are then laid out in the same way, as circles that keep clear of each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, pi, sqrt
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Points = NDArray[np.float64]

#: Pixels between two nodes that are linked.
STEP = 95.0
#: Largest group that is laid out by all its distances, which costs the square of its size.
MOST_AT_ONCE = 300
#: Rounds of the two iterations below; more move nothing that one would see.
STRESS_ROUNDS, CLEAR_ROUNDS = 60, 120
#: Free pixels between the circles of two groups.
MARGIN = 60.0
#: Part of the area that boxes fill before they are moved apart, and the most that a layout shrinks for it.
FULL, NEAREST = 0.6, 0.4
#: Pixels of overlap that nobody sees.
SEEN = 0.5
#: Parts that get a place of their own; what comes after them stands together.
MOST_PARTS = 100
#: Distance between two nodes that are not connected, in steps.
FAR = 6.0
#: Boxes are wide, so moving them apart makes a layout wide; it starts upright to end up square.
UPRIGHT = np.array([0.85, 1.18])
#: Power of distances inside a group: below 1, long chains bend and the whole becomes rounder.
ROUND = 0.6
#: Turn from one leaf to the next in a sunflower, which fills a circle evenly. Source: Vogel 1979.
GOLDEN_ANGLE = pi * (3 - sqrt(5))


@dataclass(frozen=True, slots=True)
class Box:
    """Room that a node and its label take, in pixels; the node itself stands `rise` above the centre."""

    width: float
    height: float
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class _Group:
    """Nodes that stand together; `points` lie round (0, 0), within `radius`."""

    members: tuple[int, ...]
    points: Points
    radius: float


def place(links: Mapping[tuple[int, int], float], boxes: Sequence[Box], *, seed: int = 1) -> list[tuple[int, int]]:
    """Give the position of each node 0..n-1 in whole pixels.

    `links` maps pairs of nodes to the length of their edge, in steps. Same input, same positions.

    >>> place({}, [Box(10, 10)])
    [(0, 0)]
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    graph.add_weighted_edges_from(((a, b, links[a, b]) for a, b in sorted(links)), weight="length")
    groups = [_inside(graph, members, boxes) for members in _groups(graph, seed)]
    centres = _between(graph, groups)
    spots: list[tuple[int, int]] = [(0, 0)] * len(boxes)
    for group, (left, top) in zip(groups, centres.tolist(), strict=True):
        for node, (x, y) in zip(group.members, group.points.tolist(), strict=True):
            spots[node] = (round(x + left), round(y + top - boxes[node].rise))
    return spots


def _groups(graph: nx.Graph[int], seed: int) -> list[tuple[int, ...]]:
    """Give connected parts, the large ones cut into communities, and the loose nodes; the largest first."""
    alone = tuple(node for node in graph if not graph.degree(node))
    parts: list[tuple[int, ...]] = [alone] if alone else []
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
    is_spiral = len(members) > MOST_AT_ONCE or not graph.degree(members[0])
    if is_spiral:
        members = tuple(sorted(members, key=lambda node: (-graph.degree(node), node)))
    sizes = np.array([(boxes[node].width, boxes[node].height) for node in members])
    if is_spiral:
        points = _sunflower(len(members), float(np.sqrt(sizes.prod(axis=1)).mean()))
    else:
        points = _roomy(_stress(_distances(graph, members) ** ROUND) * STEP, sizes)
    points = _clear(points, sizes)
    points = points - (points.max(axis=0) + points.min(axis=0)) / 2
    reach = np.hypot(*(np.abs(points) + sizes / 2).T)
    return _Group(members, points, float(reach.max()))


def _distances(graph: nx.Graph[int], members: tuple[int, ...]) -> Points:
    index = {node: number for number, node in enumerate(members)}
    distances = np.full((len(members), len(members)), np.inf)
    np.fill_diagonal(distances, 0)
    for node, other in graph.edges(members):
        if node in index and other in index:
            pair = ([index[node], index[other]], [index[other], index[node]])
            distances[pair] = graph.edges[node, other]["length"]
    # Floyd and Warshall: for a few hundred nodes quicker than a search from each.
    for through in range(len(members)):
        np.minimum(distances, distances[:, through, None] + distances[None, through, :], out=distances)
    distances[np.isinf(distances)] = FAR
    return distances


def _sunflower(number: int, spacing: float) -> Points:
    """Give points that fill a circle evenly, the first in the middle."""
    order = np.arange(number)
    radius = spacing * np.sqrt(order / pi) * 1.2
    return np.column_stack((radius * np.cos(order * GOLDEN_ANGLE), radius * np.sin(order * GOLDEN_ANGLE)))


def _stress(distances: Points) -> Points:
    """Give points whose distances come near to the given ones. Source: Gansner et al. 2004, majorization."""
    points = _sunflower(len(distances), 1.0)
    if len(distances) == 1:
        return points
    weights = 1 / np.maximum(distances, 0.1) ** 2
    np.fill_diagonal(weights, 0)
    total = weights.sum(axis=1)
    ideal = weights * distances
    for _ in range(STRESS_ROUNDS):
        x, y = points.T
        pull = ideal / np.maximum(np.hypot(x[:, None] - x, y[:, None] - y), 1e-9)
        away = pull.sum(axis=1)
        # Sums, not matrix products: those give other last digits on other processors.
        points = np.column_stack(
            [((weights * side).sum(axis=1) + away * side - (pull * side).sum(axis=1)) / total for side in (x, y)]
        )
    return _centred(points)


def _roomy(points: Points, sizes: Points) -> Points:
    """Give the points as far apart, or as near, as their boxes need to fill `FULL` of the whole."""
    points = points * UPRIGHT
    width, height = np.ptp(points, axis=0) + sizes.mean(axis=0)
    return points * max(NEAREST, sqrt(float(sizes.prod(axis=1).sum()) / (FULL * float(width * height))))


def _centred(points: Points) -> Points:
    middle: Points = points.mean(axis=0)
    return points - middle


def _clear(points: Points, sizes: Points) -> Points:
    """Move points apart until no two boxes overlap, or hardly."""
    points = points.copy()
    for _ in range(CLEAR_ROUNDS):
        first, second = _neighbours(points, sizes)
        apart = points[second] - points[first]
        lack = (sizes[first] + sizes[second]) / 2 - np.abs(apart)
        hit = (lack > SEEN).all(axis=1)
        if not hit.any():
            break
        first, second, apart, lack = first[hit], second[hit], apart[hit], lack[hit]
        share = lack / (sizes[first] + sizes[second])
        upright = share[:, 1] <= share[:, 0]
        signs = np.where(apart >= 0, 1.0, -1.0)
        move = np.where(np.column_stack((~upright, upright)), lack, 0) * signs * 0.3
        np.add.at(points, second, move)
        np.add.at(points, first, -move)
    return points


def _neighbours(points: Points, sizes: Points) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give pairs of points that are near enough to overlap sideways: a sweep from left to right."""
    left = points[:, 0] - sizes[:, 0] / 2
    order = np.argsort(left, kind="stable")
    ends = np.searchsorted(left[order], (points[:, 0] + sizes[:, 0] / 2)[order])
    counts = np.maximum(ends - np.arange(len(order)) - 1, 0)
    first = np.repeat(np.arange(len(order)), counts)
    steps = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    return order[first], order[first + steps + 1]


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
        spot = _free_spot(placed, reach)
        centres[block] = inner + spot
        placed.append((*spot, reach))
    return centres


def _spread(quotient: nx.Graph[int], block: list[int], radii: Points) -> Points:
    if len(block) > MOST_AT_ONCE:
        return _sunflower(len(block), float(radii.max()) * 2.2)
    distances = _distances(quotient, tuple(block))
    points = _stress(distances)
    return _part_circles(points, radii)


def _part_circles(points: Points, radii: Points) -> Points:
    """Move circles apart until they touch at most."""
    first, second = np.triu_indices(len(radii), 1)
    for _ in range(CLEAR_ROUNDS * 3):
        apart = points[second] - points[first]
        lengths = np.maximum(np.hypot(apart[:, 0], apart[:, 1]), 1e-9)
        lack = np.maximum(radii[first] + radii[second] - lengths, 0)
        if not (lack > SEEN).any():
            break
        move = apart / lengths[:, None] * lack[:, None] * 0.3
        np.add.at(points, second, move)
        np.add.at(points, first, -move)
    return _centred(points)


def _free_spot(placed: Sequence[tuple[float, float, float]], radius: float) -> tuple[float, float]:
    """Give the spot nearest to the middle where a circle still fits, looking along wider and wider rings."""
    if not placed:
        return (0.0, 0.0)
    taken = np.array(placed)
    ring = 0.0
    while True:
        ring += max(radius, 40.0) / 2
        angles = np.arange(max(8, ceil(2 * pi * ring / max(radius, 40.0)))) * 1.0
        angles *= 2 * pi / len(angles)
        # A map is wider than it is high, so a ring is an ellipse.
        spots = np.column_stack((ring * 1.4 * np.cos(angles), ring * np.sin(angles)))
        gaps = np.hypot(spots[:, None, 0] - taken[:, 0], spots[:, None, 1] - taken[:, 1])
        fits = (gaps >= taken[:, 2] + radius).all(axis=1)
        if fits.any():
            x, y = spots[int(np.argmax(fits))].tolist()
            return (x, y)
