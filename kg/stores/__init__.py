"""Where the graph lies while it is asked: one contract, several engines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Literal, NamedNode, Quad

    from kg.vocabulary import Iri


#: One row of a SELECT: variable to term; a variable without a value is None.
Row = dict[str, "NamedNode | Literal | None"]

#: Engine to the function that opens it; entries are resolved on use, so that listing them imports nothing.
STORES: dict[str, str] = {
    "oxigraph": "kg.stores.oxigraph:open_on_disk",
    "memory": "kg.stores.oxigraph:open_in_memory",
}


class Store(Protocol):
    """Quads in named graphs. A query sees all graphs as one (union default graph)."""

    def replace(self, graphs: Mapping[Iri, Iterable[Quad]], drop: Collection[Iri] = ()) -> None:
        """Put graphs in place of the ones of the same name, and drop others."""

    def ask(self, query: str) -> list[Row]:
        """Give the rows of a SELECT, in its order. Values from outside are bound by `kg.queries` beforehand.

        Raises:
            SyntaxError: the query is not SPARQL.
        """

    def graphs(self) -> list[Iri]:
        """Give the names of the graphs, sorted."""

    def quads(self, graph: Iri | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all, in no particular order."""

    def match(
        self,
        subject: Iri | None = None,
        predicate: Iri | None = None,
        value: NamedNode | Literal | None = None,
        graph: Iri | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that fit, in no particular order; None fits anything."""

    def close(self) -> None:
        """Let go of files and locks."""


def open_store(engine: str, path: Path | None = None) -> Store:
    """Open a store by the name of its engine.

    Raises:
        WorkspaceError: the files of the store are damaged or in use.
        UsageError: no engine has that name.
    """
    from kg.errors import UsageError  # noqa: PLC0415

    if engine not in STORES:
        raise UsageError(f"there is no store '{engine}'", hint=f"choose one of: {', '.join(STORES)}")
    module, _, name = STORES[engine].partition(":")
    store: Store = getattr(import_module(module), name)(path)
    return store
