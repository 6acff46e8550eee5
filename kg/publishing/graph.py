"""The graph with other texts: every name in it replaced, IRIs and paths included."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.guards.iri import make_iri
from kg.publishing.folding import fold_word
from kg.queries import ask, value_of
from kg.stores.oxigraph import OxigraphStore, open_in_memory
from kg.vocabulary import PREFIXES, Iri, expand

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from kg.publishing.redaction import Redactor
    from kg.stores import Store

#: What is said of sources in terms that hold no name.
_NAMELESS = frozenset(
    map(expand, ("kt:sha256", "dcterms:format", "dcterms:language", "kt:rule", "kt:dateFrom", "rdf:type"))
)
_PATH = expand("kt:path")
_STRING = PREFIXES["xsd"] + "string"
_LANGUAGE_STRING = PREFIXES["rdf"] + "langString"

#: Texts of a fixed length around a quote, with the word at the edge of each.
_CUT = {expand("oa:prefix"): re.compile(r"\A\w+"), expand("oa:suffix"): re.compile(r"\w+\Z")}

_DIGEST = re.compile(r"/[0-9a-f]{10}(?:#\w+)?\Z")

#: Graphs that hold words of kg itself, or of publications only.
_OWN = ("ontology", "doubles")


_Subject = ox.NamedNode | ox.BlankNode | ox.Triple
_Term = _Subject | ox.Literal


@dataclass(slots=True)
class _Rewriting:
    """The terms that were seen, each with what stands in its place; and in how many places a text was changed."""

    redactor: Redactor
    base: str
    terms: dict[ox.Literal, ox.Literal] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    places: int = 0


def bibliographic_graphs(store: Store, base: str) -> frozenset[Iri]:
    """Give the graphs that hold publications, and those of kg itself: no text of a note is in them."""
    paths = (value_of(row, "path") for row in ask(store, "publication-counts"))
    return frozenset(make_iri(base, "graph", path) for path in (*paths, *_OWN))


def texts_of(store: Store, base: str) -> Iterator[tuple[Iri, Iri, str]]:
    """Yield the texts of the graph with their graph and predicate; those of publications aside."""
    aside = bibliographic_graphs(store, base)
    for graph in store.graphs():
        if graph not in aside:
            for quad in store.quads(graph):
                value = quad.object
                if isinstance(value, ox.Literal) and _is_text(value) and quad.predicate.value not in _NAMELESS:
                    yield graph, Iri(quad.predicate.value), value.value


def published_texts(store: Store, base: str) -> Iterator[str]:
    """Yield the texts of the graphs of publications: titles, authors."""
    for graph in sorted(bibliographic_graphs(store, base)):
        for quad in store.quads(graph):
            if isinstance(quad.object, ox.Literal):
                yield quad.object.value


def common_words(texts: Iterable[str], words: Container[str]) -> frozenset[str]:
    """Give which of some folded words the texts write more often without a capital than with one.

    >>> sorted(common_words(["Het model van Proef.", "een model"], {"model", "proef"}))
    ['model']
    """
    balance: dict[str, int] = {}
    for text in texts:
        for word in text.replace("'", " ").split():
            bare = fold_word(word.strip(".,;:!?()[]*\"'"))
            if bare in words:
                balance[bare] = balance.get(bare, 0) + (1 if word.islower() else -1)
    return frozenset(word for word, count in balance.items() if count > 0)


@dataclass(frozen=True, slots=True)
class Redacted:
    """A graph without names: in how many `places` a text was changed, and the new IRIs and paths by the old ones."""

    store: OxigraphStore
    places: int
    names: Mapping[str, str]


def redact_store(store: Store, redactor: Redactor, base: str) -> Redacted:
    """Give the graph without the names, in memory.

    Authors of publications are facts of the library and stay.
    """
    fresh = open_in_memory()
    rewriting = _Rewriting(redactor, base)
    aside = bibliographic_graphs(store, base)
    graphs = store.graphs()
    _rename(rewriting, store, [graph for graph in graphs if graph not in aside], graphs)
    for graph in graphs:
        name = ox.NamedNode(rewriting.names.get(graph, graph))
        quads = store.quads(graph)
        if graph not in aside:
            quads = (_rewritten(rewriting, quad, name) for quad in quads)
        elif name.value != graph:
            quads = (_renamed(rewriting, quad, name) for quad in quads)
        fresh.engine.bulk_extend(quads)
    return Redacted(fresh, rewriting.places, rewriting.names)


def _rename(rewriting: _Rewriting, store: Store, graphs: Iterable[Iri], names: Iterable[Iri]) -> None:
    """Find a name for every IRI and path that holds one that may not be seen; two of them never become one."""
    seen = {name for name in names if name.startswith(rewriting.base)}
    for graph in graphs:
        for quad in store.quads(graph):
            for term in (quad.subject, quad.object):
                if isinstance(term, ox.NamedNode) and _is_own(term.value, rewriting.base):
                    seen.add(Iri(term.value))
    seen |= {Iri(quad.object.value) for quad in store.match(predicate=_PATH) if isinstance(quad.object, ox.Literal)}
    taken = set(seen)
    for name in sorted(seen):
        head = rewriting.base if name.startswith(rewriting.base) else ""
        shown = head + rewriting.redactor.address(name.removeprefix(head))
        if shown != name:
            rewriting.names[name] = _free(shown, taken)
            taken.add(Iri(rewriting.names[name]))


def _is_own(iri: str, base: str) -> bool:
    """Tell whether an IRI is made from a name or a path; the ones of statements are made of hexadecimal digits."""
    is_made = iri.startswith(base) and not iri.startswith(f"{base}publication/")
    return is_made and not _DIGEST.search(iri)


def _free(name: str, taken: Container[str]) -> str:
    head, dot, suffix = name.rpartition(".")
    head, tail = (head, dot + suffix) if dot and "/" not in suffix else (name, "")
    number = 1
    while name in taken:
        number += 1
        name = f"{head}-{number}{tail}"
    return name


def _rewritten(rewriting: _Rewriting, quad: ox.Quad, graph: ox.NamedNode) -> ox.Quad:
    value: _Term = quad.object
    if isinstance(value, ox.NamedNode) or quad.predicate.value == _PATH:
        shown = _address(rewriting, value)
    else:
        shown = value if quad.predicate.value in _NAMELESS else _text(rewriting, value)
        edge = _CUT.get(Iri(quad.predicate.value))
        shown = _whole_words(shown, edge) if edge else shown
    rewriting.places += shown is not value and shown != value and quad.predicate.value not in _CUT
    return ox.Quad(_subject(rewriting, quad.subject), quad.predicate, shown, graph)


def _renamed(rewriting: _Rewriting, quad: ox.Quad, graph: ox.NamedNode) -> ox.Quad:
    """Give what is said of a publication: only the name of its file changes."""
    value: _Term = quad.object
    if isinstance(value, ox.NamedNode) or quad.predicate.value == _PATH:
        value = _address(rewriting, value)
    return ox.Quad(_subject(rewriting, quad.subject), quad.predicate, value, graph)


def _subject(
    rewriting: _Rewriting, term: ox.NamedNode | ox.BlankNode | ox.Triple
) -> ox.NamedNode | ox.BlankNode | ox.Triple:
    name = rewriting.names.get(term.value) if isinstance(term, ox.NamedNode) else None
    return term if name is None else ox.NamedNode(name)


def _address(rewriting: _Rewriting, term: _Term) -> _Term:
    if isinstance(term, ox.NamedNode):
        return ox.NamedNode(rewriting.names.get(term.value, term.value))
    if isinstance(term, ox.Literal) and term.value in rewriting.names:
        return ox.Literal(rewriting.names[term.value])
    return term


def _text(rewriting: _Rewriting, term: _Term) -> _Term:
    if not isinstance(term, ox.Literal) or not _is_text(term):
        return term
    known = rewriting.terms.get(term)
    if known is None:
        shown = rewriting.redactor.text(term.value, (term.language or "")[:2])
        known = term if shown == term.value else ox.Literal(shown, language=term.language)
        rewriting.terms[term] = known
    return known


def _whole_words(term: _Term, edge: re.Pattern[str]) -> _Term:
    """Give the text around a quote without the word that its edge cuts in two: it may be part of a name."""
    return ox.Literal(edge.sub("", term.value)) if isinstance(term, ox.Literal) else term


def _is_text(term: ox.Literal) -> bool:
    return term.datatype.value in (_STRING, _LANGUAGE_STRING)
