"""Places of some hundreds of nodes by all their distances in the graph, so that they fill the shape of a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kg.maps.geometry import SHAPINGS, clear, distances, shaped, stress, turned, wide
from kg.maps.tangle import tangle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.maps.geometry import Links, Points
    from kg.maps.room import Box, Places

#: Largest group that is laid out by all its distances, which costs the square of its size.
MOST_AT_ONCE = 300
#: Drawings that are made of a map of at most so many nodes, from so many starts and turned so many ways; of the
#: promising ones the least tangled stays.
SMALL, STARTS, TURNS, PROMISING = 80, 8, 12, 10
#: Power of distances, of few nodes and of more. Below 1, long chains bend and the whole becomes rounder; above 1, what
#: is linked stands closer together than all the rest, which more nodes need. Beyond some steps all is as far.
ROUND, NEAR, LONGEST = 0.6, 2.5, 4.0
#: How often, and by how much, a crowded drawing grows until its boxes are apart.
WIDENINGS, WIDER = 20, 1.04
#: Part of the area that boxes fill before they are moved apart, of few nodes and of more.
FULL, LOOSE = 0.6, 0.45


def at_once(links: Links, members: list[int], boxes: Sequence[Box], known: Places) -> Places:
    """Give spots that fill the shape of a screen; parts that are not connected keep a distance.

    With `known` places of some of them, the whole comes to look like these.
    """
    if not members:
        return {}
    inner = [boxes[node] for node in members]
    number = {node: place for place, node in enumerate(members)}
    edges = sorted((number[a], number[b]) for a in members for b in links[a] if number[a] < number[b])
    ends = np.array(edges)
    weights = np.array([1 / links[members[a]][members[b]] for a, b in edges])
    steps = distances(links, tuple(members))
    wanted = steps**ROUND if len(members) <= SMALL else np.minimum(steps, LONGEST) ** NEAR
    if known:
        tries = [stress(wanted, begin=_begun(links, members, known))]
    else:
        starts, turns = (STARTS, TURNS) if len(members) <= SMALL else (1, 1)
        tries = [turned(stress(wanted, start), turn / turns) for start in range(starts) for turn in range(turns)]

    def cost(points: Points) -> float:
        return tangle(points, inner, ends, weights)

    # Boxes are moved apart in the most promising ones only: that is most of the work.
    best = sorted(tries, key=lambda points: cost(shaped(points, _sizes(inner), FULL)))[:PROMISING]
    points = min((_filled(points, inner) for points in best), key=cost) if len(best) > 1 else _filled(best[0], inner)
    return {node: (x, y) for node, (x, y) in zip(members, points.tolist(), strict=True)}


def _filled(points: Points, boxes: list[Box]) -> Points:
    """Give the points with their boxes apart, in a frame of the wanted aspect."""
    sizes = _sizes(boxes)
    full = FULL if len(boxes) <= SMALL else LOOSE
    for _ in range(SHAPINGS):
        points = clear(shaped(points, sizes, full), sizes)
    for _ in range(WIDENINGS):
        moved = clear(points, sizes)
        if (moved == points).all():
            break
        points = moved * WIDER
    return wide(points, sizes)


def _sizes(boxes: Sequence[Box]) -> Points:
    return np.array([(box.width, box.height) for box in boxes])


def _begun(links: Links, members: list[int], known: Places) -> Points:
    """Give known places, in steps; who has none begins among neighbours that have one."""
    found = np.zeros((len(members), 2))
    for number, node in enumerate(members):
        near = [known[other] for other in (node, *sorted(links[node])) if other in known]
        if near:
            found[number] = near[0] if node in known else np.array(near).mean(axis=0)
        # Two in the same spot would stay together.
        found[number] += (number % 7, number % 11)
    found = found - found.mean(axis=0)
    begun: Points = found / max(1.0, float(np.abs(found).max())) * np.sqrt(len(members))
    return begun
