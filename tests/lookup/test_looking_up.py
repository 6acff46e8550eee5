"""`kg lookup`: off until somebody is named; what goes out, what comes back, and what is written."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

import pytest

from tests.commands.conftest import type_it, write
from tests.lookup.conftest import ANSWERS, Table, configure, replies

if TYPE_CHECKING:
    from tests.lookup.conftest import Server

ONE, TWO, THREE, FOUR = (
    "Sample study: monitoring pupils without tests",
    "Sample study: school gardens",
    "Voorbeeldstudie: leerlingen volgen zonder toetsen",
    "Sample study: teachers and software",
)
QUESTION = "Hoe volgen we leerlingen zonder extra toetsen?"


def titles(found: dict[str, Any]) -> list[str]:
    """Give the titles of a list."""
    return [row["title"] for row in found["publications"]]


def name_all(table: Table, server: Server) -> None:
    """Name the server three times, each time as another kind."""
    lines = (
        f"openalex = '{server.origin}/works'",
        f"crossref = '{server.origin}/crossref'",
        f"oai = '{server.origin}/oai'",
    )
    configure(table.folder, "[lookup.sources]\n" + "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("", id="nothing said"),
        pytest.param("[lookup]\nmail = 'proef@example.org'\n", id="a mail address only"),
        pytest.param("[lookup.sources]\n", id="an empty table"),
    ],
)
def test_it_is_off_until_a_server_is_named(
    more: str, table: Table, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(table.folder, more)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", never)
    said = table.say("leerlingen volgen")
    first, second = said.err.splitlines()
    assert (said.code, said.out, server.got) == (2, "", [])
    assert "kg.toml: opzoeken staat uit: er is geen server genoemd; er is niets verstuurd" in first
    assert second.strip() == (
        '→ zet het aan onder [lookup.sources] in kg.toml: openalex = "https://api.openalex.org/works"'
    )
    assert not (table.folder / ".kg" / "lookup").exists()


def test_words_are_shown_before_they_go(table: Table, server: Server) -> None:
    said = table.say("Hoe volgen we leerlingen zonder extra toetsen?")
    words, whom = said.err.splitlines()
    sent = words.removeprefix("Zoekwoorden: ").split(", ")
    assert {"volgen", "leerlingen", "toetsen", "testing"} <= set(sent)
    assert server.query()["search"] == [" OR ".join(f'"{one}"' if " " in one else one for one in sent)]
    assert whom == f"Ze gaan naar openalex ({server.origin})."


def test_nothing_but_the_words_goes_out(table: Table, server: Server) -> None:
    table.say(QUESTION, "--words", "leerlingen volgen")
    ((path, headers),) = server.got
    assert server.query() == {"per-page": ["25"], "search": ["leerlingen OR volgen"]}
    assert path.startswith("/works?")
    assert headers == {
        "Host": server.origin.removeprefix("http://"), "Accept-Encoding": "gzip", "User-Agent": "kennistafel-kg",
    }  # fmt: skip


def test_who_asks_is_told_where_that_is_said(table: Table, server: Server) -> None:
    configure(table.folder, f"[lookup]\nmail = 'proef@example.org'\n[lookup.sources]\noai = '{server.origin}/oai'\n")
    table.say("leerlingen")
    assert [(h["User-Agent"], h["From"]) for _, h in server.got] == [
        ("kennistafel-kg (mailto:proef@example.org)", "proef@example.org")
    ] * 2
    assert "proef" not in "".join(server.paths)


@pytest.mark.parametrize(
    ("name", "address", "words", "query"),
    [
        pytest.param("openalex", "/works?filter=language:nl&per-page=5", "leren volgen",
                     {"filter": ["language:nl"], "per-page": ["5"], "search": ["leren OR volgen"]}, id="OpenAlex"),
        pytest.param("crossref", "/works", "leren volgen",
                     {"rows": ["25"], "query.bibliographic": ["leren volgen"]}, id="Crossref"),
        pytest.param("oai-proef", "/oai?set=a:b&from=2020-01-01", "leren",
                     {"metadataPrefix": ["oai_dc"], "verb": ["ListRecords"], "set": ["a:b"], "from": ["2020-01-01"]}, id="OAI-PMH"),
        pytest.param("oai", "/oai?metadataPrefix=mods&verb=Identify", "leren",
                     {"metadataPrefix": ["mods"], "verb": ["ListRecords"]}, id="OAI-PMH in another form"),
        pytest.param("openalex", "/works", 'leren OR "volgen" NOT (lezen&x=1)* AND filter:',
                     {"per-page": ["25"], "search": ["leren OR volgen OR lezen OR 1 OR filter"]}, id="signs that a server would obey"),
    ],
)  # fmt: skip
def test_how_each_kind_is_asked(
    name: str, address: str, words: str, query: dict[str, list[str]], table: Table, server: Server
) -> None:
    configure(table.folder, f"[lookup.sources]\n{name} = '{server.origin}{address}'\n")
    table.say("iets", "--words", words)
    assert server.query() == query


def test_what_is_found_is_listed_the_most_words_first(table: Table) -> None:
    said = table.say("--words", "voorbeeldstudie leerlingen volgen", "iets")
    assert (said.code, table.written) == (0, [])
    lines = said.out.splitlines()
    heads = [line[5:].partition(" (")[0] for line in lines if line[:3].strip()]
    assert heads == [THREE, ONE, TWO]
    assert lines[2] == "     woorden: voorbeeldstudie, leerlingen, volgen"


def test_a_list_for_programs(table: Table, server: Server) -> None:
    found = table.found("tuinen", "--words", "gardens")
    assert {key: found[key] for key in ("question", "text", "words", "sources", "written")} == {
        "question": None,
        "text": "tuinen",
        "words": ["gardens"],
        "sources": [{"name": "openalex", "server": server.origin, "records": 3, "kept": False, "failures": []}],
        "written": [],
    }
    first = found["publications"][0]
    assert list(first) == [
        "number", "id", "doi", "title", "authors", "issued", "container", "url", "because", "sources", "known",
    ]  # fmt: skip
    assert (first["number"], first["doi"], first["title"], first["because"], first["sources"], first["known"]) == (
        1, "10.5555/sample.two", TWO, ["gardens"], ["openalex"], False,
    )  # fmt: skip
    assert table.written == []


@pytest.mark.parametrize(
    ("name", "place", "row"),
    [
        pytest.param("openalex", "works", ("https://openalex.org/W990000001", "10.5555/sample.one", ONE,
                     ["Voorbeeld, Ada", "Proef, Bo"], "2019-03-01", "Journal of Samples"), id="OpenAlex"),
        pytest.param("crossref", "crossref", ("10.5555/sample.one", "10.5555/sample.one", ONE,
                     ["Voorbeeld, Ada", "van der Proef, Bo"], "2019-03", "Journal of Samples"), id="Crossref"),
        pytest.param("oai", "oai", ("oai:example.org:sample-1", "", "Voorbeeldscriptie: leerlingen volgen & begeleiden",
                     ["Voorbeeld, Ada"], "2018", ""), id="OAI-PMH"),
    ],
)  # fmt: skip
def test_what_is_known_of_a_publication(
    name: str, place: str, row: tuple[object, ...], table: Table, server: Server
) -> None:
    configure(table.folder, f"[lookup.sources]\n{name} = '{server.origin}/{place}'\n")
    first = table.found("iets", "--words", "leerlingen monitoring")["publications"][0]
    assert tuple(first[key] for key in ("id", "doi", "title", "authors", "issued", "container")) == row


def test_a_question_of_the_graph_by_its_words(table: Table) -> None:
    found = table.found("leerlingen zonder extra toetsen")
    assert found["text"] == QUESTION
    assert found["question"].startswith("urn:kg:question/")


def test_an_address_that_no_question_has(table: Table, server: Server) -> None:
    said = table.say("urn:kg:question/bestaat-niet")
    assert (said.code, server.got) == (2, [])


def test_two_servers_that_know_the_same(table: Table, server: Server) -> None:
    name_all(table, server)
    found = table.found("iets", "--words", "monitoring software", "--from", "crossref", "--from", "openalex")
    sources = {row["title"]: row["sources"] for row in found["publications"]}
    assert sources == {ONE: ["openalex", "crossref"], TWO: ["openalex"], THREE: ["openalex"], FOUR: ["crossref"]}
    assert [one["name"] for one in found["sources"]] == ["openalex", "crossref"]


def test_a_server_that_is_not_named(table: Table, server: Server) -> None:
    said = table.say("leren", "--from", "scopus")
    assert (said.code, server.got) == (2, [])
    assert "openalex" in said.err


def test_so_many_are_shown(table: Table) -> None:
    assert len(titles(table.found("leren", "--top", "2"))) == 2


def test_nothing_found_is_said(table: Table, server: Server) -> None:
    server.behave = replies(b'{"meta": {"count": 0}, "results": []}')
    said = table.say("leren")
    assert (said.code, said.out) == (0, "Niets gevonden bij: openalex\n")


def test_what_is_picked_stands_in_the_library_as_it_came(table: Table) -> None:
    found = table.found("iets", "--words", "gardens", "--pick", "1")
    (name,) = table.written
    assert found["written"] == [f"publications/{name}"]
    kept = json.loads((table.folder / "sources" / "publications" / name).read_bytes())
    came = json.loads((ANSWERS / "openalex.json").read_bytes())["results"][1]
    assert [list(kept[0].items())] == [list(came.items())]
    shown = json.loads(type_it("show", "10.5555/sample.two", "--format", "json", folder=table.folder).out)
    assert shown["label"] == TWO


def test_by_number_or_by_doi(table: Table) -> None:
    table.found("iets", "--words", "gardens", "--pick", "https://doi.org/10.5555/SAMPLE.ONE, 3")
    (name,) = table.written
    kept = json.loads((table.folder / "sources" / "publications" / name).read_bytes())
    assert [one["title"] for one in kept] == [ONE, THREE]


@pytest.mark.parametrize("chosen", ["4", "0,1", "-1", "1-3", "10.5555/elders", "alles"])
def test_what_is_not_in_the_list_is_not_picked(chosen: str, table: Table) -> None:
    said = table.say("leren", f"--pick={chosen}")
    assert (said.code, table.written) == (2, [])


@pytest.mark.parametrize("chosen", ["", "geen", "none", "0"])
def test_none(chosen: str, table: Table) -> None:
    assert (table.say("leren", "--pick", chosen).code, table.written) == (0, [])


def test_what_the_library_has_is_marked_and_not_written_twice(table: Table) -> None:
    table.say("iets", "--words", "gardens", "--pick", "1,2")
    first = table.written
    found = table.found("iets", "--words", "gardens", "--pick", "1,2")
    assert [row["known"] for row in found["publications"]] == [True, True, False]
    assert (found["written"], table.written) == ([], first)
    said = table.say("iets", "--words", "gardens", "--pick", "1,3")
    assert "Staat al in de bibliotheek: 10.5555/sample.two" in said.err
    assert len(table.written) == 2
    assert said.out.count("staat al in de bibliotheek") == 2


def test_a_doi_of_another_file_of_the_library_is_known(table: Table) -> None:
    write(table.folder, {"publications/eigen.bib": "@book{x, title = {Voorbeeld}, doi = {10.5555/Sample.TWO}}\n"})
    type_it("refresh", folder=table.folder)
    assert [row["title"] for row in table.found("leren")["publications"] if row["known"]] == [TWO]


def test_a_publication_without_a_doi_is_known_by_its_address(table: Table) -> None:
    table.say("iets", "--words", "volgen", "--pick", "1")
    assert [row["known"] for row in table.found("iets", "--words", "volgen")["publications"]] == [True, False, False]


def test_two_people_who_pick_the_same_write_the_same_file(table: Table) -> None:
    table.say("iets", "--words", "gardens", "--pick", "1")
    (name,) = table.written
    path = table.folder / "sources" / "publications" / name
    before = path.read_bytes()
    path.unlink()
    type_it("refresh", folder=table.folder)
    table.say("iets", "--words", "gardens", "--pick", "1")
    assert (table.written, path.read_bytes()) == ([name], before)


def test_how_to_go_on_with_a_question(table: Table) -> None:
    found = table.found(QUESTION)
    said = table.say(QUESTION, "--pick", "1")
    assert f"-C {table.folder} accept {found['question']} " in said.err
    key = found["publications"][0]["doi"] or found["publications"][0]["id"]
    accepted = type_it("accept", found["question"], key, folder=table.folder)
    assert accepted.code == 0


def test_a_person_at_a_terminal_is_asked_until_it_is_clear(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["7", "twee", "1"])
    monkeypatch.setattr("kg.commands.lookup.is_talking", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    said = table.say("iets", "--words", "gardens")
    assert (said.code, len(table.written), list(answers)) == (0, 1, [])
    assert said.err.count("kies nummers van 1 tot en met 3, of een DOI uit de lijst") == 2


def test_a_person_who_wants_none(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.commands.lookup.is_talking", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: "")
    assert (table.say("leren").code, table.written) == (0, [])


def test_a_workspace_in_which_nothing_was_read_yet(server: Server, table: Table, tmp_path: Any) -> None:  # noqa: ANN401
    folder = write(tmp_path / "nieuw", {"kg.toml": f"[lookup.sources]\nopenalex = '{server.origin}/works'\n"})
    said = type_it("lookup", "gardens", "--pick", "1", folder=folder)
    assert said.code == 0
    assert list((folder / "sources" / "publications").iterdir())


@pytest.mark.parametrize("line", ["persons = 'hide'", "persons = 'initials'", "schools = 'code'"])
def test_words_of_a_question_stay_where_names_are_hidden(line: str, table: Table, server: Server) -> None:
    configure(table.folder, f"[privacy]\n{line}\n[lookup.sources]\nopenalex = '{server.origin}/works'\n")
    said = table.say(QUESTION)
    assert (said.code, server.got) == (2, [])
    assert "er is niets verstuurd" in said.err
    assert table.say(QUESTION, "--words", "toetsen").code == 0
    assert server.query()["search"] == ["toetsen"]


def test_a_question_without_a_word_that_tells_something(table: Table, server: Server) -> None:
    said = table.say("Wat is dat?")
    assert (said.code, server.got) == (2, [])


def test_without_network_nothing_else_of_kg_changes(table: Table, server: Server) -> None:
    """`kg refresh` asks nobody, whatever kg.toml says."""
    assert type_it("refresh", "--full", folder=table.folder).code == 0
    assert server.got == []


def test_in_english(table: Table) -> None:
    said = table.say("gardens", "--lang", "en")
    assert said.err.startswith("Words: gardens\nThey go to openalex (")
