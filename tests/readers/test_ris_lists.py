"""RIS. All records are invented samples."""

from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, PartialDate, Source
from kg.readers import read
from kg.records import Name, Publication
from kg.text import Span

ReadAs = Callable[[str, str | bytes], Document]

RECORD = """TY  - JOUR
ID  - test1
AU  - Voorbeeld, Jan
A1  - van der Test, P.
AU  - Stichting Monster
TI  - Een test
  die doorloopt
T2  - Tijdschrift Monster
J2  - T. Monst.
PY  - 2020
DA  - 2020/06//
DO  - https://doi.org/10.1000/TEST
UR  - http://example.org
LA  - dut
KW  - een
KW  - twee; drie
SN  - 0000-0000
AB  - Kort.
C7  - onbekend veld
ER  - """
TWO = RECORD + "\n\nTY  - BOOK\nTI  - Twee\nER  - \n"


def test_a_record_whole(read_as: ReadAs) -> None:
    document = read_as("publications/a.ris", RECORD)
    assert document.issues == ()
    assert document.records == (
        Publication(
            id="test1",
            type="article-journal",
            title="Een test die doorloopt",
            span=Span(0, len(RECORD)),
            authors=(Name("Voorbeeld", "Jan"), Name("Stichting Monster"), Name("Test", "P.", "van der")),
            issued=PartialDate(2020, 6),
            container_title="Tijdschrift Monster",
            doi="10.1000/test",
            url="http://example.org",
            abstract="Kort.",
            language="nl",
            keywords=("een", "twee", "drie"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "titles", "issues"),
    [
        pytest.param(TWO, ["Een test die doorloopt", "Twee"], [], id="two records"),
        pytest.param("\ufeff" + TWO, ["Een test die doorloopt", "Twee"], [], id="with a mark"),
        pytest.param("\n\n" + TWO, ["Een test die doorloopt", "Twee"], [], id="empty lines before"),
        pytest.param(TWO.replace("\n", "\r\n"), ["Een test die doorloopt", "Twee"], [], id="Windows line ends"),
        pytest.param(TWO.replace("\n", "\r"), ["Een test die doorloopt", "Twee"], [], id="line ends of old Macs"),
        pytest.param("TY  - BOOK\nTI  - a", ["a"], [(1, False, "no ER line")], id="no ER at the end"),
        pytest.param(
            "TY  - BOOK\nTI  - a\nTY  - BOOK\nTI  - b\nER  - ",
            ["a", "b"],
            [(1, False, "no ER line")],
            id="no ER between",
        ),
        pytest.param("TY  - BOOK\nTI  - a\nER  -", ["a"], [], id="ER without a space"),
        pytest.param("TY  - BOOK\nTI  - a\nER  - \nER  - ", ["a"], [], id="ER twice"),
        pytest.param(
            "1.\nTY  - BOOK\nTI  - a\nER  - ", ["a"], [(1, False, "no part of a record")], id="a number before"
        ),
        pytest.param(
            "TY  - BOOK\nTI  - a\nER  - \nNL  - x\n\nx\nTY  - BOOK\nER  - ",
            ["a", ""],
            [(4, False, "no part of a record")],
            id="lines between",
        ),
        pytest.param("TI  - a\nER  - ", [], [(1, True, "does not begin with TY")], id="no TY"),
        pytest.param("zomaar tekst", [], [(1, False, "no part"), (1, True, "this is no RIS")], id="no RIS"),
        pytest.param("", [], [], id="empty"),
    ],
)
def test_records_and_what_is_wrong(
    text: str, titles: list[str], issues: list[tuple[int, bool, str]], read_as: ReadAs
) -> None:
    document = read_as("publications/a.ris", text)
    assert [one.title for one in document.records] == titles
    assert [(one.line, one.is_error) for one in document.issues] == [(line, error) for line, error, _ in issues]
    assert all(words in one.message for one, (_, _, words) in zip(document.issues, issues, strict=True))


@given(st.integers(0, len(TWO)))
def test_any_cut_keeps_every_record_that_has_begun(place: int) -> None:
    text = TWO[:place]
    document = read(Source(PurePosixPath("a.ris")), text.encode())
    assert len(document.records) == text.count("TY  - ") or text.endswith(("TY  -", "TY  - "))
    assert all(one.span.of(text).startswith("TY  -") for one in document.records)
    unclosed = len(document.records) > text.count("ER  -")
    assert document.issues or not unclosed
