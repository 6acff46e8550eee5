"""Schools of the register in a note: whichever way their names are written, and no other words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Context, Document
from kg.records import School
from kg.rules import extract

MakeNote = Callable[..., Document]
REGISTER = (
    School("99XA", "Basisschool De Voorbeeldhof"),
    School("99XB", "Sint-Voorbeeld"),
    School("99XC", "OBS De Bron"),
    School("99XD", "CBS De Bron"),
    School("99XE", "Montessorischool Het Één Model"),
)


@pytest.mark.parametrize(
    ("text", "schools"),
    [
        pytest.param("Basisschool De Voorbeeldhof doet mee.", [("Basisschool De Voorbeeldhof", "99XA")], id="as it is"),
        pytest.param("BASISSCHOOL DE VOORBEELDHOF", [("BASISSCHOOL DE VOORBEELDHOF", "99XA")], id="in capitals"),
        pytest.param("Op obs Voorbeeldhof werkt dit.", [("obs Voorbeeldhof", "99XA")], id="another sort of school"),
        pytest.param("School 99XA en 99xb.", [("99XA", "99XA"), ("99xb", "99XB")], id="BRIN"),
        pytest.param("sint voorbeeld en Sint Voorbeeld", [("Sint Voorbeeld", "99XB")], id="no hyphen, a capital"),
        pytest.param("De Bron is dicht.", [], id="a name of two schools"),
        pytest.param("CBS De Bron is open.", [("CBS De Bron", "99XD")], id="told apart by their sort"),
        pytest.param("Op Het Een Model", [("Het Een Model", "99XE")], id="without accents"),
        pytest.param("Voorbeeldhoven ligt ver weg.", [], id="a part of a word"),
        pytest.param("De Voorbeeldhof, De Voorbeeldhof", [("De Voorbeeldhof", "99XA")], id="the first place only"),
        pytest.param("Een Voorbeeldhof is een hof.", [], id="one word that may be another place"),
        pytest.param("De voorbeeldhof is klein.", [], id="a capital that only opens the sentence"),
        pytest.param("---\nschool: 99XA\n---\n\nGeen school.", [], id="front matter"),
    ],
)
def test_school_names(text: str, schools: list[tuple[str, str]], note: MakeNote) -> None:
    found = extract(note(text), Context(schools=REGISTER)).statements
    assert [(one.text, one.school) for one in found if one.kind == "school"] == schools
