"""The places of a map: one layout of all that it holds, and one of its own for each view that shows a part of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from kg.maps.clusters import Arrangement
from kg.maps.layout import arrange
from kg.maps.looks import HOLDS_LABEL, LOOKS, box_of, short_label
from kg.maps.views import load_views

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from kg.maps.room import Box
    from kg.maps.views import View

#: Length of an edge in steps: what belongs to a question stands near it, what only shares a meeting does not.
LENGTHS = {
    "answers": 0.7,
    "supports": 0.9,
    "disputes": 0.9,
    "background": 0.9,
    "theme": 1.0,
    "experience": 1.6,
    "raised": 2.5,
    "discussed": 3.0,
}
#: Length of any other edge.
LENGTH = 1.3
#: How much longer edges are in a layout of its own: what they say stands on them.
WIDER = 1.8
#: Kinds that the layout of all is made for: they have room for their labels, the rest stands near them.
LEADING = ("question", "theme")
#: The layout of all.
MAIN = "main"


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of some nodes: `members` are their numbers, in the order in which `arrangement` counts them."""

    members: tuple[int, ...]
    arrangement: Arrangement


def add_experience(graph: nx.MultiDiGraph[str]) -> None:
    """Link a school to the questions that it gave an answer to: a map may show them without the answers."""
    for answer in [iri for iri, node in graph.nodes(data=True) if node["kind"] == "case-answer"]:
        ends: dict[str, list[str]] = {"answers": [], "said-by": []}
        for _, end, relation in graph.out_edges(answer, keys=True):
            ends.setdefault(relation, []).append(end)
        since = graph.nodes[answer]["arrived"]
        for school, asked in product(ends["said-by"], ends["answers"]):
            graph.add_edge(school, asked, key="experience", relation="experience", since=since)


def lay_out(graph: nx.MultiDiGraph[str]) -> dict[str, Layout]:
    """Give the layouts that the views use, by name; nodes are numbered in the order of the graph.

    No status and no filter counts, so that a decision moves nothing.
    """
    nodes = [dict(node, iri=iri) for iri, node in graph.nodes(data=True)]
    index = {iri: number for number, iri in enumerate(graph)}
    edges = [(index[start], index[end], relation) for start, end, relation in graph.edges(keys=True)]
    layouts = {MAIN: _main(nodes, edges, whole=bool(graph.graph.get("focus") or graph.graph.get("kinds")))}
    for view in load_views().values():
        if view.layout not in (MAIN, "bridges"):
            layouts[view.layout] = _part(view, nodes, edges)
    return layouts


def _main(nodes: Sequence[Mapping[str, Any]], edges: Sequence[tuple[int, int, str]], *, whole: bool) -> Layout:
    """Give the places of all; `whole` gives each kind room for its labels, as somebody asked for just these."""
    leads = [whole or node["kind"] in LEADING for node in nodes]
    meetings = [number for number, node in enumerate(nodes) if node["kind"] == "meeting"]
    meetings.sort(key=lambda number: (nodes[number]["date"], nodes[number]["iri"]))
    linked = {end for start, stop, _ in edges for end in (start, stop) if leads[start] and leads[stop]}
    first = {
        number for number, lead in enumerate(leads) if lead and (nodes[number]["kind"] != "theme" or number in linked)
    }
    boxes = [_box(node, has_label=number in first) for number, node in enumerate(nodes)]
    arrangement = arrange(
        _lengths(edges),
        boxes,
        keys=[node["iri"] for node in nodes],
        arrived=[node["arrived"] for node in nodes],
        first=first,
        last=meetings,
    )
    return Layout(tuple(range(len(nodes))), arrangement)


def _part(view: View, nodes: Sequence[Mapping[str, Any]], edges: Sequence[tuple[int, int, str]]) -> Layout:
    """Give the places of what leads in a view, and of what it links to."""
    kinds = [node["kind"] if node["type"] != "process" else "" for node in nodes]
    drawn = [
        edge
        for edge in edges
        if edge[2] in view.relations and kinds[edge[0]] in view.kinds and kinds[edge[1]] in view.kinds
    ]
    linked = {end for start, stop, _ in drawn for end in (start, stop)}
    members = [n for n, kind in enumerate(kinds) if kind in view.kinds and (kind not in view.follows or n in linked)]
    place = {number: position for position, number in enumerate(members)}
    own = [(place[start], place[stop], relation) for start, stop, relation in drawn]
    arrangement = arrange(
        {pair: length * WIDER for pair, length in _lengths(own).items()},
        [_box(nodes[number], has_label=True) for number in members],
        keys=[nodes[number]["iri"] for number in members],
        arrived=[nodes[number]["arrived"] for number in members],
    )
    return Layout(tuple(members), arrangement)


def _box(node: Mapping[str, Any], *, has_label: bool) -> Box:
    look = LOOKS["question-open" if node["kind"] == "question" else node["kind"]]
    label = short_label(node["label"], node["kind"])
    return box_of(label, look, has_label=has_label or look.shape in HOLDS_LABEL)


def _lengths(edges: Sequence[tuple[int, int, str]]) -> dict[tuple[int, int], float]:
    """Give pairs of nodes with the length of the shortest edge between them."""
    lengths: dict[tuple[int, int], float] = {}
    for start, end, relation in edges:
        if start != end:
            pair = (min(start, end), max(start, end))
            lengths[pair] = min(LENGTHS.get(relation, LENGTH), lengths.get(pair, LENGTH * 2))
    return lengths
