"""RIS. All records are invented samples."""

from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, PartialDate, Source
from kg.readers import read
from kg.records import Name, Publication

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
            line=1,
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
        pytest.param("\nTY - BOOK\nTI - a\nER -\n", ["a"], [], id="one blank before the dash"),
        pytest.param("TY  -BOOK\nTI  -a\nER  -\n", ["a"], [], id="no blank behind the dash"),
        pytest.param("TY-BOOK\nTI-a\nER-\n", ["a"], [], id="no blanks"),
        pytest.param("TY  - BOOK\nTI  - a\nAI-b\nER  - ", ["a AI-b"], [], id="a text that looks even less like a tag"),
        pytest.param("TY\u00a0 - BOOK\nTI\u00a0 - a\nER\u00a0 -\n", ["a"], [], id="hard blanks"),
        pytest.param("TY  - BOOK\nTI  - a\nAI - b\nER  - ", ["a AI - b"], [], id="a text that looks like a tag"),
        pytest.param("TY  - BOOK\r\nTI  - a\rER  - \nTY  - BOOK\nER  - ", ["a", ""], [], id="mixed line ends"),
        pytest.param(
            "FN X\nPT J\nTI a\nER\n",
            [],
            [(1, False, "no part"), (1, True, "this is no RIS")],
            id="what Web of Science exports",
        ),
    ],
)
def test_records_and_what_is_wrong(
    text: str, titles: list[str], issues: list[tuple[int, bool, str]], read_as: ReadAs
) -> None:
    document = read_as("publications/a.ris", text)
    assert [one.title for one in document.records] == titles
    found = [(one.line, one.is_error, one.message) for one in document.issues]
    assert [(line, error) for line, error, _ in found] == [(line, error) for line, error, _ in issues]
    assert all(words in message for (_, _, message), (_, _, words) in zip(found, issues, strict=True))
    assert all(bool(one.quote) == one.is_error for one in document.issues)


@pytest.mark.parametrize(
    ("lines", "issued"),
    [
        pytest.param(["PY  - 2020", "DA  - 2020/06//"], PartialDate(2020, 6), id="the date that goes furthest"),
        pytest.param(["PY  - 2020", "DA  - 2019/06/01"], PartialDate(2020), id="another year does not count"),
        pytest.param(["Y1  - 2020///"], PartialDate(2020), id="slashes"),
        pytest.param(["PY  - 2020", "DA  - Jun 3"], PartialDate(2020, 6, 3), id="a day without its year"),
        pytest.param(["PY  - 2020", "DA  - SEP"], PartialDate(2020, 9), id="a month without its year"),
        pytest.param(["PY  - 2020", "DA  - Winter"], PartialDate(2020), id="a season"),
        pytest.param(["PY  - in druk"], None, id="in press"),
    ],
)
def test_dates(lines: list[str], issued: PartialDate | None, read_as: ReadAs) -> None:
    text = "\n".join(["TY  - JOUR", *lines, "ER  - "])
    assert read_as("a.ris", text).records[0].issued == issued


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        pytest.param("N2  - Kort.", "abstract", "Kort.", id="abstract in N2"),
        pytest.param("TI  - A &amp; <i>b</i>", "title", "A & b", id="marks of a web page"),
        pytest.param("TT  - Een proef", "other_titles", ("Een proef",), id="translated title"),
        pytest.param("M3  - 10.1000/x", "doi", "10.1000/x", id="DOI in M3"),
        pytest.param("N1  - doi: 10.1000/x", "doi", "10.1000/x", id="DOI in a remark"),
        pytest.param("L2  - http://dx.doi.org/10.1000/x", "doi", "10.1000/x", id="DOI in a link"),
        pytest.param("UR  - Link: http://example.org/a;", "url", "http://example.org/a", id="words before a link"),
        pytest.param("KW  - *Een\nTwee/*chemistry", "keywords", ("Een", "Twee"), id="stars and subheadings"),
        pytest.param("AU  - Stichting Monster,", "authors", (Name("Stichting Monster"),), id="comma at the end"),
        pytest.param("AU  - Test, J.\nA1  - Test, J.", "authors", (Name("Test", "J."),), id="the same author twice"),
        pytest.param("SN  - 0000-0000\nSN  - 9789000000005", "isbn", "9789000000005", id="ISBN after an ISSN"),
        pytest.param("LA  - Dutch", "language", "nl", id="language by name"),
    ],
)
def test_what_a_tag_holds(line: str, field: str, value: object, read_as: ReadAs) -> None:
    document = read_as("a.ris", f"TY  - JOUR\n{line}\nER  - ")
    assert document.issues == ()
    assert getattr(document.records[0], field) == value


def test_a_record_that_is_far_too_large_is_left_out_and_the_rest_is_read(read_as: ReadAs) -> None:
    large = "TY  - BOOK\n" + "AB  - " + "x" * 21_000_000 + "\nER  - \n"
    document = read_as("a.ris", "TY  - BOOK\nTI  - a\nER  - \n" + large + "TY  - BOOK\nTI  - b\nER  - ")
    assert [(one.title, one.line) for one in document.records] == [("a", 1), ("b", 7)]
    assert [(one.line, one.is_error, "larger than 20 MB" in one.message) for one in document.issues] == [
        (4, True, True)
    ]


@given(st.integers(0, len(TWO)))
def test_any_cut_keeps_every_record_that_has_begun(place: int) -> None:
    text = TWO[:place]
    document = read(Source(PurePosixPath("a.ris")), text.encode())
    assert len(document.records) == text.count("TY  - ") or text.endswith(("TY  -", "TY  - "))
    lines = text.split("\n")
    assert all(lines[one.line - 1].startswith("TY  -") for one in document.records)
    unclosed = len(document.records) > text.count("ER  -")
    assert document.issues or not unclosed
