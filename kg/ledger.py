"""decisions.csv, added to: checked against what stands there, under a lock, in one write."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.curation import COLUMNS, Curation, Curations, format_curation, next_id, read_curations, with_row
from kg.errors import UsageError
from kg.guards import atomic
from kg.text import day_after, first_day
from kg.workspace import DECISIONS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.workspace import Workspace

#: The lock of decisions.csv in .kg/: held for one line, so that nobody waits for a refresh to write down a decision.
DECISIONS_LOCK = "decisions.lock"

#: Seconds that a decision waits for the others that are written down at that moment.
_PATIENCE = 60.0

#: Verbs that settle a question until something ends that.
_SETTLES = ("accept", "answer", "research", "retire")

#: Verbs that undo each other on the same two things.
_UNDOES = {"merge": "split", "split": "merge", "accept": "split"}


@dataclass(frozen=True, slots=True)
class Around:
    """What the graph says around a decision: whether the same one, taken before, still holds depends on it.

    `group` are the subject and all that is merged with it, `asked` is the newest day on which a meeting asked it.
    """

    group: frozenset[str] = field(default_factory=frozenset)
    asked: str = ""


def write_down(workspace: Workspace, wanted: Curation, around: Around) -> tuple[Curation, bool]:
    """Add a decision to decisions.csv; give it as it stands there, and whether it is new.

    The same decision that still holds is given back, and nothing is written.

    Raises:
        UsageError: it contradicts another decision, or withdraws one that is not there.
        WorkspaceError: the file cannot be written.
    """
    path = workspace.sources / DECISIONS_FILE
    with atomic.lock(workspace.cache / DECISIONS_LOCK, patience=_PATIENCE):
        data = path.read_bytes() if path.is_file() else b""
        before = read_curations(data)
        _check_withdrawal(before, wanted)
        same = _standing(before, wanted, around)
        if same is not None:
            return same, False
        content = {"verb": wanted.verb, "subject": wanted.subject, "object": wanted.object}
        content |= {"by": wanted.by, "on": wanted.date}
        row = replace(wanted, id=next_id(before.rows, content), line=_next_line(data))
        head = b"" if data else (",".join(COLUMNS) + "\n").encode()
        line = format_curation(row)
        row = replace(_as_read(line), line=row.line + bool(head))
        _check_contradiction(before, row)
        atomic.append(path, head + line)
    return row, True


def _as_read(line: bytes) -> Curation:
    """Give a decision as its line will be read.

    Raises:
        UsageError: it would not be read as one.
    """
    found = read_curations(line)
    if not found.rows:
        issue = found.issues[0]
        raise UsageError(issue.message, hint=issue.hint)
    return found.rows[0]


def _next_line(data: bytes) -> int:
    """Give the line on which a decision that is added will stand."""
    return len(re.findall(rb"[^\r\n]\Z|\r\n|\n|\r", data)) + 1


def _standing(before: Curations, row: Curation, around: Around) -> Curation | None:
    """Give the newest decision that says the same, if it applies and nothing has ended it since."""
    applying = before.effective() if row.verb != "withdraw" else [r for r in before.rows if r.id in before.applying]
    same = [other for other in applying if _content(other) == _content(row)]
    if not same:
        return None
    later = [other for other in applying if (other.date, other.line) > (same[-1].date, same[-1].line)]
    return None if _is_over(same[-1], row.date, later, around) else same[-1]


def _content(row: Curation) -> tuple[object, ...]:
    return row.verb, row.subject, row.object, dict(row.detail)


def _is_over(row: Curation, day: str, later: Iterable[Curation], around: Around) -> bool:
    """Tell whether what came later, a meeting, or the end of a term took away what a decision gave."""
    if any(other.verb == _UNDOES.get(row.verb) and _pair(other) == _pair(row) for other in later):
        return True
    if row.verb == "reopen":
        return any(other.verb in _SETTLES and other.subject in around.group for other in later)
    if row.verb not in _SETTLES or row.detail.get("stance", "supports") != "supports":
        return False
    asked_again = row.verb in ("accept", "answer") and around.asked > row.date
    until = day_after(row.detail.get("until", ""))
    reopened = any(other.verb == "reopen" and other.subject in around.group for other in later)
    return asked_again or reopened or bool(until and until <= first_day(day))


def _pair(row: Curation) -> tuple[str, str]:
    return row.subject, row.object


def _check_withdrawal(before: Curations, row: Curation) -> None:
    if row.verb == "withdraw" and row.subject not in {other.id for other in before.rows}:
        recent = ", ".join(f"{other.id} ({other.verb})" for other in before.rows[-5:]) or "none"
        raise UsageError(f"there is no decision '{row.subject}'", hint=f"the newest are: {recent}")


def _check_contradiction(before: Curations, row: Curation) -> None:
    """Refuse a decision that would only put both itself and an earlier one out of force."""
    after = with_row(before, row)
    wrong = next((issue for issue in after.issues if issue.line == row.line and issue.is_error), None)
    if row.id not in after.applying:
        lost = [other for other in before.rows if other.id in before.applying and other.id not in after.applying]
        named = ", ".join(f"{other.id} (line {other.line}: {other.verb})" for other in lost)
        raise UsageError(
            f"this contradicts {named or 'an earlier decision'}",
            path=DECISIONS_FILE,
            hint=f"first: kg withdraw {lost[0].id}" if lost else (wrong.hint if wrong else "see: kg query curations"),
        )
