"""The map for everybody: keyboard, screen reader, telephone, reduced motion, light and dark."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from tests.maps.conftest import canvas_spot, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.maps.conftest import Seen

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
CHECK = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"], preload: false});
  return found.violations.filter(one => ["serious", "critical"].includes(one.impact))
    .map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.target.join(" ")).join(", ")}`);
}"""
VIEWS = ["overview", "evidence", "schools", "bridges", "changes", "focus&focus=q1"]
#: What a focus looks like to somebody who sees: name of the control, place on the page, and whether a line is around it.
FOCUS = """() => { const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return [one.id || one.dataset.view || one.dataset.language || one.textContent.trim().slice(0, 40) || one.parentElement.textContent.trim(),
    one.tagName, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0, box.width > 0 && box.height > 0]; }"""


def choose(page: Page, words: str) -> None:
    page.get_by_label("Zoeken").fill(words)
    page.get_by_label("Zoeken").press("Enter")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_view_has_a_serious_barrier(visit: Callable[..., Seen], table_page: bytes, scheme: str, width: int) -> None:
    """Also with the panel open, all filters unfolded, something pinned, and a search."""
    seen = visit(table_page, width=width, color_scheme=scheme)
    page, found = seen.page, {}
    page.evaluate(AXE)
    for view in VIEWS:
        page.evaluate("at => { location.hash = at }", f"view={view}")
        page.wait_for_timeout(60)
        found[view] = page.evaluate(CHECK)
        if view == "bridges":
            page.locator("#rows button").first.click()
        else:
            choose(page, "hoe volgen")
        found[f"{view}, chosen"] = page.evaluate(CHECK)
    page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true }")
    page.get_by_role("button", name="Vastzetten").click()
    page.get_by_role("button", name="Weg naar…").click()
    page.get_by_label("Zoeken").fill("een")
    found["all open"] = page.evaluate(CHECK)
    assert {name: troubles for name, troubles in found.items() if troubles} == {}
    assert seen.trouble == []


def test_a_folded_map_has_no_serious_barrier(visit: Callable[..., Seen], large_page: bytes) -> None:
    seen = visit(large_page)
    seen.page.evaluate(AXE)
    assert seen.page.evaluate(CHECK) == []
    seen.page.locator("#rows button").first.click()
    assert seen.page.evaluate(CHECK) == []


def test_every_control_is_reached_in_the_order_of_the_page(map_page: Page) -> None:
    """Each shows that it has the focus; nothing holds it; and one comes back the same way."""
    choose(map_page, "pauzes")
    map_page.get_by_role("button", name="Vastzetten").click()
    map_page.reload()
    map_page.evaluate("() => { document.getElementById('more-filters').open = true }")
    names = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
      .filter(one => one.checkVisibility({visibilityProperty: true})).length"""
    stops = []
    for _ in range(map_page.evaluate(names) + 3):
        map_page.keyboard.press("Tab")
        stops.append(map_page.evaluate(FOCUS))
        if stops[-1][1] == "BODY":
            break
    reached = [stop for stop in stops if stop[1] != "BODY"]
    assert [stop[0] for stop in reached if not stop[2]] == []
    assert [stop[0] for stop in reached if not stop[3]] == []
    order = [stop[0] for stop in reached]
    expected = ["Naar de tabel", "nl", "en", "overview", "evidence", "schools", "bridges", "changes", "search"]
    assert order[: len(expected)] == expected
    later = [
        "facet-theme",
        "first",
        "all",
        "map",
        "closer",
        "further",
        "fit",
        "play",
        "slider",
        "save-png",
        "save-svg",
        "save-csv",
    ]
    assert [order.index(name) for name in later] == sorted(order.index(name) for name in later)
    assert order.index("save-csv") < order.index("Sluiten") < order.index("Loslaten")
    assert len(reached) >= map_page.evaluate(names)
    map_page.get_by_label("Zoeken").focus()
    for name in reversed(expected[:-1]):
        map_page.keyboard.press("Shift+Tab")
        assert map_page.evaluate(FOCUS)[0] == name


def test_what_happens_is_said(map_page: Page) -> None:
    said = map_page.locator("#said")
    assert said.get_attribute("aria-live") == "polite"
    heard = []
    acts: tuple[Callable[[], object], ...] = (
        lambda: map_page.get_by_label("Zoeken").fill("papier"),
        lambda: map_page.get_by_label("Zoeken").press("Enter"),
        lambda: map_page.get_by_role("button", name="Vastzetten").click(),
        lambda: map_page.get_by_role("button", name="Weg naar…").click(),
        lambda: choose(map_page, "rooster overleg"),
        lambda: map_page.get_by_label(re.compile("^open")).uncheck(),
        lambda: map_page.get_by_role("button", name="Bruggen", exact=True).click(),
    )
    for act in acts:
        act()
        heard.append(said.inner_text())
    assert heard == [
        "1 gevonden",
        "Gekozen: ‘Werkt een toets op papier even goed?’. Verbindingen: 2.",
        "Vastgezet: ‘Werkt een toets op papier even goed?’.",
        "Weg van ‘Werkt een toets op papier even goed?’ naar? Zoek of kies het andere eind.",
        heard[4],
        heard[5],
        "3 zichtbaar; de hele kaart telt 26 onderdelen.",
    ]
    assert heard[4].startswith(
        "Weg van ‘Werkt een toets op papier even goed?’ naar ‘Wanneer past overleg in het rooster?’."
    )
    assert "zichtbaar" in heard[5]


def test_the_skip_link_leads_to_the_table(map_page: Page) -> None:
    map_page.keyboard.press("Tab")
    map_page.keyboard.press("Enter")
    for _ in range(2):
        map_page.keyboard.press("Tab")
    map_page.keyboard.press("Enter")
    assert map_page.locator("#details .subject").inner_text() == rows(map_page)[0]


@pytest.mark.parametrize("view", VIEWS)
def test_a_telephone_needs_no_sideways_scrolling(visit: Callable[..., Seen], table_page: bytes, view: str) -> None:
    """Controls, map, panel and table stand below each other, in this order."""
    seen = visit(table_page, width=390, at=f"#view={view}", has_touch=True, is_mobile=True)
    if view == "bridges":
        seen.page.locator("#rows button").first.tap()
    else:
        choose(seen.page, "hoe volgen")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    boxes = [seen.page.locator(part).bounding_box() for part in ("#controls", "#map", "#panel", "#table")]
    tops = [box["y"] for box in boxes if box]
    assert (len(tops), tops) == (4, sorted(tops))
    assert seen.trouble == []


def test_what_one_taps_is_large_enough(visit: Callable[..., Seen], table_page: bytes) -> None:
    """24 pixels at least (WCAG 2.5.8)."""
    page = visit(table_page, width=390, has_touch=True, is_mobile=True).page
    choose(page, "hoe volgen")
    small = page.evaluate("""() => [...document.querySelectorAll("button, select, summary, input:not([type=checkbox])")]
      .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 24).map(one => one.id || one.textContent)""")
    assert small == []


def test_a_tap_chooses(visit: Callable[..., Seen], table_page: bytes, tmp_path: Path) -> None:
    seen = visit(table_page, width=390, has_touch=True, is_mobile=True)
    seen.page.get_by_role("button", name="Hele kaart").tap()
    x, y = canvas_spot(seen.page, tmp_path, "leermiddelen")
    seen.page.touchscreen.tap(x, y)
    seen.page.locator("#details .subject", has_text="leermiddelen").wait_for()
    assert seen.trouble == []


def test_nothing_moves_for_who_does_not_want_it(visit: Callable[..., Seen], table_page: bytes) -> None:
    """What one chooses comes to the middle at once."""
    seen = visit(table_page, reduced_motion="reduce")
    choose(seen.page, "roosters")
    assert len({seen.page.locator("#map canvas").screenshot() for _ in range(4)}) == 1
