"""Outputs brought in line with decisions.csv, by whoever comes first: one refresh serves all who decided before it."""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from kg.errors import BusyError, WorkspaceError
from kg.plan import read_state
from kg.refresh import refresh, refresh_decisions
from kg.workspace import DECISIONS_FILE

if TYPE_CHECKING:
    from kg.refresh import RefreshResult
    from kg.workspace import Workspace

#: Seconds to wait for other kg's, all together, and for one of them before looking whether it did the work.
PATIENCE, _LOOK_AGAIN = 120.0, 0.5


def catch_up(workspace: Workspace, since: int = 0) -> RefreshResult | None:
    """Bring the outputs in line with at least the first `since` bytes of decisions.csv (0: all of it).

    Gives what the refresh did, or None where another kg did it.

    Raises:
        BusyError: another kg was at work all the time. What was decided is written down all the same.
        WorkspaceError: the workspace cannot be read or written.
    """
    deadline = time.monotonic() + PATIENCE
    while not _is_in(workspace, since):
        try:
            return refresh_decisions(workspace, patience=_LOOK_AGAIN) or refresh(workspace)
        except BusyError:
            if time.monotonic() > deadline:
                raise
    return None


def catch_up_to_read(workspace: Workspace) -> None:
    """Bring in what was decided while nobody refreshed.

    Where it cannot be written, or kg itself, its settings or its outputs changed as well, all stays as it is.
    """
    with suppress(WorkspaceError):
        refresh_decisions(workspace)


def _is_in(workspace: Workspace, since: int) -> bool:
    """Tell whether the outputs were made from decisions.csv as it stands, or as it stood some lines ago."""
    try:
        data = (workspace.sources / DECISIONS_FILE).read_bytes()
    except OSError:
        return False
    done = read_state(workspace.cache / "state.json").sources.get(DECISIONS_FILE, "")
    start = min(since, len(data)) or len(data)
    total = hashlib.sha256(data[:start])
    if total.hexdigest() == done:
        return True
    for line in data[start:].splitlines(keepends=True):
        total.update(line)
        if total.hexdigest() == done:
            return True
    return False
