"""The tree of communities as arrays: who lies in what, and which links run between parts of the same community."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kg.maps.communities import Branch
    from kg.maps.discs import Numbers

    Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Forest:
    """Branches by number, each before its parts: `parents` (-1 at the top), `depths`, `parts`; `leaves` by node."""

    parents: Indices
    depths: Indices
    parts: tuple[tuple[int, ...], ...]
    leaves: Indices

    @property
    def tops(self) -> tuple[int, ...]:
        """Give the numbers of the branches at the top."""
        return tuple(np.flatnonzero(self.parents < 0).tolist())

    def above(self, depth: int) -> Indices:
        """Give for each branch the one at this depth that it lies in, or itself if it lies higher."""
        found = np.arange(len(self.parents))
        for _ in range(int(self.depths.max(initial=0))):
            found = np.where(self.depths[found] > depth, self.parents[found], found)
        return found


def forest_of(tree: Sequence[Branch], size: int) -> Forest:
    """Give the arrays of a tree over nodes below `size`."""
    parents: list[int] = []
    depths: list[int] = []
    parts: list[list[int]] = []
    leaves = np.full(size, -1)
    waiting = [(branch, -1, 0) for branch in reversed(tree)]
    while waiting:
        branch, parent, depth = waiting.pop()
        number = len(parents)
        parents.append(parent)
        depths.append(depth)
        parts.append([])
        if parent >= 0:
            parts[parent].append(number)
        if not branch.parts:
            leaves[list(branch.members)] = number
        waiting += [(part, number, depth + 1) for part in reversed(branch.parts)]
    return Forest(np.array(parents), np.array(depths), tuple(map(tuple, parts)), leaves)


@dataclass(frozen=True, slots=True)
class Ties:
    """Links between leaves, each in both directions: from, to, and how many."""

    start: Indices
    end: Indices
    counts: Numbers


def ties_of(forest: Forest, ends: Indices) -> Ties:
    """Give the links between different leaves; `ends` has two nodes a row."""
    first, second = forest.leaves[ends[:, 0]], forest.leaves[ends[:, 1]]
    apart = first != second
    size = len(forest.parents)
    both = np.concatenate((first * size + second, second * size + first))[np.tile(apart, 2)]
    found, counts = np.unique(both, return_counts=True)
    return Ties(found // size, found % size, counts.astype(float))
