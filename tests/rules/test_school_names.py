"""Schools by the variants of their names, and a register of the size of the country."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Context, Document, School
from kg.rules import extract
from kg.rules.register import find_names, make_register

MakeNote = Callable[..., Document]
SCHOOLS = (
    School("99XA", "Obs De Proefneming", "Voorbeeldstad"),
    School("99XB", "Basisschool Sint-Verzinsel", "Voorbeeldstad"),
    School("99XC", "'t Denkbeeld", "Voorbeelddorp"),
    School("99XD", "Cbs De Tweeling", "Voorbeeldstad"),
    School("99XE", "Obs De Tweeling", "Voorbeelddorp"),
    School("99XF00", "École Fantaisie", "Voorbeelddorp"),
    School("99XG", "Grote Overal Bestaande School", "Voorbeeldstad"),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Bij Obs De Proefneming was rust.", [("Obs De Proefneming", "99XA")], id="name"),
        pytest.param(
            "Bij obs de proefneming was rust.", [("obs de proefneming", "99XA")], id="lower case, with its sort"
        ),
        pytest.param("Bij De Proefneming was rust.", [("De Proefneming", "99XA")], id="without its sort"),
        pytest.param("Basisschool De Proefneming", [("Basisschool De Proefneming", "99XA")], id="another sort"),
        pytest.param("Sint Verzinsel deed mee.", [("Sint Verzinsel", "99XB")], id="space for a hyphen"),
        pytest.param("St. Verzinsel deed mee.", [("St. Verzinsel", "99XB")], id="short for saint"),
        pytest.param("’t Denkbeeld deed mee.", [("t Denkbeeld", "99XC")], id="another apostrophe"),
        pytest.param("Ecole Fantaisie", [("Ecole Fantaisie", "99XF00")], id="without accents"),
        pytest.param("Code 99XA deed mee.", [("99XA", "99XA")], id="BRIN"),
        pytest.param("Code 99xf deed mee.", [("99xf", "99XF00")], id="BRIN without establishment"),
        pytest.param("De Tweeling uit Voorbeelddorp", [("De Tweeling", "99XE")], id="told by its place"),
        pytest.param("De Tweeling deed mee.", [("De Tweeling", "")], id="two of that name"),
        pytest.param("De GOBS deed mee.", [("GOBS", "99XG")], id="initials"),
        pytest.param("We doen een de proefneming.", [], id="words that are no name"),
        pytest.param("Een proefneming is leuk.", [], id="part of a name"),
        pytest.param("De gobs deed mee.", [], id="initials in lower case"),
        pytest.param("De\n\nProefneming", [], id="over two paragraphs"),
        pytest.param("De Proefnemingen", [], id="a longer word"),
    ],
)
def test_variants(text: str, found: list[tuple[str, str]], note: MakeNote) -> None:
    mentions = [one for one in extract(note(text), Context((), SCHOOLS)).statements if one.kind == "school"]
    assert [(one.text, one.school) for one in mentions] == found


def test_the_first_of_each_form(note: MakeNote) -> None:
    text = "De Proefneming en de proefneming. De Proefneming! Obs De Proefneming. 99XA."
    found = [one.text for one in extract(note(text), Context((), SCHOOLS)).statements if one.kind == "school"]
    assert found == ["De Proefneming", "Obs De Proefneming", "99XA"]


@given(st.lists(st.sampled_from(["De", "Obs", "obs", "Proefneming", "99XA", "St", ".", "'t", "Denkbeeld", "\n", "É"])))
def test_names_are_in_order_and_lie_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    edges = [edge for span, _ in find_names(text, make_register(SCHOOLS)) for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


def test_a_whole_country_costs_no_scan_a_school() -> None:
    """Seven thousand schools and a long note: a scan a school would not end while anybody waits."""
    schools = tuple(School(f"{n // 26:02d}X{chr(65 + n % 26)}", f"Obs De Proef{n}") for n in range(7_000))
    register = make_register(schools)
    text = "De school De Proef17 en De Proef6999 werken samen aan lezen. " * 5_000
    assert len(list(find_names(text, register))) == 10_000
