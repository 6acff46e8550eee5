"""One generation of outputs: opened in line with the store, carried over, and put in place in one step."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import WorkspaceError
from kg.guards import atomic
from kg.guards.iri import make_iri
from kg.plan import FileStamp, Plan, graph_file, stamp_of
from kg.stores.oxigraph import DamagedStoreError, OxigraphStore, open_on_disk
from kg.trig import read_trig, write_trig

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from kg.workspace import Workspace

#: Outputs whose names are kg's own; whatever else lies in outputs/ is somebody's and is carried along.
OWN_OUTPUTS = (
    "graph", "gaps.html", "gaps.md", "gaps.csv", "gaps.json", "gaps.xlsx", "matrix.html", "matrix.csv",
    "agenda.html", "agenda.md", "kennisagenda.html", "kennisagenda.md", "casebook.html", "casebook.md",
    "changes.html", "changes.md", "map.html", "index.html", "questions", "schools", "notes", "search", "assets",
)  # fmt: skip


def hold(
    workspace: Workspace, *, dry_run: bool = False, patience: float = atomic.LOCK_PATIENCE
) -> AbstractContextManager[None]:
    """Hold the workspace; to look only, where somebody was at work here before, and without leaving a trace."""
    lock = workspace.cache / "lock"
    if dry_run and not lock.exists():
        return nullcontext()
    return atomic.lock(lock, shared=dry_run, patience=patience)


def check_outputs(workspace: Workspace) -> None:
    """Refuse an outputs/ that is no folder, or a link: it will be exchanged for another.

    Raises:
        WorkspaceError: it is.
    """
    path = workspace.outputs
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise WorkspaceError("is no folder of its own", path=path, hint="move it away: kg makes outputs/ itself")


def next_outputs(workspace: Workspace) -> Path:
    """Give the folder in which the next outputs are built."""
    return workspace.cache / "next"


def open_in_line(workspace: Workspace, plan: Plan, *, rebuild: bool) -> OxigraphStore:
    """Give the store as it stands, or made anew from outputs/graph.

    Raises:
        DamagedStoreError: the store, or a graph in outputs/, cannot be read.
    """
    path = workspace.cache / "store"
    if not rebuild:
        return open_on_disk(path)
    atomic.remove_tree(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    store = open_on_disk(path)
    for name in ("derived", "ontology", "doubles"):  # made anew at each refresh; until then they tell what was before
        load_graph(store, workspace, name)
    for source in plan.unchanged:
        name = graph_file(str(source.path))
        if not load_graph(store, workspace, str(source.path)) and (workspace.outputs / name).exists():
            raise DamagedStoreError(f"{name} cannot be read", path=workspace.outputs, hint="run: kg refresh --full")
    return store


def load_graph(store: OxigraphStore, workspace: Workspace, path: str) -> bool:
    """Put the graph of the last good reading of a source in the store; tell whether there was one."""
    file = workspace.outputs / graph_file(path)
    graph = make_iri(workspace.settings.base, "graph", path)
    try:
        quads = [quad for quad in read_trig(file.read_bytes()) if quad.graph_name == ox.NamedNode(graph)]
    except (OSError, SyntaxError):
        return False
    store.replace({graph: quads})
    return True


def keep_last_good(store: OxigraphStore, workspace: Workspace, path: str, stamp: FileStamp | None) -> None:
    """Let a source that cannot be read keep the graph of its last good reading, if there is one.

    It is in outputs/, or, where the file is no longer the one of that `stamp`, in the store.
    """
    file = graph_file(path)
    quads = list(store.quads(make_iri(workspace.settings.base, "graph", path)))
    if quads and stamp_of(workspace.outputs / file) != stamp:
        atomic.write_new(next_outputs(workspace) / file, write_trig(quads))
    elif load_graph(store, workspace, path):
        carry_over(workspace, path)


def carry_over(workspace: Workspace, path: str) -> None:
    """Give the graph of an unchanged source its place in the next generation."""
    carry_output(workspace, graph_file(path))


def carry_output(workspace: Workspace, name: str) -> None:
    """Give an output that stands its place in the next generation as well."""
    old = workspace.outputs / name
    if old.is_file():
        atomic.link_or_copy(old, next_outputs(workspace) / name)


def put_output(workspace: Workspace, name: str, data: bytes) -> None:
    """Give an output its place in the next generation: the file that stands, where it says the same."""
    old = workspace.outputs / name
    if old.is_file() and old.stat().st_size == len(data) and old.read_bytes() == data:
        atomic.link_or_copy(old, next_outputs(workspace) / name)
    else:
        atomic.write_new(next_outputs(workspace) / name, data)


def publish(workspace: Workspace, store: OxigraphStore) -> None:
    """Carry along what others put in outputs/, bring all to disk, and let the new outputs take the place of the old."""
    outputs, cache, fresh = workspace.outputs, workspace.cache, next_outputs(workspace)
    if outputs.is_dir():
        for entry in sorted(outputs.iterdir()):
            if entry.name not in OWN_OUTPUTS:
                _carry_along(entry, fresh / entry.name)
    atomic.sync_tree(fresh)
    store.flush()
    atomic.exchange(fresh, outputs, cache / "journal")


def _carry_along(entry: Path, target: Path) -> None:
    if entry.is_symlink() or not entry.is_dir():
        atomic.link_or_copy(entry, target)
        return
    for inner in sorted(entry.iterdir()):
        _carry_along(inner, target / inner.name)


def stamps(outputs: Path) -> dict[str, FileStamp]:
    """Give the stamp of each output that is kg's own, by name."""
    found = {}
    for path in sorted(outputs.rglob("*")):
        name = path.relative_to(outputs).as_posix()
        stamp = stamp_of(path) if path.is_file() else None
        if stamp is not None and name.partition("/")[0] in OWN_OUTPUTS:
            found[name] = stamp
    return found
