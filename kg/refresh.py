"""The way of the data, whole: read what changed, and bring every output up to date, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.catalogue import describe_curations, describe_ontology
from kg.curation import Curations, read_curations
from kg.derivation import derive
from kg.doubles import DOUBLES, find_doubles
from kg.errors import WorkspaceError
from kg.facts import check_date, ends_of_merges, newest_date
from kg.generation import carry_over, check_outputs, hold, next_outputs, open_in_line, publish, stamps
from kg.guards import atomic
from kg.guards.iri import make_iri
from kg.guards.worker import Worker
from kg.intake import Run, keep, replace_graph, take_in
from kg.ledger import DECISIONS_LOCK
from kg.memory import Memory, read_identities, remember
from kg.model import Context, Issue
from kg.note_pages import put_outputs
from kg.outputs import report_settings
from kg.plan import (
    Plan,
    State,
    graph_file,
    hash_file,
    known_issues,
    make_plan,
    present,
    read_state,
    state_bytes,
    store_stamps,
    store_stands,
    warn_of_loss,
)
from kg.queries import ask
from kg.readers import may_hold_records
from kg.reading import context_files, make_context, package_hash, reading_recipe
from kg.shortcut import plan_decisions
from kg.stores.oxigraph import DamagedStoreError, open_in_memory
from kg.suggested import propose_evidence
from kg.text import first_day
from kg.trig import read_trig
from kg.workspace import DECISIONS_FILE, IDENTITIES_FILE, read_whole

if TYPE_CHECKING:
    from kg.stores.oxigraph import OxigraphStore
    from kg.workspace import Workspace

#: Called before each source is read: how many are done, how many there are, which one.
Progress = Callable[[int, int, str], None]


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
    if today:
        check_date(today)
    check_outputs(workspace)
    with hold(workspace, dry_run=dry_run), Worker() as worker:
        if not dry_run:
            _recover(workspace)
        try:
            return _refresh(workspace, worker, _Wish(today, progress, full=full, dry_run=dry_run))
        except DamagedStoreError:  # a cache: what it held is read again
            return _refresh(workspace, worker, _Wish(today, progress, full=True, dry_run=dry_run))


def refresh_decisions(workspace: Workspace, *, patience: float = atomic.LOCK_PATIENCE) -> RefreshResult | None:
    """Bring every output in line with decisions.csv, and look at no other source.

    Gives None where that is not enough: nothing was read yet, or kg, its settings or its outputs changed since.

    Raises:
        BusyError: another kg is at work, and did not end within `patience` seconds.
        WorkspaceError: the workspace cannot be read or written.
    """
    check_outputs(workspace)
    with hold(workspace, patience=patience), Worker() as worker:
        _recover(workspace)
        state = read_state(workspace.cache / "state.json")
        recipe = reading_recipe(*context_files(workspace))
        plan = plan_decisions(workspace, state, recipe)
        if plan is None or plan.nothing_to_do:
            return RefreshResult(plan) if plan else None
        try:
            return _renew(workspace, worker, (state, recipe, plan), _Wish())
        except DamagedStoreError:
            return None


def _recover(workspace: Workspace) -> None:
    """End what a refresh that was cut off left half done."""
    atomic.recover(next_outputs(workspace), workspace.outputs, workspace.cache / "journal")
    atomic.remove_tree(next_outputs(workspace))


@dataclass(frozen=True, slots=True)
class _Wish:
    today: str = ""
    progress: Progress = lambda *_: None
    full: bool = False
    dry_run: bool = False


def _refresh(workspace: Workspace, worker: Worker, wish: _Wish) -> RefreshResult:
    state = read_state(workspace.cache / "state.json")
    recipe = reading_recipe(*context_files(workspace))
    plan = make_plan(workspace, state, recipe, _drawing(wish.today, workspace), full=wish.full)
    if wish.dry_run or plan.nothing_to_do:
        return RefreshResult(plan, {**known_issues(plan, state), **warn_of_loss(plan)})
    return _renew(workspace, worker, (state, recipe, plan), wish)


def _renew(workspace: Workspace, worker: Worker, found: tuple[State, str, Plan], wish: _Wish) -> RefreshResult:
    """Carry out a plan, made with a recipe from what the last refresh left."""
    state, recipe, plan = found
    unchanged = frozenset(str(source.path) for source in plan.unchanged)
    memory = (
        Memory() if plan.decisions_only else read_identities(read_whole(workspace.sources / IDENTITIES_FILE), unchanged)
    )
    decisions = _decisions(workspace, plan)
    atomic.remove_file(workspace.cache / "state.json")
    rebuild = wish.full or not state.sources or not store_stands(workspace, state)
    store = open_in_line(workspace, plan, rebuild=rebuild)
    try:
        context = Context() if plan.decisions_only else make_context(worker, *context_files(workspace)[:2])
        pending: set[str] = {
            make_iri(workspace.settings.base, "graph", str(change.source.path)) for change in plan.to_read
        }
        run = Run(workspace, state, store, worker, context, memory, present(plan), pending, decisions, rebuild)
        result = _carry_out(run, plan, wish)
    finally:
        store.close()
    _write_state(run, plan, State(recipe, _drawing(wish.today, workspace)))
    atomic.remove_tree(next_outputs(workspace))
    return result


def _carry_out(run: Run, plan: Plan, wish: _Wish) -> RefreshResult:
    before, merges = _question_states(run.store) or _last_questions(run.workspace), ends_of_merges(run.store)
    anew = run.is_rebuilt or run.state.drawing != _drawing(wish.today, run.workspace)
    run.issues |= {**plan.issues, **warn_of_loss(plan), **_issues_of_memory(run, plan)}
    run.store.replace({}, drop=[make_iri(run.base, "graph", str(change.source.path)) for change in plan.removed])
    for path in plan.issues:
        keep(run, path)
    for number, change in enumerate(plan.to_read):
        path = str(change.source.path)
        wish.progress(number, len(plan.to_read), path)
        take_in(run, change)
    for source in plan.unchanged:
        path = str(source.path)
        carry_over(run.workspace, path)
        if path in run.state.issues:
            run.issues[path] = tuple(issue for issue in run.state.issues[path] if issue.is_error)
    wish.progress(len(plan.to_read), len(plan.to_read), "")
    _find_doubles(run, plan)
    curations = _take_in_decisions(run)
    if plan.decisions_only:
        carry_over(run.workspace, "ontology")
    else:
        replace_graph(run, describe_ontology(run.base), "ontology")
    newest = first_day(newest_date(run.store))
    today = wish.today or newest
    failures = {p: [i for i in found if i.is_error] for p, found in run.issues.items()}
    derived, unplaced = derive(run.store, curations, run.base, max(today, newest), failures)
    run.store.replace({derived.graph: derived.quads})
    propose_evidence(derived, run.store, run.workspace.search_index)
    replace_graph(run, derived, "derived")
    if unplaced:
        run.issues[DECISIONS_FILE] = (*run.issues.get(DECISIONS_FILE, ()), *unplaced)
    put_outputs(run, plan, report_settings(run.workspace.settings, today), merges, anew=anew)
    remember(run.workspace.sources / IDENTITIES_FILE, run.rows)
    publish(run.workspace, run.store)
    return RefreshResult(plan, run.issues, _question_states(run.store), before, today)


def _find_doubles(run: Run, plan: Plan) -> None:
    """Compare the publications where a library may have changed; else what was found stands."""
    changed = any(may_hold_records(change.source) for change in (*plan.to_read, *plan.removed))
    if changed or not (run.workspace.outputs / graph_file(DOUBLES)).is_file() or run.is_rebuilt:
        replace_graph(run, find_doubles(run.store, run.base), DOUBLES)
    else:
        carry_over(run.workspace, DOUBLES)


def _issues_of_memory(run: Run, plan: Plan) -> dict[str, tuple[Issue, ...]]:
    if plan.decisions_only:
        return (
            {IDENTITIES_FILE: tuple(run.state.issues[IDENTITIES_FILE])} if IDENTITIES_FILE in run.state.issues else {}
        )
    return {IDENTITIES_FILE: (run.memory.issue(),)} if run.memory.unread else {}


def read_context(workspace: Workspace) -> Context:
    """Give what rules know in a workspace beside the note itself: its themes and schools."""
    with Worker() as worker:
        return make_context(worker, *context_files(workspace)[:2])


def _drawing(today: str, workspace: Workspace) -> str:
    """Give a hash of what decides how outputs look, sources aside."""
    return hashlib.sha256("\0".join([package_hash(), today, repr(workspace.settings)]).encode()).hexdigest()


def _decisions(workspace: Workspace, plan: Plan) -> bytes:
    for issue in plan.issues.get(DECISIONS_FILE, ()):
        raise WorkspaceError(issue.message, path=workspace.sources / DECISIONS_FILE, hint=issue.hint)
    with atomic.lock(workspace.cache / DECISIONS_LOCK, shared=True):
        return read_whole(workspace.sources / DECISIONS_FILE)


def _take_in_decisions(run: Run) -> Curations:
    if not (run.workspace.sources / DECISIONS_FILE).exists():
        run.store.replace({}, drop=[make_iri(run.base, "graph", DECISIONS_FILE)])
        if DECISIONS_FILE in run.state.sources:
            hint = "if that was not meant, put it back and run kg refresh"
            run.issues[DECISIONS_FILE] = (Issue("is gone: no decision counts", hint=hint, is_error=False),)
        return Curations()
    curations = read_curations(run.decisions)
    if curations.issues:
        run.issues[DECISIONS_FILE] = curations.issues
    sha256 = hashlib.sha256(run.decisions).hexdigest()
    replace_graph(run, describe_curations(curations, DECISIONS_FILE, sha256, run.base), DECISIONS_FILE)
    return curations


def _last_questions(workspace: Workspace) -> dict[str, tuple[str, str]]:
    """Give the questions of the outputs that stand, for a store that was made anew and does not know them yet."""
    store = open_in_memory()
    for name in ("derived", "ontology"):
        file = workspace.outputs / graph_file(name)
        if file.is_file():
            store.replace({make_iri(workspace.settings.base, "graph", name): read_trig(file.read_bytes())})
    return _question_states(store)


def _question_states(store: OxigraphStore) -> dict[str, tuple[str, str]]:
    return {
        row["question"].value: (row["text"].value, row["status"].value)
        for row in ask(store, "questions")
        if row["question"] and row["text"] and row["status"]
    }


def _write_state(run: Run, plan: Plan, state: State) -> None:
    """Write down, last of all, that store and outputs are in line."""
    for source in (*(change.source for change in plan.to_read), *plan.unchanged):
        state.sources[str(source.path)] = "" if str(source.path) in run.unread else source.sha256
    state.sources |= {path: "" for path in plan.issues if not path.endswith("/")}
    if (run.workspace.sources / DECISIONS_FILE).exists():
        state.sources[DECISIONS_FILE] = hashlib.sha256(run.decisions).hexdigest()
    memory = run.workspace.sources / IDENTITIES_FILE
    state.sources |= {IDENTITIES_FILE: hash_file(memory)} if memory.is_file() else {}
    state.issues = {path: list(found) for path, found in run.issues.items()}
    state.outputs, state.store = stamps(run.workspace.outputs), store_stamps(run.workspace)
    atomic.write_file(run.workspace.cache / "state.json", state_bytes(state))
