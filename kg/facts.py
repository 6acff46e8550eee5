"""What the graph says of all questions on a date, read once for the gap list and the reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.queries import ask, value_of
from kg.text import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.stores import Row, Store

#: Saved queries on questions that say how they stand; they hide what is later than a date.
DATED = ("raised", "schools-asking", "answers", "evidence")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the graph says of all questions on a date; merged questions count for the one they joined.

    `reference` is the day that counts as today, `standing` the same as far as it is stated. `rows` maps a saved
    query to its rows by question, `merged` a question to the one it ended in, `sectors` a BRIN code to a sector.
    """

    reference: str
    standing: str
    known: Mapping[str, Row]
    status: Mapping[str, Row]
    merged: Mapping[str, str]
    rows: Mapping[str, Mapping[str, list[Row]]]
    proposals: Mapping[str, list[Row]]
    sectors: Mapping[str, str]

    def of(self, query: str, question: str) -> list[Row]:
        """Give the rows of a saved query on one question."""
        return self.rows[query].get(question, [])

    def values(self, query: str, question: str, name: str) -> tuple[str, ...]:
        """Give the different values of a variable on one question, sorted, without the empty ones."""
        return tuple(sorted({value_of(row, name) for row in self.of(query, question)} - {""}))


def newest_date(store: Store) -> str:
    """Give the newest date of a meeting, visit or curation in the graph, as stated, or ''."""
    return max((value_of(row, "newest") for row in ask(store, "newest-date")), default="")


def read_facts(store: Store, *, as_of: str = "", today: str = "", also: tuple[str, ...] = ()) -> Facts:
    """Give what the graph says of all questions. `as_of` hides what is later; `today` is for ages and research.

    Without `today` the newest date in the graph counts. A `today` before that date hides nothing.
    `also` names more saved queries that give a `question` and know `asOf`.

    Raises:
        UsageError: a date is none.
    """
    dated = {"asOf": check_date(as_of)} if as_of else {}
    stated = newest_date(store)
    newest = first_day(stated)
    day = as_of or (max(check_date(today), newest) if today else newest)
    known = _first(ask(store, "questions"))
    status = _first(ask(store, "status", **({"asOf": day} if day else {})))
    merged = _merged(known, status)
    rows = {name: _by_question(ask(store, name, **dated), merged) for name in (*DATED, *also)}
    rows["theme-questions"] = _by_question(ask(store, "theme-questions"), merged)
    return Facts(
        reference=as_of or today or newest,
        standing=as_of or (stated if today in {"", newest} else today),
        known=known,
        status=status,
        merged=merged,
        rows=rows,
        proposals=_proposals(store, status, merged),
        sectors={value_of(row, "brin"): value_of(row, "sector") for row in ask(store, "schools")},
    )


def half_years(since: str, until: str) -> int:
    """Give the whole half years between two dates, 0 where one is not known or they are turned round.

    >>> half_years("2020-11-10", "2021-11-10"), half_years("2021-01", "2021-06-30"), half_years("", "2021")
    (2, 0, 0)
    """
    if not since or not until:
        return 0
    start, end = date.fromisoformat(first_day(since)), date.fromisoformat(first_day(until))
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(0, months // 6)


def check_date(value: str) -> str:
    """Give a date as it is.

    Raises:
        UsageError: it is no date of the calendar, written as 2021-06-23.
    """
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"'{value}' is no date", hint="write year-month-day, as in 2021-06-23") from None


def accepted(facts: Facts, question: str) -> list[Row]:
    """Give the accepted publications that support or dispute, one row each, by publication."""
    rows = (row for row in facts.of("evidence", question) if value_of(row, "state") == "accepted")
    found = {value_of(row, "publication"): row for row in rows if value_of(row, "stance") != "background"}
    return [found[publication] for publication in sorted(found)]


def ends_of_merges(store: Store) -> dict[str, str]:
    """Give for each question that is merged the one it ended in, as things stand now."""
    steps = {value_of(row, "node"): value_of(row, "became") for row in ask(store, "merged")}
    return {name: end_of_merges(name, steps) for name in steps}


def _first(rows: Iterable[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(value_of(row, "question"), row)
    return found


def _merged(known: Mapping[str, Row], status: Mapping[str, Row]) -> dict[str, str]:
    """Give for each question that was merged by then the one it ended in; a ring of merges ends nowhere."""
    steps = {name: value_of(row, "replacedBy") for name, row in known.items() if value_of(row, "replacedBy")}
    steps = {a: b for a, b in steps.items() if a in status and value_of(status[a], "status") == "retired"}
    return {name: end_of_merges(name, steps) for name in steps}


def end_of_merges(name: str, steps: Mapping[str, str]) -> str:
    """Give what a question ended in by steps from one question to the next; a ring ends where it closes."""
    seen = {name}
    while name in steps and steps[name] not in seen:
        name = steps[name]
        seen.add(name)
    return name


def _by_question(rows: Iterable[Row], merged: Mapping[str, str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        question = value_of(row, "question")
        found.setdefault(merged.get(question, question), []).append(row)
    return found


def _proposals(store: Store, status: Mapping[str, Row], merged: Mapping[str, str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in ask(store, "proposals"):
        ends = {value_of(row, "left"), value_of(row, "right")}
        for question in sorted({merged.get(end, end) for end in ends} & set(status)):
            found.setdefault(question, []).append(row)
    return found
