"""Actions that are still open: what the newest note says of each, and whether its time is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.queries import value_of
from kg.text import day_after, first_day, fold, same_wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.reports.material import Material
    from kg.stores import Row

#: How an action stands, in the order in which a meeting looks at them.
STANDS = ("overdue", "due", "undated")


@dataclass(frozen=True, slots=True)
class Task:
    """An open action: `due` as stated, `until` its last day as far as that is known, `stands` one of STANDS."""

    iri: str
    text: str
    agent: str
    due: str
    until: str
    stands: str
    path: str
    line: str
    date: str


def open_tasks(material: Material) -> list[Task]:
    """Give the actions that are not done on the day of the reports: overdue, with a term, without; oldest first.

    The same action in a later note stands for the earlier one, so that one that is done there is done.
    """
    rows = list({value_of(row, "action"): row for row in reversed(material.ask("actions"))}.values())[::-1]
    tasks = [_task(material, row) for row in _newest(rows) if value_of(row, "done") != "true"]
    return sorted(tasks, key=lambda task: (STANDS.index(task.stands), task.until, first_day(task.date)))


def _newest(rows: Iterable[Row]) -> list[Row]:
    """Give the rows that no row of a later note repeats; the rows are by date."""
    later: dict[str, dict[str, str]] = {}
    found: list[Row] = []
    for row in reversed(list(rows)):
        path, wording = value_of(row, "path"), same_wording(value_of(row, "text"))
        agent, known = fold(value_of(row, "agent")), later.setdefault(wording, {})
        paths = [known[agent]] if agent in known else [] if agent else list(known.values())
        if not wording or all(other == path for other in paths):
            found.append(row)
        known.setdefault(agent, path)
    return found[::-1]


def _task(material: Material, row: Row) -> Task:
    due = value_of(row, "due")
    until = value_of(row, "dueUntil") or (due if day_after(due) else "")
    return Task(
        iri=value_of(row, "action"),
        text=material.text(row, "text"),
        agent=value_of(row, "agent"),
        due=due,
        until=until,
        stands=_stands(until, material.facts.reference),
        path=value_of(row, "path"),
        line=value_of(row, "line"),
        date=value_of(row, "date"),
    )


def _stands(until: str, today: str) -> str:
    if not until:
        return "undated"
    return "overdue" if "" < day_after(until) <= today else "due"
