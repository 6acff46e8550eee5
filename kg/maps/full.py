"""A layout from nothing, or from the places that nodes had: all of them at once, large maps by their communities."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING

import numpy as np

from kg.maps.at_once import MOST_AT_ONCE, at_once
from kg.maps.bulk import spread
from kg.maps.communities import grow
from kg.maps.room import Room
from kg.maps.standing import in_rows, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.maps.communities import Branch
    from kg.maps.room import Box, Disc, Places
    from kg.maps.standing import Rows


@dataclass(frozen=True, slots=True)
class Stage:
    """What is to be laid out: `links` that are there by now, with their length; what is seen first and stands last.

    Boxes and keys are by node.
    """

    links: dict[int, dict[int, float]]
    boxes: Sequence[Box]
    keys: Sequence[str]
    first: frozenset[int]
    last: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A layout: communities, pieces of rows, the middle of each box, the room that is left, and how rows go on."""

    tree: tuple[Branch, ...]
    pieces: list[list[int]]
    spots: Places
    room: Room
    rows: Rows


def lay_out(stage: Stage, nodes: Sequence[int], known: Places) -> Whole:
    """Give the layout of some nodes, in order of importance; they come to look like `known` places."""
    out = set(stage.last)
    core = _core(stage, [node for node in nodes if node not in out])
    tree = grow({node: [other for other in stage.links[node] if other in core] for node in core}, list(core))
    linked = sorted(stage.first.intersection(core))
    if len(linked) <= MOST_AT_ONCE:
        spots = at_once(_among(stage, linked), linked, stage.boxes, known)
        room = Room(stage.boxes, spots)
        settle_near(stage, room, spots, core, spots)
    else:
        tree, spots = _by_communities(stage, core, tree, known)
        room = Room(stage.boxes, spots)
    there = set(nodes)
    pieces = pieces_of([node for node in nodes if node not in core and node not in out], stage.links, stage.first)
    meetings = [[node] for node in stage.last if node in there]
    found, rows = in_rows([*pieces, *meetings], stage.boxes, spots)
    room.take(found)
    return Whole(tree, pieces, spots | found, room, rows)


def _core(stage: Stage, nodes: Sequence[int]) -> dict[int, None]:
    """Give the leads that are linked to each other, and what is linked to these, in the order of the nodes."""
    leads, there = stage.first, set(nodes)
    found = {node for node in nodes if node in leads and leads_near(stage, node, there)}
    border = list(found)
    while border:
        near = {other for node in border for other in stage.links[node] if other in there and other not in leads}
        border = sorted(near - found)
        found.update(border)
    return dict.fromkeys(node for node in nodes if node in found)


def leads_near(stage: Stage, node: int, there: Iterable[int]) -> bool:
    """Tell whether a node is linked to a lead that is there."""
    return any(other in stage.first and other in there for other in stage.links.get(node, ()))


def _among(stage: Stage, nodes: Sequence[int]) -> dict[int, dict[int, float]]:
    kept = set(nodes)
    return {node: {other: far for other, far in stage.links[node].items() if other in kept} for node in nodes}


def _by_communities(
    stage: Stage, core: dict[int, None], tree: tuple[Branch, ...], known: Places
) -> tuple[tuple[Branch, ...], Places]:
    sizes = np.array([(box.width, box.height) for box in stage.boxes])
    ends = np.array(sorted((node, other) for node in core for other in stage.links[node] if node < other in core))
    start = np.zeros((len(sizes), 2))
    for node in core:
        start[node] = _begin(stage, node, known)
    points, discs = spread(tree, ends, sizes, start, is_new=not known)
    places = points.tolist()
    return _with_discs(tree, iter(discs)), {node: (places[node][0], places[node][1]) for node in sorted(core)}


def _with_discs(tree: tuple[Branch, ...], discs: Iterator[Disc]) -> tuple[Branch, ...]:
    """Give the tree with the discs of its branches, in pre-order."""
    found = []
    for branch in tree:
        disc = next(discs)
        found.append(replace(branch, parts=_with_discs(branch.parts, discs), disc=disc))
    return tuple(found)


def _begin(stage: Stage, node: int, known: Places) -> tuple[float, float]:
    """Give where a node was, else the middle of where its neighbours were, else a place in a circle by its key."""
    if node in known:
        return known[node]
    near = [known[other] for other in sorted(stage.links[node]) if other in known]
    x, y = scattered(stage.keys[node])
    if near:
        return (sum(spot[0] for spot in near) / len(near) + x, sum(spot[1] for spot in near) / len(near) + y)
    return (x, y)


def scattered(key: str) -> tuple[float, float]:
    """Give a place in a circle of radius 1 that follows from a key alone.

    >>> scattered("a") == scattered("a") != scattered("b")
    True
    """
    number = int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    angle, away = 2 * pi * (number >> 32) / 2**32, sqrt((number & 0xFFFFFFFF) / 2**32)
    return (away * cos(angle), away * sin(angle))


def settle_near(stage: Stage, room: Room, spots: Places, wanted: Iterable[int], around: Iterable[int]) -> None:
    """Add spots of wanted nodes near those of others, in rounds: from each to its neighbours, from these to theirs."""
    kept = set(wanted)
    border = sorted({other for node in around for other in stage.links[node] if other in kept} - spots.keys())
    while border:
        # All of a round look at the same spots, so their order matters little.
        places = {node: between(stage, node, spots) for node in border}
        for node, (x, y) in places.items():
            spots[node] = room.nearest(node, x, y)
        border = sorted({other for node in border for other in stage.links[node] if other in kept} - spots.keys())


def between(stage: Stage, node: int, spots: Places) -> tuple[float, float]:
    """Give the middle of the neighbours that have a spot, nearer to those on a short edge."""
    near = [(spots[other], length**-3) for other, length in stage.links[node].items() if other in spots]
    total = sum(weight for _, weight in near)
    return (
        sum(x * weight for (x, _), weight in near) / total,
        sum(y * weight for (_, y), weight in near) / total,
    )
