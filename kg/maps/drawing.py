"""From a network to one HTML file: pyvis makes nodes and options, our own page shows them."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import product
from typing import TYPE_CHECKING, Any

from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.maps.layout import place
from kg.maps.looks import FIRST_KINDS, HOLDS_LABEL, LATER_LOOKS, LOOKS, box_of, look_of, short_label
from kg.maps.page import make_page
from kg.words import LANGUAGES, load_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

#: Above this many nodes in the first view, a map starts with its questions and themes alone.
MOST_AT_START = 300
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
#: Kinds that are drawn when something that leads is linked to them.
FOLLOWERS = ("theme", "school", "meeting", "publication")
#: Kinds from below to above on the canvas; the others lie below these.
LAYERS = ("meeting", "school", "question", "theme")
#: Fixed concepts of which the page needs the labels.
_SCHEMES = ("status", "type", "grade")


def draw_map(
    graph: nx.MultiDiGraph[str], *, language: str = "nl", title: str = "", today: str = "", home: str = ""
) -> bytes:
    """Give the page of a network as `kg.network.build_network` makes it, in UTF-8.

    `language` is the one the page starts in; `today` the date for which statuses hold, `home` a page to lead back to.
    Same input, same bytes.
    """
    words = {each: load_words("map", each) for each in LANGUAGES}
    title = title or words[language]["title"]
    data = map_data(graph)
    data |= {
        "title": title,
        "language": language,
        "today": graph.graph.get("as_of") or today,
        "words": words,
        "home": home,
    }
    return make_page(data, words[language])


def map_data(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """Give what the page shows, as JSON values: pyvis nodes, edges and options, and the facts of each node."""
    graph = _bottom_first(graph)
    _add_experience(graph)
    index = {iri: number for number, iri in enumerate(graph)}
    looks = [look_of(node) for _, node in graph.nodes(data=True)]
    labels = [short_label(node["label"], node["kind"]) for _, node in graph.nodes(data=True)]
    first = _first_looks(graph, looks)
    spots = _spots(graph, labels, looks, first)
    paths = sorted({path for _, node in graph.nodes(data=True) for _, path, _ in node["quotes"]})
    network = Network()
    # Set as lists: add_node and add_edge look through all nodes each time.
    network.nodes = [
        Node(number, LOOKS[look].shape, labels[number], group=look, x=x, y=y).options
        for number, (look, (x, y)) in enumerate(zip(looks, spots, strict=True))
    ]
    network.edges = [
        Edge(index[start], index[end], relation=relation).options for start, end, relation in graph.edges(keys=True)
    ]
    return {
        "nodes": network.nodes,
        "edges": network.edges,
        "options": _options(network),
        "facts": [_facts(iri, node, index, paths) for iri, node in graph.nodes(data=True)],
        "paths": paths,
        "looks": {name: asdict(look) for name, look in LOOKS.items()},
        "concepts": _concepts(graph.graph.get("labels", {})),
        "focus": index.get(graph.graph.get("focus", "")),
        "leftOut": graph.graph.get("left_out", {}),
        "first": first,
        "followers": FOLLOWERS,
    }


def _bottom_first(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Give the network in the order of drawing: what comes later lies over what came before."""

    def layer(iri: str) -> int:
        kind = graph.nodes[iri]["kind"]
        return LAYERS.index(kind) if kind in LAYERS else -1

    ordered = graph.__class__(**graph.graph)
    ordered.add_nodes_from((iri, graph.nodes[iri]) for iri in sorted(graph, key=layer))
    ordered.add_edges_from(graph.edges(keys=True))
    return ordered


def _add_experience(graph: nx.MultiDiGraph[str]) -> None:
    """Link a school to the questions that it gave an answer to: the map may show them without the answers."""
    for answer in [iri for iri, node in graph.nodes(data=True) if node["kind"] == "case-answer"]:
        ends: dict[str, list[str]] = {"answers": [], "said-by": []}
        for _, end, relation in graph.out_edges(answer, keys=True):
            ends.setdefault(relation, []).append(end)
        for school, asked in product(ends["said-by"], ends["answers"]):
            graph.add_edge(school, asked, key="experience")


def _first_looks(graph: nx.MultiDiGraph[str], looks: list[str]) -> list[str]:
    """Give the looks that a map starts with; all of them if somebody asked for just these nodes."""
    present = [look for look in LOOKS if look in set(looks)]
    first = [look for look in present if look.partition("-")[0] in FIRST_KINDS and look not in LATER_LOOKS]
    if graph.graph.get("focus") or graph.graph.get("kinds") or not any(_is_question(look) for look in first):
        return present
    if sum(looks.count(look) for look in first) > MOST_AT_START:
        return [look for look in first if look == "theme" or _is_question(look)]
    return first


def _is_question(look: str) -> bool:
    return look.startswith("question-")


def _spots(graph: nx.MultiDiGraph[str], labels: list[str], looks: list[str], first: list[str]) -> list[tuple[int, int]]:
    """Give the places: those in the first view have room for their label, later ones for their shape."""
    index = {iri: number for number, iri in enumerate(graph)}
    lengths: dict[tuple[int, int], float] = {}
    for start, end, relation in graph.edges(keys=True):
        pair = (min(index[start], index[end]), max(index[start], index[end]))
        lengths[pair] = min(LENGTHS.get(relation, LENGTH), lengths.get(pair, LENGTH * 2))
    shown = _shown(lengths, looks, first)
    boxes = [
        box_of(label, LOOKS[look], has_label=number in shown or LOOKS[look].shape in HOLDS_LABEL)
        for number, (label, look) in enumerate(zip(labels, looks, strict=True))
    ]
    meetings = [iri for iri, node in graph.nodes(data=True) if node["kind"] == "meeting"]
    meetings.sort(key=lambda iri: (graph.nodes[iri]["date"], iri))
    return place(lengths, boxes, first=shown, last=[index[iri] for iri in meetings])


def _shown(lengths: Mapping[tuple[int, int], float], looks: list[str], first: list[str]) -> set[int]:
    """Give the nodes of the first view: what leads, and of what follows that which is linked to it."""
    is_on = [look in first for look in looks]
    leads = [is_on[number] and look not in FOLLOWERS for number, look in enumerate(looks)]
    led = {end for pair in lengths for end, other in (pair, pair[::-1]) if leads[other] and is_on[end]}
    return led | {number for number, does in enumerate(leads) if does}


def _options(network: Network) -> dict[str, Any]:
    """Give the options of pyvis with everything off that moves or bends."""
    options: dict[str, Any] = json.loads(network.options.to_json())
    options["physics"] = {"enabled": False}
    options["edges"] = {"smooth": False, "width": 1, "selectionWidth": 0.5}
    options["layout"] = {"improvedLayout": False}
    keyboard = {"enabled": True, "bindToWindow": False}
    options["interaction"] |= {"hover": True, "tooltipDelay": 300, "keyboard": keyboard}
    return options


def _facts(iri: str, node: Mapping[str, Any], index: Mapping[str, int], paths: list[str]) -> dict[str, Any]:
    """Give what the panel and the table tell of a node; what is empty is left out, a quote equal to its text is 1."""
    text = node["label"]
    number = {path: place for place, path in enumerate(paths)}
    facts = {
        "iri": iri,
        "kind": node["kind"],
        "text": text,
        "labels": node["labels"],
        "status": look_of(node).partition("-")[2] if node["kind"] == "question" else "",
        "type": node["type"],
        "themes": [index[theme] for theme in node["themes"] if theme in index],
        "date": node["date"],
        "quotes": [[1 if quote == text else quote, number[path], line] for quote, path, line in node["quotes"]],
        "url": node["url"],
    }
    return {key: value for key, value in facts.items() if value}


def _concepts(labels: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """Give the labels of statuses, types and grades by the end of their IRI (`status-open`)."""
    ends = {iri.rpartition("/")[2]: texts for iri, texts in labels.items()}
    return {end: ends[end] for end in sorted(ends) if end.partition("-")[0] in _SCHEMES}
