"""Points and boxes in the plane: distances kept, boxes moved apart, frames filled. Same input, same digits."""

from __future__ import annotations

from math import ceil, cos, pi, sin, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

#: Rounds of the two iterations below; more move nothing that one would see.
STRESS_ROUNDS, CLEAR_ROUNDS = 60, 120
#: Part of the area that boxes fill before they are moved apart, and the most that a layout shrinks for it.
FULL, NEAREST = 0.6, 0.4
#: Width of a map to its height, and how often it is brought to that while boxes are moved apart.
ASPECT, SHAPINGS = 1.35, 5
#: Pixels of overlap that nobody sees.
SEEN = 0.5
#: Distance between two nodes that are not connected, in steps.
FAR = 6.0
#: Boxes are wide, so moving them apart makes a layout wide; it starts upright to end up square.
UPRIGHT = np.array([0.85, 1.18])
#: Turn from one leaf to the next in a sunflower, which fills a circle evenly. Source: Vogel 1979.
GOLDEN_ANGLE = pi * (3 - sqrt(5))


def distances(graph: nx.Graph[int], members: tuple[int, ...]) -> Points:
    """Give the distances in the graph between all members; without a way it is `FAR`."""
    index = {node: number for number, node in enumerate(members)}
    found = np.full((len(members), len(members)), np.inf)
    np.fill_diagonal(found, 0)
    for node, other in graph.edges(members):
        if node in index and other in index:
            pair = ([index[node], index[other]], [index[other], index[node]])
            found[pair] = graph.edges[node, other]["length"]
    # Floyd and Warshall: for a few hundred nodes quicker than a search from each.
    for through in range(len(members)):
        np.minimum(found, found[:, through, None] + found[None, through, :], out=found)
    found[np.isinf(found)] = FAR
    return found


def sunflower(number: int, spacing: float) -> Points:
    """Give points that fill a circle evenly, the first in the middle."""
    order = np.arange(number)
    radius = spacing * np.sqrt(order / pi) * 1.2
    return np.column_stack((radius * np.cos(order * GOLDEN_ANGLE), radius * np.sin(order * GOLDEN_ANGLE)))


def stress(wanted: Points, start: int = 0) -> Points:
    """Give points whose distances come near to the given ones; another `start` may give other points.

    Source: Gansner et al. 2004, majorization.
    """
    points = np.roll(sunflower(len(wanted), 1.0), start * 3, axis=0)
    if len(wanted) == 1:
        return points
    weights = 1 / np.maximum(wanted, 0.1) ** 2
    np.fill_diagonal(weights, 0)
    total = weights.sum(axis=1)
    ideal = weights * wanted
    for _ in range(STRESS_ROUNDS):
        x, y = points.T
        pull = ideal / np.maximum(np.hypot(x[:, None] - x, y[:, None] - y), 1e-9)
        away = pull.sum(axis=1)
        # Sums, not matrix products: those give other last digits on other processors.
        points = np.column_stack(
            [((weights * side).sum(axis=1) + away * side - (pull * side).sum(axis=1)) / total for side in (x, y)]
        )
    return centred(points)


def turned(points: Points, part: float) -> Points:
    """Give the points after a part of a whole turn; from half a turn on, mirrored instead."""
    angle = 2 * pi * part
    x, y = points.T
    if part >= 0.5:  # noqa: PLR2004  (half)
        x = -x
    return np.column_stack((x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)))


def roomy(points: Points, sizes: Points) -> Points:
    """Give the points as far apart, or as near, as their boxes need to fill `FULL` of the whole."""
    points = points * UPRIGHT
    width, height = np.ptp(points, axis=0) + sizes.mean(axis=0)
    return points * max(NEAREST, sqrt(float(sizes.prod(axis=1).sum()) / (FULL * float(width * height))))


def shaped(points: Points, sizes: Points) -> Points:
    """Give points whose boxes fill `FULL` of a frame of the wanted aspect."""
    area = float(sizes.prod(axis=1).sum()) / FULL
    frame = np.array([sqrt(area * ASPECT), sqrt(area / ASPECT)])
    found: Points = centred(points) * (frame - sizes.mean(axis=0)).clip(1) / np.maximum(np.ptp(points, axis=0), 1)
    return found


def wide(points: Points, sizes: Points) -> Points:
    """Stretch what is too narrow, or too low: that brings no boxes nearer to each other."""
    width, height = np.ptp(points, axis=0) + sizes.mean(axis=0)
    stretched: Points = points * np.maximum(1, [height * ASPECT / width, width / ASPECT / height])
    return stretched


def centred(points: Points) -> Points:
    """Give the points with their mean in (0, 0)."""
    middle: Points = points.mean(axis=0)
    return points - middle


def clear(points: Points, sizes: Points) -> Points:
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


def part_circles(points: Points, radii: Points) -> Points:
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
    return centred(points)


def free_spot(placed: Sequence[tuple[float, float, float]], radius: float) -> tuple[float, float]:
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
