"""The graph in other people's formats. Same graph, same bytes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import UsageError
from kg.guards.cells import csv_text
from kg.guards.markup import one_line
from kg.queries import ask, value_of
from kg.trig import write_trig
from kg.vocabulary import PREFIXES
from kg.words import load_words

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

    from kg.maps.looks import Look
    from kg.stores import Row, Store


#: Shapes that GEXF knows; the others are discs.
_SHAPES = {
    "box": "square",
    "square": "square",
    "diamond": "diamond",
    "triangle": "triangle",
    "triangleDown": "triangle",
}
#: When networkx wrote the file.
_CLOCK = ' lastmodifieddate="[^"]*"'


def export(store: Store, form: str, *, language: str = "nl") -> bytes:
    """Give the graph in a format of `FORMATS`, or its network in one of `NETWORKS`.

    Raises:
        UsageError: there is no such format.
    """
    if form in NETWORKS:
        from kg.network import build_network  # noqa: PLC0415

        return network_file(build_network(store), form, language=language)
    if form not in FORMATS:
        raise UsageError(f"there is no format '{form}'", hint=f"choose one of: {', '.join((*FORMATS, *NETWORKS))}")
    return FORMATS[form](store)


def _quads(store: Store) -> list[ox.Quad]:
    return sorted(store.quads(), key=str)


def _triples(store: Store) -> list[ox.Triple]:
    """Give the triples of all graphs, once each, for formats that know no graphs."""
    return sorted({quad.triple for quad in store.quads()}, key=str)


def _nquads(store: Store) -> bytes:
    return ox.serialize(_quads(store), format=ox.RdfFormat.N_QUADS) or b""


def _trig(store: Store) -> bytes:
    return write_trig(store.quads())


def _jsonld(store: Store) -> bytes:
    data = ox.serialize(_quads(store), format=ox.RdfFormat.JSON_LD) or b""
    return data + b"\n"


def _turtle(store: Store) -> bytes:
    return ox.serialize(_triples(store), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def _rdfxml(store: Store) -> bytes:
    data = ox.serialize(_triples(store), format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES) or b""
    return data + b"\n"


def network_file(graph: nx.MultiDiGraph[str], form: str, *, language: str = "nl") -> bytes:
    """Give a network as `kg.network.build_network` makes it in a format of `NETWORKS`, with the places of the map.

    Nodes have `label`, `kind`, `status`, `type`, `date`, `themes` and their look; edges `relation` and, in a language,
    `label`. The y axis points up, as in Gephi and R; that of the map points down.
    """
    import networkx as nx  # noqa: PLC0415

    words = load_words("map", language)
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    looks = _visible(graph)
    for node, facts in graph.nodes(data=True):
        plain = {key: one_line(str(facts[key])) for key in ("kind", "label", "status", "type", "date")}
        themes = one_line(" ".join(facts["themes"]))
        flat.add_node(one_line(node), **plain, themes=themes, **NETWORKS[form](*looks[node]))
    ends = ((one_line(start), one_line(end), relation) for start, end, relation in graph.edges(keys=True))
    for number, (start, end, relation) in enumerate(ends):
        # GraphML writes the key as identifier, which has to be the only one; GEXF numbers the edges itself.
        key = relation if form == "gexf" else f"e{number}"
        flat.add_edge(start, end, key=key, relation=relation, label=words.get(f"relation.{relation}", relation))
    if form == "gexf":
        return (re.sub(_CLOCK, "", "\n".join(nx.generate_gexf(flat)), count=1) + "\n").encode()
    return ("\n".join(nx.generate_graphml(flat)) + "\n").encode()


def _visible(graph: nx.MultiDiGraph[str]) -> dict[str, tuple[Look, int, int]]:
    """Give the look of each node and its place on the map."""
    from kg.maps.arranging import MAIN, add_experience, lay_out  # noqa: PLC0415
    from kg.maps.drawing import bottom_first  # noqa: PLC0415
    from kg.maps.looks import LOOKS, look_of  # noqa: PLC0415

    drawn = bottom_first(graph)
    add_experience(drawn)
    spots = lay_out(drawn)[MAIN].arrangement.spots
    return {iri: (LOOKS[look_of(drawn.nodes[iri])], *spot) for iri, spot in zip(drawn, spots, strict=True)}


def _for_graphml(look: Look, x: int, y: int) -> dict[str, object]:
    """Give the attributes that Gephi and igraph take for a place, a size and a colour."""
    red, green, blue = _colour(look)
    named = {"color": f"#{red:02x}{green:02x}{blue:02x}", "r": red, "g": green, "b": blue}
    return {"x": float(x), "y": float(-y), "size": float(look.size), **named}


def _for_gexf(look: Look, x: int, y: int) -> dict[str, object]:
    """Source: GEXF 1.2, visualization module."""
    red, green, blue = _colour(look)
    return {
        "viz": {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "position": {"x": float(x), "y": float(-y), "z": 0.0},
            "size": float(look.size),
            "shape": _SHAPES.get(look.shape, "disc"),
        }
    }


def _colour(look: Look) -> tuple[int, int, int]:
    """Give red, green and blue of the fill on a light page."""
    red, green, blue = bytes.fromhex(look.light[0][1:])
    return red, green, blue


def _csljson(store: Store) -> bytes:
    """Source: CSL 1.0.2, csl-data.json."""
    items: dict[str, dict[str, object]] = {}
    for row in ask(store, "publications"):
        item = items.setdefault(value_of(row, "publication"), {"id": value_of(row, "publication")})
        key = value_of(row, "key")
        item |= {"id": key} if key else {}
        item |= {"type": value_of(row, "type") or "document", "title": value_of(row, "title")}
        item |= {name: value for name, value in _optional(row).items() if value}
    return (json.dumps(list(items.values()), ensure_ascii=False, indent=1) + "\n").encode()


def _optional(row: Row) -> dict[str, object]:
    authors = []
    for name in filter(None, value_of(row, "authors").split("; ")):
        family, comma, given = name.partition(", ")
        authors.append({"family": family, "given": given} if comma else {"literal": family})
    issued = [int(part) for part in value_of(row, "issued").split("-") if part.isdigit()]
    return {
        "author": authors,
        "issued": {"date-parts": [issued]} if issued else None,
        "container-title": value_of(row, "container"),
        "DOI": value_of(row, "doi"),
        "URL": value_of(row, "url"),
        "language": value_of(row, "language"),
    }


def _csv(store: Store) -> bytes:
    """Give every statement with its source, one a row."""
    header = ("statement", "kind", "text", "path", "line")
    rows = [[value_of(row, name) for name in header] for row in ask(store, "statements")]
    return csv_text(header, rows).encode("utf-8-sig")


#: Format to the function that writes it.
FORMATS: dict[str, Callable[[Store], bytes]] = {
    "trig": _trig,
    "turtle": _turtle,
    "nquads": _nquads,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
    "csljson": _csljson,
    "csv": _csv,
}

#: Format of networks to the function that gives what it holds of a look and a place.
NETWORKS: dict[str, Callable[[Look, int, int], dict[str, object]]] = {"graphml": _for_graphml, "gexf": _for_gexf}
