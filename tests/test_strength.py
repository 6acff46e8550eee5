"""How firm the evidence on a question is, by rule and as a person decides, through derivation and the saved query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.curation import read_curations
from kg.derivation import derive
from kg.queries import ask, value_of
from kg.stores import open_store

if TYPE_CHECKING:
    from kg.stores import Store

GRADES = {"V": "practice-voice", "C": "case", "S": "practice-study", "P": "peer-reviewed", "R": "review"}
NOTE = """
@prefix kt: <https://w3id.org/kennistafel/ontology#> .
@prefix ktc: <https://w3id.org/kennistafel/concept/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:g> {
  <urn:note> kt:path "meetings/a.md" .
  <urn:meeting> kt:recordedIn <urn:note> ; kt:raised <urn:q> , <urn:r> ; kt:date "2021-01-01" .
"""


def publications(letters: str) -> list[str]:
    """Give the IRIs of publications: V1, R2, ... is a letter of a grade and a number."""
    return [f"urn:p:{letter}{number}" for number, letter in enumerate(letters)]


@pytest.fixture
def store() -> Store:
    questions = [
        f"<urn:{name}> a kt:Question ; kt:questionType ktc:type-knowledge ; kt:passage <urn:{name}-p> . "
        f'<urn:{name}-p> oa:hasSource <urn:note> ; kt:startLine 1 ; dcterms:language "nl" ; '
        f'oa:hasSelector <urn:{name}-s> . <urn:{name}-s> oa:exact "Wat helpt bij {name}?" .'
        for name in ("q", "r")
    ]
    library = [
        f'<urn:p:{letter}{number}> a kt:Publication ; dcterms:title "Sample" ; kt:grade ktc:grade-{grade} .'
        for letter, grade in GRADES.items()
        for number in range(6)
    ]
    lines = [NOTE, *questions, *library]
    lines += [f'ktc:strength-{n} skos:notation "{n}" .' for n in range(6)]
    opened = open_store("memory")
    opened.engine.load("\n".join([*lines, "}"]).encode(), format=ox.RdfFormat.TRIG)  # type: ignore[attr-defined]
    return opened


def strengths(store: Store, *decisions: str) -> dict[str, tuple[str, str]]:
    """Give strength and what the rule says, by question, after decisions `verb subject object detail`."""
    rows = []
    for number, text in enumerate(decisions, 1):
        verb, subject, target, detail = [*text.split(), "", ""][:4]
        rows.append(f"d-{number},2021-02-01,jan,{verb},{subject},{target},{detail},\n")
    derived, _ = derive(store, read_curations("".join(rows).encode()), "urn:", "2021-03-01", {})
    store.replace({derived.graph: derived.quads})
    return {
        value_of(row, "question"): (value_of(row, "strength"), value_of(row, "byRule"))
        for row in ask(store, "strength")
    }


@pytest.mark.parametrize(
    ("supports", "disputes", "strength"),
    [
        pytest.param("", "", "0", id="nothing"),
        pytest.param("V", "", "1", id="a voice from practice"),
        pytest.param("VVV", "", "1", id="voices from practice"),
        pytest.param("C", "", "1", id="a single case"),
        pytest.param("CC", "", "2", id="a few cases"),
        pytest.param("S", "", "2", id="a practice-based study"),
        pytest.param("SSSS", "", "2", id="practice-based studies"),
        pytest.param("P", "", "3", id="a peer-reviewed study"),
        pytest.param("PSC", "", "3", id="one and others"),
        pytest.param("PP", "", "4", id="two peer-reviewed studies"),
        pytest.param("R", "", "4", id="a review"),
        pytest.param("RP", "", "4", id="a review and one study"),
        pytest.param("RPP", "", "5", id="a review and more studies"),
        pytest.param("RRR", "", "5", id="three reviews"),
        pytest.param("RPP", "V", "4", id="one that disputes"),
        pytest.param("RPP", "PP", "4", id="two that dispute"),
        pytest.param("V", "P", "1", id="what supports is not nothing"),
        pytest.param("", "RPP", "0", id="only what disputes"),
    ],
)
def test_the_rule(supports: str, disputes: str, strength: str, store: Store) -> None:
    rows = [f"accept urn:q {iri}" for iri in publications(supports)]
    against = [f"urn:p:{letter}{5 - number}" for number, letter in enumerate(disputes)]
    rows += [f"accept urn:q {iri} stance=disputes" for iri in against]
    assert strengths(store, *rows)["urn:q"] == (strength, strength)


@pytest.mark.parametrize(
    ("decisions", "found"),
    [
        pytest.param(["grade urn:q 3"], {"urn:q": ("3", "0"), "urn:r": ("0", "0")}, id="a person says it is more"),
        pytest.param(["accept urn:q urn:p:R0", "grade urn:q 1"], {"urn:q": ("1", "4"), "urn:r": ("0", "0")},
                     id="a person says it is less"),
        pytest.param(["accept urn:q urn:p:R0", "grade urn:q 1", "withdraw d-2"],
                     {"urn:q": ("4", "4"), "urn:r": ("0", "0")}, id="withdrawn"),
        pytest.param(["accept urn:q urn:p:P0", "grade urn:p:P0 review"], {"urn:q": ("4", "4"), "urn:r": ("0", "0")},
                     id="a publication is more than its type says"),
        pytest.param(["accept urn:q urn:p:R0", "grade urn:p:R0 case"], {"urn:q": ("1", "1"), "urn:r": ("0", "0")},
                     id="a publication is less than its title says"),
        pytest.param(["accept urn:q urn:p:R0", "reject urn:r urn:p:R0"], {"urn:q": ("4", "4"), "urn:r": ("0", "0")},
                     id="what was rejected counts for nothing"),
        pytest.param(["accept urn:q urn:p:R0 stance=background"], {"urn:q": ("0", "0"), "urn:r": ("0", "0")},
                     id="background counts for nothing"),
        pytest.param(["accept urn:q urn:p:R0", "merge urn:q urn:r"], {"urn:q": ("0", "0"), "urn:r": ("4", "4")},
                     id="merged questions count for the other"),
        pytest.param(["accept urn:q urn:p:P0", "accept urn:q urn:p:P1", "merge urn:p:P0 urn:p:P1"],
                     {"urn:q": ("3", "3"), "urn:r": ("0", "0")}, id="merged publications count once"),
        pytest.param(["accept urn:q urn:p:P1", "grade urn:p:P0 case", "merge urn:p:P0 urn:p:P1"],
                     {"urn:q": ("1", "1"), "urn:r": ("0", "0")}, id="a grade goes along with a merge"),
        pytest.param(["accept urn:q urn:p:P1", "grade urn:p:P0 case", "grade urn:p:P1 review",
                      "merge urn:p:P0 urn:p:P1"], {"urn:q": ("4", "4"), "urn:r": ("0", "0")},
                     id="its own grade counts more"),
    ],
)  # fmt: skip
def test_what_people_decide(decisions: list[str], found: dict[str, tuple[str, str]], store: Store) -> None:
    assert strengths(store, *decisions) == found
