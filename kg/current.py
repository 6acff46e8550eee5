"""The graph as the last refresh left it, open for reading."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.asking import TIME_LIMIT, Answer, check_query
from kg.errors import WorkspaceError
from kg.gaps import GapFilter, find_gaps
from kg.guards import atomic
from kg.guards.worker import Worker
from kg.plan import read_state, stamp_of
from kg.stores.oxigraph import OxigraphStore, open_in_memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.gaps import Gap
    from kg.published import Hiding, Published
    from kg.validation import Finding
    from kg.workspace import Workspace

#: Megabytes that a query of somebody else may use.
QUERY_MEMORY = 2048

#: Megabytes that checking the shapes may use; its engine holds all in Python.
VALIDATION_MEMORY = 4096


@contextmanager
def current_store(
    workspace: Workspace, *, publish: Hiding | None = None, patience: float = atomic.LOCK_PATIENCE
) -> Iterator[OxigraphStore]:
    """Give the graph of outputs/ as it stands: from the store on disk, or from the files where that is not in line.

    No refresh goes on meanwhile. With `publish` the graph is without the names that may not be seen.

    Raises:
        WorkspaceError: nothing was read yet, or another kg is writing and does not end.
    """
    if publish is not None:
        with published_store(workspace, publish) as published:
            yield published.store
        return
    _must_exist(workspace)
    with atomic.lock(workspace.cache / "lock", shared=True, patience=patience):
        store = _on_disk(workspace) or _from_files(workspace)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def published_store(workspace: Workspace, hiding: Hiding) -> Iterator[Published]:
    """Give the graph of outputs/ without the names that may not be seen, and what hides them.

    Raises:
        WorkspaceError: nothing was read yet, or another kg is writing and does not end.
    """
    from kg.published import publish  # noqa: PLC0415  (most commands hide nothing)

    with current_store(workspace) as store, Worker() as worker:
        published = publish(workspace, store, worker, hiding)
    yield published  # a store in memory, which is gone when nobody knows it any more


def _must_exist(workspace: Workspace) -> None:
    if not (workspace.outputs / "graph").is_dir():
        raise WorkspaceError("nothing was read yet", path=workspace.root, hint="run: kg refresh")


def _is_in_line(workspace: Workspace) -> bool:
    """Tell whether the store on disk holds what outputs/graph holds."""
    state = read_state(workspace.cache / "state.json")
    graphs = {name: stamp for name, stamp in state.outputs.items() if name.startswith("graph/")}
    in_line = all(stamp_of(workspace.outputs / name) == stamp for name, stamp in graphs.items())
    return bool(graphs) and in_line and (workspace.cache / "store").is_dir()


def _on_disk(workspace: Workspace) -> OxigraphStore | None:
    if not _is_in_line(workspace):
        return None
    try:
        return OxigraphStore(ox.Store.read_only(str(workspace.cache / "store")))
    except OSError:
        return None


def _from_files(workspace: Workspace) -> OxigraphStore:
    store = open_in_memory()
    for file in sorted((workspace.outputs / "graph").rglob("*.trig")):
        try:
            store.engine.bulk_load(path=str(file), format=ox.RdfFormat.TRIG)
        except (SyntaxError, OSError) as error:
            raise WorkspaceError(f"cannot be read: {error}", path=file, hint="run: kg refresh --full") from None
    return store


def unanswered(workspace: Workspace, **filters: str) -> list[Gap]:
    """Give the questions that nobody has answered, as `kg gaps` lists them.

    Raises:
        WorkspaceError: nothing was read yet.
        UsageError: a filter names what is not there.
    """
    with current_store(workspace) as store:
        return find_gaps(store, filters=GapFilter(**filters))


def ask_outside(workspace: Workspace, text: str, form: str, store: OxigraphStore | None = None) -> Answer:
    """Give the answer to a query of somebody else, from a process with limits and without network.

    It is asked of `store` where that is given, else of the graph of outputs/.

    Raises:
        UsageError: the query is none, or may not do what it asks for.
        ReadError: it took too long or too much memory.
    """
    check_query(text)
    if store is not None:
        nquads = ox.serialize(store.quads(), format=ox.RdfFormat.N_QUADS) or b""
        return _run_query("", [nquads], text, form)
    _must_exist(workspace)
    with atomic.lock(workspace.cache / "lock", shared=True):
        files = [str(file) for file in sorted((workspace.outputs / "graph").rglob("*.trig"))]
        on_disk = str(workspace.cache / "store") if _is_in_line(workspace) else ""
        return _run_query(on_disk, files, text, form)


def _run_query(store: str, files: Sequence[str | bytes], text: str, form: str) -> Answer:
    with Worker(memory=QUERY_MEMORY) as worker:
        answer: Answer = worker.call("kg.asking:run_query", store, files, text, form, seconds=TIME_LIMIT)
        return answer


def validate_current(workspace: Workspace, language: str) -> tuple[Finding, ...]:
    """Give what is wrong with the graph, in the words of a language, worst first.

    Raises:
        ReadError: the graph is too large to check within the limits.
    """
    with current_store(workspace) as store, Worker(memory=VALIDATION_MEMORY) as worker:
        nquads = ox.serialize(store.quads(), format=ox.RdfFormat.N_QUADS) or b""
        seconds = 30 + len(nquads) / 20_000
        found: tuple[Finding, ...] = worker.call("kg.validation:validate", nquads, language, seconds=seconds)
        return found
