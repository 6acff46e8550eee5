"""A table's own themes.ttl: read as a source, its triples as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import ReadError
from kg.guards.decode import decode
from kg.guards.iri import digest, make_iri
from kg.model import Document, Issue
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from kg.model import Source

#: Brackets may nest this deep. The engine itself crashes on some thousands.
_DEEPEST = 128


#: First part of the path of what kg makes below its base. Themes of a table may lie there as well.
_OURS = (
    "question", "insight", "decision", "action", "obstacle", "factor", "publication", "school", "meeting", "visit",
    "case", "passage", "source", "graph", "curation", "evidence", "proposal", "status",
)  # fmt: skip


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
    kept = [quad for quad in quads if not _is_ours(quad, base)]
    nquads = ox.serialize(kept, format=ox.RdfFormat.N_QUADS) or b""
    left_out = len(quads) - len(kept)
    hint = "what people decide goes in decisions.csv; here stand themes"
    issues = (Issue(f"{left_out} statements about things of kg itself are left out", None, hint),) if left_out else ()
    return Document(source, text, "text/turtle", metadata={"nquads": nquads.decode()}, issues=issues)


def _is_ours(quad: Any, base: str) -> bool:  # noqa: ANN401
    """Tell whether a triple says something that only kg says: of a question, a publication, a status."""
    own = PREFIXES["kt"]
    terms = (quad.predicate.value, getattr(quad.object, "value", ""))
    subject = getattr(quad.subject, "value", "")
    return any(term.startswith(own) for term in terms) or subject.startswith(tuple(f"{base}{kind}/" for kind in _OURS))


def _depth(text: str) -> int:
    deepest = depth = 0
    for char in text:
        if char in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in ")]}":
            depth -= 1
    return deepest
