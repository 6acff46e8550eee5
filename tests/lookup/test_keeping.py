"""What is kept of answers: for how long, that a damaged file is no answer, and that no address or key is among it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.lookup.cache import keep, recall
from tests.lookup.conftest import ANSWERS, Table, configure, fails, replies

if TYPE_CHECKING:
    from pathlib import Path

    from tests.lookup.conftest import Server

DAY = 86_400.0


def test_an_answer_is_asked_once(table: Table, server: Server) -> None:
    first = table.found("toetsen")
    second = table.found("toetsen")
    assert len(server.got) == 1
    assert second["publications"] == first["publications"]
    assert [one["sources"][0]["kept"] for one in (first, second)] == [False, True]
    assert "er gaat niets heen" in table.say("toetsen").err


@pytest.mark.parametrize(
    ("setting", "later", "asked"),
    [
        pytest.param("", 7 * DAY - 1, 1, id="a week by default"),
        pytest.param("", 7 * DAY, 2, id="not longer"),
        pytest.param("keep = 1.5", 1.4 * DAY, 1, id="as kg.toml says"),
        pytest.param("keep = 1.5", 1.6 * DAY, 2, id="not longer than kg.toml says"),
        pytest.param("keep = 0", 0, 2, id="not at all"),
        pytest.param("", -1, 2, id="a clock that was set back"),
    ],
)
def test_for_so_long(setting: str, later: float, asked: int, table: Table, server: Server) -> None:
    configure(table.folder, f"[lookup]\n{setting}\n[lookup.sources]\nopenalex = '{server.origin}/works'\n")
    table.say("toetsen")
    table.now += later
    table.say("toetsen")
    assert len(server.got) == asked


def test_other_words_or_another_place_are_another_question(table: Table, server: Server) -> None:
    table.say("toetsen")
    table.say("tuinen")
    configure(table.folder, f"[lookup.sources]\nopenalex = '{server.origin}/works?filter=x'\n")
    table.say("toetsen")
    assert len(server.got) == 3


def test_what_is_too_old_is_dropped(table: Table) -> None:
    table.say("toetsen")
    table.now += 8 * DAY
    table.say("tuinen")
    assert len(list((table.folder / ".kg" / "lookup").iterdir())) == 1


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[:-1], id="cut off"),
        pytest.param(lambda data: data.replace(b"Sample", b"Simple"), id="changed"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"[]\n", id="no table"),
        pytest.param(lambda data: b'{"version": 1}\n' + data, id="without a time"),
        pytest.param(lambda data: data.replace(b'"version": 1', b'"version": 9'), id="another version"),
        pytest.param(lambda _: b"[" * 100_000, id="nested without end"),
    ],
)
def test_a_damaged_file_is_no_answer(damage: object, table: Table, server: Server) -> None:
    table.say("toetsen")
    (file,) = (table.folder / ".kg" / "lookup").iterdir()
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert table.say("toetsen").code == 0
    assert len(server.got) == 2


def test_without_network_what_is_kept_is_enough(table: Table, server: Server) -> None:
    table.say("toetsen")
    server.behave = fails(500)
    assert table.say("toetsen").code == 0


KEY = "proefsleutel-" + "0123456789"


def test_neither_mail_nor_key_nor_words_stand_in_what_is_kept(
    table: Table, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_OPENALEX_KEY", f" {KEY}\n")
    lines = f"mail = 'proef@example.org'\n[lookup.sources]\nopenalex = '{server.origin}/works'\n"
    configure(table.folder, "[lookup]\n" + lines)
    said = table.say("schildpadden", "--pick", "1")
    assert server.query()["api_key"] == [KEY]
    (file,) = (table.folder / ".kg" / "lookup").iterdir()
    shown = file.read_bytes().decode() + file.name + said.out + said.err
    shown += "".join(
        (table.folder / "sources" / "publications" / name).read_text(encoding="utf-8") for name in table.written
    )
    assert [secret in shown for secret in ("proef@example.org", KEY)] == [False, False]
    assert b"schildpadden" not in file.read_bytes()
    monkeypatch.delenv("KG_OPENALEX_KEY")
    table.say("schildpadden")
    assert len(server.got) == 1


def test_an_answer_that_repeats_the_mail_address_is_not_kept(table: Table, server: Server) -> None:
    lines = f"mail = 'proef@example.org'\n[lookup.sources]\nopenalex = '{server.origin}/works'\n"
    configure(table.folder, "[lookup]\n" + lines)
    server.behave = replies(
        (ANSWERS / "openalex.json").read_bytes().replace(b'"meta":', b'"x": "Proef@Example.org", "meta":')
    )
    assert table.say("toetsen").code == 0
    assert not list((table.folder / ".kg" / "lookup").glob("*"))


def test_the_key_goes_to_openalex_only(table: Table, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_OPENALEX_KEY", KEY)
    configure(table.folder, f"[lookup.sources]\ncrossref = '{server.origin}/crossref'\n")
    table.say("toetsen")
    assert KEY not in str(server.got)


@pytest.mark.parametrize(
    ("key", "address", "message"),
    [
        pytest.param("a\nb", None, "in KG_OPENALEX_KEY staan tekens die in geen sleutel voorkomen", id="a line end"),
        pytest.param(
            "sleutel é", None, "in KG_OPENALEX_KEY staan tekens die in geen sleutel voorkomen", id="an accent"
        ),
        pytest.param(
            KEY, "http://opzoeken.invalid/works", "de sleutel zou onversleuteld over het netwerk gaan", id="http"
        ),
    ],
)
def test_a_key_that_is_not_sent(
    key: str, address: str | None, message: str, table: Table, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_OPENALEX_KEY", key)
    configure(table.folder, f"[lookup.sources]\nopenalex = '{address or server.origin}'\n")
    said = table.say("toetsen")
    assert (said.code, message in said.err, server.got, key in said.err) == (1, True, [], False)


def test_a_disk_that_takes_nothing_costs_a_question_the_next_time(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    (table.folder / ".kg" / "lookup").write_text("in de weg", encoding="utf-8")
    said = table.say("toetsen")
    assert (said.code, "let op: openalex: het antwoord van de server kon niet worden bewaard" in said.err) == (0, True)


def test_answers_by_address(tmp_path: Path) -> None:
    assert keep(tmp_path, [("a", b"1\n2"), ("b", b"")], 100.0, 7)
    assert [recall(tmp_path, one, 100.0, 7) for one in ("a", "b", "c")] == [b"1\n2", b"", None]
