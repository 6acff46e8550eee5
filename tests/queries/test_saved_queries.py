"""Each saved query: its header, its form, and the same rows from two engines."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import UsageError
from kg.queries import PARAMETER_TYPES, ask, bind, load_query, parse_query, query_names
from kg.stores import open_store

if TYPE_CHECKING:
    from kg.stores import Store

SAMPLE = (Path(__file__).parents[1] / "graphs" / "sample.trig").read_bytes()
NAMES = query_names()

#: A value for each parameter, so that the query has rows on the sample graph.
VALUES = {
    ("actions", "asOf"): "2021-06-23",
    ("answers", "asOf"): "2021-06-23",
    ("answers", "question"): "urn:kg:question/reflectie",
    ("asked", "question"): "urn:kg:question/reflectie",
    ("cases", "asOf"): "2021-09-14",
    ("curations", "asOf"): "2021-07-01",
    ("decisions", "asOf"): "2021-06-23",
    ("evidence", "asOf"): "2021-07-01",
    ("evidence", "question"): "urn:kg:question/tegenspraak",
    ("insights", "asOf"): "2021-06-23",
    ("obstacles", "asOf"): "2021-06-23",
    ("practice", "asOf"): "2021-06-23",
    ("provenance", "statement"): "urn:kg:insight/gesprek",
    ("raised", "asOf"): "2021-01-31",
    ("reflections", "asOf"): "2021-09-14",
    ("school-questions", "school"): "urn:kg:school/99XC",
    ("school-wordings", "asOf"): "2020-11-10",
    ("schools-asking", "asOf"): "2020-11-10",
    ("status", "asOf"): "2021-01-31",
    ("status-history", "question"): "urn:kg:question/verantwoording",
    ("surroundings", "asOf"): "2021-06-23",
    ("theme-questions", "theme"): "https://w3id.org/kennistafel/theme/toetsing",
    ("wordings", "asOf"): "2020-11-10",
    ("wordings", "question"): "urn:kg:question/reflectie",
}


@pytest.fixture(scope="module")
def store() -> Store:
    opened = open_store("memory")
    opened.engine.load(SAMPLE, format=ox.RdfFormat.TRIG)  # type: ignore[attr-defined]
    return opened


@pytest.fixture(scope="module")
def dataset() -> rdflib.Dataset:
    return rdflib.Dataset(default_union=True).parse(data=SAMPLE, format="trig")


def _bag(store: Store, text: str) -> Counter[tuple[str | None, ...]]:
    rows = store.ask(text)
    return Counter(tuple(None if term is None else term.value for term in row.values()) for row in rows)


def _bag_of_rdflib(dataset: rdflib.Dataset, text: str) -> Counter[tuple[str | None, ...]]:
    rows = list(dataset.query(text))
    return Counter(tuple(None if term is None else str(term) for term in row) for row in rows)  # type: ignore[union-attr]


def test_there_are_enough_queries() -> None:
    assert len(NAMES) >= 28


@pytest.mark.parametrize("name", NAMES)
def test_a_query_gives_the_same_rows_on_two_engines(name: str, store: Store, dataset: rdflib.Dataset) -> None:
    text = load_query(name).text
    found = _bag(store, text)
    assert sum(found.values()) >= 1
    assert found == _bag_of_rdflib(dataset, text)


@pytest.mark.parametrize(("name", "parameter"), VALUES)
def test_a_bound_query_gives_some_of_the_rows_the_same_on_two_engines(
    name: str, parameter: str, store: Store, dataset: rdflib.Dataset
) -> None:
    query = load_query(name)
    text = bind(query, {parameter: VALUES[name, parameter]})
    found, whole = _bag(store, text), _bag(store, query.text)
    assert text != query.text
    assert sum(found.values()) >= 1
    assert name == "status" or found <= whole
    assert found == _bag_of_rdflib(dataset, text)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_says_in_both_languages_what_it_answers(name: str) -> None:
    query = load_query(name)
    assert sorted(query.question) == ["en", "nl"]
    assert all(question.endswith("?") for question in query.question.values())
    for parameter in query.parameters:
        assert parameter.type in PARAMETER_TYPES
        assert parameter.meaning
        assert f"VALUES ?{parameter.name} {{ UNDEF }}" in query.text


@pytest.mark.parametrize("name", NAMES)
def test_a_query_declares_all_its_parameters_and_prefixes(name: str) -> None:
    query = load_query(name)
    taken = re.findall(r"VALUES \?(\w+) { UNDEF }", query.text)
    assert sorted(taken) == sorted(parameter.name for parameter in query.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_linear_and_has_an_order(name: str) -> None:
    text = re.sub(r"(?m)^#.*$", "", load_query(name).text)
    assert "SERVICE" not in text
    for group in re.findall(r"NOT\s+EXISTS\s*{([^}]*)}", text):
        assert len([part for part in re.split(r"[.;]", group) if part.strip()]) == 1
    for inner in re.findall(r"GROUP_CONCAT\(\s*(?:DISTINCT\s*)?(\w+)", text):
        assert inner == "STR"
    assert any(sign in text for sign in ("ORDER BY", "SELECT (MAX(", "SELECT (COUNT("))


@pytest.mark.parametrize("name", NAMES)
def test_two_runs_give_the_same_order(name: str, store: Store) -> None:
    graphs = re.split(r"(?m)^(?=<urn:kg:graph/)", SAMPLE.decode())
    turned = open_store("memory")
    turned.engine.load("".join([graphs[0], *reversed(graphs[1:])]).encode(), format=ox.RdfFormat.TRIG)  # type: ignore[attr-defined]
    assert ask(turned, name) == ask(store, name)


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        pytest.param("nergens", {}, "there is no saved query 'nergens'", id="onbekende vraag"),
        pytest.param("themes", {"x": "y"}, "query 'themes' has no parameter 'x'", id="onbekende parameter"),
        pytest.param("raised", {"asOf": "gisteren"}, "parameter 'asOf' is no date: gisteren", id="geen datum"),
        pytest.param("theme-questions", {"theme": "a b"}, "parameter 'theme' is no iri: a b", id="geen IRI"),
    ],
)
def test_a_wrong_question_is_answered_in_words(name: str, values: dict[str, str], message: str, store: Store) -> None:
    with pytest.raises(UsageError) as caught:
        ask(store, name, **values)
    assert caught.value.message == message


def test_a_value_never_becomes_query_text() -> None:
    query = parse_query("x", "# en: x?\n# param name string: a name\nSELECT ?name { VALUES ?name { UNDEF } }")
    hostile = '" } } DROP ALL #'
    assert open_store("memory").ask(bind(query, {"name": hostile}))[0]["name"] == ox.Literal(hostile)
