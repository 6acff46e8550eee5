"""Every place of a name is listed, and nothing is changed. All persons here are made up."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.commands.conftest import type_it, write
from tests.readers.test_office_notes import docx, p

if TYPE_CHECKING:
    from pathlib import Path

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Zoë Monsterink</dc:creator>'
    "<cp:lastModifiedBy>iemand</cp:lastModifiedBy></cp:coreProperties>"
)
FILES = {
    "kg.toml": 'name = "Voorbeeldtafel"\nby = "Zoë Monsterink"\n',
    "decisions.csv": "id,date,by,verb,subject,object,detail,note\n",
    "meetings/2021-03-25-gesprek-zoe-monsterink.md": (
        "# Gesprek\n\nAanwezig: Z. Monsterink\n\nVraag: Wat vindt Zoe\nMonsterink van toetsen?\n"
    ),
    "publications/lijst.bib": "@book{a, title = {Een proefboek}, author = {Monsterink, Z.}, year = {2020}}\n",
}


@pytest.fixture
def tafel(tmp_path: Path) -> Path:
    """A workspace in which a name stands in many places."""
    folder = write(tmp_path / "tafel", FILES)
    (folder / "sources" / "meetings" / "x.docx").write_bytes(
        docx(p("Vraag: Wat is dat?"), **{"docProps/core.xml": CORE})
    )
    return folder


def _told(folder: Path, *name: str) -> list[tuple[str, str, int, str]]:
    said = type_it("forget", *name, "--format", "json", folder=folder)
    assert said.code == 0, said.err
    return [(row["kind"], row["path"], row["line"], row["form"]) for row in json.loads(said.out)]


@pytest.mark.usefixtures("no_worker")
def test_each_place_is_listed(tafel: Path) -> None:
    note = "sources/meetings/2021-03-25-gesprek-zoe-monsterink.md"
    assert _told(tafel, "Zoë", "Monsterink") == [
        ("note", note, 3, "Z. Monsterink"),
        ("note", note, 5, "Zoe Monsterink"),
        ("settings", "sources/kg.toml", 2, "Zoë Monsterink"),
        ("publications", "sources/publications/lijst.bib", 1, "Monsterink, Z"),
        ("name", note, 0, "zoe-monsterink"),
        ("properties", "sources/meetings/x.docx", 0, "Zoë Monsterink"),
    ]


@pytest.mark.usefixtures("no_worker")
def test_what_kg_made_is_listed_too_and_nothing_changes(tafel: Path) -> None:
    type_it("refresh", folder=tafel)
    before = {path: path.read_bytes() for path in sorted(tafel.rglob("*")) if path.is_file()}
    kinds = {kind for kind, *_ in _told(tafel, "Zoë", "Monsterink")}
    assert {"output", "identities"} <= kinds
    assert {path: path.read_bytes() for path in sorted(tafel.rglob("*")) if path.is_file()} == before


@pytest.mark.usefixtures("no_worker")
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_commits_are_listed(tafel: Path) -> None:
    def git(*arguments: str) -> None:
        own = ("-c", "user.name=Proef", "-c", "user.email=proef@example.org")
        subprocess.run(["git", "-C", str(tafel), *own, *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Voorbeeld")
    (tafel / "sources" / "kg.toml").write_text("", encoding="utf-8")
    git("commit", "-qam", "Weg")
    said = json.loads(type_it("forget", "Zoë Monsterink", "--format", "json", folder=tafel).out)
    assert sorted(row["text"][11:] for row in said if row["kind"] == "history") == ["Voorbeeld", "Weg"]


@pytest.mark.usefixtures("no_worker")
@pytest.mark.parametrize("name", ["Zork Nergens", "<script>alert(1)</script>", ".*", "a\x1b[31m bc", "--all"], ids=repr)
def test_a_name_that_stands_nowhere_is_not_found_whatever_it_holds(tafel: Path, name: str) -> None:
    said = type_it("forget", "--format", "json", "--", name, folder=tafel)
    assert (said.code, "\x1b" in said.err) in ((0, False), (2, False))
    assert said.out in ("[]\n", "")


@pytest.mark.usefixtures("no_worker")
def test_what_to_do_is_said(tafel: Path) -> None:
    said = type_it("forget", "Monsterink", folder=tafel)
    assert ("hernoem het bestand" in said.err, "Niet bekeken: plaatjes" in said.err) == (True, True)
