"""Whenever a refresh is killed, outputs/ is one whole generation, and the next refresh ends as if nothing happened."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import call_here

import kg.refresh
from kg.guards import atomic
from kg.guards.worker import Worker
from kg.refresh import refresh
from kg.trig import write_trig
from kg.workspace import find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.reports import ReportSettings
    from kg.stores import Store

#: Calls of `os` that change files or bring them to disk.
CALLS = ("open", "write", "fsync", "replace", "rename", "link", "unlink", "remove", "mkdir", "rmdir", "ftruncate", "pwrite")

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
    note.write_text(NOTE.replace("Hoe volgen we leerlingen?", "Hoe volgen we leerlingen goed?") + "\nBesluit: We gaan door.\n")


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


def _in_child(root: Path, kill_at: int | None, counter: Path | None = None) -> int:
    """Refresh in a child process that kills itself before the k-th call; give its exit status."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    count = 0
    real_write, real_open = os.write, os.open

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def wrapper(*arguments: object, **options: object) -> object:
            nonlocal count
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **options)

        return wrapper

    try:
        for name in CALLS:
            setattr(os, name, counted(getattr(os, name)))
        atomic._swap = counted(atomic._swap)  # type: ignore[assignment]
        refresh(find_workspace(root))
        if counter is not None:
            handle = real_open(counter, os.O_WRONLY | os.O_CREAT)
            real_write(handle, str(count).encode())
        os._exit(0)
    except BaseException:  # noqa: BLE001  (a child of a test must not go on as a test)
        os._exit(3)


def _bytes(root: Path) -> dict[str, bytes]:
    """Everything that must be the same: all outputs, and what the machine or a person added to the sources."""
    files = [*(root / "outputs").rglob("*"), root / "sources/identities.csv", root / "sources/decisions.csv"]
    return {f.relative_to(root).as_posix(): f.read_bytes() for f in files if f.is_file()}


def _outputs(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in _bytes(root).items() if name.startswith("outputs")}


def draw_quickly(store: Store, settings: ReportSettings) -> dict[str, bytes]:
    """Give outputs that tell every difference in the graph, without the time that drawing takes."""
    data = write_trig(store.quads()) + repr(settings).encode()
    return {name: data for name in ("gaps.html", "gaps.json", "map.html", "index.html")}


def _prepare(root: Path, scenario: Callable[[Path], None]) -> None:
    for name, text in FILES.items():
        (root / "sources" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "sources" / name).write_text(text)
    scenario(root)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, which this system has not")
@pytest.mark.parametrize("scenario", [first, edited, removed_and_decided])
def test_a_kill_before_any_call_leaves_one_generation_and_heals(
    scenario: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Worker, "call", call_here)
    monkeypatch.setattr(kg.refresh, "draw_outputs", draw_quickly)
    start, done = tmp_path / "start", tmp_path / "done"
    _prepare(start, scenario)
    before = _outputs(start)
    shutil.copytree(start, done)
    assert _in_child(done, None, tmp_path / "count") == 0
    after = _bytes(done)
    total = int((tmp_path / "count").read_text())
    assert total > 20
    for k in range(1, total + 1):
        root = tmp_path / "killed"
        shutil.copytree(start, root)
        assert _in_child(root, k) == signal.SIGKILL, f"call {k} of {total} was not reached"
        assert _outputs(root) in (before, _outputs(done)), f"mixed outputs after a kill before call {k}"
        _refresh(root)
        assert _bytes(root) == after, f"not healed after a kill before call {k}"
        shutil.rmtree(root)
