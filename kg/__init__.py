"""kg: from the notes of a kennistafel to a graph that shows what nobody has answered yet.

For notebooks: `open_dataset()` gives the graph as a read-only rdflib Dataset, `build_network()` as a networkx graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib import Dataset

__all__ = ["build_network", "open_dataset"]


def open_dataset(folder: Path | str = ".") -> Dataset:
    """Give the graph of the workspace in a folder (or above it) as a read-only rdflib Dataset.

    Queries see all named graphs as one. It is a copy in memory of what the last refresh wrote.

    Raises:
        WorkspaceError: there is no workspace here, or nothing was read yet.
    """
    from kg.notebook import open_dataset as opened  # noqa: PLC0415  (importing kg must stay instant)

    return opened(folder)


def build_network(folder: Path | str = ".", **options: Any) -> Any:  # noqa: ANN401  (networkx has no types)
    """Give the workspace in a folder as a networkx graph; `options` are those of `kg.network.build_network`.

    Raises:
        WorkspaceError: there is no workspace here, or nothing was read yet.
        UsageError: an option names what is not there.
    """
    from kg.notebook import build_network as built  # noqa: PLC0415

    return built(folder, **options)
