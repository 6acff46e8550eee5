"""A table's own themes.ttl: its triples as they stand, in its own graph, and no word about what kg says itself."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from kg.errors import ReadError
from kg.model import Source
from kg.trig import read_nquads
from kg.turtle import read_turtle

SOURCE = Source(PurePosixPath("themes.ttl"))
HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix kt: <https://w3id.org/kennistafel/ontology#> .\n"


def _triples(text: str) -> list[tuple[str, str]]:
    document = read_turtle(SOURCE, (HEAD + text).encode(), "urn:kg:")
    quads = list(read_nquads(document.metadata["nquads"]))
    assert {str(quad.graph_name) for quad in quads} <= {"<urn:kg:graph/themes.ttl>"}
    return sorted((str(quad.subject), str(quad.object)) for quad in quads)


@pytest.mark.parametrize(
    ("text", "triples"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("<urn:t:a> a skos:Concept .", [("<urn:t:a>", "<http://www.w3.org/2004/02/skos/core#Concept>")],
                     id="a theme"),
        pytest.param("<urn:kg:theme/a> skos:broader <urn:t:b> .", [("<urn:kg:theme/a>", "<urn:t:b>")],
                     id="a theme below the base"),
        pytest.param("<urn:t:a> skos:note [ skos:note 'x' ] .",
                     [("<urn:kg:node/85ac1a1b1c-1>", '"x"'), ("<urn:t:a>", "<urn:kg:node/85ac1a1b1c-1>")],
                     id="blank nodes get names"),
        pytest.param("<urn:t:a> kt:status <urn:x> .", [], id="a term of kg"),
        pytest.param("<urn:t:a> a kt:Curation .", [], id="a class of kg"),
        pytest.param("<urn:kg:question/1> skos:prefLabel 'Andere woorden'@nl .", [], id="words put in a question"),
    ],
)  # fmt: skip
def test_what_is_read(text: str, triples: list[tuple[str, str]]) -> None:
    found = _triples(text)
    if "[ " in text:
        triples = [
            (a.replace("85ac1a1b1c", found[0][0][13:23]), b.replace("85ac1a1b1c", found[0][0][13:23]))
            for a, b in triples
        ]
    assert found == triples


def test_what_is_left_out_is_named() -> None:
    (issue,) = read_turtle(SOURCE, (HEAD + "<urn:t:a> kt:status <urn:x> .").encode(), "urn:kg:").issues
    assert (issue.message, issue.is_error) == ("1 statements about things of kg itself are left out", True)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        pytest.param("<urn:a> <urn:b>", "is no Turtle", 2, id="cut off"),
        pytest.param("<urn:a> <urn:b> <urn:c> .\n<urn: a", "is no Turtle", 3, id="a damaged line"),
        pytest.param("<urn:a> <urn:b> " + "(" * 20_000, "brackets nest deeper", None, id="brackets without end"),
        pytest.param("<<(" * 20_000, "brackets nest deeper", None, id="triples in triples"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, message: str, line: int | None) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read_turtle(SOURCE, (HEAD + text).encode(), "urn:kg:")
    assert (caught.value.line, bool(caught.value.hint)) == (line, True)
