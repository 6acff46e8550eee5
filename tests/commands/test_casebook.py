"""`kg casebook`: rows, the whole casebook, and the dossier of one school."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.commands.conftest import write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Kg

pytestmark = pytest.mark.usefixtures("no_worker")

VISIT = (
    "---\ntitel: Voorbeeldbezoek\ndatum: 2021-09-14\nbrin: 99XA\n---\n# Bezoek\n\n## Onderzoeksvragen\n\n"
    "### Wat is jullie doel?\n\nLeerlingen leren plannen.\n\n"
    "## Knelpunten\n\n- Knelpunt: het team heeft weinig tijd.\n\n## Reflectie\n\nDe school begint klein.\n"
)


@pytest.fixture
def visited(workspace: Path, kg: Kg) -> Path:
    write(workspace, {"schools/2021-09-14-bezoek.md": VISIT})
    assert kg("refresh", folder=workspace).code == 0
    return workspace


def test_json_has_a_row_for_all_that_schools_said(visited: Path, kg: Kg) -> None:
    rows = json.loads(kg("casebook", "--format", "json", folder=visited).out)
    assert [(row["kind"], row["school"], row["level"], row["text"], row["line"]) for row in rows] == [
        ("answer", "99XA", "", "Leerlingen leren plannen.", 12),
        ("obstacle", "99XA", "team", "het team heeft weinig tijd.", 16),
        ("reflection", "99XA", "", "De school begint klein.", 20),
    ]
    assert rows[0]["question"] == "Wat is jullie doel?"


def test_a_list_is_in_the_language_of_the_reader(visited: Path, kg: Kg) -> None:
    lines = kg("casebook", "--format", "csv", "--lang", "en", folder=visited).out.splitlines()
    assert lines[0] == "kind,school,level,research question,words,place"
    assert lines[2].startswith("obstacle,Voorbeeldschool De Proef,Team,,het team heeft weinig tijd.,")


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        pytest.param(("--format", "md"), "# Casusboek", id="het casusboek"),
        pytest.param(("--format", "md", "--school", "99XA"), "# Casus van Voorbeeldschool De Proef", id="een dossier"),
        pytest.param(("--format", "html", "--school", "voorbeeldschool de proef"), "<h1>", id="een pagina"),
    ],
)
def test_a_document_goes_to_a_file(arguments: tuple[str, ...], title: str, visited: Path, kg: Kg) -> None:
    said = kg("casebook", *arguments, "-o", str(visited / "uit"), folder=visited)
    assert (said.code, said.out) == (0, "")
    text = (visited / "uit").read_text()
    assert title in text
    assert "Leerlingen leren plannen." in text


def test_an_earlier_day_knows_nothing_later(visited: Path, kg: Kg) -> None:
    assert kg("casebook", "--as-of", "2021-06-30", "--format", "json", folder=visited).out == "[]\n"


def test_a_school_that_is_not_known_is_named(visited: Path, kg: Kg) -> None:
    said = kg("casebook", "--school", "99XZ", folder=visited)
    assert said.code == 2
    assert "99XZ" in said.err
    assert "99XA" in said.err
