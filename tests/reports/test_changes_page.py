"""The page of what changed: since when, which lists, and where its links lead."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.reports import ReportSettings, draw_report, draw_reports
from kg.reports.changes import news_of
from kg.reports.material import gather
from kg.reports.pages import assets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from kg.stores import Store

SETTINGS = ReportSettings(name="Voorbeeldtafel Leren met voorbeelden")


def changes(store: Store, as_of: str = "") -> str:
    return draw_report("changes", store, replace(SETTINGS, as_of=as_of))["changes.md"].decode()


def section(text: str, title: str) -> list[str]:
    """Give the items below a heading of Markdown, up to the next heading."""
    after = text.partition(f"# {title}\n")[2]
    return re.findall(r"(?m)^- (.*)$", after.partition("\n#")[0])


@pytest.mark.parametrize(
    ("as_of", "sentence"),
    [
        pytest.param("", "De nieuwste bijeenkomst is Derde voorbeeldbijeenkomst, 23 juni 2021. Sinds de vorige "
                     "bijeenkomst: Tweede voorbeeldbijeenkomst, januari 2021.", id="three meetings"),
        pytest.param("2021-02-15", "De nieuwste bijeenkomst is Tweede voorbeeldbijeenkomst, januari 2021. Sinds de vorige "
                     "bijeenkomst: Eerste voorbeeldbijeenkomst, 10 november 2020.", id="two meetings"),
        pytest.param("2020-12-31", "De nieuwste bijeenkomst is Eerste voorbeeldbijeenkomst, 10 november 2020. Alles tot nu "
                     "toe: er was nog geen eerdere bijeenkomst.", id="one meeting"),
        pytest.param("2019-01-01", "Geen enkel verslag heeft een datum. Zet een datum in het verslag, dan is te zien wat er "
                     "nieuw is.", id="before the first"),
    ],
)  # fmt: skip
def test_since_when(as_of: str, sentence: str, store: Store) -> None:
    assert sentence in changes(store, as_of).splitlines()
    assert news_of(gather(store, replace(SETTINGS, as_of=as_of))).since == sentence


@pytest.mark.parametrize(
    ("as_of", "title", "items"),
    [
        pytest.param("", "Opnieuw gevraagd", [
            ("Hoe zetten we teamleden aan tot nadenken over hun eigen competenties? – 2 keer gevraagd: 10 november 2020, "
            "23 juni 2021 · Voorbeeldschool De Proef, Voorbeeldschool Het Model, Voorbeeldschool De Schets "
            "(meetings/2021-06-23-derde.md, regel 11)"),
        ], id="asked again, with the days"),
        pytest.param("", "Beantwoorde vragen", [
            ("Wat is er bekend over leren met voorbeelden? – van ‘Nog niets gevonden’ naar ‘Beantwoord’, 3 juli 2021, door "
            "een besluit van Vera Voorbeeld"),
        ], id="answered, by whom"),
        pytest.param("", "Vervallen en samengevoegd", [
            ("Moet de voorbeeldschool kiezen voor één leverancier? – ingetrokken, 4 juli 2021, door een besluit van Vera "
            "Voorbeeld"),
        ], id="withdrawn"),
        pytest.param("", "Afspraken", [
            "We bezoeken in september een voorbeeldschool. (meetings/2021-06-23-derde.md, regel 20)",
        ], id="what was agreed"),
        pytest.param("", "Over tijd", [
            ("De voorzitter nodigt twee voorbeeldscholen uit. – door Voorbeeld, Vera, termijn: 1 september 2021, over tijd "
            "(meetings/2021-06-23-derde.md, regel 22)"),
        ], id="overdue"),
        pytest.param("2021-06-30", "Over tijd", [], id="not overdue yet"),
        pytest.param("2021-07-10", "Binnen twee maanden", [
            ("De voorzitter nodigt twee voorbeeldscholen uit. – door Voorbeeld, Vera, termijn: 1 september 2021 "
            "(meetings/2021-06-23-derde.md, regel 22)"),
        ], id="due soon"),
        pytest.param("", "Voorbeeldschool De Schets", [
            ("Hoe past zelfstandig werken in het rooster van een voorbeeldschool? – nieuw · nu: Nog niets gevonden, 23 juni "
            "2021, door de bijeenkomst: Derde voorbeeldbijeenkomst"),
            ("Hoe zetten we teamleden aan tot nadenken over hun eigen competenties? – opnieuw gevraagd, verder gekomen · nu: "
            "Alleen ervaring uit de praktijk, 23 juni 2021, door een uitspraak in het verslag: Teamleden komen verder als "
            "zij beginnen bij een eigen leervraag. (meetings/2021-06-23-derde.md, regel 9)"),
        ], id="what happened with the questions of a school"),
        pytest.param("2021-02-15", "Voorbeeldschool De Proef", [
            ("Hoe zetten we teamleden aan tot nadenken over hun eigen competenties? – niets veranderd · nu: Nog niets "
            "gevonden, 10 november 2020, door de bijeenkomst: Eerste voorbeeldbijeenkomst"),
        ], id="nothing happened with it"),
    ],
)  # fmt: skip
def test_lists(as_of: str, title: str, items: list[str], store: Store) -> None:
    assert section(changes(store, as_of), title) == items


def test_earlier_meetings_tell_what_they_brought_the_newest_first(store: Store) -> None:
    after = changes(store).partition("## Wat eerdere bijeenkomsten brachten\n")[2]
    assert re.findall(r"(?m)^### (.*)$", after) == [
        "Tweede voorbeeldbijeenkomst, januari 2021",
        "Eerste voorbeeldbijeenkomst, 10 november 2020",
    ]
    assert after.count("\n- ") == 6


@pytest.fixture
def page(store: Store, tmp_path: Path, browser: Browser) -> Page:
    for name, data in (draw_reports(store, SETTINGS) | assets()).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    opened: Page = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto((tmp_path / "changes.html").as_uri())
    return opened


def _question(page: Page) -> str:
    page.click("#progressed ~ ul a.asks >> nth=0")
    return page.inner_text("h1")


def _passage(page: Page) -> str:
    return page.get_attribute("#progressed ~ ul .meta a >> nth=0", "href") or ""


def _school(page: Page) -> str:
    page.get_by_role("link", name="Alles van Voorbeeldschool De Proef").click()
    return page.inner_text("h1")


def _earlier(page: Page) -> str:
    page.focus("details.meeting summary >> nth=0")
    page.keyboard.press("Enter")
    return page.inner_text("details.meeting[open] li >> nth=0").partition("\n")[0]


def _english(page: Page) -> str:
    page.click("button[data-language=en]")
    return page.inner_text("#asked_again")


def _number(page: Page) -> str:
    page.click(".numbers a >> text=beantwoord")
    return page.url.rpartition("#")[2]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("what", "expected"),
    [
        pytest.param(_question, "Hoe legt een voorbeeldschool haar aanpak uit aan de inspectie?", id="to a question"),
        pytest.param(_passage, "notes/meetings/2021-06-23-derde.md.html#eigen-leervraag", id="to the words of a note"),
        pytest.param(_school, "Casus van Voorbeeldschool De Proef", id="to a school"),
        pytest.param(_earlier, "Hoe legt een voorbeeldschool haar aanpak uit aan de inspectie?",
                     id="an earlier meeting, with the keyboard"),
        pytest.param(_english, "Asked again", id="in English"),
        pytest.param(_number, "answered", id="from a number to its list"),
    ],
)  # fmt: skip
def test_one_step_from_the_page(what: Callable[[Page], str], expected: str, page: Page) -> None:
    assert what(page) == expected
    page.close()
