"""What a network holds, as whole values on the sample graph of tests/maps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg.errors import UsageError
from kg.network import DEFAULT_KINDS, KINDS, build_network
from kg.network.nodes import person_iri
from kg.network.times import history_of
from kg.queries import ask, load_query, query_names, value_of
from kg.statuses import RANKS, Event, current
from kg.stores.oxigraph import OxigraphStore, open_in_memory
from kg.vocabulary import Iri, expand

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

SAMPLE = Path(__file__).parent / "maps" / "sample.trig"
FOLLOWING = "https://w3id.org/kennistafel/theme/volgen-en-sturen"
TOOLS = "https://w3id.org/kennistafel/theme/leermiddelen"
Q1, Q2, Q3, Q5 = (f"urn:kg:question/q{number}" for number in (1, 2, 3, 5))
SCHOOL, MEETING, VISIT = "urn:kg:school/99ZZ", "urn:kg:meeting/m1", "urn:kg:meeting/v1"
STUDY, REPORT = "urn:kg:publication/b1", "urn:kg:publication/b2"
INSIGHT, ANSWER, OBSTACLE = "urn:kg:insight/i1", "urn:kg:answer/c1", "urn:kg:obstacle/o1"


@pytest.fixture
def store() -> OxigraphStore:
    opened = open_in_memory()
    opened.engine.load(SAMPLE.read_bytes(), format=RdfFormat.TRIG)
    return opened


def days_of(graph: nx.MultiDiGraph[str]) -> dict[tuple[str, str, str], str]:
    return {(start, end, facts["relation"]): facts["since"] for start, end, facts in graph.edges(data=True)}


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
            "status": "practice-only",
            "type": "knowledge",
            "themes": (FOLLOWING,),
            "date": "2021-01-20",
            "quotes": (
                ("Hoe volgen wij wat leerlingen leren?", "meetings/voorbeeld-1.md", 7, Q1),
                ("Hoe houden we zicht op leren?", "schools/voorbeeldbezoek.md", 3, Q3),
            ),
            "arrived": "2021-01-20",
            "history": (
                ("2021-01-20", "practice-only"),
                ("2021-04-01", "in-research"),
                ("2021-06-01", "practice-only"),
            ),
            "asked": 2,
            "meetings": (MEETING, VISIT),
            "schools": (SCHOOL,),
        },
        id="a question has the wordings of those merged into it",
    ),
    pytest.param(
        FOLLOWING,
        {
            "kind": "theme",
            "label": "volgen en sturen",
            "labels": {"nl": "volgen en sturen", "en": "monitoring and steering"},
            "arrived": "2021-01-20",
            "broader": ("https://w3id.org/kennistafel/theme/onderwijs",),
        },
        id="a theme has its labels",
    ),
    pytest.param(
        STUDY,
        {
            "kind": "publication",
            "label": "Voorbeeldstudie over dashboards",
            "type": "peer-reviewed",
            "date": "2019",
            "quotes": (("", "publications/voorbeeld.bib", 4, ""),),
            "arrived": "2021-06-01",
            "url": "https://doi.org/10.0000/voorbeeld%3C1%3E",
        },
        id="a publication has its grade, source and DOI",
    ),
    pytest.param(
        SCHOOL,
        {
            "kind": "school",
            "label": "Voorbeeldschool Het Model",
            "sector": "po",
            "quotes": (("", "schools.csv", 2, ""),),
            "arrived": "2021-01-20",
        },
        id="a school has its sector, and came when it first asked or was named",
    ),
    pytest.param(
        OBSTACLE,
        {
            "kind": "obstacle",
            "label": "Het team heeft geen tijd.",
            "level": "team",
            "themes": (FOLLOWING,),
            "date": "2021-01-20",
            "arrived": "2021-01-20",
        },
        id="an obstacle has its level",
    ),
    pytest.param(
        VISIT,
        {
            "kind": "meeting",
            "label": "Bezoek aan de voorbeeldschool",
            "date": "2021-09-10",
            "quotes": (("", "schools/voorbeeldbezoek.md", 1, ""),),
            "arrived": "2021-09-10",
        },
        id="a gathering has its day and its note",
    ),
]
#: What a node says where nothing is known.
EMPTY = {
    "labels": {},
    "status": "",
    "type": "",
    "themes": (),
    "date": "",
    "quotes": (),
    "url": "",
    "arrived": "",
    "history": (),
    "asked": 0,
    "meetings": (),
    "schools": (),
    "level": "",
    "sector": "",
    "broader": (),
}


@pytest.mark.parametrize(("iri", "expected"), NODES)
def test_a_node_tells_what_is_known(store: OxigraphStore, iri: str, expected: dict[str, object]) -> None:
    assert build_network(store).nodes[iri] == EMPTY | expected


def test_a_theme_without_label_is_called_by_its_name(store: OxigraphStore) -> None:
    assert build_network(store).nodes[TOOLS]["label"] == "leermiddelen"


def test_only_web_addresses_become_links(store: OxigraphStore) -> None:
    assert build_network(store).nodes[REPORT]["url"] == ""


def test_the_network_says_what_it_leaves_out(store: OxigraphStore) -> None:
    assert build_network(store).graph["left_out"] == {"publication": 1, "school": 1}


def test_people_are_not_in_it_unless_asked_for(store: OxigraphStore) -> None:
    """Neither authors, nor who does an action, nor who decided."""
    graph = build_network(store, kinds=[kind for kind in KINDS if kind != "person"])
    told = repr([*graph.nodes(data=True), *graph.edges(data=True), graph.graph])
    people = ("Voorbeeldauteur", "Voorbeeldpersoon", "Voorbeeldbeoordelaar")
    assert [name for name in people if name in told] == []


def test_who_does_an_action_comes_when_asked(store: OxigraphStore) -> None:
    """As a node that no IRI of the graph can be, and nobody else."""
    graph = build_network(store, kinds=KINDS)
    (person,) = (iri for iri, kind in kinds_of(graph).items() if kind == "person")
    assert person == person_iri("Voorbeeldpersoon Niet-Echt")
    assert (graph.nodes[person]["label"], graph.nodes[person]["arrived"]) == (
        "Voorbeeldpersoon Niet-Echt",
        "2021-01-20",
    )
    assert list(graph.edges(person, data=True)) == [
        (person, "urn:kg:action/a1", {"relation": "does", "since": "2021-01-20"})
    ]


@pytest.mark.parametrize("hidden", ["[naam]", "[name]", "[naam] en [naam]"])
def test_a_hidden_name_is_nobody(store: OxigraphStore, hidden: str) -> None:
    named = next(store.match(predicate=expand("kt:agent")))
    store.engine.remove(named)
    store.engine.add(Quad(named.subject, named.predicate, Literal(hidden), named.graph_name))
    assert "person" not in kinds_of(build_network(store, kinds=KINDS)).values()


def test_decisions_and_actions_come_when_asked(store: OxigraphStore) -> None:
    extra = set(build_network(store, kinds=(*DEFAULT_KINDS, "decision", "action"))) - set(build_network(store))
    assert extra == {"urn:kg:decision/d1", "urn:kg:action/a1"}


def test_an_edge_says_since_when(store: OxigraphStore) -> None:
    """The first day on which a note or a decision says it; a wider theme is always wider."""
    graph = build_network(store)
    assert days_of(graph) == {
        (Q1, SCHOOL, "asked-by"): "2021-01-20",
        (Q1, FOLLOWING, "theme"): "2021-01-20",
        (Q2, TOOLS, "theme"): "2021-01-20",
        (INSIGHT, Q1, "answers"): "2021-01-20",
        (ANSWER, Q1, "answers"): "2021-09-10",
        (ANSWER, SCHOOL, "said-by"): "2021-09-10",
        (OBSTACLE, FOLLOWING, "theme"): "2021-01-20",
        (MEETING, INSIGHT, "discussed"): "2021-01-20",
        (MEETING, OBSTACLE, "discussed"): "2021-01-20",
        (MEETING, REPORT, "mentions"): "2021-01-20",
        (MEETING, SCHOOL, "mentions"): "2021-01-20",
        (MEETING, Q1, "raised"): "2021-01-20",
        (MEETING, Q2, "raised"): "2021-01-20",
        (MEETING, Q5, "raised"): "2021-01-20",
        (VISIT, ANSWER, "discussed"): "2021-09-10",
        (VISIT, Q1, "raised"): "2021-09-10",
        (VISIT, SCHOOL, "visited"): "2021-09-10",
        (STUDY, Q2, "supports"): "2021-06-01",
    }


def test_the_saved_query_gives_the_same_relations(store: OxigraphStore) -> None:
    """It is what people ask; the network reads them in a quicker way."""
    graph = build_network(store)
    merged = {Q3: Q1}
    asked: dict[tuple[str, str, str], str] = {}
    for row in ask(store, "map-relations"):
        start, relation, end, since = (value_of(row, name) for name in ("from", "relation", "to", "since"))
        key = (merged.get(start, start), merged.get(end, end), relation)
        if key[0] in graph and key[1] in graph:
            asked[key] = min(filter(None, (since, asked.get(key, ""))), default="")
    assert asked == days_of(graph)


def decide(store: OxigraphStore, verb: str, thing: NamedNode | Literal) -> None:
    """Let somebody decide something on the process question, on 1 May, and derive what follows from it."""
    row, graph = NamedNode("urn:kg:curation/x1"), NamedNode("urn:kg:graph/decisions.csv")
    said: dict[str, NamedNode | Literal] = {
        "kt:verb": Literal(verb),
        "kt:subject": NamedNode(Q5),
        "kt:object": thing,
        "kt:date": Literal("2021-05-01"),
        "kt:applies": Literal(value=True),
    }
    for term, value in said.items():
        store.engine.add(Quad(row, NamedNode(expand(term)), value, graph))


@pytest.mark.parametrize(
    ("verb", "thing", "term", "end"),
    [
        pytest.param("theme", NamedNode(TOOLS), "kt:theme", TOOLS, id="a theme"),
        pytest.param("accept", NamedNode(TOOLS), "kt:theme", TOOLS, id="a theme that was proposed"),
        pytest.param("school", Literal("99ZY"), "kt:askedBy", "urn:kg:school/99ZY", id="a school, by its code"),
    ],
)
def test_what_a_person_gave_holds_since_the_decision(
    store: OxigraphStore, verb: str, thing: NamedNode | Literal, term: str, end: str
) -> None:
    derived = NamedNode("urn:kg:graph/derived")
    store.engine.add(Quad(NamedNode(Q5), NamedNode(expand(term)), NamedNode(end), derived))
    decide(store, verb, thing)
    (since,) = (facts["since"] for facts in build_network(store)[Q5][end].values())
    assert since == "2021-05-01"
    assert not build_network(store, as_of="2021-04-30").has_edge(Q5, end)
    assert build_network(store, as_of="2021-05-01").has_edge(Q5, end)


def test_a_theme_that_a_person_took_away_is_none(store: OxigraphStore) -> None:
    """The note still says it, the derived graph does not."""
    store.engine.remove(
        Quad(NamedNode(Q2), NamedNode(expand("kt:theme")), NamedNode(TOOLS), NamedNode("urn:kg:graph/derived"))
    )
    graph = build_network(store)
    assert (graph.nodes[Q2]["themes"], TOOLS in graph) == ((), False)


HISTORIES = [
    pytest.param([("open", "2021-01-20", "")], [("2021-01-20", "open")], id="asked"),
    pytest.param([("open", "", "")], [("", "open")], id="asked on a day that is not known"),
    pytest.param(
        [("open", "2021-01-20", ""), ("practice-only", "2021-01-20", "")],
        [("2021-01-20", "practice-only")],
        id="the highest counts",
    ),
    pytest.param(
        [
            ("open", "2021-01-20", ""),
            ("in-research", "2021-02-01", "2021-03-01"),
            ("evidenced", "2021-02-15", "2021-04-01"),
        ],
        [("2021-01-20", "open"), ("2021-02-01", "in-research"), ("2021-02-15", "evidenced"), ("2021-04-01", "open")],
        id="what ends unseen changes nothing",
    ),
    pytest.param([], [], id="nothing"),
]


@pytest.mark.parametrize(("events", "expected"), HISTORIES)
def test_a_history_is_every_change(events: list[tuple[str, str, str]], expected: list[tuple[str, str]]) -> None:
    told = [Event(status, Iri("urn:cause"), start, end) for status, start, end in events]
    assert list(history_of(told)) == expected


@given(
    st.lists(
        st.builds(
            Event,
            st.sampled_from(sorted(RANKS)),
            st.just(Iri("urn:cause")),
            st.sampled_from(["", *(f"2021-0{month}-01" for month in range(1, 6))]),
            st.sampled_from(["", *(f"2021-0{month}-01" for month in range(5, 9))]),
        )
    )
)
def test_a_history_says_of_each_day_what_its_events_say(events: list[Event]) -> None:
    changes = history_of(events)
    for day in [f"2021-0{month}-{number}" for month in range(1, 10) for number in ("01", "02")]:
        event = current(events, day)
        then = [status for start, status in changes if start <= day]
        if event is not None:
            assert then[-1] == event.status


@pytest.mark.parametrize("as_of", ["", "2021-01-20", "2021-04-15", "2021-06-01"])
def test_a_history_ends_with_the_status(store: OxigraphStore, as_of: str) -> None:
    """Of today, or of the day that was asked."""
    nodes = [node for _, node in build_network(store, as_of=as_of).nodes(data=True) if node["kind"] == "question"]
    assert [node["history"][-1][1] for node in nodes] == [node["status"] for node in nodes]
    assert [day for node in nodes for day, _ in node["history"] if as_of and day > as_of] == []


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
        pytest.param(2, {OBSTACLE, FOLLOWING, MEETING, Q1}, id="and theirs, but not all that the meeting said"),
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
        pytest.param({"kinds": ["idea"]}, "there is no kind 'idea'", id="kind"),
        pytest.param({"depth": -1}, "a depth of -1 is not possible", id="depth"),
        pytest.param({"as_of": "gisteren"}, "parameter 'asOf' is no date: gisteren", id="date"),
    ],
)
def test_what_does_not_exist_is_said(store: OxigraphStore, asked: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        build_network(store, **asked)  # type: ignore[arg-type]


def fill_library(store: OxigraphStore, number: int, link: Callable[[NamedNode], Quad]) -> None:
    """Add so many publications, each with a link."""
    graph, note = NamedNode("urn:kg:graph/publications/veel.bib"), NamedNode("urn:kg:source/publications/veel.bib")
    store.engine.add(Quad(note, NamedNode(expand("kt:path")), Literal("publications/veel.bib"), graph))
    counted = NamedNode("urn:kg:doubles"), NamedNode(expand("kt:publicationCount"))
    store.replace({Iri("urn:kg:graph/doubles"): [Quad(*counted, Literal(number + 3), graph)]})
    for each in range(number):
        node = NamedNode(f"urn:kg:publication/a{each:04}")
        store.engine.add(Quad(node, NamedNode(expand("rdf:type")), NamedNode(expand("kt:Publication")), graph))
        store.engine.add(Quad(node, NamedNode(expand("dcterms:title")), Literal(f"Voorbeeld {each}"), graph))
        store.engine.add(Quad(node, NamedNode(expand("kt:statedIn")), note, graph))
        store.engine.add(link(node))


def test_a_large_library_does_not_flood_the_map(store: OxigraphStore) -> None:
    """Publications that only a theme links are left out beyond the most, and counted; those with evidence stay."""
    derived = NamedNode("urn:kg:graph/derived")
    fill_library(store, 5, lambda node: Quad(node, NamedNode(expand("kt:theme")), NamedNode(TOOLS), derived))
    network = build_network(store, most=2)
    kept = [iri for iri, kind in kinds_of(network).items() if kind == "publication"]
    assert kept == ["urn:kg:publication/a0000", "urn:kg:publication/a0001", STUDY, REPORT]
    assert network.graph["left_out"] == {"publication": 4, "school": 1}


def test_what_is_mentioned_is_on_the_map_however_much(store: OxigraphStore) -> None:
    derived, refers = NamedNode("urn:kg:graph/derived"), NamedNode(expand("kt:refersTo"))
    fill_library(store, 1100, lambda node: Quad(NamedNode("urn:kg:mention/pm1"), refers, node, derived))
    network = build_network(store)
    kept = [iri for iri, kind in kinds_of(network).items() if kind == "publication"]
    assert (len(kept), network.graph["left_out"]["publication"]) == (1102, 1)


def test_any_publication_can_be_the_focus(store: OxigraphStore) -> None:
    """Also one that nothing refers to."""
    assert set(build_network(store, focus="urn:kg:publication/b3")) == {"urn:kg:publication/b3"}


def test_an_empty_graph_gives_an_empty_network() -> None:
    assert list(build_network(open_in_memory())) == []


@pytest.mark.parametrize("name", [name for name in query_names() if name.startswith("map-")])
def test_each_query_of_the_map_answers_in_two_languages(store: OxigraphStore, name: str) -> None:
    query = load_query(name)
    assert sorted(query.question) == ["en", "nl"]
    assert store.ask(query.text)
