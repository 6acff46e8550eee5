"""The way of the data, whole: read what changed, and bring every output up to date, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.catalogue import describe_curations
from kg.curation import Curations, read_curations
from kg.derivation import derive
from kg.errors import KgError
from kg.generation import carry_over, load_graph, next_outputs, open_in_line, publish, stamps
from kg.guards import atomic
from kg.guards.iri import make_iri
from kg.guards.worker import Worker
from kg.memory import COLUMNS, Identity, Memory, read_identities, write_rows
from kg.model import Context, Document, Extraction, Issue, School, Source, Theme
from kg.outputs import draw_outputs
from kg.plan import (
    Change,
    Plan,
    State,
    graph_file,
    hash_file,
    make_plan,
    package_hash,
    read_state,
    reading_recipe,
    state_bytes,
)
from kg.quads import GraphBuilder
from kg.queries import ask
from kg.reading import SCHOOLS_FILE, describe, read_source
from kg.reports import ReportSettings
from kg.statuses import earliest
from kg.trig import write_trig
from kg.workspace import DECISIONS_FILE, IDENTITIES_FILE, SETTINGS_FILE

if TYPE_CHECKING:
    from kg.stores.oxigraph import OxigraphStore
    from kg.workspace import Workspace

#: Called before each source is read: how many are done, how many there are, which one.
Progress = Callable[[int, int, str], None]

#: Themes that a table adds to the shipped ones, at the top of sources/.
THEMES_FILE = "themes.ttl"


@dataclass(frozen=True, slots=True)
class RefreshResult:
    """What a refresh did. `issues` maps a source to what could not be read of it, or what was guessed.

    `questions` and `before` map a question to its text and status, after and before.
    """

    plan: Plan
    issues: Mapping[str, tuple[Issue, ...]] = field(default_factory=dict)
    questions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    before: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    today: str = ""

    @property
    def exit_code(self) -> int:
        """Give 1 where some source or record could not be read, else 0."""
        return int(any(issue.is_error for found in self.issues.values() for issue in found))


@dataclass(slots=True)
class _Run:
    """What one refresh gathers on its way."""

    workspace: Workspace
    state: State
    store: OxigraphStore
    worker: Worker
    context: Context
    memory: Memory
    present: frozenset[str]
    rows: list[Identity] = field(default_factory=list)
    issues: dict[str, tuple[Issue, ...]] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return self.workspace.settings.base


def refresh(
    workspace: Workspace,
    *,
    full: bool = False,
    dry_run: bool = False,
    today: str = "",
    progress: Progress = lambda *_: None,
) -> RefreshResult:
    """Read what changed in the sources and bring every output up to date.

    Whoever looks at outputs/ sees either what was there before, or all of what is new.

    Raises:
        WorkspaceError: the workspace cannot be read or written, or another kg is at work in it.
    """
    cache = workspace.cache
    with atomic.lock(cache / "lock"), Worker() as worker:
        if not dry_run:
            atomic.recover(cache / "next", workspace.outputs, cache / "journal")
            atomic.remove_tree(cache / "next")
        state = read_state(cache / "state.json")
        context, recipe = _read_context(workspace, worker)
        drawing = _drawing(today, workspace)
        plan = make_plan(workspace, state, recipe, drawing, full=full)
        if dry_run or plan.nothing_to_do:
            return RefreshResult(plan, _known_issues(plan, state))
        with suppress(FileNotFoundError):
            (cache / "state.json").unlink()
        store = open_in_line(workspace, plan, rebuild=not state.sources)
        try:
            run = _Run(workspace, state, store, worker, context, *_read_memory(workspace, plan))
            result = _carry_out(run, plan, today, progress)
        finally:
            store.close()
        _write_state(run, plan, State(recipe, drawing))
        atomic.remove_tree(cache / "next")
        return result


def _carry_out(run: _Run, plan: Plan, today: str, progress: Progress) -> RefreshResult:
    before = _question_states(run.store)
    run.issues.update(plan.issues)
    _drop(run, plan)
    for number, change in enumerate(plan.to_read):
        path = str(change.source.path)
        progress(number, len(plan.to_read), path)
        _take_in(run, change)
    for source in plan.unchanged:
        path = str(source.path)
        carry_over(run.workspace, path)
        if path in run.state.issues:
            run.issues[path] = tuple(issue for issue in run.state.issues[path] if issue.is_error)
    progress(len(plan.to_read), len(plan.to_read), "")
    curations = _take_in_decisions(run)
    _replace(run, _ontology(run.base), "ontology")
    today = today or _newest_date(run.store)
    failures = {p: [i for i in found if i.is_error] for p, found in run.issues.items()}
    derived, unplaced = derive(run.store, curations, run.base, today, failures)
    _replace(run, derived, "derived")
    if unplaced:
        run.issues[DECISIONS_FILE] = (*run.issues.get(DECISIONS_FILE, ()), *unplaced)
    settings = run.workspace.settings
    report_settings = ReportSettings(
        language=settings.language, name=settings.name, today=today, base=settings.base,
        persons=settings.persons, schools=settings.schools,
    )  # fmt: skip
    for name, data in draw_outputs(run.store, report_settings).items():
        atomic.write_new(next_outputs(run.workspace) / name, data)
    _remember(run)
    publish(run.workspace, run.store)
    return RefreshResult(plan, run.issues, _question_states(run.store), before, today)


def _read_context(workspace: Workspace, worker: Worker) -> tuple[Context, str]:
    """Give what rules know beside a note, and the recipe that follows from it.

    A themes.ttl or schools.csv that cannot be read adds nothing here; it is named when it is read as a source.
    """
    from kg.themes import shipped_themes  # noqa: PLC0415

    own: tuple[Theme, ...] = ()
    schools: tuple[School, ...] = ()
    contents = []
    for name in (THEMES_FILE, SCHOOLS_FILE, SETTINGS_FILE):
        path = workspace.sources / name
        contents.append(path.read_bytes() if path.is_file() else b"")
    with suppress(KgError):
        if contents[0]:
            own = worker.call("kg.themes:themes_from_turtle", contents[0])
    with suppress(KgError):
        if contents[1]:
            schools = worker.call("kg.readers:read", Source(PurePosixPath(SCHOOLS_FILE)), contents[1]).schools
    return Context((*shipped_themes(), *own), schools), reading_recipe(*contents)


def read_context(workspace: Workspace) -> Context:
    """Give what rules know in a workspace beside the note itself: its themes and schools."""
    with Worker() as worker:
        return _read_context(workspace, worker)[0]


def _drawing(today: str, workspace: Workspace) -> str:
    """Give a hash of what decides how outputs look, sources aside."""
    return hashlib.sha256("\0".join([package_hash(), today, repr(workspace.settings)]).encode()).hexdigest()


def _known_issues(plan: Plan, state: State) -> dict[str, tuple[Issue, ...]]:
    known = {path: tuple(i for i in found if i.is_error) for path, found in state.issues.items()}
    return {**known, **plan.issues}


def _read_memory(workspace: Workspace, plan: Plan) -> tuple[Memory, frozenset[str]]:
    path = workspace.sources / IDENTITIES_FILE
    present = {str(c.source.path) for c in plan.to_read} | {str(s.path) for s in plan.unchanged} | set(plan.issues)
    return read_identities(path.read_bytes() if path.is_file() else b""), frozenset(present)


def _drop(run: _Run, plan: Plan) -> None:
    run.store.replace({}, drop=[make_iri(run.base, "graph", str(change.source.path)) for change in plan.removed])


def _take_in(run: _Run, change: Change) -> None:
    """Read one source; one that fails keeps its last good statements."""
    source = change.source
    path = str(source.path)
    try:
        document, extraction = _read(run, source)
        builder, identified = describe(document, extraction, run.memory, run.base, run.present)
    except KgError as error:
        run.issues[path] = (Issue(error.message, error.line, error.hint),)
        if load_graph(run.store, run.workspace, path):
            carry_over(run.workspace, path)
        return
    found = (*document.issues, *identified.issues)
    if found:
        run.issues[path] = found
    run.rows += identified.rows
    _replace(run, builder, path)


def _read(run: _Run, source: Source) -> tuple[Document, Extraction]:
    data = (run.workspace.sources / source.path).read_bytes()
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise KgError("changed while it was read", hint="run kg refresh again when it has been saved")
    return read_source(run.worker, source, data, run.context, run.base)


def _replace(run: _Run, builder: GraphBuilder, path: str) -> None:
    run.store.replace({builder.graph: builder.quads})
    atomic.write_new(next_outputs(run.workspace) / graph_file(path), write_trig(builder.quads))


def _take_in_decisions(run: _Run) -> Curations:
    path = run.workspace.sources / DECISIONS_FILE
    if not path.is_file():
        run.store.replace({}, drop=[make_iri(run.base, "graph", DECISIONS_FILE)])
        return Curations()
    curations = read_curations(path.read_bytes())
    if curations.issues:
        run.issues[DECISIONS_FILE] = curations.issues
    _replace(run, describe_curations(curations, DECISIONS_FILE, hash_file(path), run.base), DECISIONS_FILE)
    return curations


def _ontology(base: str) -> GraphBuilder:
    """Give the graph of the shipped concepts and themes, so that labels and notations can be asked for."""
    from importlib import resources  # noqa: PLC0415

    builder = GraphBuilder.of(base, "ontology")
    graph = ox.NamedNode(builder.graph)
    for name in ("kg.ttl", "themes.ttl"):
        data = resources.files("kg.ontology").joinpath(name).read_bytes()
        builder.quads |= {ox.Quad(t.subject, t.predicate, t.object, graph) for t in ox.parse(data, ox.RdfFormat.TURTLE)}
    return builder


def _newest_date(store: OxigraphStore) -> str:
    newest = ask(store, "newest-date")[0]["newest"]
    return earliest(newest.value) if newest is not None else ""


def _question_states(store: OxigraphStore) -> dict[str, tuple[str, str]]:
    return {
        row["question"].value: (row["text"].value, row["status"].value)
        for row in ask(store, "questions")
        if row["question"] and row["text"] and row["status"]
    }


def _remember(run: _Run) -> None:
    """Add new names to identities.csv, before anything shows them: an unused line does no harm."""
    if not run.rows:
        return
    path = run.workspace.sources / IDENTITIES_FILE
    old = path.read_bytes() if path.is_file() else b""
    new = write_rows(run.rows)
    if not old:
        atomic.write_file(path, ",".join(COLUMNS).encode() + b"\n" + new)
    elif old.endswith(b"\n"):
        atomic.append(path, new)
    else:  # a power cut tore the last line: it named nothing that anybody saw
        atomic.write_file(path, old[: old.rfind(b"\n") + 1] + new)


def _write_state(run: _Run, plan: Plan, state: State) -> None:
    """Write down, last of all, that store and outputs are in line."""
    for source in (*(change.source for change in plan.to_read), *plan.unchanged):
        state.sources[str(source.path)] = source.sha256
    decisions = run.workspace.sources / DECISIONS_FILE
    if decisions.is_file():
        state.sources[DECISIONS_FILE] = hash_file(decisions)
    state.issues = {path: list(found) for path, found in run.issues.items()}
    state.outputs = stamps(run.workspace.outputs)
    atomic.write_file(run.workspace.cache / "state.json", state_bytes(state))
