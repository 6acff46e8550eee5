"""Rows below a map for what is linked to nothing that leads: each lead with what belongs to it, then those to come."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from kg.maps.geometry import ASPECT
from kg.maps.room import CELL, GAP, bounds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.maps.room import Box, Places, Room, Spots

    Links = Mapping[int, Mapping[int, float]]


@dataclass(slots=True)
class Rows:
    """Where the next one goes: the sides of all rows, and where the last one begins and ends."""

    left: float
    right: float
    top: float
    height: float
    next: float


def in_rows(pieces: Sequence[Sequence[int]], boxes: Sequence[Box], spots: Spots) -> tuple[Places, Rows]:
    """Give spots in rows below those that are taken, so wide that all of it fills a screen, and where to go on."""
    left, top, right, low = bounds(boxes, spots)
    sizes = [_size(piece, boxes) for piece in pieces]
    total = (right - left) * (low - top) + sum(wide * high for wide, high in sizes)
    middle, width = (left + right) / 2, max([right - left, sqrt(total * ASPECT), *(wide for wide, _ in sizes)])
    lines: list[list[int]] = [[]]
    filled = 0.0
    for number, (wide, _) in enumerate(sizes):
        if lines[-1] and filled + wide > width:
            lines.append([])
            filled = 0.0
        lines[-1].append(number)
        filled += wide
    found: Places = {}
    rows = Rows(middle - width / 2, middle + width / 2, low + GAP if spots else low, 0.0, middle - width / 2)
    for line in lines if sizes else ():
        rows.top += rows.height
        rows.height = max(sizes[number][1] for number in line)
        rows.next = middle - sum(sizes[number][0] for number in line) / 2
        for number in line:
            found |= _stood(pieces[number], boxes, rows.next, rows.top)
            rows.next += sizes[number][0]
    return found, rows


def go_on(piece: Sequence[int], boxes: Sequence[Box], rows: Rows, room: Room) -> Places:
    """Give spots for a newcomer at the end of the last row, or in a new one, where there is room."""
    wide, high = _size(piece, boxes)
    while True:
        if rows.next + wide > rows.right and rows.next > rows.left:
            rows.top, rows.height, rows.next = rows.top + rows.height, 0.0, rows.left
        if room.is_free(rows.next, rows.top, wide, high):
            break
        rows.next += CELL
        rows.height = max(rows.height, CELL)
    found = _stood(piece, boxes, rows.next, rows.top)
    rows.next, rows.height = rows.next + wide, max(rows.height, high)
    return found


def pieces_of(nodes: Sequence[int], links: Links, leads: frozenset[int]) -> list[list[int]]:
    """Give each lead with what is linked to it, directly or not, that is not taken by an earlier one; then the rest.

    >>> pieces_of([1, 2, 3, 4], {2: {4: 1.0}, 4: {2: 1.0}}, frozenset({2, 3}))
    [[2, 4], [3], [1]]
    """
    free = set(nodes)
    found = []
    for node in [*(node for node in nodes if node in leads), *(node for node in nodes if node not in leads)]:
        if node not in free:
            continue
        piece = [node]
        free.discard(node)
        for each in piece:
            near = [other for other in sorted(links.get(each, ())) if other in free and other not in leads]
            piece += near
            free.difference_update(near)
        found.append(piece)
    return found


def _followers(piece: Sequence[int], boxes: Sequence[Box]) -> tuple[float, float, int]:
    """Give the sides of a cell for what belongs to the lead of a piece, and how many stand side by side."""
    rest = piece[1:]
    wide, high = max(boxes[node].width for node in rest), max(boxes[node].height for node in rest)
    return wide, high, max(1, int(boxes[piece[0]].width // wide), round(sqrt(len(rest) * high / wide)))


def _size(piece: Sequence[int], boxes: Sequence[Box]) -> tuple[float, float]:
    box = boxes[piece[0]]
    if len(piece) == 1:
        return box.width, box.height
    wide, high, many = _followers(piece, boxes)
    return max(box.width, wide * many), box.height + high * -(-(len(piece) - 1) // many)


def _stood(piece: Sequence[int], boxes: Sequence[Box], left: float, top: float) -> Places:
    box, (width, _) = boxes[piece[0]], _size(piece, boxes)
    found = {piece[0]: (left + width / 2, top + box.height / 2)}
    if len(piece) > 1:
        wide, high, many = _followers(piece, boxes)
        start = left + (width - wide * many) / 2
        for number, node in enumerate(piece[1:]):
            row, column = divmod(number, many)
            found[node] = (start + wide * (column + 0.5), top + box.height + high * (row + 0.5))
    return found
