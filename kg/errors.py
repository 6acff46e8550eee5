"""What can go wrong, said so that a person can act on it. No message here knows a terminal."""

from __future__ import annotations

from pathlib import PurePath


class KgError(Exception):
    """A problem that a user can solve: what is wrong, where, and what to do about it.

    Args:
        message: what is wrong, one sentence.
        path: the file it is in.
        line: the line in that file, from 1.
        hint: what to do, one sentence.
    """

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        path: PurePath | str | None = None,
        line: int | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint

    def __str__(self) -> str:
        """Give `path:line: message`, leaving out what is not known."""
        place = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        return f"{place}: {self.message}" if place else self.message


class ReadError(KgError):
    """A source, or a record of it, cannot be read; the rest can."""

    exit_code = 1


class UsageError(KgError):
    """The command was asked for something that does not exist or does not fit."""

    exit_code = 2


class WorkspaceError(KgError):
    """The workspace or its store cannot be used."""

    exit_code = 3


class BusyError(WorkspaceError):
    """Another kg holds the workspace, and did not let go in time."""
