"""What one takes along from a map: pictures, a table, and paper."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import networkx as nx
import pytest

from kg.maps.drawing import draw_map
from kg.network.nodes import make_node
from tests.maps.conftest import rows
from tests.maps.test_picture import pixels

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.maps.conftest import Seen

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
VIEWS = ["overview", "evidence", "schools", "bridges", "changes"]


def saved(page: Page, name: str) -> tuple[str, bytes]:
    """Give name and bytes of what a button saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def words_of(svg: bytes) -> str:
    """Give all text of a picture, with a space between lines."""
    return " ".join(text.text or "" for text in fromstring(svg).iter(f"{SVG}text"))  # noqa: S314  (our own)


@pytest.mark.parametrize("view", VIEWS)
def test_an_svg_holds_what_is_on_the_screen(visit: Callable[..., Seen], table_page: bytes, view: str) -> None:
    """With title, legend and every label; it is whole by itself."""
    seen = visit(table_page, at=f"#view={view}")
    name, content = saved(seen.page, "SVG")
    assert name == f"voorbeeld-{view}.svg"
    tree, text = fromstring(content), words_of(content)  # noqa: S314  (our own)
    assert tree.find(f"{SVG}title") is not None
    shown = [row for row in rows(seen.page) if not row.startswith(("Een gesprek", "Wij kijken"))]
    assert [row for row in shown if row not in text] == []
    legend = [label.split("\n")[0] for label in seen.page.locator("#statuses label").all_inner_texts()]
    assert [label for label in legend if f"{label} (" not in text] == []
    numbers = [part.get(key, "0") for part in tree.iter() for key in ("x", "y", "width", "height", "cx", "cy", "r")]
    assert [number for number in numbers if not re.fullmatch(r"-?[\d.]+(e-\d+)?", number)] == []
    assert [
        part.tag for part in tree.iter() if part.tag.rpartition("}")[2] in ("script", "image", "a", "foreignObject")
    ] == []
    assert seen.trouble == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_png_shows_it_too(visit: Callable[..., Seen], table_page: bytes, scheme: str) -> None:
    """Twice as fine as the screen, on paper of the page."""
    seen = visit(table_page, color_scheme=scheme)
    name, content = saved(seen.page, "PNG")
    assert name == "voorbeeld-overview.png"
    (width, height), colours = pixels(content)
    box = seen.page.locator("#map").bounding_box()
    assert box
    assert width == pytest.approx(2 * box["width"], abs=8)
    assert height > 2 * box["height"]
    assert len(colours) > 50
    assert {"light": (0xFB, 0xFA, 0xF7), "dark": (0x15, 0x18, 0x1C)}[scheme] in colours
    assert seen.trouble == []


def read(content: bytes) -> list[list[str]]:
    assert content.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_csv_holds_the_table(map_page: Page) -> None:
    """Of pins, where there are any."""
    name, content = saved(map_page, "CSV")
    assert name == "voorbeeld-overview.csv"
    header, *lines = read(content)
    assert header == ["Tekst", "Soort", "Status", "Thema’s", "Datum", "Verbindingen"]
    assert [line[0] for line in lines] == rows(map_page)
    assert lines[0] == [
        "Hoe volgen wij wat leerlingen leren?",
        "vraagstuk",
        "alleen praktijk",
        "volgen en sturen",
        "20 januari 2021",
        "10",
    ]
    map_page.get_by_label("Zoeken").fill("pauzes")
    map_page.get_by_label("Zoeken").press("Enter")
    map_page.get_by_role("button", name="Vastzetten").click()
    assert [line[0] for line in read(saved(map_page, "CSV")[1])[1:]] == ["Wie bepaalt de pauzes?"]


FORMULAS = ["=1+1", "+31 voorbeeld", "-2", "@SOM(A1)", "\t=1", " =1", "＝1+1", 'a "b", c', "een\ntwee"]


def test_a_csv_holds_no_formula(visit: Callable[..., Seen]) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, text in enumerate(FORMULAS):
        graph.add_node(f"urn:kg:question/q{number}", **make_node("question", text, status="open", date=text))
    seen = visit(draw_map(graph, title="=1+1"))
    name, content = saved(seen.page, "CSV")
    assert name == "1-1-overview.csv"
    lines = read(content)[1:]
    assert len(lines) == len(FORMULAS)
    assert [cell for line in lines for cell in line if re.match(r"\s*[=+\-@＝＋－＠]", cell)] == []
    assert {line[0] for line in lines} >= {"'=1+1", 'a "b", c', "een\ntwee"}
    assert seen.trouble == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_printed_map_is_a_picture_and_a_table(visit: Callable[..., Seen], table_page: bytes, scheme: str) -> None:
    """And no button, no slider, no field; on white paper."""
    seen = visit(table_page, color_scheme=scheme)
    map_page = seen.page
    map_page.get_by_label("Zoeken").fill("pauzes")
    map_page.get_by_label("Zoeken").press("Enter")
    map_page.evaluate("() => { dispatchEvent(new Event('beforeprint')) }")
    map_page.emulate_media(media="print")
    picture = map_page.locator("#printed > svg")
    assert picture.is_visible()
    assert "Wie bepaalt" in (picture.text_content() or "")
    assert picture.locator("rect").nth(1).get_attribute("fill") == "#ffffff"
    assert map_page.locator("#rows").is_visible()
    assert map_page.locator("#panel .subject").is_visible()
    visible = [
        part.inner_text()
        for part in map_page.locator("main button, main input, main select, .languages button, #views button").all()
        if part.is_visible()
    ]
    in_tables = [*rows(map_page), *map_page.locator("#panel button").all_inner_texts()]
    assert [text for text in visible if text not in in_tables] == []
    map_page.evaluate("() => { dispatchEvent(new Event('afterprint')) }")
    assert map_page.locator("#printed svg").count() == 0
    pdf = map_page.pdf(print_background=True)
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 10_000
    assert seen.trouble == []
