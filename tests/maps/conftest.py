"""The sample graph, its network, and a browser to look at its map with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat

from kg.maps.drawing import draw_map
from kg.network import build_network
from kg.stores.oxigraph import OxigraphStore, open_in_memory
from tests.maps import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import networkx as nx
    from playwright.sync_api import Browser, Page

SAMPLE = Path(__file__).with_name("sample.trig")
OWN = Path(__file__).parents[2] / "outputs" / "graph"
WATCH = "document.addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective))"


def sample_store() -> OxigraphStore:
    store = open_in_memory()
    store.engine.load(SAMPLE.read_bytes(), format=RdfFormat.TRIG)
    return store


@pytest.fixture(scope="session")
def store() -> OxigraphStore:
    """Give a store with the sample graph."""
    return sample_store()


@pytest.fixture(scope="session")
def network(store: OxigraphStore) -> nx.MultiDiGraph[str]:
    """Give the network of the sample graph."""
    return build_network(store)


@pytest.fixture(scope="session")
def own() -> nx.MultiDiGraph[str]:
    """Give the network of the workspace of this repository."""
    store = open_in_memory()
    for file in sorted(OWN.rglob("*.trig")):
        store.engine.load(file.read_bytes(), format=RdfFormat.TRIG)
    return build_network(store)


@pytest.fixture(scope="session")
def table() -> nx.MultiDiGraph[str]:
    """Give the network of a table that is made up."""
    return made.table()


@pytest.fixture(scope="session")
def large() -> nx.MultiDiGraph[str]:
    """Give a network that is made up, and more than people can read."""
    return made.large()


@dataclass
class Seen:
    """A page and all that it should not have done."""

    page: Page
    trouble: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Seen]]:
    """Give a function that opens the bytes of a page as a file, at an address, and watches it."""
    contexts = []

    def visit(content: bytes, width: int = 1280, at: str = "", **how: object) -> Seen:
        settings = {"reduced_motion": "reduce", "accept_downloads": True, **how}
        context = browser.new_context(viewport={"width": width, "height": 860}, **settings)  # type: ignore[arg-type]
        context.set_default_timeout(8000)
        contexts.append(context)
        file = tmp_path / "map.html"
        file.write_bytes(content)
        seen = Seen(context.new_page())
        watch(seen, tmp_path.as_uri())
        seen.page.goto(file.as_uri() + at)
        seen.page.wait_for_selector("#map canvas")
        return seen

    yield visit
    for context in contexts:
        context.close()


def watch(seen: Seen, own: str) -> None:
    """Note what a page says, throws, and asks for: only files beside it and data of its own are allowed."""
    allowed = re.compile(rf"{re.escape(own)}|data:|blob:")
    seen.page.add_init_script(WATCH)
    seen.page.on("console", lambda said: seen.trouble.append(f"console: {said.text}"))
    seen.page.on("pageerror", lambda error: seen.trouble.append(f"error: {error}"))
    seen.page.on("dialog", lambda dialog: seen.trouble.append(f"dialog: {dialog.message}"))
    seen.page.on(
        "request", lambda asked: None if allowed.match(asked.url) else seen.trouble.append(f"request: {asked.url}")
    )


def rows(page: Page) -> list[str]:
    """Give the first column of the table under the map: what it shows."""
    return page.locator("#rows th").all_inner_texts()


def canvas_spot(page: Page, folder: Path, words: str) -> tuple[float, float]:
    """Give where on the screen a sign with this label stands, as the picture tells that the page saves.

    Its parts lie on the screen as they lie in the picture, with a heading above.
    """
    from xml.etree.ElementTree import parse  # noqa: PLC0415

    with page.expect_download() as saved:
        page.get_by_role("button", name="SVG").click()
    file = folder / "seen.svg"
    saved.value.save_as(file)
    tree = parse(file)  # noqa: S314  (our own)
    name = "{http://www.w3.org/2000/svg}"
    frame = next(part for part in tree.iter(f"{name}g") if part.get("clip-path"))
    page.get_by_role("application").scroll_into_view_if_needed()
    box = page.get_by_role("application").bounding_box()
    assert box
    for group in frame.iter(f"{name}g"):
        lines = [part for part in group if part.tag == f"{name}text"]
        if lines and " ".join(line.text or "" for line in lines if not (line.text or "").isdigit()) == words:
            # A label lies in its shape, or just below it.
            x, y = (float(lines[0].get(key, 0)) for key in "xy")
            shape = group[0]
            size = float(lines[0].get("font-size", 0))
            if shape.get("transform"):
                _, top = re.findall(r"translate\(([-\d.]+) ([-\d.]+)\)", shape.get("transform", ""))[0]
                y = (float(top) + y - size * 1.1) / 2
            elif shape.get("r"):
                y = float(shape.get("cy", 0))
            return box["x"] + x, box["y"] + y
    message = f"no label '{words}' in the picture"
    raise AssertionError(message)


@pytest.fixture(scope="session")
def table_page(table: nx.MultiDiGraph[str]) -> bytes:
    """Give the page of the small table."""
    return draw_map(table, title="Voorbeeld", today="2021-10-06")


@pytest.fixture(scope="session")
def large_page(large: nx.MultiDiGraph[str]) -> bytes:
    """Give the page of more than people can read."""
    return draw_map(large, title="Voorbeeld", today="2021-10-06")


@pytest.fixture
def map_page(visit: Callable[..., Seen], table_page: bytes) -> Iterator[Page]:
    """Give the opened map of the small table; afterwards nothing may have gone wrong."""
    seen = visit(table_page)
    yield seen.page
    assert seen.trouble == []
