"""Every store keeps the same contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from kg.errors import UsageError, WorkspaceError
from kg.stores import STORES, Store, open_store
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

G, H = Iri("urn:g"), Iri("urn:h")
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def quads(graph: str, count: int, text: str = "x") -> list[ox.Quad]:
    name, p = ox.NamedNode(graph), ox.NamedNode("urn:p")
    return [ox.Quad(ox.NamedNode(f"urn:s{n}"), p, ox.Literal(text), name) for n in range(count)]


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made = open_store(request.param, tmp_path / "store")
    yield made
    made.close()


def count(store: Store) -> str:
    (row,) = store.ask(COUNT)
    assert row["n"] is not None
    return row["n"].value


def test_an_empty_store_has_nothing(store: Store) -> None:
    assert (store.graphs(), list(store.quads()), count(store)) == ([], [], "0")


def test_graphs_are_put_in_place_of_their_namesakes(store: Store) -> None:
    store.replace({G: quads(G, 3), H: quads(H, 2)})
    store.replace({G: quads(G, 1, "y")})
    assert store.graphs() == [G, H]
    assert set(store.quads(G)) == set(quads(G, 1, "y"))
    assert set(store.quads()) == {*quads(G, 1, "y"), *quads(H, 2)}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"subject": Iri("urn:s1")}, [*quads(G, 3)[1:2], *quads(H, 2)[1:]]),
        ({"graph": H, "subject": Iri("urn:s1")}, quads(H, 2)[1:]),
        ({"graph": H, "predicate": Iri("urn:p")}, quads(H, 2)),
        ({"predicate": Iri("urn:other")}, []),
        ({"value": quads(G, 1, "y")[0].object}, []),
        (
            {"value": quads(H, 2)[0].object, "graph": H},
            [quad for quad in quads(H, 2) if quad.object == quads(H, 2)[0].object],
        ),
    ],
)
def test_quads_that_fit(store: Store, asked: dict[str, Any], found: list[ox.Quad]) -> None:
    store.replace({G: quads(G, 3), H: quads(H, 2)})
    assert set(store.match(**asked)) == set(found)


def test_graphs_are_dropped(store: Store) -> None:
    store.replace({G: quads(G, 3), H: quads(H, 2)})
    store.replace({}, drop=[G, Iri("urn:not:there")])
    assert (store.graphs(), count(store)) == ([H], "2")


def test_a_query_sees_all_graphs_as_one(store: Store) -> None:
    store.replace({G: quads(G, 2), H: quads(H, 3)})
    assert store.ask("SELECT DISTINCT ?s WHERE { ?s ?p ?o } ORDER BY ?s")[-1] == {"s": ox.NamedNode("urn:s2")}
    assert store.ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g") == [
        {"g": ox.NamedNode(G)}, {"g": ox.NamedNode(H)},
    ]  # fmt: skip


def test_a_variable_without_a_value_is_none(store: Store) -> None:
    assert store.ask("SELECT ?a ?b WHERE { BIND(1 AS ?a) }") == [{"a": ox.Literal(1), "b": None}]


def test_many_quads_are_as_good_as_few(store: Store) -> None:
    store.replace({G: quads(G, 60_000)})
    assert count(store) == "60000"


@pytest.mark.parametrize("query", ["SELECT", "ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }", "CLEAR ALL"])
def test_what_is_no_select_is_refused(store: Store, query: str) -> None:
    with pytest.raises(SyntaxError):
        store.ask(query)


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(WorkspaceError, match="closed"):
        store.graphs()


def test_what_is_on_disk_is_there_again(tmp_path: Path) -> None:
    store = open_store("oxigraph", tmp_path / "store")
    store.replace({G: quads(G, 3)})
    store.close()
    again = open_store("oxigraph", tmp_path / "store")
    assert set(again.quads()) == set(quads(G, 3))


def test_a_store_in_use_is_named(tmp_path: Path) -> None:
    store = open_store("oxigraph", tmp_path / "store")
    with pytest.raises(WorkspaceError, match="cannot be opened"):
        open_store("oxigraph", tmp_path / "store")
    store.close()


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST", ".sst"])
def test_a_damaged_store_is_an_error_that_says_what_to_do(name: str, tmp_path: Path) -> None:
    store = open_store("oxigraph", tmp_path / "store")
    store.replace({G: quads(G, 60_000)})
    store.close()
    for file in (tmp_path / "store").iterdir():
        if name in file.name:
            file.write_bytes(bytes(byte ^ 0xFF for byte in file.read_bytes()))
    with pytest.raises(WorkspaceError) as caught:
        list(open_store("oxigraph", tmp_path / "store").quads())
    assert caught.value.hint


def test_an_unknown_engine_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        open_store("neo4j")
    assert "memory, oxigraph" in caught.value.hint or "oxigraph, memory" in caught.value.hint
