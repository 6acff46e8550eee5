"""BibTeX and BibLaTeX. All entries are invented samples."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Issue, PartialDate, Source
from kg.readers import read
from kg.records import Name, Publication

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
            line=2,
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


def test_each_entry_has_its_line(read_as: ReadAs) -> None:
    for end in ("\n", "\r\n", "\r"):
        document = read_as("a.bib", THREE.replace("\n", end))
        assert [one.line for one in document.records] == [1, 3, 4]


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


def test_what_an_entry_takes_may_come_later_and_by_another_key(read_as: ReadAs) -> None:
    text = """@inbook{a, title = {Een}, crossref = {alias}, journal = blad}
@inbook{b, title = {Twee}, crossref = "boek"}
@inbook{c, title = {Drie}, crossref = {nergens}}
@string{blad = {Monsterblad}}
@book{boek, title = {Boek}, ids = {ander, alias}}"""
    document = read_as("a.bib", text)
    assert [one.container_title for one in document.records] == ["Monsterblad", "Boek", "", ""]
    assert document.issues == ()


def test_names_that_double_with_each_step_do_not_grow(read_as: ReadAs) -> None:
    strings = "".join(f"@string{{a{step + 1} = a{step} # a{step}}}\n" for step in range(60))
    (record,) = read_as("a.bib", f"@string{{a0 = {{aa}}}}\n{strings}@book{{a, title = a60}}").records
    assert 0 < len(record.title) < 20_000


def test_titles_in_other_languages(read_as: ReadAs) -> None:
    text = "@book{a, title = {Een &amp; twee}, origtitle = {One and {Two}}, reprinttitle = {Een &amp; twee}}"
    (record,) = read_as("a.bib", text).records
    assert (record.title, record.other_titles) == ("Een & twee", ("One and Two",))


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
    assert document.issues[0].quote[:20] == broken[:20]


def test_an_entry_that_is_cut_off_keeps_what_stands_there(read_as: ReadAs) -> None:
    document = read_as("a.bib", "@book{a, title = {Een}}\n@book{b,\n title = {Twee")
    assert document.issues == (
        Issue(
            "'@book{b,' cannot be read: the entry is not closed before the end of the file",
            line=2,
            hint="Close it with }.",
            quote="@book{b,\n title = {Twee",
        ),
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("zomaar tekst", [1], id="no BibTeX"),
        pytest.param("% een opmerking\n\n% nog een\n", [], id="comments only"),
        pytest.param("tekst\n@comment{x}", [], id="a comment of BibTeX"),
    ],
)
def test_a_file_without_entries(text: str, lines: list[int], read_as: ReadAs) -> None:
    document = read_as("a.bib", text)
    assert [(one.line, one.is_error, one.quote) for one in document.issues] == [(line, True, text) for line in lines]


def test_entries_on_one_long_line_and_one_that_is_far_too_large(read_as: ReadAs) -> None:
    many = " ".join(f"@book{{b{number}, title = {{Titel {number}}}}}" for number in range(40_000))
    large = "@book{groot, title = {" + f"{'x' * 999}\n" * 21_000 + "}}\n"
    document = read_as("a.bib", many + "\n" + large + THREE)
    assert len(document.records) == 40_003
    assert document.records[39_999].title == "Titel 39999"
    assert [one.line for one in document.records[39_998:]] == [1, 1, 21_003, 21_005, 21_006]
    assert [(one.line, one.is_error, "larger than 20 MB" in one.message) for one in document.issues] == [
        (2, True, True)
    ]


@pytest.mark.parametrize("value", ["{Een}", '"Een"', "x # { n}"])
def test_a_missing_comma_is_mended(value: str, read_as: ReadAs) -> None:
    document = read_as("a.bib", f"@string{{x = {{Ee}}}}\n@book{{a, title = {value}\n year = {{2020}}}}")
    assert document.records[0].title in ("Een", "Ee n")
    assert document.records[0].issued == PartialDate(2020)
    assert [issue.is_error for issue in document.issues] == [False]


def test_percent_comments_between_fields_are_left_out(read_as: ReadAs) -> None:
    text = "@book{a,\n title = {Een}, % de titel, kort\n year = 2020, % {\n}\n@book{b, title = {50% twee}}"
    document = read_as("a.bib", text)
    assert [(one.title, str(one.issued), one.line) for one in document.records] == [
        ("Een", "2020", 1),
        ("50% twee", "None", 5),
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
    ends = [len(STRING + ENTRY), *(len(STRING + ENTRY) + 1 + found.end() for found in re.finditer("}}", THREE))]
    starts = [text.index(start) for start in ("@article", "@book{a", "@book{b", "@book{c")]
    assert list(cut.records) == [one for one, end in zip(whole.records, ends, strict=True) if end <= place]
    halved = any(start + len("@article{") < place < end for start, end in zip(starts, ends, strict=True))
    assert not halved or any(issue.is_error for issue in cut.issues)


@given(st.integers(0, len(THREE) - 1))
def test_a_missing_character_costs_at_most_two_entries(place: int) -> None:
    """Where an entry is lost by it, an issue says so."""
    found = read(Source(PurePosixPath("a.bib")), (THREE[:place] + THREE[place + 1 :]).encode())
    assert len(found.records) == 3 or (len(found.records) >= 1 and any(issue.is_error for issue in found.issues))
