"""`kg gaps` put together by theme, school or publication, and as a whole report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.test_reading import LERAREN, SOFTWARE, VOLGEN
from tests.reports.conftest import cells

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Kg

pytestmark = pytest.mark.usefixtures("no_worker")


def _rows(kg: Kg, folder: Path, *arguments: str) -> list[dict[str, Any]]:
    said = kg("gaps", "--format", "json", *arguments, folder=folder)
    assert (said.code, said.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


@pytest.mark.parametrize("group", ["theme", "school"])
def test_a_group_says_how_many_which_and_how_many_points(group: str, kg: Kg, refreshed: Path) -> None:
    rows = _rows(kg, refreshed, "--group", group)
    assert {tuple(row) for row in rows} == {(group, "label", "questions", "total", "highest", "which", "texts")}
    asked = {text for row in rows for text in row["texts"]}
    assert asked == {VOLGEN, LERAREN, SOFTWARE}
    gaps = {gap["question"]: gap["priority"] for gap in _rows(kg, refreshed)}
    for row in rows:
        points = [gaps[question] for question in row["which"]]
        assert (row["questions"], row["total"], row["highest"]) == (len(points), sum(points), max(points))


def test_questions_without_a_school_stand_together_at_the_end(kg: Kg, refreshed: Path) -> None:
    rows = _rows(kg, refreshed, "--group", "school", "--lang", "en")
    assert [(row["school"], row["label"], row["questions"]) for row in rows] == [("", "Without a school", 3)]


def test_publications_that_nobody_uses_are_in_the_list(kg: Kg, refreshed: Path) -> None:
    rows = _rows(kg, refreshed, "--group", "publication")
    assert [list(row) for row in rows] == [["publication", "title", "accepted", "proposed"]] * len(rows)
    unused = [row["title"] for row in rows if not row["accepted"] and not row["proposed"]]
    assert {"Leerlingen volgen: een voorbeeldtitel", "Een proefboek over leraren"} == set(unused)


def test_a_filter_leaves_out_publications_that_nobody_uses(kg: Kg, refreshed: Path) -> None:
    assert _rows(kg, refreshed, "--group", "publication", "--type", "instrumental") == []


def test_a_table_of_groups_is_for_people(kg: Kg, refreshed: Path) -> None:
    lines = kg("gaps", "--group", "school", "--format", "md", folder=refreshed).out.splitlines()
    assert lines[0] == "| gewicht samen | hoogste | thema of school | vragen | welke |"
    assert lines[2] == rf"| 7\.0 | 3\.0 | Zonder school | 3 | {VOLGEN}, {LERAREN}, {SOFTWARE} |"


def test_the_whole_report_can_be_written_as_a_page(kg: Kg, refreshed: Path, tmp_path: Path) -> None:
    target = tmp_path / "vragen.html"
    arguments = ("--format", "html", "--type", "instrumental", "--lang", "en", "-o", str(target))
    assert kg("gaps", *arguments, folder=refreshed).code == 0
    page = target.read_text(encoding="utf-8")
    assert '<html lang="en"' in page
    assert (SOFTWARE in page, VOLGEN in page) == (True, False)


def test_the_page_of_all_is_the_one_in_outputs(kg: Kg, refreshed: Path) -> None:
    page = (refreshed / "outputs" / "gaps.html").read_text(encoding="utf-8")
    assert kg("gaps", "--format", "html", folder=refreshed).out == page


def test_the_whole_report_can_be_written_as_a_spreadsheet(kg: Kg, refreshed: Path, tmp_path: Path) -> None:
    target = tmp_path / "vragen.xlsx"
    assert kg("gaps", "--format", "xlsx", "-o", str(target), folder=refreshed).code == 0
    found = cells(target.read_bytes())
    assert list(found) == ["Vragen", "Thema's", "Scholen", "Publicaties"]
    assert [row[1] for row in found["Vragen"]] == ["Vraag", VOLGEN, LERAREN, SOFTWARE]


def test_a_spreadsheet_is_not_shown_on_a_terminal(kg: Kg, refreshed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.commands.gaps.is_terminal", lambda: True)
    said = kg("gaps", "--format", "xlsx", folder=refreshed)
    assert (said.code, said.out) == (2, "")
    assert "een rekenblad kan niet op het scherm worden getoond" in said.err
