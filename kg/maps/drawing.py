"""From a network to one HTML file: pyvis makes nodes, edges and options, our own page shows them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.maps.arranging import MAIN, add_experience, lay_out
from kg.maps.bridging import bridges_of
from kg.maps.columns import Interned, as_columns
from kg.maps.facts import facts_of, quotes_of
from kg.maps.looks import LATER_LOOKS, LOOKS, look_of, short_label
from kg.maps.naming import name_clusters, naming_nodes
from kg.maps.page import make_page
from kg.maps.views import load_views
from kg.words import LANGUAGES, load_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from kg.maps.arranging import Layout
    from kg.maps.views import View

#: Kinds from below to above on the canvas; the others lie below these.
LAYERS = ("meeting", "school", "question", "theme")
#: Fixed concepts of which the page needs the labels.
_SCHEMES = ("status", "type", "grade", "sector")
#: What the page needs of nodes and edges.
_NODE, _EDGE = ("group", "label", "x", "y"), ("from", "to", "relation", "since")


def draw_map(  # noqa: PLR0913  (what a page starts with)
    graph: nx.MultiDiGraph[str],
    *,
    language: str = "nl",
    title: str = "",
    today: str = "",
    home: str = "",
    root: str | None = None,
    view: str = "overview",
) -> bytes:
    """Give the page of a network as `kg.network.build_network` makes it, in UTF-8.

    `language` and `view` are what the page starts with; `today` the date for which statuses hold; `home` a page to lead
    back to; `root` leads to outputs/, where the other pages are ('' is there; None: they are not to be had).
    Same input, same bytes.
    """
    words = {each: load_words("map", each) for each in LANGUAGES}
    title = title or words[language]["title"]
    data, quotes = map_data(graph)
    data |= {
        "title": title,
        "language": language,
        "today": graph.graph.get("as_of") or today,
        "words": words,
        "home": home,
        "root": root,
        "view": "focus" if graph.graph.get("focus") else view,
    }
    return make_page(data, quotes, words[language], _questions(graph))


def _questions(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, list[str]]]:
    """Give text, status and themes of each question."""
    labels = {iri: node["label"] for iri, node in graph.nodes(data=True)}
    return [
        (node["label"], look_of(node).partition("-")[2], [labels[theme] for theme in node["themes"] if theme in labels])
        for node in graph.nodes.values()
        if node["kind"] == "question"
    ]


def map_data(graph: nx.MultiDiGraph[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give what the page shows as JSON values, and apart from it the quotes, which are read when one asks for them."""
    graph = bottom_first(graph)
    add_experience(graph)
    layouts = lay_out(graph)
    index = {iri: number for number, iri in enumerate(graph)}
    nodes = list(graph.nodes.values())
    looks = [look_of(node) for node in nodes]
    days = _days(graph)
    network = _drawn(graph, layouts[MAIN], looks, index, days)
    tables: dict[str, Interned] = {name: Interned({"": 0}) for name in ("prefixes", "types", "dates")}
    relations = Interned()
    for edge in network.edges:
        edge["relation"] = relations(edge["relation"])
    known, wanted = tuple(LOOKS), graph.graph.get("kinds", ())
    for node in network.nodes:
        node["group"] = known.index(node["group"])
    facts = [facts_of(iri, node, index, tables, days) for iri, node in graph.nodes(data=True)]
    data = {
        "size": len(nodes),
        "ends": len(network.edges),
        "nodes": as_columns(
            [node | fact for node, fact in zip(network.nodes, facts, strict=True)], (*_NODE, *_keys(facts))
        ),
        "edges": as_columns(network.edges, _EDGE),
        "options": _options(network),
        **{name: table.texts() for name, table in tables.items()},
        "relations": relations.texts(),
        "days": list(days),
        "looks": {name: asdict(look) for name, look in LOOKS.items()},
        "later": LATER_LOOKS,
        "views": [_view(view, layouts, list(map(_looks_ever, nodes)), wanted) for view in load_views().values()],
        "layouts": {
            name: _layout(layout, naming_nodes(graph, layout, name), is_main=name == MAIN)
            for name, layout in layouts.items()
        },
        "concepts": _concepts(graph.graph.get("labels", {})),
        "focus": index.get(graph.graph.get("focus", "")),
        "depth": graph.graph.get("depth", 1),
        "bridges": bridges_of(graph, layouts[MAIN]),
        "leftOut": graph.graph.get("left_out", {}),
    }
    return data, quotes_of(nodes)


def bottom_first(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Give a copy of the network in the order of drawing: what comes later lies over what came before."""

    def layer(iri: str) -> int:
        kind = graph.nodes[iri]["kind"]
        return LAYERS.index(kind) if kind in LAYERS else -1

    ordered = graph.__class__(**graph.graph)
    ordered.add_nodes_from((iri, graph.nodes[iri]) for iri in sorted(graph, key=layer))
    for start, end, relation, facts in graph.edges(keys=True, data=True):
        ordered.add_edge(start, end, key=relation, **facts)
    return ordered


def _drawn(
    graph: nx.MultiDiGraph[str], main: Layout, looks: Sequence[str], index: Mapping[str, int], days: Mapping[str, int]
) -> Network:
    """Give the network of pyvis; its lists are set, as add_node and add_edge look through all nodes each time."""
    network = Network()
    for number, iri in enumerate(graph):
        node = graph.nodes[iri]
        label = short_label(node["label"], node["kind"])
        label = "" if label == node["label"] else label
        x, y = main.arrangement.spots[number]
        network.nodes.append(Node(number, LOOKS[looks[number]].shape, label, group=looks[number], x=x, y=y).options)
    for start, end, relation in graph.edges(keys=True):
        since = days[graph.edges[start, end, relation]["since"]]
        network.edges.append(Edge(index[start], index[end], relation=relation, since=since).options)
    return network


def _days(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    """Give all days by number, in order; '' (always) comes first."""
    days = {node["arrived"] for node in graph.nodes.values()} | {edge["since"] for *_, edge in graph.edges(data=True)}
    days |= {day for node in graph.nodes.values() for day, _ in node["history"]}
    return {day: number for number, day in enumerate(sorted(days | {""}))}


def _keys(facts: Sequence[Mapping[str, Any]]) -> list[str]:
    return sorted({key for fact in facts for key in fact})


def _looks_ever(node: Mapping[str, Any]) -> list[str]:
    """Give the look of a node, and then those that it had before."""
    then = [look_of({**node, "status": status}) for _, status in node["history"]]
    return list(dict.fromkeys([look_of(node), *then]))


def _view(
    view: View, layouts: Mapping[str, Layout], looks: Sequence[Sequence[str]], wanted: Sequence[str]
) -> dict[str, Any]:
    """Give a view with the looks that it can show and those that it starts with; `wanted` are kinds asked for.

    `past` are looks that nothing has any more.
    """
    layout = layouts.get(view.layout)
    shown = [looks[number] for number in layout.members] if layout else []
    present, ever = {of_node[0] for of_node in shown}, {look for of_node in shown for look in of_node}
    can = [look for look in LOOKS if look in ever]
    first = [look for look in can if look not in LATER_LOOKS]
    kinds = {look: "question" if look.startswith("question-") else look for look in first}
    usual = [] if wanted else [look for look in first if kinds[look] in view.starts]
    return {
        "name": view.name,
        "layout": view.layout,
        "can": can,
        "starts": usual or first or can,
        "past": [look for look in can if look not in present],
        "follows": view.follows,
        "relations": view.relations,
        "sized": view.sized,
    }


def _layout(layout: Layout, named_by: Sequence[tuple[int, ...]], *, is_main: bool) -> dict[str, Any]:
    """Give a layout: nodes in the order of its clusters, places by that order, and the clusters with their names."""
    order = [layout.members[place] for place in layout.arrangement.order]
    spots = [layout.arrangement.spots[place] for place in layout.arrangement.order]
    names = name_clusters(layout.arrangement, named_by)
    clusters = [
        [one.parent, one.start, one.end, one.x, one.y, one.radius, name]
        for one, name in zip(layout.arrangement.clusters, names, strict=True)
    ]
    places = {} if is_main else {"x": [x for x, _ in spots], "y": [y for _, y in spots]}
    return {"order": order, "clusters": clusters, **places}


def _options(network: Network) -> dict[str, Any]:
    """Give the options of pyvis with everything off that moves or bends."""
    options: dict[str, Any] = json.loads(network.options.to_json())
    options["physics"] = {"enabled": False}
    options["edges"] = {"smooth": False, "width": 1, "selectionWidth": 0.5}
    options["layout"] = {"improvedLayout": False}
    options["interaction"] |= {"hover": True, "tooltipDelay": 300, "keyboard": False, "dragNodes": False}
    return options


def _concepts(labels: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """Give the labels of statuses, types, grades and sectors by the end of their IRI (`status-open`)."""
    ends = {iri.rpartition("/")[2]: texts for iri, texts in labels.items()}
    return {end: ends[end] for end in sorted(ends) if end.partition("-")[0] in _SCHEMES}
