"""schools.csv. The schools and their codes are samples."""

from collections.abc import Callable

import pytest

from kg.model import Document
from kg.records import School

ReadAs = Callable[[str, str | bytes], Document]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("brin,name,place,board,sector\n99XA,Proefschool,Testdorp,Stichting Monster,po\n", id="English"),
        pytest.param("BRIN;Naam;Plaats;Bestuur;Sector\n99xa;Proefschool;Testdorp;Stichting Monster;PO\n", id="Dutch"),
        pytest.param(
            "INSTELLINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;BEVOEGD GEZAG NAAM;SECTOR\n"
            "99XA;Proefschool;Testdorp;Stichting Monster;po",
            id="DUO",
        ),
    ],
)
def test_a_school_whole(text: str, read_as: ReadAs) -> None:
    document = read_as("schools.csv", text)
    assert document.schools == (School("99XA", "Proefschool", "Testdorp", "Stichting Monster", "po", line=2),)
    assert (document.issues, document.records) == ((), ())


@pytest.mark.parametrize(
    ("row", "brins", "errors"),
    [
        pytest.param("99XA01,a", ["99XA01"], [], id="establishment"),
        pytest.param(" 99 XA ,a", ["99XA"], [], id="spaces"),
        pytest.param("99X,a", [], [(2, True)], id="too short"),
        pytest.param("9XXA,a", [], [(2, True)], id="a letter for a digit"),
        pytest.param("99XA1,a", [], [(2, True)], id="half an establishment"),
        pytest.param(",a", [], [(2, True)], id="no code"),
        pytest.param("99XA,a\n\n99XA,b", ["99XA", "99XA"], [(4, False)], id="listed twice"),
    ],
)
def test_codes(row: str, brins: list[str], errors: list[tuple[int, bool]], read_as: ReadAs) -> None:
    document = read_as("schools.csv", f"brin,name\n{row}\n")
    assert [school.brin for school in document.schools] == brins
    assert [(issue.line, issue.is_error) for issue in document.issues] == errors
    assert all(issue.hint for issue in document.issues)


@pytest.mark.parametrize("text", ["name,place\na,b\n", "brin\n99XA\n"])
def test_a_column_that_is_missing_is_named(text: str, read_as: ReadAs) -> None:
    document = read_as("schools.csv", text)
    assert [(issue.line, issue.is_error) for issue in document.issues] == [(1, True)]


def test_an_empty_register_is_no_error(read_as: ReadAs) -> None:
    assert (read_as("schools.csv", "").schools, read_as("schools.csv", "").issues) == ((), ())
