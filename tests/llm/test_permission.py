"""What lets a note go out, and what never does: the switch, names, the key, and the graph that proposals stay out of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.words import load_words
from kg.words.errors import translate
from tests.commands.conftest import type_it, write
from tests.llm.conftest import NOTE, REST, ROUTE, configure, extract, replies, row, says, told_by

if TYPE_CHECKING:
    from pathlib import Path

    from tests.llm.conftest import Server

KEY = "sk-proef-" + "0123456789"


def test_the_key_goes_to_the_server_and_nowhere_else(
    table: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_LLM_KEY", f"{KEY}\n")
    echo = json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}"}}).encode()
    lies = says(row(KEY, "question", KEY, "knowledge"), row("b", KEY, ROUTE), row("c", "insight", REST, KEY), KEY)
    shown = ""
    for behave in (
        replies(401, echo, WWW_Authenticate=KEY),
        replies(302, Location=f"/{KEY}"),
        replies(500, echo),
        lies,
    ):
        server.behave = behave
        shown += extract(table, "--llm").out + extract(table, "--llm", "--format", "json").out
    assert {headers["Authorization"] for _, headers, _ in server.got} == {f"Bearer {KEY}"}
    kept = [file.read_text(encoding="utf-8") for file in (table / ".kg" / "llm").iterdir()]
    assert len(kept) == 1
    assert KEY not in shown + "".join(kept)


@pytest.mark.parametrize(
    ("key", "address", "message"),
    [
        pytest.param("a\nb", None, "KG_LLM_KEY holds characters that no key has", id="a line end"),
        pytest.param("sleutel é", None, "KG_LLM_KEY holds characters that no key has", id="an accent"),
        pytest.param(KEY, "http://taalmodel.invalid/v1", "the key would go over the network unencrypted", id="http"),
    ],
)
def test_a_key_that_is_not_sent(
    key: str, address: str | None, message: str, table: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_LLM_KEY", key)
    configure(table, address or server.address)
    said = extract(table, "--llm", "--format", "json")
    assert [one["message"] for one in json.loads(said.out)[0]["warnings"]] == [message]
    assert key not in said.out
    assert server.got == []


#: kg.toml, and what is said where it does not let a note go out.
CLOSED = [
    pytest.param("", "no language model is switched on here", id="no settings"),
    pytest.param("[llm]\naddress = '{}'\nmodel = 'x'\n", "no language model is switched on here", id="not switched on"),
    pytest.param("[llm]\nenabled = false\naddress = '{}'\nmodel = 'x'\n", "no language model is switched on here",
                 id="switched off"),
    pytest.param("[llm]\nenabled = true\naddress = '{}'\n", "it is not said which language model to ask", id="no model"),
    pytest.param("[llm]\nenabled = true\nmodel = 'x'\n", "it is not said which language model to ask", id="no address"),
    pytest.param("[privacy]\npersons = 'hide'\n[llm]\nenabled = true\naddress = '{}'\nmodel = 'x'\nschools = 'send'\n",
                 "notes hold names of persons, which [privacy] does not show", id="persons hidden"),
    pytest.param("[privacy]\npersons = 'initials'\n[llm]\nenabled = true\naddress = '{}'\nmodel = 'x'\n",
                 "notes hold names of persons, which [privacy] does not show", id="initials"),
    pytest.param("[privacy]\nschools = 'code'\n[llm]\nenabled = true\naddress = '{}'\nmodel = 'x'\npersons = 'send'\n",
                 "notes hold names of schools, which [privacy] does not show", id="schools as code"),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "message"), CLOSED)
def test_nothing_goes_out_that_kg_toml_does_not_let_go(
    settings: str, message: str, table: Path, server: Server
) -> None:
    write(table, {"kg.toml": settings.replace("{}", server.address)})
    said = extract(table, "--llm", "--lang", "en")
    assert (said.code, said.out, message in said.err, server.got) == (2, "", True, [])
    assert translate(message, "nl") in extract(table, "--llm").err


def test_nobody_is_asked_without_the_option(table: Path, server: Server) -> None:
    plain = json.loads(extract(table, "--format", "json").out)[0]
    assert type_it("refresh", folder=table).code == 0
    assert server.got == []
    assert not {"proposals", "llm"} & plain.keys()


def test_names_go_out_where_kg_toml_says_so(table: Path, server: Server) -> None:
    configure(table, server.address, 'persons = "send"\n', '[privacy]\npersons = "hide"\n')
    told_by(table)
    assert len(server.got) == 1


def test_one_file_that_may_not_go_out_keeps_all_here(table: Path, server: Server, tmp_path: Path) -> None:
    other = write(tmp_path / "dicht", {"meetings/a.md": NOTE})
    said = type_it("extract", "--llm", str(table / "sources/meetings/derde.md"), str(other / "sources/meetings/a.md"))
    assert (said.code, said.out, server.got) == (2, "", [])


@pytest.mark.parametrize("where", ["-C", "here"])
def test_a_note_outside_is_asked_about_as_the_workspace_says(
    where: str, table: Path, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "los.md").write_text(NOTE, encoding="utf-8")
    if where == "here":
        monkeypatch.chdir(table)
    said = type_it("extract", "--llm", str(tmp_path / "los.md"), folder=table if where == "-C" else None)
    assert (said.code, len(server.got)) == (0, 1)


def test_a_note_of_no_workspace_stays_here(tmp_path: Path, no_worker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "los.md").write_text(NOTE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert type_it("extract", "--llm", "los.md").code == 3


def test_proposals_are_no_part_of_a_graph(table: Path, server: Server) -> None:
    said = extract(table, "--llm", "--format", "turtle")
    assert (said.code, server.got) == (2, [])
    type_it("refresh", folder=table)
    before = {file: file.read_bytes() for file in (table / "outputs").rglob("*") if file.is_file()}
    server.behave = says(row("a", "question", ROUTE, "knowledge"))
    told_by(table)
    type_it("refresh", "--full", folder=table)
    assert {file: file.read_bytes() for file in (table / "outputs").rglob("*") if file.is_file()} == before


def test_a_file_without_text_asks_nothing(table: Path, server: Server) -> None:
    library = (
        write(table, {"publications/lijst.bib": "@book{proef, title = {Proef}}\n"}) / "sources/publications/lijst.bib"
    )
    (told,) = json.loads(type_it("extract", "--llm", "--format", "json", str(library)).out)
    assert (told["proposals"], told["llm"]["asked"], server.got) == ([], 0, [])


def test_the_terminal_says_whose_proposal_it_is_and_how_to_take_it_over(table: Path, server: Server) -> None:
    server.behave = says(row("a", "decision", "De sleutel van"), row("b", "decision", "Nooit gezegd."))
    lines = extract(table, "--llm").out.splitlines()
    assert lines[-3:] == [
        "  5:41 m1 voorstel van taalmodel (model proefmodel): besluit: De sleutel van",
        "      → overnemen? zet er in het verslag een merk voor: Besluit:",
        "  taalmodel proefmodel: voorstellen 1, al bekend 0, weggelaten 1; gevraagd 1, bewaard 0, mislukt 0 (1 niet letterlijk in de tekst)",
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_marks_that_are_named_are_marks(language: str, table: Path) -> None:
    marks = {key[9:]: word for key, word in load_words("terminal", language).items() if key.startswith("llm.mark.")}
    for kind, mark in marks.items():
        write(table, {"meetings/derde.md": f"{mark} the pupils and the teachers of de school zijn er\n"})
        statements = json.loads(extract(table, "--format", "json").out)[0]["statements"]
        assert [(one["kind"], one["confidence"]) for one in statements] == [(kind, 1.0)]
