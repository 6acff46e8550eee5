"""From the store to a networkx graph: what maps draw and notebooks analyse. People are never in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import networkx as nx

from kg.errors import UsageError
from kg.queries import ask, value_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.stores import Row, Store

#: What a node can be, in the order in which nodes stand in a network.
KINDS = (
    "question",
    "theme",
    "insight",
    "case-answer",
    "obstacle",
    "factor",
    "school",
    "meeting",
    "publication",
    "decision",
    "action",
)

#: What a network holds when nothing else is asked: decisions and actions say how a table works.
DEFAULT_KINDS = KINDS[:-2]

#: Most publications in a network; the ones with accepted evidence come first. Nobody reads more on a map.
MOST_PUBLICATIONS = 300

#: Relations in the order in which they earn a publication its place.
_WORTH = ("supports", "disputes", "background", "mentions", "theme")

#: Kinds that are drawn only when something refers to them: libraries and registers hold thousands.
_ONLY_WITH_LINKS = ("publication", "school")


#: Attributes of a node, as `build_network` promises them.
Attributes = dict[str, Any]
#: From, relation, to.
Relation = tuple[str, str, str]


def build_network(
    store: Store,
    *,
    focus: str = "",
    depth: int = 1,
    kinds: Collection[str] = DEFAULT_KINDS,
    as_of: str = "",
) -> nx.MultiDiGraph[str]:
    """Give the nodes of some kinds and what holds between them.

    With `focus`, only what lies within `depth` steps of that node. A node is an IRI with `kind`, `label`
    (whole), `labels` (language to label), `status`, `type` (of a publication: its grade), `themes` (IRIs),
    `date`, `quotes` (tuples of quote, path, line; the quote of a record is empty) and `url`. An edge has its
    `relation` as key and attribute. `graph.graph` tells `as_of`, `focus`, `kinds` if others than usual were asked,
    `labels` of the fixed concepts, and `left_out`: kind to the number of nodes that nothing refers to or that were
    too many. Nodes stand by kind and IRI, edges by IRI. `as_of` gives the network of an earlier day.

    Raises:
        UsageError: there is no such node or kind, or `as_of` is no date.
    """
    _check_kinds(kinds, depth)
    merged = _merged(store)
    nodes = _nodes(store, as_of)
    relations = _relations(store, nodes, merged, as_of)
    if focus:
        focus = merged.get(focus, focus)
        if focus not in nodes:
            raise UsageError(f"there is no node '{focus}' to draw", hint="kg show finds nodes by their words")
    shown = {iri for iri, node in nodes.items() if node["kind"] in kinds or iri == focus}
    relations = [found for found in relations if found[0] in shown and found[2] in shown]
    kept = _within(shown, relations, focus, depth) if focus else shown
    dropped = set() if focus else _too_many(nodes, kept, relations)
    graph = _assemble(nodes, kept - dropped, relations)
    _add_quotes(store, graph, merged)
    left_out = {kind: sum(nodes[iri]["kind"] == kind for iri in dropped) for kind in _ONLY_WITH_LINKS}
    drawn = sum(facts["kind"] == "publication" for _, facts in graph.nodes(data=True))
    left_out["publication"] = max(0, _library_size(store) - drawn) if "publication" in kinds else 0
    graph.graph.update(as_of=as_of, focus=focus, left_out=left_out, labels=_labels(store))
    graph.graph["kinds"] = () if tuple(kinds) == DEFAULT_KINDS else tuple(kind for kind in KINDS if kind in kinds)
    return graph


def _library_size(store: Store) -> int:
    """Give the number of publications in the library."""
    return sum(int(value_of(row, "count") or 0) for row in ask(store, "library-size"))


def _check_kinds(kinds: Collection[str], depth: int) -> None:
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise UsageError(f"there is no kind '{unknown[0]}'", hint=f"choose from: {', '.join(KINDS)}")
    if depth < 0:
        raise UsageError(f"a depth of {depth} is not possible", hint="give 0 or more")


def _notation(iri: str) -> str:
    """Give the notation of a fixed concept.

    >>> _notation("https://w3id.org/kennistafel/concept/status-practice-only")
    'practice-only'
    """
    return iri.rpartition("/")[2].partition("-")[2]


def _node(kind: str, label: str, **attributes: object) -> Attributes:
    empty: Attributes = {
        "labels": {},
        "status": "",
        "type": "",
        "themes": (),
        "date": "",
        "quotes": (),
        "url": "",
    }
    return {"kind": kind, "label": label, **empty, **attributes}


def _merged(store: Store) -> dict[str, str]:
    """Give each merged question with the one that stands for it now."""
    rows = ask(store, "map-questions")
    into = {value_of(row, "question"): value_of(row, "merged") for row in rows if row["merged"] is not None}
    ends = {}
    for start in into:
        end, seen = start, {start}
        while end in into and into[end] not in seen:
            end = into[end]
            seen.add(end)
        ends[start] = end
    return ends


def _labels(store: Store) -> dict[str, dict[str, str]]:
    """Give the labels of all concepts, by IRI and language."""
    labels: dict[str, dict[str, str]] = {}
    for row in ask(store, "map-labels"):
        labels.setdefault(value_of(row, "concept"), {}).setdefault(value_of(row, "language"), value_of(row, "label"))
    return labels


def _nodes(store: Store, as_of: str) -> dict[str, Attributes]:
    """Give all that could be drawn, themes aside; of two rows on one node the first counts."""
    nodes = _questions(store, as_of)
    rest = [*_statements(store), *_gatherings(store), *_records(store)]
    for iri, node in rest:
        if not as_of or node["kind"] == "publication" or node["date"] <= as_of:
            nodes.setdefault(iri, node)
    return nodes


def _questions(store: Store, as_of: str) -> dict[str, Attributes]:
    then: dict[str, str] = {}
    for row in ask(store, "status", asOf=as_of) if as_of else []:
        then.setdefault(value_of(row, "question"), value_of(row, "status"))
    nodes: dict[str, Attributes] = {}
    for row in ask(store, "map-questions"):
        iri, first = value_of(row, "question"), value_of(row, "first")
        if row["merged"] is not None or (as_of and first > as_of):
            continue
        status = then.get(iri, "open") if as_of else _notation(value_of(row, "status"))
        kind_of_question = _notation(value_of(row, "type"))
        node = _node("question", value_of(row, "label"), status=status, type=kind_of_question, date=first)
        nodes.setdefault(iri, node)
    return nodes


def _statements(store: Store) -> Iterable[tuple[str, Attributes]]:
    for row in ask(store, "map-statements"):
        yield value_of(row, "node"), _node(value_of(row, "kind"), value_of(row, "label"), date=value_of(row, "date"))


def _gatherings(store: Store) -> Iterable[tuple[str, Attributes]]:
    for row in ask(store, "map-meetings"):
        date, path = value_of(row, "date"), value_of(row, "path")
        label = value_of(row, "label") or date or path
        quotes = (("", path, 1),) if path else ()
        yield value_of(row, "meeting"), _node("meeting", label, date=date, quotes=quotes)


def _records(store: Store) -> Iterable[tuple[str, Attributes]]:
    """Yield schools, and the publications that something refers to: a library is never read whole."""
    for row in ask(store, "map-schools"):
        yield value_of(row, "school"), _node("school", value_of(row, "label"), quotes=_source(row))
    linked = [value_of(row, "publication") for row in ask(store, "map-linked")]
    for row in ask(store, "map-publications", publication=linked) if linked else []:
        doi, url = value_of(row, "doi"), value_of(row, "url")
        link = f"https://doi.org/{quote(doi)}" if doi else url
        node = _node(
            "publication",
            value_of(row, "label"),
            type=_notation(value_of(row, "grade")),
            date=value_of(row, "issued"),
            quotes=_source(row),
            url=link if link.startswith(("http://", "https://")) else "",
        )
        yield value_of(row, "publication"), node


def _source(row: Row) -> tuple[tuple[str, str, int], ...]:
    path = value_of(row, "path")
    return (("", path, int(value_of(row, "line") or 1)),) if path else ()


def _relations(store: Store, nodes: dict[str, Attributes], merged: Mapping[str, str], as_of: str) -> list[Relation]:
    """Give what holds between nodes, sorted; themes are added to `nodes` as they turn up."""
    labels = _labels(store)
    found: set[Relation] = set()
    for row in ask(store, "map-relations"):
        start, relation, end = (value_of(row, name) for name in ("from", "relation", "to"))
        start, end = merged.get(start, start), merged.get(end, end)
        if start == end or (as_of and value_of(row, "since") > as_of):
            continue
        if relation == "theme" and start in nodes:
            nodes.setdefault(end, _theme(end, labels.get(end, {})))
        found.add((start, relation, end))
    relations = sorted(found)
    for start, relation, end in relations:
        if relation == "theme" and start in nodes:
            nodes[start]["themes"] = (*nodes[start]["themes"], end)
    return [relation for relation in relations if relation[0] in nodes and relation[2] in nodes]


def _theme(iri: str, labels: Mapping[str, str]) -> Attributes:
    own = iri.rpartition("/")[2].rpartition(":")[2].replace("-", " ")
    label = labels.get("nl") or labels.get("en") or labels.get("") or own
    return _node("theme", label, labels={language: text for language, text in labels.items() if language})


def _within(shown: set[str], relations: list[Relation], focus: str, depth: int) -> set[str]:
    """Give what can be reached from the focus in so many steps, in either direction."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(shown))
    plain.add_edges_from((start, end) for start, _, end in relations)
    return set(nx.single_source_shortest_path_length(plain, focus, cutoff=depth))


def _too_many(nodes: Mapping[str, Attributes], kept: set[str], relations: list[Relation]) -> set[str]:
    """Give records and themes without links, and publications beyond the most that a map can hold."""
    linked = {iri for start, _, end in relations for iri in (start, end)}
    loose = {iri for iri in kept - linked if nodes[iri]["kind"] in (*_ONLY_WITH_LINKS, "theme")}
    worth: dict[str, int] = {}
    for start, relation, end in relations:
        rank = _WORTH.index(relation) if relation in _WORTH else len(_WORTH)
        for iri in (start, end):
            worth[iri] = min(worth.get(iri, rank), rank)
    publications = [iri for iri in kept & linked if nodes[iri]["kind"] == "publication"]
    publications.sort(key=lambda iri: (worth[iri], iri))
    return loose | set(publications[MOST_PUBLICATIONS:])


def _assemble(nodes: Mapping[str, Attributes], kept: set[str], relations: list[Relation]) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in sorted(kept, key=lambda iri: (KINDS.index(nodes[iri]["kind"]), iri)):
        graph.add_node(iri, **nodes[iri])
    for start, relation, end in relations:
        if start in graph and end in graph:
            graph.add_edge(start, end, key=relation, relation=relation)
    return graph


def _add_quotes(store: Store, graph: nx.MultiDiGraph[str], merged: Mapping[str, str]) -> None:
    """Put on each statement the words it rests on, with their place; a merged question hands over its own."""
    for row in ask(store, "map-quotes"):
        iri = value_of(row, "node")
        iri = merged.get(iri, iri)
        if iri in graph:
            quoted = (value_of(row, "quote"), value_of(row, "path"), int(value_of(row, "line")))
            graph.nodes[iri]["quotes"] = (*graph.nodes[iri]["quotes"], quoted)
