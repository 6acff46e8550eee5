"""Points and boxes in the plane: distances kept, boxes moved apart, frames filled. Same input, same digits."""

from __future__ import annotations

from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    #: Neighbours by node, with the length of the edge.
    Links = Mapping[int, Mapping[int, float]]

#: Rounds of the two iterations below; more move nothing that one would see.
STRESS_ROUNDS, CLEAR_ROUNDS = 60, 120
#: Width of a map to its height, and how often it is brought to that while boxes are moved apart.
ASPECT, SHAPINGS = 1.35, 5
#: Pixels of overlap that nobody sees.
SEEN = 0.5
#: Distance between two nodes that are not connected, in steps.
FAR = 6.0
#: Turn from one leaf to the next in a sunflower, which fills a circle evenly. Source: Vogel 1979.
GOLDEN_ANGLE = pi * (3 - sqrt(5))


def distances(links: Links, members: tuple[int, ...]) -> Points:
    """Give the distances in the graph between all members; without a way it is `FAR`."""
    index = {node: number for number, node in enumerate(members)}
    found = np.full((len(members), len(members)), np.inf)
    np.fill_diagonal(found, 0)
    for node in members:
        for other, length in links[node].items():
            if other in index:
                found[index[node], index[other]] = length
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


def stress(wanted: Points, start: int = 0, *, begin: Points | None = None) -> Points:
    """Give points whose distances come near to the given ones; another `start` may give other points.

    With `begin` the search starts from these points.

    Source: Gansner et al. 2004, majorization.
    """
    points = np.roll(sunflower(len(wanted), 1.0), start * 3, axis=0) if begin is None else begin
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


def shaped(points: Points, sizes: Points, full: float) -> Points:
    """Give points whose boxes fill a part of a frame of the wanted aspect."""
    area = float(sizes.prod(axis=1).sum()) / full
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


def clear(points: Points, sizes: Points, rounds: int = CLEAR_ROUNDS) -> Points:
    """Move points apart until no two boxes overlap, or hardly."""
    points = points.copy()
    for _ in range(rounds):
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
