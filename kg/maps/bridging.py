"""The view of bridges: the communities of a map as one ring each, with the lines that are there and those that lack."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING, Any

from kg.bridges import find_bridges
from kg.maps.layout import arrange
from kg.maps.room import Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from kg.bridges import Bridge
    from kg.maps.arranging import Layout

#: Most lines that say that one is missing: nobody plans more than some meetings ahead.
MOST = 5
#: Lines that are there: of each group the strongest, where all together would be a tangle.
STRONGEST, PLAIN = 2, 15
#: Room for a ring with its name, in pixels, and how far apart linked ones stand, in steps.
_WIDTH, _HIGH, _STEP = 190.0, 150.0, 2.2


def bridges_of(graph: nx.MultiDiGraph[str], layout: Layout) -> dict[str, Any]:
    """Give `groups` (cluster, x, y) and `pairs` (left, right, links, score, reasons) of the communities with questions.

    A pair without links is one of the `MOST` promising; its reasons are [key, [number or node, ...]].
    """
    clusters, members = _groups(graph, layout)
    found = find_bridges(graph, members)
    linked = _strongest([bridge for bridge in found if bridge.links])
    missing = [bridge for bridge in found if not bridge.links and bridge.score][:MOST]
    spots = _spots(clusters, members, linked)
    index = {iri: number for number, iri in enumerate(graph)}
    pairs = [[one.left, one.right, one.links, one.score, _reasons(one, index)] for one in (*linked, *missing)]
    return {"groups": [[cluster, x, y] for cluster, (x, y) in zip(clusters, spots, strict=True)], "pairs": pairs}


def _strongest(linked: Sequence[Bridge]) -> list[Bridge]:
    """Give the links that are among the strongest of one of their groups; all where there are few."""
    kept: Counter[int] = Counter()
    found = []
    for bridge in sorted(linked, key=lambda one: (-one.links, one.left, one.right)):
        if len(linked) <= PLAIN or min(kept[bridge.left], kept[bridge.right]) < STRONGEST:
            found.append(bridge)
            kept.update((bridge.left, bridge.right))
    return found


def _groups(graph: nx.MultiDiGraph[str], layout: Layout) -> tuple[list[int], list[set[str]]]:
    """Give the clusters at the top that hold questions with what they are linked to, and their members."""
    names = list(graph)
    clusters, members = [], []
    for number, cluster in enumerate(layout.arrangement.clusters):
        inside = {names[layout.members[place]] for place in layout.arrangement.order[cluster.start : cluster.end]}
        kinds = {graph.nodes[iri]["kind"] for iri in inside}
        if cluster.parent < 0 and {"question", "theme"} <= kinds:
            clusters.append(number)
            members.append(inside)
    return clusters, members


def _spots(clusters: Sequence[int], members: Sequence[set[str]], linked: Sequence[Bridge]) -> Sequence[tuple[int, int]]:
    """Give places where linked groups stand side by side."""
    links = {(one.left, one.right): _STEP / sqrt(1 + one.links / 4) for one in linked}
    boxes = [Box(_WIDTH, _HIGH) for _ in clusters]
    return arrange(links, boxes, keys=[min(group) for group in members]).spots


def _reasons(bridge: Bridge, index: Mapping[str, int]) -> list[list[Any]]:
    """Give the reasons, and last the questions of both that stand nearest to each other."""
    reasons: list[list[Any]] = [
        [one.key, [one.number] if one.key == "unanswered" else [index[iri] for iri in one.iris if iri in index]]
        for one in bridge.because
    ]
    ends = [index[iri] for iri in bridge.ends if iri in index]
    return [*reasons, *([["ends", ends]] if ends else [])]
