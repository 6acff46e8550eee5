"""Discs in the plane: linked ones near each other, none over another; many groups at once, as padded arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

#: Rounds of pulling and pushing, and of those how many until discs have their full size; before they can pass through.
ROUNDS, GROWN = 80, 0.75
#: Part of its size that a disc starts with.
YOUNG = 0.1
#: How hard all push each other away, and how hard the middle pulls, beside links.
PUSH, MIDDLE = 1.0, 0.3
#: Part of the way that a disc moves in a round, at first and at last; and the most, in radii of the group.
STEP, LAST_STEP, FARTHEST = 0.5, 0.1, 0.25
#: Rounds in which discs are parted for good before all move outwards by what is still too near, but at most so much,
#: and how often.
PARTING, MOST_GROWN, PARTINGS = 20, 1.05, 20
#: How often discs that are apart are drawn together again, and by how much.
CLOSINGS, CLOSER = 12, 0.9
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of discs: `radii` by group and disc (0 = none), `links` between discs of a group, and pulls from outside.

    A pull is a weight and the point to which it goes, seen from the middle of the group. A lean is where the links
    of a disc go beside its middle and that of the others, times their weight.
    """

    radii: Numbers
    links: Numbers
    pulls: Numbers
    targets: Numbers
    leans: Numbers


def packed(groups: Groups, start: Numbers, push: float = PUSH) -> Numbers:
    """Give the centres of discs, round (0, 0) for each group: what is linked attracts, all repels.

    Source: Fruchterman and Reingold 1991, with weights of nodes, and discs that grow.
    """
    mass = groups.radii**2
    whole = np.sqrt(mass.sum(axis=1))
    scale = np.maximum(groups.links.sum(axis=(1, 2)) + groups.pulls.sum(axis=1), TINY)
    links, pulls = groups.links / scale[:, None, None], groups.pulls / scale[:, None]
    share = mass / np.maximum(mass.sum(axis=1, keepdims=True), TINY)
    repel = push * share[:, :, None] * share[:, None, :] * (whole**2)[:, None, None]
    leans = groups.leans / scale[:, None, None]
    held = links.sum(axis=2) + pulls + MIDDLE * share + TINY
    x, y = start[..., 0], start[..., 1]
    most = FARTHEST * whole[:, None]
    for number in range(ROUNDS):
        part = min(1.0, number / (ROUNDS * GROWN))
        right, down = x[:, :, None] - x[:, None, :], y[:, :, None] - y[:, None, :]
        away = repel / (right**2 + down**2 + (whole**2)[:, None, None] * 1e-4)
        step = STEP * (1 - part) + LAST_STEP
        moves = []
        for side, apart, axis in ((x, right, 0), (y, down, 1)):
            wanted = (links * side[:, None, :]).sum(axis=2) + (away * apart).sum(axis=2)
            wanted = (wanted + pulls * groups.targets[..., axis] + leans[..., axis]) / held
            moves.append(np.clip(step * (wanted - side), -most, most))
        x, y = _parted(x + moves[0], y + moves[1], groups.radii * (YOUNG + (1 - YOUNG) * part), 2)
        x, y = x - (x * share).sum(axis=1, keepdims=True), y - (y * share).sum(axis=1, keepdims=True)
    return np.stack((x, y), axis=2)


def _parted(x: Numbers, y: Numbers, radii: Numbers, rounds: int) -> tuple[Numbers, Numbers]:
    """Move discs that overlap apart, the smaller ones more."""
    there = radii > 0
    both = there[:, :, None] & there[:, None, :] & ~np.eye(radii.shape[1], dtype=bool)
    reach = np.where(both, radii[:, :, None] + radii[:, None, :], 0)
    mass = radii**2
    share = mass[:, None, :] / np.maximum(mass[:, :, None] + mass[:, None, :], TINY)
    for _ in range(rounds):
        right, down = x[:, :, None] - x[:, None, :], y[:, :, None] - y[:, None, :]
        away = np.sqrt(right**2 + down**2) + TINY
        lack = np.maximum(reach - away, 0)
        if not lack.any():
            break
        force = lack / away * share * 0.6
        x, y = x + (force * right).sum(axis=2), y + (force * down).sum(axis=2)
    return x, y


def parted(points: Numbers, radii: Numbers) -> Numbers:
    """Give centres near the given ones of discs that do not overlap, drawn together as far as that lets them."""
    best = _grown(points, radii)
    for _ in range(CLOSINGS):
        closer = _grown(best * CLOSER, radii)
        less = _reach(closer, radii) < _reach(best, radii)
        if not less.any():
            break
        best = np.where(less[:, None, None], closer, best)
    return best


def _grown(points: Numbers, radii: Numbers) -> Numbers:
    """Give centres of discs that do not overlap: moved apart, and all farther out by what is still too near."""
    x, y = points[..., 0], points[..., 1]
    there = radii > 0
    both = there[:, :, None] & there[:, None, :] & ~np.eye(radii.shape[1], dtype=bool)
    reach = np.where(both, radii[:, :, None] + radii[:, None, :], 0)
    grow = np.ones(len(radii))
    for number in range(PARTINGS):
        x, y = _parted(x * grow[:, None], y * grow[:, None], radii, PARTING)
        away = np.sqrt((x[:, :, None] - x[:, None, :]) ** 2 + (y[:, :, None] - y[:, None, :]) ** 2) + TINY
        lacking = (reach / away).max(axis=(1, 2), initial=1.0)
        # Two in nearly the same place would drive all others away.
        grow = np.minimum(lacking, MOST_GROWN if number < PARTINGS - 1 else np.inf)
        if (lacking <= MOST_GROWN).all():
            break
    found: Numbers = np.stack((x, y), axis=2) * grow[:, None, None]
    return found


def _reach(points: Numbers, radii: Numbers) -> Numbers:
    """Give for each group how far its farthest disc reaches from the middle of all."""
    there = radii > 0
    lows = np.where(there[..., None], points - radii[..., None], np.inf).min(axis=1)
    highs = np.where(there[..., None], points + radii[..., None], -np.inf).max(axis=1)
    apart = points - ((lows + highs) / 2)[:, None]
    found: Numbers = np.where(there, np.hypot(apart[..., 0], apart[..., 1]) + radii, 0).max(axis=1)
    return found


def nearness(points: Numbers, groups: Groups) -> Numbers:
    """Give for each group which part of all pairs, by mass, stands nearer than linked ones do: less is better."""
    mass = groups.radii**2
    first, second = np.triu_indices(mass.shape[1], 1)
    pairs, links = (mass[:, first] * mass[:, second]), groups.links[:, first, second]
    away = np.hypot(*np.moveaxis(points[:, first] - points[:, second], 2, 0))
    order = np.argsort(away, axis=1, kind="stable")
    pairs, links = np.take_along_axis(pairs, order, 1), np.take_along_axis(links, order, 1)
    nearer = np.cumsum(pairs, axis=1) - pairs / 2
    total = np.maximum(pairs.sum(axis=1) * links.sum(axis=1), TINY)
    found: Numbers = (nearer * links).sum(axis=1) / total
    return found
