"""Validation: a well-formed graph has no findings; each thing that can be wrong is found, once, and named."""

from __future__ import annotations

import logging
import pickle
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import ReadError
from kg.validation import Finding, is_well_formed, validate
from kg.vocabulary import Iri, expand

DATA = Path(__file__).parent / "validation"
HASH = "0" * 64

#: A small made-up graph with every class of the design, on one line, so that a change may cross line ends.
SAMPLE = " ".join((DATA / "well-formed.ttl").read_text(encoding="utf-8").partition("\n")[2].split()).replace(
    "@HASH", HASH
)


def nquads(turtle: str) -> bytes:
    """Give the triples of a Turtle text, spread over two named graphs as sources are."""
    graphs = [ox.NamedNode("urn:kg:graph/a"), ox.NamedNode("urn:kg:graph/derived")]
    triples = ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)
    quads = [
        ox.Quad(quad.subject, quad.predicate, quad.object, graphs[number % 2]) for number, quad in enumerate(triples)
    ]
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def test_a_well_formed_graph_has_no_findings() -> None:
    assert validate(nquads(SAMPLE)) == ()


def test_every_class_of_the_ontology_is_in_the_sample() -> None:
    """A class without an example would go unchecked."""
    shapes = SAMPLE.count
    classes = "Note Meeting SchoolVisit Question Insight Decision Action Obstacle EnablingFactor PublicationMention "
    classes += "SchoolMention CaseAnswer Case Passage Publication School Curation EvidenceLink StatusEvent Proposal"
    assert [name for name in classes.split() if not shapes(f"a kt:{name}")] == []


def violations() -> list[Any]:
    """Read the table; `@HASH` stands for the hash of the sample, a path may hold a bar."""
    lines = (DATA / "violations.txt").read_text(encoding="utf-8").splitlines()[1:]
    rows = ([cell.strip() for cell in line.replace("@HASH", HASH).split(" |", 3)] for line in lines)
    return [pytest.param(*change, id=name) for name, *change in rows]


@cache
def find(old: str, new: str) -> tuple[Finding, ...]:
    """Give what is found in the sample after one change."""
    return validate(nquads(SAMPLE.replace(old, new)))


@pytest.mark.parametrize(("old", "new", "expected"), violations())
def test_a_violation_is_found_once_and_nothing_else(old: str, new: str, expected: str) -> None:
    assert SAMPLE.count(old) == 1
    lines = [f"{f.severity} {f.focus.removeprefix('urn:kg:')} {f.path or '-'}" for f in find(old, new)]
    assert lines == expected.split("; ")


def test_every_message_is_met_by_a_violation_above() -> None:
    """A shape that no seeded violation reaches may never find anything."""
    turtle = files("kg.ontology").joinpath("shapes.ttl").read_bytes()
    messages = {
        quad.object.value
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == expand("sh:message") and getattr(quad.object, "language", "") == "nl"
    }
    seen = {f.message for case in violations() for f in find(*case.values[:2])}
    beyond_shacl = {validate(BLANK)[0].message, validate(ILL_TYPED)[0].message}
    assert messages - seen == beyond_shacl


#: A value that no shape looks at, and a node without an address, which SHACL cannot forbid.
ILL_TYPED = b'<urn:kg:x> <urn:kg:on> "2021-13-45"^^<http://www.w3.org/2001/XMLSchema#date> <urn:g> .\n'
BLANK = b'_:b1 <urn:p> "x" <urn:g> .\n'


def test_a_blank_node_is_found() -> None:
    finding = validate(BLANK, "en")[0]
    assert (finding.severity, finding.focus, finding.path) == ("error", "_:b1", "")
    assert "has no address" in finding.message


@pytest.mark.parametrize(
    ("language", "message"),
    [
        pytest.param("nl", "Deze school heeft geen naam. Vul de naam aan in schools.csv.", id="dutch"),
        pytest.param("en", "This school has no name. Add the name in schools.csv.", id="english"),
        pytest.param("fr", "This school has no name. Add the name in schools.csv.", id="others-read-english"),
    ],
)
def test_the_message_says_what_is_wrong_and_what_to_do(language: str, message: str) -> None:
    found = validate(nquads(SAMPLE.replace('schema:name "Voorbeeldschool De Proef" ;', "")), language)
    assert found == (Finding("error", Iri("urn:kg:school"), "schema:name", message),)


def test_errors_come_first_and_findings_go_from_process_to_process() -> None:
    turtle = SAMPLE.replace("kt:theme ktt:feedback ;", "").replace("kt:rank 4", "kt:rank 7")
    found = validate(nquads(turtle.replace('schema:name "Voorbeeldschool De Proef" ;', "")))
    assert [f.severity for f in found] == ["error", "error", "info"]
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


@pytest.mark.parametrize(
    ("value", "datatype", "fits"),
    [
        pytest.param("2021", "xsd:gYear", True, id="year"),
        pytest.param("20x1", "xsd:gYear", False, id="letter-in-year"),
        pytest.param("0000", "xsd:gYear", False, id="year-0"),
        pytest.param("٢٠٢١", "xsd:gYear", False, id="arabic-digits"),
        pytest.param("2021-13", "xsd:gYearMonth", False, id="month-13"),
        pytest.param("2024-02-29", "xsd:date", True, id="leap-day"),
        pytest.param("2023-02-29", "xsd:date", False, id="no-leap-year"),
        pytest.param("1.", "xsd:decimal", True, id="decimal-that-ends-in-a-dot"),
        pytest.param("1e3", "xsd:decimal", False, id="exponent"),
        pytest.param("7\n", "xsd:integer", False, id="line-end"),
        pytest.param("9" * 6000, "xsd:integer", False, id="number-beyond-measure"),
        pytest.param("True", "xsd:boolean", False, id="capital"),
        pytest.param("anything", "xsd:string", True, id="string"),
    ],
)
def test_a_value_fits_its_datatype(value: str, datatype: str, *, fits: bool) -> None:
    assert is_well_formed(value, expand(datatype)) is fits


def test_an_ill_typed_value_is_found_where_no_shape_looks_and_without_a_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        found = validate(ILL_TYPED)
    assert [(f.focus, f.path, f.value) for f in found] == [("urn:kg:x", "urn:kg:on", "2021-13-45")]
    assert caplog.records == []


@pytest.mark.parametrize(
    "number", ["9" * 6000, "zeven", "1e999999999"], ids=["beyond-measure", "a-word", "an-exponent"]
)
def test_no_number_stops_the_check(number: str) -> None:
    found = validate(nquads(SAMPLE.replace("kt:startLine 7", f'kt:startLine "{number}"^^xsd:integer')))
    assert [(f.severity, f.focus, f.path, f.value) for f in found] == [("error", "urn:kg:p1", "kt:startLine", number)]


def test_what_is_no_graph_is_named_with_its_line() -> None:
    with pytest.raises(ReadError, match="not valid N-Quads") as caught:
        validate(b"<urn:a> <urn:b> <urn:c> <urn:g> .\nzzz\n")
    assert caught.value.line == 2


def test_ten_thousand_quads_are_checked_whole() -> None:
    quads = b"".join(nquads(SAMPLE).replace(b"<urn:kg:", f"<urn:kg:{number}/".encode()) for number in range(55))
    assert quads.count(b"\n") > 10_000
    assert validate(quads) == ()
