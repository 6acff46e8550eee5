"""`kg extract`: what would be read, in every format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Kg

pytestmark = pytest.mark.usefixtures("no_worker")

EXTRACT_KEYS = ["source", "language", "meeting", "statements"]
STATEMENT_KEYS = [
    "id", "kind", "type", "quote", "start", "end", "answers", "themes", "language", "rule", "confidence",
]  # fmt: skip


def test_extract_gives_the_keys_of_the_design_in_their_order(kg: Kg, refreshed: Path) -> None:
    note = refreshed / "sources" / "meetings" / "2021-03-25-tweede.md"
    library = refreshed / "sources" / "publications" / "lijst.bib"
    said = kg("extract", "--format", "json", str(note), str(library))
    assert (said.code, said.err) == (0, "")
    first, second = json.loads(said.out)
    assert list(first)[:4] == EXTRACT_KEYS
    assert list(second)[:6] == [*EXTRACT_KEYS, "publications", "failures"]
    assert first["meeting"] == {"date": None, "number": 2, "title": "Tweede bijeenkomst kennistafel"}
    assert [list(statement) for statement in first["statements"]] == [STATEMENT_KEYS] * 3
    assert first["failures"] == []
    assert second["publications"][0] == {
        "id": "voorbeeld2019",
        "type": "article-journal",
        "title": "Leerlingen volgen: een voorbeeldtitel",
        "authors": ["Voorbeeld, A."],
        "issued": "2019",
        "doi": "10.99999/voorbeeld.1",
        "language": None,
        "line": 1,
    }


def test_extract_explains_which_rule_found_what(kg: Kg, refreshed: Path) -> None:
    note = refreshed / "sources" / "meetings" / "2021-03-25-tweede.md"
    plain, explained = kg("extract", str(note)), kg("extract", "--explain", str(note))
    assert "regel:" not in plain.out
    assert explained.out.count("regel:") == 3


def test_extract_as_turtle_can_be_parsed(kg: Kg, refreshed: Path) -> None:
    import pyoxigraph as ox  # noqa: PLC0415

    note = refreshed / "sources" / "meetings" / "2021-03-25-tweede.md"
    quads = list(ox.parse(kg("extract", "--format", "turtle", str(note)).out.encode(), ox.RdfFormat.TRIG))
    kinds = [quad for quad in quads if quad.predicate.value.endswith("#type") and "#Question" in str(quad.object)]
    assert len(kinds) == 3


def test_extract_with_a_workspace_knows_its_schools(kg: Kg, refreshed: Path, tmp_path: Path) -> None:
    note = tmp_path / "los.md"
    note.write_text("# Bezoek\n\nVraag: Wat leert Voorbeeldschool De Proef ons over lezen?\n", encoding="utf-8")
    alone, inside = (kg("extract", "--format", "json", str(note), folder=where) for where in (None, refreshed))
    kinds = [[one["kind"] for one in json.loads(said.out)[0]["statements"]] for said in (alone, inside)]
    assert kinds == [["question"], ["question", "school"]]
