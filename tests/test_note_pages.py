"""Outputs change only where something changed, and the page of a note is always that of the note as it stands."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import kg.intake
import kg.note_pages
import kg.refresh
from kg.errors import ReadError
from kg.refresh import refresh
from kg.reports.notes import note_page
from kg.trig import write_trig
from kg.words import load_words
from kg.workspace import find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.reports import ReportSettings
    from kg.stores import Store
    from kg.workspace import Workspace

FIRST, SECOND = "meetings/2021-03-25-a.md", "meetings/2021-06-23-b.md"
FILES = {
    FIRST: "# Tweede bijeenkomst\n\n- Vraag: Wat werkt bij lezen?\n",
    SECOND: "# Derde bijeenkomst\n\nVraag: Hoe volgen we leerlingen?\n\nInzicht: Samen kijken helpt.\n",
    "schools/2021-09-d.md": "# Bezoek\n\nInzicht: Voorlezen helpt.\n",
    "publications/a.bib": "@article{voorbeeld1, title = {Een voorbeeld}, year = {2020}}\n",
}


def _draw(store: Store, settings: ReportSettings) -> list[tuple[str, bytes]]:
    return [("gaps.html", write_trig(store.quads()) + repr(settings).encode())]


@pytest.fixture
def workspace(
    make_workspace: Callable[[Mapping[str, str]], Workspace], monkeypatch: pytest.MonkeyPatch, no_worker: None
) -> Workspace:
    monkeypatch.setattr(kg.note_pages, "draw_outputs", _draw)
    made = make_workspace(FILES)
    refresh(made)
    return made


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the notes whose pages are made from now on."""
    paths: list[str] = []

    def told(note: object, *rest: object) -> dict[str, bytes]:
        paths.append(note.path)  # type: ignore[attr-defined]
        return note_page(note, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(kg.note_pages, "note_page", told)
    return paths


def _page(workspace: Workspace, path: str) -> Path:
    return workspace.outputs / f"notes/{path}.html"


def _pages(workspace: Workspace) -> dict[str, bytes]:
    folder = workspace.outputs / "notes"
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def _from_nothing(workspace: Workspace) -> dict[str, bytes]:
    shutil.rmtree(workspace.outputs)
    shutil.rmtree(workspace.cache)
    refresh(find_workspace(workspace.root))
    return _pages(workspace)


def _files(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): (file.read_bytes(), file.stat().st_ino) for file in files}


def test_each_note_has_a_page_and_a_library_has_none(workspace: Workspace) -> None:
    assert list(_pages(workspace)) == [f"{name}.html" for name in FILES if name.endswith(".md")]


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        pytest.param("Zomaar een zin.", True, id="a line in which nothing is found"),
        pytest.param("Inzicht: Buiten lezen helpt.", False, id="an insight"),
    ],
)
def test_only_what_changed_is_written(
    line: str, make_workspace: Callable[[Mapping[str, str]], Workspace], no_worker: None, *, alone: bool
) -> None:
    notes = {
        f"meetings/n-{number:02}.md": f"# Voorbeeld {number}\n\nDatum: {number} juni 2021\n\nVraag: Wat werkt bij het {number}e boek?\n"
        for number in range(1, 25)
    }
    made = make_workspace(notes)
    refresh(made)
    before = _files(made.outputs)
    with (made.sources / "meetings/n-07.md").open("a") as stream:
        stream.write(f"\n{line}\n")
    refresh(made)
    after = _files(made.outputs)
    new = {name for name, (data, _) in after.items() if before.get(name, (b"", 0))[0] != data}
    assert {name for name, (_, inode) in after.items() if before.get(name, (b"", 0))[1] != inode} == new
    assert [name for name in sorted(new) if name.startswith("notes/")] == ["notes/meetings/n-07.md.html"]
    assert (new == {"graph/meetings/n-07.md.trig", "notes/meetings/n-07.md.html"}) is alone


def test_a_decision_makes_no_page_again_but_a_merge_turns_the_links(workspace: Workspace, drawn: list[str]) -> None:
    rows = (workspace.sources / "identities.csv").read_text().splitlines()
    one, other = (
        next(row.split(",")[0] for row in rows if ",question," in row and word in row) for word in ("lezen", "volgen")
    )
    links = {iri: f'href="../../questions/{iri.rpartition("/")[2]}.html"' for iri in (one, other)}
    file = workspace.sources / "decisions.csv"
    file.write_text(f"id,date,by,verb,subject,object,detail,note\nd-1,2021-10-01,voorbeeld,answer,{other},,,\n")
    refresh(workspace)
    assert (drawn, links[one] in _page(workspace, FIRST).read_text()) == ([], True)
    with file.open("a") as stream:
        stream.write(f"d-2,2021-10-01,voorbeeld,merge,{one},{other},,\n")
    refresh(workspace)
    page = _page(workspace, FIRST).read_text()
    assert (drawn, links[one] in page, links[other] in page) == ([FIRST], False, True)
    merged = _pages(workspace)
    with file.open("a") as stream:
        stream.write("d-3,2021-10-02,voorbeeld,withdraw,d-2,,,\n")
    refresh(workspace)
    assert (drawn, links[one] in _page(workspace, FIRST).read_text()) == ([FIRST, FIRST], True)
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:-1]))
    assert _from_nothing(workspace) == merged


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda page: page.unlink(), id="gone"),
        pytest.param(lambda page: page.write_text("anders"), id="written over"),
    ],
)
def test_a_page_that_is_not_what_kg_left_is_made_again(
    harm: Callable[[Path], None], workspace: Workspace, drawn: list[str]
) -> None:
    before = _pages(workspace)
    harm(_page(workspace, FIRST))
    refresh(workspace)
    assert (_pages(workspace), drawn) == (before, [FIRST])


def test_a_new_name_of_the_table_stands_on_all_pages(workspace: Workspace) -> None:
    (workspace.sources / "kg.toml").write_text('name = "Voorbeeldtafel"\nlanguage = "en"\n')
    refresh(find_workspace(workspace.root))
    pages = _pages(workspace)
    assert [b"Voorbeeldtafel" in page and b'<html lang="en"' in page for page in pages.values()] == [True, True, True]
    assert _from_nothing(workspace) == pages


def test_another_program_draws_all_pages_again_without_reading_for_the_graph(
    workspace: Workspace, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kg.refresh, "package_hash", lambda: "another")
    monkeypatch.setattr("kg.rules.extract", None)
    before = _pages(workspace)
    result = refresh(workspace)
    assert (result.plan.to_read, len(drawn), _pages(workspace)) == ((), 3, before)


@pytest.mark.parametrize("damage", ["edited", "gone while it is drawn again"])
def test_a_note_that_cannot_be_read_keeps_its_last_page(
    damage: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _pages(workspace)

    def fails(*_: object, **__: object) -> None:
        raise ReadError("voorbeeld")

    monkeypatch.setattr("kg.intake.read_source", fails)
    if damage == "edited":
        (workspace.sources / SECOND).write_text("# Anders\n")
    else:
        monkeypatch.setattr(kg.refresh, "package_hash", lambda: "another")
        monkeypatch.setattr("kg.note_pages.read_text", fails)
    refresh(workspace)
    assert _pages(workspace) == before


def test_a_note_that_cannot_be_read_and_has_no_page_gets_one_from_the_graph(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ReadError("voorbeeld")

    whole = _pages(workspace)
    monkeypatch.setattr("kg.intake.read_source", fails)
    text = (workspace.sources / SECOND).read_text()
    (workspace.sources / SECOND).write_text("# Anders\n")
    _page(workspace, SECOND).unlink()
    refresh(workspace)
    page = _page(workspace, SECOND).read_text()
    assert load_words("reports", "nl")["note.unread"] in page
    assert "Samen kijken helpt." in page
    monkeypatch.undo()
    monkeypatch.setattr(kg.note_pages, "draw_outputs", _draw)
    (workspace.sources / SECOND).write_text(text)
    refresh(workspace)
    assert _pages(workspace) == whole


def test_a_page_goes_with_its_note(workspace: Workspace) -> None:
    (workspace.sources / FIRST).rename(workspace.sources / "meetings/2021-04-c.md")
    (workspace.sources / SECOND).unlink()
    refresh(workspace)
    assert list(_pages(workspace)) == ["meetings/2021-04-c.md.html", "schools/2021-09-d.md.html"]


def test_notes_that_are_too_many_to_hold_are_read_again(
    make_workspace: Callable[[Mapping[str, str]], Workspace], monkeypatch: pytest.MonkeyPatch, no_worker: None
) -> None:
    monkeypatch.setattr(kg.note_pages, "draw_outputs", _draw)
    made = make_workspace(FILES)
    refresh(made)
    before = _pages(made)
    monkeypatch.setattr(kg.intake, "_MOST_TEXT", 0)
    assert _from_nothing(made) == before
