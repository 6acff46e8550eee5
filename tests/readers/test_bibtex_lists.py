"""BibTeX and BibLaTeX. All entries are invented samples."""

from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Issue, PartialDate, Source
from kg.readers import read
from kg.records import Name, Publication
from kg.text import Span

ReadAs = Callable[[str, str | bytes], Document]

ENTRY = """@article{voorbeeld2020,
  author = {Voorbeeld, Jan and van der Test, Piet and {Stichting Monster} and others},
  title = "Een {Test} over co{\\"o}rdinatie",
  subtitle = {Proef},
  journal = blad # { Monster},
  date = {2020-06},
  doi = {https://doi.org/10.1000/TEST},
  url = {http://example.org/a\\_b},
  langid = {dutch},
  keywords = {een, twee},
  abstract = {Kort.},
}"""
STRING = "@string{blad = {Tijdschrift}}\n"
THREE = "@book{a, title = {Een}}\n\n@book{b, title = {Twee}}\n@book{c, title = {Drie}}\n"


def test_an_entry_whole(read_as: ReadAs) -> None:
    text = STRING + ENTRY
    document = read_as("publications/a.bib", text)
    assert document.issues == ()
    assert document.records == (
        Publication(
            id="voorbeeld2020",
            type="article-journal",
            title="Een Test over coördinatie: Proef",
            span=Span(len(STRING), len(text)),
            authors=(Name("Voorbeeld", "Jan"), Name("Test", "Piet", "van der"), Name("Stichting Monster")),
            issued=PartialDate(2020, 6),
            container_title="Tijdschrift Monster",
            doi="10.1000/test",
            url="http://example.org/a_b",
            abstract="Kort.",
            language="nl",
            keywords=("een", "twee"),
        ),
    )


def test_spans_are_the_entries(read_as: ReadAs) -> None:
    for end in ("\n", "\r\n", "\r"):
        text = THREE.replace("\n", end)
        document = read_as("a.bib", text)
        assert [one.span.of(text) for one in document.records] == [
            "@book{a, title = {Een}}",
            "@book{b, title = {Twee}}",
            "@book{c, title = {Drie}}",
        ]


def test_what_is_no_record(read_as: ReadAs) -> None:
    text = "losse tekst\n@comment{x}\n@preamble{{y}}\n@string{z = {1}}\n@xdata{q, date = {2020}}\n"
    document = read_as("a.bib", text)
    assert (document.records, document.issues) == ((), ())


def test_an_empty_file_is_no_error(read_as: ReadAs) -> None:
    document = read_as("a.bib", "")
    assert (document.records, document.issues) == ((), ())


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        pytest.param("year = 2020, month = jun", PartialDate(2020, 6), id="month by name"),
        pytest.param("year = 2020, month = {6}", PartialDate(2020, 6), id="month by number"),
        pytest.param('year = 2020, month = 6 # "~" # jun', PartialDate(2020, 6, 6), id="joined"),
        pytest.param("year = {2020}, month = {10~okt.}", PartialDate(2020, 10, 10), id="day and month"),
        pytest.param("year = {in druk}", None, id="in press"),
        pytest.param("year = {2020}, month = {lente}", PartialDate(2020), id="season"),
    ],
)
def test_dates(fields: str, issued: PartialDate | None, read_as: ReadAs) -> None:
    assert read_as("a.bib", f"@book{{a, {fields}}}").records[0].issued == issued


def test_crossref_and_xdata_are_filled_in(read_as: ReadAs) -> None:
    text = """@xdata{x, date = {2019}, xdata = {x}}
@collection{boek, title = {Boek}, author = {Test, Jan}, isbn = {978-90-000-0000-5}}
@incollection{deel, title = {Deel}, crossref = {boek}, xdata = {x}}
@inbook{stuk, title = {Stuk}, crossref = {boek}}"""
    _, deel, stuk = read_as("a.bib", text).records
    assert (deel.container_title, deel.issued, deel.isbn, deel.authors) == (
        "Boek",
        PartialDate(2019),
        "9789000000005",
        (),
    )
    assert stuk.authors == (Name("Test", "Jan"),)


def test_a_key_used_twice_keeps_both(read_as: ReadAs) -> None:
    document = read_as("a.bib", THREE.replace("{b,", "{a,"))
    assert [one.title for one in document.records] == ["Een", "Twee", "Drie"]
    assert document.issues == (
        Issue(
            "the key 'a' was used before, on line 1; both are kept",
            line=3,
            hint="Give one of them another key.",
            is_error=False,
        ),
    )


@pytest.mark.parametrize(
    ("broken", "message", "line"),
    [
        pytest.param("@book{b, title = {Twee}", "the next entry begins before this one is closed", 3, id="not closed"),
        pytest.param(
            '@book{b, title = "Twee}', "the next entry begins before this one is closed", 3, id="quote not closed"
        ),
        pytest.param("@book{b title = {Twee}}", "there is no comma after the key", 3, id="no comma after the key"),
        pytest.param("@book{b, title {Twee}}", "a field has no = after its name", 3, id="no ="),
        pytest.param("@book b, title = {Twee}}", "looks like an entry", 3, id="no brace"),
        pytest.param("book{b, title = {Twee}}", "looks like an entry", 3, id="no @"),
    ],
)
def test_a_broken_entry_costs_only_itself(broken: str, message: str, line: int, read_as: ReadAs) -> None:
    document = read_as("a.bib", THREE.replace("@book{b, title = {Twee}}", broken))
    assert [one.title for one in document.records] == ["Een", "Drie"]
    assert [(issue.line, issue.is_error, message in issue.message) for issue in document.issues] == [(line, True, True)]
    assert document.issues[0].hint


@pytest.mark.parametrize("value", ["{Een}", '"Een"', "x # { n}"])
def test_a_missing_comma_is_mended(value: str, read_as: ReadAs) -> None:
    document = read_as("a.bib", f"@string{{x = {{Ee}}}}\n@book{{a, title = {value}\n year = {{2020}}}}")
    assert document.records[0].title in ("Een", "Ee n")
    assert document.records[0].issued == PartialDate(2020)
    assert [issue.is_error for issue in document.issues] == [False]


def test_percent_comments_between_fields_are_left_out(read_as: ReadAs) -> None:
    text = "@book{a,\n title = {Een}, % de titel, kort\n year = 2020, % {\n}\n@book{b, title = {50% twee}}"
    document = read_as("a.bib", text)
    assert [(one.title, str(one.issued), one.span.of(text)[-1]) for one in document.records] == [
        ("Een", "2020", "}"),
        ("50% twee", "None", "}"),
    ]


def test_a_doi_that_is_none_is_left_out_with_a_warning(read_as: ReadAs) -> None:
    document = read_as("a.bib", "\n@book{a, title = {Een}, doi = {10.1000/x> . <urn:a>}}")
    assert document.records[0].doi == ""
    assert [(issue.line, issue.is_error) for issue in document.issues] == [(2, False)]


@given(st.integers(0, len(STRING + ENTRY + "\n" + THREE)))
def test_any_cut_gives_what_stands_before_it(place: int) -> None:
    """Entries that are whole before the cut are read; one that is cut in two is named."""
    text = STRING + ENTRY + "\n" + THREE
    whole = read(Source(PurePosixPath("a.bib")), text.encode())
    cut = read(Source(PurePosixPath("a.bib")), text[:place].encode())
    before = [one for one in whole.records if one.span.end <= place]
    assert list(cut.records) == before
    halved = any(one.span.start + len("@article{") < place < one.span.end for one in whole.records)
    assert not halved or any(issue.is_error for issue in cut.issues)


@given(st.integers(0, len(THREE) - 1))
def test_a_missing_character_costs_at_most_two_entries(place: int) -> None:
    """Where an entry is lost by it, an issue says so."""
    found = read(Source(PurePosixPath("a.bib")), (THREE[:place] + THREE[place + 1 :]).encode())
    assert len(found.records) == 3 or (len(found.records) >= 1 and any(issue.is_error for issue in found.issues))
