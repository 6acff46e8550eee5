"""Who comes later, on a map that stays as it is: in the disc of a community, in a new one beside it, or in a row."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

import numpy as np

from kg.maps.communities import LEAF, MOST, ROWS, Branch, rows
from kg.maps.full import between, leads_near
from kg.maps.room import GAP
from kg.maps.standing import go_on, pieces_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.maps.full import Stage, Whole
    from kg.maps.room import Disc

#: How many times the members of a full community it may hold before another is begun beside it.
CROWDED = 2
#: Parts of its own radius that a community tries for the one beside it, and places along each side that are tried.
BESIDE, TRIED = (0.8, 0.5), 48


class Map:
    """A layout with those who came after it: who lies in which community, and where there is room for more."""

    def __init__(self, stage: Stage, whole: Whole) -> None:
        self._stage, self._whole = stage, whole
        self.spots = whole.spots
        self._top: list[int] = []
        self._parents: list[int] = []
        self._parts: list[list[int]] = []
        self._discs: list[Disc | None] = []
        self._members: list[list[int]] = []
        self._came: dict[int, list[int]] = {}
        self._beside: dict[int, int] = {}
        self._owner: dict[int, int] = {}
        self._pieces = [list(piece) for piece in whole.pieces]
        self._row = {node: number for number, piece in enumerate(self._pieces) for node in piece}
        self._out = set(stage.last)
        for branch in whole.tree:
            self._add(branch, -1)
        self._low = max((y + r for x, y, r in filter(None, map(self._discs.__getitem__, self._top))), default=0.0)

    def _add(self, branch: Branch, parent: int) -> int:
        number = len(self._parents)
        self._parents.append(parent)
        self._parts.append([])
        self._discs.append(branch.disc)
        self._members.append([] if branch.parts else list(branch.members))
        self._owner.update(dict.fromkeys(self._members[number], number))
        (self._parts[parent] if parent >= 0 else self._top).append(number)
        for part in branch.parts:
            self._add(part, number)
        return number

    def arrive(self, day: Sequence[int]) -> None:
        """Give places to those who come on a day; nobody moves."""
        waiting = [node for node in day if node not in self._out]
        while True:
            found = {node: self._community(node) for node in waiting}
            joined = {node: number for node, number in found.items() if number >= 0}
            if not joined:
                break
            # All of a round look at the same spots, so their order matters little.
            wanted = {node: between(self._stage, node, self.spots) for node in joined}
            for node, number in joined.items():
                self._join(node, number, wanted[node])
            waiting = [node for node in waiting if node not in joined]
        self._stand([node for node in day if node in self._out], waiting)

    def _community(self, node: int) -> int:
        """Give the community of most neighbours, -1 if none is in one; what leads goes by what leads."""
        stage, owner = self._stage, self._owner
        if node in stage.first and not leads_near(stage, node, owner):
            return -1
        counts: dict[int, int] = {}
        for other in stage.links.get(node, ()):
            if other in owner:
                counts[owner[other]] = counts.get(owner[other], 0) + 1
        return max(counts, key=lambda number: (counts[number], -number), default=-1)

    def _join(self, node: int, number: int, wanted: tuple[float, float]) -> None:
        room = self._whole.room
        if self._discs[number] is None:
            self.spots[node] = room.nearest(node, *wanted)
        else:
            while True:
                number, spot = self._tried(node, number, wanted)
                if spot is not None:
                    break
            self.spots[node] = spot
        self._owner[node] = number
        self._came.setdefault(number, []).append(node)

    def _tried(self, node: int, number: int, wanted: tuple[float, float]) -> tuple[int, tuple[float, float] | None]:
        """Give a place in a community or in the last one that was begun beside it; else which to try next."""
        while number in self._beside:
            number = self._beside[number]
        disc = self._discs[number]
        most = LEAF * CROWDED if self._members[number] else LEAF
        if disc and len(self._members[number]) + len(self._came.get(number, ())) < most:
            spot = self._whole.room.inside(node, *wanted, disc)
            if spot is not None:
                return number, spot
        box = self._stage.boxes[node]
        begun = self._begin(number, hypot(box.width, box.height))
        if begun < 0:
            return number, self._whole.room.nearest(node, *wanted)
        self._beside[number] = begun
        return begun, None

    def _begin(self, number: int, least: float) -> int:
        """Begin a community beside one, in the free room of what holds it or of what holds that; -1 if none is."""
        x, y, radius = self._discs[number] or (0.0, 0.0, 0.0)
        parent = self._parents[number]
        while True:
            beside = self._parts[parent] if parent >= 0 else self._top
            if len(beside) < (MOST if parent >= 0 else MOST - ROWS):
                for part in BESIDE:
                    spot = self._gap(parent, beside, (x, y, max(radius * part, least)))
                    if spot:
                        return self._add(Branch((), disc=spot), parent)
            if parent < 0:
                return -1
            parent = self._parents[parent]

    def _gap(self, parent: int, beside: Sequence[int], disc: Disc) -> Disc | None:
        """Give the nearest place of a disc that is clear of others and lies within what holds them."""
        x, y, radius = disc
        others = np.array([self._discs[number] for number in beside])
        frame = self._discs[parent] if parent >= 0 else None
        if frame:
            lows, highs = (frame[0] - frame[2], frame[1] - frame[2]), (frame[0] + frame[2], frame[1] + frame[2])
        else:
            reach = others[:, 2:] + 2 * radius
            lows, highs = (others[:, :2] - reach).min(axis=0), (others[:, :2] + reach).max(axis=0)
        across, down = (np.linspace(lows[axis], highs[axis], TRIED) for axis in (0, 1))
        points = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
        far = np.hypot(points[:, None, 0] - others[:, 0], points[:, None, 1] - others[:, 1])
        free = (far >= others[:, 2] + radius).all(axis=1)
        if frame:
            free &= np.hypot(points[:, 0] - frame[0], points[:, 1] - frame[1]) + radius <= frame[2]
        else:
            # Rows stand below, and go on there.
            free &= points[:, 1] + radius <= self._low + GAP / 2
        away = np.where(free, np.hypot(points[:, 0] - x, points[:, 1] - y), np.inf)
        best = int(away.argmin())
        return (float(points[best, 0]), float(points[best, 1]), radius) if free[best] else None

    def _stand(self, meetings: Sequence[int], rest: Sequence[int]) -> None:
        """Let those stand in rows who have no community; what belongs to one who stands there goes near."""
        stage, whole = self._stage, self._whole
        own = [node for node in rest if node not in stage.first]
        while True:
            near = {
                node: [self._row[other] for other in stage.links.get(node, ()) if other in self._row] for node in own
            }
            near = {node: numbers for node, numbers in near.items() if numbers}
            wanted = {node: between(stage, node, self.spots) for node in near}
            for node, numbers in near.items():
                self.spots[node] = whole.room.nearest(node, *wanted[node])
                self._row[node] = min(numbers)
                self._pieces[min(numbers)].append(node)
            own = [node for node in own if node not in near]
            if not near:
                break
        left = [node for node in rest if node not in self._row]
        for piece in [*([node] for node in meetings), *pieces_of(left, stage.links, stage.first)]:
            found = go_on(piece, stage.boxes, whole.rows, whole.room)
            self.spots.update(found)
            whole.room.take(found)
            if piece[0] not in self._out:
                self._row.update(dict.fromkeys(piece, len(self._pieces)))
                self._pieces.append(piece)

    def tree(self) -> tuple[Branch, ...]:
        """Give the communities with all who came, then what stands in rows."""
        meetings = [[node] for node in self._stage.last if node in self.spots]
        return (*map(self._branch, self._top), *rows(meetings), *rows(self._pieces))

    def _branch(self, number: int) -> Branch:
        parts = tuple(map(self._branch, self._parts[number]))
        if parts:
            return Branch(tuple(node for part in parts for node in part.members), parts, self._discs[number])
        there, came, disc = self._members[number], self._came.get(number, []), self._discs[number]
        members = (*there, *came)
        if len(members) <= LEAF or (disc and len(members) <= LEAF * CROWDED):
            return Branch(members, disc=disc)
        return Branch(members, (Branch(tuple(there)), *rows([[node] for node in came])), disc)
