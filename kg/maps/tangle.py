"""How tangled a drawing is: lines that cross, and lines that run through a label."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from kg.maps.geometry import ASPECT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kg.maps.geometry import Points
    from kg.maps.room import Box

    Ends = NDArray[np.intp]

#: What one line through a label costs, in crossings.
THROUGH = 3.0
#: What a line costs that is as long as the side of a square that holds all boxes, and a screen of as many boxes.
LONG, EMPTY = 1.0, 8.0
#: Pixels between a label and the edge of its box.
_AIR = 8.0
#: A line that is no longer than this along an axis runs straight along the other.
STRAIGHT = 1e-9


def tangle(points: Points, boxes: Sequence[Box], ends: Ends, weights: Points) -> float:
    """Give the cost of a drawing; `ends` has the numbers of both ends of a line in a row, `weights` what it counts."""
    rises = np.array([box.rise for box in boxes])
    shapes = points - np.column_stack((np.zeros(len(rises)), rises))
    start, stop = shapes[ends[:, 0]], shapes[ends[:, 1]]
    through = _through(start, stop, *_labels(points, boxes)) & ~_is_own(ends, rises)
    crossings = _crossings(start, stop, ends)
    cost: float = THROUGH * float((through * weights[:, None]).sum()) + float((crossings * weights).sum()) / 2
    lengths = np.hypot(*(stop - start).T)
    sizes = np.array([(box.width, box.height) for box in boxes])
    filled = float(sizes.prod(axis=1).sum())
    cost += LONG * float((lengths * weights).sum()) / sqrt(filled)
    cost += EMPTY * _frame(points, sizes) / filled
    return round(cost, 3)


def _frame(points: Points, sizes: Points) -> float:
    """Give the area of the screen that shows all boxes."""
    width, height = ((points + sizes / 2).max(axis=0) - (points - sizes / 2).min(axis=0)).tolist()
    side: float = max(width, height * ASPECT)
    return side * side / ASPECT


def _labels(points: Points, boxes: Sequence[Box]) -> tuple[Points, Points]:
    """Give the upper left and lower right corners of labels; one without a rise fills its box."""
    half = np.array([(box.width, box.height) for box in boxes]) / 2 - _AIR
    low, high = points - half, points + half
    rises = np.array([box.rise for box in boxes])
    low[:, 1] = np.where(rises > 0, high[:, 1] - 2 * rises, low[:, 1])
    return low, high


def _is_own(ends: Ends, rises: Points) -> NDArray[np.bool_]:
    """Say which lines end at which boxes; a line may well run through the label under its own end, and that counts."""
    numbers = np.arange(len(rises))
    own: NDArray[np.bool_] = (ends[:, :1] == numbers) | (ends[:, 1:] == numbers)
    inside: NDArray[np.bool_] = own & (rises == 0)
    return inside


def _through(start: Points, stop: Points, low: Points, high: Points) -> NDArray[np.bool_]:
    """Say for each line and box whether they meet. Source: slab method, Kay and Kajiya 1986."""
    along = stop - start
    along = np.where(np.abs(along) < STRAIGHT, STRAIGHT, along)[:, None]
    one, other = (low - start[:, None]) / along, (high - start[:, None]) / along
    enter, leave = np.minimum(one, other).max(axis=2), np.maximum(one, other).min(axis=2)
    meets: NDArray[np.bool_] = np.maximum(enter, 0) < np.minimum(leave, 1)
    return meets


def _crossings(start: Points, stop: Points, ends: Ends) -> Points:
    """Give for each line how many others it crosses; lines from one node do not."""

    def side(point: Points) -> Points:
        across = (stop - start)[:, None]
        to = point - start[:, None]
        found: Points = across[..., 0] * to[..., 1] - across[..., 1] * to[..., 0]
        return found

    splits = side(start) * side(stop) < 0
    shares = (ends[:, None, :, None] == ends[None, :, None, :]).any(axis=(2, 3))
    counts: Points = (splits & splits.T & ~shares).sum(axis=1).astype(float)
    return counts
