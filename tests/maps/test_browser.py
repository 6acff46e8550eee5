"""The map as a person meets it, in Chromium, by mouse and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest

from kg.maps.drawing import draw_map

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.maps.conftest import Seen

pytestmark = pytest.mark.browser
PLACE = "name => network.canvasToDOM(data.nodes[data.facts.findIndex(fact => fact.text === name)])"
HOSTILE = [
    "</script><script>window.ran = 1</script>",
    "<img src=x onerror=window.ran=1> href",
    '"><svg/onload=window.ran=1>',
    "<!--<script>",
    "{{ 7 * 7 }} ${7*7} \u2028 \u202e",
    "javascript:window.ran=1",
]


@pytest.fixture
def map_page(visit: Callable[..., Seen], network: nx.MultiDiGraph[str]) -> Iterator[Page]:
    """Give the opened map of the sample; afterwards nothing may have gone wrong."""
    seen = visit(draw_map(network, title="Voorbeeld", today="2021-09-10"))
    yield seen.page
    assert seen.trouble == []


def rows(page: Page) -> list[str]:
    return page.locator("#rows th").all_inner_texts()


def test_it_says_what_one_sees(map_page: Page) -> None:
    assert map_page.locator("#counted").inner_text() == "Nog onbeantwoord: 1 van 2 vraagstukken."
    assert map_page.locator("#dated").inner_text() == "Stand van 10 september 2021."
    assert "publicatie (1), school (1)" in map_page.locator("#noted").inner_text()
    assert map_page.locator("#said").inner_text() == "6 van 13 zichtbaar"


def test_it_starts_with_questions_and_what_belongs_to_them(map_page: Page) -> None:
    """And the table shows what the map shows."""
    assert sorted(rows(map_page)) == [
        "Hoe volgen wij wat leerlingen leren?",
        "Voorbeeldschool Het Model",
        "Voorbeeldstudie over dashboards",
        "Welk effect heeft een dashboard op de groep?",
        "leermiddelen",
        "volgen en sturen",
    ]
    assert map_page.locator("#loose-number").inner_text() == "1"
    map_page.get_by_label("ook wat los staat").check()
    assert "Voorbeeldrapport" in rows(map_page)


def test_a_chosen_question_brings_what_is_known_of_it(map_page: Page) -> None:
    """Of whatever kind; they leave with it."""
    before = rows(map_page)
    map_page.get_by_role("button", name="Hoe volgen wij wat leerlingen leren?").click()
    assert sorted(set(rows(map_page)) - set(before)) == [
        "Een gesprek elke week zegt meer dan een toets.",
        "Wij kijken met een portfolio.",
    ]
    map_page.get_by_role("button", name="Sluiten").click()
    assert rows(map_page) == before


def test_switching_on_a_kind_shows_it(map_page: Page) -> None:
    """And what only that kind refers to."""
    map_page.get_by_label("bijeenkomst").check()
    assert {"Voorbeeldbijeenkomst 1", "Bezoek aan de voorbeeldschool"} <= set(rows(map_page))
    map_page.get_by_label("bijeenkomst").uncheck()
    map_page.get_by_role("button", name="Alles tonen").click()
    assert len(rows(map_page)) == 13
    map_page.get_by_role("button", name="Beginbeeld").click()
    assert len(rows(map_page)) == 6


def test_search_forgives_accents_and_case(map_page: Page) -> None:
    """And Enter shows the first that fits, with its quotes and their places."""
    map_page.locator("#search").focus()
    map_page.keyboard.type("DÁSHBOARD groep")
    assert map_page.locator("#found button").all_inner_texts() == ["Welk effect heeft een dashboard op de groep?"]
    map_page.keyboard.press("Enter")
    assert map_page.locator("#details .subject").inner_text() == "Welk effect heeft een dashboard op de groep?"
    assert map_page.locator("#details cite").all_inner_texts() == ["meetings/voorbeeld-1.md, regel 8"]
    assert map_page.locator("#details a").get_attribute("href") == "gaps.html#q2"
    assert map_page.evaluate("document.activeElement.id") == "panel"


def test_neighbours_lead_on(map_page: Page) -> None:
    map_page.fill("#search", "dashboard op")
    map_page.press("#search", "Enter")
    map_page.get_by_role("button", name="Voorbeeldstudie over dashboards").first.click()
    assert map_page.locator("#details .tags span").all_inner_texts() == [
        "publicatie",
        "collegiaal getoetst",
        "Verschenen: 2019",
    ]
    assert map_page.locator("#details h3").all_inner_texts() == ["In de bron", "steunt (1)"]


def test_a_click_on_the_canvas_selects(map_page: Page) -> None:
    """And one that would lie under its panel moves out from under it; a click beside it lets go."""
    box = map_page.locator("#map").bounding_box()
    assert box
    for name in ("leermiddelen", "Voorbeeldstudie over dashboards", "Voorbeeldschool Het Model"):
        at = map_page.evaluate(PLACE, name)
        map_page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
        map_page.wait_for_selector("#details .subject")
        assert map_page.locator("#details .subject").inner_text() == name
        panel = map_page.locator("#panel").bounding_box()
        assert panel
        assert box["x"] + map_page.evaluate(PLACE, name)["x"] < panel["x"]
        map_page.mouse.click(box["x"] + 5, box["y"] + box["height"] - 5)
        map_page.wait_for_selector("#panel", state="hidden")


def test_filters_by_status_kind_and_theme(map_page: Page) -> None:
    map_page.get_by_role("checkbox", name="school 1", exact=True).uncheck()
    assert map_page.locator("#said").inner_text() == "5 van 13 zichtbaar"
    map_page.get_by_label("alleen praktijk").uncheck()
    assert "Hoe volgen wij wat leerlingen leren?" not in rows(map_page)
    map_page.select_option("#theme", label="leermiddelen")
    assert rows(map_page) == [
        "Welk effect heeft een dashboard op de groep?",
        "leermiddelen",
        "Voorbeeldstudie over dashboards",
    ]
    map_page.get_by_role("button", name="Alles tonen").click()
    assert len(rows(map_page)) == 13


def test_the_legend_counts(map_page: Page) -> None:
    assert map_page.locator("#statuses label").all_inner_texts() == [
        "alleen praktijk\n1",
        "onderbouwd\n1",
        "over de tafel zelf\n1",
    ]


def test_it_speaks_english(map_page: Page) -> None:
    map_page.get_by_role("button", name="English").click()
    assert map_page.locator("html").get_attribute("lang") == "en"
    assert map_page.locator("#counted").inner_text() == "Still unanswered: 1 of 2 questions."
    assert "monitoring and steering" in rows(map_page)


def test_the_keyboard_reaches_a_row(map_page: Page) -> None:
    """By the skip link, and with Enter as one expects."""
    map_page.keyboard.press("Tab")
    map_page.keyboard.press("Enter")
    for _ in range(3):
        map_page.keyboard.press("Tab")
    map_page.keyboard.press("Enter")
    assert map_page.locator("#details .subject").inner_text() == "Welk effect heeft een dashboard op de groep?"


def test_a_phone_needs_no_sideways_scrolling(visit: Callable[..., Seen], network: nx.MultiDiGraph[str]) -> None:
    seen = visit(draw_map(network), width=390)
    seen.page.fill("#search", "dashboard op")
    seen.page.press("#search", "Enter")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    tops = [seen.page.locator(part).bounding_box() for part in ("#map", "#panel", "#table")]
    assert [top["y"] for top in tops if top] == sorted(top["y"] for top in tops if top)
    assert len([top for top in tops if top]) == 3
    assert seen.trouble == []


def test_hostile_text_is_only_text(visit: Callable[..., Seen]) -> None:
    """Whatever field it is in, on both pages of a language, nothing runs and nothing loads."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(labels={HOSTILE[0]: {"nl": HOSTILE[1], "en": HOSTILE[2]}})
    for number, text in enumerate(HOSTILE):
        kind, theme = ("question", "theme")
        empty = {"labels": {}, "status": "", "type": text, "themes": (), "date": text, "url": text}
        graph.add_node(f"urn:q{number}/{text}", kind=kind, label=text, quotes=((f"{text}.", text, 1),), **empty)
        labels = {**empty, "labels": {"nl": text, "en": text}}
        graph.add_node(f"urn:t{number}/{text}", kind=theme, label=text, quotes=(), **labels)
        graph.nodes[f"urn:q{number}/{text}"]["themes"] = (f"urn:t{number}/{text}",)
        graph.add_edge(f"urn:q{number}/{text}", f"urn:t{number}/{text}", key="theme", relation="theme")
    seen = visit(draw_map(graph, title=HOSTILE[0], today=HOSTILE[1]))
    for button in seen.page.locator("#rows button").all():
        button.click()
        assert seen.page.locator("#details a[href^='javascript' i]").count() == 0
    seen.page.get_by_role("button", name="English").click()
    assert rows(seen.page)[:2] == [HOSTILE[0], HOSTILE[1]]
    assert seen.page.title() == HOSTILE[0]
    assert seen.page.evaluate("window.ran") is None
    assert seen.trouble == []


def test_the_policy_stops_what_is_not_ours(visit: Callable[..., Seen], network: nx.MultiDiGraph[str]) -> None:
    """A script that somebody puts into the file does not run: the watch above can fail."""
    page = draw_map(network).replace(b"</body>", b"<script>window.ran = 1</script></body>")
    seen = visit(page)
    assert seen.page.evaluate("window.ran") is None
    assert "console: CSP script-src-elem" in seen.trouble
