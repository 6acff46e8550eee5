"""Names for communities: the themes that tell them from the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from kg.maps.arranging import Layout
    from kg.maps.clusters import Arrangement

#: Most themes in a name.
MOST = 2


def naming_nodes(graph: nx.MultiDiGraph[str], layout: Layout, name: str) -> list[tuple[int, ...]]:
    """Give for each member of a layout the nodes by which its groups may be called: schools, or else themes."""
    index = {iri: number for number, iri in enumerate(graph)}
    kind, key = ("school", "schools") if name == "schools" else ("theme", "themes")
    names = list(index)
    found = []
    for number in layout.members:
        node = graph.nodes[names[number]]
        found.append((number,) if node["kind"] == kind else tuple(index[iri] for iri in node[key] if iri in index))
    return found


def name_clusters(arrangement: Arrangement, themes: Sequence[tuple[int, ...]]) -> list[list[int]]:
    """Give each cluster the one or two themes (by number) that are frequent in it and rare beside it.

    `themes` are those of each node. A theme weighs its number inside times the part of it that is inside the cluster
    rather than elsewhere in the cluster above.
    """
    inside = [
        Counter(theme for node in arrangement.order[one.start : one.end] for theme in themes[node])
        for one in arrangement.clusters
    ]
    top: Counter[int] = Counter()
    for number, one in enumerate(arrangement.clusters):
        if one.parent < 0:
            top.update(inside[number])
    return [
        _most_telling(counts, top if one.parent < 0 else inside[one.parent])
        for one, counts in zip(arrangement.clusters, inside, strict=True)
    ]


def _most_telling(counts: Counter[int], around: Counter[int]) -> list[int]:
    weights = {theme: number * number / around[theme] for theme, number in counts.items()}
    best = sorted(weights, key=lambda theme: (-weights[theme], theme))[:MOST]
    # A second one that hardly occurs says nothing.
    return [theme for theme in best if weights[theme] * 4 >= weights[best[0]]]
