"""The three files of ontology/: complete, in both languages, true to docs/design.md, and within their standards."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.namespace

from kg.text import same_wording
from kg.vocabulary import PREFIXES, compact

ROOT = Path(__file__).parents[1]
DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
FILES = ("kg.ttl", "shapes.ttl", "themes.ttl")
LANGUAGES = ["en", "nl"]


class Fact(NamedTuple):
    """A triple, with CURIEs where a prefix fits; blank nodes start with `_:`."""

    subject: str
    predicate: str
    value: str
    language: str = ""


def node(term: object) -> str:
    return str(term) if isinstance(term, ox.BlankNode) else compact(str(getattr(term, "value", "")))


def facts_of(turtle: bytes) -> list[Fact]:
    return [
        Fact(
            node(quad.subject),
            node(quad.predicate),
            node(quad.object),
            getattr(quad.object, "language", "") or "",
        )
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)
    ]


@cache
def facts(name: str) -> list[Fact]:
    return facts_of((ROOT / "ontology" / name).read_bytes())


def values(name: str, predicate: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for fact in facts(name):
        if fact.predicate == predicate:
            found[fact.subject].append(fact.value)
    return found


def languages(name: str, subject: str, predicate: str) -> list[str]:
    return sorted(f.language for f in facts(name) if (f.subject, f.predicate) == (subject, predicate))


def terms() -> list[str]:
    return sorted({fact.subject for fact in facts("kg.ttl") if fact.subject.startswith("kt:")})


@pytest.mark.parametrize("name", FILES)
def test_both_libraries_read_the_same_triples(name: str) -> None:
    graph = rdflib.Graph().parse(ROOT / "ontology" / name, format="turtle")
    assert len(graph) == len(facts(name))


def test_every_term_of_the_design_and_the_program_is_defined_and_no_other() -> None:
    files = [path for suffix in ("py", "rq") for path in sorted((ROOT / "kg").rglob(f"*.{suffix}"))]
    texts = [DESIGN, *(path.read_text(encoding="utf-8") for path in files)]
    used = {term for text in texts for term in re.findall(r"(?<![\w/:])kt:[A-Za-z][A-Za-z0-9]*", text)}
    assert set(terms()) == used | {"kt:Statement"}


@pytest.mark.parametrize("term", terms())
def test_every_term_has_a_name_and_a_definition_in_both_languages(term: str) -> None:
    assert languages("kg.ttl", term, "rdfs:label") == LANGUAGES
    assert languages("kg.ttl", term, "skos:definition") == LANGUAGES
    assert values("kg.ttl", "rdfs:isDefinedBy")[term] == ["https://w3id.org/kennistafel/ontology"]


#: Types and properties that OWL 2 RL allows with named classes on both sides. Source: OWL 2 Profiles, section 4.2.
RL_TYPES = {
    "owl:Ontology",
    "owl:Class",
    "owl:ObjectProperty",
    "owl:DatatypeProperty",
    "owl:AnnotationProperty",
}
RL_AXIOMS = {"rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range", "owl:disjointWith"}
RL_NOTES = {
    "rdf:type", "rdfs:label", "rdfs:comment", "rdfs:isDefinedBy", "skos:definition", "skos:closeMatch",
    "owl:versionIRI", "owl:versionInfo", "dcterms:title", "dcterms:description", "dcterms:license",
    "http://purl.org/vocab/vann/preferredNamespacePrefix", "http://purl.org/vocab/vann/preferredNamespaceUri",
}  # fmt: skip
#: Source: OWL 2 Profiles, section 4.2; xsd:date and xsd:gYear are not among them.
RL_DATATYPES = {"rdfs:Literal", "xsd:string", "xsd:integer", "xsd:decimal", "xsd:boolean", "xsd:dateTime", "xsd:anyURI"}


def beyond_rl(ontology: list[Fact]) -> list[str]:
    """Give what a file says that is outside OWL 2 RL, or that this check does not know to be inside."""
    kinds = defaultdict(set)
    for fact in ontology:
        if fact.predicate == "rdf:type":
            kinds[fact.subject].add(fact.value)
    problems = [f"{s}: two kinds" for s, kind in kinds.items() if len(kind) > 1]
    for fact in ontology:
        if fact.subject.startswith("_:") or fact.value.startswith("_:"):
            problems.append(f"{fact.subject}: a class expression")
        elif fact.predicate not in RL_AXIOMS | RL_NOTES:
            problems.append(f"{fact.subject}: {fact.predicate}")
        elif fact.predicate == "rdf:type" and fact.value not in RL_TYPES:
            problems.append(f"{fact.subject}: a {fact.value}")
        elif fact.predicate in RL_AXIOMS and not kinds[fact.value] and fact.value not in RL_DATATYPES:
            problems.append(f"{fact.subject}: {fact.value} is not declared")
    return problems + [
        f"{fact.subject}: {fact.value} as a range"
        for fact in ontology
        if fact.predicate == "rdfs:range"
        and (fact.value in RL_DATATYPES) != ("owl:DatatypeProperty" in kinds[fact.subject])
    ]


def test_the_ontology_stays_within_owl_2_rl() -> None:
    assert beyond_rl(facts("kg.ttl")) == []


@pytest.mark.parametrize(
    ("turtle", "problem"),
    [
        pytest.param("kt:A a owl:Class ; rdfs:subClassOf [ owl:unionOf () ] .", "class expression", id="union"),
        pytest.param("kt:A a owl:Class ; owl:oneOf () .", "owl:oneOf", id="enumeration"),
        pytest.param("kt:p a owl:ReflexiveProperty .", "ReflexiveProperty", id="reflexive"),
        pytest.param("kt:p a owl:DatatypeProperty ; rdfs:range xsd:date .", "xsd:date is not", id="no-owl-datatype"),
        pytest.param("kt:p a owl:ObjectProperty ; rdfs:range xsd:string .", "as a range", id="literal-as-node"),
        pytest.param("kt:p a owl:ObjectProperty, owl:DatatypeProperty .", "two kinds", id="node-and-literal"),
        pytest.param("kt:A a owl:Class ; rdfs:subClassOf kt:B .", "kt:B is not declared", id="undeclared"),
    ],
)
def test_what_is_outside_owl_2_rl_is_found(turtle: str, problem: str) -> None:
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    assert problem in " ".join(beyond_rl(facts_of((head + turtle).encode())))


def above(term: str) -> set[str]:
    supers = values("kg.ttl", "rdfs:subClassOf")[term]
    return set(supers).union(*(above(name) for name in supers))


def test_no_class_is_both_issue_and_position() -> None:
    """They are disjoint in the IBIS vocabulary."""
    both = [term for term in terms() if {"ibis:Issue", "ibis:Position"} <= above(term)]
    assert (both, "ibis:Issue" in above("kt:Question"), "ibis:Position" in above("kt:Insight")) == ([], True, True)


def test_what_a_note_states_is_a_statement() -> None:
    names = "Question Insight Decision Action Obstacle EnablingFactor CaseAnswer PublicationMention SchoolMention"
    assert sorted(term for term in terms() if "kt:Statement" in above(term)) == sorted(
        f"kt:{name}" for name in names.split()
    )


@pytest.mark.parametrize("prefix", ["dcterms", "foaf", "org", "prov", "schema", "skos"])
def test_terms_of_others_exist(prefix: str) -> None:
    space = getattr(rdflib.namespace, {"schema": "SDO"}.get(prefix, prefix.upper()))
    used = {value for fact in facts("kg.ttl") for value in (fact.subject, fact.predicate, fact.value)}
    names = sorted(term.partition(":")[2] for term in used if term.startswith(f"{prefix}:"))
    assert names
    assert [name for name in names if name not in space] == []


@pytest.mark.parametrize("name", ["kg.ttl", "shapes.ttl"])
def test_wording_is_neutral(name: str) -> None:
    text = (ROOT / "ontology" / name).read_text(encoding="utf-8").lower()
    assert [word for word in ("tekort", "gebrek", "fout ", "shortage", "lack of") if word in text] == []


def test_every_message_is_in_both_languages() -> None:
    subjects = list(values("shapes.ttl", "sh:message"))
    assert len(subjects) > 100
    assert [s for s in subjects if languages("shapes.ttl", s, "sh:message") != LANGUAGES] == []


def test_every_check_has_a_message() -> None:
    said = values("shapes.ttl", "sh:message")
    checks = [check for shape in values("shapes.ttl", "sh:property").values() for check in shape]
    assert [check for check in checks if check not in said] == []


def test_every_class_with_properties_has_a_shape() -> None:
    targets = {target for shape in values("shapes.ttl", "sh:targetClass").values() for target in shape}
    classes = {term for term in terms() if term.split(":")[1][0].isupper()}
    assert classes - targets == {"kt:Decision"}  # a decision says no more than every statement


def test_the_shapes_name_only_terms_that_exist() -> None:
    used = {fact.value for fact in facts("shapes.ttl") if fact.value.startswith(("kt:", "ktc:"))}
    assert used - set(terms()) - {fact.subject for fact in facts("themes.ttl")} == set()


def test_the_shapes_are_proper_shacl() -> None:
    import pyshacl  # noqa: PLC0415

    shapes = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl", format="turtle")
    conforms, _, report = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, report


def concepts(scheme: str) -> list[str]:
    return [subject for subject, found in values("themes.ttl", "skos:inScheme").items() if scheme in found]


def rows_of_the_design() -> dict[str, list[str]]:
    rows = re.findall(r"^\| `ktc:([a-z]+)-` \| ([^|(]+)", DESIGN, re.MULTILINE)
    return {name: words.strip().split(", ") for name, words in rows}


@pytest.mark.parametrize("name", sorted(rows_of_the_design()))
def test_a_fixed_list_is_as_in_the_design(name: str) -> None:
    scheme = "ktc:statuses" if name == "status" else f"ktc:{name}s"
    expected = rows_of_the_design()[name]
    notations = values("themes.ttl", "skos:notation")
    assert [(c, notations[c]) for c in concepts(scheme)] == [(f"ktc:{name}-{n}", [n]) for n in expected]


def test_strengths_run_from_0_to_5() -> None:
    assert concepts("ktc:strengths") == [f"ktc:strength-{number}" for number in range(6)]


@pytest.mark.parametrize("concept", sorted(values("themes.ttl", "skos:inScheme")))
def test_every_concept_has_one_scheme_and_one_name_and_definition_a_language(concept: str) -> None:
    assert len(values("themes.ttl", "skos:inScheme")[concept]) == 1
    assert languages("themes.ttl", concept, "skos:prefLabel") == LANGUAGES
    assert languages("themes.ttl", concept, "skos:definition") == LANGUAGES


def test_concepts_have_no_blank_nodes() -> None:
    assert [f for f in facts("themes.ttl") if f.subject.startswith("_:") or f.value.startswith("_:")] == []


def test_every_concept_is_in_a_scheme() -> None:
    typed = {s for s, found in values("themes.ttl", "rdf:type").items() if "skos:Concept" in found}
    assert typed == set(values("themes.ttl", "skos:inScheme"))


def test_a_label_means_one_theme() -> None:
    owners = defaultdict(list)
    for fact in facts("themes.ttl"):
        if fact.predicate in ("skos:prefLabel", "skos:altLabel") and fact.subject.startswith("ktt:"):
            owners[fact.language, same_wording(fact.value)].append(fact.subject)
    assert {label: found for label, found in owners.items() if len(found) > 1} == {}


def test_broader_and_narrower_are_each_others_mirror() -> None:
    up = {(low, high) for low, found in values("themes.ttl", "skos:broader").items() for high in found}
    down = {(low, high) for high, found in values("themes.ttl", "skos:narrower").items() for low in found}
    assert up == down


def test_every_concept_hangs_below_a_top_concept_without_a_circle() -> None:
    broader, tops = values("themes.ttl", "skos:broader"), values("themes.ttl", "skos:topConceptOf")
    for concept in values("themes.ttl", "skos:inScheme"):
        place, steps = concept, 0
        while broader[place]:
            place, steps = broader[place][0], steps + 1
            assert steps < 10, f"{concept} is above itself"
        assert tops[place], concept
    listed = {(top, s) for s, found in values("themes.ttl", "skos:hasTopConcept").items() for top in found}
    assert listed == {(top, scheme) for top, found in tops.items() for scheme in found}


def test_the_four_themes_of_the_report_come_first_and_there_are_sixty_below() -> None:
    tops = values("themes.ttl", "skos:hasTopConcept")["ktt:themes"]
    assert tops[:4] == [
        "ktt:monitoring-and-steering",
        "ktt:professionalisation-and-continuity",
        "ktt:learning-materials-and-ict-applications",
        "ktt:accountability",
    ]
    assert len(concepts("ktt:themes")) - len(tops) >= 60


def test_the_page_is_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "ontology_page.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
