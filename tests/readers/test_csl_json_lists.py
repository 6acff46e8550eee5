"""CSL-JSON. All records are invented samples."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.model import Document, PartialDate
from kg.records import Name, Publication

ReadAs = Callable[[str, str | bytes], Document]

RECORD = {
    "id": "test1",
    "type": "article-journal",
    "title": "Een <i>test</i>",
    "original-title": "Een eerdere test",
    "author": [
        {"family": "Voorbeeld", "given": "Jan", "non-dropping-particle": "van"},
        {"family": "de Test", "given": "Piet", "suffix": "jr."},
        {"literal": "Stichting Monster"},
        {},
    ],
    "issued": {"date-parts": [[2020, "6"]]},
    "container-title": "Tijdschrift Monster",
    "DOI": "10.1000/TEST",
    "ISBN": "978-90-000-0000-5",
    "URL": "http://example.org",
    "abstract": "<jats:p>Kort.</jats:p>",
    "language": "nl-NL",
    "keyword": "een, twee",
}
WHOLE = Publication(
    id="test1",
    type="article-journal",
    title="Een test",
    authors=(Name("Voorbeeld", "Jan", "van"), Name("Test", "Piet, jr.", "de"), Name("Stichting Monster")),
    issued=PartialDate(2020, 6),
    container_title="Tijdschrift Monster",
    doi="10.1000/test",
    isbn="9789000000005",
    url="http://example.org",
    abstract="Kort.",
    language="nl",
    keywords=("een", "twee"),
    other_titles=("Een eerdere test",),
)


@pytest.mark.parametrize(
    ("value", "line"),
    [
        pytest.param([RECORD], 2, id="list"),
        pytest.param({"items": [RECORD]}, 3, id="items"),
        pytest.param({"references": [RECORD]}, 3, id="references"),
        pytest.param({"title": "Bibliotheek", "items": [RECORD]}, 4, id="items of a library with a title"),
        pytest.param({"test1": {key: RECORD[key] for key in RECORD if key != "id"}}, 2, id="object of records"),
        pytest.param({"x": [RECORD]}, 3, id="object of lists"),
        pytest.param({"meta": {"count": 1}, "hits": {"hits": [{"_source": RECORD}]}}, 7, id="hits of a search engine"),
        pytest.param(RECORD, 1, id="one record"),
    ],
)
def test_a_record_in_each_place(value: object, line: int, read_as: ReadAs) -> None:
    document = read_as("publications/a.json", json.dumps(value, indent=1, ensure_ascii=False))
    assert (document.records, document.issues) == ((replace(WHOLE, line=line),), ())


def test_doubles_are_kept_each_with_its_line(read_as: ReadAs) -> None:
    document = read_as("a.json", '[{"id": "a", "title": "x"},\n {"id": "a", "title": "y"}]')
    assert [(one.id, one.title, one.line) for one in document.records] == [("a", "x", 1), ("a", "y", 2)]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        pytest.param({"title": {"a": 1}}, "title", id="title an object"),
        pytest.param({"author": {"family": "x"}}, "author", id="author an object"),
        pytest.param({"author": [1]}, "author", id="author a number"),
        pytest.param({"issued": [2020]}, "issued", id="issued a list"),
        pytest.param({"issued": {"date-parts": [["x"]]}}, "issued", id="no number"),
        pytest.param({"abstract": True}, "abstract", id="true is no text"),
        pytest.param({"keyword": [1]}, "keyword", id="keyword a number"),
        pytest.param({"DOI": "x"}, "is not a DOI", id="no DOI"),
    ],
)
def test_a_wrong_field_is_left_out_and_named(fields: dict[str, object], wrong: str, read_as: ReadAs) -> None:
    document = read_as("a.json", "\n" + json.dumps([{"id": 7, **fields}]))
    assert [(one.id, one.title, one.authors, one.issued) for one in document.records] == [("7", "", (), None)]
    assert [(one.line, one.is_error, wrong in one.message) for one in document.issues] == [(2, False, True)]


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        pytest.param({"raw": "2020-06-23"}, PartialDate(2020, 6, 23), id="raw"),
        pytest.param({"literal": "juni 2020"}, PartialDate(2020, 6), id="literal"),
        pytest.param({"date-parts": [[None]]}, None, id="no date in Crossref's way"),
        pytest.param("2020", PartialDate(2020), id="text"),
        pytest.param(2020, PartialDate(2020), id="number"),
        pytest.param({"date-parts": [[2020, 14]]}, PartialDate(2020), id="a month that cannot be"),
        pytest.param(None, None, id="null"),
    ],
)
def test_dates(issued: object, date: PartialDate | None, read_as: ReadAs) -> None:
    document = read_as("a.json", json.dumps([{"id": "a", "issued": issued}]))
    assert (document.records[0].issued, document.issues) == (date, ())


@pytest.mark.parametrize(
    ("author", "name"),
    [
        pytest.param({"family": "de Test", "given": "P."}, Name("Test", "P.", "de"), id="particle in the family name"),
        pytest.param({"family": "Test", "given": "P. van der"}, Name("Test", "P.", "van der"), id="behind the given"),
        pytest.param({"family": "Piet P. Test"}, Name("Test", "Piet P."), id="a whole name as family name"),
        pytest.param({"family": "Raad voor Monsters"}, Name("Raad voor Monsters"), id="organisation as family name"),
        pytest.param({"name": "Stichting Monster"}, Name("Stichting Monster"), id="name, as Crossref writes it"),
    ],
)
def test_names(author: dict[str, str], name: Name, read_as: ReadAs) -> None:
    document = read_as("a.json", json.dumps([{"id": "a", "author": [author]}]))
    assert (document.records[0].authors, document.issues) == ((name,), ())


def test_a_doi_in_the_note_or_the_link_counts(read_as: ReadAs) -> None:
    records = [{"note": "PMID: 1\nDOI: 10.1000/a"}, {"URL": "https://doi.org/10.1000/b"}]
    document = read_as("a.json", json.dumps([{"id": "a", **one} for one in records]))
    assert [one.doi for one in document.records] == ["10.1000/a", "10.1000/b"]
