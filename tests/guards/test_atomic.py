"""The one place that writes: whole or not at all, whatever the file system refuses."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import WorkspaceError
from kg.guards import atomic

if TYPE_CHECKING:
    from collections.abc import Callable

CALLS = ("open", "write", "fsync", "replace", "rename", "link", "unlink", "mkdir")


class Refusing:
    """Lets the k-th of the calls of `os` that change something fail, and counts them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, code: int = errno.ENOSPC) -> None:
        self.count, self.at, self.code = 0, at, code
        for name in CALLS:
            monkeypatch.setattr(os, name, self._guard(getattr(os, name)))

    def _guard(self, call: Callable[..., object]) -> Callable[..., object]:
        def wrapper(*arguments: object, **named: object) -> object:
            self.count += 1
            if self.count == self.at:
                raise OSError(self.code, os.strerror(self.code))
            return call(*arguments, **named)

        return wrapper


def _write_file(folder: Path) -> None:
    atomic.write_file(folder / "a", b"new")


def _append(folder: Path) -> None:
    atomic.append(folder / "a", b"new\n")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EMFILE])
@pytest.mark.parametrize("act", [_write_file, _append])
@pytest.mark.parametrize("at", range(1, 12))
def test_what_stood_there_stands_when_a_call_fails(
    act: Callable[[Path], None], at: int, code: int, tmp_path: Path
) -> None:
    (tmp_path / "a").write_bytes(b"old\n")
    with pytest.MonkeyPatch.context() as patch:
        refusing = Refusing(patch, at, code)
        try:
            act(tmp_path)
        except WorkspaceError as error:
            assert (error.path in (tmp_path / "a", tmp_path / ".a.new"), error.exit_code, bool(error.hint)) == (
                True,
                3,
                True,
            )
    if refusing.count >= at:
        assert (tmp_path / "a").read_bytes() in (b"old\n", b"new")
        assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_half_an_appended_line_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, write, calls = tmp_path / "a", os.write, []

    def short(handle: int, data: bytes) -> int:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, data[:3])

    path.write_bytes(b"old\n")
    monkeypatch.setattr(os, "write", short)
    with pytest.raises(WorkspaceError, match="No space left"):
        atomic.append(path, b"a new line\n")
    assert path.read_bytes() == b"old\n"


@pytest.mark.parametrize(
    ("old", "expected"),
    [(None, b"new\n"), (b"", b"new\n"), (b"old\n", b"old\nnew\n"), (b"torn", b"torn\nnew\n")],
    ids=["no file", "empty", "whole", "torn"],
)
def test_append_ends_a_torn_line_first(old: bytes | None, expected: bytes, tmp_path: Path) -> None:
    if old is not None:
        (tmp_path / "a").write_bytes(old)
    atomic.append(tmp_path / "a", b"new\n")
    assert (tmp_path / "a").read_bytes() == expected


def test_a_new_file_never_writes_through_a_hard_link(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    atomic.link_or_copy(tmp_path / "old", tmp_path / "next/a")
    atomic.write_new(tmp_path / "next/a", b"new")
    assert ((tmp_path / "old").read_bytes(), (tmp_path / "next/a").read_bytes()) == (b"old", b"new")


def test_what_cannot_be_linked_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old").write_bytes(b"old")
    Refusing(monkeypatch, 2, errno.EXDEV)
    atomic.link_or_copy(tmp_path / "old", tmp_path / "next/a")
    assert (tmp_path / "next/a").read_bytes() == b"old"
    assert (tmp_path / "old").stat().st_nlink == 1


def _folders(root: Path) -> tuple[Path, Path, Path]:
    for name in ("fresh", "current"):
        (root / "cache" / name if name == "fresh" else root / name).mkdir(parents=True)
        (root / "cache" / name if name == "fresh" else root / name).joinpath("a").write_text(name)
    return root / "cache/fresh", root / "current", root / "cache/journal"


@pytest.mark.parametrize("at", range(9))
@pytest.mark.parametrize("swap", [True, False], ids=["in one step", "in steps"])
def test_an_exchange_that_fails_leaves_one_of_the_two(tmp_path: Path, at: int, *, swap: bool) -> None:
    fresh, current, journal = _folders(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        if not swap:
            patch.setattr(atomic, "_swap", lambda *_: False)
        Refusing(patch, at)
        try:
            atomic.exchange(fresh, current, journal)
        except WorkspaceError as error:
            assert error.exit_code == 3
    assert (current / "a").read_text() in ("current", "fresh")
    atomic.recover(fresh, current, journal)
    assert (current / "a").read_text() in ("current", "fresh")
    assert not journal.exists()
    assert not journal.with_name("aside").exists()


def test_a_failing_exchange_says_so_when_nothing_can_be_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh, current, journal = _folders(tmp_path)
    monkeypatch.setattr(atomic, "_swap", lambda *_: False)
    monkeypatch.setattr(
        os, "rename", lambda *_: (_ for _ in ()).throw(OSError(errno.EXDEV, "Invalid cross-device link"))
    )
    with pytest.raises(WorkspaceError, match="Invalid cross-device link"):
        atomic.exchange(fresh, current, journal)
    assert (current / "a").read_text() == "current"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param({"current": "old", "fresh": "new"}, "old", id="before the first rename"),
        pytest.param({"aside": "old", "fresh": "new"}, "new", id="between the renames"),
        pytest.param({"aside": "old", "current": "new"}, "new", id="after the second"),
        pytest.param({"fresh": "old", "current": "new"}, "new", id="before the journal goes"),
        pytest.param({"aside": "old"}, "old", id="the new one was removed by hand"),
    ],
)
def test_a_swap_that_was_cut_off_is_ended(state: dict[str, str], expected: str, tmp_path: Path) -> None:
    places = {"current": tmp_path / "current", "fresh": tmp_path / "cache/fresh", "aside": tmp_path / "cache/aside"}
    for name, text in state.items():
        places[name].mkdir(parents=True)
        (places[name] / "a").write_text(text)
    journal = tmp_path / "cache/journal"
    atomic.write_new(journal, b"")
    for _ in range(2):
        atomic.recover(places["fresh"], places["current"], journal)
        assert (places["current"] / "a").read_text() == expected
        assert (journal.exists(), places["aside"].exists()) == (False, False)


def test_readers_share_and_a_writer_is_alone(tmp_path: Path) -> None:
    path = tmp_path / "x/lock"
    with atomic.lock(path, shared=True), atomic.lock(path, shared=True):
        with pytest.raises(WorkspaceError, match="another kg is at work"), atomic.lock(path, patience=0):
            pass
    with atomic.lock(path, patience=0), pytest.raises(WorkspaceError, match=f"process {os.getpid()}"):
        with atomic.lock(path, shared=True, patience=0):
            pass


def test_a_reader_changes_nothing_in_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with atomic.lock(path):
        pass
    before = path.stat()
    with atomic.lock(path, shared=True):
        pass
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path: Path) -> None:
    code = f"import time; from pathlib import Path; from kg.guards import atomic\nwith atomic.lock(Path({str(tmp_path / 'lock')!r})): print(1, flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    holder.kill()
    holder.communicate()
    with atomic.lock(tmp_path / "lock", patience=0):
        pass


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_lock_that_cannot_be_made_is_said(code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Refusing(monkeypatch, 2, code)
    with pytest.raises(WorkspaceError, match="cannot write"), atomic.lock(tmp_path / "x/lock"):
        pass
