"""The page of a map, as bytes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from kg.maps.drawing import MOST_AT_START, draw_map, map_data
from kg.maps.looks import LOOKS, look_of, short_label
from kg.maps.page import as_script_data
from kg.network import KINDS
from kg.words import LANGUAGES, load_words

if TYPE_CHECKING:
    from collections.abc import Mapping

SCRIPT = """
import sys
from pathlib import Path
from kg.maps.drawing import draw_map
from kg.network import build_network
from kg.stores.oxigraph import open_in_memory
from pyoxigraph import RdfFormat
store = open_in_memory()
store.engine.load(Path(sys.argv[1]).read_bytes(), format=RdfFormat.TRIG)
sys.stdout.buffer.write(draw_map(build_network(store), language="nl", title="Voorbeeld", today="2021-09-10"))
"""
DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def data_of(page: bytes) -> Any:  # noqa: ANN401  (whatever JSON holds)
    found = DATA.search(page.decode())
    assert found
    data: dict[str, Any] = json.loads(found[1])
    for name in ("nodes", "edges"):
        keys, rows = data[name]["keys"], data[name]["rows"]
        data[name] = [dict(zip(keys, row, strict=True)) for row in rows]
    return data


def test_the_same_network_gives_the_same_bytes(network: nx.MultiDiGraph[str]) -> None:
    """In this process, and in others with other hash seeds."""
    sample = str(Path(__file__).with_name("sample.trig"))
    pages = {draw_map(network, language="nl", title="Voorbeeld", today="2021-09-10") for _ in range(2)}
    for seed in ("0", "1", "2021"):
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, sample],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        pages.add(run.stdout)
    assert len(pages) == 1


def test_each_node_has_its_place_and_nothing_moves(network: nx.MultiDiGraph[str]) -> None:
    data = data_of(draw_map(network))
    assert [node for node in data["nodes"] if not {"x", "y"} <= set(node)] == []
    assert data["options"]["physics"] == {"enabled": False}
    assert data["options"]["edges"]["smooth"] is False
    assert [node["id"] for node in data["nodes"]] == list(range(len(network)))


def test_the_page_tells_all_that_the_network_tells(network: nx.MultiDiGraph[str]) -> None:
    """Whole texts and quotes, however short a label on the canvas is."""
    data = data_of(draw_map(network))
    facts = {fact["iri"]: fact for fact in data["facts"]}
    assert sorted(facts) == sorted(network)
    assert facts["urn:kg:question/q1"] == {
        "iri": "urn:kg:question/q1",
        "kind": "question",
        "text": "Hoe volgen wij wat leerlingen leren?",
        "status": "practice-only",
        "type": "knowledge",
        "themes": [data["nodes"][-1]["id"]],
        "date": "2021-01-20",
        "quotes": [
            [1, data["paths"].index("meetings/voorbeeld-1.md"), 7],
            ["Hoe houden we zicht op leren?", data["paths"].index("schools/voorbeeldbezoek.md"), 3],
        ],
    }
    told = [edge for edge in data["edges"] if edge["relation"] != "experience"]
    assert len(told) == network.number_of_edges()


def test_the_page_asks_nothing_of_the_network(network: nx.MultiDiGraph[str]) -> None:
    page = draw_map(network).decode()
    assert re.findall(r'(?:src|href)=["\']?(?:https?:)?//', page) == []
    assert re.findall(r"<(?:link|iframe|object|embed|base|img)\b", page) == []
    assert "default-src &#39;none&#39;" in page
    assert "unsafe" not in page[: page.index("</head>")].split("<style>")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_a_language(network: nx.MultiDiGraph[str], language: str) -> None:
    """And holds the words of both."""
    page = draw_map(network, language=language)
    words = load_words("map", language)
    assert f'<html lang="{language}">' in page.decode()
    assert f"<title>{words['title']}</title>" in page.decode()
    assert sorted(data_of(page)["words"]) == sorted(LANGUAGES)


def test_both_languages_have_the_same_words() -> None:
    assert set(load_words("map", "nl")) == set(load_words("map", "en"))


def test_without_javascript_the_questions_can_be_read(network: nx.MultiDiGraph[str]) -> None:
    page = draw_map(network).decode()
    table = page[page.index("<noscript>") : page.index("</noscript>")]
    assert re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td>', table) == [
        ("Hoe volgen wij wat leerlingen leren?", "alleen praktijk", "volgen en sturen"),
        ("Welk effect heeft een dashboard op de groep?", "onderbouwd", "leermiddelen"),
        ("Wie nodigen we uit?", "over de tafel zelf", ""),
    ]


def test_a_school_is_linked_to_what_it_answers(network: nx.MultiDiGraph[str]) -> None:
    """Also while the answers themselves are not drawn."""
    data = data_of(draw_map(network))
    name = {number: fact["iri"] for number, fact in enumerate(data["facts"])}
    found = [(name[edge["from"]], name[edge["to"]]) for edge in data["edges"] if edge["relation"] == "experience"]
    assert found == [("urn:kg:school/99ZZ", "urn:kg:question/q1")]


def some(number: int, **told: Any) -> nx.MultiDiGraph[str]:  # noqa: ANN401  (whatever a network tells)
    """Give so many questions of a school each, with an answer."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(**told)
    empty = {"labels": {}, "type": "", "themes": (), "date": "", "quotes": (), "url": ""}
    for place in range(number):
        for kind, status in (("question", "open"), ("school", ""), ("case-answer", "")):
            graph.add_node(f"urn:{kind}/{place}", kind=kind, label=kind, status=status, **empty)
        graph.add_edge(f"urn:question/{place}", f"urn:school/{place}", key="asked-by", relation="asked-by")
        graph.add_edge(f"urn:case-answer/{place}", f"urn:question/{place}", key="answers", relation="answers")
    return graph


FIRST = [
    pytest.param(some(2), ["question-open", "school"], id="what leads and what belongs to it"),
    pytest.param(some(MOST_AT_START), ["question-open"], id="of many nodes, the questions"),
    pytest.param(some(2, focus="urn:question/0"), ["question-open", "case-answer", "school"], id="all near a focus"),
    pytest.param(
        some(2, kinds=("question", "school", "case-answer")),
        ["question-open", "case-answer", "school"],
        id="all kinds that were asked for",
    ),
    pytest.param(some(0), [], id="nothing"),
]


@pytest.mark.parametrize(("graph", "looks"), FIRST)
def test_a_map_starts_with_what_can_be_read(graph: nx.MultiDiGraph[str], looks: list[str]) -> None:
    assert map_data(graph)["first"] == looks


LABELS = [
    pytest.param("speciaal onderwijs", "theme", "speciaal onderwijs", id="one line"),
    pytest.param("Voorbeeldschool De Proef", "school", "Voorbeeldschool\nDe Proef", id="two lines, evened"),
    pytest.param("a" * 50, "theme", "a" * 22 + "\n" + "a" * 17 + "…", id="no place to cut"),
    pytest.param("", "theme", "", id="nothing"),
    pytest.param(
        "Welk effect heeft een dashboard op wat leerlingen in een groep over hun eigen doelen vertellen?",
        "question",
        "Welk effect heeft\neen dashboard op\nwat leerlingen in\neen groep over hun…",
        id="a question may be longer",
    ),
]


@pytest.mark.parametrize(("text", "kind", "label"), LABELS)
def test_a_label_is_short_and_in_even_lines(text: str, kind: str, label: str) -> None:
    assert short_label(text, kind) == label


def test_an_empty_network_can_be_drawn() -> None:
    empty: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    assert data_of(draw_map(empty))["nodes"] == []


LOOKED = [
    pytest.param({"status": "open", "type": "research"}, "question-open", id="open"),
    pytest.param({"status": "", "type": ""}, "question-open", id="nothing known"),
    pytest.param({"status": "practice-only", "type": "policy"}, "question-practice-only", id="practice only"),
    pytest.param({"status": "in-research", "type": "process"}, "question-in-research", id="process, in research"),
    pytest.param({"status": "practice-only", "type": "process"}, "question-process", id="process"),
    pytest.param({"status": "retired", "type": "knowledge"}, "question-retired", id="retired"),
]


@pytest.mark.parametrize(("node", "look"), LOOKED)
def test_a_question_looks_like_its_status(node: Mapping[str, str], look: str) -> None:
    assert look_of({"kind": "question", **node}) == look


def test_unanswered_questions_differ_from_answered_in_shape_and_colour() -> None:
    unanswered = [LOOKS[f"question-{status}"] for status in ("open", "practice-only", "in-research")]
    answered = [LOOKS[f"question-{status}"] for status in ("evidenced", "answered")]
    assert {look.shape for look in unanswered} & {look.shape for look in answered} == set()
    assert {look.light[1] for look in unanswered} & {look.light[1] for look in answered} == set()
    assert len({(look.shape, look.light, look.size) for look in LOOKS.values()}) == len(LOOKS)


def test_every_kind_has_a_look() -> None:
    assert [kind for kind in KINDS if kind != "question" and kind not in LOOKS] == []


@pytest.mark.parametrize("text", ["</script>", "<!--", "a & b", "\u2028\u2029", "\ud800", 'quote " and \\'])
def test_data_cannot_end_its_element(text: str) -> None:
    written = as_script_data({text: [text]})
    assert json.loads(written) == {text: [text]}
    assert re.findall("[<>&\u2028\u2029\ud800-\udfff]", written) == []
