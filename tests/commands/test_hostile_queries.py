"""Queries of others: what would reach out, change or crash is refused; what only looks like it is not."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from kg.asking import check_query
from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.commands.conftest import Kg

HARMLESS = [
    pytest.param("SELECT ?from ?with { ?from ?with $add }", id="variables"),
    pytest.param('SELECT * { ?s ?p "SERVICE LOAD" }', id="string"),
    pytest.param("SELECT * { ?s ?p 'DROP' }", id="string in single quotes"),
    pytest.param('SELECT * { ?s ?p """a "SERVICE" b\nLOAD""" }', id="long string"),
    pytest.param("SELECT * { ?s ?p '''it's\nLOAD''' }", id="long string in single quotes"),
    pytest.param('SELECT * { ?s ?p "a \\" SERVICE" }', id="escaped quote"),
    pytest.param("# LOAD and SERVICE\nSELECT * { }", id="comment"),
    pytest.param("SELECT * { ?s <http://example.org/SERVICE> ?o }", id="iri"),
    pytest.param("SELECT * { ?s <http://example.org/#SERVICE> ?o }", id="iri with a hash"),
    pytest.param("SELECT * { ?s <http://example.org/d'Arc> ?o }", id="iri with a quote"),
    pytest.param("PREFIX ex: <urn:x:> SELECT * { ex:from ex:with ex:add }", id="prefixed names"),
    pytest.param("PREFIX with: <urn:x:> SELECT * { with:a a with:b }", id="prefix"),
    pytest.param("PREFIX ex: <urn:x:> SELECT * { ?s ex:a\\,add ex:b\\'load }", id="escapes in a local name"),
    pytest.param("SELECT * { _:from ?p ?o }", id="blank node"),
    pytest.param('SELECT * { ?s ?p "x"@from }', id="language"),
    pytest.param("SELECT ?servicepunt ?o { ?servicepunt a ?o }", id="part of a word"),
    pytest.param("SELECT * { { SELECT * { GRAPH ?g { ?s ?p ?o } } } }", id="graph"),
    pytest.param("ASK { ?s ?p ?o MINUS { ?s a ?o } FILTER NOT EXISTS { ?s ?s ?s } }", id="minus"),
    pytest.param("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 1 OFFSET 0", id="construct"),
    pytest.param("CONSTRUCT WHERE { ?s ?p ?o }", id="short construct"),
    pytest.param("DESCRIBE <urn:x:a>", id="describe"),
    pytest.param(
        "SELECT (COUNT(*) AS ?n) { ?s (<urn:a>|^<urn:b>)/<urn:c>* ?o } GROUP BY ?s HAVING (?n > 1)", id="path"
    ),
    pytest.param("SELECT * { VALUES (?a ?b) { (1 UNDEF) } BIND(IF(?a < 2, 1, 2) AS ?c) }", id="values"),
    pytest.param("SELECT * FROM <urn:kg:graph/schools.csv> { ?s ?p ?o }", id="from"),
    pytest.param("SELECT * FROM NAMED <urn:kg:graph/schools.csv> { GRAPH ?g { ?s ?p ?o } }", id="from named"),
]

HARMFUL = [
    pytest.param("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE", 1, id="service"),
    pytest.param("SELECT *\n{ service silent ?x { ?s ?p ?o } }", "SERVICE", 2, id="in small letters"),
    pytest.param("SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { } }", "SERVICE", 1, id="escaped"),
    pytest.param("SELECT * { \\U00000053ERVICE <http://127.0.0.1:9/> { } }", "SERVICE", 1, id="escaped, long"),
    pytest.param("SELECT * {#c\nSERVICE<http://127.0.0.1:9/>{}}", "SERVICE", 2, id="without spaces"),
    pytest.param("SELECT * { ?s ?p 'x'\n SERVICE <urn:x> {} ?a ?b 'y' }", "SERVICE", 2, id="between strings"),
    pytest.param("SELECT * { FILTER(?o<'>' ) SERVICE <urn:x> {} FILTER(?o<'x') }", "SERVICE", 1, id="less-than, quote"),
    pytest.param(
        "PREFIX ex: <urn:> SELECT * { ?s ?p ex:a\\' . SERVICE <urn:x> { ?a ?b ex:b\\' } }", "SERVICE", 1,
        id="quote in a local name",
    ),
    pytest.param("LOAD <http://127.0.0.1:9/>", "LOAD", 1, id="load"),
    pytest.param("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT", 1, id="insert"),
    pytest.param("DELETE WHERE { ?s ?p ?o }", "DELETE", 1, id="delete"),
    pytest.param("\n\nDROP ALL", "DROP", 3, id="drop"),
    pytest.param("CLEAR DEFAULT", "CLEAR", 1, id="clear"),
    pytest.param("COPY DEFAULT TO <urn:a>", "COPY", 1, id="copy"),
    pytest.param("WITH <urn:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH", 1, id="with"),
]  # fmt: skip


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_query_is_let_through(text: str) -> None:
    check_query(text)


@pytest.mark.parametrize("text", HARMLESS)
@pytest.mark.usefixtures("no_worker")
def test_a_harmless_query_is_answered(text: str, kg: Kg, refreshed: Path) -> None:
    said = kg("query", "-e", text, folder=refreshed)
    assert (said.code, said.err) == (0, "")


@pytest.mark.parametrize(("text", "word", "line"), HARMFUL)
def test_a_harmful_query_is_refused_with_its_line(text: str, word: str, line: int) -> None:
    with pytest.raises(UsageError) as refused:
        check_query(text)
    assert (refused.value.message, refused.value.line) == (f"a query may not use {word}", line)


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and what was asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listening = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}/", asked
    listening.shutdown()


def test_nothing_is_asked_of_another_server(kg: Kg, refreshed: Path, server: tuple[str, list[str]]) -> None:
    address, asked = server
    for text in (
        f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p ?o FILTER(STR(?o)<'>' ) SERVICE <{address}> {{ }} FILTER(STR(?o)<'x') }}",
        "SELECT * FROM <ADDRESS> { ?s ?p ?o }".replace("ADDRESS", address),
    ):
        assert kg("query", "-e", text, folder=refreshed).code == 2
    assert asked == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("SELECT *\nFROM <urn:elders> { ?s ?p ?o }", id="from"),
        pytest.param("SELECT *\nFROM NAMED <urn:elders> { GRAPH ?g { ?s ?p ?o } }", id="from named"),
        pytest.param("PREFIX e: <urn:> SELECT *\nFROM e:elders { ?s ?p ?o }", id="with a prefix"),
    ],
)
@pytest.mark.usefixtures("no_worker")
def test_a_graph_outside_the_workspace_is_refused(text: str, kg: Kg, refreshed: Path) -> None:
    said = kg("query", "-e", text, folder=refreshed)
    assert (said.code, said.err.splitlines()[0]) == (2, "kg: 2: de graaf 'urn:elders' bestaat hier niet")


@pytest.mark.usefixtures("no_worker")
def test_from_limits_a_query_to_a_graph_of_the_workspace(kg: Kg, refreshed: Path) -> None:
    counts = [
        kg("query", "-e", f"SELECT (COUNT(*) AS ?n) {dataset} {{ ?s a ?class }}", folder=refreshed).out
        for dataset in ("FROM <urn:kg:graph/schools.csv>", "FROM <urn:kg:graph/publications/lijst.bib>", "")
    ]
    assert int(counts[0]) < int(counts[1]) < int(counts[2])


@pytest.mark.parametrize("sign", ["(", "{", "[", "!"])
def test_deep_nesting_is_refused(sign: str) -> None:
    with pytest.raises(UsageError, match="nests deeper than 128"):
        check_query("SELECT * {\n" + sign * 200)


def test_a_megabyte_of_words_is_checked_quickly() -> None:
    start = monotonic()
    check_query("SELECT * { ?s ?p 'a' }\n" * 50_000)
    assert monotonic() - start < 5


def test_the_queries_of_the_corpus_are_refused_or_stopped(
    kg: Kg, refreshed: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.current.TIME_LIMIT", 1.0)
    made = corpus / "badinput" / "made"
    said = {name: kg("query", str(made / name), folder=refreshed) for name in ("service.rq", "nested.rq", "bomb.rq")}
    assert {name: (one.code, one.out) for name, one in said.items()} == {
        "service.rq": (2, ""), "nested.rq": (2, ""), "bomb.rq": (1, ""),
    }  # fmt: skip
    assert [one.err for one in said.values()] == [
        (
            "kg: 1: SERVICE mag niet in een vraag staan\n"
            "    → kg vraagt alleen de graaf van deze werkmap, en een vraag verandert niets\n"
        ),
        "kg: 1: de vraag heeft meer dan 128 haakjes in elkaar\n    → schrijf de vraag met minder haakjes in elkaar\n",
        "kg: gestopt na 1 seconden\n    → maak het kleiner of eenvoudiger, of splits het\n",
    ]


def test_bad_queries_of_the_standard_are_errors_with_a_line(kg: Kg, refreshed: Path, corpus: Path) -> None:
    files = sorted((corpus / "badinput" / "sparql").glob("*.r[qu]"))
    assert len(files) >= 7
    for file in files:
        said = kg("query", str(file), folder=refreshed)
        assert (file.name, said.code, said.out) == (file.name, 2, "")
        assert said.err.startswith("kg: ")


@pytest.mark.usefixtures("no_worker")
def test_too_many_rows_are_cut_and_that_is_said(kg: Kg, refreshed: Path) -> None:
    text = "SELECT ?a { ?a ?b ?c . ?d ?e ?f }"
    said = kg("query", "-e", text, folder=refreshed)
    assert said.out.count("\n") == 100_000
    assert said.err == "Er zijn meer rijen dan er getoond worden; vraag minder, of met LIMIT en OFFSET.\n"
