"""What a view shows before anybody filters: the same rules as those of the page, for pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.maps.looks import LATER_LOOKS, look_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import networkx as nx

    from kg.maps.arranging import Layout
    from kg.maps.views import View

#: Relations by which a publication says something about a question.
EVIDENCE = ("supports", "disputes", "background")
#: Kinds that nobody is reminded of beside what is new.
_NO_CONTEXT = ("meeting", "publication")

Edges = list[tuple[str, str, str]]


def edges_of(graph: nx.MultiDiGraph[str], view: View) -> Edges:
    """Give the edges that a view draws: (start, end, relation).

    A school is linked to a question by its answers, or, where a view does not show these, directly.
    """
    has_answers = any(node["kind"] == "case-answer" for node in graph.nodes.values()) and not view.starts
    return [
        (start, end, relation)
        for start, end, relation in graph.edges(keys=True)
        if (relation in view.relations if view.relations else relation != "experience" or not has_answers)
    ]


def shown_in(graph: nx.MultiDiGraph[str], view: View, layout: Layout) -> list[str]:
    """Give the nodes that a view starts with, in the order of the layout."""
    members = _members(graph, layout)
    if view.name == "changes":
        added, context = changed(graph)
        return [
            iri for iri in members if (iri in added or iri in context) and look_of(graph.nodes[iri]) not in LATER_LOOKS
        ]
    kinds = _kinds(graph, view)
    is_on = {
        iri for iri in members if graph.nodes[iri]["kind"] in kinds and look_of(graph.nodes[iri]) not in LATER_LOOKS
    }
    leads = {iri for iri in is_on if graph.nodes[iri]["kind"] not in view.follows}
    led = {
        end
        for pair in edges_of(graph, view)
        for end, other in (pair[:2], pair[1::-1])
        if other in leads and end in is_on
    }
    return [iri for iri in members if iri in leads | led]


def _is_first(graph: nx.MultiDiGraph[str], iri: str) -> bool:
    """Tell whether a view starts with nodes of this look."""
    return look_of(graph.nodes[iri]) not in LATER_LOOKS


def _kinds(graph: nx.MultiDiGraph[str], view: View) -> Collection[str]:
    """Give the kinds that are on; all where somebody asked for just these, or nothing of the usual is there."""
    present = {node["kind"] for node in graph.nodes.values()}
    wanted = present & set(view.starts)
    return present if graph.graph.get("kinds") or not wanted else wanted


def _members(graph: nx.MultiDiGraph[str], layout: Layout) -> Sequence[str]:
    names = list(graph)
    return [names[layout.members[place]] for place in layout.arrangement.order]


def changed(graph: nx.MultiDiGraph[str]) -> tuple[set[str], set[str]]:
    """Give what came since the meeting before the newest, and what that is linked to."""
    newest, before = last_meetings(graph)
    nodes = {iri: node for iri, node in graph.nodes(data=True) if node["kind"] != "meeting"}
    added = {iri for iri, node in nodes.items() if node["arrived"] > before or _has_turned(node, before)}
    edges = [(start, end, key, facts["since"]) for start, end, key, facts in graph.edges(keys=True, data=True)]
    for start, end, relation, since in edges:
        if newest and since > before:
            added |= {end} if relation == "raised" else {start, end} if relation in EVIDENCE else set()
    pairs = [pair for start, end, *_ in edges for pair in ((start, end), (end, start))]
    context = {end for start, end in pairs if start in added and end in nodes and nodes[end]["kind"] not in _NO_CONTEXT}
    return added, context - added


def _has_turned(node: Mapping[str, Any], before: str) -> bool:
    """Tell whether a question got another status since a day."""
    return any(day > before for day, _ in node["history"][1:])


def last_meetings(graph: nx.MultiDiGraph[str]) -> tuple[str, str]:
    """Give the days of the newest gathering and of the one before it; '' where there is none."""
    days = sorted({node["arrived"] for node in graph.nodes.values() if node["kind"] == "meeting" and node["arrived"]})
    return (days[-1] if days else "", days[-2] if len(days) > 1 else "")
