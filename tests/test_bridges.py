"""Groups without links, and what says that one question could connect them."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.bridges import WEIGHTS, Bridge, Group, Reason, find_bridges, name_groups


def node(kind: str, **facts: Any) -> dict[str, Any]:  # noqa: ANN401  (attributes of any type)
    empty = {"status": "", "type": "", "themes": (), "schools": (), "meetings": (), "broader": ()}
    return {"kind": kind, **empty, **facts}


def question(**facts: Any) -> dict[str, Any]:  # noqa: ANN401
    return node("question", **({"status": "open", "type": "knowledge"} | facts))


def network(nodes: dict[str, dict[str, Any]], edges: list[tuple[str, str, str]]) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, facts in nodes.items():
        graph.add_node(iri, **facts)
    for start, relation, end in edges:
        graph.add_edge(start, end, key=relation, relation=relation, since="")
    return graph


def bridge(
    left: dict[str, Any], right: dict[str, Any], more: dict[str, dict[str, Any]], edges: list[tuple[str, str, str]]
) -> Bridge:
    """Give the bridge between two groups of one question each, beside nodes in no group."""
    (found,) = find_bridges(network({"a": left, "b": right, **more}, edges), [{"a"}, {"b"}])
    return found


UNANSWERED = Reason("unanswered", 1, ("a",))


@pytest.mark.parametrize(
    ("left", "right", "more", "edges", "expected"),
    [
        pytest.param(question(), question(), {}, [], Bridge(0, 1, 0, 0.5, (UNANSWERED,)), id="both have a question"),
        pytest.param(question(), question(status="answered"), {}, [], Bridge(0, 1, 0), id="one is answered"),
        pytest.param(question(), question(type="process"), {}, [], Bridge(0, 1, 0), id="one is about the table"),
        pytest.param(
            question(schools=("s", "t")),
            question(schools=("t", "u")),
            {},
            [],
            Bridge(0, 1, 0, 2.5, (UNANSWERED, Reason("schools", 1, ("t",))), ("a", "b")),
            id="a school asks in both",
        ),
        pytest.param(
            question(meetings=("m", "n")),
            question(meetings=("m", "n"), status="evidenced"),
            {},
            [],
            Bridge(0, 1, 0, 2.0, (Reason("meetings", 2, ("m", "n")),), ("a", "b")),
            id="both came up in two meetings",
        ),
        pytest.param(
            question(),
            question(),
            {"p": node("publication")},
            [("p", "supports", "a"), ("p", "disputes", "b")],
            Bridge(0, 1, 0, 2.5, (UNANSWERED, Reason("publications", 1, ("p",))), ("a", "b")),
            id="a publication is on both",
        ),
        pytest.param(
            question(themes=("t1",)),
            question(themes=("t2",)),
            {"t1": node("theme", broader=("wide",)), "t2": node("theme", broader=("wide",))},
            [("a", "theme", "t1"), ("b", "theme", "t2")],
            Bridge(0, 1, 0, 1.5, (UNANSWERED, Reason("broader", 1, ("wide",))), ("a", "b")),
            id="their themes share a broader one",
        ),
        pytest.param(
            question(themes=("t",)),
            question(themes=("t",)),
            {"t": node("theme")},
            [("a", "theme", "t"), ("b", "theme", "t")],
            Bridge(0, 1, 0, 2.5, (UNANSWERED, Reason("themes", 1, ("t",))), ("a", "b")),
            id="both have a theme that is in neither",
        ),
        pytest.param(
            question(meetings=tuple("klmnop")),
            question(meetings=tuple("klmnop"), status="evidenced"),
            {},
            [],
            Bridge(0, 1, 0, 3.0, (Reason("meetings", 6, tuple("klmnop")),), ("a", "b")),
            id="a part gives no more than three times its points",
        ),
    ],
)
def test_what_two_groups_share_makes_a_bridge_promising(
    left: dict[str, Any],
    right: dict[str, Any],
    more: dict[str, dict[str, Any]],
    edges: list[tuple[str, str, str]],
    expected: Bridge,
) -> None:
    assert bridge(left, right, more, edges) == expected


def test_what_stands_in_many_groups_tells_less() -> None:
    graph = network({iri: question(schools=("s",)) for iri in "abcd"}, [])
    assert {one.score for one in find_bridges(graph, [{iri} for iri in "abcd"])} == {0.5 + 2.0 * 2 / 4}


LINKS = [
    pytest.param("theme", "theme", 1, id="a theme of the other group"),
    pytest.param("insight", "answers", 1, id="an insight on a question of the other group"),
    pytest.param("publication", "supports", 1, id="a publication on it"),
    pytest.param("meeting", "raised", 0, id="a meeting is no link"),
    pytest.param("school", "asked-by", 0, id="nor is a school"),
]


@pytest.mark.parametrize(("kind", "relation", "links"), LINKS)
def test_only_what_is_said_links_groups(kind: str, relation: str, links: int) -> None:
    graph = network({"a": question(), "b": question(), "x": node(kind)}, [("x", relation, "a"), ("x", relation, "b")])
    (found,) = find_bridges(graph, [{"a"}, {"b", "x"}])
    assert found.links == links


def test_pairs_without_links_come_first_and_the_most_promising_of_those() -> None:
    nodes = {
        "a": question(schools=("s",)),
        "b": question(),
        "c": question(schools=("s",)),
        "t": node("theme"),
        "u": node("theme"),
    }
    edges = [("a", "theme", "t"), ("b", "theme", "t"), ("b", "theme", "u")]
    found = find_bridges(network(nodes, edges), [{"a", "u"}, {"b", "t"}, {"c"}])
    assert [(one.left, one.right, one.links, one.score) for one in found] == [
        (0, 2, 0, 2.5),
        (1, 2, 0, 0.5),
        (0, 1, 2, 0.0),
    ]


def test_the_ends_are_the_questions_that_share_most() -> None:
    """An unanswered one goes before one that shares more."""
    nodes = {
        "a1": question(schools=("s",)),
        "a2": question(schools=("s",), meetings=("m",)),
        "b1": question(schools=("s",)),
        "b2": question(schools=("s",), meetings=("m",), status="answered"),
    }
    (found,) = find_bridges(network(nodes, []), [{"a1", "a2"}, {"b1", "b2"}])
    assert found.ends == ("a2", "b1")


def test_a_group_is_called_by_what_is_frequent_in_it_and_rare_elsewhere() -> None:
    nodes = {
        "a1": question(themes=("all", "own")),
        "a2": question(themes=("all", "own")),
        "a3": question(themes=("all", "rare")),
        "b1": question(themes=("all",)),
        "b2": question(themes=("all",)),
        "b3": question(themes=("all",)),
        "t": node("theme"),
    }
    groups = name_groups(network(nodes, []), [{"a1", "a2", "a3"}, {"b1", "b2", "b3"}, {"t"}, set()])
    assert groups == (
        Group(("a1", "a2", "a3"), ("own", "all")),
        Group(("b1", "b2", "b3"), ("all",)),
        Group(("t",), ("t",)),
        Group((), ()),
    )


@st.composite
def grouped(draw: st.DrawFn) -> tuple[nx.MultiDiGraph[str], list[set[str]]]:
    """Give questions with schools and meetings, links between them, in three groups."""
    names = st.lists(st.sampled_from("stuv"), unique=True).map(tuple)
    iris = [f"q{number}" for number in range(draw(st.integers(0, 8)))]
    nodes = {iri: question(schools=draw(names), meetings=draw(names)) for iri in iris}
    ends = st.tuples(st.sampled_from(iris), st.just("answers"), st.sampled_from(iris)) if iris else st.nothing()
    groups: list[set[str]] = [set(), set(), set()]
    for iri in iris:
        groups[draw(st.integers(0, 2))].add(iri)
    return network(nodes, draw(st.lists(ends, max_size=4)) if iris else []), groups


@given(grouped())
def test_every_pair_stands_once_and_its_score_is_told(made: tuple[nx.MultiDiGraph[str], list[set[str]]]) -> None:
    found = find_bridges(*made)
    assert sorted((one.left, one.right) for one in found) == [(0, 1), (0, 2), (1, 2)]
    for one in found:
        assert bool(one.score) == bool(one.because)
        assert not (one.links and one.because)
        assert one.score <= 3 + sum(3 * WEIGHTS.get(reason.key, 0) for reason in one.because)
