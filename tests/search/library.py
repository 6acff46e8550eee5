"""A graph with publications of our own, as kg writes it, and a small language to say what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from kg.stores.oxigraph import OxigraphStore, open_in_memory
from kg.vocabulary import Iri, expand

#: Files to their publications: key, title, abstract.
Files = Mapping[str, Sequence[tuple[str, str, str]]]


def iri(key: str) -> str:
    """Give the IRI of a publication."""
    return f"urn:kg:publication/{key}"


def library(files: Files) -> OxigraphStore:
    """Give a store with a graph for each file."""
    store = open_in_memory()
    for path, records in files.items():
        graph = ox.NamedNode(f"urn:kg:graph/publications/{path}")
        store.replace({Iri(graph.value): quads(graph, path, records)})
    return store


def quads(graph: ox.NamedNode, path: str, records: Sequence[tuple[str, str, str]]) -> list[ox.Quad]:
    """Give the graph of one file."""
    note = ox.NamedNode(f"urn:kg:source/publications/{path}")
    sha256 = hashlib.sha256(repr(records).encode()).hexdigest()
    facts: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
        (note, "rdf:type", ox.NamedNode(expand("kt:Note"))),
        (note, "kt:path", ox.Literal(f"publications/{path}")),
        (note, "kt:sha256", ox.Literal(sha256)),
        (note, "kt:recordCount", ox.Literal(len(records))),
    ]
    for key, title, abstract in records:
        node = ox.NamedNode(iri(key))
        facts += [
            (node, "rdf:type", ox.NamedNode(expand("kt:Publication"))),
            (node, "dcterms:title", ox.Literal(title)),
            (node, "dcterms:identifier", ox.Literal(key)),
        ]
        facts += [(node, "dcterms:abstract", ox.Literal(abstract))] if abstract else []
    return [ox.Quad(s, ox.NamedNode(expand(p)), o, graph) for s, p, o in facts]


#: A small library: samples, no publications.
SAMPLES: Files = {
    "een.bib": [
        ("vis", "Vissen tellen in de sloot", "Een voorbeeld over kikkers en vissen."),
        ("kikker", "Kikkers horen", "Kikkers kwaken; een voorbeeld over geluid."),
    ],
    "twee.ris": [
        ("wind", "Wind and waves: a sample", "How wind makes waves on a pond."),
        ("pond", "Frogs of the pond: a sample", "Frogs and fish live in a pond."),
        ("vis", "Vissen tellen in de sloot", ""),
    ],
}
