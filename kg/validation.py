"""What is wrong with a graph, in words that a coordinator understands: SHACL, and what SHACL engines leave out."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from kg.errors import ReadError
from kg.vocabulary import PREFIXES, Iri, compact, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox
    import rdflib
    from rdflib.graph import Graph
    from rdflib.term import Node

#: How much a finding matters: an error breaks the graph, a warning needs a person, an info is good to know.
Severity = Literal["error", "warning", "info"]

_SEVERITIES: dict[str, Severity] = {
    expand("sh:Violation"): "error",
    expand("sh:Warning"): "warning",
    expand("sh:Info"): "info",
}
_ORDER: tuple[Severity, ...] = ("error", "warning", "info")
_SHAPES = "https://w3id.org/kennistafel/shapes#"

# Source: XSD 1.1 part 2, the lexical spaces; years as people write them, so four digits and no time zone. No count
# or score needs 30 digits, and Python refuses to read a number of more than 4300.
_LEXICAL = {
    PREFIXES["xsd"] + name: re.compile(pattern)
    for name, pattern in {
        "boolean": r"true|false|1|0",
        "date": r"\d{4}-\d{2}-\d{2}",
        "decimal": r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})",
        "gYear": r"\d{4}",
        "gYearMonth": r"\d{4}-\d{2}",
        "integer": r"[+-]?\d{1,30}",
    }.items()
}
_DATES = (expand("xsd:date"), expand("xsd:gYear"), expand("xsd:gYearMonth"))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the graph that is not as it must be.

    `focus` is the node, `path` the property as a CURIE ('' for the node as a whole), `value` what stands there.
    """

    severity: Severity
    focus: Iri
    path: str
    message: str
    value: str = ""


def validate(nquads: bytes, language: str = "nl") -> tuple[Finding, ...]:
    """Give what is wrong in a dataset: errors first, then warnings, then infos, each by node.

    All named graphs are checked as one, together with the shipped ontology and concepts. `language` is that of the
    messages, `nl` or `en`. Runs without network. For bytes from outside, call it in a worker.

    Raises:
        ReadError: these bytes are no N-Quads, with the line.
    """
    quads = _parse(nquads)
    with _settled_engine():
        shacl = set(_shacl_findings(quads, language))
    known = {(finding.focus, finding.path, finding.value) for finding in shacl}
    own = {f for f in _own_findings(quads, language) if (f.focus, f.path, f.value) not in known}
    return tuple(sorted(shacl | own, key=_rank))


def is_well_formed(value: str, datatype: str) -> bool:
    """Tell whether a value fits its datatype; datatypes that the graph does not use always fit.

    >>> xsd = "http://www.w3.org/2001/XMLSchema#"
    >>> is_well_formed("2021", xsd + "gYear"), is_well_formed("2021-02-30", xsd + "date")
    (True, False)
    """
    pattern = _LEXICAL.get(datatype)
    if pattern is None:
        return True
    if not pattern.fullmatch(value) or not value.isascii():
        return False
    return datatype not in _DATES or _is_day((value + "-01-01")[:10])


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _rank(finding: Finding) -> tuple[int, str, str, str, str]:
    return (_ORDER.index(finding.severity), finding.focus, finding.path, finding.message, finding.value)


def _parse(nquads: bytes) -> list[ox.Quad]:
    import pyoxigraph as ox  # noqa: PLC0415  costs 45 ms, which `kg --help` need not pay

    try:
        return list(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise ReadError("The graph is not valid N-Quads.", line=error.lineno, hint="Run `kg refresh --full`.") from None


def _own_findings(quads: Iterable[ox.Quad], language: str) -> Iterator[Finding]:
    """Find ill-typed literals, which 4 of 5 SHACL engines pass, and blank nodes, which the design forbids."""
    for quad in quads:
        focus, path = Iri(getattr(quad.subject, "value", "")), compact(quad.predicate.value)
        value = getattr(quad.object, "value", "")
        datatype = getattr(quad.object, "datatype", None)
        if datatype is not None and not is_well_formed(value, datatype.value):
            yield Finding("error", focus, path, _text("IllTyped", language), value)
        if str(quad.subject).startswith("_:"):
            yield Finding("error", Iri(str(quad.subject)), "", _text("BlankNode", language))


@contextmanager
def _settled_engine() -> Iterator[None]:
    """Keep rdflib from changing values, from fetching, and from logging a traceback for each ill-typed value."""
    import rdflib  # noqa: PLC0415
    from rdflib.plugins import sparql  # noqa: PLC0415

    logger = logging.getLogger("rdflib.term")
    before = rdflib.NORMALIZE_LITERALS, sparql.SPARQL_LOAD_GRAPHS, logger.disabled
    rdflib.NORMALIZE_LITERALS, sparql.SPARQL_LOAD_GRAPHS, logger.disabled = False, False, True
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS, sparql.SPARQL_LOAD_GRAPHS, logger.disabled = before


def _shacl_findings(quads: Iterable[ox.Quad], language: str) -> Iterator[Finding]:
    import pyshacl  # noqa: PLC0415
    from rdflib import RDF, SH  # noqa: PLC0415

    data, shapes = _union(quads), _shipped("shapes.ttl")
    _, report, _ = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", advanced=False, js=False, do_owl_imports=False, inplace=True
    )
    for result in report.subjects(RDF.type, SH.ValidationResult):
        value, path = report.value(result, SH.value), report.value(result, SH.resultPath)
        yield Finding(
            _SEVERITIES[str(report.value(result, SH.resultSeverity))],
            Iri(str(report.value(result, SH.focusNode))),
            _path(report, path) if path else "",
            _in_language(report.objects(result, SH.resultMessage), language),
            "" if value is None or path is None else str(value),
        )


def _union(quads: Iterable[ox.Quad]) -> Graph:
    """Make one rdflib graph of all quads, the ontology and the concepts; quoted triples are left out."""
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph()
    for name in ("kg.ttl", "themes.ttl"):
        graph += _shipped(name)
    for quad in quads:
        triple = _node(quad.subject), rdflib.URIRef(quad.predicate.value), _node(quad.object)
        if triple[0] is not None and triple[2] is not None:
            graph.add(triple)  # type: ignore[arg-type]
    return graph


def _node(term: object) -> rdflib.IdentifiedNode | rdflib.Literal | None:
    import pyoxigraph as ox  # noqa: PLC0415
    import rdflib  # noqa: PLC0415

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        # To rdflib "a" and "a"^^xsd:string are two values; its Turtle parser gives the first, so do we. An ill-typed
        # value becomes a text, so that shapes see that it has not the type they ask for, and nothing compares it.
        bare = term.language or kind == expand("xsd:string") or not is_well_formed(term.value, kind)
        return rdflib.Literal(term.value, lang=term.language, datatype=None if bare else rdflib.URIRef(kind))
    return None


def _path(report: Graph, path: Node) -> str:
    """Write a property path short: `kt:date`, a sequence as `kt:subject/rdf:type`, a choice as `a|b`."""
    from rdflib import RDF, SH, URIRef  # noqa: PLC0415

    if isinstance(path, URIRef):
        return compact(str(path))
    choice = report.value(path, SH.alternativePath)
    members = report.items(path if choice is None else choice)
    return ("/" if choice is None else "|").join(_path(report, member) for member in members if member != RDF.nil)


def _in_language(messages: Iterable[Node], language: str) -> str:
    found = {getattr(message, "language", None) or "": str(message) for message in messages}
    return found.get(language) or found.get("en") or next(iter(found.values()), "")


@cache
def _shipped(name: str) -> Graph:
    import rdflib  # noqa: PLC0415

    return rdflib.Graph().parse(data=files("kg.ontology").joinpath(name).read_bytes(), format="turtle")


def _text(shape: str, language: str) -> str:
    from rdflib import SH, URIRef  # noqa: PLC0415

    return _in_language(_shipped("shapes.ttl").objects(URIRef(_SHAPES + shape), SH.message), language)
