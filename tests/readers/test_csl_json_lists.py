"""CSL-JSON. All records are invented samples."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.errors import ReadError
from kg.model import Document, PartialDate
from kg.records import Name, Publication
from kg.text import Span

ReadAs = Callable[[str, str | bytes], Document]

RECORD = {
    "id": "test1",
    "type": "article-journal",
    "title": "Een <i>test</i>",
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
    title="Een <i>test</i>",
    span=Span(0, 0),
    authors=(Name("Voorbeeld", "Jan", "van"), Name("Test", "Piet, jr.", "de"), Name("Stichting Monster")),
    issued=PartialDate(2020, 6),
    container_title="Tijdschrift Monster",
    doi="10.1000/test",
    isbn="9789000000005",
    url="http://example.org",
    abstract="Kort.",
    language="nl-nl",
    keywords=("een", "twee"),
)


def without_span(document: Document) -> list[Publication]:
    """Give the records with the span 0..0, to compare them whole."""
    return [replace(one, span=Span(0, 0)) for one in document.records]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param([RECORD], id="list"),
        pytest.param({"items": [RECORD]}, id="items"),
        pytest.param({"references": [RECORD]}, id="references"),
        pytest.param({"test1": {key: RECORD[key] for key in RECORD if key != "id"}}, id="object of records"),
        pytest.param({"x": [RECORD]}, id="object of lists"),
        pytest.param(RECORD, id="one record"),
    ],
)
def test_a_record_in_each_place(value: object, read_as: ReadAs) -> None:
    document = read_as("publications/a.json", json.dumps(value, indent=1, ensure_ascii=False))
    assert document.issues == ()
    assert without_span(document) == [WHOLE]


def test_spans_and_doubles(read_as: ReadAs) -> None:
    text = '[{"id": "a", "title": "x"},\n {"id": "a", "title": "y"}]'
    document = read_as("a.json", text)
    assert [one.span.of(text) for one in document.records] == ['{"id": "a", "title": "x"}', '{"id": "a", "title": "y"}']
    assert [document.position(one.span.start).line for one in document.records] == [1, 2]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        pytest.param({"title": {"a": 1}}, "title", id="title an object"),
        pytest.param({"author": {"family": "x"}}, "author", id="author an object"),
        pytest.param({"author": ["x"]}, "author", id="author a text"),
        pytest.param({"issued": [2020]}, "issued", id="issued a list"),
        pytest.param({"issued": {"date-parts": [["x"]]}}, "issued", id="no number"),
        pytest.param({"abstract": True}, "abstract", id="true is no text"),
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
    ("text", "message", "line"),
    [
        pytest.param("[1,\n,2]", "this is not JSON", 2, id="comma too many"),
        pytest.param('[{"a": NaN}]', "NaN is no number", 1, id="NaN"),
        pytest.param("[-Infinity]", "-Infinity is no number", 1, id="Infinity"),
        pytest.param("[" * 200 + "]" * 200, "nested too deeply", 1, id="200 levels"),
        pytest.param("[" * 100_000, "nested too deeply", 1, id="100000 levels, not closed"),
        pytest.param('{"a": "b"}', "no list of publications", 1, id="something else"),
        pytest.param("3", "no list of publications", 1, id="a number"),
        pytest.param('["a\nb"]', "this is not JSON", 1, id="line end in a text"),
    ],
)
def test_what_is_refused(text: str, message: str, line: int, read_as: ReadAs) -> None:
    with pytest.raises(ReadError, match=message) as problem:
        read_as("publications/a.json", text)
    assert (str(problem.value.path), problem.value.line, bool(problem.value.hint)) == (
        "publications/a.json",
        line,
        True,
    )


@pytest.mark.parametrize("text", ["", " \n", "[]", "{}"])
def test_nothing_in_it(text: str, read_as: ReadAs) -> None:
    if text == "{}":
        with pytest.raises(ReadError):
            read_as("a.json", text)
        return
    document = read_as("a.json", text)
    assert (document.records, document.issues) == ((), ())


def test_an_item_that_is_no_record_is_an_error_with_its_line(read_as: ReadAs) -> None:
    document = read_as("a.json", '[{"id": "a"},\nfalse]')
    assert [one.id for one in document.records] == ["a"]
    assert [(one.line, one.is_error) for one in document.issues] == [(2, True)]


def test_half_a_character_is_shown_and_named(read_as: ReadAs) -> None:
    document = read_as("a.json", '[\n{"id": "a", "title": "x\\ud800y \\ud83d\\ude00"}]')
    assert document.records[0].title == "x\ufffdy 😀"
    assert [(one.line, one.is_error) for one in document.issues] == [(2, False)]


def test_a_number_of_5000_digits_is_no_problem(read_as: ReadAs) -> None:
    assert read_as("a.json", '[{"id": ' + "9" * 5000 + "}]").records[0].id == "9" * 5000
