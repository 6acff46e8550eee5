"""Themes: what themes_from_turtle takes from a file, and what it says of one it cannot read."""

from __future__ import annotations

import contextlib
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.model import Theme
from kg.themes import concept_labels, shipped_themes, themes_from_turtle
from kg.vocabulary import Iri, expand

HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix t: <urn:t:> .\n"
A, B = Iri("urn:t:a"), Iri("urn:t:b")


def read(turtle: str) -> tuple[Theme, ...]:
    return themes_from_turtle((HEAD + turtle).encode())


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        pytest.param("", (), id="no-theme"),
        pytest.param('t:a skos:prefLabel "lezen"@nl .', (), id="a-label-alone-makes-no-theme"),
        pytest.param("t:a a skos:Concept .", (Theme(A, {}),), id="theme-without-label"),
        pytest.param(
            't:a a skos:Concept ; skos:altLabel "b"@nl, "a"@nl ; skos:prefLabel "z"@nl, "y"@en .',
            (Theme(A, {"en": ("y",), "nl": ("z", "a", "b")}),),
            id="preferred-first-then-alternatives-sorted",
        ),
        pytest.param(
            't:a a skos:Concept ; skos:altLabel "a"@nl, " b\\n c "@nl ; skos:prefLabel "a"@nl .',
            (Theme(A, {"nl": ("a", "b c")}),),
            id="once-each-single-spaces",
        ),
        pytest.param(
            't:a a skos:Concept ; skos:prefLabel "lezen" ; skos:altLabel " ", "reading"@en-GB .',
            (Theme(A, {"en": ("reading",), "nl": ("lezen",)}),),
            id="no-language-is-dutch-region-left-out-blank-label-left-out",
        ),
        pytest.param(
            "t:b a skos:Concept ; skos:narrower t:a . t:a a skos:Concept ; skos:broader t:b, t:c .",
            (Theme(A, {}, (B, Iri("urn:t:c"))), Theme(B, {})),
            id="broader-from-both-directions-sorted-by-iri",
        ),
        pytest.param(
            "t:a a skos:Concept ; skos:inScheme <https://w3id.org/kennistafel/concept/types> .",
            (),
            id="a-fixed-list-holds-no-themes",
        ),
        pytest.param(
            "t:a a skos:Concept ; skos:inScheme <https://w3id.org/kennistafel/theme/themes> .",
            (Theme(A, {}),),
            id="a-table-may-extend-the-shipped-scheme",
        ),
    ],
)
def test_what_a_file_says(turtle: str, expected: tuple[Theme, ...]) -> None:
    assert read(turtle) == expected


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        pytest.param(b"<urn:a> a <urn:b> .\n\n zzz .", 3, "not valid Turtle", id="no-prefix"),
        pytest.param(b"\xff\xfe", 1, "not valid Turtle", id="not-utf-8"),
        pytest.param(b'<urn:a> <urn:b> "open', 1, "not valid Turtle", id="quote-left-open"),
        pytest.param(b"<a> <urn:b> <urn:c> .", 1, "not valid Turtle", id="relative-iri"),
        pytest.param((HEAD + "[] a skos:Concept .").encode(), None, "has no IRI", id="blank-node"),
    ],
)
def test_what_cannot_be_read_is_named_with_line_and_remedy(data: bytes, line: int | None, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        themes_from_turtle(data)
    assert (caught.value.line, bool(caught.value.hint)) == (line, True)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "replace")))
def test_any_bytes_give_themes_or_a_read_error(data: bytes) -> None:
    with contextlib.suppress(ReadError):
        themes = themes_from_turtle(data)
        assert themes == tuple(sorted(themes, key=lambda theme: theme.iri))


def test_shipped_themes_go_from_process_to_process() -> None:
    assert pickle.loads(pickle.dumps(shipped_themes())) == shipped_themes()  # noqa: S301


def test_a_shipped_theme_is_found_with_its_synonyms_and_place() -> None:
    found = {theme.iri: theme for theme in shipped_themes()}[expand("ktt:formative-assessment")]
    assert found.labels["nl"][0] == "formatief evalueren"
    assert "formatief toetsen" in found.labels["nl"]
    assert found.broader == (expand("ktt:monitoring-and-steering"),)


@pytest.mark.parametrize(
    ("curie", "labels"),
    [
        pytest.param("ktc:status-open", {"en": "open", "nl": "open"}, id="status"),
        pytest.param("ktc:type-knowledge", {"en": "knowledge question", "nl": "kennisvraag"}, id="type"),
        pytest.param("ktt:ownership", {"en": "ownership of learning", "nl": "eigenaarschap"}, id="theme"),
    ],
)
def test_labels_for_reports(curie: str, labels: dict[str, str]) -> None:
    assert concept_labels()[expand(curie)] == labels
