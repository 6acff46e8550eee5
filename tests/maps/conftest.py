"""The sample graph, its network, and a browser to look at its map with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat

from kg.network import build_network
from kg.stores.oxigraph import OxigraphStore, open_in_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import networkx as nx
    from playwright.sync_api import Browser, Page

SAMPLE = Path(__file__).with_name("sample.trig")
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


@dataclass
class Seen:
    """A page and all that it should not have done."""

    page: Page
    trouble: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Seen]]:
    """Give a function that opens the bytes of a page as a file and watches it."""
    contexts = []

    def visit(content: bytes, width: int = 1280) -> Seen:
        context = browser.new_context(viewport={"width": width, "height": 860}, reduced_motion="reduce")
        contexts.append(context)
        file = tmp_path / "map.html"
        file.write_bytes(content)
        seen = Seen(context.new_page())
        seen.page.add_init_script(WATCH)
        seen.page.on("console", lambda said: seen.trouble.append(f"console: {said.text}"))
        seen.page.on("pageerror", lambda error: seen.trouble.append(f"error: {error}"))
        seen.page.on("request", lambda asked: seen.trouble.append(f"request: {asked.url}"))
        seen.page.goto(file.as_uri())
        seen.page.wait_for_function("document.querySelector('#map canvas') !== null")
        seen.trouble.remove(f"request: {file.as_uri()}")
        return seen

    yield visit
    for context in contexts:
        context.close()
