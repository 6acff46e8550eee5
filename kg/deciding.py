"""One decision of a person: names looked up, checked against the other decisions, written down, and applied."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.curation import COLUMNS, Curation, Curations, format_curation, next_id, read_curations
from kg.current import current_store
from kg.errors import UsageError
from kg.guards import atomic
from kg.nodes import find_node
from kg.refresh import RefreshResult, refresh
from kg.workspace import DECISIONS_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.stores import Store
    from kg.workspace import Workspace

#: For each verb the classes of thing that its subject and its object may be; no object where there is none.
#: `=` before a list gives the words themselves.
_TAKES: dict[str, tuple[tuple[str, ...], tuple[str, ...] | None]] = {
    "accept": (("Question",), ("Publication", "Question", "Theme")),
    "reject": (("Question",), ("Publication", "Question", "Theme")),
    "merge": (("Question",), ("Question",)),
    "split": (("Question",), ("Question",)),
    "answer": (("Question",), None),
    "research": (("Question",), None),
    "retire": (("Question",), None),
    "reopen": (("Question",), None),
    "theme": (("Question",), ("Theme",)),
    "type": (("Question",), ("=", "practical", "instrumental", "policy", "knowledge", "research", "process")),
    "grade": (("Publication", "Question"), ("=", "0", "1", "2", "3", "4", "5", "practice-voice", "case",
                                              "practice-study", "peer-reviewed", "review")),
    "school": (("Question",), ("School",)),
    "hide": ((), None),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision as a person typed it: names may be IRIs, keys, DOIs or words."""

    verb: str
    subject: str
    object: str = ""
    detail: Mapping[str, str] | None = None
    by: str = ""
    on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was written down; `is_new` is false where the same decision stood already."""

    curation: Curation
    is_new: bool
    result: RefreshResult | None = None


def decide(workspace: Workspace, wish: Wish) -> Decided:
    """Write a decision in decisions.csv and bring the outputs up to date.

    Raises:
        UsageError: a name fits nothing or several things; nobody decides; or the decision contradicts another one.
        WorkspaceError: nothing was read yet, or the file cannot be written.
    """
    by = wish.by or workspace.settings.by or _git_name(workspace)
    if not by:
        raise UsageError("nobody decides", hint='say who: --by NAME, or by = "NAME" in kg.toml')
    path = workspace.sources / DECISIONS_FILE
    if wish.verb == "withdraw":
        subject, target = wish.subject, ""
    else:
        with current_store(workspace) as store:
            subject, target = _subject(store, wish), _object(store, wish)
    detail = dict(wish.detail or {})
    with atomic.lock(workspace.cache / "lock"):
        before = read_curations(path.read_bytes() if path.is_file() else b"")
        row = Curation("", wish.on, by, wish.verb, subject, target, detail, wish.note)
        _check_withdrawal(before, row)
        same = _standing(before, row)
        if same is not None:
            return Decided(same, is_new=False)
        content = {"verb": row.verb, "subject": subject, "object": target, "by": by, "on": row.date}
        row = replace(row, id=next_id(before.rows, content))
        _check_contradiction(before, row, path.read_bytes() if path.is_file() else b"")
        head = b"" if path.is_file() and path.stat().st_size else (",".join(COLUMNS) + "\n").encode()
        atomic.append(path, head + format_curation(row))
    return Decided(row, is_new=True, result=refresh(workspace))


def _subject(store: Store, wish: Wish) -> str:
    return find_node(store, wish.subject, _TAKES[wish.verb][0]).iri


def _object(store: Store, wish: Wish) -> str:
    kinds = _TAKES[wish.verb][1]
    if kinds is None:
        return ""
    if kinds[0] == "=":
        if wish.object not in kinds[1:]:
            raise UsageError(f"'{wish.object}' is no {wish.verb}", hint=f"choose one of: {', '.join(kinds[1:])}")
        return wish.object
    return find_node(store, wish.object, kinds).iri


def _git_name(workspace: Workspace) -> str:
    try:
        found = subprocess.run(
            ["git", "config", "user.name"],  # noqa: S607  (the git of the person at the keyboard)
            cwd=workspace.root, capture_output=True, text=True, check=False,
        )  # fmt: skip
    except OSError:
        return ""
    return found.stdout.strip()


def _standing(before: Curations, row: Curation) -> Curation | None:
    """Give the decision that says the same and applies, if there is one."""
    for other in before.rows:
        same = (other.verb, other.subject, other.object, dict(other.detail)) == (
            row.verb, row.subject, row.object, dict(row.detail),
        )  # fmt: skip
        if same and other.id in before.applying and row.verb not in ("retire", "reopen", "answer", "research"):
            return other
    return None


def _last_line(data: bytes) -> int:
    """Give the line on which a decision that is added will stand."""
    return len(re.findall(rb"[^\r\n]\Z|\r\n|\n|\r", data)) + 1


def _check_withdrawal(before: Curations, row: Curation) -> None:
    if row.verb == "withdraw" and row.subject not in {other.id for other in before.rows}:
        recent = ", ".join(f"{other.id} ({other.verb})" for other in before.rows[-5:]) or "none"
        raise UsageError(f"there is no decision '{row.subject}'", hint=f"the newest are: {recent}")


def _check_contradiction(before: Curations, row: Curation, data: bytes) -> None:
    """Refuse a decision that would only put both itself and an earlier one out of force."""
    after = read_curations(data + (b"" if data.endswith(b"\n") or not data else b"\n") + format_curation(row))
    wrong = next((issue for issue in after.issues if issue.line == _last_line(data) and issue.is_error), None)
    if wrong is not None and row.id not in {other.id for other in after.rows}:
        raise UsageError(wrong.message, hint=wrong.hint)
    if row.id not in after.applying:
        lost = [other for other in before.rows if other.id in before.applying and other.id not in after.applying]
        named = ", ".join(f"{other.id} (line {other.line}: {other.verb})" for other in lost)
        raise UsageError(
            f"this contradicts {named or 'an earlier decision'}",
            path=DECISIONS_FILE,
            hint=f"first: kg withdraw {lost[0].id}" if lost else "see: kg query curations",
        )
