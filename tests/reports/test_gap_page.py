"""The gap report: its groups, its limits, its spreadsheet, and what a person does with the page."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kg.gaps import GapFilter
from kg.reports import ReportSettings, draw_report
from kg.reports import gap_page as gap_page_module
from kg.reports.gap_page import gap_page
from kg.reports.grouping import by_publication, by_school, by_theme, silent_schools, unused_publications
from kg.reports.material import gather
from kg.reports.workbook import MOST_CHARACTERS, Sheet, workbook
from tests.reports.conftest import cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from kg.gaps import Gap
    from kg.stores import Store

QUESTION = "urn:kg:question/"


def _names(gaps: tuple[Gap, ...]) -> str:
    return " ".join(gap.question.removeprefix(QUESTION) for gap in gaps)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param(
            by_theme,
            [
                ("eigenaarschap", "reflectie doel", 13.5, 10.5),
                ("professionalisering", "reflectie", 10.5, 10.5),
                ("toetsing", "verantwoording", 4.5, 4.5),
                ("leermiddelen", "apparaat", 1.0, 1.0),
                ("Zonder thema", "rooster", 3.0, 3.0),
            ],
            id="thema",
        ),
        pytest.param(
            by_school,
            [
                ("Voorbeeldschool Het Model", "reflectie verantwoording", 15.0, 10.5),
                ("Voorbeeldschool De Schets", "reflectie rooster", 13.5, 10.5),
                ("Voorbeeldschool De Proef", "reflectie", 10.5, 10.5),
                ("Zonder school", "doel apparaat", 4.0, 3.0),
            ],
            id="school",
        ),
    ],
)
def test_groups_have_most_points_first_and_what_has_none_last(
    make: Callable[..., list[object]], expected: list[tuple[str, str, float, float]], store: Store
) -> None:
    material = gather(store, ReportSettings())
    groups = make(material, material.gaps())
    assert [(str(g.label), _names(g.gaps), g.total, g.most) for g in groups] == expected  # type: ignore[attr-defined]


def test_publications_have_the_questions_that_they_serve(store: Store) -> None:
    material = gather(store, ReportSettings())
    gaps = [*material.gaps(), *material.gaps(GapFilter(status="evidenced"))]
    found = [(one.title, _names(one.accepted), _names(one.proposed)) for one in by_publication(material, gaps)]
    assert found == [
        ("Zelf plannen in het voorbeeldonderwijs", "elders", "reflectie"),
        ("Geen verschil met voorbeeldtablets", "tegenspraak", ""),
        ("Tablets in de voorbeeldklas", "tegenspraak", ""),
        ("Voorbeeldgids voor feedback", "verouderd", ""),
    ]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param("", {"Ongebruikte voorbeeldstudie"}, id="nu"),
        pytest.param(
            "2021-02-15",
            {
                "Ongebruikte voorbeeldstudie",
                "Geen verschil met voorbeeldtablets",
                "Tablets in de voorbeeldklas",
                "Voorbeeldgids voor feedback",
                "Zelf plannen in het voorbeeldonderwijs",
            },
            id="voor de besluiten",
        ),
    ],
)
def test_publications_that_nobody_uses_know_dates(as_of: str, expected: set[str], store: Store) -> None:
    found = unused_publications(gather(store, ReportSettings(as_of=as_of)))
    assert {one.title for one in found} == expected


def test_a_school_is_silent_where_nothing_came_back_on_any_of_its_questions(
    load: Callable[[bytes], Store], sample: bytes
) -> None:
    assert silent_schools(gather(load(sample), ReportSettings())) == []
    early = gather(load(sample), ReportSettings(as_of="2020-12-31"))
    assert silent_schools(early) == [("99XA", 1)]


def test_a_broader_theme_filters_the_narrower_ones_too(load: Callable[[bytes], Store], sample: bytes) -> None:
    data = sample.replace(b"kt:theme ktt:toetsing", b"kt:theme ktt:nascholing")
    material = gather(load(data), ReportSettings())
    choices = {choice.value: choice.within for choice in gap_page(material, material.gaps()).choices["theme"]}
    assert choices["professionalisering"] == "nascholing professionalisering"
    assert choices["nascholing"] == "nascholing"


def test_many_questions_stand_in_full_only_as_far_as_the_page_stays_quick(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gap_page_module, "MOST_IN_FULL", 4)
    monkeypatch.setattr(gap_page_module, "FIRST_IN_FULL", 2)
    files = draw_report("gaps", store, ReportSettings())
    page = files["gaps.html"].decode()
    cards = re.findall(r'<article class="question" id="([^"]*)"', page)
    assert cards[:2] == ["reflectie", "verantwoording"]
    assert [f'href="questions/{name}.html" lang' in page for name in ("rooster", "reflectie")] == [True, False]
    assert "Hieronder staan de 2 vragen met de meeste punten" in page
    text = files["gaps.md"].decode()
    assert text.count("### Hoe past zelfstandig werken") == 0
    assert "| Hoe past zelfstandig werken in het rooster" in text


def test_a_page_with_all_in_full_does_not_say_that_it_is_short(store: Store) -> None:
    assert b"met de meeste punten helemaal" not in draw_report("gaps", store, ReportSettings())["gaps.html"]


def test_each_question_that_is_not_about_the_table_itself_is_on_the_page_once(store: Store) -> None:
    page = draw_report("gaps", store, ReportSettings())["gaps.html"].decode()
    settled = page.partition('id="rond"')[2].partition("</section>")[0]
    assert re.findall(r'href="questions/([^"]*)\.html"', settled) == ["overzicht", "vervallen"]
    cards = re.findall(r'<article class="question" id="([^"]*)"', page)
    names = (
        "apparaat doel elders onderwerpen overzicht reflectie rooster tegenspraak verantwoording verouderd vervallen"
    )
    assert sorted([*cards, "vervallen", "overzicht"]) == names.split()


def test_a_question_with_publications_tells_all_that_is_missing(store: Store) -> None:
    page = draw_report("gaps", store, ReportSettings())["gaps.md"].decode()
    kinds = "; Publicaties spreken elkaar tegen; Wel losse studies, geen overzichtsstudie"
    assert kinds in page


def test_a_spreadsheet_has_the_same_bytes_each_time(store: Store) -> None:
    first, second = (draw_report("gaps", store, ReportSettings())["gaps.xlsx"] for _ in range(2))
    assert first == second


def test_a_spreadsheet_has_a_frozen_header_and_filters(store: Store) -> None:

    book = load_workbook(BytesIO(draw_report("gaps", store, ReportSettings())["gaps.xlsx"]))
    assert [(sheet.freeze_panes, sheet.auto_filter.ref is not None) for sheet in book] == [("A2", True)] * 4


def test_no_cell_of_a_spreadsheet_is_a_formula_or_a_link(load: Callable[[bytes], Store], sample: bytes) -> None:
    spoiled = re.sub(
        rb'(skos:prefLabel|schema:name|kt:text|dcterms:title|oa:exact) "',
        rb'\1 "=HYPERLINK(1) https://x.example ',
        sample,
    )

    book = load_workbook(BytesIO(draw_report("gaps", load(spoiled), ReportSettings())["gaps.xlsx"]))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in found if cell.data_type == "f" or cell.hyperlink] == []
    assert any(str(cell.value).startswith("'=HYPERLINK(1)") for cell in found)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text_can_stand_in_a_cell(texts: list[str]) -> None:
    found = cells(workbook([Sheet("Blad", [("kop", 10)], [[text] for text in texts])]))
    assert len(found["Blad"]) == len(texts) + 1


def test_a_text_that_does_not_fit_in_a_cell_is_cut() -> None:
    found = cells(workbook([Sheet("Blad", [("kop", 10)], [["a" * 40_000]])]))
    value = str(found["Blad"][1][0])
    assert (len(value), value[-1]) == (MOST_CHARACTERS, "…")


@pytest.fixture
def opened(store: Store, tmp_path: Path, browser: Browser) -> Iterator[Page]:
    """Give the page of gaps, opened; afterwards nothing may have gone wrong."""
    file = tmp_path / "gaps.html"
    file.write_bytes(draw_report("gaps", store, ReportSettings(name="Voorbeeldtafel"))["gaps.html"])
    trouble: list[str] = []
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(file.as_uri())
    yield page
    assert trouble == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def _listed(page: Page) -> list[str]:
    shown = page.locator("#vragen > li:visible")
    return [text.splitlines()[0].split("?")[0] for text in shown.all_inner_texts()]


REFLECTIE, DOEL = "Hoe zetten we teamleden aan tot nadenken over hun eigen competenties", "Wat is het doel"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("filters", "number"),
    [
        pytest.param({"theme": "eigenaarschap"}, 2, id="thema"),
        pytest.param({"school": "99XC"}, 2, id="school"),
        pytest.param({"type": "policy"}, 1, id="type"),
        pytest.param({"status": "open"}, 2, id="stand"),
        pytest.param({"theme": "eigenaarschap", "school": "99XA"}, 1, id="twee tegelijk"),
        pytest.param({"theme": "toetsing", "school": "99XC"}, 0, id="niets"),
    ],
)
def test_choosing_leaves_the_questions_that_fit(filters: dict[str, str], number: int, opened: Page) -> None:
    for name, value in filters.items():
        opened.select_option(f"#kies-{name}", value)
    assert len(_listed(opened)) == number
    assert opened.locator("#kies-aantal").inner_text() == f"{number} van 5 vraagstukken"
    assert "&".join(f"{name}={value}" for name, value in filters.items()) in opened.url


@pytest.mark.browser
def test_words_are_found_in_quotes_whatever_their_accents_and_case(opened: Page) -> None:
    opened.fill("#kies-woorden", "LÉERVRAAG eigen")
    opened.locator("#kies-aantal", has_text="1 van 5").wait_for()
    assert _listed(opened) == [REFLECTIE]
    assert opened.locator("article:visible h3").all_inner_texts()[0].startswith(REFLECTIE)
    opened.click("#kies-alles")
    opened.locator("#kies-aantal", has_text="5 van 5").wait_for()
    assert "#" not in opened.url


@pytest.mark.browser
def test_the_list_is_put_together_by_theme_in_both_languages(opened: Page) -> None:
    opened.select_option("#kies-per", "theme")
    titles = opened.locator("#groepen h3:visible")
    assert titles.all_inner_texts()[:2] == ["eigenaarschap", "professionalisering"]
    assert opened.locator("#groepen section p").first.inner_text() == (
        "aantal vraagstukken: 2; samen 13,5 punten, de hoogste heeft er 10,5"
    )
    opened.click("button[data-language=en]")
    assert titles.all_inner_texts()[0] == "ownership"
    assert "13.5 points together" in opened.locator("#groepen section p").first.inner_text()
    assert opened.locator("#vragen").is_hidden()


@pytest.mark.browser
def test_publications_show_only_the_questions_that_fit(opened: Page) -> None:
    opened.select_option("#kies-per", "publication")
    assert opened.locator(".used > li:visible").count() == 4
    opened.select_option("#kies-school", "99XA")
    assert opened.locator(".used > li:visible cite").all_inner_texts() == ["Zelf plannen in het voorbeeldonderwijs"]


@pytest.mark.browser
def test_a_choice_stands_in_the_address_and_comes_back(opened: Page) -> None:
    opened.goto(opened.url.partition("#")[0] + "#theme=eigenaarschap&view=school")
    opened.reload()
    assert opened.locator("#kies-aantal").inner_text() == "2 van 5 vraagstukken"
    assert opened.locator("#groepen h3:visible").count() == 4


@pytest.mark.browser
def test_without_a_script_the_list_by_question_is_there(store: Store, tmp_path: Path, browser: Browser) -> None:
    file = tmp_path / "gaps.html"
    file.write_bytes(draw_report("gaps", store, ReportSettings())["gaps.html"])
    page = browser.new_page(java_script_enabled=False)
    page.goto(file.as_uri())
    assert len(_listed(page)) == 5
    assert [page.locator(part).is_visible() for part in ("#kies", "#groepen", "#per-publicatie")] == [False] * 3
    page.close()
