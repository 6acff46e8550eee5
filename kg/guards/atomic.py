"""The one place that changes files: whole or not at all, and still there after a power cut."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import time
from typing import TYPE_CHECKING

from kg.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Seconds that a command waits for another one that is writing.
LOCK_PATIENCE = 10.0

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS


@contextlib.contextmanager
def _said(path: Path) -> Iterator[None]:
    """Turn what the file system refuses into an error that names the path."""
    try:
        yield
    except OSError as error:
        raise WorkspaceError(
            f"cannot write: {os.strerror(error.errno or errno.EIO)}",
            path=path,
            hint="free some space or check who may write here; nothing that stood there was changed",
        ) from error


def write_new(path: Path, data: bytes) -> None:
    """Write a file that does not matter until something points at it, and bring it to disk.

    Raises:
        WorkspaceError: the file system refuses.
    """
    with _said(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            _write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)


def write_file(path: Path, data: bytes) -> None:
    """Put a file in place of the one that stands there, in one step.

    Raises:
        WorkspaceError: the file system refuses; the old file still stands.
    """
    temporary = path.with_name(f".{path.name}.new")
    write_new(temporary, data)
    with _said(path):
        os.replace(temporary, path)  # noqa: PTH105  (fault tests count the calls of `os`)
        sync_folder(path.parent)


def append(path: Path, data: bytes) -> None:
    """Add whole lines to the end of a file, in one write. A last line without an end is ended first.

    Raises:
        WorkspaceError: the file system refuses.
    """
    with _said(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            size = os.fstat(handle).st_size
            torn = size and os.pread(handle, 1, size - 1) != b"\n"
            _write_all(handle, (b"\n" if torn else b"") + data)
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def sync_folder(path: Path) -> None:
    """Bring the names in a folder to disk, where the system knows how."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def link_or_copy(source: Path, target: Path) -> None:
    """Give an unchanged file a place in the next generation, without copying it where that can be.

    Raises:
        WorkspaceError: the file system refuses both.
    """
    with _said(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)


def remove_tree(path: Path) -> None:
    """Remove a folder and all in it; one that is not there is fine.

    Raises:
        WorkspaceError: the file system refuses.
    """
    with _said(path), contextlib.suppress(FileNotFoundError):
        shutil.rmtree(path)


def sync_tree(path: Path) -> None:
    """Bring the names in a folder and in all folders below it to disk."""
    with _said(path):
        for folder, _, _ in os.walk(path):
            sync_folder(type(path)(folder))


def exchange(fresh: Path, current: Path, journal: Path) -> None:
    """Let `fresh` and `current` change places in one step, so that a reader sees the one or the other.

    Where the system cannot do that, a journal tells `recover` how to end a swap that was cut off.

    Raises:
        WorkspaceError: the file system refuses.
    """
    with _said(current):
        if not current.exists():
            os.rename(fresh, current)  # noqa: PTH104
        elif not _swap(fresh, current):
            aside = journal.with_name("aside")
            write_new(journal, b"")
            os.rename(current, aside)  # noqa: PTH104
            os.rename(fresh, current)  # noqa: PTH104
            os.rename(aside, fresh)  # noqa: PTH104
            os.unlink(journal)  # noqa: PTH108
        sync_folder(current.parent)


def recover(fresh: Path, current: Path, journal: Path) -> None:
    """End a swap that was cut off between its renames.

    Raises:
        WorkspaceError: the file system refuses.
    """
    with _said(current):
        aside = journal.with_name("aside")
        if not journal.exists():
            return
        if not current.exists():
            os.rename(fresh if fresh.exists() else aside, current)  # noqa: PTH104
        if aside.exists():
            shutil.rmtree(aside)
        os.unlink(journal)  # noqa: PTH108


def _swap(one: Path, other: Path) -> bool:
    """Exchange two names in one system call. Source: renameat2(2), renamex_np(2)."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        a, b = os.fsencode(one), os.fsencode(other)
        if sys.platform == "darwin":
            return int(library.renamex_np(a, b, _RENAME_SWAP)) == 0
        return int(library.renameat2(_AT_FDCWD, a, _AT_FDCWD, b, _RENAME_EXCHANGE)) == 0
    except (AttributeError, OSError, TypeError):
        return False


@contextlib.contextmanager
def lock(path: Path, *, shared: bool = False, patience: float = LOCK_PATIENCE) -> Iterator[None]:
    """Hold the workspace: alone to write, or together with other readers.

    The system lets go when the process ends, however it ends, so there are no stale locks.

    Raises:
        WorkspaceError: another kg did not let go within `patience` seconds.
    """
    with _said(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        deadline = time.monotonic() + patience
        while not _try_lock(handle, shared=shared):
            if time.monotonic() > deadline:
                holder = os.pread(handle, 100, 0).decode("ascii", "replace").strip()
                raise WorkspaceError(
                    f"another kg is at work here (process {holder or 'unknown'})",
                    path=path,
                    hint="wait until it has ended and try again",
                )
            time.sleep(0.05)
        if not shared:
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _try_lock(handle: int, *, shared: bool) -> bool:
    try:
        import fcntl  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return _try_lock_windows(handle)
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return False
        raise
    return True


def _try_lock_windows(handle: int) -> bool:
    import msvcrt  # noqa: PLC0415

    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True
