"""The graph in other people's formats. Same graph, same bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import UsageError
from kg.guards.cells import csv_text
from kg.queries import ask, value_of
from kg.trig import write_trig
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.stores import Row, Store


def export(store: Store, form: str) -> bytes:
    """Give the graph in a format of `FORMATS`.

    Raises:
        UsageError: there is no such format.
    """
    if form not in FORMATS:
        raise UsageError(f"there is no format '{form}'", hint=f"choose one of: {', '.join(FORMATS)}")
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


def _graphml(store: Store) -> bytes:
    from networkx import generate_graphml  # noqa: PLC0415

    return ("\n".join(generate_graphml(_flat(store))) + "\n").encode()


def _gexf(store: Store) -> bytes:
    from networkx import generate_gexf  # noqa: PLC0415

    lines = "\n".join(generate_gexf(_flat(store))).splitlines()
    return ("\n".join(line for line in lines if "lastmodifieddate" not in line) + "\n").encode()


def _flat(store: Store) -> Any:  # noqa: ANN401  (networkx has no types)
    """Give the network with texts and numbers only, which is all that these formats hold."""
    import networkx as nx  # noqa: PLC0415

    from kg.network import build_network  # noqa: PLC0415

    graph = build_network(store)
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, facts in graph.nodes(data=True):
        plain = {key: str(facts[key]) for key in ("kind", "label", "status", "type", "date")}
        flat.add_node(node, **plain, themes=" ".join(facts["themes"]))
    for start, end, relation in graph.edges(keys=True):
        flat.add_edge(start, end, key=relation, relation=relation)
    return flat


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
    "graphml": _graphml,
    "gexf": _gexf,
    "csljson": _csljson,
    "csv": _csv,
}
