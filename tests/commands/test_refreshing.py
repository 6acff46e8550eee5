"""`kg init` and `kg refresh`: what is told, what bad sources give, and the acceptance of the seed note."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg.guards import atomic
from tests.commands.conftest import FILES, Kg, write

if TYPE_CHECKING:
    from pathlib import Path

LAST = [
    "Onbeantwoord:  3 vraagstukken",
    "Overzicht:     outputs/gaps.html",
    "Kaart:         outputs/map.html",
    "Verder:        kg gaps   of: kg show WOORDEN",
]


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small workspace before its first refresh, as the current folder."""
    monkeypatch.chdir(tmp_path)
    return write(tmp_path, FILES)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Give every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.usefixtures("no_worker")
def test_refresh_ends_with_five_lines(kg: Kg, fresh: Path) -> None:
    said = kg("refresh")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-5:] == ["Bronnen:       4 gelezen, 0 verdwenen, 0 ongewijzigd", *LAST]
    assert said.out.splitlines()[0] == "Nieuwe vraagstukken: 4"
    before = bytes_of(fresh / "outputs")
    again = kg("refresh")
    assert again.out.splitlines() == ["Bronnen:       niets veranderd, alle 4 zijn bij", *LAST]
    assert bytes_of(fresh / "outputs") == before


@pytest.mark.usefixtures("no_worker")
def test_the_next_command_names_the_workspace_when_it_is_elsewhere(kg: Kg, fresh: Path) -> None:
    os.chdir("/")
    lines = kg("refresh", folder=fresh).out.splitlines()
    assert lines[-1].startswith(f"Verder:        kg -C {str(fresh)[1:]} gaps   of: ")


@pytest.mark.parametrize(
    ("called", "shown"),
    [
        pytest.param("kg", "kg", id="by name"),
        pytest.param(".venv/bin/kg", ".venv/bin/kg", id="by path"),
        pytest.param("HERE/.venv/bin/kg", ".venv/bin/kg", id="by whole path"),
        pytest.param("/usr/bin/pytest", "kg", id="from elsewhere"),
    ],
)
@pytest.mark.usefixtures("no_worker")
def test_the_next_command_is_typed_as_this_one(
    called: str, shown: str, kg: Kg, fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [called.replace("HERE", str(fresh)), "refresh"])
    assert kg("refresh").out.splitlines()[-1] == f"Verder:        {shown} gaps   of: {shown} show WOORDEN"


@pytest.mark.usefixtures("no_worker")
def test_what_changed_is_told(kg: Kg, workspace: Path) -> None:
    kg("refresh", folder=workspace)
    note = workspace / "sources" / "meetings" / "2021-06-23-derde.md"
    text = note.read_text(encoding="utf-8").replace("Inzicht: Samen kijken naar leergegevens helpt leraren.", "Klaar.")
    note.write_text(text + "\nVraag: Wat helpt bij lezen?\n", encoding="utf-8")
    (workspace / "sources" / "meetings" / "2021-03-25-tweede.md").unlink()
    assert kg("refresh", "--dry-run", folder=workspace).out.splitlines() == [
        "meetings/2021-06-23-derde.md: gewijzigd",
        "meetings/2021-03-25-tweede.md: verdwenen",
    ]
    assert kg("refresh", folder=workspace).out.splitlines()[:-4] == [
        "Nieuwe vraagstukken: 1",
        "  · Wat helpt bij lezen?",
        "Veranderd van status: 1",
        "  · Hoe bereiden we leraren voor op gepersonaliseerd leren? (alleen praktijk → open)",
        "Staan in geen bron meer: 3",
        "  · Welke software past bij zelfstandig werken?",
        "  · Welke onderwerpen bespreken we volgend jaar?",
        "  · Hoe volgen we leerlingen zonder extra toetsen?",
        "Bronnen:       1 gelezen, 1 verdwenen, 2 ongewijzigd",
    ]


@pytest.mark.usefixtures("no_worker")
def test_a_dry_run_touches_nothing(kg: Kg, fresh: Path) -> None:
    said = kg("refresh", "--dry-run")
    assert said.code == 0
    assert sorted(said.out.splitlines()) == [
        "meetings/2021-03-25-tweede.md: nieuw",
        "meetings/2021-06-23-derde.md: nieuw",
        "publications/lijst.bib: nieuw",
        "schools.csv: nieuw",
    ]
    assert set(bytes_of(fresh)) - {".kg/lock"} == {f"sources/{name}" for name in FILES}


@pytest.mark.usefixtures("no_worker")
def test_full_reads_everything_and_gives_the_same_bytes(kg: Kg, workspace: Path) -> None:
    before = bytes_of(workspace / "outputs")
    said = kg("refresh", "--full", folder=workspace)
    assert "Bronnen:       4 gelezen, 0 verdwenen, 0 ongewijzigd" in said.out.splitlines()
    assert bytes_of(workspace / "outputs") == before


@pytest.mark.usefixtures("no_worker")
def test_today_makes_questions_older(kg: Kg, workspace: Path) -> None:
    assert kg("refresh", "--today", "2023-06-23", folder=workspace).code == 0
    page = (workspace / "outputs" / "gaps.json").read_text(encoding="utf-8")
    assert max(gap["priority"] for gap in json.loads(page)) == 5.0


@pytest.mark.usefixtures("no_worker")
def test_init_makes_a_workspace_and_overwrites_nothing(kg: Kg, tmp_path: Path) -> None:
    target = tmp_path / "tafel"
    first = kg("init", str(target))
    assert first.code == 0
    assert {path.name for path in (target / "sources").iterdir()} == {
        "kg.toml", "schools.csv", "decisions.csv", "meetings", "schools", "publications",
    }  # fmt: skip
    (target / "sources" / "kg.toml").write_text('by = "ik"\n', encoding="utf-8")
    again = kg("init", str(target))
    assert (again.code, again.out) == (0, f"In {target} stond alles al.\n")
    assert (target / "sources" / "kg.toml").read_text(encoding="utf-8") == 'by = "ik"\n'
    assert kg("refresh", folder=target).code == 0
    assert kg("gaps", "--format", "json", folder=target).out == "[]\n"


def test_the_seed_note_alone_gives_seven_questions(kg: Kg, corpus: Path, tmp_path: Path) -> None:
    note = tmp_path / "sources" / "meetings" / "nl-seed.md"
    note.parent.mkdir(parents=True)
    shutil.copy(corpus / "notes" / "nl" / "docs" / "nl-seed.md", note)
    assert kg("refresh", folder=tmp_path).code == 0
    gaps = json.loads(kg("gaps", "--format", "json", folder=tmp_path).out)
    assert sorted((gap["type"], gap["status"]) for gap in gaps) == [
        *[("knowledge", "practice-only")] * 2,
        *[("research", "open")] * 5,
    ]
    text = note.read_text(encoding="utf-8")
    assert [gap["text"] for gap in gaps if gap["text"] not in text] == []
    rows = json.loads(kg("query", "statements", "--format", "json", folder=tmp_path).out)["results"]["bindings"]
    assert rows
    assert [row["text"]["value"] for row in rows if row["text"]["value"] not in text] == []
    assert kg("query", "publications", folder=tmp_path).out == ""


BAD = {
    "publications/kapot.bib": (
        "@article{goed1, title = {Een voorbeeldtitel}, year = {2020}}\n\n"
        "@article{fout2, title = {Een titel zonder einde, year = {2020}\n\n"
        "@article{goed3, title = {Nog een voorbeeldtitel}, year = {2021}}\n"
    ),
    "meetings/geen.docx": "dit is geen zip",
    "meetings/plaatje.png": "x",
}


def test_bad_sources_are_named_with_a_remedy_and_the_rest_is_done(kg: Kg, fresh: Path) -> None:
    write(fresh, BAD)
    said = kg("refresh")
    assert said.code == 1
    assert said.err.splitlines() == [
        (
            "fout: sources/meetings/geen.docx: het bestand is beschadigd of niet compleet: dit is geen heel Word-, "
            "Excel- of OpenDocument-bestand"
        ),
        "    → open het in het programma waarmee het gemaakt is en sla het opnieuw op",
        "fout: sources/meetings/plaatje.png: het type .png is niet bekend",
        said.err.splitlines()[3],
        (
            "fout: sources/publications/kapot.bib:3: '@article{fout2, title = {Een titel zond…' is onleesbaar: "
            "de volgende beschrijving begint voordat deze is afgesloten"
        ),
        "    → kijk naar de accolades en de aanhalingstekens",
    ]
    assert said.err.splitlines()[3].startswith("    → sla het op als een van .")
    assert said.out.splitlines()[-4:] == LAST
    keys = {item["id"] for item in json.loads(kg("export", "--format", "csljson").out)}
    assert keys == {"voorbeeld2019", "proef2020", "goed1", "goed3"}
    again = kg("refresh")
    assert (again.code, again.err) == (1, said.err)
    assert again.out.splitlines()[-4:] == LAST


def test_a_source_that_breaks_keeps_its_last_good_statements(kg: Kg, workspace: Path) -> None:
    library = workspace / "sources" / "publications" / "lijst.bib"
    library.write_bytes(b"PK\x03\x04" + bytes(200))
    kg("refresh", folder=workspace)
    note = workspace / "sources" / "meetings" / "2021-03-25-tweede.md"
    note.rename(note.with_suffix(".docx"))
    said = kg("refresh", folder=workspace)
    assert said.code == 1
    assert "sources/meetings/2021-03-25-tweede.docx" in said.err


def test_odd_notes_are_read_with_a_warning_where_a_guess_was_made(kg: Kg, fresh: Path) -> None:
    meetings = fresh / "sources" / "meetings"
    (meetings / "latin.md").write_bytes("# Verslag\n\nVraag: Hoe gaan we om met één privé-account?\n".encode("latin-1"))
    (meetings / "leeg.md").write_bytes(b"")
    (meetings / "lang.md").write_bytes(b"# Verslag\n\n" + b"woord " * 850_000 + b"\n")
    said = kg("refresh")
    assert (said.code, said.err.splitlines()) == (
        0,
        [
            "let op: sources/meetings/latin.md: geen UTF-8; gelezen als cp1252, en dat is een gok",
            "    → zien accenten er vreemd uit? sla het bestand dan op als UTF-8",
        ],
    )
    texts = [gap["text"] for gap in json.loads(kg("gaps", "--format", "json").out)]
    assert "Hoe gaan we om met één privé-account?" in texts
    assert len(texts) == 4


@pytest.mark.usefixtures("no_worker")
def test_strict_makes_a_guess_count(kg: Kg, fresh: Path) -> None:
    (fresh / "sources" / "meetings" / "latin.md").write_bytes("Vraag: Hoe heet dat privé?\n".encode("latin-1"))
    assert kg("refresh", "--strict").code == 1
    assert kg("refresh").code == 0


@pytest.mark.usefixtures("no_worker")
def test_a_second_kg_waits_and_then_says_who_is_at_work(kg: Kg, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(atomic.lock)["__wrapped__"].__kwdefaults__, "patience", 0.1)
    (fresh / ".kg").mkdir()
    code = (
        "import sys\nfrom pathlib import Path\nfrom kg.guards import atomic\n"
        "with atomic.lock(Path('.kg/lock')):\n    print('locked', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        said = kg("refresh")
        other.communicate()
    assert said.code == 3
    assert said.err == (
        f"kg: .kg/lock: een andere kg is hier bezig (proces {other.pid})\n"
        "    → wacht tot die klaar is en probeer het opnieuw\n"
    )
