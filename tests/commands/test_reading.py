"""The commands that show what is there: formats, keys, filters, and where the answer goes."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Kg

pytestmark = pytest.mark.usefixtures("no_worker")

VOLGEN = "Hoe volgen we leerlingen zonder extra toetsen?"
LERAREN = "Hoe bereiden we leraren voor op gepersonaliseerd leren?"
SOFTWARE = "Welke software past bij zelfstandig werken?"
GAP_KEYS = [
    "question", "text", "status", "gap", "type", "themes", "schools", "raised", "priority", "insights", "evidence",
    "proposals",
]  # fmt: skip


def test_gaps_gives_the_keys_of_the_design_in_their_order(kg: Kg, refreshed: Path) -> None:
    said = kg("gaps", "--format", "json", folder=refreshed)
    assert (said.code, said.err) == (0, "")
    assert [list(gap) for gap in json.loads(said.out)] == [GAP_KEYS] * 3


@pytest.mark.parametrize(
    ("filters", "texts"),
    [
        pytest.param([], [VOLGEN, LERAREN, SOFTWARE], id="all"),
        pytest.param(["--status", "open"], [VOLGEN, SOFTWARE], id="status"),
        pytest.param(["--status", "alleen praktijk"], [LERAREN], id="status by its Dutch label"),
        pytest.param(["--type", "instrumental"], [SOFTWARE], id="type"),
        pytest.param(["--type", "process"], ["Welke onderwerpen bespreken we volgend jaar?"], id="process on demand"),
        pytest.param(["--theme", "gepersonaliseerd leren"], [LERAREN], id="theme by label"),
        pytest.param(["--theme", "Personalised Learning"], [LERAREN], id="theme by English label"),
        pytest.param(["--school", "99XA"], [], id="school by BRIN"),
        pytest.param(["--school", "voorbeeldschool de proef"], [], id="school by name"),
        pytest.param(["--since", "2021-04-01"], [LERAREN], id="since"),
        pytest.param(["--as-of", "2021-04-01"], [VOLGEN, SOFTWARE], id="as of"),
        pytest.param(["--kind", "absolute"], [VOLGEN, LERAREN, SOFTWARE], id="kind"),
        pytest.param(["--kind", "stale"], [], id="kind that needs evidence"),
    ],
)
def test_gaps_filters(filters: list[str], texts: list[str], kg: Kg, refreshed: Path) -> None:
    said = kg("gaps", "--format", "json", *filters, folder=refreshed)
    assert said.code == 0
    assert [gap["text"] for gap in json.loads(said.out)] == texts


def test_a_piped_table_is_plain_lines(kg: Kg, refreshed: Path) -> None:
    lines = kg("gaps", folder=refreshed).out.splitlines()
    assert [line.split("\t")[1:4] for line in lines] == [
        [VOLGEN, "kennisvraag", "open"],
        [LERAREN, "kennisvraag", "alleen praktijk"],
        [SOFTWARE, "instrumenteel", "open"],
    ]
    assert "\x1b" not in "".join(lines)


def test_gaps_as_csv_and_markdown_have_a_heading_in_the_language(kg: Kg, refreshed: Path) -> None:
    rows = list(csv.reader(io.StringIO(kg("gaps", "--format", "csv", folder=refreshed).out)))
    assert rows[0][:4] == ["gewicht", "vraagstuk", "type", "status"]
    assert len(rows) == 4
    english = kg("gaps", "--format", "md", "--lang", "en", folder=refreshed).out.splitlines()
    assert english[0] == "| weight | question | type | status | schools | raised | insights | publications |"
    assert english[1] == "| --- | --- | --- | --- | --- | --- | --- | --- |"


def test_output_to_a_file_leaves_the_screen_empty(kg: Kg, refreshed: Path, tmp_path: Path) -> None:
    said = kg("gaps", "--format", "json", "-o", str(tmp_path / "gaps.json"), folder=refreshed)
    assert (said.code, said.out, said.err) == (0, "", "")
    assert len(json.loads((tmp_path / "gaps.json").read_text(encoding="utf-8"))) == 3


def test_output_to_a_device_is_written_there_not_replaced(kg: Kg, refreshed: Path, tmp_path: Path) -> None:
    link = tmp_path / "nowhere"
    link.symlink_to("/dev/null")
    assert kg("gaps", "-o", str(link), folder=refreshed).code == 0
    assert link.is_symlink()
    assert link.is_char_device()


def test_status_agrees_with_gaps(kg: Kg, refreshed: Path) -> None:
    said = kg("status", "--format", "json", folder=refreshed)
    numbers = {row["what"]: row["number"] for row in json.loads(said.out)}
    assert numbers == {
        "open": 2, "practice-only": 1, "in-research": 0, "evidenced": 0, "answered": 0, "retired": 0, "process": 1,
        "publications": 2, "unchanged": 4, "to-read": 0,
    }  # fmt: skip
    gaps = json.loads(kg("gaps", "--format", "json", folder=refreshed).out)
    assert numbers["open"] + numbers["practice-only"] + numbers["in-research"] == len(gaps)


def test_status_before_the_first_refresh_counts_the_sources(kg: Kg, workspace: Path) -> None:
    for folder in ("outputs", ".kg"):
        (workspace / folder).rename(workspace / f"away{folder}")
    said = kg("status", folder=workspace)
    assert (said.code, said.out) == (0, "bronnen, bijgewerkt\t0\nbronnen, nog te lezen\t4\n")


def test_show_tells_quotes_history_and_what_points_to_it(kg: Kg, refreshed: Path) -> None:
    said = kg("show", "leraren", "voor", folder=refreshed)
    lines = said.out.splitlines()
    assert lines[0] == LERAREN
    assert lines[1].startswith("vraagstuk · urn:kg:question/")
    assert lines[3:5] == [f"  “{LERAREN}”", "    sources/meetings/2021-06-23-derde.md:3"]
    assert "  2021-06-23  alleen praktijk  (Samen kijken naar leergegevens helpt leraren.)" in lines
    assert "  ← gaat in op: Samen kijken naar leergegevens helpt leraren." in lines
    assert "urn:kg:status/" not in said.out


@pytest.mark.parametrize("name", ["voorbeeld2019", "10.99999/VOORBEELD.1", "99XA", "Voorbeeldschool", "derde bijeen"])
def test_show_finds_things_by_key_doi_brin_and_words(name: str, kg: Kg, refreshed: Path) -> None:
    said = kg("show", name, "--format", "json", folder=refreshed)
    assert said.code == 0
    assert list(json.loads(said.out)) == ["iri", "kind", "label", "quotes", "history", "facts", "why", "grade"]


def test_show_with_several_that_fit_names_them(kg: Kg, refreshed: Path) -> None:
    said = kg("show", "leraren", folder=refreshed)
    assert (said.code, said.out) == (2, "")
    assert re.match(r"kg: 'leraren' past op \d dingen\n    → noem er één:\n      ", said.err)
    assert f"\n      {LERAREN} <urn:kg:question/" in said.err


def test_queries_lists_what_each_answers_in_the_language(kg: Kg) -> None:
    rows = json.loads(kg("queries", "--format", "json").out)
    assert len(rows) >= 12
    assert [list(row) for row in rows] == [["name", "question", "parameters"]] * len(rows)
    status = next(row for row in rows if row["name"] == "status")
    assert status["question"].startswith("Welke status")
    assert status["parameters"] == ["asOf=date"]
    english = json.loads(kg("queries", "--format", "json", "--lang", "en").out)
    assert next(row for row in english if row["name"] == "status")["question"].startswith("Which status")


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml"])
def test_query_gives_rows_in_every_format(form: str, kg: Kg, refreshed: Path) -> None:
    said = kg("query", "schools", "--format", form, folder=refreshed)
    assert (said.code, said.err) == (0, "")
    assert said.out.count("Voorbeeldschool De Proef") == 1


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        pytest.param("table", "true\n", id="table"),
        pytest.param("csv", "true\n", id="csv"),
        pytest.param("json", '{"head": {}, "boolean": true}\n', id="json"),
        pytest.param(
            "xml",
            '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>\n'
            "<boolean>true</boolean></sparql>\n",
            id="xml",
        ),
    ],
)
def test_query_answers_yes_or_no(form: str, answer: str, kg: Kg, refreshed: Path) -> None:
    assert kg("query", "-e", "ASK { ?s ?p ?o }", "--format", form, folder=refreshed).out == answer


def test_query_gives_a_graph_as_turtle(kg: Kg, refreshed: Path) -> None:
    text = "CONSTRUCT { <urn:x:a> <urn:x:b> ?n } WHERE { BIND(1 AS ?n) }"
    said = kg("query", "-e", text, "--format", "turtle", folder=refreshed)
    assert said.out.splitlines()[-1] == "<urn:x:a> <urn:x:b> 1 ."


def test_query_takes_a_file_with_parameters(kg: Kg, refreshed: Path, tmp_path: Path) -> None:
    file = tmp_path / "mijn.rq"
    file.write_text(
        "# nl: Welke?\n# param name string: de naam\nSELECT ?name { VALUES ?name { UNDEF } }", encoding="utf-8"
    )
    said = kg("query", str(file), "--param", 'name=a" } #', "--format", "json", folder=refreshed)
    assert json.loads(said.out)["results"]["bindings"] == [{"name": {"type": "literal", "value": 'a" } #'}}]


def test_query_with_a_date_gives_the_state_of_then(kg: Kg, refreshed: Path) -> None:
    days = ("2021-03-01", "2021-04-01", "2021-07-01")
    answers = [kg("query", "status", "--param", f"asOf={day}", folder=refreshed).out for day in days]
    questions = [{line.split("\t")[0] for line in answer.splitlines()} for answer in answers]
    assert [len(found) for found in questions] == [0, 3, 4]


@pytest.mark.parametrize(
    ("form", "start"),
    [
        pytest.param("trig", "@prefix", id="trig"),
        pytest.param("turtle", "@prefix", id="turtle"),
        pytest.param("nquads", "<", id="nquads"),
        pytest.param("jsonld", "[", id="jsonld"),
        pytest.param("rdfxml", "<?xml", id="rdfxml"),
        pytest.param("graphml", "<graphml", id="graphml"),
        pytest.param("gexf", "<gexf", id="gexf"),
        pytest.param("csljson", "[", id="csljson"),
        pytest.param("csv", "\ufeffstatement,kind,text,path,line", id="csv"),
    ],
)
def test_export_gives_every_format_twice_the_same(form: str, start: str, kg: Kg, refreshed: Path) -> None:
    first, again = (kg("export", "--format", form, folder=refreshed) for _ in range(2))
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith(start)
    assert first == again


def test_exported_publications_are_csl_json(kg: Kg, refreshed: Path) -> None:
    items = {item["id"]: item for item in json.loads(kg("export", "--format", "csljson", folder=refreshed).out)}
    assert items["voorbeeld2019"] == {
        "id": "voorbeeld2019",
        "type": "article-journal",
        "title": "Leerlingen volgen: een voorbeeldtitel",
        "author": [{"family": "Voorbeeld", "given": "A."}],
        "issued": {"date-parts": [[2019]]},
        "container-title": "Voorbeeldblad",
        "DOI": "10.99999/voorbeeld.1",
    }


def test_validate_says_what_to_mend_as_people_read_it(kg: Kg, refreshed: Path) -> None:
    said = kg("validate", "--format", "json", folder=refreshed)
    assert said.code == 0
    findings = json.loads(said.out)
    assert [list(finding) for finding in findings] == [["severity", "focus", "path", "message", "value"]] * len(
        findings
    )
    assert {finding["severity"] for finding in findings} == {"info"}


@pytest.mark.parametrize(
    "options",
    [
        pytest.param([], id="whole"),
        pytest.param(["--focus", "extra toetsen", "--depth", "2"], id="focus"),
        pytest.param(["--kinds", "question,theme"], id="kinds"),
        pytest.param(["--kinds", "action,person"], id="people"),
        pytest.param(["--as-of", "2021-04-01"], id="as of"),
        pytest.param(["--lang", "en"], id="english"),
    ],
)
def test_map_writes_one_file_and_says_where(options: list[str], kg: Kg, refreshed: Path, tmp_path: Path) -> None:
    target = tmp_path / "kaart.html"
    said = kg("map", "-o", str(target), *options, folder=refreshed)
    assert (said.code, said.out) == (0, "")
    assert str(target) in said.err
    assert target.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


def test_map_without_a_place_is_written_in_the_workspace_not_in_outputs(kg: Kg, workspace: Path) -> None:
    before = sorted(path.name for path in (workspace / "outputs").iterdir())
    assert kg("map", folder=workspace).code == 0
    assert (workspace / "map.html").is_file()
    assert sorted(path.name for path in (workspace / "outputs").iterdir()) == before
