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

from kg.maps.drawing import draw_map, map_data
from kg.maps.looks import LATER_LOOKS, LOOKS, look_of, short_label
from kg.maps.page import as_script_data
from kg.maps.views import load_views
from kg.network import KINDS
from kg.network.nodes import make_node
from kg.words import LANGUAGES, load_words
from tests.maps.made import large

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
LOOKS_BY_NUMBER = list(LOOKS)
DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def data_of(page: bytes) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """Give the data of a page, its columns as a record for each node and edge."""
    found = DATA.search(page.decode())
    assert found
    data: dict[str, Any] = json.loads(found[1])
    for name, size in (("nodes", data["size"]), ("edges", data["ends"])):
        columns = {key: unfolded(column, size) for key, column in data[name].items()}
        data[name] = [{key: columns[key][number] for key in columns} for number in range(size)]
    return data


def unfolded(column: Any, size: int) -> list[Any]:  # noqa: ANN401  (a list, or where its values stand)
    if isinstance(column, list):
        return column
    full: list[Any] = [0] * size
    for place, value in zip(column["at"], column["of"], strict=True):
        full[place] = value
    return full


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
    spots = [(node["x"], node["y"]) for node in data["nodes"]]
    assert len(set(spots)) == len(spots) == len(network)
    assert data["options"]["physics"] == {"enabled": False}
    assert data["options"]["edges"]["smooth"] is False


def test_the_page_tells_all_that_the_network_tells(network: nx.MultiDiGraph[str]) -> None:
    """Whole texts and quotes, however short a label on the canvas is."""
    page = draw_map(network)
    data, quotes = data_of(page), map_data(network)[1]
    iris = [data["prefixes"][node["prefix"]] + node["tail"] for node in data["nodes"]]
    assert sorted(iris) == sorted(network)
    number = iris.index("urn:kg:question/q1")
    told = {key: value for key, value in data["nodes"][number].items() if value and key not in ("x", "y", "prefix")}
    days, types = data["days"], data["types"]
    assert told == {
        "group": list(LOOKS).index("question-practice-only"),
        "label": "Hoe volgen wij wat\nleerlingen leren?",
        "text": "Hoe volgen wij wat leerlingen leren?",
        "tail": "q1",
        "type": types.index("knowledge"),
        "themes": [iris.index("https://w3id.org/kennistafel/theme/volgen-en-sturen")],
        "schools": [iris.index("urn:kg:school/99ZZ")],
        "meetings": [iris.index("urn:kg:meeting/m1"), iris.index("urn:kg:meeting/v1")],
        "asked": 2,
        "date": data["dates"].index("2021-01-20"),
        "arrived": days.index("2021-01-20"),
        "history": told["history"],
        "page": 1,
    }
    steps = list(zip(told["history"][::2], told["history"][1::2], strict=True))
    history = network.nodes["urn:kg:question/q1"]["history"]
    assert [(days[day], types[status]) for day, status in steps] == list(history)
    assert [[quote, quotes["paths"][path], line] for quote, path, line, _ in quotes["of"][number]] == [
        [1, "meetings/voorbeeld-1.md", 7],
        ["Hoe houden we zicht op leren?", "schools/voorbeeldbezoek.md", 3],
    ]
    drawn = [edge for edge in data["edges"] if data["relations"][edge["relation"]] != "experience"]
    assert len(drawn) == network.number_of_edges()


def test_a_map_of_mostly_one_kind_has_all_its_nodes() -> None:
    """What is nearly always the same is written thinly: how many there are stands apart."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in range(20):
        graph.add_node(
            f"urn:kg:question/q{number}", **make_node("question", f"Voorbeeldvraag {number}?", status="open")
        )
    data = data_of(draw_map(graph))
    assert (data["size"], data["ends"]) == (20, 0)
    assert {LOOKS_BY_NUMBER[node["group"]] for node in data["nodes"]} == {"question-open"}


def test_the_page_asks_nothing_of_the_network(network: nx.MultiDiGraph[str]) -> None:
    page = draw_map(network).decode()
    assert re.findall(r'(?:src|href)=["\']?(?:https?:)?//', page) == []
    assert re.findall(r"<(?:link(?! rel=\"expect\" href=\"#)|iframe|object|embed|base|img)\b", page) == []
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
    tail = [node["tail"] for node in data["nodes"]]
    experience = data["relations"].index("experience")
    found = [(tail[edge["from"]], tail[edge["to"]]) for edge in data["edges"] if edge["relation"] == experience]
    assert found == [("99ZZ", "q1")]


def some(number: int, **told: Any) -> nx.MultiDiGraph[str]:  # noqa: ANN401  (whatever a network tells)
    """Give so many questions of a school each, with an answer."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(**told)
    for place in range(number):
        for kind, status in (("question", "open"), ("school", ""), ("case-answer", "")):
            graph.add_node(f"urn:kg:{kind}/{place}", **make_node(kind, f"{kind} {place}", status=status))
        graph.add_edge(
            f"urn:kg:question/{place}", f"urn:kg:school/{place}", key="asked-by", relation="asked-by", since=""
        )
        graph.add_edge(
            f"urn:kg:case-answer/{place}", f"urn:kg:question/{place}", key="answers", relation="answers", since=""
        )
    return graph


ALL = ["question-open", "case-answer", "school"]
FIRST = [
    pytest.param(some(2), "overview", ["question-open"], id="overview: questions with their themes"),
    pytest.param(some(2), "schools", ["question-open", "school"], id="schools"),
    pytest.param(some(2), "changes", ALL, id="what is new, of whatever kind"),
    pytest.param(some(2), "focus", ALL, id="focus: answers of schools as well"),
    pytest.param(
        some(2, kinds=("question", "school", "case-answer")), "overview", ALL, id="all kinds that were asked for"
    ),
    pytest.param(some(0), "overview", [], id="nothing"),
]


@pytest.mark.parametrize(("graph", "view", "looks"), FIRST)
def test_a_view_starts_with_what_it_is_for(graph: nx.MultiDiGraph[str], view: str, looks: list[str]) -> None:
    views = {one["name"]: one for one in map_data(graph)[0]["views"]}
    assert views[view]["starts"] == looks


def test_questions_that_are_over_come_later(network: nx.MultiDiGraph[str]) -> None:
    """Those about the table itself and those that were retired are off at first, in every view."""
    views = map_data(network)[0]["views"]
    later = {view["name"]: sorted(set(view["starts"]) & set(LATER_LOOKS)) for view in views}
    assert later == {name: [] for name in load_views()}


def test_each_view_has_words() -> None:
    for language in LANGUAGES:
        words = load_words("map", language)
        assert [name for name in load_views() if not words[f"view.{name}"] or not words[f"lead.{name}"]] == []


def test_a_large_map_is_mostly_its_data() -> None:
    """Texts stand in it once: a page is hardly larger than what it tells, beside the code."""
    graph = large()
    data, quotes = map_data(graph)
    told = len(json.dumps([{iri: graph.nodes[iri] for iri in graph}, list(graph.edges(data=True))], ensure_ascii=False))
    assert len(as_script_data(data)) + len(as_script_data(quotes)) < 1.2 * told


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
