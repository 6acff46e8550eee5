"""What a network holds, as whole values on the sample graph of tests/maps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg.errors import UsageError
from kg.network import KINDS, MOST_PUBLICATIONS, build_network
from kg.queries import load_query, query_names
from kg.stores.oxigraph import OxigraphStore, open_in_memory
from kg.vocabulary import Iri

if TYPE_CHECKING:
    import networkx as nx

SAMPLE = Path(__file__).parent / "maps" / "sample.trig"
FOLLOWING = "https://w3id.org/kennistafel/theme/volgen-en-sturen"
TOOLS = "https://w3id.org/kennistafel/theme/leermiddelen"
Q1, Q2, Q5 = "urn:kg:question/q1", "urn:kg:question/q2", "urn:kg:question/q5"
SCHOOL, MEETING, VISIT = "urn:kg:school/99ZZ", "urn:kg:meeting/m1", "urn:kg:meeting/v1"
STUDY, REPORT = "urn:kg:publication/b1", "urn:kg:publication/b2"
INSIGHT, ANSWER, OBSTACLE = "urn:kg:insight/i1", "urn:kg:answer/c1", "urn:kg:obstacle/o1"


@pytest.fixture
def store() -> OxigraphStore:
    opened = open_in_memory()
    opened.engine.load(SAMPLE.read_bytes(), format=RdfFormat.TRIG)
    return opened


def kinds_of(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    return {iri: node["kind"] for iri, node in graph.nodes(data=True)}


def test_a_network_holds_what_the_table_asked_and_said(store: OxigraphStore) -> None:
    """Nodes stand by kind and IRI; what nothing refers to is left out."""
    assert list(kinds_of(build_network(store)).items()) == [
        (Q1, "question"),
        (Q2, "question"),
        (Q5, "question"),
        (TOOLS, "theme"),
        (FOLLOWING, "theme"),
        (INSIGHT, "insight"),
        (ANSWER, "case-answer"),
        (OBSTACLE, "obstacle"),
        (SCHOOL, "school"),
        (MEETING, "meeting"),
        (VISIT, "meeting"),
        (STUDY, "publication"),
        (REPORT, "publication"),
    ]


def test_edges_say_their_relation(store: OxigraphStore) -> None:
    """Only accepted evidence is an edge; what belonged to a merged question belongs to the one it became."""
    assert list(build_network(store).edges(keys=True)) == [
        (Q1, SCHOOL, "asked-by"),
        (Q1, FOLLOWING, "theme"),
        (Q2, TOOLS, "theme"),
        (INSIGHT, Q1, "answers"),
        (ANSWER, Q1, "answers"),
        (ANSWER, SCHOOL, "said-by"),
        (OBSTACLE, FOLLOWING, "theme"),
        (MEETING, INSIGHT, "discussed"),
        (MEETING, OBSTACLE, "discussed"),
        (MEETING, REPORT, "mentions"),
        (MEETING, SCHOOL, "mentions"),
        (MEETING, Q1, "raised"),
        (MEETING, Q2, "raised"),
        (MEETING, Q5, "raised"),
        (VISIT, ANSWER, "discussed"),
        (VISIT, Q1, "raised"),
        (VISIT, SCHOOL, "visited"),
        (STUDY, Q2, "supports"),
    ]


NODES = [
    pytest.param(
        Q1,
        {
            "kind": "question",
            "label": "Hoe volgen wij wat leerlingen leren?",
            "labels": {},
            "status": "practice-only",
            "type": "knowledge",
            "themes": (FOLLOWING,),
            "date": "2021-01-20",
            "quotes": (
                ("Hoe volgen wij wat leerlingen leren?", "meetings/voorbeeld-1.md", 7),
                ("Hoe houden we zicht op leren?", "schools/voorbeeldbezoek.md", 3),
            ),
            "url": "",
        },
        id="a question has the wordings of those merged into it",
    ),
    pytest.param(
        FOLLOWING,
        {
            "kind": "theme",
            "label": "volgen en sturen",
            "labels": {"nl": "volgen en sturen", "en": "monitoring and steering"},
            "status": "",
            "type": "",
            "themes": (),
            "date": "",
            "quotes": (),
            "url": "",
        },
        id="a theme has its labels",
    ),
    pytest.param(
        STUDY,
        {
            "kind": "publication",
            "label": "Voorbeeldstudie over dashboards",
            "labels": {},
            "status": "",
            "type": "peer-reviewed",
            "themes": (),
            "date": "2019",
            "quotes": (("", "publications/voorbeeld.bib", 4),),
            "url": "https://doi.org/10.0000/voorbeeld%3C1%3E",
        },
        id="a publication has its grade, source and DOI",
    ),
]


@pytest.mark.parametrize(("iri", "expected"), NODES)
def test_a_node_tells_what_is_known(store: OxigraphStore, iri: str, expected: dict[str, object]) -> None:
    assert build_network(store).nodes[iri] == expected


def test_a_theme_without_label_is_called_by_its_name(store: OxigraphStore) -> None:
    assert build_network(store).nodes[TOOLS]["label"] == "leermiddelen"


def test_only_web_addresses_become_links(store: OxigraphStore) -> None:
    assert build_network(store).nodes[REPORT]["url"] == ""


def test_the_network_says_what_it_leaves_out(store: OxigraphStore) -> None:
    assert build_network(store).graph["left_out"] == {"publication": 1, "school": 1}


def test_people_are_never_in_it(store: OxigraphStore) -> None:
    """Neither authors, nor who does an action, nor who decided."""
    graph = build_network(store, kinds=KINDS)
    told = repr([*graph.nodes(data=True), *graph.edges(data=True), graph.graph])
    people = ("Voorbeeldauteur", "Voorbeeldpersoon", "Voorbeeldbeoordelaar")
    assert [name for name in people if name in told] == []


def test_decisions_and_actions_come_when_asked(store: OxigraphStore) -> None:
    extra = set(build_network(store, kinds=KINDS)) - set(build_network(store))
    assert extra == {"urn:kg:decision/d1", "urn:kg:action/a1"}


def test_an_earlier_day_knows_no_later_things(store: OxigraphStore) -> None:
    """Evidence accepted later, and a visit that came later, are not there yet."""
    graph = build_network(store, as_of="2021-03-01")
    statuses = {iri: node["status"] for iri, node in graph.nodes(data=True) if node["kind"] == "question"}
    assert statuses == {Q1: "practice-only", Q2: "open", Q5: "open"}
    assert {ANSWER, VISIT, STUDY} & set(graph) == set()


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        pytest.param(0, {OBSTACLE}, id="itself"),
        pytest.param(1, {OBSTACLE, FOLLOWING, MEETING}, id="its neighbours"),
        pytest.param(
            2,
            {OBSTACLE, FOLLOWING, MEETING, Q1, Q2, Q5, INSIGHT, SCHOOL, REPORT},
            id="and theirs",
        ),
    ],
)
def test_a_focus_keeps_what_is_near(store: OxigraphStore, depth: int, expected: set[str]) -> None:
    assert set(build_network(store, focus=OBSTACLE, depth=depth)) == expected


def test_a_merged_question_as_focus_gives_the_one_it_became(store: OxigraphStore) -> None:
    assert build_network(store, focus="urn:kg:question/q3", depth=0).graph["focus"] == Q1


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param({"focus": "urn:kg:nothing"}, "there is no node 'urn:kg:nothing' to draw", id="focus"),
        pytest.param({"kinds": ["person"]}, "there is no kind 'person'", id="kind"),
        pytest.param({"depth": -1}, "a depth of -1 is not possible", id="depth"),
        pytest.param({"as_of": "gisteren"}, "parameter 'asOf' is no date: gisteren", id="date"),
    ],
)
def test_what_does_not_exist_is_said(store: OxigraphStore, asked: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        build_network(store, **asked)  # type: ignore[arg-type]


def test_a_large_library_does_not_flood_the_map(store: OxigraphStore) -> None:
    """Publications beyond the most are left out and counted; those with evidence stay."""
    graph, note = NamedNode("urn:kg:graph/publications/veel.bib"), NamedNode("urn:kg:source/publications/veel.bib")
    kt, dcterms = "https://w3id.org/kennistafel/ontology#", "http://purl.org/dc/terms/"
    type_of = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.engine.add(Quad(note, NamedNode(f"{kt}path"), Literal("publications/veel.bib"), graph))
    counted = NamedNode("urn:kg:doubles"), NamedNode(f"{kt}publicationCount")
    store.replace({Iri("urn:kg:graph/doubles"): [Quad(*counted, Literal(MOST_PUBLICATIONS + 3), graph)]})
    store.engine.add(Quad(note, type_of, NamedNode(f"{kt}Note"), graph))
    for number in range(MOST_PUBLICATIONS):
        node = NamedNode(f"urn:kg:publication/a{number:03}")
        store.engine.add(Quad(node, type_of, NamedNode(f"{kt}Publication"), graph))
        store.engine.add(Quad(node, NamedNode(f"{dcterms}title"), Literal(f"Voorbeeld {number}"), graph))
        store.engine.add(Quad(node, NamedNode(f"{kt}statedIn"), note, graph))
        store.engine.add(Quad(NamedNode("urn:kg:mention/pm1"), NamedNode(f"{kt}refersTo"), node, graph))
    network = build_network(store)
    kept = {iri for iri, kind in kinds_of(network).items() if kind == "publication"}
    assert len(kept) == MOST_PUBLICATIONS
    assert STUDY in kept
    assert network.graph["left_out"] == {"publication": 3, "school": 1}


def test_an_empty_graph_gives_an_empty_network() -> None:
    assert list(build_network(open_in_memory())) == []


@pytest.mark.parametrize("name", [name for name in query_names() if name.startswith("map-")])
def test_each_query_of_the_map_answers_in_two_languages(store: OxigraphStore, name: str) -> None:
    query = load_query(name)
    assert sorted(query.question) == ["en", "nl"]
    assert store.ask(query.text)
