"""One source into the next generation: read, described, put in the store and beside it; or its last good graph kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from kg.errors import KgError, ReadError, WorkspaceError
from kg.generation import keep_last_good, next_outputs, put_output
from kg.guards import atomic
from kg.guards.iri import make_iri
from kg.library import StoredWorks
from kg.model import Issue
from kg.plan import graph_file, hash_file
from kg.quads import GraphBuilder
from kg.readers import check_size
from kg.reading import describe, read_source, record_format, shelve, stream_records
from kg.shelving import Shelf
from kg.spool import Spool
from kg.stores.oxigraph import BULK
from kg.trig import stream_trig, write_trig

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.guards.worker import Worker
    from kg.memory import Identity, Memory
    from kg.model import Context, Document, Extraction, Source
    from kg.plan import Change, State
    from kg.stores.oxigraph import OxigraphStore
    from kg.workspace import Workspace

#: Characters of notes that are held until their pages are made; those of others are read again.
_MOST_TEXT = 50_000_000


@dataclass(slots=True)
class Run:
    """What one refresh gathers on its way. `pending` are the graphs of sources that are still to be read.

    `texts` are those of the notes that were read, by path, as far as they are not too many to hold.
    """

    workspace: Workspace
    state: State
    store: OxigraphStore
    worker: Worker
    context: Context
    memory: Memory
    present: frozenset[str]
    pending: set[str]
    decisions: bytes = b""
    is_rebuilt: bool = False
    unread: set[str] = field(default_factory=set)
    rows: list[Identity] = field(default_factory=list)
    issues: dict[str, tuple[Issue, ...]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """Give the base of all IRIs."""
        return self.workspace.settings.base


def keep(run: Run, path: str) -> None:
    """Let a source that cannot be read keep the graph of its last good reading."""
    stamp = run.state.outputs.get(graph_file(path))
    keep_last_good(run.store, run.workspace, path, stamp)


def take_in(run: Run, change: Change) -> None:
    """Read one source; one that fails keeps its last good statements."""
    path = str(change.source.path)
    run.pending.discard(make_iri(run.base, "graph", path))
    try:
        media_type = record_format(run.worker, change.source, run.workspace.sources / path)
        found = _take_in_records(run, change.source, media_type) if media_type else _take_in_note(run, change.source)
    except WorkspaceError:  # it is not the source that fails
        raise
    except KgError as error:
        found = (Issue(error.message, error.line, error.hint),)
        keep(run, path)
    if found:
        run.issues[path] = tuple(found)


def _take_in_note(run: Run, source: Source) -> Sequence[Issue]:
    document, extraction = _read(run, source)
    builder, identified = describe(document, extraction, run.memory, run.base, run.present)
    run.rows += identified.rows
    replace_graph(run, builder, str(source.path))
    if sum(map(len, run.texts.values())) + len(document.text) <= _MOST_TEXT:
        run.texts[str(source.path)] = document.text
    return (*document.issues, *identified.issues)


def _take_in_records(run: Run, source: Source, media_type: str) -> Sequence[Issue]:
    """Read a file of metadata, which may be larger than memory."""
    path, name = run.workspace.sources / source.path, str(source.path)
    shelf = Shelf(name, run.memory, run.base, run.present, StoredWorks(run.store, run.pending))
    folder = run.workspace.cache / "spool"
    try:
        spool = Spool(folder)
        found = shelve(stream_records(run.worker, source, path), source, media_type, shelf, spool)
        if hash_file(path) != source.sha256:
            _changed(run, source)
        _replace_large(run, spool, name)
    finally:
        atomic.remove_tree(folder)
    run.rows += shelf.rows
    return found


def _replace_large(run: Run, spool: Spool, path: str) -> None:
    """Put a graph in place of the one of its name; a small one as any other, which costs less."""
    if spool.size <= BULK:
        builder = GraphBuilder.of(run.base, path)
        builder.quads |= set(spool.quads())
        replace_graph(run, builder, path)
        return
    file = next_outputs(run.workspace) / graph_file(path)
    with atomic.new_file(file) as stream:
        stream_trig(spool.quads(), stream)
    run.store.load(file, make_iri(run.base, "graph", path))


def _read(run: Run, source: Source) -> tuple[Document, Extraction]:
    path = run.workspace.sources / source.path
    if path.is_file():
        check_size(source, path.stat().st_size)
    data = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(data).hexdigest() != source.sha256:
        _changed(run, source)
    return read_source(run.worker, source, data, run.context, run.base)


def _changed(run: Run, source: Source) -> NoReturn:
    run.unread.add(str(source.path))
    raise ReadError("changed while it was read", hint="run kg refresh again when it has been saved")


def replace_graph(run: Run, builder: GraphBuilder, path: str) -> None:
    """Put a graph in place of the one of its name."""
    run.store.replace({builder.graph: builder.quads})
    put_output(run.workspace, graph_file(path), write_trig(builder.quads))
