"""The plan of a refresh in which nothing is read but decisions.csv: a decision costs no look at the library."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kg.model import Source
from kg.plan import Plan, hash_file, outputs_stand, read_state, store_stands
from kg.workspace import DECISIONS_FILE, IDENTITIES_FILE, problem_of

if TYPE_CHECKING:
    from kg.plan import State
    from kg.workspace import Workspace

#: Files in sources/ that the state knows and that no graph stands for as for a note.
_OWN = (DECISIONS_FILE, IDENTITIES_FILE)


def decisions_wait(workspace: Workspace) -> bool:
    """Tell whether decisions.csv says more, or other things, than the outputs do.

    Where nothing was read yet, nothing waits.
    """
    state = read_state(workspace.cache / "state.json")
    return bool(state.sources) and _hash_of(workspace, DECISIONS_FILE) not in ("", state.sources.get(DECISIONS_FILE))


def plan_decisions(workspace: Workspace, state: State, recipe: str) -> Plan | None:
    """Give the plan, or None where more than decisions.csv has to be looked at.

    `recipe` is the hash of what decides, sources aside, what they give.
    """
    if not _is_whole(workspace, state) or state.recipe != recipe:
        return None
    unchanged = tuple(
        Source(PurePosixPath(path), sha256) for path, sha256 in sorted(state.sources.items()) if path not in _OWN
    )
    redraw = _hash_of(workspace, DECISIONS_FILE) != state.sources.get(DECISIONS_FILE)
    return Plan(unchanged=unchanged, redraw=redraw, decisions_only=True)


def _is_whole(workspace: Workspace, state: State) -> bool:
    """Tell whether all that the last refresh saw could be read, and its outputs, store and names still stand."""
    known = {path for path, sha256 in state.sources.items() if sha256}
    return (
        bool(state.sources)
        and known == state.sources.keys()
        and known | {DECISIONS_FILE} >= state.issues.keys()
        and _hash_of(workspace, DECISIONS_FILE) != ""
        and _hash_of(workspace, IDENTITIES_FILE) == state.sources.get(IDENTITIES_FILE, "")
        and outputs_stand(workspace, state)
        and store_stands(workspace, state)
    )


def _hash_of(workspace: Workspace, name: str) -> str:
    """Give the hash of a file at the top of sources/, '' where there is none that can be read."""
    path = workspace.sources / name
    try:
        return hash_file(path) if path.is_file() and problem_of(path, workspace.sources) is None else ""
    except OSError:
        return ""
