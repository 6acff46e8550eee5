"""The map as a person meets it, in Chromium: views, legend, filters, search, time, and what one chooses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.maps.conftest import canvas_spot, rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.maps.conftest import Seen

pytestmark = pytest.mark.browser
FOLLOWED, DASHBOARD = "Hoe volgen wij wat leerlingen leren?", "Welk effect heeft een dashboard op de groep?"
THEMES = ["volgen en sturen", "leermiddelen", "roosters"]
SCHOOLS = ["Voorbeeldschool De Proef", "Voorbeeldschool Het Model", "Voorbeeldschool De Stilte"]
PAPERS = ["Voorbeeldstudie over dashboards", "Voorbeeldoverzicht van schermen", "Voorbeeldcasus pauzes"]


def said(page: Page) -> str:
    return page.locator("#said").inner_text()


def legend(page: Page) -> dict[str, str]:
    """Give what the legend counts, by what it counts."""
    lines = [text.split("\n") for text in page.locator("#statuses label, #kinds label").all_inner_texts()]
    return {name: number for name, number in lines}  # noqa: C416  (each has two parts)


def choose(page: Page, words: str) -> None:
    page.get_by_label("Zoeken").fill(words)
    page.get_by_label("Zoeken").press("Enter")


def kinds(page: Page) -> dict[str, int]:
    """Give how many of what the table holds."""
    found = page.locator("#rows td:nth-child(2)").all_inner_texts()
    return {kind: found.count(kind) for kind in dict.fromkeys(found)}


def test_it_says_what_one_sees(map_page: Page) -> None:
    assert map_page.locator("#counted").inner_text() == "Nog onbeantwoord: 10 van 12 vraagstukken."
    assert map_page.locator("#dated").inner_text() == "Stand van 6 oktober 2021."
    assert said(map_page) == "15 zichtbaar; de hele kaart telt 26 onderdelen."
    assert map_page.locator("#visible").inner_text() == said(map_page)


SHOWN = [
    pytest.param("Overzicht", "Elk teken is een vraagstuk", {"vraagstuk": 12, "thema": 3}, id="overview"),
    pytest.param("Bewijs", "Welke publicatie zegt iets", {"vraagstuk": 12, "publicatie": 3}, id="evidence"),
    pytest.param("Scholen", "Welke scholen delen", {"vraagstuk": 4, "school": 3}, id="schools"),
    pytest.param("Bruggen", "Groepen thema’s", {"groep": 3}, id="bridges"),
]


@pytest.mark.parametrize(("view", "lead", "shown"), SHOWN)
def test_a_view_says_what_it_is_and_shows_that(map_page: Page, view: str, lead: str, shown: dict[str, int]) -> None:
    map_page.get_by_role("button", name=view, exact=True).click()
    assert map_page.locator("#lead").inner_text().startswith(lead)
    assert kinds(map_page) == shown
    assert map_page.locator("#views [aria-pressed=true]").all_inner_texts() == [view]


def test_what_is_new_stands_among_what_was_there(map_page: Page) -> None:
    """At an earlier meeting it is what was new then."""
    map_page.get_by_role("button", name="Nieuw", exact=True).click()
    assert "6 oktober 2021: vraagstukken 7" in map_page.locator("#lead").inner_text()
    assert {"Kan de dag later beginnen?", "Wat doet een vraag per dag met de motivatie?"} <= set(rows(map_page))
    map_page.locator("#slider").press("Home")
    assert "20 januari 2021: vraagstukken 5" in map_page.locator("#lead").inner_text()
    assert "Kan de dag later beginnen?" not in rows(map_page)


def test_bridges_say_why_two_groups_could_meet(map_page: Page) -> None:
    map_page.get_by_role("button", name="Bruggen", exact=True).click()
    assert map_page.locator("#lines li").all_inner_texts() == [
        "hier ontbreekt een verbinding",
        "dikker: meer verbindingen",
    ]
    map_page.locator("#rows").get_by_role("button", name="roosters").click()
    assert map_page.locator("#details .bridges button").all_inner_texts() == ["volgen en sturen", "leermiddelen"]
    map_page.get_by_role("button", name="Open in het overzicht").click()
    assert map_page.locator("#lead").inner_text().startswith("Elk teken")


def test_the_legend_counts(map_page: Page) -> None:
    assert legend(map_page) == {
        "open": "7",
        "alleen praktijk": "3",
        "onderbouwd": "1",
        "beantwoord": "1",
        "thema": "3",
        "inzicht": "1",
        "antwoord van een school": "1",
        "school": "3",
        "bijeenkomst": "3",
        "publicatie": "3",
    }
    assert map_page.locator("#lines-set").is_hidden()
    map_page.get_by_role("button", name="Bewijs", exact=True).click()
    assert map_page.locator("#lines li").all_inner_texts() == ["steunt", "weerspreekt", "achtergrond"]


def test_switching_kinds_and_statuses(map_page: Page) -> None:
    """What is left alone stays away until one asks for it."""
    map_page.get_by_label(re.compile("^school")).check()
    assert set(SCHOOLS) <= set(rows(map_page))
    for status in ("alleen praktijk", "open"):
        map_page.get_by_label(re.compile(f"^{status}")).uncheck()
    assert [text for text in rows(map_page) if text not in THEMES] == [DASHBOARD, "Welke schermen leiden af?"]
    assert map_page.locator("#loose-number").inner_text() == "4"
    map_page.get_by_label("ook wat los staat").check()
    assert set(SCHOOLS) <= set(rows(map_page))
    map_page.get_by_role("button", name="Alles tonen").click()
    assert len(rows(map_page)) == 26
    map_page.get_by_role("button", name="Beginbeeld").click()
    assert kinds(map_page) == {"vraagstuk": 12, "thema": 3}


FILTERS = [
    pytest.param("Thema", "roosters", 4, "Hoe lang is een goede les?", id="theme"),
    pytest.param("Soort vraag", "onderzoeksvraag", 3, DASHBOARD, id="type"),
    pytest.param("School", SCHOOLS[1], 2, "Werkt een toets op papier even goed?", id="school"),
    pytest.param("Sector", "so", 2, "Wat kost één licentie per groep?", id="sector"),
    pytest.param("Bijeenkomst", "20 januari 2021 · Voorbeeldbijeenkomst 1", 5, "Wanneer past overleg in het rooster?", id="meeting"),
    pytest.param("Soort bewijs", "casus", 1, "Wie bepaalt de pauzes?", id="grade"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "value", "number", "one"), FILTERS)
def test_filters(map_page: Page, label: str, value: str, number: int, one: str) -> None:
    """Each alone; together with another, what passes both; and the address keeps it."""
    map_page.get_by_text("Meer filters").click()
    map_page.get_by_label(label, exact=True).select_option(label=value)
    found = [text for text in rows(map_page) if text.endswith("?")]
    assert len(found) == number
    assert one in found
    map_page.reload()
    assert [text for text in rows(map_page) if text.endswith("?")] == found


def test_filters_together(map_page: Page) -> None:
    map_page.get_by_text("Meer filters").click()
    map_page.get_by_label("School", exact=True).select_option(label=SCHOOLS[2])
    map_page.get_by_label("Thema", exact=True).select_option(label="leermiddelen")
    assert rows(map_page) == ["Wat kost één licentie per groep?", "leermiddelen"]
    map_page.get_by_label("Soort bewijs").select_option(label="casus")
    assert (rows(map_page), said(map_page)) == (["leermiddelen"], "1 zichtbaar; de hele kaart telt 26 onderdelen.")


SEARCHED = [
    pytest.param("DÁSHBOARD groep", DASHBOARD, id="accents, case, words apart"),
    pytest.param("licensie", "Wat kost één licentie per groep?", id="a letter wrong"),
    pytest.param("motvatie", "Wat doet een vraag per dag met de motivatie?", id="a letter too few"),
    pytest.param("schremen", "Welke schermen leiden af?", id="letters swapped"),
    pytest.param("een", "Wat kost één licentie per groep?", id="no accent"),
    pytest.param("learning mat", "leermiddelen", id="the other language"),
    pytest.param("stil", SCHOOLS[2], id="the start of a word"),
]


@pytest.mark.parametrize(("typed", "text"), SEARCHED)
def test_search_forgives(map_page: Page, typed: str, text: str) -> None:
    map_page.get_by_label("Zoeken").fill(typed)
    found = map_page.locator("#found button").all_inner_texts()
    assert text in found
    assert said(map_page) == f"{len(found)} gevonden"


def test_search_says_so_when_there_is_nothing(map_page: Page) -> None:
    choose(map_page, "zwaartekracht")
    assert (said(map_page), map_page.locator("#found li").count()) == ("Niets gevonden.", 0)
    assert map_page.locator("#panel").is_hidden()


def test_time_goes_by_meeting_and_plays(map_page: Page) -> None:
    """Playing starts at the first and ends with all."""
    slider = map_page.get_by_label("Stand na bijeenkomst")
    slider.press("Home")
    assert map_page.locator("#when").inner_text() == "20 januari 2021 · Voorbeeldbijeenkomst 1"
    assert (kinds(map_page)["vraagstuk"], legend(map_page)["open"]) == (5, "5")
    slider.press("ArrowRight")
    assert kinds(map_page)["vraagstuk"] == 10
    # What a question was then, and none is any more.
    assert legend(map_page)["in onderzoek"] == "1"
    map_page.get_by_role("button", name="Afspelen").click()
    assert map_page.get_by_role("button", name="Stop").count() == 1
    map_page.get_by_role("button", name="Afspelen", pressed=False).wait_for(timeout=15000)
    assert map_page.locator("#when").inner_text() == "nu"
    assert kinds(map_page)["vraagstuk"] == 12


def test_a_chosen_question_brings_what_is_known_of_it(map_page: Page) -> None:
    """Of whatever kind; it leaves with it."""
    before = rows(map_page)
    map_page.locator("#rows").get_by_role("button", name=FOLLOWED).click()
    assert sorted(set(rows(map_page)) - set(before)) == [
        "Een gesprek elke week zegt meer dan een toets.",
        *sorted(SCHOOLS),
        "Wij kijken met een portfolio.",
    ]
    assert map_page.locator("#details h3").all_inner_texts() == [
        "In de bron", "Hoe het liep", "gesteld in (3)", "inzichten en antwoorden (2)", "gevraagd door (3)", "thema (1)", "ervaring op scholen (1)",
    ]  # fmt: skip
    map_page.get_by_role("button", name="Sluiten").click()
    assert rows(map_page) == before


def test_neighbours_lead_on(map_page: Page) -> None:
    choose(map_page, "dashboard op")
    map_page.locator("#details").get_by_role("button", name=PAPERS[0]).click()
    assert map_page.locator("#details .subject").inner_text() == PAPERS[0]
    assert (
        map_page.get_by_role("link", name="Naar de publicatie").get_attribute("href")
        == "https://doi.org/10.5555/voorbeeld"
    )


def test_a_sign_under_the_mouse_lights_what_it_is_linked_to(map_page: Page, tmp_path: Path) -> None:
    """The rest stands back: other pixels, and then the same ones again."""
    x, y = canvas_spot(map_page, tmp_path, "roosters")
    map_page.mouse.move(5, 5)
    quiet = map_page.locator("#map").screenshot()
    map_page.mouse.move(x, y)
    map_page.wait_for_timeout(250)
    assert map_page.locator("#map").screenshot() != quiet
    map_page.mouse.move(5, 5)
    map_page.wait_for_timeout(700)
    assert map_page.locator("#map").screenshot() == quiet


@pytest.mark.parametrize("name", ["leermiddelen", "Hoe kiezen wij een methode?", "Wat kost één licentie per groep?"])
def test_a_click_chooses_and_one_beside_lets_go(map_page: Page, tmp_path: Path, name: str) -> None:
    """What would lie under its panel moves out from under it."""
    map_page.mouse.click(*canvas_spot(map_page, tmp_path, name))
    assert map_page.locator("#details .subject").inner_text() == name
    panel, (x, _) = map_page.locator("#panel").bounding_box(), canvas_spot(map_page, tmp_path, name)
    assert panel
    assert x < panel["x"]
    box = map_page.locator("#map").bounding_box()
    assert box
    map_page.mouse.click(box["x"] + 4, box["y"] + box["height"] - 4)
    map_page.wait_for_selector("#panel", state="hidden")


def test_pins_stay_whatever_is_filtered(map_page: Page) -> None:
    choose(map_page, "pauzes")
    map_page.get_by_role("button", name="Vastzetten").click()
    assert said(map_page) != ""
    map_page.keyboard.press("Escape")
    map_page.get_by_label(re.compile("^open")).uncheck()
    assert "Wie bepaalt de pauzes?" in rows(map_page)
    assert map_page.locator("#pinned").inner_text().strip() == "Wie bepaalt de pauzes?"
    map_page.get_by_role("button", name="Alles loslaten").click()
    assert "Wie bepaalt de pauzes?" not in rows(map_page)
    assert map_page.locator("#pins").is_hidden()


def test_a_way_leads_over_what_a_view_cannot_draw(map_page: Page) -> None:
    """And where there is none, it says so."""
    map_page.get_by_role("button", name="Bewijs", exact=True).click()
    choose(map_page, "casus pauzes")
    map_page.get_by_role("button", name="Weg naar…").click()
    assert map_page.locator("#asking").inner_text().startswith("Weg van ‘Voorbeeldcasus pauzes’ naar?")
    choose(map_page, "rooster overleg")
    path = map_page.locator("#details .path button").all_inner_texts()
    assert path == [
        "Voorbeeldcasus pauzes",
        "Wie bepaalt de pauzes?",
        "roosters",
        "Wanneer past overleg in het rooster?",
    ]
    assert set(path) <= set(rows(map_page))
    map_page.keyboard.press("Escape")
    assert map_page.locator("#panel").is_hidden()


def test_one_question_with_all_that_is_known(map_page: Page) -> None:
    """As far as one wants; the legend counts what is there."""
    choose(map_page, "dashboard op")
    map_page.get_by_role("button", name="Alleen dit").click()
    assert map_page.locator("#lead").inner_text() == f"Alles wat samenhangt met ‘{DASHBOARD}’."
    assert rows(map_page) == [DASHBOARD, "volgen en sturen", PAPERS[0]]
    assert [name for name, number in legend(map_page).items() if number != "0"] == [
        "onderbouwd",
        "thema",
        "bijeenkomst",
        "publicatie",
    ]
    map_page.get_by_label("Hoe ver").select_option(label="2 stappen ver")
    assert {"Hoe kiezen wij een methode?", FOLLOWED} <= set(rows(map_page))


def test_it_speaks_english(map_page: Page) -> None:
    choose(map_page, "dashboard op")
    map_page.get_by_role("button", name="English").click()
    assert map_page.locator("html").get_attribute("lang") == "en"
    assert map_page.locator("#counted").inner_text() == "Still unanswered: 10 of 12 questions."
    assert "monitoring and steering" in rows(map_page)
    assert map_page.locator("#details h3").first.inner_text() == "In the source"
    map_page.reload()
    assert map_page.locator("html").get_attribute("lang") == "en"


def test_more_than_people_can_read_is_folded(visit: Callable[..., Seen], large_page: bytes) -> None:
    """A group opens by Enter, closes again, and the address keeps it open."""
    seen = visit(large_page)
    page = seen.page
    groups = rows(page)
    assert kinds(page) == {"groep": len(groups)}
    assert len(groups) < 60
    assert f"Samengevouwen tot groepen: {len(groups)}" in said(page)
    page.locator("#rows button").first.focus()
    page.keyboard.press("Enter")
    assert said(page).startswith(f"Geopend: ‘{groups[0]}’")
    while not any(text.endswith("?") for text in rows(page)):  # a large group has groups in it
        page.locator("#rows button").first.focus()
        page.keyboard.press("Enter")
    opened = rows(page)
    assert 10 < len([text for text in opened if text.endswith("?")]) <= 300
    page.reload()
    assert rows(page) == opened
    page.get_by_role("button", name="Groepen sluiten").click()
    assert rows(page) == groups
    assert seen.trouble == []


def test_a_group_opens_by_a_click(visit: Callable[..., Seen], large_page: bytes, tmp_path: Path) -> None:
    seen = visit(large_page)
    seen.page.locator("#rows button").first.focus()
    seen.page.keyboard.press("Enter")
    name = next(name for name in rows(seen.page) if " · " not in name and "(" not in name)
    seen.page.mouse.click(*canvas_spot(seen.page, tmp_path, name))
    assert said(seen.page).startswith(f"Geopend: ‘{name}’")
    assert seen.trouble == []


def test_what_one_looks_for_comes_out_of_its_group(visit: Callable[..., Seen], large_page: bytes) -> None:
    seen = visit(large_page)
    choose(seen.page, "voorbeeldvraag 77 les 21")
    text = seen.page.locator("#details .subject").inner_text()
    assert text.startswith("Voorbeeldvraag 77 ")
    assert text in rows(seen.page)
    assert seen.trouble == []
