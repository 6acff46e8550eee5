"""Where signs and labels stand in a picture: the places of the layout, brought into a frame of paper.

Letters keep their size on paper, so signs that the layout put side by side may have to move a little apart. A label
stands where it hides nothing, or it is left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from kg.guards.markup import one_line
from kg.maps.geometry import clear
from kg.maps.lettering import LINE, cut, width_of
from kg.maps.looks import HOLDS_LABEL, LOOKS
from kg.maps.rects import Rect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from kg.maps.scene import Mark, Scene

    Points = NDArray[np.float64]

#: Size of the letters of labels: 8.2 points where 1600 units are 25 cm.
LETTERS = 18.5
#: Widest line of a label, free room round a label and round a sign, and room inside a box.
WIDEST, GAP, AIR, INSIDE = 330.0, 4.0, 6.0, 9.0
#: Width of the rim of a cluster, with the air inside it.
RIM = 15.0
#: Half the width and height of a box whose label has no room, as parts of its size.
BARE = (0.9, 0.6)
#: Half axes of an ellipse to those of the text in it.
ROUND = (1.28, 1.6)
#: Rounds of moving apart and putting back into the frame, and the part of it that may be full for that.
ROUNDS, FULL = 16, 0.76
#: Marks from which there are fewer rounds: there is room for few labels in any case.
CROWD = 300
#: Part of the frame that signs may fill before they are drawn smaller, and the smallest that they become.
SIGNS, SMALLEST = 0.15, 0.65
#: The most that a layout is enlarged, and one direction more than the other.
LARGEST, STRETCH = 1.7, 2.2


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark in its place: centre, half of width and height, and where its label stands; no lines where it has none."""

    x: float
    y: float
    reach: tuple[float, float]
    lines: tuple[str, ...] = ()
    label: Rect | None = None


def fit(scene: Scene, frame: Rect) -> tuple[Spot, ...]:
    """Give the spot of each mark, in their order. No label lies over another, or over the sign of another mark.

    Source: labels go first to what matters most, below, above, right or left of it (Imhof 1975).
    """
    if not scene.marks:
        return ()
    labels = [_lines(mark) for mark in scene.marks]
    order = [number for number in _ranked(scene) if labels[number]]
    spots = _placed(scene.marks, labels, order, frame)
    # What is in the way: the signs, and from the middle on the labels that have a place; NaN hits nothing.
    walls = np.full((2 * len(spots), 4), np.nan)
    walls[: len(spots)] = [astuple(_around(spot)) for spot in spots]
    for number in order:
        walls[number] = np.nan
        found = _labelled(scene.marks[number], spots[number], labels[number])
        spot = next((spot for spot in found if _is_free(spot, frame, walls)), spots[number])
        spots[number], walls[number] = spot, astuple(_around(spot))
        if spot.label:
            walls[len(spots) + number] = astuple(spot.label)
    return tuple(spots)


def _is_free(spot: Spot, frame: Rect, walls: Points) -> bool:
    """Tell whether neither label nor sign hits what is there."""
    left, top, right, bottom = walls.T
    parts = [part for part in (spot.label, _around(spot)) if part]
    return all(part.lies_in(frame) for part in parts) and not any(
        ((left < part.right) & (part.left < right) & (top < part.bottom) & (part.top < bottom)).any() for part in parts
    )


def _lines(mark: Mark) -> tuple[str, ...]:
    lines = (one_line(line) for line in mark.label.split("\n"))
    return tuple(cut(line, LETTERS, WIDEST, bold=is_bold(mark)) for line in lines if line)


def is_bold(mark: Mark) -> bool:
    """Tell whether the label of a mark is in bold: that of what holds others together."""
    return mark.look in ("theme", "cluster")


def _holds_label(mark: Mark) -> bool:
    return mark.look in LOOKS and LOOKS[mark.look].shape in HOLDS_LABEL


def _bare(mark: Mark) -> tuple[float, float]:
    """Give half of width and height without a label; a cluster has room for its number."""
    size = float(mark.size)
    if mark.look == "cluster":
        size = max(size, width_of(number_of(mark), LETTERS, bold=True) / 2 + RIM)
    return (size * BARE[0], size * BARE[1]) if _holds_label(mark) else (size, size)


def number_of(mark: Mark) -> str:
    """Give how much is folded in a cluster, as it stands in its disc."""
    number = sum(number for _, number in mark.parts)
    return str(number) if number else ""


def _text(mark: Mark, lines: tuple[str, ...]) -> tuple[float, float]:
    """Give half of width and height of a label."""
    wide = max(width_of(line, LETTERS, bold=is_bold(mark)) for line in lines)
    return wide / 2, len(lines) * LETTERS * LINE / 2


def _around(spot: Spot) -> Rect:
    """Give the sign with the air that it needs."""
    wide, high = spot.reach
    return Rect(spot.x - wide - AIR, spot.y - high - AIR, spot.x + wide + AIR, spot.y + high + AIR)


def _labelled(mark: Mark, spot: Spot, lines: tuple[str, ...]) -> Iterator[Spot]:
    """Yield the mark with its label in each place where it may stand, best first."""
    wide, high = _text(mark, lines)
    if _holds_label(mark):
        across, down = _grown(mark, wide, high)
        for right, below in ((0, 0), (0, 0.6), (0, -0.6), (0.5, 0), (-0.5, 0), (0, 1.2), (0, -1.2), (1, 0), (-1, 0)):
            x, y = spot.x + right * across, spot.y + below * down
            yield Spot(x, y, (across, down), lines, Rect(x - wide, y - high, x + wide, y + high))
        return
    x, y = spot.x, spot.y
    away, beside = spot.reach[1] + GAP + high, spot.reach[0] + GAP + wide
    across = wide * 0.7
    places = [(0.0, away), (0.0, -away), (beside, 0.0), (-beside, 0.0)]
    places += [(across, away), (-across, away), (across, -away), (-across, -away)]
    for right, below in places:
        middle, level = x + right, y + below
        label = Rect(middle - wide, level - high, middle + wide, level + high)
        yield Spot(x, y, spot.reach, lines, label)


def _grown(mark: Mark, wide: float, high: float) -> tuple[float, float]:
    """Give half of width and height of a box or an ellipse round a label."""
    if LOOKS[mark.look].shape == "ellipse":
        return wide * ROUND[0] + 2, high * ROUND[1] + 2
    return wide + INSIDE, high + INSIDE * 0.6


def _ranked(scene: Scene) -> list[int]:
    """Give the numbers of the marks, those first whose labels matter most."""
    looks, links = ["cluster", "theme", *LOOKS], Counter(end for line in scene.lines for end in (line.start, line.end))
    numbers = range(len(scene.marks))
    return sorted(numbers, key=lambda number: (looks.index(scene.marks[number].look), -links[number], number))


def _placed(marks: Sequence[Mark], labels: Sequence[tuple[str, ...]], order: Sequence[int], frame: Rect) -> list[Spot]:
    """Give the marks without labels, apart as far as the frame has room: for all signs, then for labels, in order."""
    reach, room = [_bare(mark) for mark in marks], (frame.right - frame.left) * (frame.bottom - frame.top)
    boxes = [_box(mark, bare, ()) for mark, bare in zip(marks, reach, strict=True)]
    taken = sum(wide * high for wide, high, _ in boxes)
    if taken > SIGNS * room:
        smaller = max(SMALLEST, sqrt(SIGNS * room / taken))
        reach = [
            bare if mark.look == "cluster" else (bare[0] * smaller, bare[1] * smaller)
            for mark, bare in zip(marks, reach, strict=True)
        ]
    left = FULL * room - taken
    for number in order:
        box = _box(marks[number], reach[number], labels[number])
        left -= box[0] * box[1]
        if left < 0:
            break
        boxes[number] = box
    sizes, rise = np.array([box[:2] for box in boxes]), np.array([(0.0, box[2]) for box in boxes])
    points = np.array([(mark.x, mark.y) for mark in marks], dtype=np.float64)
    points = _inside(_framed(points + rise, sizes, frame), sizes, frame)
    for _ in range(round(max(1.0, ROUNDS * min(1.0, (CROWD / len(marks)) ** 2)))):
        points = _inside(clear(points, sizes), sizes, frame)
    return [Spot(x, y, bare) for bare, (x, y) in zip(reach, (points - rise).round(1).tolist(), strict=True)]


def _box(mark: Mark, bare: tuple[float, float], lines: tuple[str, ...]) -> tuple[float, float, float]:
    """Give width and height of a mark with its label, and how far its middle lies below that of the sign."""
    across, down = bare
    if not lines:
        return 2 * (across + AIR), 2 * (down + AIR), 0.0
    wide, high = _text(mark, lines)
    if _holds_label(mark):
        across, down = _grown(mark, wide, high)
        return 2 * (across + AIR), 2 * (down + AIR), 0.0
    return 2 * (max(wide, across) + AIR), 2 * (down + high + AIR) + GAP, high + GAP / 2


def _framed(points: Points, sizes: Points, frame: Rect) -> Points:
    """Give the points as far apart as the frame has room for."""
    low, high = np.array([frame.left, frame.top]), np.array([frame.right, frame.bottom])
    start, end = points.min(axis=0), points.max(axis=0)
    scale = (high - low - sizes.mean(axis=0)).clip(1) / np.maximum(end - start, 1)
    scale = np.minimum(scale, min(float(scale.min()) * STRETCH, LARGEST))
    framed: Points = (points - (start + end) / 2) * scale + (low + high) / 2
    return framed


def _inside(points: Points, sizes: Points, frame: Rect) -> Points:
    """Give the points with their boxes in the frame: what stands outside is put at its edge."""
    low, high = np.array([frame.left, frame.top]), np.array([frame.right, frame.bottom])
    inside: Points = np.clip(points, low + sizes / 2, np.maximum(high - sizes / 2, low + sizes / 2))
    return inside
