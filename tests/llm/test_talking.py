"""`kg extract --llm` beside a real connection: what goes out, what comes back, and what never shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.llm import DROPPED
from kg.llm.chat import load_prompt
from kg.words.errors import translate
from tests.commands.conftest import write
from tests.llm.conftest import REST, ROUTE, SENT, completion, configure, extract, replies, row, says, told_by
from tests.serving import drips, is_silent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.llm.conftest import Behaviour, Handler, Server


def test_a_good_answer_stands_behind_what_the_rules_read(table: Path, server: Server) -> None:
    plain = json.loads(extract(table, "--format", "json").out)[0]
    server.behave = says(
        row("b", "insight", REST, answers=["a", "c"], confidence=0.756),
        row("a", "question", ROUTE, "knowledge"),
        row("c", "question", "Vraag: Hoe volgen we leerlingen zonder extra toetsen?", "knowledge"),
        row("d", "obstacle", "De trap is blauw geverfd.", "school", start=99999, end=-1),
        row("e", "question", "Wat is de zin van het leven?", "knowledge"),
    )
    told = told_by(table)
    assert {key: told[key] for key in plain} == plain
    assert told["proposals"] == [
        {
            "id": "m1", "kind": "question", "type": "knowledge", "quote": ROUTE,
            "start": {"line": 5, "col": 0}, "end": {"line": 5, "col": 40},
            "answers": [], "confidence": 0.8, "model": "proefmodel",
        },
        {
            "id": "m2", "kind": "insight", "type": "", "quote": REST.replace("van de", "van\nde"),
            "start": {"line": 5, "col": 41}, "end": {"line": 6, "col": 15},
            "answers": ["m1", "q1"], "confidence": 0.76, "model": "proefmodel",
        },
        {
            "id": "m3", "kind": "obstacle", "type": "school", "quote": "De trap is blauw geverfd.",
            "start": {"line": 8, "col": 2}, "end": {"line": 8, "col": 27},
            "answers": [], "confidence": 0.8, "model": "proefmodel",
        },
    ]  # fmt: skip
    assert list(told["proposals"][0]) == [
        "id", "kind", "type", "quote", "start", "end", "answers", "confidence", "model",
    ]  # fmt: skip
    none = dict.fromkeys(DROPPED, 0)
    assert told["llm"] == {
        "model": "proefmodel", "asked": 1, "cached": 0, "known": 1,
        "dropped": none | {"not verbatim": 1}, "failed": 0,
    }  # fmt: skip
    assert list(told["llm"]) == ["model", "asked", "cached", "known", "dropped", "failed"]


def test_what_goes_out_is_the_text_of_the_blocks_and_nothing_else(table: Path, server: Server) -> None:
    told_by(table)
    ((path, headers, body),) = server.got
    assert path == "/v1/chat/completions"
    assert set(headers) == {"Host", "Accept-Encoding", "Content-Type", "Content-Length"}
    schema = body.pop("response_format")
    assert body == {
        "model": "proefmodel",
        "messages": [{"role": "system", "content": load_prompt("nl")}, {"role": "user", "content": SENT}],
        "temperature": 0,
        "seed": 1,
        "stream": False,
    }
    assert (schema["type"], schema["json_schema"]["strict"]) == ("json_schema", True)
    assert not any(word in json.dumps([body, headers]) for word in ("geheim", "tafel/", "derde.md"))


def test_an_english_note_is_asked_about_in_english(table: Path, server: Server) -> None:
    text = "# Third meeting\n\nThe teachers would like to know what they should do with the pupils who are ahead.\n"
    write(table, {"meetings/derde.md": text})
    told_by(table)
    assert server.got[0][2]["messages"][0]["content"] == load_prompt("en")


def test_the_second_time_nobody_is_asked(table: Path, server: Server) -> None:
    server.behave = says(row("a", "question", ROUTE, "knowledge"), row("b", "insight", "Niet in de tekst, dit."))
    first, second = told_by(table), told_by(table)
    assert len(server.got) == 1
    assert (first["llm"].pop("asked"), first["llm"].pop("cached")) == (1, 0)
    assert (second["llm"].pop("asked"), second["llm"].pop("cached")) == (0, 1)
    assert first == second
    assert extract(table, "--llm").out == extract(table, "--llm").out


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t, s: configure(t, s.address.replace("127.0.0.1", "localhost")), id="another address"),
        pytest.param(lambda t, _: _edit(t, "kg.toml", "proefmodel", "ander model"), id="another model"),
        pytest.param(lambda t, _: _edit(t, "meetings/derde.md", "leerroutes", "routes"), id="another text"),
        pytest.param(lambda t, _: _damage(t, b""), id="the cache is empty"),
        pytest.param(lambda t, _: _damage(t, b'{"version": 1, "found": [["x"]], "dropped": {}}'), id="damaged"),
        pytest.param(lambda t, _: _damage(t, b'{"version": 0, "found": [], "dropped": {}}'), id="of another version"),
    ],
)
def test_what_decides_an_answer_is_asked_anew_when_it_changes(
    change: Callable[[Path, Server], None], table: Path, server: Server
) -> None:
    told_by(table)
    change(table, server)
    assert told_by(table)["llm"]["asked"] == 1
    assert len(server.got) == 2


def test_a_change_elsewhere_in_the_file_asks_nothing(table: Path, server: Server) -> None:
    server.behave = says(row("a", "question", ROUTE, "knowledge"))
    before = told_by(table)
    _edit(table, "meetings/derde.md", "# Derde", "\n\n# Derde")
    after = told_by(table)
    assert (after["llm"]["cached"], len(server.got)) == (1, 1)
    assert [one["start"]["line"] for one in (*before["proposals"], *after["proposals"])] == [5, 7]


def _edit(table: Path, name: str, old: str, new: str) -> None:
    text = (table / "sources" / name).read_text(encoding="utf-8")
    assert old in text
    (table / "sources" / name).write_text(text.replace(old, new), encoding="utf-8")


def _damage(table: Path, data: bytes) -> None:
    (file,) = (table / ".kg" / "llm").iterdir()
    file.write_bytes(data)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"

#: How a server fails, what is said of it, and how long it may take, in seconds.
FAILURES = [
    pytest.param(is_silent, "the language model gave no answer within 0.2 seconds", 0.2, id="silent"),
    pytest.param(drips(HEAD, b" "), "the language model gave no answer within 0.2 seconds", 0.2, id="dripping"),
    pytest.param(drips(b"HTTP/1.1 200 OK\r\n", b"x: y\r\n"), "the answer of the language model was broken off", 20,
                 id="headers without end"),
    pytest.param(drips(b"HTTP/1.1 200 OK\r\nx: ", b"y"), "the language model gave no answer within 0.2 seconds", 0.2,
                 id="a dripping header"),
    pytest.param(drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
                 "the language model gave no answer within 0.2 seconds", 0.2, id="always 'continue'"),
    pytest.param(replies(200, b"{", Content_Length="500"), "the answer of the language model was broken off", 20,
                 id="broken off"),
    pytest.param(replies(200, b"zz\r\n", Transfer_Encoding="chunked"),
                 "the answer of the language model was broken off", 20, id="chunks that are none"),
    pytest.param(lambda _, h: h.wfile.write(b"Goedemiddag\r\n\r\n"), "the answer of the language model was broken off",
                 20, id="no HTTP"),
    pytest.param(replies(200, b"x" * (4 * 1024 * 1024 + 1)), "the answer of the language model is larger than 4 MB", 20,
                 id="huge"),
    pytest.param(replies(200, b"<html>"), "the answer of the language model is no JSON", 20, id="HTML"),
    pytest.param(replies(200, b"[" * 100_000), "the answer of the language model is no JSON", 20, id="nested"),
    pytest.param(replies(200, completion('{"proposals": [')), "the answer of the language model is no JSON", 20,
                 id="broken JSON"),
    pytest.param(replies(200, completion("Graag gedaan!")), "the answer of the language model is no JSON", 20,
                 id="prose"),
    pytest.param(replies(200, completion('{"proposals": [', "length")),
                 "the answer of the language model was cut short by the server", 20, id="truncated"),
    pytest.param(replies(200, b'{"choices": []}'), "the answer of the language model is empty", 20, id="no choices"),
    pytest.param(replies(200, b"[]"), "the answer of the language model is empty", 20, id="a list"),
    pytest.param(replies(200, completion(None)), "the answer of the language model is empty", 20, id="no content"),
    pytest.param(replies(200, completion("{}")), "the answer of the language model does not fit the schema", 20,
                 id="no list of proposals"),
    pytest.param(replies(302, Location="/elders"), "the language model wants to be asked elsewhere (302)", 20,
                 id="redirect"),
    pytest.param(replies(401), "the language model refuses the key (401)", 20, id="401"),
    pytest.param(replies(403), "the language model refuses the key (403)", 20, id="403"),
    pytest.param(replies(404), "the server does not know this address or this model (404)", 20, id="404"),
    pytest.param(replies(429), "the language model is too busy, or your allowance is used up (429)", 20, id="429"),
    pytest.param(replies(400), "the language model does not take the question (400)", 20, id="400"),
    pytest.param(replies(500), "the language model fails (500)", 20, id="500"),
    pytest.param(replies(204), "the language model fails (204)", 20, id="204"),
]  # fmt: skip


@pytest.mark.parametrize(("behave", "message", "seconds"), FAILURES)
def test_a_server_that_fails_costs_nothing_but_its_proposals(
    behave: Behaviour, message: str, seconds: float, table: Path, server: Server
) -> None:
    _edit(table, "kg.toml", "timeout = 20", f"timeout = {seconds}")
    plain = json.loads(extract(table, "--format", "json").out)[0]
    server.behave = behave
    told = told_by(table)
    (warning,) = told["warnings"]
    assert warning["message"] == message
    assert translate(message, "nl") != message
    assert translate(warning["hint"], "nl") != warning["hint"]
    assert (told["statements"], told["failures"], told["proposals"]) == (plain["statements"], [], [])
    assert (told["llm"]["asked"], told["llm"]["failed"], len(server.got)) == (1, 1, 1)
    assert not (table / ".kg" / "llm").exists()


def test_a_server_that_is_not_there(table: Path) -> None:
    configure(table, "http://127.0.0.1:9/v1")
    told = told_by(table)
    assert [one["message"] for one in told["warnings"]] == ["there is no language model at http://127.0.0.1:9/v1"]
    assert (told["llm"]["asked"], told["llm"]["failed"]) == (1, 1)


def test_a_name_that_is_none(table: Path) -> None:
    configure(table, "http://x..invalid/v1")
    assert [one["message"] for one in told_by(table)["warnings"]] == [
        "there is no language model at http://x..invalid/v1"
    ]


def long_note() -> str:
    """Give a note of three excerpts."""
    return "\n\n".join(f"Alinea {number} gaat over het voorbeeld. " + "Dit is vulling. " * 90 for number in range(12))


@pytest.mark.parametrize(
    ("status", "asked"), [pytest.param(429, 1, id="the server itself"), pytest.param(400, 3, id="the question")]
)
def test_who_fails_as_such_is_asked_once(status: int, asked: int, table: Path, server: Server) -> None:
    write(table, {"meetings/derde.md": long_note()})
    server.behave = replies(status)
    told = told_by(table)
    assert (len(server.got), told["llm"]["asked"], told["llm"]["failed"]) == (asked, asked, 3)
    assert [one["line"] for one in told["warnings"]] == ([None] if asked == 1 else [1, 9, 17])


def test_what_was_answered_before_it_failed_is_kept(table: Path, server: Server) -> None:
    write(table, {"meetings/derde.md": long_note()})
    good = says(row("a", "insight", "Alinea 0 gaat over het voorbeeld."))

    def behave(told: Server, handler: Handler) -> None:
        (good if len(told.got) == 1 else replies(500))(told, handler)

    server.behave = behave
    first = told_by(table)
    server.behave = says()
    second = told_by(table)
    assert (first["llm"]["asked"], first["llm"]["failed"]) == (2, 2)
    assert (second["llm"]["cached"], second["llm"]["asked"], second["llm"]["failed"]) == (1, 2, 0)
    assert first["proposals"] == second["proposals"] != []


def test_a_note_without_end_is_not_sent_without_end(table: Path, server: Server) -> None:
    write(table, {"meetings/derde.md": "\n\n".join([f"Regel {n} " + "vulling " * 700 for n in range(55)])})
    told = told_by(table)
    assert (len(server.got), told["llm"]["asked"]) == (50, 50)
    assert [one["message"] for one in told["warnings"]] == [
        "the language model is asked about the first 50 parts of this note only"
    ]


def test_an_answer_that_cannot_be_kept_counts_all_the_same(table: Path, server: Server) -> None:
    (table / ".kg").write_bytes(b"")
    server.behave = says(row("a", "question", ROUTE, "knowledge"))
    told = told_by(table)
    assert [one["message"] for one in told["warnings"]] == ["the answer of the language model could not be kept"]
    assert ([one["quote"] for one in told["proposals"]], told["llm"]["failed"]) == ([ROUTE], 0)
