"""What the agenda and the knowledge agenda hold, and which actions are still open."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from kg.model import Source
from kg.readers import read
from kg.reports import ReportSettings, draw_report
from kg.reports.ahead import looked_ahead
from kg.reports.knowledge import knowledge_of, listed
from kg.reports.material import gather
from kg.reports.points import agenda_of
from kg.reports.tasks import open_tasks
from kg.rules import extract

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from kg.stores import Store

HEAD = """
@prefix kt: <https://w3id.org/kennistafel/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NOTES = {"eerste": "2021-01-12", "tweede": "2021-06-23", "derde": "2021-11-04"}


def graph_of(actions: list[tuple[str, str, str, str, str, bool]]) -> bytes:
    """Give the graph of actions: note, text, who, term, its last day, done."""
    parts = [HEAD]
    for note, day in NOTES.items():
        said = "\n".join(
            f'<urn:kg:action/{note}-{n}> a kt:Action ; kt:text "{text}" ; kt:statedIn <urn:kg:source/{note}> ; '
            f"kt:passage <urn:kg:passage/{note}-{n}> "
            + (f'; kt:agent "{who}" ' if who else "")
            + (f'; kt:due "{due}" ' if due else "")
            + (f'; kt:dueUntil "{until}"^^xsd:date ' if until else "")
            + ("; kt:done true " if done else "")
            + f".\n<urn:kg:passage/{note}-{n}> kt:startLine {n + 1} ."
            for n, (at, text, who, due, until, done) in enumerate(actions)
            if at == note
        )
        parts.append(
            f"<urn:kg:graph/{note}> {{ <urn:kg:meeting/{note}> a kt:Meeting ; kt:recordedIn <urn:kg:source/{note}> ; "
            f'kt:date "{day}"^^xsd:date . <urn:kg:source/{note}> kt:path "meetings/{note}.md" .\n{said} }}'
        )
    return "\n".join(parts).encode()


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        pytest.param(
            [("eerste", "zaal huren", "Bram", "", "", False)], [("zaal huren", "Bram", "undated")], id="zonder termijn"
        ),
        pytest.param(
            [("eerste", "zaal huren", "", "eind oktober", "2021-10-31", False)],
            [("zaal huren", "", "overdue")],
            id="termijn voorbij",
        ),
        pytest.param(
            [("eerste", "zaal huren", "", "4 november 2021", "2021-11-04", False)],
            [("zaal huren", "", "due")],
            id="de laatste dag zelf",
        ),
        pytest.param([("eerste", "zaal huren", "Bram", "", "", True)], [], id="klaar"),
        pytest.param(
            [("eerste", "zaal huren", "Bram", "", "", False), ("derde", "Zaal huren.", "Bram", "", "", True)],
            [],
            id="later klaar",
        ),
        pytest.param(
            [("eerste", "zaal huren", "Bram", "", "", False), ("tweede", "zaal huren", "Bram", "", "", False)],
            [("zaal huren", "Bram", "undated")],
            id="twee keer genoemd",
        ),
        pytest.param(
            [("eerste", "zaal huren", "", "", "", False), ("tweede", "zaal huren", "Bram", "", "", False)],
            [("zaal huren", "Bram", "undated")],
            id="later toegewezen",
        ),
        pytest.param(
            [("eerste", "verslag lezen", "Bram", "", "", False), ("eerste", "verslag lezen", "Sanne", "", "", False)],
            [("verslag lezen", "Bram", "undated"), ("verslag lezen", "Sanne", "undated")],
            id="twee mensen",
        ),
        pytest.param(
            [("eerste", "verslag lezen", "Bram", "", "", False), ("tweede", "verslag lezen", "Sanne", "", "", True)],
            [("verslag lezen", "Bram", "undated")],
            id="een ander deed het zijne",
        ),
        pytest.param(
            [
                ("eerste", "bellen", "", "", "", False),
                ("tweede", "mailen", "", "1 maart 2022", "2022-03-01", False),
                ("derde", "huren", "", "1 oktober 2021", "2021-10-01", False),
            ],
            [("huren", "", "overdue"), ("mailen", "", "due"), ("bellen", "", "undated")],
            id="volgorde",
        ),
    ],
)
def test_open_actions(
    actions: list[tuple[str, str, str, str, str, bool]],
    expected: list[tuple[str, str, str]],
    load: Callable[[bytes], Store],
) -> None:
    material = gather(load(graph_of(actions)), ReportSettings())
    assert [(task.text, task.agent, task.stands) for task in open_tasks(material)] == expected


def test_an_action_that_is_done_later_was_still_open_before(load: Callable[[bytes], Store]) -> None:
    actions = [("eerste", "zaal huren", "Bram", "", "", False), ("derde", "zaal huren", "Bram", "", "", True)]
    material = gather(load(graph_of(actions)), ReportSettings(as_of="2021-06-30"))
    assert [task.path for task in open_tasks(material)] == ["meetings/eerste.md"]


def test_the_sections_of_the_agenda(store: Store) -> None:
    found = agenda_of(gather(store, ReportSettings()))
    assert {section.key: len(section.points) for section in found.sections} == {
        "decide": 4, "close": 5, "discuss": 3, "silent": 0, "themes": 2,
        "overdue": 1, "due": 0, "undated": 0, "ahead": 1, "hear": 3,
    }  # fmt: skip
    assert len({gap.question for gap in found.questions}) == len(found.questions) == 9


def test_a_question_of_which_nothing_was_heard_for_two_meetings_is_silent(store: Store) -> None:
    found = agenda_of(gather(store, ReportSettings(as_of="2021-06-23")))
    points = {section.key: [point.text for point in section.points] for section in found.sections}
    assert points["silent"] == ["Wat is er bekend over leren met voorbeelden?"]
    assert points["silent"][0] not in points["discuss"]


def test_the_knowledge_agenda_holds_each_waiting_question_once(store: Store) -> None:
    material = gather(store, ReportSettings())
    found = knowledge_of(material)
    questions = [one.gap.question for _, one, _, _ in listed(material)]
    assert len(questions) == len(set(questions))
    assert found.total == sum(len(theme.full) + len(theme.short) for theme in found.themes) == 2
    assert [one.gap.gap for one in found.partly] == ["local", "contested", "stale"]
    assert [name for name, _ in found.practice] == ["practical", "instrumental", "policy"]


NOTE = """# Verslag

## Besproken

Inzicht: dit hoort bij vandaag.

## {heading}

- Actie: eerst dit doen
- Inzicht: daarna is er tijd voor iets anders. #motivatie

Procesvraag: Wat bespreken we dan?

{more}Inzicht: dit staat verder weg.

## Rondvraag

Inzicht: dit hoort bij het einde.
"""


def notes_graph(text: str) -> bytes:
    """Give the graph of the words around each statement of a note."""
    document = read(Source(PurePosixPath("meetings/a.md")), text.encode())
    said = []
    for n, one in enumerate(extract(document).statements):
        before = text[max(0, one.span.start - 32) : one.span.start]
        after = text[one.span.end : one.span.end + 32]
        said.append(
            f"<urn:kg:statement/{n}> kt:passage <urn:p:{n}> . <urn:p:{n}> oa:hasSource <urn:n> ; kt:startLine 1 ; "
            f"oa:hasSelector <urn:q:{n}> , <urn:r:{n}> . <urn:q:{n}> oa:exact {json.dumps(one.text)} ; "
            f"oa:prefix {json.dumps(before)} ; oa:suffix {json.dumps(after)} . "
            f"<urn:r:{n}> oa:start {one.span.start} ; oa:end {one.span.end} ."
        )
    return (
        HEAD + "@prefix oa: <http://www.w3.org/ns/oa#> .\n<urn:kg:graph/a> { <urn:m> kt:recordedIn <urn:n> ; "
        'kt:date "2021-06-23"^^xsd:date . <urn:n> kt:path "meetings/a.md" . ' + "\n".join(said) + " }"
    ).encode()


NEAR = [
    "eerst dit doen",
    "daarna is er tijd voor iets anders.",
    "Wat bespreken we dan?",
    "dit staat verder weg.",
]


@pytest.mark.parametrize(
    ("heading", "more", "expected"),
    [
        pytest.param("Vooruitblik", "", NEAR, id="Vooruitblik"),
        pytest.param("4. Volgende keer", "", NEAR, id="met een nummer"),
        pytest.param("Next meeting", "", NEAR, id="Engels"),
        pytest.param("Afspraken", "", [], id="een andere kop"),
        pytest.param("Vooruitblik", "koffie thee water sap " * 6 + "\n\n", NEAR[:3], id="te ver"),
        pytest.param("Vooruitblik", "## Iets anders\n\n", NEAR[:3], id="een kop ertussen"),
    ],
)
def test_what_a_note_says_below_a_heading_that_looks_ahead(
    heading: str, more: str, expected: list[str], load: Callable[[bytes], Store]
) -> None:
    store = load(notes_graph(NOTE.format(heading=heading, more=more)))
    assert [one.text for one in looked_ahead(gather(store, ReportSettings()))] == expected


@pytest.mark.browser
def test_the_form_can_be_copied(store: Store, tmp_path: Path, browser: Browser) -> None:
    files = draw_report("agenda", store, ReportSettings())
    file = tmp_path / "agenda.html"
    file.write_bytes(files["agenda.html"])
    page = browser.new_page()
    page.goto(file.as_uri())
    form = files["agenda.md"].decode().partition("schrap wat niet aan de orde kwam\n")[2].lstrip("\n")
    assert page.locator("textarea").input_value() == form
    page.get_by_role("button", name="Kopieer het formulier").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.selectionEnd - document.activeElement.selectionStart") in (
        len(form),
        0,
    )
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("heading", name="Overdue actions").is_visible()
    page.close()
