"""The sample graph, its network, and a browser to look at its map with."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat

from kg.network import build_network
from kg.stores.oxigraph import OxigraphStore, open_in_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx
    from playwright.sync_api import Browser

SAMPLE = Path(__file__).with_name("sample.trig")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


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
def browser() -> Iterator[Browser]:
    """Give Chromium; without it the test is skipped by name, but fails in CI."""
    found = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ImportError:
        found = None
    if not found:
        message = "needs playwright and Chromium (KG_CHROMIUM names another one)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()
