"""A picture of a view shows what the page shows first in that view."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg.maps.drawing import draw_map
from kg.maps.looks import LOOKS, short_label
from kg.maps.staging import scene_of
from kg.maps.views import load_views
from kg.words import load_words

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx
    from playwright.sync_api import Page

    from tests.maps.conftest import Seen

pytestmark = pytest.mark.browser
VIEWS = [view for view in load_views() if view != "focus"]
WORDS = load_words("map", "nl")
#: Kind by its word; a group is called as its sign is.
KINDS = {WORDS[f"kind.{look}"]: look for look in LOOKS if not look.startswith("question-")}
KINDS |= {WORDS["kind.question"]: "question", WORDS["cluster.group"]: "group"}


def on_the_page(page: Page) -> list[str]:
    """Give what the table under the map names, as a picture would label it."""
    while page.locator("#more").is_visible():
        page.locator("#more").click()
    found = []
    for text, kind in zip(page.locator("#rows th").all_inner_texts(), page.locator("#rows td:nth-child(2)").all_inner_texts(), strict=True):  # fmt: skip
        # Groups of the same name get a number, as one has to tell them apart in a list.
        name = re.sub(r" \(\d+\)$", "", text) if KINDS[kind] == "group" else text
        found.append(f"{KINDS[kind]}: {short_label(name, KINDS[kind])}")
    return sorted(found)


def in_the_picture(graph: nx.MultiDiGraph[str], view: str) -> list[str]:
    kinds = {look: "question" if look.startswith("question-") else look for look in LOOKS} | {"cluster": "group"}
    return sorted(f"{kinds[mark.look]}: {mark.label}" for mark in scene_of(graph, view=view).marks)


@pytest.mark.parametrize("name", ["network", "table", "large", "own"])
def test_picture_and_page_agree(name: str, visit: Callable[..., Seen], request: pytest.FixtureRequest) -> None:
    graph: nx.MultiDiGraph[str] = request.getfixturevalue(name)
    seen = visit(draw_map(graph))
    buttons = {button.inner_text(): button for button in seen.page.locator("#views button").all()}
    assert len(buttons) > 2
    for view in VIEWS:
        if WORDS[f"view.{view}"] not in buttons:
            continue
        seen.page.locator(f"#views button[data-view={view}]").click()
        assert on_the_page(seen.page) == in_the_picture(graph, view), view
        said = re.findall(r"\d+, in totaal \d+|\d+ van \d+", seen.page.locator(".lead").inner_text())
        assert said == re.findall(r"\d+, in totaal \d+|\d+ van \d+", scene_of(graph, view=view).lead), view
    assert seen.trouble == []


@pytest.mark.parametrize("focus", ["urn:kg:question/q1", "urn:kg:school/sproef"])
def test_they_agree_about_one_node(focus: str, visit: Callable[..., Seen], table: nx.MultiDiGraph[str]) -> None:
    graph = table.copy()
    near = {focus, *graph.successors(focus), *graph.predecessors(focus)}
    graph.remove_nodes_from([iri for iri in table if iri not in near])
    graph.graph["focus"] = focus
    seen = visit(draw_map(graph))
    assert on_the_page(seen.page) == in_the_picture(graph, "overview")
    assert seen.page.locator("#lead").inner_text() == scene_of(graph).lead.partition(" Nog onbeantwoord")[0]
    assert seen.trouble == []
