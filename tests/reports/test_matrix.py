"""The evidence gap map: where things stand, what the table counts, and how it works in a browser."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest

from kg.reports import ReportSettings, draw_report
from kg.reports.material import gather
from kg.reports.matrix_cells import make_table, theme_rows
from kg.reports.placing import read_stock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from kg.stores import Store

THEME = "https://w3id.org/kennistafel/theme/"


def _numbers(store: Store, view: str, as_of: str = "") -> dict[tuple[str, str], tuple[int, int, int]]:
    material = gather(store, ReportSettings(as_of=as_of))
    table = make_table(material, read_stock(material), view)
    return {(theme.removeprefix(THEME), column): cell.numbers for (theme, column), cell in table.cells.items()}


@pytest.mark.parametrize(
    ("view", "place", "expected"),
    [
        pytest.param("sector", ("eigenaarschap", "so"), (1, 2, 0), id="vraag bij de sector van wie haar stelt"),
        pytest.param("sector", ("eigenaarschap", "po"), (1, 3, 1), id="publicatie bij de sector die zij noemt"),
        pytest.param("sector", ("leermiddelen", ""), (1, 0, 2), id="publicaties die geen sector noemen"),
        pytest.param("sector", ("toetsing", "so"), (1, 0, 0), id="vraag in onderzoek is open"),
        pytest.param("sector", ("leermiddelen", "po"), None, id="niets"),
        pytest.param("level", ("", "team"), (0, 2, 0), id="wat hindert en helpt bij zijn niveau"),
        pytest.param("level", ("eigenaarschap", ""), (2, 3, 2), id="wat geen niveau noemt"),
        pytest.param("type", ("leermiddelen", "instrumental"), (1, 0, 0), id="vraag bij haar soort"),
        pytest.param("type", ("leermiddelen", "knowledge"), (0, 0, 2), id="publicaties bij de soort van de vraag"),
        pytest.param("type", ("", "-"), (0, 4, 0), id="inzicht dat op geen vraag ingaat"),
    ],
)
def test_things_stand_where_they_belong(
    view: str, place: tuple[str, str], expected: tuple[int, int, int] | None, store: Store
) -> None:
    assert _numbers(store, view).get(place) == expected


def test_questions_on_the_table_itself_and_retired_ones_do_not_count(store: Store) -> None:
    stock = read_stock(gather(store, ReportSettings()))
    names = {one.node.rpartition("/")[2] for one in stock.placed if one.kind == "question"}
    assert names == {"reflectie", "verantwoording", "doel", "rooster", "apparaat"}


def test_an_earlier_day_knows_nothing_later(store: Store) -> None:
    assert _numbers(store, "sector", "2020-12-01") == {
        ("professionalisering", "po"): (1, 0, 0),
        ("eigenaarschap", "po"): (1, 0, 0),
        ("leermiddelen", ""): (2, 0, 0),
        ("", ""): (1, 0, 0),
    }


def test_a_broader_theme_counts_its_narrower_ones_once(load: Callable[[bytes], Store], sample: bytes) -> None:
    store = load(sample.replace(b"kt:theme ktt:toetsing", b"kt:theme ktt:nascholing, ktt:professionalisering"))
    numbers = _numbers(store, "sector")
    assert (numbers["nascholing", "so"], numbers["professionalisering", "so"]) == ((1, 0, 0), (2, 2, 0))
    material = gather(store, ReportSettings())
    rows = [(row.theme.removeprefix(THEME), row.depth) for row in theme_rows(material, read_stock(material))]
    at = rows.index(("professionalisering", 0))
    assert rows[at : at + 2] == [("professionalisering", 0), ("nascholing", 1)]


def test_themes_that_are_broader_than_each_other_are_shown_once(load: Callable[[bytes], Store], sample: bytes) -> None:
    ring = b"ktt:professionalisering\n    a skos:Concept ;\n    skos:broader ktt:nascholing ;"
    store = load(sample.replace(b"ktt:professionalisering\n    a skos:Concept ;", ring))
    material = gather(store, ReportSettings())
    names = [row.theme.removeprefix(THEME) for row in theme_rows(material, read_stock(material))]
    assert sorted(names) == ["", "eigenaarschap", "leermiddelen", "nascholing", "professionalisering", "toetsing"]


def test_csv_has_the_numbers_of_the_table_and_the_empty_cells(store: Store) -> None:
    files = draw_report("matrix", store, ReportSettings())
    rows = list(csv.DictReader(io.StringIO(files["matrix.csv"].decode())))
    page = files["matrix.html"].decode().partition('id="level"')[0]
    assert len(rows) == page.count("<td>") + page.count('<td class="empty">')
    empty = [row for row in rows if (row["open vragen"], row["inzichten"], row["publicaties"]) == ("0", "0", "0")]
    assert len(empty) == page.count('<td class="empty">')


def test_lists_of_a_large_graph_are_cut_and_lead_to_narrower_themes(
    load: Callable[[bytes], Store], sample: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = load(sample.replace(b"kt:theme ktt:toetsing", b"kt:theme ktt:nascholing"))
    monkeypatch.setattr("kg.reports.matrix_lists.MOST_THINGS", 20)
    page = draw_report("matrix", store, ReportSettings())["matrix.html"].decode()
    assert "Ook bij nauwere thema" in page
    assert "en nog 1" in page
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links <= set(re.findall(r' id="([^"]+)"', page))


def test_a_cell_is_told_in_words_as_well(store: Store) -> None:
    page = draw_report("matrix", store, ReportSettings())["matrix.html"].decode()
    assert page.count("<caption") == page.count("<table") == 3
    assert '<th scope="col">' in page
    assert '<th scope="row">' in page
    assert page.count('<svg class="bubbles"') == page.count('aria-hidden="true"')
    assert re.search(r'</svg><span class="unseen">: 1 <i lang=nl>overzichtsstudie</i>', page)


@pytest.fixture
def file(store: Store, tmp_path: Path) -> str:
    path = tmp_path / "matrix.html"
    path.write_bytes(draw_report("matrix", store, ReportSettings())["matrix.html"])
    return path.as_uri()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 390, "height": 800})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, file: str) -> Page:
    opened = context.new_page()
    opened.goto(file)
    return opened


@pytest.mark.browser
def test_a_click_opens_the_list_and_escape_goes_back_to_the_cell(page: Page) -> None:
    cell = page.locator("#sector a.square", has_text="publicatie").first
    cell.click()
    sheet = page.locator("dialog.sheet")
    assert sheet.locator("h3:visible").all_inner_texts()[-1] == "Publicaties"
    assert sheet.get_by_text("Zelf plannen in het voorbeeldonderwijs").is_visible()
    assert sheet.locator("a[href^='notes/']").count() > 0
    page.keyboard.press("Escape")
    assert not sheet.is_visible()
    assert page.evaluate("document.activeElement.id") == cell.get_attribute("id")


@pytest.mark.browser
def test_all_can_be_done_with_the_keyboard(page: Page) -> None:
    page.locator("button[data-view='type']").focus()
    page.keyboard.press("Enter")
    assert page.locator("section.view:visible").evaluate_all("views => views.map(view => view.id)") == ["type"]
    page.locator("#type .scroll").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("dialog.sheet").is_visible()
    page.keyboard.press("Enter")  # the way out has the focus
    assert not page.locator("dialog.sheet").is_visible()


@pytest.mark.browser
def test_only_the_table_scrolls_sideways(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    board = "document.querySelector('#sector .board')"
    assert page.evaluate(f"{board}.scrollWidth > {board}.clientWidth")
    page.evaluate(f"{board}.scrollTo(200, 100)")
    head, row = page.locator("#sector thead th").first.bounding_box(), page.locator("#sector .board").bounding_box()
    assert head is not None
    assert row is not None
    assert (round(head["x"] - row["x"]), round(head["y"] - row["y"])) == (1, 1)


@pytest.mark.browser
def test_without_a_script_all_tables_are_there_and_a_click_opens_the_list(browser: Browser, file: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file)
    assert page.locator("section.view table:visible").count() == 3
    assert not page.locator(".choice").is_visible()
    cell = page.locator("#sector a.square", has_text="publicatie").first
    target = (cell.get_attribute("href") or "").removeprefix("#")
    assert not page.locator(f"[id='{target}']").is_visible()
    cell.click()
    assert page.locator(f"[id='{target}']").is_visible()
    context.close()


@pytest.mark.browser
def test_it_prints_on_a3_on_its_side(page: Page) -> None:
    boxes = re.findall(rb"/MediaBox ?\[0 0 (\d+)[.\d]* (\d+)", page.pdf(prefer_css_page_size=True))
    assert set(boxes) == {(b"1191", b"841")}
