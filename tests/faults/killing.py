"""Lets every call of a refresh that changes files go wrong in turn, and looks at what is left.

Runs in a process of its own: a process in which an engine with threads was ever open must not fork.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
import traceback
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import kg.note_pages
import kg.refresh
from kg.catalogue import describe_ontology
from kg.errors import WorkspaceError
from kg.generation import stamps
from kg.guards import atomic
from kg.guards.worker import Worker
from kg.memory import Memory
from kg.model import Source
from kg.plan import read_state, state_bytes, store_stamps
from kg.reading import describe, make_context, package_hash, read_source, reading_recipe
from kg.refresh import refresh
from kg.reports import ReportSettings
from kg.reports.notes import Note, Passage, note_page
from kg.trig import write_trig
from kg.workspace import find_workspace
from tests.conftest import call_here

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.stores import Store

#: Calls of `os` that change files or bring them to disk.
CALLS = (
    "open", "write", "fsync", "replace", "rename", "link", "unlink", "remove", "mkdir", "rmdir", "symlink", "ftruncate",
)  # fmt: skip

NOTE = "# Derde bijeenkomst\n\nVraag: Hoe volgen we leerlingen?\n\nInzicht: Samen kijken helpt.\n"
FILES = {
    "meetings/2021-03-25-a.md": "# Tweede bijeenkomst\n\n- Vraag: Wat werkt bij lezen?\n",
    "meetings/2021-06-23-b.md": NOTE,
    "publications/a.bib": "@article{voorbeeld1, title = {Een voorbeeld}, year = {2020}}\n",
    "decisions.csv": "id,date,by,verb,subject,object,detail,note\n",
}
DECISION = "d-1,2021-10-01,voorbeeld,retire,{},,,\n"


def first(root: Path) -> None:
    """A first refresh: nothing was there."""


def edited(root: Path) -> None:
    """One note is changed after a refresh."""
    _refresh(root)
    note = root / "sources/meetings/2021-06-23-b.md"
    text = NOTE.replace("Hoe volgen we leerlingen?", "Hoe volgen we leerlingen goed?")
    note.write_text(text + "\nBesluit: We gaan door.\n")


def removed_and_decided(root: Path) -> None:
    """A note is removed and a decision is added after a refresh."""
    _refresh(root)
    (root / "sources/meetings/2021-03-25-a.md").unlink()
    rows = (root / "sources/identities.csv").read_text().splitlines()
    question = next(row.split(",")[0] for row in rows if ",question," in row and "volgen" in row)
    with (root / "sources/decisions.csv").open("a") as stream:
        stream.write(DECISION.format(question))


def _refresh(root: Path) -> None:
    """Refresh in a child: this process must never have had an engine with threads, or its children hang."""
    assert _in_child(root, None) == 0


def _warm() -> None:
    """Do once, before all children, what needs no store: imports, patterns, the shipped themes and ontology."""
    vars(kg.refresh)["describe_ontology"] = cache(describe_ontology)
    package_hash()
    reading_recipe()
    with Worker() as worker:
        context = make_context(worker, b"", b"")
        for name, text in FILES.items():
            if name != "decisions.csv":
                source, data = Source(PurePosixPath(name)), text.encode()
                describe(*read_source(worker, source, data, context, "urn:kg:"), Memory(), "urn:kg:", ())
    note_page(Note("a.md", ""), [Passage("urn:a", "question", 0, 1, 1, question="urn:a")], "a\nb", ReportSettings())


def killed() -> None:
    """Die at once."""
    os.kill(os.getpid(), signal.SIGKILL)


def no_space() -> None:
    """Fail as on a full disk."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def io_error() -> None:
    """Fail as on a broken disk."""
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def _in_child(root: Path, at: int | None, counter: Path | None = None, fault: Callable[[], None] = killed) -> int:
    """Refresh in a child process in which the k-th call goes wrong; give its exit status."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    count = 0
    real_write, real_open = os.write, os.open

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def wrapper(*arguments: object, **options: object) -> object:
            nonlocal count
            count += 1
            if count == at:
                fault()
            return call(*arguments, **options)

        return wrapper

    try:
        os.fsync = lambda _: None  # type: ignore[assignment]  # no power is cut here; the calls still count
        for name in CALLS:
            setattr(os, name, counted(getattr(os, name)))
        atomic._swap = counted(atomic._swap)  # type: ignore[assignment]
        refresh(find_workspace(root))
        if counter is not None:
            handle = real_open(counter, os.O_WRONLY | os.O_CREAT)
            real_write(handle, str(count).encode())
        os._exit(0)
    except WorkspaceError as error:
        os._exit(3 if error.hint else 4)
    except BaseException:  # noqa: BLE001  (a child of a test must not go on as a test)
        traceback.print_exc()
        os._exit(5)


def _copy(start: Path, target: Path) -> None:
    """Copy a workspace so that kg takes the copy for the one that it left: the stamps of its files are those of now."""
    shutil.copytree(start, target)
    workspace = find_workspace(target)
    state = read_state(workspace.cache / "state.json")
    if state.sources:
        state.outputs, state.store = stamps(workspace.outputs), store_stamps(workspace)
        (workspace.cache / "state.json").write_bytes(state_bytes(state))


def _bytes(root: Path) -> dict[str, bytes]:
    """Everything that must be the same: all outputs, and what the machine or a person added to the sources."""
    files = [*(root / "outputs").rglob("*"), root / "sources/identities.csv", root / "sources/decisions.csv"]
    return {f.relative_to(root).as_posix(): f.read_bytes() for f in files if f.is_file()}


def _outputs(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in _bytes(root).items() if name.startswith("outputs")}


def draw_quickly(store: Store, settings: ReportSettings) -> list[tuple[str, bytes]]:
    """Give outputs that tell every difference in the graph, without the time that drawing takes."""
    data = write_trig(store.quads()) + repr(settings).encode()
    return [(name, data) for name in ("gaps.html", "gaps.json", "map.html", "index.html")]


def _prepare(root: Path, scenario: Callable[[Path], None]) -> None:
    for name, text in FILES.items():
        (root / "sources" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "sources" / name).write_text(text)
    scenario(root)


SCENARIOS = {"first": first, "edited": edited, "removed-and-decided": removed_and_decided}


#: Fault to the exit statuses that are right then. A call that fails may have another way: a copy for a link.
FAULTS: dict[str, tuple[Callable[[], None], set[int]]] = {
    "kill": (killed, {signal.SIGKILL}),
    "no-space": (no_space, {3 << 8, 0}),
    "io-error": (io_error, {3 << 8, 0}),
}


def harm_every_call(scenario: str, fault: str, swap: str, folder: Path) -> int:
    """Let each call go wrong in turn, and heal; give the number of calls.

    An AssertionError names the call after which things were not as they should be.
    """
    for name in ("call", "stream"):
        setattr(Worker, name, call_here)
    vars(kg.note_pages)["draw_outputs"] = draw_quickly
    if swap == "in-steps":
        atomic._swap = lambda *_: False
    _warm()
    act, right = FAULTS[fault]
    start, done = folder / "start", folder / "done"
    _prepare(start, SCENARIOS[scenario])
    before = _outputs(start)
    _copy(start, done)
    assert _in_child(done, None, folder / "count") == 0
    after, whole = _bytes(done), _outputs(done)
    # Between the renames of a swap in steps outputs/ is away; the next start ends it.
    fine = [before, whole] if swap == "at-once" or fault != "kill" else [before, whole, {}]
    total = int((folder / "count").read_text())
    for k in range(1, total + 1):
        root = folder / "harmed"
        _copy(start, root)
        status = _in_child(root, k, None, act)
        assert status in right, f"call {k} of {total} ended with {status}"
        assert _outputs(root) in fine, f"mixed outputs after call {k} of {total}"
        _refresh(root)
        assert _bytes(root) == after, f"not healed after call {k} of {total}"
        shutil.rmtree(root)
    return total


if __name__ == "__main__":
    print(harm_every_call(sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4])))  # noqa: T201  (what the test reads)
