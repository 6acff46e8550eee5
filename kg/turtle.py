"""A table's own themes.ttl: read as a source, its triples as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import ReadError
from kg.guards.decode import decode
from kg.guards.iri import digest, make_iri
from kg.model import Document

if TYPE_CHECKING:
    from kg.model import Source

#: Brackets may nest this deep. The engine itself crashes on some thousands.
_DEEPEST = 128


def read_turtle(source: Source, data: bytes, base: str) -> Document:
    """Give a Turtle file as a Document; `metadata["nquads"]` holds its triples as N-Quads in the source's own graph.

    A source writes no other graph than its own. Blank nodes get IRIs below `base`, by their order in the file.

    Raises:
        ReadError: this is no Turtle, with the line; or its brackets nest too deeply.
    """
    import pyoxigraph as ox  # noqa: PLC0415  (other Documents need no engine)

    text = decode(data).text
    if _depth(text) > _DEEPEST:
        raise ReadError(f"brackets nest deeper than {_DEEPEST}", hint="write the file less nested")
    path = str(source.path)
    graph = ox.NamedNode(make_iri(base, "graph", path))
    nodes: dict[str, ox.NamedNode] = {}

    def named(term: Any) -> Any:  # noqa: ANN401  (a subject stays one, an object too)
        if not isinstance(term, ox.BlankNode):
            return term
        fresh = make_iri(base, "node", f"{digest(path)}-{len(nodes) + 1}")
        return nodes.setdefault(term.value, ox.NamedNode(fresh))

    try:
        quads = [
            ox.Quad(named(t.subject), t.predicate, named(t.object), graph)
            for t in ox.parse(text.encode(), ox.RdfFormat.TURTLE, base_iri=base)
        ]
    except SyntaxError as error:
        raise ReadError(f"is no Turtle: {error.msg}", line=error.lineno, hint="mend that line") from None
    nquads = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    return Document(source, text, "text/turtle", metadata={"nquads": nquads.decode()})


def _depth(text: str) -> int:
    deepest = depth = 0
    for char in text:
        if char in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in ")]}":
            depth -= 1
    return deepest
