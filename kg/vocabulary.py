"""The terms of the graph, once: prefixes, namespaces, and how to write an IRI short."""

from __future__ import annotations

from typing import NewType

#: An absolute IRI, made by `kg.guards.iri` or a constant of this module.
Iri = NewType("Iri", str)

#: Prefix to namespace, in the order in which files declare them.
PREFIXES: dict[str, str] = {
    "kt": "https://w3id.org/kennistafel/ontology#",
    "ktc": "https://w3id.org/kennistafel/concept/",
    "ktt": "https://w3id.org/kennistafel/theme/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
    "cito": "http://purl.org/spar/cito/",
    "fabio": "http://purl.org/spar/fabio/",
    "bibo": "http://purl.org/ontology/bibo/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "sh": "http://www.w3.org/ns/shacl#",
    "ibis": "https://vocab.methodandstructure.com/ibis#",
}


def expand(curie: str) -> Iri:
    """Give the IRI that a CURIE stands for.

    Raises:
        KeyError: the prefix is not one of `PREFIXES`.

    >>> expand("skos:prefLabel")
    'http://www.w3.org/2004/02/skos/core#prefLabel'
    """
    prefix, _, local = curie.partition(":")
    return Iri(PREFIXES[prefix] + local)


def compact(iri: str) -> str:
    """Give the CURIE of an IRI, or the IRI itself where no prefix fits.

    >>> compact("https://w3id.org/kennistafel/concept/status-open")
    'ktc:status-open'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
