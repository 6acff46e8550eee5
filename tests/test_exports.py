"""The network as a file for Gephi, igraph and networkx, with the places of the map."""

from __future__ import annotations

import io
import os
import re
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from kg.errors import UsageError
from kg.exports import NETWORKS, export, network_file
from kg.maps.drawing import map_data
from kg.maps.looks import LOOKS
from kg.network import build_network
from kg.network.nodes import make_node
from tests.maps.conftest import sample_store

if TYPE_CHECKING:
    from collections.abc import Callable

READERS: dict[str, Callable[[Any], Any]] = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
QUESTION = "urn:kg:question/q1"


@pytest.fixture(scope="module")
def network() -> nx.MultiDiGraph[str]:
    return build_network(sample_store())


def read(form: str, data: bytes) -> Any:  # noqa: ANN401  (networkx has no types)
    return READERS[form](io.BytesIO(data))


def place(node: dict[str, Any]) -> tuple[float, float]:
    """Give where a node stands, from either format."""
    at = node["viz"]["position"] if "viz" in node else node
    return at["x"], at["y"]


@pytest.mark.parametrize("form", NETWORKS)
def test_the_file_says_what_the_network_says(form: str, network: nx.MultiDiGraph[str]) -> None:
    found = read(form, network_file(network, form))
    assert sorted(found) == sorted(network)
    assert sorted((start, end, told["relation"]) for start, end, told in found.edges(data=True)) == sorted(
        network.edges(keys=True)
    )
    told = {name: found.nodes[QUESTION][name] for name in ("label", "kind", "status", "type", "date", "themes")}
    assert told == {
        "label": "Hoe volgen wij wat leerlingen leren?",
        "kind": "question",
        "status": "practice-only",
        "type": "knowledge",
        "date": "2021-01-20",
        "themes": " ".join(network.nodes[QUESTION]["themes"]),
    }


def _whole(page: dict[str, Any], name: str) -> list[Any]:
    """Give a column of the nodes of a page with what is empty in it."""
    column = page["nodes"][name]
    if isinstance(column, list):
        return column
    filled = dict(zip(column["at"], column["of"], strict=True))
    return [filled.get(number, 0) for number in range(page["size"])]


@pytest.mark.parametrize("form", NETWORKS)
def test_nodes_stand_where_they_stand_on_the_map(form: str, network: nx.MultiDiGraph[str]) -> None:
    """Turned over: in Gephi and R the y axis points up."""
    page, _ = map_data(network)
    names = [
        page["prefixes"][number] + tail
        for number, tail in zip(_whole(page, "prefix"), _whole(page, "tail"), strict=True)
    ]
    drawn = {name: (x, -y) for name, x, y in zip(names, _whole(page, "x"), _whole(page, "y"), strict=True)}
    found = read(form, network_file(network, form))
    assert {node: place(told) for node, told in found.nodes(data=True)} == drawn
    assert len(set(drawn.values())) == len(drawn) > 10


def test_nodes_look_as_on_the_map(network: nx.MultiDiGraph[str]) -> None:
    fill = LOOKS["question-practice-only"].light[0]
    graphml, gexf = (read(form, network_file(network, form)).nodes[QUESTION] for form in ("graphml", "gexf"))
    red, green, blue = bytes.fromhex(fill[1:])
    assert (graphml["color"], graphml["r"], graphml["g"], graphml["b"]) == (fill, red, green, blue)
    assert gexf["viz"]["color"] == {"r": red, "g": green, "b": blue, "a": 1.0}
    assert (graphml["size"], gexf["viz"]["size"]) == (14.0, 14.0)


def test_shapes_are_those_that_gephi_knows(network: nx.MultiDiGraph[str]) -> None:
    """Read as text: networkx writes a shape, and reads it from another place."""
    shapes = re.findall('<viz:shape value="(.*?)"', network_file(network, "gexf").decode())
    assert (len(shapes), set(shapes) - {"disc", "square", "triangle", "diamond"}) == (len(network), set())
    assert {"disc", "square", "triangle"} <= set(shapes)


@pytest.mark.parametrize(("language", "label"), [("nl", "thema"), ("en", "theme")])
@pytest.mark.parametrize("form", NETWORKS)
def test_relations_have_a_label_in_a_language(
    form: str, language: str, label: str, network: nx.MultiDiGraph[str]
) -> None:
    found = read(form, network_file(network, form, language=language))
    assert {told["label"] for _, _, told in found.edges(data=True) if told["relation"] == "theme"} == {label}


@pytest.mark.parametrize("form", NETWORKS)
def test_each_edge_has_an_identifier_of_its_own(form: str, network: nx.MultiDiGraph[str]) -> None:
    """Gephi keeps one of the edges that share one."""
    numbers = [line.split('id="')[1].split('"')[0] for line in network_file(network, form).decode().splitlines() if "<edge " in line]  # fmt: skip
    assert len(set(numbers)) == len(numbers) == network.number_of_edges()


HOSTILE = [
    pytest.param('"><script>', '"><script>', id="an element"),
    pytest.param("a\x00\x1bb\ud800", "a\ufffd\ufffdb\ufffd", id="what XML does not allow"),
    pytest.param("lastmodifieddate\u2028\x85 lastmodifieddate", "lastmodifieddate lastmodifieddate", id="a line that is dropped"),
    pytest.param("a\u202eb", "ab", id="turned around"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
@pytest.mark.parametrize("form", NETWORKS)
def test_text_stays_text(form: str, text: str, shown: str) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    facts = make_node("meeting", text, status=text, themes=(text,), date=text)
    graph.add_node("urn:a", **facts)
    found = read(form, network_file(graph, form)).nodes["urn:a"]
    assert [found[name] for name in ("label", "status", "date", "themes")] == [shown] * 4


@pytest.mark.parametrize("form", NETWORKS)
def test_there_is_no_clock_in_the_file(form: str, network: nx.MultiDiGraph[str]) -> None:
    data = network_file(network, form)
    assert data == network_file(network, form) == export(sample_store(), form)
    assert b"modified" not in data


def test_igraph_reads_it(network: nx.MultiDiGraph[str], tmp_path: Any) -> None:  # noqa: ANN401
    if not os.environ.get("CI"):
        pytest.importorskip("igraph")
    import igraph  # noqa: PLC0415

    file = tmp_path / "map.graphml"
    file.write_bytes(network_file(network, "graphml"))
    found = igraph.Graph.Read_GraphML(str(file))
    assert (found.vcount(), found.ecount()) == (len(network), network.number_of_edges())
    assert {"label", "kind", "x", "y"} <= set(found.vs.attributes())


def test_an_unknown_format_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="there is no format 'x'") as raised:
        export(sample_store(), "x")
    assert raised.value.hint.endswith("csljson, csv, graphml, gexf")
