"""`kg suggest` as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.conftest import Kg


def test_all_unanswered_questions_are_asked(kg: Kg, workspace: Path) -> None:
    said = kg("suggest", "--format", "json", folder=workspace)
    found = json.loads(said.out)
    assert [row["text"] for row in found] == [
        row["text"] for row in json.loads(kg("gaps", "--format", "json", folder=workspace).out)
    ]
    assert {tuple(row) for row in found} == {("question", "text", "suggestions")}
    by_text = {row["text"]: row["suggestions"] for row in found}
    first = by_text["Hoe volgen we leerlingen zonder extra toetsen?"][0]
    assert list(first) == ["publication", "id", "title", "score", "because"]
    assert (first["id"], first["title"]) == ("voorbeeld2019", "Leerlingen volgen: een voorbeeldtitel")
    assert {"volgen", "leerlingen"} <= set(first["because"])


def test_a_rejected_publication_is_not_suggested_again(kg: Kg, workspace: Path) -> None:
    kg("reject", "volgen we leerlingen", "voorbeeld2019", folder=workspace)
    found = json.loads(kg("suggest", "volgen we leerlingen", "--top", "5", "--format", "json", folder=workspace).out)
    assert [row["text"] for row in found] == ["Hoe volgen we leerlingen zonder extra toetsen?"]
    assert "voorbeeld2019" not in [one["id"] for one in found[0]["suggestions"]]


def test_a_free_text_has_no_question(kg: Kg, workspace: Path) -> None:
    (found,) = json.loads(kg("suggest", "boeken over leraren", "--format", "json", folder=workspace).out)
    assert (found["question"], found["text"]) == (None, "boeken over leraren")
    assert [one["id"] for one in found["suggestions"]] == ["proef2020"]


def test_nothing_found_says_where_was_looked(kg: Kg, workspace: Path) -> None:
    said = kg("suggest", "Hoe bak je appeltaart?", folder=workspace)
    nothing = "  niets gevonden onder 2 publicaties (2021-06-23, publications/lijst.bib)\n"
    assert (said.code, said.out) == (0, "Hoe bak je appeltaart?\n" + nothing)


def test_a_table_and_rows_say_why(kg: Kg, workspace: Path) -> None:
    said = kg("suggest", "boeken over leraren", folder=workspace).out.splitlines()
    assert [line.split("  ")[-1].strip() for line in said] == [
        "boeken over leraren", "Een proefboek over leraren (proef2020)", "omdat: leraren, boeken"
    ]  # fmt: skip
    rows = kg("suggest", "boeken over leraren", "--format", "csv", folder=workspace).out.splitlines()
    assert rows[0] == "vraagstuk,score,sleutel,titel,omdat"
    assert rows[1].endswith('proef2020,Een proefboek over leraren,"leraren, boeken"')


def test_outputs_are_not_touched(kg: Kg, workspace: Path) -> None:
    before = {path: path.read_bytes() for path in workspace.rglob("outputs/**/*") if path.is_file()}
    kg("suggest", folder=workspace)
    assert before == {path: path.read_bytes() for path in workspace.rglob("outputs/**/*") if path.is_file()}
