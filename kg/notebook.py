"""The graph for notebooks: as an rdflib Dataset, and as a networkx graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rdflib import Dataset

from kg import network
from kg.current import current_store
from kg.trig import write_trig
from kg.workspace import find_workspace

if TYPE_CHECKING:
    import networkx as nx


class ReadOnlyDataset(Dataset):
    """A Dataset that refuses to change, so that nobody mistakes a notebook for a way to decide."""

    _open = True

    def close_for_writing(self) -> None:
        """Refuse changes from now on."""
        self._open = False

    def _refuse(self) -> None:
        if not self._open:
            message = "this graph is read-only; change the sources, or decide with kg accept, kg merge, ..."
            raise TypeError(message)

    def add(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401  (rdflib's own signature varies)
        """Add a quad while the dataset is being filled."""
        self._refuse()
        return super().add(*arguments, **options)

    def addN(self, quads: Any) -> Any:  # noqa: ANN401, N802  (rdflib's name)
        """Add quads while the dataset is being filled."""
        self._refuse()
        return super().addN(quads)

    def remove(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        """Refuse."""
        self._refuse()
        return super().remove(*arguments, **options)

    def update(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
        """Refuse."""
        self._refuse()
        super().update(*arguments, **options)

    def parse(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        """Refuse, once it has been filled."""
        self._refuse()
        return super().parse(*arguments, **options)


def open_dataset(folder: Path | str = ".") -> Dataset:
    """Give the graph of a workspace as a read-only rdflib Dataset; all named graphs are seen as one.

    Raises:
        WorkspaceError: there is no workspace here, or nothing was read yet.
    """
    with current_store(find_workspace(Path(folder))) as store:
        data = write_trig(store.quads())
    dataset = ReadOnlyDataset(default_union=True)
    dataset.parse(data=data, format="trig")
    dataset.close_for_writing()
    return dataset


def build_network(folder: Path | str = ".", **options: Any) -> nx.MultiDiGraph[str]:  # noqa: ANN401
    """Give a workspace as a networkx graph, with the options `focus`, `depth`, `kinds`, `as_of` and `most`.

    `kg.network.build_network`, which does so of a store, says what nodes and edges hold; docs/researcher.md has it as
    tables, with examples.

    Raises:
        WorkspaceError: there is no workspace here, or nothing was read yet.
        UsageError: an option names what is not there.
    """
    with current_store(find_workspace(Path(folder))) as store:
        return network.build_network(store, **options)


__all__ = ["ReadOnlyDataset", "build_network", "open_dataset"]
