"""The graph in Oxigraph, on disk or in memory."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import WorkspaceError
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.stores import Row

#: Above this many quads a bulk load, which bypasses the write-ahead log, is quicker than a transaction.
BULK = 50_000


#: Quads of a file that are loaded at once: some 200 MB of memory.
STRETCH = 150_000

#: What the engine raises on files that are damaged, or cannot be written: checksums fail when a block is read.
_ENGINE_ERRORS = (OSError, RuntimeError)


class DamagedStoreError(WorkspaceError):
    """The files of the store cannot be used. It is a cache: it can be made again from outputs/graph."""


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except _ENGINE_ERRORS as error:
        raise DamagedStoreError(
            f"the store cannot be used: {error}", hint="run: kg refresh --full; or remove .kg, which is made again"
        ) from error


class OxigraphStore:
    """A `Store` on pyoxigraph."""

    def __init__(self, engine: ox.Store) -> None:
        self._engine: ox.Store | None = engine

    @property
    def engine(self) -> ox.Store:
        """Give the engine itself.

        Raises:
            WorkspaceError: the store was closed.
        """
        if self._engine is None:
            raise WorkspaceError("the store is closed")
        return self._engine

    def replace(self, graphs: Mapping[Iri, Iterable[ox.Quad]], drop: Collection[Iri] = ()) -> None:
        """Put graphs in place of the ones of the same name, and drop others."""
        with _said():
            for name in [*drop, *graphs]:
                self.engine.remove_graph(ox.NamedNode(name))
            quads = [quad for stretch in graphs.values() for quad in stretch]
            if len(quads) > BULK:
                self.engine.bulk_extend(quads)
            else:
                self.engine.extend(quads)

    def ask(self, query: str) -> list[Row]:
        """Give the rows of a SELECT, in its order.

        Raises:
            SyntaxError: the query is not SPARQL.
        """
        with _said():
            found = self.engine.query(query, use_default_graph_as_union=True)
            if not isinstance(found, ox.QuerySolutions):
                raise SyntaxError("not a SELECT query")  # noqa: TRY004  (it is the query that is of another kind)
            names = [variable.value for variable in found.variables]
            return [dict(zip(names, map(_plain, row), strict=True)) for row in found]

    def graphs(self) -> list[Iri]:
        """Give the names of the graphs, sorted."""
        with _said():
            return sorted(Iri(name.value) for name in self.engine.named_graphs() if isinstance(name, ox.NamedNode))

    def quads(self, graph: Iri | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of one graph, or of all."""
        return self.match(graph=graph)

    def match(
        self,
        subject: Iri | None = None,
        predicate: Iri | None = None,
        value: ox.NamedNode | ox.Literal | None = None,
        graph: Iri | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads that fit; None fits anything."""
        about, said, name = (None if iri is None else ox.NamedNode(iri) for iri in (subject, predicate, graph))
        with _said():
            yield from self.engine.quads_for_pattern(about, said, value, name)

    def load(self, path: Path, graph: Iri) -> None:
        """Put the graph of a TriG file in place of the one of that name; the engine holds all that it loads at once."""
        with _said():
            self.engine.remove_graph(ox.NamedNode(graph))
            quads = ox.parse(path=str(path), format=ox.RdfFormat.TRIG)
            while part := list(islice(quads, STRETCH)):
                self.engine.bulk_extend(part)

    def flush(self) -> None:
        """Bring everything to disk."""
        with _said():
            self.engine.flush()

    def close(self) -> None:
        """Let go of files and locks."""
        self._engine = None


def _plain(term: Any) -> ox.NamedNode | ox.Literal | None:  # noqa: ANN401  (pyoxigraph gives any term)
    """Give a term as it is; our graphs hold no blank nodes or triple terms, so those are shown by name."""
    if term is None or isinstance(term, (ox.NamedNode, ox.Literal)):
        return term
    return ox.Literal(str(term))


def open_on_disk(path: Path | None) -> OxigraphStore:
    """Open the store in a folder, which is made where it does not exist.

    Raises:
        WorkspaceError: the files are damaged, or another process has the store open.
    """
    if path is None:
        raise WorkspaceError("a store on disk needs a folder")
    try:
        return OxigraphStore(ox.Store(str(path)))
    except _ENGINE_ERRORS as error:
        raise DamagedStoreError(
            f"the store cannot be opened: {error}",
            path=path,
            hint="is another kg at work? else remove the folder: it is rebuilt from outputs/graph",
        ) from error


def open_in_memory(path: Path | None = None) -> OxigraphStore:  # noqa: ARG001  (one signature for all)
    """Open an empty store that is gone when it is closed."""
    return OxigraphStore(ox.Store())
