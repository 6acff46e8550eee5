"""What a layout gives: a place for each node, and the tree of clusters that they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.maps.communities import Branch
    from kg.maps.room import Box, Disc


@dataclass(frozen=True, slots=True)
class Cluster:
    """Nodes that stand together, `order[start:end]`, and a circle around their boxes in whole pixels.

    `parent` is the number of the cluster that holds this one, -1 at the top.
    """

    parent: int
    start: int
    end: int
    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All nodes in an order in which each cluster is one piece, spots by node in whole pixels, and the clusters.

    A cluster comes before its parts, and these come before the next cluster beside it.
    """

    order: tuple[int, ...]
    spots: tuple[tuple[int, int], ...]
    clusters: tuple[Cluster, ...]


def arranged(tree: Sequence[Branch], spots: Sequence[tuple[int, int]], boxes: Sequence[Box]) -> Arrangement:
    """Give the clusters of a tree, each with its disc, else the circle around the boxes of its members."""
    order = tuple(node for branch in tree for node in branch.members)
    clusters: list[Cluster] = []
    waiting = _from(tree, -1, 0)
    while waiting:
        branch, parent, start = waiting.pop()
        x, y, radius = _whole(branch.disc) if branch.disc else _circle(branch.members, spots, boxes)
        waiting += _from(branch.parts, len(clusters), start)
        clusters.append(Cluster(parent, start, start + len(branch.members), x, y, radius))
    return Arrangement(order, tuple(spots), tuple(clusters))


def _from(branches: Sequence[Branch], parent: int, start: int) -> list[tuple[Branch, int, int]]:
    """Give branches with their parent and where their members start, the first one last."""
    found = []
    for branch in branches:
        if branch.members:
            found.append((branch, parent, start))
            start += len(branch.members)
    return found[::-1]


def _whole(disc: Disc) -> tuple[int, int, int]:
    return round(disc[0]), round(disc[1]), ceil(disc[2])


def _circle(members: Sequence[int], spots: Sequence[tuple[int, int]], boxes: Sequence[Box]) -> tuple[int, int, int]:
    """Give a circle that holds the boxes: the middle of their frame, and how far the farthest corner is from it."""
    frames = [
        (spots[node][0], spots[node][1] + boxes[node].rise, boxes[node].width / 2, boxes[node].height / 2)
        for node in members
    ]
    x = round((min(x - w for x, _, w, _ in frames) + max(x + w for x, _, w, _ in frames)) / 2)
    y = round((min(y - h for _, y, _, h in frames) + max(y + h for _, y, _, h in frames)) / 2)
    return x, y, ceil(max(hypot(abs(left - x) + w, abs(top - y) + h) for left, top, w, h in frames))
