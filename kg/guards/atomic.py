"""The one place that changes files: whole or not at all, and still there after a power cut."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import time
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import BusyError, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Seconds that a command waits for another one that is writing.
LOCK_PATIENCE = 10.0

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


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

    One that stands there is removed first: it may be a hard link to a file that must not change.

    Raises:
        WorkspaceError: the file system refuses.
    """
    with new_file(path) as stream:
        _write_all(stream.fileno(), data)


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Give a new file to write to, as `write_new` does, and bring it to disk in the end.

    Raises:
        WorkspaceError: the file system refuses.
    """
    with _said(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path):
            os.unlink(path)  # noqa: PTH108
        with os.fdopen(os.open(path, _NEW, 0o644), "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())


def write_file(path: Path, data: bytes) -> None:
    """Put a file in place of the one that stands there, in one step.

    Raises:
        WorkspaceError: the file system refuses; the old file still stands.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        write_new(temporary, data)
        with _said(path):
            os.replace(temporary, path)  # noqa: PTH105  (fault tests count the calls of `os`)
            sync_folder(path.parent)
    except WorkspaceError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise


def append(path: Path, data: bytes) -> None:
    """Add whole lines to the end of a file, in one write. A last line without an end is ended first.

    Raises:
        WorkspaceError: the file system refuses; the file is as it was.
    """
    with _said(path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
        try:
            size = os.fstat(handle).st_size
            torn = size and _byte_at(handle, size - 1) != b"\n"
            try:
                _write_all(handle, (b"\n" if torn else b"") + data)
                os.fsync(handle)
            except OSError:
                os.ftruncate(handle, size)  # half a line would be read as something else
                raise
        finally:
            os.close(handle)
        if not size:
            sync_folder(path.parent)


def _byte_at(handle: int, offset: int) -> bytes:
    os.lseek(handle, offset, os.SEEK_SET)
    return os.read(handle, 1)


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
        if source.is_symlink():  # as it stands: nothing follows a link out of outputs/
            os.symlink(os.readlink(source), target)  # noqa: PTH115, PTH211
            return
        try:
            os.link(source, target)
        except OSError:
            write_new(target, source.read_bytes())


def remove_tree(path: Path) -> None:
    """Remove a folder and all in it; one that is not there is fine.

    Raises:
        WorkspaceError: the file system refuses.
    """
    with _said(path), contextlib.suppress(FileNotFoundError):
        shutil.rmtree(path)


def remove_file(path: Path) -> None:
    """Remove a file; one that is not there is fine.

    Raises:
        WorkspaceError: the file system refuses.
    """
    with _said(path), contextlib.suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108


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
            _swap_in_steps(fresh, current, journal)
        sync_folder(current.parent)


def _swap_in_steps(fresh: Path, current: Path, journal: Path) -> None:
    aside = journal.with_name("aside")
    write_new(journal, b"")
    sync_folder(journal.parent)
    os.rename(current, aside)  # noqa: PTH104
    try:
        os.rename(fresh, current)  # noqa: PTH104
    except OSError:
        os.rename(aside, current)  # noqa: PTH104
        raise
    os.rename(aside, fresh)  # noqa: PTH104
    os.unlink(journal)  # noqa: PTH108


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
        BusyError: another kg did not let go within `patience` seconds.
    """
    with _said(path):
        handle = _open_lock(path, shared=shared)
    try:
        deadline = time.monotonic() + patience
        while not _try_lock(handle, shared=shared):
            if time.monotonic() > deadline:
                os.lseek(handle, 0, os.SEEK_SET)
                holder = os.read(handle, 100).decode("ascii", "replace").strip()
                raise BusyError(
                    f"another kg is at work here (process {holder or 'unknown'})",
                    path=path,
                    hint="wait until it has ended and try again",
                )
            time.sleep(0.02)
        if not shared:
            with _said(path):
                os.ftruncate(handle, 0)
                _write_all(handle, str(os.getpid()).encode())
        yield
    finally:
        os.close(handle)


def _open_lock(path: Path, *, shared: bool) -> int:
    """Open the lock; a reader changes nothing where it is there, so that it can read what it may not write."""
    if shared:
        with contextlib.suppress(FileNotFoundError):
            return os.open(path, os.O_RDONLY)
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)


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
