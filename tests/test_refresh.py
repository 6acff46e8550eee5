"""A refresh keeps what was good, names what is wrong, and heals what was damaged."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg.intake
import kg.reading
import kg.refresh
from kg.current import current_store
from kg.errors import KgError, UsageError, WorkspaceError
from kg.gaps import find_gaps
from kg.guards import atomic
from kg.plan import read_state, store_stamps
from kg.queries import ask, value_of
from kg.refresh import RefreshResult, refresh
from kg.trig import write_trig
from kg.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.reports import ReportSettings
    from kg.stores import Store

Make = "Callable[[Mapping[str, str]], Workspace]"

NOTE = "# Derde bijeenkomst\n\nVraag: Hoe volgen we leerlingen?\n\nInzicht: Samen kijken helpt. ^kijken\n"
FILES = {
    "meetings/2021-03-25-a.md": "# Tweede bijeenkomst\n\n- Vraag: Wat werkt bij lezen?\n",
    "meetings/2021-06-23-b.md": NOTE,
    "publications/a.bib": "@article{voorbeeld1, title = {Een voorbeeld}, year = {2020}}\n",
    "decisions.csv": "id,date,by,verb,subject,object,detail,note\n",
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


def _bytes(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def _stats(folder: Path) -> dict[str, tuple[int, int, int]]:
    found = {f.relative_to(folder).as_posix(): f.lstat() for f in sorted(folder.rglob("*"))}
    return {name: (s.st_size, s.st_mtime_ns, s.st_ino) for name, s in found.items() if name != ".kg/lock"}


def _errors(result: RefreshResult) -> dict[str, str]:
    return {path: i.message for path, found in result.issues.items() for i in found if i.is_error}


def _texts(workspace: Workspace) -> list[str]:
    with current_store(workspace) as store:
        return sorted(gap.text for gap in find_gaps(store))


BOTH = ["Hoe volgen we leerlingen?", "Wat werkt bij lezen?"]


def test_nothing_changed_reads_nothing_and_writes_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _stats(workspace.root)
    monkeypatch.setattr("kg.guards.worker.Worker.call", None)
    monkeypatch.setattr("kg.guards.worker.Worker._start", None)
    assert refresh(workspace).plan.nothing_to_do
    assert _stats(workspace.root) == before


@pytest.mark.parametrize("known", [False, True], ids=["in a new workspace", "after a refresh"])
def test_a_dry_run_leaves_no_trace(workspace: Workspace, *, known: bool) -> None:
    if not known:
        shutil.rmtree(workspace.cache)
        shutil.rmtree(workspace.outputs)
    (workspace.sources / "meetings/nieuw.md").write_text(NOTE)
    before = _stats(workspace.root)
    plan = refresh(workspace, dry_run=True).plan
    assert ("meetings/nieuw.md", "new") in [(str(c.source.path), c.reason) for c in plan.to_read]
    assert _stats(workspace.root) == before
    assert (workspace.root / ".kg").exists() is known


def test_a_source_that_fails_keeps_its_last_good_graph_until_it_is_mended(workspace: Workspace) -> None:
    good = _bytes(workspace.outputs)
    note = workspace.sources / "meetings/2021-06-23-b.docx"
    note.write_bytes(b"no zip")
    library = workspace.sources / "meetings/2021-06-23-b.md"
    library.rename(note.with_suffix(".keep.md"))
    note.with_suffix(".keep.md").rename(library)
    failed = refresh(workspace)
    assert (list(_errors(failed)), failed.exit_code) == (["meetings/2021-06-23-b.docx"], 1)
    again = refresh(workspace)
    assert (again.plan.nothing_to_do, again.exit_code, _errors(again)) == (True, 1, _errors(failed))
    derived = (workspace.outputs / "graph/derived.trig").read_text()
    assert "kt:failure" in derived
    note.unlink()
    assert refresh(workspace).exit_code == 0
    assert _bytes(workspace.outputs) == good


@pytest.mark.parametrize("how", ["as it is", "without .kg", "without the store", "without outputs"])
def test_the_last_good_statements_live_on(workspace: Workspace, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    good, read = _bytes(workspace.outputs / "graph/meetings"), kg.reading.read_source

    def failing(worker: object, source: object, *rest: object) -> object:
        if "2021-06-23" in str(source):
            raise KgError("is damaged")
        return read(worker, source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(kg.intake, "read_source", failing)
    note = workspace.sources / "meetings/2021-06-23-b.md"
    note.write_text(NOTE + "x")
    if how == "without .kg":
        shutil.rmtree(workspace.cache)
    elif how == "without the store":
        shutil.rmtree(workspace.cache / "store")
    elif how == "without outputs":
        shutil.rmtree(workspace.outputs)
    for _ in range(2):
        assert refresh(workspace).exit_code == 1
        assert _bytes(workspace.outputs / "graph/meetings") == good
        assert _texts(workspace) == BOTH
    monkeypatch.setattr(kg.intake, "read_source", read)
    note.write_text(NOTE)
    assert refresh(workspace).exit_code == 0
    assert _bytes(workspace.outputs / "graph/meetings") == good


def _link_out(path: Path) -> None:
    outside = path.parents[2] / "buiten.md"
    outside.write_text("Vraag: Wat staat er buiten?\n")
    path.symlink_to(outside)


def _link_folder(path: Path) -> None:
    (path.parents[2] / "map").mkdir()
    (path.parents[2] / "map/n.md").write_text(NOTE)
    path.symlink_to(path.parents[2] / "map")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        pytest.param("meetings/x.md", _link_out, id="a link out of sources"),
        pytest.param("meetings/x", _link_folder, id="a link to a folder"),
        pytest.param("meetings/x.md", lambda path: path.symlink_to(path), id="a link to itself"),
        pytest.param("meetings/x.md", os.mkfifo, id="a pipe"),
        pytest.param("meetings/x\ny.md", lambda path: path.write_text(NOTE), id="a line end in the name"),
        pytest.param("meetings/x\udcff.md", lambda path: path.write_text(NOTE), id="a name that is no text"),
        pytest.param(f"meetings/{'x' * 248}.md", lambda path: path.write_text(NOTE), id="a name too long"),
        pytest.param("derived", lambda path: path.write_text(NOTE), id="the name of the derived graph"),
        pytest.param("ontology", lambda path: path.write_text(NOTE), id="the name of the ontology"),
        pytest.param("a.md.trig/x.md", lambda path: path.write_text(NOTE), id="a folder that ends in .trig"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_source_is_named_and_harms_nothing(
    workspace: Workspace, name: str, make: Callable[[Path], object]
) -> None:
    good, path = _bytes(workspace.outputs / "graph/meetings"), workspace.sources / name
    path.parent.mkdir(exist_ok=True)
    make(path)
    for _ in range(2):
        result = refresh(workspace)
        assert (list(_errors(result)), result.exit_code) == ([name], 1)
        assert _bytes(workspace.outputs / "graph/meetings") == good
    path.unlink()
    assert (refresh(workspace).exit_code, refresh(workspace).plan.nothing_to_do) == (0, True)


def test_a_folder_with_the_name_of_a_note_is_walked(workspace: Workspace) -> None:
    (workspace.sources / "meetings/x.md").mkdir()
    (workspace.sources / "meetings/x.md/y.md").write_text("Vraag: Wat staat hier?\n")
    assert refresh(workspace).exit_code == 0
    assert _texts(workspace) == [*BOTH[:1], "Wat staat hier?", *BOTH[1:]]


@pytest.mark.parametrize(
    ("one", "other"), [("A.md", "a.md"), ("caf\u00e9.md", "cafe\u0301.md")], ids=["case", "accents"]
)
def test_names_that_look_alike_are_two_sources(workspace: Workspace, one: str, other: str) -> None:
    for name in (one, other):
        (workspace.sources / "meetings" / name).write_text(f"Vraag: Wat staat in {name.encode().hex()}?\n")
    if len(list((workspace.sources / "meetings").iterdir())) < 4:
        pytest.skip("this file system takes the two names for one")
    assert refresh(workspace).exit_code == 0
    assert len(_texts(workspace)) == 4


@pytest.mark.parametrize("what", ["hash", "open", "walk"])
def test_what_may_not_be_opened_is_named_and_kept(
    workspace: Workspace, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file or folder that the system refuses (permissions do not stop the person who runs as root)."""
    good = _bytes(workspace.outputs / "graph/meetings")
    refused = workspace.sources / "meetings/2021-06-23-b.md"

    def refuse(call: Callable[..., object]) -> Callable[..., object]:
        def wrapper(path: Path, *rest: object, **named: object) -> object:
            if str(path) == str(refused):
                raise PermissionError(13, "Permission denied", str(path))
            return call(path, *rest, **named)

        return wrapper

    name = "meetings/2021-06-23-b.md"
    if what == "hash":
        monkeypatch.setattr("kg.plan.hash_file", refuse(kg.refresh.hash_file))
    elif what == "open":
        monkeypatch.setattr(Path, "stat", refuse(Path.stat))
    else:
        refused, name = refused.parent, "meetings/"
        monkeypatch.setattr(os, "scandir", refuse(os.scandir))
    for _ in range(2):
        result = refresh(workspace)
        assert (name in _errors(result), result.exit_code) == (True, 1)
        assert _texts(workspace) == BOTH
    monkeypatch.undo()
    monkeypatch.setattr(kg.note_pages, "draw_outputs", _draw)
    assert _bytes(workspace.outputs / "graph/meetings") == good
    assert refresh(workspace).exit_code == 0
    assert _bytes(workspace.outputs / "graph/meetings") == good


def test_sources_that_are_not_there_stop_the_refresh(workspace: Workspace) -> None:
    before = _bytes(workspace.outputs)
    workspace.sources.rename(workspace.root / "weg")
    with pytest.raises(WorkspaceError, match="cannot be read"):
        refresh(workspace)
    assert _bytes(workspace.outputs) == before


def test_most_sources_gone_at_once_is_said_and_comes_back(workspace: Workspace) -> None:
    for number in range(4):
        (workspace.sources / f"meetings/n{number}.md").write_text(f"Vraag: Wat is vraag {number}?\n")
    refresh(workspace)
    before = _bytes(workspace.outputs)
    (workspace.sources / "meetings").rename(workspace.root / "meetings")
    (workspace.sources / "meetings").mkdir()
    result = refresh(workspace)
    assert [i.message for i in result.issues["meetings"]] == ["6 sources are gone at once, 1 are left"]
    assert result.exit_code == 0
    (workspace.sources / "meetings").rmdir()
    (workspace.root / "meetings").rename(workspace.sources / "meetings")
    refresh(workspace)
    assert _bytes(workspace.outputs) == before


def test_a_folder_that_was_renamed_is_no_loss(workspace: Workspace) -> None:
    for number in range(4):
        (workspace.sources / f"meetings/n{number}.md").write_text(f"Vraag: Wat is vraag {number}?\n")
    refresh(workspace)
    (workspace.sources / "meetings").rename(workspace.sources / "verslagen")
    assert refresh(workspace).issues == {}


def _damage_output(workspace: Workspace) -> None:
    (workspace.outputs / "graph/meetings/2021-06-23-b.md.trig").write_bytes(b"@prefix \x00 nonsense")


def _flip(path: Path) -> None:
    """Turn bits, with the dates of the file as they were."""
    times, data = path.stat(), bytearray(path.read_bytes())
    for place in range(0, len(data), 97):
        data[place] ^= 0xFF
    path.write_bytes(data)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _each(folder: str, pattern: str, act: Callable[[Path], object]) -> Callable[[Workspace], None]:
    def damage(workspace: Workspace) -> None:
        files = sorted((workspace.root / folder).glob(pattern))
        assert files
        for file in files:
            act(file)

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda w: shutil.rmtree(w.outputs), id="outputs gone"),
        pytest.param(lambda w: shutil.rmtree(w.cache), id=".kg gone"),
        pytest.param(lambda w: shutil.rmtree(w.cache / "store"), id="store gone"),
        pytest.param(_damage_output, id="an output that is nonsense"),
        pytest.param(lambda w: (w.outputs / "gaps.html").unlink(), id="a report gone"),
        pytest.param(lambda w: (w.outputs / "graph/derived.trig").write_text(""), id="the derived graph empty"),
        pytest.param(lambda w: (w.cache / "state.json").write_text("{"), id="state that is no JSON"),
        pytest.param(lambda w: (w.cache / "state.json").write_text("[" * 100_000), id="state that is a bomb"),
        pytest.param(lambda w: _flip(w.cache / "state.json"), id="state with turned bits"),
        pytest.param(_each(".kg/store", "*.sst", lambda f: f.write_bytes(f.read_bytes()[:100])), id="store cut off"),
        pytest.param(_each(".kg/store", "*.sst", _flip), id="store with turned bits and old dates"),
        pytest.param(_each(".kg/store", "MANIFEST*", _flip), id="store with a turned manifest"),
        pytest.param(_each(".kg/store", "CURRENT", Path.unlink), id="store without CURRENT"),
        pytest.param(_each(".kg/store", "*.log", Path.unlink), id="store without its log"),
        pytest.param(_each(".kg/store", "*", lambda f: f.write_bytes(b"x")), id="store of nonsense"),
    ],
)  # fmt: skip
def test_damage_heals_silently(workspace: Workspace, damage: Callable[[Workspace], object]) -> None:
    before = _bytes(workspace.outputs)
    damage(workspace)
    (workspace.sources / "meetings/nieuw.md").write_text("Besluit: We gaan door.\n")
    assert refresh(workspace).issues == {}
    (workspace.sources / "meetings/nieuw.md").unlink()
    assert refresh(workspace).issues == {}
    assert _bytes(workspace.outputs) == before
    assert _texts(workspace) == BOTH
    state = read_state(workspace.cache / "state.json")
    assert store_stamps(workspace) == state.store
    assert refresh(workspace).plan.nothing_to_do


def test_a_store_that_was_put_back_from_another_day_is_not_believed(workspace: Workspace) -> None:
    shutil.copytree(workspace.cache / "store", workspace.root / "old")
    (workspace.sources / "meetings/nieuw.md").write_text("Vraag: Is dit nieuw?\n")
    refresh(workspace)
    shutil.rmtree(workspace.cache / "store")
    (workspace.root / "old").rename(workspace.cache / "store")
    refresh(workspace)
    assert "Is dit nieuw?" in _texts(workspace)


def test_what_others_put_in_outputs_stays(workspace: Workspace) -> None:
    (workspace.outputs / "eigen").mkdir()
    (workspace.outputs / "eigen/brief.txt").write_text("brief")
    (workspace.outputs / "link").symlink_to("/etc/hostname")
    (workspace.sources / "meetings/nieuw.md").write_text(NOTE)
    refresh(workspace)
    assert (workspace.outputs / "eigen/brief.txt").read_text() == "brief"
    assert (workspace.outputs / "link").is_symlink()


@pytest.mark.parametrize("kind", ["link", "file"])
def test_outputs_that_is_no_folder_is_refused(workspace: Workspace, kind: str) -> None:
    workspace.outputs.rename(workspace.root / "elders")
    if kind == "link":
        workspace.outputs.symlink_to(workspace.root / "elders")
    else:
        workspace.outputs.write_text("van mij")
    with pytest.raises(WorkspaceError, match="is no folder of its own"):
        refresh(workspace)
    assert kind == "link" or workspace.outputs.read_text() == "van mij"


@pytest.mark.parametrize("exchange", [True, False], ids=["in one step", "in steps with a journal"])
def test_outputs_are_exchanged(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, *, exchange: bool) -> None:
    if not exchange:
        monkeypatch.setattr(atomic, "_swap", lambda *_: False)
    note = workspace.sources / "meetings/2021-06-23-b.md"
    before = _bytes(workspace.outputs)
    note.write_text(NOTE + "\nBesluit: We gaan door.\n")
    refresh(workspace)
    assert _bytes(workspace.outputs) != before
    note.write_text(NOTE)
    refresh(workspace)
    assert _bytes(workspace.outputs) == before
    assert sorted(p.name for p in workspace.cache.iterdir()) == [
        "decisions.lock",
        "lock",
        "search",
        "state.json",
        "store",
    ]


def test_two_refreshes_at_once_take_turns(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    (workspace.sources / "meetings/nieuw.md").write_text(NOTE)
    code = f"from pathlib import Path; from kg.refresh import refresh; from kg.workspace import find_workspace; refresh(find_workspace(Path({str(workspace.root)!r})))"
    people = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [person.wait() for person in people] == [0, 0, 0]
    monkeypatch.undo()
    assert refresh(workspace).plan.nothing_to_do


def test_who_waits_too_long_hears_who_is_at_work(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    code = f"import time; from pathlib import Path; from kg.guards import atomic\nwith atomic.lock(Path({str(workspace.cache / 'lock')!r})): print('held', flush=True); time.sleep(60)"
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    monkeypatch.setattr("kg.guards.atomic.lock.__wrapped__.__kwdefaults__", {"shared": False, "patience": 0.2})
    with pytest.raises(WorkspaceError, match=rf"another kg is at work here \(process {holder.pid}\)"):
        refresh(workspace)
    holder.kill()
    holder.communicate()
    assert refresh(workspace).exit_code == 0


@pytest.mark.parametrize(
    ("make", "match"),
    [
        pytest.param(lambda path: path.mkdir(), "is no file|cannot be read", id="a folder"),
        pytest.param(os.mkfifo, "is no file", id="a pipe"),
        pytest.param(lambda path: path.symlink_to("/etc/hostname"), "link", id="a link out of sources"),
    ],
)  # fmt: skip
def test_decisions_that_cannot_be_read_stop_the_refresh(
    workspace: Workspace, make: Callable[[Path], object], match: str
) -> None:
    before = _bytes(workspace.outputs)
    (workspace.sources / "decisions.csv").unlink()
    make(workspace.sources / "decisions.csv")
    with pytest.raises(WorkspaceError, match=match):
        refresh(workspace)
    assert _bytes(workspace.outputs) == before


def test_decisions_that_are_gone_are_missed(workspace: Workspace) -> None:
    (workspace.sources / "decisions.csv").unlink()
    result = refresh(workspace)
    assert [(i.message, i.is_error) for i in result.issues["decisions.csv"]] == [("is gone: no decision counts", False)]


def test_a_memory_with_foreign_lines_is_named_until_it_is_mended(workspace: Workspace) -> None:
    memory = workspace.sources / "identities.csv"
    good = memory.read_bytes()
    memory.write_bytes(good.replace(b"\n", b'\n<<<<<<< HEAD\n"onzin\n', 1))
    for _ in range(2):
        result = refresh(workspace)
        assert (_errors(result), result.exit_code) == (
            {"identities.csv": "2 lines of the memory of IRIs cannot be read"}, 1,
        )  # fmt: skip
    memory.write_bytes(good)
    assert refresh(workspace).exit_code == 0
    assert memory.read_bytes() == good


def test_a_note_that_changes_while_it_is_read_is_read_next_time(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    note, make = workspace.sources / "meetings/2021-06-23-b.md", kg.refresh.make_context
    note.write_text(NOTE + "\nBesluit: We gaan door.\n")

    def meanwhile(*arguments: object) -> object:
        note.write_text(NOTE + "\nBesluit: We gaan nu door.\n")
        return make(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(kg.refresh, "make_context", meanwhile)
    assert _errors(refresh(workspace)) == {"meetings/2021-06-23-b.md": "changed while it was read"}
    monkeypatch.setattr(kg.refresh, "make_context", make)
    assert refresh(workspace).exit_code == 0
    assert "We gaan nu door" in (workspace.outputs / "graph/meetings/2021-06-23-b.md.trig").read_text()


def test_a_decision_that_comes_while_the_refresh_goes_on_counts_next_time(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, replace = workspace.sources / "decisions.csv", kg.refresh.describe_curations
    question = next(
        r.split(",")[0] for r in (workspace.sources / "identities.csv").read_text().splitlines() if "lezen" in r
    )

    def meanwhile(*arguments: object) -> object:
        path.write_text(path.read_text() + f"d-1,2021-10-01,jan,retire,{question},,,\n")
        return replace(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(kg.refresh, "describe_curations", meanwhile)
    (workspace.sources / "meetings/nieuw.md").write_text("Besluit: We gaan door.\n")
    refresh(workspace)
    monkeypatch.setattr(kg.refresh, "describe_curations", replace)
    refresh(workspace)
    assert _texts(workspace) == BOTH[:1]


def test_a_day_that_is_none_is_wrong_use(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="'morgen' is no date"):
        refresh(workspace, today="morgen")


@pytest.mark.parametrize("base", ["urn:kg:", "https://voorbeeld.example/t/", "https://voorbeeld.example/t#"])
def test_every_base_gives_a_graph(workspace: Workspace, base: str) -> None:
    (workspace.sources / "kg.toml").write_text(f'base = "{base}"\n')
    assert refresh(find_workspace(workspace.root)).exit_code == 0
    assert _texts(find_workspace(workspace.root)) == BOTH


def test_a_statement_of_megabytes_is_remembered(workspace: Workspace) -> None:
    (workspace.sources / "meetings/lang.md").write_text("Inzicht: " + "lange zin " * 200_000 + "\n")
    refresh(workspace)
    refresh(workspace, full=True)
    known = (workspace.sources / "identities.csv").read_text()
    refresh(workspace, full=True)
    assert (workspace.sources / "identities.csv").read_text() == known
    assert json.dumps(known.count("lange zin lange zin")) != "0"


@pytest.mark.parametrize(
    ("said", "known"),
    [
        pytest.param(
            'het artikel "Lezen in een voorbeeldschool: een proef"', True, id="in quotation marks, in a sentence"
        ),
        pytest.param("[Lezen in een Voorbeeldschool - een proef](https://example.org/publicatie/1)", True, id="a link"),
        pytest.param('het artikel "Lezen in een school: een proef"', False, id="another title"),
    ],
)
def test_a_note_refers_to_the_library_by_title(workspace: Workspace, said: str, *, known: bool) -> None:
    record = "@article{proef, title = {Lezen in een voorbeeldschool: een proef}, year = {2020}}\n"
    (workspace.sources / "publications/b.bib").write_text(record)
    (workspace.sources / "meetings/2021-07-01-c.md").write_text(f"# Bijeenkomst\n\nAnna noemt {said} als bron.\n")
    refresh(workspace)
    with current_store(workspace) as store:
        found = [value_of(row, "publication") for row in ask(store, "mentions") if value_of(row, "publication")]
    assert bool(found) is known
