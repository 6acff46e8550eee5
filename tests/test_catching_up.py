"""Outputs follow decisions: by the shortest way, by whoever comes first, and never less than all of them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg import catching_up
from kg.catching_up import catch_up
from kg.curation import Curation
from kg.current import current_store
from kg.errors import BusyError
from kg.gaps import find_gaps
from kg.guards import atomic
from kg.ledger import Around, write_down
from kg.refresh import refresh, refresh_decisions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.workspace import Workspace

A, B = "Wat werkt bij technisch lezen?", "Hoe leren leerlingen vlot rekenen?"
FILES = {
    "meetings/2021-03-25-a.md": f"Vraag: {A}\n\nVraag: {B}\n",
    "publications/p.bib": "@article{voorbeeld1, title = {Een voorbeeld}, year = {2020}}\n",
}


@pytest.fixture
def table(make_workspace: Callable[[Mapping[str, str]], Workspace], no_worker: None) -> Workspace:
    workspace = make_workspace(FILES)
    refresh(workspace)
    return workspace


def waiting(workspace: Workspace) -> dict[str, str]:
    """Give the IRIs of the unanswered questions, by text."""
    with current_store(workspace) as store:
        return {gap.text: gap.question for gap in find_gaps(store)}


def retire(workspace: Workspace, question: str) -> None:
    """Write down that a question is retired, and no more."""
    write_down(workspace, Curation("", "2021-10-01", "jan", "retire", question), Around())


def files_of(folder: Path) -> dict[str, bytes]:
    """Give the files of a folder with what they hold."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_short_way_gives_the_same_bytes_as_reading_all(table: Workspace) -> None:
    retire(table, waiting(table)[A])
    result = refresh_decisions(table)
    assert result is not None
    assert [status for text, status in result.questions.values() if text == A] == ["retired"]
    short = files_of(table.outputs)
    refresh(table, full=True)
    assert files_of(table.outputs) == short


def test_the_short_way_looks_at_no_other_source(table: Workspace) -> None:
    retire(table, waiting(table)[A])
    (table.sources / "meetings/2021-03-25-a.md").write_text("Vraag: Iets heel anders dan eerst?\n")
    assert refresh_decisions(table) is not None
    assert set(waiting(table)) == {B}
    assert [str(change.source.path) for change in refresh(table).plan.to_read] == ["meetings/2021-03-25-a.md"]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda w: (w.outputs / "gaps.md").unlink(), id="an output is gone"),
        pytest.param(lambda w: (w.cache / "state.json").unlink(), id="what the last refresh left is not known"),
        pytest.param(lambda w: (w.sources / "kg.toml").write_text('name = "Anders"\n'), id="other settings"),
        pytest.param(lambda w: (w.sources / "identities.csv").write_text(""), id="the memory of names is gone"),
        pytest.param(lambda w: (w.sources / "decisions.csv").unlink(), id="the decisions are gone"),
    ],
)
def test_where_more_changed_the_short_way_is_not_taken(table: Workspace, spoil: Callable[[Workspace], object]) -> None:
    retire(table, waiting(table)[A])
    spoil(table)
    assert refresh_decisions(table) is None


def test_one_refresh_serves_all_who_decided_before_it(table: Workspace) -> None:
    found = waiting(table)
    retire(table, found[A])
    size = (table.sources / "decisions.csv").stat().st_size
    retire(table, found[B])
    assert catch_up(table, size) is not None
    assert catch_up(table, size) is None
    assert catch_up(table) is None
    assert waiting(table) == {}


def test_who_waits_for_another_looks_whether_it_did_the_work(table: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "_LOOK_AGAIN", 0.0)
    retire(table, waiting(table)[A])
    tries: list[int] = []

    def busy(*_: object, **__: object) -> None:
        tries.append(1)
        if len(tries) == 2:
            monkeypatch.undo()
            refresh(table)
        raise BusyError("another kg is at work here")

    monkeypatch.setattr(catching_up, "refresh_decisions", busy)
    assert catch_up(table) is None
    assert tries == [1, 1]


def test_a_kg_that_does_not_end_is_named(table: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "_LOOK_AGAIN", 0.0)
    monkeypatch.setattr(catching_up, "PATIENCE", 0.0)
    retire(table, waiting(table)[A])
    with atomic.lock(table.cache / "lock"), pytest.raises(BusyError):
        catch_up(table)


def test_four_shells_at_once_each_see_their_decision(table: Workspace) -> None:
    (table.sources / "meetings/2021-03-25-a.md").write_text(
        "".join(f"Vraag: Wat werkt er bij {word}?\n\n" for word in ("lezen", "rekenen", "muziek", "gym"))
    )
    refresh(table)
    questions = waiting(table)
    shells = [
        subprocess.Popen(
            [sys.executable, "-m", "kg", "-C", table.root, "retire", question, "--by", f"p{n}", "--on", "2021-10-01"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for n, question in enumerate(questions.values())
    ]  # fmt: skip
    said = [shell.communicate() for shell in shells]
    assert [(shell.returncode, err) for shell, (_, err) in zip(shells, said, strict=True)] == [(0, "")] * 4
    for text, (out, _) in zip(questions, said, strict=True):
        assert f"  {text}: open → ingetrokken\n" in out
    assert waiting(table) == {}
