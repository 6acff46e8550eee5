"""An OAI-PMH server knows no search: its list is fetched, within bounds, and what fits is found here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.lookup.servers import Answer, compose, split_answer
from tests.lookup.conftest import ANSWERS, Table, fails, replies, says

if TYPE_CHECKING:
    from tests.lookup.conftest import Behaviour, Server

TITLE = "Voorbeeldscriptie: leerlingen volgen & begeleiden"
FIRST, SECOND = ((ANSWERS / name).read_bytes() for name in ("oai-1.xml", "oai-2.xml"))


def page(inner: str) -> bytes:
    """Give an answer of a server."""
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{inner}</OAI-PMH>'.encode()


def part(number: int, token: str = "") -> Behaviour:
    """Behave: answer with a list of one record that goes on."""
    record = (
        f"<record><header>\n<identifier>oai:example.org:{number}</identifier></header><metadata>"
        '<oai_dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/">'
        f"\n<dc:title>Leerlingen in voorbeeld {number}</dc:title>\n</oai_dc:dc></metadata></record>"
    )
    return replies(page(f"<ListRecords>{record}<resumptionToken>{token}</resumptionToken></ListRecords>"))


def test_the_whole_list_is_fetched_and_no_word_goes_out(oai: Table, server: Server) -> None:
    said = oai.say("leerlingen volgen", "--words", "leerlingen volgen")
    assert [server.query(number) for number in range(len(server.got))] == [
        {"verb": ["ListRecords"], "metadataPrefix": ["oai_dc"], "set": ["a"]},
        {"verb": ["ListRecords"], "resumptionToken": ["sample/2?a=b&c"]},
    ]
    assert said.err.splitlines()[1] == (
        f"Van oai-proef ({server.origin}) wordt de lijst opgehaald; de zoekwoorden gaan er niet heen."
    )
    assert "leerlingen" not in "".join(server.paths)


def test_what_shares_no_word_is_left_out(oai: Table) -> None:
    found = oai.found("leerlingen", "--words", "leerlingen")
    assert [(row["title"], row["because"]) for row in found["publications"]] == [(TITLE, ["leerlingen"])]
    assert found["sources"][0]["records"] == 2


def test_what_is_picked_is_xml_that_stands_by_itself(oai: Table) -> None:
    oai.say("leerlingen", "--words", "leerlingen", "--pick", "1")
    (name,) = oai.written
    assert name.startswith("opgezocht-oai-proef-")
    data = (oai.folder / "sources" / "publications" / name).read_bytes()
    (record,) = split_answer("oai", data).records
    assert record == split_answer("oai", FIRST).records[0]
    assert [row["known"] for row in oai.found("leerlingen", "--words", "leerlingen")["publications"]] == [True]


def test_names_that_were_declared_around_a_record_go_along() -> None:
    (record,) = split_answer("oai", SECOND).records
    again = split_answer("oai", compose("oai", [record]).encode())
    assert again.records == (record,)
    assert 'xmlns:dc="http://purl.org/dc/elements/1.1/"' in record


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        pytest.param(page("<error code='noRecordsMatch'/>"), Answer(error="noRecordsMatch"), id="nothing there"),
        pytest.param(page("<error code='badVerb'>geheim</error>"), Answer(error="badVerb"), id="refused"),
        pytest.param(page("<error>geheim</error>"), Answer(error="?"), id="refused without a code"),
        pytest.param(page("<ListRecords/>"), Answer(), id="an empty list"),
        pytest.param(page("<ListIdentifiers><header/></ListIdentifiers>"), Answer(), id="another list"),
        pytest.param(page(f"<ListRecords><resumptionToken>{'x' * 3000}</resumptionToken></ListRecords>"), Answer(), id="an absurd token"),
        pytest.param(page("<ListRecords><record><header status='deleted'/></record></ListRecords>"), Answer(), id="what is gone"),
        pytest.param(page(f"<ListRecords><record>{'x' * 1_000_001}</record></ListRecords>"), Answer(unusable=1), id="a record of a megabyte"),
    ],
)  # fmt: skip
def test_what_stands_in_an_answer(data: bytes, answer: Answer) -> None:
    assert split_answer("oai", data) == answer


@pytest.mark.parametrize(
    ("behave", "message"),
    [
        pytest.param(replies(FIRST[:900]), "dit is geen geldige XML", id="cut in half"),
        pytest.param(replies(b""), "dit is geen geldige XML", id="nothing"),
        pytest.param(replies(b'<!DOCTYPE x [<!ENTITY a "b">]>' + FIRST[38:]), "DOCTYPE", id="entities"),
        pytest.param(replies(b"<a>" * 300 + b"</a>" * 300), "", id="nested without end"),
        pytest.param(replies(b"<html/>"), "het antwoord is geen OAI-PMH", id="another XML"),
        pytest.param(replies(b"<html><p>geheim", 200, Content_Type="text/html"), "de server antwoordt met een webpagina", id="a web page"),
        pytest.param(says("openalex.json"), "dit is geen geldige XML", id="JSON"),
        pytest.param(fails(503), "de server faalt (503)", id="busy"),
        pytest.param(replies(page("<error code='cannotDisseminateFormat'>geheim</error>")),
                     "de server neemt de vraag niet aan: hij kent de metadataPrefix niet", id="another form"),
        pytest.param(replies(page("<error code='\u202ex'>geheim</error>")),
                     "de server neemt de vraag niet aan", id="no reason"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none(behave: Behaviour, message: str, oai: Table, server: Server) -> None:
    server.behave = behave
    said = oai.say("leerlingen", "--words", "leerlingen")
    line = said.err.splitlines()[2]
    assert (said.code, line.startswith("fout: oai-proef: "), message in line) == (1, True, True), line
    assert "geheim" not in said.err
    assert not list((oai.folder / ".kg" / "lookup").glob("*"))


def test_nothing_there_is_no_error(oai: Table, server: Server) -> None:
    server.behave = replies(page("<error code='noRecordsMatch'/>"))
    said = oai.say("leerlingen")
    assert (said.code, said.out) == (0, "Niets gevonden bij: oai-proef\n")


def test_a_busy_server_is_left_alone_for_as_long_as_it_says(oai: Table, server: Server, naps: object) -> None:
    server.behave = [fails(503, Retry_After="4"), part(1)]
    assert len(oai.found("leerlingen", "--words", "leerlingen")["publications"]) == 1
    assert naps.taken == [4.0]  # type: ignore[attr-defined]


def test_a_list_that_does_not_end_is_left_after_some_pages(oai: Table, server: Server) -> None:
    server.behave = [part(number, f"na{number}") for number in range(50)]
    said = oai.say("leerlingen", "--words", "leerlingen", "--top", "50")
    assert (said.code, len(server.got)) == (0, 20)
    assert "let op: oai-proef: de lijst is langer dan de eerste 20 pagina's" in said.err
    assert said.out.count("Leerlingen in voorbeeld") == 20


def test_a_list_that_goes_round_ends(oai: Table, server: Server) -> None:
    server.behave = [part(1, "weer"), part(2, "weer"), part(3, "weer")]
    assert len(oai.found("leerlingen", "--words", "leerlingen")["publications"]) == 2
    assert len(server.got) == 2


def test_what_came_before_a_list_broke_off_is_shown(oai: Table, server: Server) -> None:
    server.behave = [part(1, "verder"), fails(404)]
    said = oai.say("leerlingen", "--words", "leerlingen")
    assert (said.code, "Leerlingen in voorbeeld 1" in said.out) == (1, True)
    assert not list((oai.folder / ".kg" / "lookup").glob("*"))


def test_a_place_in_a_list_that_was_lost_since(oai: Table, server: Server) -> None:
    """A part of what was kept is gone, and the server does not know its token any more: all is asked again."""
    server.behave = [part(1, "oud"), part(2)]
    oai.say("leerlingen")
    kept = sorted((oai.folder / ".kg" / "lookup").iterdir())
    assert len(kept) == 2
    next(file for file in kept if b"voorbeeld 2" in file.read_bytes()).unlink()
    server.got.clear()
    server.behave = [replies(page("<error code='badResumptionToken'/>")), part(1, "nieuw"), part(2)]
    assert len(oai.found("leerlingen", "--words", "leerlingen")["publications"]) == 2
    assert [server.query(number).get("resumptionToken") for number in range(3)] == [["oud"], None, ["nieuw"]]
