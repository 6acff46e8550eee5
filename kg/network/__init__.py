"""From the store to a networkx graph: what maps draw and notebooks analyse. People are in it only when asked for."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import networkx as nx

from kg.errors import UsageError
from kg.network.nodes import (
    ends_of,
    gatherings,
    make_node,
    make_theme,
    person_iri,
    publications,
    questions,
    quotes_of,
    read_labels,
    schools,
    statements,
)
from kg.network.relations import read_people, read_relations
from kg.network.times import add_times
from kg.queries import ask, value_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.network.nodes import Attributes, Labels
    from kg.network.relations import Triple
    from kg.stores import Store

#: What a node can be, in the order in which nodes stand in a network.
KINDS = (
    "question",
    "theme",
    "insight",
    "case-answer",
    "obstacle",
    "factor",
    "school",
    "meeting",
    "publication",
    "decision",
    "action",
    "person",
)

#: What a network holds when nothing else is asked: decisions, actions and people say how a table works.
DEFAULT_KINDS = KINDS[:-3]

#: Most publications that nothing but a theme links: nobody reads more on a map.
MOST_PUBLICATIONS = 300

#: Relations that earn a publication its place, however many have one.
_EARNING = ("supports", "disputes", "background", "mentions")

#: Kinds that are drawn only when something refers to them: libraries and registers hold thousands.
_ONLY_WITH_LINKS = ("publication", "school")


def build_network(
    store: Store,
    *,
    focus: str = "",
    depth: int = 1,
    kinds: Collection[str] = DEFAULT_KINDS,
    as_of: str = "",
    most: int = MOST_PUBLICATIONS,
) -> nx.MultiDiGraph[str]:
    """Give the nodes of some kinds and what holds between them, today or on an earlier day (`as_of`).

    With `focus`, only what lies within `depth` steps of that node. `most` is the number of publications that nothing
    but a theme links. A node is an IRI with `kind`, `label` (whole), `labels` (language to label), `status`, `type`
    (of a publication: its grade), `themes` (IRIs), `date` (as stated), `quotes` (tuples of quote, path, line and the
    statement's IRI; those of a record have no quote and no statement) and `url`; `arrived`: the first day of it ('' is
    not known); of a question `history` (tuples of day and status: each change until now), `asked` (the number of
    gatherings that raised it), `meetings` (IRIs of gatherings that raised or discussed it, by day) and `schools`
    (IRIs of those that asked or answered it); `level` of an obstacle or factor, `sector` of a school, `broader` (IRIs)
    of a theme, drawn or not. An edge has its `relation` as key and attribute, and `since`: the first day on which it
    holds ('' is always, or not known).

    `graph.graph` tells `as_of`, `focus`, `depth`, `kinds` if others than usual were asked, `labels` of the fixed
    concepts, and `left_out`: kind to the number of nodes that nothing refers to or that were too many. Nodes stand by
    kind and IRI, edges by IRI. People are texts of notes, so their IRIs are none of the graph.

    Raises:
        UsageError: there is no such node or kind, or `as_of` is no date.
    """
    _check_kinds(kinds, depth)
    rows = ask(store, "map-questions")
    merged, labels = ends_of(rows), read_labels(store)
    focus = merged.get(focus, focus)
    held = dict(gatherings(store))
    days = {iri: str(node["date"]) for iri, node in held.items()}
    nodes = questions(rows, as_of, _statuses(store, as_of))
    _add(nodes, chain(statements(store), held.items(), schools(store)), as_of)
    known = read_relations(store, days, merged) | (_people(store, nodes, days) if "person" in kinds else {})
    known = {key: day for key, day in known.items() if not as_of or day <= as_of}
    _add(nodes, publications(store, _linked(known, nodes, focus)), "")
    relations = _relations(known, nodes, labels)
    add_times(store, nodes, relations, as_of)
    if focus and focus not in nodes:
        raise UsageError(f"there is no node '{focus}' to draw", hint="kg show finds nodes by their words")
    graph = _chosen(nodes, relations, kinds, (focus, depth, most))
    _add_quotes(store, graph, merged)
    _count_library(store, graph, kinds)
    graph.graph.update(as_of=as_of, focus=focus, depth=depth, labels=labels)
    graph.graph["kinds"] = () if tuple(kinds) == DEFAULT_KINDS else tuple(kind for kind in KINDS if kind in kinds)
    return graph


def _add_quotes(store: Store, graph: nx.MultiDiGraph[str], merged: Mapping[str, str]) -> None:
    for iri, quotes in quotes_of(store, graph.nodes, merged).items():
        graph.nodes[iri]["quotes"] += quotes


def _count_library(store: Store, graph: nx.MultiDiGraph[str], kinds: Collection[str]) -> None:
    """Say how many publications of the library are left out."""
    size = sum(int(value_of(row, "count") or 0) for row in ask(store, "library-size"))
    drawn = sum(facts["kind"] == "publication" for _, facts in graph.nodes(data=True))
    graph.graph["left_out"]["publication"] = max(0, size - drawn) if "publication" in kinds else 0


def _check_kinds(kinds: Collection[str], depth: int) -> None:
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise UsageError(f"there is no kind '{unknown[0]}'", hint=f"choose from: {', '.join(KINDS)}")
    if depth < 0:
        raise UsageError(f"a depth of {depth} is not possible", hint="give 0 or more")


def _statuses(store: Store, as_of: str) -> dict[str, str]:
    """Give the status of each question on a day; nothing without one."""
    found: dict[str, str] = {}
    for row in ask(store, "status", asOf=as_of) if as_of else ():
        found.setdefault(value_of(row, "question"), value_of(row, "status"))
    return found


def _add(nodes: dict[str, Attributes], found: Iterable[tuple[str, Attributes]], as_of: str) -> None:
    """Add what was there on a day; of two rows on one node the first counts."""
    for iri, node in found:
        if not as_of or node["date"] <= as_of:
            nodes.setdefault(iri, node)


def _linked(known: Iterable[Triple], nodes: Mapping[str, Attributes], focus: str) -> list[str]:
    """Give what could be a publication: one end of a relation that those have, or the focus; sorted."""
    ends = {key[2] if key[1] == "mentions" else key[0] for key in known if key[1] in (*_EARNING, "theme")}
    return sorted((ends | {focus}) - nodes.keys() - {""})


def _people(store: Store, nodes: dict[str, Attributes], days: Mapping[str, str]) -> dict[Triple, str]:
    """Add who does the actions that are there; give what they do."""
    does: dict[Triple, str] = {}
    for name, action, day in read_people(store, days):
        if action in nodes:
            nodes.setdefault(person_iri(name), make_node("person", name))
            does[person_iri(name), "does", action] = day
    return does


def _relations(known: Mapping[Triple, str], nodes: dict[str, Attributes], labels: Labels) -> dict[Triple, str]:
    """Give what holds between nodes, sorted; themes are added to `nodes` as they turn up."""
    themes: dict[str, list[str]] = {}
    broader: dict[str, list[str]] = {}
    for start, relation, end in sorted(known):
        if relation == "theme" and start in nodes:
            nodes.setdefault(end, make_theme(end, labels.get(end, {})))
            themes.setdefault(start, []).append(end)
        elif relation == "broader":
            broader.setdefault(start, []).append(end)
    for name, found in (("themes", themes), ("broader", broader)):
        for iri in found.keys() & nodes.keys():
            nodes[iri][name] = tuple(found[iri])
    return {key: known[key] for key in sorted(known) if key[0] in nodes and key[2] in nodes}


def _chosen(
    nodes: Mapping[str, Attributes],
    relations: Mapping[Triple, str],
    kinds: Collection[str],
    near: tuple[str, int, int],
) -> nx.MultiDiGraph[str]:
    """Give the part of all that was asked for; `near` is the focus, the depth around it, and the most publications."""
    focus, depth, most = near
    shown = {iri for iri, node in nodes.items() if node["kind"] in kinds or iri == focus}
    among = [key for key in relations if key[0] in shown and key[2] in shown]
    kept = _within(nodes, shown, among, (focus, depth)) if focus else shown
    dropped = set() if focus else _too_many(nodes, kept, among, most)
    graph = _assemble(nodes, kept - dropped, {key: relations[key] for key in among})
    graph.graph["left_out"] = {kind: sum(nodes[iri]["kind"] == kind for iri in dropped) for kind in _ONLY_WITH_LINKS}
    return graph


def _within(
    nodes: Mapping[str, Attributes], shown: set[str], relations: list[Triple], about: tuple[str, int]
) -> set[str]:
    """Give what can be reached from the focus in so many steps, in either direction.

    Nobody passes through a gathering, which links all that was said there, unless it is the focus.
    """
    focus, depth = about
    plain: nx.DiGraph[str] = nx.DiGraph()
    plain.add_nodes_from(sorted(shown))
    ways = [way for start, _, end in relations for way in ((start, end), (end, start))]
    plain.add_edges_from(way for way in ways if way[0] == focus or nodes[way[0]]["kind"] != "meeting")
    return set(nx.single_source_shortest_path_length(plain, focus, cutoff=depth))


def _too_many(nodes: Mapping[str, Attributes], kept: set[str], relations: list[Triple], most: int) -> set[str]:
    """Give records and themes without links, and the publications that only themes link beyond the most."""
    linked = {iri for start, _, end in relations for iri in (start, end)}
    loose = {iri for iri in kept - linked if nodes[iri]["kind"] in (*_ONLY_WITH_LINKS, "theme")}
    earned = {iri for start, relation, end in relations if relation in _EARNING for iri in (start, end)}
    rest = sorted(iri for iri in kept & linked - earned if nodes[iri]["kind"] == "publication")
    return loose | set(rest[most:])


def _assemble(nodes: Mapping[str, Attributes], kept: set[str], relations: Mapping[Triple, str]) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in sorted(kept, key=lambda iri: (KINDS.index(nodes[iri]["kind"]), iri)):
        graph.add_node(iri, **nodes[iri])
    for (start, relation, end), since in relations.items():
        if start in kept and end in kept:
            graph.add_edge(start, end, key=relation, relation=relation, since=since)
    return graph


__all__ = ["DEFAULT_KINDS", "KINDS", "MOST_PUBLICATIONS", "build_network"]
