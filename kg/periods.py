"""Between what and what: the two states that a user means by a meeting, a date or a revision in git."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError
from kg.facts import check_date
from kg.guards import git
from kg.guards.worker import Worker
from kg.histories import NOTHING, meeting_days, read_history, state_on
from kg.nodes import Node, pick_node
from kg.text import day_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.histories import Gathering, History, State
    from kg.stores import Store
    from kg.workspace import Workspace

#: A day, month or year; a month or year is the state at its end.
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")

#: Bytes of a graph that are read in a second, and megabytes that reading it may use.
_BYTES_A_SECOND, _MEMORY = 2_000_000, 4096

#: Meetings that an error names.
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Period:
    """Two states to compare, and the histories that they are of."""

    before: State
    after: State
    older: History
    newer: History


@dataclass(frozen=True, slots=True)
class _Point:
    """What a user named: a version of the graph, and a day in it."""

    history: History
    day: str


def find_period(workspace: Workspace | None, store: Store, start: str = "", end: str = "") -> Period:
    """Give the states that a user means: each a meeting (number, IRI, words), a date, or a revision in git.

    Without `end` the newest state; without `start` the one after the last meeting but one. Without `workspace` a name
    is no revision.

    Raises:
        UsageError: a name fits nothing, or several things; the hint says what there is.
    """
    now = read_history(store)
    last = _point(workspace, now, end) if end else _Point(now, now.newest)
    first = _point(workspace, last.history, start) if start else _Point(last.history, previous_day(last))
    if first.history is last.history and first.day > last.day != "":
        raise UsageError(f"{first.day} is later than {last.day}", hint="name the earlier of the two first")
    before = state_on(first.history, first.day) if first.day or start else NOTHING
    return Period(before, state_on(last.history, last.day), first.history, last.history)


def previous_day(point: _Point) -> str:
    """Give the day of the last meeting but one, so that what the newest brought is seen; '' where there is none."""
    days = meeting_days(point.history, point.day)
    return days[-2] if len(days) > 1 else ""


def _point(workspace: Workspace | None, history: History, name: str) -> _Point:
    if _DATE.fullmatch(name):
        return _Point(history, _end_of(name))
    numbered = {one.day: one for one in history.gatherings if one.number and one.number == name.lstrip("0")}
    if len(numbered) > 1:
        shown = "".join(f"\n      {one.title or one.path} <{one.iri}>" for one in list(numbered.values())[:_NAMED])
        raise UsageError(f"'{name}' fits {len(numbered)} things", hint=f"name one:{shown}")
    if numbered:
        return _Point(history, _day_of(next(iter(numbered.values()))))
    nodes = [_node(one) for one in history.gatherings]
    exact = [one for one in history.gatherings if name in (one.iri, one.title, one.path)]
    if len(exact) == 1:
        return _Point(history, _day_of(exact[0]))
    commit = git.resolve(workspace.root, name) if workspace else ""
    if workspace and commit:
        return _revision(workspace, name, commit)
    return _Point(history, _day_of(_picked(history, nodes, name)))


def _end_of(stated: str) -> str:
    """Give the last day of a date.

    Raises:
        UsageError: it is none.

    >>> _end_of("2021-06"), _end_of("2021-06-23")
    ('2021-06-30', '2021-06-23')
    """
    after = day_after(stated)
    if not after:
        return check_date(stated)
    return str(date.fromisoformat(after) - timedelta(days=1))


def _node(one: Gathering) -> Node:
    return Node(one.iri, one.kind, one.title or one.path, (one.path,))


def _picked(history: History, nodes: Sequence[Node], name: str) -> Gathering:
    """Give the meeting that words name.

    Raises:
        UsageError: none or several fit.
    """
    try:
        iri = pick_node(nodes, name).iri
    except UsageError as error:
        if "fits" in error.message:
            raise
        hint = f"known: {_known(history)}" if nodes else error.hint
        raise UsageError(f"there is no meeting, date or revision '{name}'", hint=hint) from None
    return next(one for one in history.gatherings if one.iri == iri)


def _known(history: History) -> str:
    """Give the newest meetings as a user can name them."""
    meetings = [one for one in history.gatherings if one.kind == "meeting"] or list(history.gatherings)
    return ", ".join(one.number or one.date or one.title or one.path for one in reversed(meetings[-_NAMED:]))


def _day_of(one: Gathering) -> str:
    if not one.day:
        name = one.title or one.path
        raise UsageError(f"'{name}' has no date", hint="put a date in the note, or name a date")
    return one.day


def _revision(workspace: Workspace, name: str, commit: str) -> _Point:
    """Read the graph of a revision.

    Raises:
        UsageError: the revision has none, or it cannot be read.
    """
    under = f"{workspace.outputs.relative_to(workspace.root).as_posix()}/graph"
    files = git.read_files(workspace.root, commit, under, ".trig")
    if not files:
        raise UsageError(f"revision '{name}' holds no outputs/graph", hint="name a meeting or a date instead")
    wanted = tuple(data for path, data in files.items() if not path.startswith("publications/"))
    try:
        with Worker(memory=_MEMORY) as worker:
            seconds = 30 + sum(map(len, wanted)) / _BYTES_A_SECOND
            history: History = worker.call("kg.periods:history_of", wanted, seconds=seconds)
    except KgError as error:
        raise UsageError(f"the graph of revision '{name}' cannot be read: {error.message}", hint=error.hint) from None
    return _Point(history, history.newest)


def history_of(files: Sequence[bytes]) -> History:
    """Give what graph files say of all days. Meant for a worker process.

    Raises:
        UsageError: a file is no graph.
    """
    import pyoxigraph as ox  # noqa: PLC0415  (the parent reads no graph itself)

    from kg.stores.oxigraph import open_in_memory  # noqa: PLC0415

    store = open_in_memory()
    for data in files:
        try:
            store.engine.bulk_load(data, format=ox.RdfFormat.TRIG)
        except SyntaxError as error:
            raise UsageError(f"line {error.lineno} is no TriG", hint="name a meeting or a date instead") from None
    found = read_history(store)
    return replace(found, stories=dict(found.stories))
