"""Quads of one graph, and the terms that they are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.guards.iri import make_iri
from kg.vocabulary import PREFIXES, expand

if TYPE_CHECKING:
    from kg.model import PartialDate
    from kg.vocabulary import Iri

#: Characters that RDF literals cannot hold in every syntax; they are written as the text `\uXXXX`.
_UNWRITABLE = re.compile("[\ud800-\udfff]")


def literal(text: str, language: str = "") -> ox.Literal:
    """Give a text as a literal; a lone surrogate, which no RDF file can hold, stays visible as its code."""
    clean = _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04X}", text)
    return ox.Literal(clean, language=language) if language else ox.Literal(clean)


def date_literal(date: PartialDate) -> ox.Literal | None:
    """Give a date with at least a year as xsd:date, gYearMonth or gYear; None where the year is not known."""
    if date.year is None:
        return None
    kind = "date" if date.day else "gYearMonth" if date.month else "gYear"
    return typed(str(date), kind)


def decimal(value: float) -> ox.Literal:
    """Give a number with two decimals as xsd:decimal, in the form in which every store gives it back.

    >>> decimal(0.9).value, decimal(1).value
    ('0.9', '1')
    """
    return typed(f"{value:.2f}".rstrip("0").rstrip("."), "decimal")


def typed(value: str, kind: str) -> ox.Literal:
    """Give a literal of an xsd type."""
    return ox.Literal(value, datatype=ox.NamedNode(PREFIXES["xsd"] + kind))


@dataclass(slots=True)
class GraphBuilder:
    """Collects the quads of one named graph."""

    base: str
    graph: Iri
    quads: set[ox.Quad]

    @classmethod
    def of(cls, base: str, path: str) -> GraphBuilder:
        """Give an empty graph for a source (or for `derived`)."""
        return cls(base, make_iri(base, "graph", path), set())

    def add(self, subject: str, curie: str, value: ox.NamedNode | ox.Literal | str | None) -> None:
        """Add a statement; a text value is an IRI; None and '' add nothing."""
        if value is None or value == "":
            return
        term = ox.NamedNode(value) if isinstance(value, str) else value
        self.quads.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(expand(curie)), term, ox.NamedNode(self.graph)))

    def text(self, subject: str, curie: str, value: str, language: str = "") -> None:
        """Add a text; an empty one adds nothing."""
        if value:
            self.add(subject, curie, literal(value, language))

    def types(self, subject: str, *curies: str) -> None:
        """Say what a subject is."""
        for curie in curies:
            self.add(subject, "rdf:type", expand(curie))

    def iri(self, *parts: str) -> Iri:
        """Give an IRI below the base."""
        return make_iri(self.base, *parts)


def source_iri(base: str, path: str) -> Iri:
    """Give the IRI of a source as a document."""
    return make_iri(base, "source", path)


def curation_iri(base: str, identifier: str) -> Iri:
    """Give the IRI of a decision."""
    return make_iri(base, "curation", identifier)
