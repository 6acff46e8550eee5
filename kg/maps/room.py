"""Room on a map: boxes, and the free spots between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import ceil, floor, hypot
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Spots = Mapping[int, tuple[float, float]]
    Places = dict[int, tuple[float, float]]
    #: Middle and radius.
    Disc = tuple[float, float, float]
    Cells = NDArray[np.intp]
    Taken = NDArray[np.bool_]
    Numbers = NDArray[np.float64]

#: Pixels between what stands above and the first row.
GAP = 24.0
#: Side of a cell, in pixels; how many cells away a free spot is looked for, and how far if there is none.
CELL, REACHES = 20, (60, 240)
#: Spots that are looked at together at first, and cells that a grid has beyond what is asked of it.
PIECE, MARGIN = 48, 80
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


class Room:
    """The cells of a map that are taken, as a grid that grows with what is asked of it."""

    def __init__(self, boxes: Sequence[Box], spots: Spots) -> None:
        self._boxes = boxes
        self._left = self._top = 0
        self._taken = np.zeros((1, 1), dtype=bool)
        self._tried: dict[tuple[int, int, int, int], tuple[int, int, float]] = {}
        self.take(spots)

    def take(self, spots: Spots) -> None:
        """Take the cells under boxes at their spots."""
        if not spots:
            return
        left, top, right, low = bounds(self._boxes, spots)
        self._cover(floor(left / CELL), floor(top / CELL), ceil(right / CELL), ceil(low / CELL))
        for node, (x, y) in spots.items():
            box = self._boxes[node]
            first = (floor((x - box.width / 2) / CELL), floor((y - box.height / 2) / CELL))
            last = (ceil((x + box.width / 2) / CELL), ceil((y + box.height / 2) / CELL))
            self._fill(*first, last[0] - first[0], last[1] - first[1])

    def is_free(self, left: float, top: float, width: float, height: float) -> bool:
        """Tell whether nothing stands in a frame."""
        first = floor(left / CELL) - self._left, floor(top / CELL) - self._top
        last = ceil((left + width) / CELL) - self._left, ceil((top + height) / CELL) - self._top
        return not self._taken[max(0, first[1]) : max(0, last[1]), max(0, first[0]) : max(0, last[0])].any()

    def nearest(self, node: int, x: float, y: float) -> tuple[float, float]:
        """Take the free room nearest to a point for the box of a node, and give its middle."""
        wide, high = self._cells(node)
        left, top = floor(x / CELL - wide / 2 + 0.5), floor(y / CELL - high / 2 + 0.5)
        # All within `known` of an earlier try near here was taken, and still is.
        key = (left // NEAR, top // NEAR, wide, high)
        at_left, at_top, known = self._tried.get(key, (left, top, 0.0))
        known -= hypot(left - at_left, top - at_top)
        for reach in REACHES:
            steps, away = _steps(reach)
            self._cover(left - reach, top - reach, left + reach + wide, top + reach + high)
            start = int(np.searchsorted(away, known))
            number = self._first_free(left, top, (wide, high), steps[start:])
            if number >= 0:
                break
            known = float(reach)
        right, down = steps[start + max(number, 0)].tolist()
        self._tried[key] = (left, top, float(away[start + max(number, 0)]))
        return self._settled(left + right, top + down, wide, high)

    def inside(self, node: int, x: float, y: float, disc: Disc) -> tuple[float, float] | None:
        """Take the free room nearest to a point for a box that lies within a circle; None if there is none."""
        wide, high = self._cells(node)
        middle_x, middle_y, radius = disc
        lefts = np.arange(floor((middle_x - radius) / CELL), ceil((middle_x + radius) / CELL) - wide + 1)
        tops = np.arange(floor((middle_y - radius) / CELL), ceil((middle_y + radius) / CELL) - high + 1)
        if not len(lefts) or not len(tops):
            return None
        self._cover(int(lefts[0]), int(tops[0]), int(lefts[-1]) + wide, int(tops[-1]) + high)
        # Sums over windows, along one axis and then the other: how much of a box at each place is taken.
        part = self._taken[
            tops[0] - self._top : tops[-1] - self._top + high, lefts[0] - self._left : lefts[-1] - self._left + wide
        ]
        free = ~_windows(_windows(part, high).T, wide).T
        right, down = (lefts + wide / 2) * CELL, (tops + high / 2) * CELL
        far_x, far_y = np.abs(right - middle_x) + wide * CELL / 2, np.abs(down - middle_y) + high * CELL / 2
        free &= far_x[None] ** 2 + far_y[:, None] ** 2 <= radius**2
        away = np.where(free, (right - x)[None] ** 2 + (down - y)[:, None] ** 2, np.inf)
        row, column = divmod(int(away.argmin()), len(lefts))
        if not free[row, column]:
            return None
        return self._settled(int(lefts[column]), int(tops[row]), wide, high)

    def _cells(self, node: int) -> tuple[int, int]:
        return ceil(self._boxes[node].width / CELL), ceil(self._boxes[node].height / CELL)

    def _settled(self, left: int, top: int, wide: int, high: int) -> tuple[float, float]:
        self._cover(left, top, left + wide, top + high)
        self._fill(left, top, wide, high)
        return ((left + wide / 2) * CELL, (top + high / 2) * CELL)

    def _first_free(self, left: int, top: int, size: tuple[int, int], steps: Cells) -> int:
        """Give the first step after which a box is free, -1 if none is; looked at in ever larger pieces."""
        wide, high = size
        width = self._taken.shape[1]
        flat = self._taken.reshape(-1)
        cells = (np.arange(high)[:, None] * width + np.arange(wide)).reshape(-1)
        begin = (top - self._top) * width + left - self._left
        start, many = 0, PIECE
        while start < len(steps):
            piece = steps[start : start + many]
            corners = begin + piece[:, 0] + piece[:, 1] * width
            corners_free = np.flatnonzero(~flat[corners])
            free = ~flat[corners[corners_free, None] + cells].any(axis=1)
            if free.any():
                return start + int(corners_free[free.argmax()])
            start, many = start + many, many * 4
        return -1

    def _fill(self, left: int, top: int, wide: int, high: int) -> None:
        self._taken[top - self._top : top - self._top + high, left - self._left : left - self._left + wide] = True

    def _cover(self, left: int, top: int, right: int, low: int) -> None:
        """Let the grid hold these cells."""
        high, wide = self._taken.shape
        if left >= self._left and top >= self._top and right <= self._left + wide and low <= self._top + high:
            return
        # With a margin, so that it seldom grows.
        new_left, new_top = min(left - MARGIN, self._left), min(top - MARGIN, self._top)
        new_right, new_low = max(right + MARGIN, self._left + wide), max(low + MARGIN, self._top + high)
        taken = np.zeros((new_low - new_top, new_right - new_left), dtype=bool)
        down, over = self._top - new_top, self._left - new_left
        taken[down : down + high, over : over + wide] = self._taken
        self._taken, self._left, self._top = taken, new_left, new_top


def _windows(taken: Taken, size: int) -> Taken:
    """Tell for each row whether it or one of those after it, `size` in all, is taken."""
    count = len(taken) - size + 1
    found = taken[:count].copy()
    for step in range(1, size):
        found |= taken[step : step + count]
    return found


@cache
def _steps(reach: int) -> tuple[Cells, Numbers]:
    """Give steps away from a cell, the nearest first, and how far each is."""
    x, y = (side.reshape(-1) for side in np.meshgrid(*[np.arange(-reach, reach + 1)] * 2, indexing="ij"))
    away = x**2 + y**2
    order = np.lexsort((y, x, away))
    return np.column_stack((x, y))[order], np.sqrt(away[order])
