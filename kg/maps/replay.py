"""The layout of a map as it grew: what came early keeps its place, until twice as much is there."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from kg.maps.full import Stage, lay_out
from kg.maps.newcomers import Map

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.maps.communities import Branch
    from kg.maps.room import Places

    #: The day on which a link is there, both ends, and its length.
    Link = tuple[str, int, int, float]

#: A map is laid out anew when it has so many times the nodes that it had.
GROWN = 2
#: The same of a young map of at most so many nodes, which one sees at a glance: there a good drawing counts more.
YOUNG, YOUNG_GROWN = 100, 1.15


def replay(
    stage: Stage, nodes: Sequence[int], days: Sequence[str], links: Sequence[Link]
) -> tuple[tuple[Branch, ...], Places]:
    """Give the tree and the middle of each box, as they came to be.

    `nodes` and `links` come in order of arrival, `days` are by node; `stage` starts without links and gets them all.
    The same nodes and links give the same places, whatever was drawn before.
    """
    tree: tuple[Branch, ...] = ()
    spots: Places = {}
    coming = iter((*links, None))
    link = next(coming)
    for start, end in _stages(nodes, days):
        link = _link(stage, link, coming, days[nodes[start - 1]])
        found = Map(stage, lay_out(stage, nodes[:start], spots))
        for day, came in groupby(nodes[start:end], key=lambda node: days[node]):
            link = _link(stage, link, coming, day)
            found.arrive(list(came))
        tree, spots = found.tree(), found.spots
    return tree, spots


def _link(stage: Stage, link: Link | None, coming: Iterator[Link | None], day: str) -> Link | None:
    """Add the links until a day, and give the first one of later."""
    while link is not None and link[0] <= day:
        _, one, other, length = link
        stage.links.setdefault(one, {})[other] = length
        stage.links.setdefault(other, {})[one] = length
        link = next(coming)
    return link


def _stages(nodes: Sequence[int], days: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield how many nodes each full layout has, and how many there are when the next one comes."""
    counts = [place + 1 for place, node in enumerate(nodes) if place + 1 == len(nodes) or _is_last(nodes, days, place)]
    if not counts:
        return
    # What was always there and what came on the first day are one beginning.
    if days[nodes[0]] == "" and len(counts) > 1:
        counts = counts[1:]
    whole = counts[0]
    for before, count in pairwise(counts):
        if count >= (YOUNG_GROWN if count <= YOUNG else GROWN) * whole:
            yield whole, before
            whole = count
    yield whole, counts[-1]


def _is_last(nodes: Sequence[int], days: Sequence[str], place: int) -> bool:
    return days[nodes[place]] != days[nodes[place + 1]]
