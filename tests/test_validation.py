"""Validation: a well-formed graph has no findings; each thing that can be wrong is found, once, and named."""

from __future__ import annotations

import logging
import pickle
import time
from functools import cache
from importlib.resources import files
from typing import Any

import pyoxigraph as ox
import pytest

from kg.errors import ReadError
from kg.validation import Finding, is_well_formed, validate
from kg.vocabulary import PREFIXES, Iri, expand

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
HEAD += "@prefix b: <urn:kg:> .\n"
HASH = "0" * 64

#: A small made-up graph with every class of the design.
SAMPLE = """
b:note a kt:Note, prov:Entity ; kt:path "meetings/voorbeeld.md" ; kt:sha256 "@HASH" ; kt:recipe "1" ;
    dcterms:format "text/markdown" ; dcterms:language "nl" ; kt:recordCount 0 .
b:m1 a kt:Meeting ; dcterms:title "Eerste bijeenkomst"@nl ; kt:number 1 ; kt:series "Voorbeeldtafel" ;
    kt:place "Voorbeeldstad" ; kt:recordedIn b:note ; kt:dateAsStated "--06-23" ; kt:date "2021-06-23"^^xsd:date ;
    kt:dateFrom "file-name" ; kt:raised b:q1, b:q2 ; kt:discussed b:i1, b:d1, b:a1, b:o1, b:f1, b:pm, b:sm .
b:v1 a kt:SchoolVisit ; kt:school b:school ; kt:recordedIn b:note ; kt:date "2021-09"^^xsd:gYearMonth ;
    kt:dateFrom "text" ; kt:discussed b:ca .
b:q1 a kt:Question ; kt:text "Hoe volgen we het leren?"@nl ; kt:passage b:p1 ; kt:rule "list" ; kt:confidence 0.9 ;
    dcterms:subject ktt:ownership ; kt:statedIn b:note ; kt:questionType ktc:type-knowledge ; kt:askedBy b:school ;
    skos:prefLabel "Hoe volgen we het leren?"@nl, "How do we follow learning?"@en ; kt:status ktc:status-evidenced ;
    kt:statusSince "2021-06-23"^^xsd:date ; kt:statusCause b:c1 ; kt:firstRaised "2021-06-23"^^xsd:date ;
    kt:lastRaised "2021-06-23"^^xsd:date ; kt:effectiveType ktc:type-knowledge ; kt:theme ktt:ownership ;
    cito:citesAsEvidence b:pub .
b:q2 a kt:Question ; kt:text "Hoe volg je leren?"@nl ; kt:passage b:p1 ; kt:rule "list" ; kt:confidence 1.0 ;
    kt:statedIn b:note ; kt:questionType ktc:type-knowledge ; kt:theme ktt:feedback ; kt:status ktc:status-retired ;
    dcterms:isReplacedBy b:q1 .
b:i1 a kt:Insight ; kt:text "Samen kijken helpt."@nl ; kt:passage b:p1 ; kt:rule "cue" ; kt:confidence 0.7 ;
    kt:statedIn b:note ; kt:answers b:q1 .
b:d1 a kt:Decision ; kt:text "We gaan door."@nl ; kt:passage b:p1 ; kt:rule "cue" ; kt:confidence 1.0 ; kt:statedIn b:note .
b:a1 a kt:Action ; kt:text "Lijst maken."@nl ; kt:passage b:p1 ; kt:rule "box" ; kt:confidence 1.0 ; kt:statedIn b:note ;
    kt:agent "de voorzitter" ; kt:due "september" ; kt:done true .
b:o1 a kt:Obstacle ; kt:text "Weinig tijd."@nl ; kt:passage b:p1 ; kt:rule "cue" ; kt:confidence 0.8 ;
    kt:statedIn b:note ; kt:level ktc:level-team .
b:f1 a kt:EnablingFactor ; kt:text "Een vast uur."@nl ; kt:passage b:p1 ; kt:rule "cue" ; kt:confidence 0.8 ;
    kt:statedIn b:note ; kt:level ktc:level-school .
b:pm a kt:PublicationMention ; kt:text "Een voorbeeldstudie"@nl ; kt:passage b:p1 ; kt:rule "link" ; kt:confidence 1.0 ;
    kt:statedIn b:note ; kt:title "Een voorbeeldstudie" ; bibo:doi "10.99999/voorbeeld" ; kt:refersTo b:pub .
b:sm a kt:SchoolMention ; kt:text "De Proef"@nl ; kt:passage b:p1 ; kt:rule "name" ; kt:confidence 1.0 ;
    kt:statedIn b:note ; kt:school b:school .
b:ca a kt:CaseAnswer ; kt:text "Wij volgen met een lijst."@nl ; kt:passage b:p1 ; kt:rule "case" ; kt:confidence 1.0 ;
    kt:statedIn b:note ; kt:answers b:q1 ; kt:partOf b:case ; kt:school b:school .
b:case a kt:Case ; kt:school b:school ; kt:recordedIn b:note ; dcterms:title "Casus" .
b:p1 a kt:Passage, oa:SpecificResource ; oa:hasSource b:note ; oa:hasSelector b:p1q, b:p1p ;
    kt:startLine 7 ; kt:startColumn 2 ; kt:endLine 7 ; kt:endColumn 26 .
b:p1q a oa:TextQuoteSelector ; oa:exact "Hoe volgen we het leren?" ; oa:prefix "- " ; oa:suffix "" .
b:p1p a oa:TextPositionSelector ; oa:start 120 ; oa:end 144 .
b:pub a kt:Publication, fabio:JournalArticle ; dcterms:title "Een voorbeeldstudie"@nl ; dcterms:identifier "voorbeeld" ;
    dcterms:creator "Voorbeeld, V." ; kt:authors "Voorbeeld, V." ; dcterms:issued "2017"^^xsd:gYear ;
    kt:containerTitle "Voorbeeldblad" ; bibo:doi "10.99999/voorbeeld" ; bibo:isbn "978-0-00-000000-2" ;
    dcterms:language "nl" ; kt:cslType "article-journal" ; kt:grade ktc:grade-peer-reviewed ; kt:statedIn b:note ;
    kt:startLine 12 ; cito:disputes b:q2 .
b:school a kt:School ; kt:brin "99XA" ; schema:name "Voorbeeldschool De Proef" ; kt:place "Voorbeeldstad" ;
    kt:board "Voorbeeldbestuur" ; kt:sector ktc:sector-po ; kt:statedIn b:note ; kt:startLine 2 .
b:c1 a kt:Curation ; kt:verb "accept" ; kt:subject b:q1 ; kt:object b:pub ; kt:by "coördinator" ;
    kt:date "2021-07-01"^^xsd:date ; kt:comment "past" ; kt:startLine 2 ; kt:applies true .
b:e1 a kt:EvidenceLink ; kt:question b:q1 ; kt:publication b:pub ; kt:stance ktc:stance-supports ;
    kt:state ktc:state-accepted ; kt:by "coördinator" ; kt:date "2021-07-01"^^xsd:date ; kt:curation b:c1 .
b:s1 a kt:StatusEvent ; kt:question b:q1 ; kt:gives ktc:status-evidenced ; kt:rank 4 ; kt:cause b:c1 ;
    kt:validFrom "2021-07-01"^^xsd:date ; kt:validUntil "2022-07-01"^^xsd:date .
b:x1 a kt:Proposal ; kt:proposalKind "same-question" ; kt:left b:q1 ; kt:right b:q2 ; kt:score 0.87 ;
    kt:because "volgen" .
b:t1 a skos:Concept ; skos:prefLabel "eigen thema"@nl ; skos:broader ktt:ownership .
"""  # noqa: E501
SAMPLE = " ".join(SAMPLE.split()).replace("@HASH", HASH)


def nquads(turtle: str) -> bytes:
    """Give the triples of a Turtle text, spread over two named graphs as sources are."""
    graphs = [ox.NamedNode("urn:kg:graph/a"), ox.NamedNode("urn:kg:graph/derived")]
    triples = ox.parse((HEAD + turtle).encode(), format=ox.RdfFormat.TURTLE)
    quads = [
        ox.Quad(quad.subject, quad.predicate, quad.object, graphs[number % 2]) for number, quad in enumerate(triples)
    ]
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def test_a_well_formed_graph_has_no_findings() -> None:
    assert validate(nquads(SAMPLE)) == ()


def test_every_class_of_the_ontology_is_in_the_sample() -> None:
    """A class without an example would go unchecked."""
    shapes = (HEAD + SAMPLE).count
    classes = "Note Meeting SchoolVisit Question Insight Decision Action Obstacle EnablingFactor PublicationMention "
    classes += "SchoolMention CaseAnswer Case Passage Publication School Curation EvidenceLink StatusEvent Proposal"
    assert [name for name in classes.split() if not shapes(f"a kt:{name}")] == []


#: One line each: name | words of the sample | what they become | severity, node and path of what is found.
VIOLATIONS = r"""
note-without-path | kt:path "meetings/voorbeeld.md" ; | | error note kt:path
note-with-bad-hash | @HASH | abc | error note kt:sha256
note-with-two-recipes | kt:recipe "1" | kt:recipe "1", "2" | error note kt:recipe
record-count-is-text | kt:recordCount 0 | kt:recordCount "veel" | error note kt:recordCount
record-count-below-zero | kt:recordCount 0 | kt:recordCount -1 | error note kt:recordCount
language-is-no-code | dcterms:language "nl" ; kt:rec | dcterms:language "Nederlands" ; kt:rec | error note dcterms:language
format-is-a-node | dcterms:format "text/markdown" | dcterms:format b:x | error note dcterms:format
source-not-read-whole | kt:recordCount 0 | kt:failure "kapot" | warning note kt:failure
failure-on-line-0 | kt:recordCount 0 | kt:failureLine 0 | error note kt:failureLine
meeting-without-source | kt:recordedIn b:note ; kt:dateAs | kt:dateAs | error m1 kt:recordedIn
visit-without-source | kt:recordedIn b:note ; kt:date "2021-09" | kt:date "2021-09" | error v1 kt:recordedIn
visit-without-date | kt:date "2021-09"^^xsd:gYearMonth ; | | warning v1 kt:date
meeting-without-date | kt:date "2021-06-23"^^xsd:date ; | | warning m1 kt:date
meeting-date-is-text | kt:date "2021-06-23"^^xsd:date | kt:date "juni" | error m1 kt:date
meeting-with-two-dates | kt:date "2021-09"^^ | kt:date "2021-10"^^xsd:gYearMonth, "2021-09"^^ | error v1 kt:date
stated-date-not-understood | "--06-23" | "juni" | error m1 kt:dateAsStated
date-from-a-guess | kt:dateFrom "file-name" | kt:dateFrom "guess" | error m1 kt:dateFrom
meeting-number-0 | kt:number 1 | kt:number 0 | error m1 kt:number
raised-an-insight | kt:raised b:q1, b:q2 | kt:raised b:q1, b:i1 | error m1 kt:raised
discussed-a-school | kt:discussed b:ca | kt:discussed b:school | error v1 kt:discussed
visit-without-school | kt:SchoolVisit ; kt:school b:school | kt:SchoolVisit | warning v1 kt:school
visit-of-an-unknown-school | kt:SchoolVisit ; kt:school b:school | kt:SchoolVisit ; kt:school b:x | warning v1 kt:school
case-without-school | kt:Case ; kt:school b:school | kt:Case | error case kt:school
case-without-source | kt:recordedIn b:note ; dcterms:title "Casus" | dcterms:title "Casus" | error case kt:recordedIn
case-of-an-unknown-school | kt:Case ; kt:school b:school | kt:Case ; kt:school b:x | warning case kt:school
statement-without-text | kt:text "We gaan door."@nl ; | | error d1 kt:text
statement-without-passage | "We gaan door."@nl ; kt:passage b:p1 | "We gaan door."@nl | error d1 kt:passage
statement-without-source | kt:confidence 0.7 ; kt:statedIn b:note | kt:confidence 0.7 | error i1 kt:statedIn
statement-without-rule | kt:rule "cue" ; kt:confidence 0.7 | kt:confidence 0.7 | error i1 kt:rule
confidence-above-1 | kt:confidence 0.7 | kt:confidence 1.7 | error i1 kt:confidence
confidence-is-text | kt:confidence 0.7 | kt:confidence "0.7" | error i1 kt:confidence
unknown-theme-of-a-statement | dcterms:subject ktt:ownership | dcterms:subject ktt:nothing | warning q1 dcterms:subject
question-without-type | ; kt:questionType ktc:type-knowledge ; kt:askedBy | ; kt:askedBy | error q1 kt:questionType
question-type-that-does-not-exist | kt:questionType ktc:type-knowledge ; kt:askedBy | kt:questionType ktc:type-x ; kt:askedBy | error q1 kt:questionType
question-read-as-two-types | kt:questionType ktc:type-knowledge ; kt:askedBy | kt:questionType ktc:type-knowledge, ktc:type-research ; kt:askedBy | warning q1 kt:questionType
question-without-text | kt:text "Hoe volg je leren?"@nl ; | | error q2 kt:text
question-without-passage | "Hoe volg je leren?"@nl ; kt:passage b:p1 | "Hoe volg je leren?"@nl | error q2 kt:passage
question-asked-by-an-unknown-school | kt:askedBy b:school | kt:askedBy b:x | warning q1 kt:askedBy
question-that-is-an-insight | b:q2 a kt:Question | b:q2 a kt:Question, kt:Insight | error q2 -
question-without-status | kt:status ktc:status-retired ; | | error q2 kt:status
question-with-two-statuses | kt:status ktc:status-retired | kt:status ktc:status-retired, ktc:status-open | error q2 kt:status
status-since-a-year | kt:statusSince "2021-06-23"^^xsd:date | kt:statusSince "2021"^^xsd:gYear | error q1 kt:statusSince
status-cause-is-text | kt:statusCause b:c1 | kt:statusCause "keuze" | error q1 kt:statusCause
first-raised-after-last | kt:firstRaised "2021-06-23"^^xsd:date | kt:firstRaised "2021-06-24"^^xsd:date | error q1 kt:firstRaised
last-raised-twice | kt:lastRaised "2021-06-23"^^xsd:date | kt:lastRaised "2021-06-23"^^xsd:date, "2021-06-25"^^xsd:date | error q1 kt:lastRaised
effective-type-that-does-not-exist | kt:effectiveType ktc:type-knowledge | kt:effectiveType ktc:type-x | error q1 kt:effectiveType
two-wordings-in-a-language | "How do we follow learning?"@en | "Hoe dan?"@nl | error q1 skos:prefLabel
merged-into-nothing | dcterms:isReplacedBy b:q1 | dcterms:isReplacedBy b:x | error q2 dcterms:isReplacedBy
unknown-theme-of-a-question | kt:theme ktt:feedback | kt:theme ktt:nothing | warning q2 kt:theme
question-without-theme | kt:theme ktt:feedback ; | | info q2 dcterms:subject|kt:theme
evidence-that-is-gone | cito:citesAsEvidence b:pub | cito:citesAsEvidence b:x | warning q1 cito:citesAsEvidence|cito:citesForInformation
insight-on-a-note | kt:statedIn b:note ; kt:answers b:q1 . | kt:statedIn b:note ; kt:answers b:note . | error i1 kt:answers
case-answer-on-a-note | kt:answers b:q1 ; kt:partOf | kt:answers b:note ; kt:partOf | error ca kt:answers
case-answer-without-case | kt:partOf b:case ; | | error ca kt:partOf
case-answer-without-school | kt:partOf b:case ; kt:school b:school | kt:partOf b:case | error ca kt:school
case-answer-of-an-unknown-school | kt:partOf b:case ; kt:school b:school | kt:partOf b:case ; kt:school b:x | warning ca kt:school
obstacle-level-that-does-not-exist | kt:level ktc:level-team | kt:level ktc:level-x | error o1 kt:level
factor-level-that-does-not-exist | kt:level ktc:level-school | kt:level ktc:level-x | error f1 kt:level
action-by-a-node | kt:agent "de voorzitter" | kt:agent b:x | error a1 kt:agent
action-due-by-a-node | kt:due "september" | kt:due b:x | error a1 kt:due
action-done-is-text | kt:done true | kt:done "ja" | error a1 kt:done
mention-of-a-note | kt:refersTo b:pub | kt:refersTo b:note | error pm kt:refersTo
mention-with-bad-doi | "Een voorbeeldstudie" ; bibo:doi "10.99999/voorbeeld" | "Een voorbeeldstudie" ; bibo:doi "doi" | warning pm bibo:doi
mention-of-an-unknown-school | kt:statedIn b:note ; kt:school b:school . b:ca | kt:statedIn b:note ; kt:school b:x . b:ca | warning sm kt:school
passage-without-source | oa:hasSource b:note ; | | error p1 oa:hasSource
passage-without-quote | oa:hasSelector b:p1q, b:p1p | oa:hasSelector b:p1p | error p1 oa:hasSelector
passage-without-position | oa:hasSelector b:p1q, b:p1p | oa:hasSelector b:p1q | error p1 oa:hasSelector
passage-on-line-0 | kt:startLine 7 | kt:startLine 0 | error p1 kt:startLine
passage-ends-before-it-starts | kt:startLine 7 | kt:startLine 8 | error p1 kt:startLine
passage-without-last-line | kt:endLine 7 ; | | error p1 kt:endLine
passage-before-the-first-column | kt:startColumn 2 | kt:startColumn -1 | error p1 kt:startColumn
passage-with-two-last-columns | kt:endColumn 26 | kt:endColumn 26, 27 | error p1 kt:endColumn
quote-without-words | oa:exact "Hoe volgen we het leren?" | oa:exact "" | error p1q oa:exact
quote-with-two-prefixes | oa:prefix "- " | oa:prefix "- ", "* " | error p1q oa:prefix
quote-with-a-node-as-suffix | oa:suffix "" | oa:suffix b:x | error p1q oa:suffix
position-turned-round | oa:start 120 | oa:start 150 | error p1p oa:start
position-without-end | oa:start 120 ; oa:end 144 | oa:start 120 | error p1p oa:end
publication-without-title | dcterms:title "Een voorbeeldstudie"@nl ; | | error pub dcterms:title
publication-without-source | kt:statedIn b:note ; kt:startLine 12 | kt:startLine 12 | error pub kt:statedIn
publication-on-line-0 | kt:startLine 12 | kt:startLine 0 | error pub kt:startLine
publication-without-kind | kt:cslType "article-journal" ; | | error pub kt:cslType
grade-that-does-not-exist | ktc:grade-peer-reviewed | ktc:grade-x | error pub kt:grade
issued-is-text | dcterms:issued "2017"^^xsd:gYear | dcterms:issued "2017" | error pub dcterms:issued
issued-is-no-year | dcterms:issued "2017"^^xsd:gYear | dcterms:issued "20x1"^^xsd:gYear | error pub dcterms:issued
publication-without-year | dcterms:issued "2017"^^xsd:gYear ; | | info pub dcterms:issued
doi-in-capitals | bibo:doi "10.99999/voorbeeld" ; bibo:isbn | bibo:doi "10.99999/VOORBEELD" ; bibo:isbn | warning pub bibo:doi
isbn-too-short | 978-0-00-000000-2 | 978-0-00 | warning pub bibo:isbn
publication-language-is-no-code | dcterms:language "nl" ; kt:csl | dcterms:language "Dutch!" ; kt:csl | warning pub dcterms:language
disputes-what-is-gone | cito:disputes b:q2 | cito:disputes b:x | warning pub cito:disputes
school-with-bad-brin | kt:brin "99XA" | kt:brin "X9A" | error school kt:brin
school-without-name | schema:name "Voorbeeldschool De Proef" ; | | error school schema:name
sector-that-does-not-exist | kt:sector ktc:sector-po | kt:sector ktc:sector-x | error school kt:sector
school-without-sector | kt:sector ktc:sector-po ; | | info school kt:sector
school-without-source | kt:statedIn b:note ; kt:startLine 2 | kt:startLine 2 | error school kt:statedIn
verb-that-does-not-exist | kt:verb "accept" | kt:verb "like" | error c1 kt:verb
decision-without-subject | kt:subject b:q1 ; | | error c1 kt:subject; warning c1 kt:subject/rdf:type
decision-on-what-is-gone | kt:subject b:q1 | kt:subject b:x | warning c1 kt:subject/rdf:type
decision-by-nobody | kt:by "coördinator" ; kt:date "2021-07-01"^^xsd:date ; kt:comm | kt:date "2021-07-01"^^xsd:date ; kt:comm | error c1 kt:by
decision-on-a-day-that-does-not-exist | "2021-07-01"^^xsd:date ; kt:comm | "2021-02-30"^^xsd:date ; kt:comm | error c1 kt:date
decision-that-may-apply | kt:applies true | kt:applies "misschien" | error c1 kt:applies
decision-without-line | kt:comment "past" ; kt:startLine 2 | kt:comment "past" | error c1 kt:startLine
evidence-without-question | b:e1 a kt:EvidenceLink ; kt:question b:q1 | b:e1 a kt:EvidenceLink | error e1 kt:question
evidence-for-what-is-gone | b:e1 a kt:EvidenceLink ; kt:question b:q1 | b:e1 a kt:EvidenceLink ; kt:question b:x | warning e1 kt:question
evidence-without-publication | kt:publication b:pub ; | | error e1 kt:publication
evidence-from-what-is-gone | kt:publication b:pub | kt:publication b:x | warning e1 kt:publication
evidence-without-stance | kt:stance ktc:stance-supports ; | | error e1 kt:stance
evidence-without-state | kt:state ktc:state-accepted ; | | error e1 kt:state
evidence-by-nobody | kt:by "coördinator" ; kt:date "2021-07-01"^^xsd:date ; kt:cur | kt:date "2021-07-01"^^xsd:date ; kt:cur | error e1 kt:by
evidence-without-date | kt:date "2021-07-01"^^xsd:date ; kt:cur | kt:cur | error e1 kt:date
evidence-without-decision | ; kt:curation b:c1 | | error e1 kt:curation
status-event-without-question | b:s1 a kt:StatusEvent ; kt:question b:q1 | b:s1 a kt:StatusEvent | error s1 kt:question
status-event-without-status | kt:gives ktc:status-evidenced ; | | error s1 kt:gives
status-event-with-rank-7 | kt:rank 4 | kt:rank 7 | error s1 kt:rank
status-event-without-cause | kt:cause b:c1 ; | | error s1 kt:cause
status-event-turned-round | kt:validFrom "2021-07-01" | kt:validFrom "2023-07-01" | error s1 kt:validFrom
status-event-until-a-year | kt:validUntil "2022-07-01"^^xsd:date | kt:validUntil "2022"^^xsd:gYear | error s1 kt:validUntil
proposal-of-an-unknown-kind | kt:proposalKind "same-question" | kt:proposalKind "same" | error x1 kt:proposalKind
proposal-of-one-thing | kt:left b:q1 | kt:left b:q2 | error x1 kt:left
proposal-without-right | kt:right b:q2 ; | | error x1 kt:right
proposal-with-score-above-1 | kt:score 0.87 | kt:score 1.87 | error x1 kt:score
proposal-without-reason | ; kt:because "volgen" | | warning x1 kt:because
theme-with-two-names | "eigen thema"@nl | "eigen thema"@nl, "ander thema"@nl | error t1 skos:prefLabel
theme-without-name | skos:prefLabel "eigen thema"@nl ; | | error t1 skos:prefLabel; warning t1 skos:prefLabel
theme-without-dutch-name | "eigen thema"@nl | "own theme"@en | warning t1 skos:prefLabel
broader-theme-that-is-gone | skos:broader ktt:ownership | skos:broader ktt:nothing | error t1 skos:broader
"""  # noqa: E501  a table reads best with one row a line


def violations() -> list[Any]:
    """Read the table above; `@HASH` stands for the hash of the sample, a path may hold a bar."""
    rows = (line.replace("@HASH", HASH).split(" |", 3) for line in VIOLATIONS.strip().splitlines())
    return [pytest.param(old.strip(), new.strip(), expected.strip(), id=name) for name, old, new, expected in rows]


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
    assert sorted(messages - seen) == [validate(BLANK)[0].message]


#: A node without an address, which SHACL cannot forbid.
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
        pytest.param("True", "xsd:boolean", False, id="capital"),
        pytest.param("anything", "xsd:string", True, id="string"),
    ],
)
def test_a_value_fits_its_datatype(value: str, datatype: str, *, fits: bool) -> None:
    assert is_well_formed(value, expand(datatype)) is fits


def test_an_ill_typed_value_is_found_where_no_shape_looks_and_without_a_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        found = validate(nquads('b:x b:on "2021-13-45"^^xsd:date .'))
    assert [(f.focus, f.path, f.value) for f in found] == [("urn:kg:x", "urn:kg:on", "2021-13-45")]
    assert caplog.records == []


def test_what_is_no_graph_is_named_with_its_line() -> None:
    with pytest.raises(ReadError, match="not valid N-Quads") as caught:
        validate(b"<urn:a> <urn:b> <urn:c> <urn:g> .\nzzz\n")
    assert caught.value.line == 2


def test_ten_thousand_quads_take_seconds() -> None:
    quads = b"".join(nquads(SAMPLE).replace(b"<urn:kg:", f"<urn:kg:{number}/".encode()) for number in range(55))
    assert quads.count(b"\n") > 10_000
    start = time.process_time()
    assert validate(quads) == ()
    assert time.process_time() - start < 20
