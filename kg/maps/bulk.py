"""Places for many nodes: communities as discs within discs, from above what is wanted, from below what it takes."""

from __future__ import annotations

from math import pi
from typing import TYPE_CHECKING

import numpy as np

from kg.maps.discs import TINY, Groups, nearness, packed, parted
from kg.maps.forest import Forest, Ties, forest_of, ties_of
from kg.maps.geometry import ASPECT, clear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.maps.communities import Branch
    from kg.maps.discs import Numbers
    from kg.maps.forest import Indices
    from kg.maps.room import Disc

#: Part of a disc that boxes fill, and part of a disc that smaller discs fill.
BOXES, DISCS = 0.55, 0.7
#: Free pixels around a disc of boxes, and around a disc of discs.
AIR = 20.0
#: Arrangements of the top that are tried; the one in which links are shortest stays.
STARTS = 24
#: How hard communities at the top repel each other, beside those within one.
TOP_PUSH, INNER_PUSH = 1.5, 0.4
#: Part to which distances shrink before discs are parted.
TOP_CLOSE, INNER_CLOSE = 0.9, 0.7
#: How often what is within a community is arranged: again when the others have their places.
SWEEPS = 2
#: Rounds in which nodes come nearer to their neighbours.
NEARING = 12
#: How much wider boxes stand before they are moved apart: the closer, the longer it takes.
LOOSE = 1.25
#: Rounds in which boxes are moved apart before the discs that are done are left alone, and how often that is done;
#: after some times the others grow, so that all come to an end.
CLEAR_PART, CLEAR_PARTS, PATIENT, WIDER = 12, 40, 3, 1.05


def spread(
    tree: Sequence[Branch], ends: Indices, sizes: Numbers, start: Numbers, *, is_new: bool = True
) -> tuple[Numbers, list[Disc]]:
    """Give the middle of the box of each node, (0, 0) for those in no branch, and the disc of each branch.

    `start` has where nodes begin: anywhere in a circle of radius 1 if all `is_new`, else near where they were.
    """
    forest = forest_of(tree, len(sizes))
    within = np.flatnonzero(forest.leaves >= 0)
    areas = np.bincount(forest.leaves[within], sizes[within].prod(axis=1), len(forest.parents)).astype(float)
    radii = _radii(forest, areas)
    ties = ties_of(forest, ends)
    offsets = _wanted(forest, ties, radii, _starts(forest, radii, start, is_new=is_new), is_new=is_new)
    inner = _insides(forest, ends, sizes, _absolute(forest, offsets), radii, start)
    return _assembled(forest, inner, sizes, offsets, radii)


def _radii(forest: Forest, areas: Numbers) -> Numbers:
    """Give how large each disc will be, by and large."""
    squares = areas / (pi * BOXES)
    for number in range(len(squares) - 1, -1, -1):
        if forest.parts[number]:
            squares[number] = squares[list(forest.parts[number])].sum() / DISCS
    return np.sqrt(squares)


def _means(forest: Forest, points: Numbers) -> Numbers:
    """Give the mean of the members of each branch."""
    within = np.flatnonzero(forest.leaves >= 0)
    size = len(forest.parents)
    sums = np.column_stack(
        [np.bincount(forest.leaves[within], weights, size) for weights in (*points[within].T, np.ones(len(within)))]
    )
    for number in range(size - 1, -1, -1):
        if forest.parents[number] >= 0:
            sums[forest.parents[number]] += sums[number]
    means: Numbers = sums[:, :2] / np.maximum(sums[:, 2:], 1)
    return means


def _starts(forest: Forest, radii: Numbers, start: Numbers, *, is_new: bool) -> Numbers:
    """Give where each branch begins, seen from the one that holds it."""
    means = _means(forest, start)
    if not is_new:
        inner: Numbers = means - np.where(forest.parents[:, None] >= 0, means[forest.parents], 0)
        return inner
    # Means of many nodes all lie near the middle; the direction is what tells them apart.
    outward: Numbers = means / np.maximum(np.hypot(*means.T), TINY)[:, None] * radii[:, None]
    return outward


def _absolute(forest: Forest, offsets: Numbers) -> Numbers:
    """Give the places of branches that are given as seen from the one that holds them."""
    spots = offsets.copy()
    for depth in range(1, int(forest.depths.max(initial=0)) + 1):
        there = np.flatnonzero(forest.depths == depth)
        spots[there] += spots[forest.parents[there]]
    return spots


def _wanted(forest: Forest, ties: Ties, radii: Numbers, starts: Numbers, *, is_new: bool) -> Numbers:
    """Give the place of each branch, seen from the one that holds it."""
    offsets = np.zeros_like(starts)
    deepest = int(forest.depths.max(initial=0))
    for sweep in range(SWEEPS):
        for depth in range(deepest + 1):
            for table in _tables(forest, depth):
                there = table >= 0
                groups = _groups(forest, ties, radii, _absolute(forest, offsets), table)
                begin = np.where(there[..., None], (offsets if sweep else starts)[table], 0)
                found = (
                    _top(groups, begin, is_new=is_new and not sweep)
                    if depth == 0
                    else packed(groups, begin, INNER_PUSH)
                )
                offsets[table[there]] = found[there]
    return offsets


def _top(groups: Groups, begin: Numbers, *, is_new: bool) -> Numbers:
    """Give the best of some arrangements, begun with the same places dealt out another way."""
    if not is_new:
        return packed(groups, begin, TOP_PUSH)
    tries = np.concatenate([np.roll(begin, number, axis=1) for number in range(STARTS)])
    many = Groups(
        *(
            np.repeat(each, STARTS, axis=0)
            for each in (groups.radii, groups.links, groups.pulls, groups.targets, groups.leans)
        )
    )
    found = packed(many, tries, TOP_PUSH)
    best = int(np.argmin(nearness(found, many).round(6)))
    return found[best : best + 1]


def _tables(forest: Forest, depth: int) -> list[Indices]:
    """Give the branches at a depth, those within the same one in a row with -1 after them; like rows together."""
    rows = (
        [forest.tops]
        if depth == 0
        else [forest.parts[number] for number in np.flatnonzero(forest.depths == depth - 1) if forest.parts[number]]
    )
    tables = []
    for size in sorted({len(row).bit_length() for row in rows}):
        alike = [row for row in rows if len(row).bit_length() == size]
        table = np.full((len(alike), max(map(len, alike))), -1)
        for number, row in enumerate(alike):
            table[number, : len(row)] = row
        tables.append(table)
    return tables


def _groups(forest: Forest, ties: Ties, radii: Numbers, spots: Numbers, table: Indices) -> Groups:
    """Give the discs of a table, with links between those of a row and pulls to all others."""
    there = table >= 0
    size = len(forest.parents)
    row, column = np.full(size, -1), np.zeros(size, dtype=np.intp)
    row[table[there]], column[table[there]] = np.nonzero(there)
    above = forest.above(int(forest.depths[table[0, 0]]))
    start, end = above[ties.start], above[ties.end]
    inner = (row[start] >= 0) & (row[start] == row[end]) & (start != end)
    links = np.zeros((*table.shape, table.shape[1]))
    np.add.at(links, (row[start[inner]], column[start[inner]], column[end[inner]]), ties.counts[inner])
    beside = (spots[ties.end] - spots[end] - spots[ties.start] + spots[start])[inner] * ties.counts[inner, None]
    leans = np.column_stack([np.bincount(start[inner], side, size) for side in beside.T])
    outer = (row[start] >= 0) & (row[start] != row[end])
    weights, goals = ties.counts[outer], spots[ties.end[outer]]
    pulls = np.bincount(start[outer], weights, size)
    sums = np.column_stack([np.bincount(start[outer], weights * side, size) for side in goals.T])
    parents = forest.parents[table[:, 0]]
    middle = np.where(parents[:, None] >= 0, spots[parents], 0)
    targets = sums[table] / np.maximum(pulls[table], TINY)[..., None] - middle[:, None]
    return Groups(
        np.where(there, radii[table], 0),
        links,
        np.where(there, pulls[table], 0),
        np.where(there[..., None], targets, 0),
        np.where(there[..., None], leans[table], 0),
    )


def _insides(forest: Forest, ends: Indices, sizes: Numbers, spots: Numbers, radii: Numbers, local: Numbers) -> Numbers:
    """Give the middle of each box seen from the disc that it lies in: near its neighbours, in and outside."""
    within = np.flatnonzero(forest.leaves >= 0)
    leaves = forest.leaves[within]
    both = np.concatenate((ends, ends[:, ::-1]))
    degrees = np.maximum(np.bincount(both[:, 0], minlength=len(sizes)), 1)
    points = np.zeros_like(sizes)
    points[within] = _evened(local[within], leaves, radii)
    for _ in range(NEARING):
        here = np.where(forest.leaves[:, None] >= 0, spots[forest.leaves] + points, 0)
        near = np.column_stack([np.bincount(both[:, 0], side[both[:, 1]], len(sizes)) for side in here.T])
        moved = points + 0.5 * (near / degrees[:, None] - here)
        points[within] = _evened(moved[within], leaves, radii)
    points[within] = _cleared(points[within] * LOOSE, sizes[within], leaves, radii)
    return points


def _cleared(points: Numbers, sizes: Numbers, leaves: Indices, radii: Numbers) -> Numbers:
    """Move boxes apart in all discs at once: the discs stand in a line for it, far from each other."""
    line = np.column_stack((leaves * float(radii.max(initial=1)) * 8, np.zeros(len(leaves))))
    points = points + line
    busy = np.arange(len(leaves))
    for number in range(CLEAR_PARTS):
        if number >= PATIENT:
            points[busy] = line[busy] + (points[busy] - line[busy]) * WIDER
        moved = clear(points[busy], sizes[busy], CLEAR_PART)
        still = np.unique(leaves[busy][(moved != points[busy]).any(axis=1)])
        points[busy] = moved
        busy = busy[np.isin(leaves[busy], still)]
        if not len(busy):
            break
    return points - line


def _evened(points: Numbers, leaves: Indices, radii: Numbers) -> Numbers:
    """Give points that fill their disc evenly: the direction from its middle stays, and who stands farther out."""
    size = len(radii)
    counts = np.bincount(leaves, minlength=size)
    apart = (
        points - np.column_stack([np.bincount(leaves, side, size) for side in points.T])[leaves] / counts[leaves, None]
    )
    away = np.hypot(*apart.T)
    order = np.lexsort((away.round(3), leaves))
    rank = np.empty(len(order))
    rank[order] = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    wanted = radii[leaves] * np.sqrt((rank + 0.5) / counts[leaves])
    evened: Numbers = apart * (wanted / np.maximum(away, TINY))[:, None]
    return evened


def _assembled(
    forest: Forest, inner: Numbers, sizes: Numbers, offsets: Numbers, rough: Numbers
) -> tuple[Numbers, list[Disc]]:
    """Give the places of nodes and discs, each disc as large as it turned out to be and clear of those beside it."""
    offsets, radii = offsets.copy(), np.zeros(len(rough))
    within = np.flatnonzero(forest.leaves >= 0)
    leaves = forest.leaves[within]
    middles = np.zeros_like(offsets)
    low, high = (_extreme(leaves, inner[within] + sign * sizes[within] / 2, len(rough), sign) for sign in (-1, 1))
    middles = (low + high) / 2
    corners = np.hypot(*(np.abs(inner[within] - middles[leaves]) + sizes[within] / 2).T)
    np.maximum.at(radii, leaves, corners)
    for depth in range(int(forest.depths.max(initial=0)), -1, -1):
        for table in _tables(forest, depth):
            there = table >= 0
            exact, wanted = np.where(there, radii[table] + AIR / 2, 0), np.where(there, rough[table], 0)
            grow = np.sqrt((exact**2).sum(axis=1) / np.maximum((wanted**2).sum(axis=1), TINY))
            points = (
                np.where(there[..., None], offsets[table], 0)
                * grow[:, None, None]
                * (INNER_CLOSE if depth else TOP_CLOSE)
            )
            if depth == 0:
                points = points * [ASPECT**0.5, ASPECT**-0.5]
            points = parted(points, exact)
            lows = np.where(there[..., None], points - exact[..., None], np.inf).min(axis=1)
            highs = np.where(there[..., None], points + exact[..., None], -np.inf).max(axis=1)
            points = points - ((lows + highs) / 2)[:, None]
            if depth == 0:
                # Stretched to the shape of a screen: that brings no discs nearer to each other.
                width, height = (highs - lows)[0]
                points = points * np.maximum(1, [height * ASPECT / width, width / ASPECT / height])
            offsets[table[there]] = points[there]
            parents = forest.parents[table[:, 0]]
            if depth:
                reach = np.where(there, np.hypot(points[..., 0], points[..., 1]) + exact, 0)
                radii[parents] = reach.max(axis=1)
    spots = _absolute(forest, offsets)
    found = np.zeros_like(inner)
    found[within] = spots[leaves] + inner[within] - middles[leaves]
    return found, [(x, y, radius) for (x, y), radius in zip(spots.tolist(), radii.tolist(), strict=True)]


def _extreme(leaves: Indices, edges: Numbers, size: int, sign: int) -> Numbers:
    """Give the lowest or highest edges of the boxes in each disc."""
    found = np.full((size, 2), -np.inf)
    np.maximum.at(found, leaves, sign * edges)
    return np.where(np.isfinite(found), sign * found, 0)
