"""`kg agenda` as a user types it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Kg


def test_each_point_is_a_row(kg: Kg, workspace: Path) -> None:
    rows = json.loads(kg("agenda", "--format", "json", folder=workspace).out)
    assert {tuple(row) for row in rows} == {("section", "text", "iri", "who", "due")}
    assert [row["text"] for row in rows if row["section"] == "Vooruitblik"] == [
        "Welke onderwerpen bespreken we volgend jaar?"
    ]


def test_the_columns_speak_the_language_of_the_user(kg: Kg, workspace: Path) -> None:
    rows = list(csv.reader(io.StringIO(kg("agenda", "--format", "csv", "--lang", "en", folder=workspace).out)))
    assert rows[0] == ["part", "point", "key", "who", "when"]
    assert "Looking ahead" in {row[0] for row in rows}


@pytest.mark.parametrize(
    ("options", "file"),
    [
        pytest.param(("--format", "md"), "agenda.md", id="agenda"),
        pytest.param(("--format", "html"), "agenda.html", id="agenda als pagina"),
        pytest.param(("--knowledge", "--format", "md"), "kennisagenda.md", id="kennisagenda"),
        pytest.param(("--knowledge", "--format", "html"), "kennisagenda.html", id="kennisagenda als pagina"),
    ],
)
def test_a_page_is_the_one_of_the_last_refresh(kg: Kg, workspace: Path, options: tuple[str, ...], file: str) -> None:
    target = workspace / file
    assert kg("agenda", *options, "-o", str(target), folder=workspace).code == 0
    assert target.read_bytes() == (workspace / "outputs" / file).read_bytes()


def test_the_knowledge_agenda_lists_what_waits_for_knowledge(kg: Kg, workspace: Path) -> None:
    rows = json.loads(kg("agenda", "--knowledge", "--format", "json", folder=workspace).out)
    assert "Hoe volgen we leerlingen zonder extra toetsen?" in {row["text"] for row in rows}


def test_an_agenda_of_an_earlier_day_holds_what_was_known_then(kg: Kg, workspace: Path) -> None:
    early = json.loads(kg("agenda", "--format", "json", "--as-of", "2021-04-01", folder=workspace).out)
    assert not [
        row for row in early if "Hoe bereiden we leraren voor" in row["text"] and row["section"] == "Te besluiten"
    ]
    assert kg("agenda", "--as-of", "gisteren", folder=workspace).code == 2
