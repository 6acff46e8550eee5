"""Servers that are broken, lie or attack: a message, no traceback, no file, and nothing of what they say is obeyed."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from kg.guards.http import Limits
from tests.conftest import call_here
from tests.lookup.conftest import ANSWERS, Table, configure, fails, moves, replies, says
from tests.serving import drips

if TYPE_CHECKING:
    from tests.lookup.conftest import Behaviour, Server

WHOLE = (ANSWERS / "openalex.json").read_bytes()
HTML = b"<!DOCTYPE html><html><body>\x1b]0;geheim\x07 Just a moment...</body></html>"
DEEP = b'{"results": [' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"]}"


def holds(*works: object) -> Behaviour:
    """Behave: answer with these works."""
    return replies(json.dumps({"results": works}).encode())


def work(**more: object) -> dict[str, object]:
    """Give a work as OpenAlex writes it, with other fields."""
    found: dict[str, object] = json.loads(WHOLE)["results"][0]
    return found | more


@pytest.mark.parametrize(
    ("behave", "message"),
    [
        pytest.param(replies(WHOLE[:700]), "het antwoord is geen JSON", id="cut in half"),
        pytest.param(replies(b""), "het antwoord is geen JSON", id="nothing"),
        pytest.param(replies(b"\xff\xfe{}"), "het antwoord is geen JSON", id="no UTF-8"),
        pytest.param(replies(b'{"results": [{"title": NaN}]}'), "het antwoord is geen JSON", id="NaN"),
        pytest.param(replies(DEEP), "het antwoord is geen JSON", id="nested without end"),
        pytest.param(replies(b'{"results": [' + b"9" * 10_000 + b"]}"), "het antwoord is geen JSON", id="a number of 10,000 digits"),
        pytest.param(replies(b"[]"), "in het antwoord staat geen lijst van publicaties", id="a list"),
        pytest.param(replies(b"null"), "in het antwoord staat geen lijst van publicaties", id="null"),
        pytest.param(replies(b'{"results": {"a": 1}}'), "in het antwoord staat geen lijst van publicaties", id="no list"),
        pytest.param(replies(b'{"error": "geheim"}'), "in het antwoord staat geen lijst van publicaties", id="an error with 200"),
        pytest.param(says("crossref.json"), "in het antwoord staat geen lijst van publicaties", id="another API"),
        pytest.param(says("oai-1.xml"), "het antwoord is geen JSON", id="XML"),
        pytest.param(replies(HTML, 200, Content_Type="text/html; charset=utf-8"),
                     "de server antwoordt met een webpagina, niet met gegevens", id="a web page with 200"),
        pytest.param(replies(HTML, 200, Content_Type="application/json"), "het antwoord is geen JSON", id="a web page that says JSON"),
        pytest.param(fails(401), "de server weigert (401)", id="401"),
        pytest.param(fails(403), "de server weigert (403)", id="403"),
        pytest.param(fails(404), "de server kent dit adres niet (404)", id="404"),
        pytest.param(fails(400), "de server neemt de vraag niet aan (400)", id="400"),
        pytest.param(fails(429), "de server kreeg te veel vragen (429)", id="429"),
        pytest.param(fails(500), "de server faalt (500)", id="500"),
        pytest.param(fails(204), "de server faalt (204)", id="204"),
        pytest.param(moves("/works"), "de server verwijst kg naar een plek waar het niet heen gaat", id="a redirect for ever"),
        pytest.param(moves("file:///etc/passwd"), "de server verwijst kg naar een plek waar het niet heen gaat", id="a file"),
        pytest.param(moves("http://169.254.169.254/"), "de server verwijst kg naar een plek waar het niet heen gaat", id="inside"),
        pytest.param(lambda *_: None, "het antwoord brak af", id="hung up"),
        pytest.param(replies(gzip.compress(bytes(10**8)), 200, Content_Encoding="gzip"), "het antwoord is groter dan 16 MB", id="a bomb"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none(behave: Behaviour, message: str, table: Table, server: Server) -> None:
    server.behave = behave
    said = table.say("toetsen", "--pick", "")
    first, hint = said.err.splitlines()[2:]
    assert (said.code, first) == (1, f"fout: openalex: {message}")
    assert hint.startswith("    → ")
    assert said.out == "Niets gevonden bij: openalex\n"
    assert "geheim" not in said.err
    assert table.written == []
    assert not list((table.folder / ".kg" / "lookup").glob("*"))


def test_an_answer_that_takes_too_long(table: Table, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.lookup.asking.LIMITS", Limits(0.2, 10_000_000))
    server.behave = drips(b"HTTP/1.1 200 OK\r\n\r\n", b" ")
    said = table.say("toetsen")
    assert (said.code, "fout: openalex: geen antwoord binnen 0.2 seconden" in said.err) == (1, True)


def test_a_server_that_is_not_there(table: Table) -> None:
    configure(table.folder, "[lookup.sources]\nopenalex = 'http://127.0.0.1:1/works'\n")
    said = table.say("toetsen")
    assert (said.code, "fout: openalex: de server is niet te bereiken" in said.err) == (1, True)


def test_one_server_fails_and_the_other_is_heard(table: Table, server: Server) -> None:
    lines = f"openalex = 'http://127.0.0.1:1/works'\ncrossref = '{server.origin}/crossref'\n"
    configure(table.folder, "[lookup.sources]\n" + lines)
    said = table.say("toetsen", "--format", "json")
    found = json.loads(said.out)
    assert said.code == 1
    assert [(one["name"], one["records"], len(one["failures"])) for one in found["sources"]] == [
        ("openalex", 0, 1), ("crossref", 2, 0),
    ]  # fmt: skip
    assert found["sources"][0]["failures"][0]["message"] == "the server cannot be reached"


STRANGE: list[tuple[str, Any]] = [
    ("a number", 5), ("null", None), ("a text", "tekst"), ("a list", [1]), ("nothing in it", {}),
    ("no title", work(title=None, display_name=None)), ("an infinite number", json.loads('{"title": "Voorbeeld", "n": 1e999}')),
    ("a title of two megabytes", work(title="x" * 2_000_000)),
]  # fmt: skip


@pytest.mark.parametrize("strange", [pytest.param(value, id=name) for name, value in STRANGE])
def test_a_record_that_cannot_be_used_does_not_spoil_the_rest(strange: object, table: Table, server: Server) -> None:
    server.behave = holds(strange, work())
    if strange == {"title": "Voorbeeld", "n": float("inf")}:
        server.behave = replies(
            b'{"results": [{"title": "Voorbeeld", "n": 1e999}, ' + json.dumps(work()).encode() + b"]}"
        )
    said = table.say("toetsen", "--format", "json")
    found = json.loads(said.out)
    assert [row["title"] for row in found["publications"]] == ["Sample study: monitoring pupils without tests"]
    (failure,) = found["sources"][0]["failures"]
    assert (said.code, failure["message"]) == (0, "1 records of the answer cannot be used")


#: Fields that no work should have: of wrong types, DOIs that are none or turn round, a word at an absurd place, an
#: absurd year, an address that is a program, half a character, and names of fields that are strange.
STRANGE_FIELDS: tuple[dict[str, object], ...] = (
    {"doi": 7, "authorships": "x", "publication_year": [1], "language": {}, "type": None},
    {"doi": "https://doi.org/10.5555/<script>"},
    {"doi": "https://doi.org/10.5555/a\u202eb"},
    {"abstract_inverted_index": {"woord": [10**12]}},
    {"publication_year": 10**30, "publication_date": "0000-99-99"},
    {"id": "javascript:alert(1)"},
    {"title": "half \ud800 teken"},
    {"a" * 10_000: "b", "\x1b[2J": "c"},
)


def test_strange_records_are_written_as_they_came_and_read_without_trouble(table: Table, server: Server) -> None:
    works = [
        work(**({"doi": f"10.5555/sample.s{number}", "id": f"https://openalex.org/W{number}"} | more))
        for number, more in enumerate(STRANGE_FIELDS)
    ]
    server.behave = holds(*works)
    said = table.say("toetsen", "--words", "schildpad", "--pick", "1,2,3,4,5,6,7,8")
    assert said.code == 0
    (name,) = table.written
    assert json.loads((table.folder / "sources" / "publications" / name).read_bytes()) == works
    for wrong in ("fout", "error"):
        assert wrong not in said.err


def test_text_of_a_server_does_not_steer_the_terminal(table: Table, server: Server) -> None:
    evil = "Voorbeeld \x1b]0;x\x07 \x9b2J \u202e omgekeerd\r\n  nieuwe regel"
    server.behave = holds(work(title=evil, doi=f"10.5555/{evil}", id=evil, authorships=[]))
    for form in ("table", "json"):
        said = table.say("toetsen", "--format", form, "--pick", "1")
        assert said.code == 0
        assert not set("\x1b\x07\x9b\u202e\r") & set(said.out + said.err)
    assert table.written


def test_what_is_shown_of_a_long_record_is_short(table: Table, server: Server) -> None:
    names = [{"author": {"display_name": "V" * 5000}}] * 500
    server.behave = holds(work(title="woord " * 20_000, authorships=names))
    assert len(table.say("toetsen").out) < 2000
    assert len(table.say("toetsen", "--format", "json").out) < 80_000


def test_two_records_that_say_they_are_one(table: Table, server: Server) -> None:
    server.behave = holds(work(), work(title="Een andere titel"))
    found = table.found("toetsen")
    assert len(found["publications"]) == 1


def test_an_answer_is_opened_in_a_process_of_its_own(
    table: Table, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs: list[str] = []

    def call(self: object, job: str, *arguments: object, seconds: float = 0) -> object:
        jobs.append(job)
        return call_here(self, job, *arguments, seconds=seconds)  # type: ignore[arg-type]

    monkeypatch.setattr("kg.guards.worker.Worker.call", call)
    table.say("toetsen", "--words", "toetsen")
    assert jobs[-2:] == ["kg.lookup.servers:split_answer", "kg.readers:read"]
