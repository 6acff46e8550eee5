"""Room on a map: boxes, rows of them, and the free spots between them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from math import ceil, floor, hypot, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Spots = Mapping[int, tuple[float, float]]

#: Width of a row of boxes to its height, when nothing says how wide it may be.
ROW_ASPECT = 1.35
#: Pixels between what stands above and the first row.
GAP = 24.0
#: Side of a cell, in pixels, and how many cells away a free spot is looked for.
CELL, REACH = 20, 60
#: Side, in cells, of a part of the map that remembers how far away its last free spot was.
NEAR = 8


@dataclass(frozen=True, slots=True)
class Box:
    """Room that a node and its label take, in pixels; the node itself stands `rise` above the centre."""

    width: float
    height: float
    rise: float = 0.0


def bounds(boxes: Sequence[Box], spots: Spots) -> tuple[float, float, float, float]:
    """Give left, top, right and bottom of the boxes at their spots."""
    if not spots:
        return (0.0, 0.0, 0.0, 0.0)
    return (
        min(x - boxes[node].width / 2 for node, (x, _) in spots.items()),
        min(y - boxes[node].height / 2 for node, (_, y) in spots.items()),
        max(x + boxes[node].width / 2 for node, (x, _) in spots.items()),
        max(y + boxes[node].height / 2 for node, (_, y) in spots.items()),
    )


def in_rows(nodes: Sequence[int], boxes: Sequence[Box], spots: Spots) -> Spots:
    """Give spots for nodes in rows below the spots that are taken, as wide as these."""
    if not nodes:
        return {}
    left, _, right, low = bounds(boxes, spots)
    room = sqrt(sum(boxes[node].width * boxes[node].height for node in nodes) * ROW_ASPECT)
    middle, width = (left + right) / 2, max(right - left, room)
    rows: list[list[int]] = [[]]
    for node in nodes:
        if rows[-1] and sum(boxes[other].width for other in rows[-1]) + boxes[node].width > width:
            rows.append([])
        rows[-1].append(node)
    found: dict[int, tuple[float, float]] = {}
    top = low + GAP if spots else low
    for row in rows:
        x = middle - sum(boxes[node].width for node in row) / 2
        height = max(boxes[node].height for node in row)
        for node in row:
            found[node] = (x + boxes[node].width / 2, top + boxes[node].height / 2)
            x += boxes[node].width
        top += height
    return found


class Room:
    """The cells of a map that are taken."""

    def __init__(self, boxes: Sequence[Box], spots: Spots) -> None:
        self._boxes = boxes
        self._taken: set[tuple[int, int]] = set()
        self._tried: dict[tuple[int, int, int, int], tuple[int, int, float]] = {}
        self.take(spots)

    def take(self, spots: Spots) -> None:
        """Take the cells under boxes at their spots."""
        for node, (x, y) in spots.items():
            box = self._boxes[node]
            first = (floor((x - box.width / 2) / CELL), floor((y - box.height / 2) / CELL))
            last = (ceil((x + box.width / 2) / CELL), ceil((y + box.height / 2) / CELL))
            self._taken.update(_cells(*first, last[0] - first[0], last[1] - first[1]))

    def nearest(self, node: int, x: float, y: float) -> tuple[float, float]:
        """Take the free room nearest to a point for the box of a node, and give its middle."""
        box = self._boxes[node]
        wide, high = ceil(box.width / CELL), ceil(box.height / CELL)
        left, top = floor(x / CELL - wide / 2 + 0.5), floor(y / CELL - high / 2 + 0.5)
        steps, away = _steps()
        # All within `known` of an earlier try near here was taken, and still is.
        key = (left // NEAR, top // NEAR, wide, high)
        at_left, at_top, known = self._tried.get(key, (left, top, 0.0))
        start = bisect_left(away, known - hypot(left - at_left, top - at_top))
        number = next(
            (n for n in range(start, len(steps)) if self._is_free(left + steps[n][0], top + steps[n][1], wide, high)),
            start,
        )
        right, down = steps[number]
        self._tried[key] = (left, top, away[number])
        self._taken.update(_cells(left + right, top + down, wide, high))
        return ((left + right + wide / 2) * CELL, (top + down + high / 2) * CELL)

    def _is_free(self, left: int, top: int, wide: int, high: int) -> bool:
        if (left, top) in self._taken:
            return False
        return wide == high == 1 or self._taken.isdisjoint(_cells(left, top, wide, high))


def _cells(left: int, top: int, wide: int, high: int) -> list[tuple[int, int]]:
    return [(x, y) for x in range(left, left + wide) for y in range(top, top + high)]


@cache
def _steps() -> tuple[list[tuple[int, int]], list[float]]:
    """Give steps away from a cell, the nearest first, and how far each is."""
    steps = [(x, y) for x in range(-REACH, REACH + 1) for y in range(-REACH, REACH + 1)]
    steps.sort(key=lambda step: (step[0] ** 2 + step[1] ** 2, step))
    return steps, [hypot(x, y) for x, y in steps]
