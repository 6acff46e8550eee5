"""The map at first glance: labels large enough and clear of each other, a canvas well filled."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import RdfFormat

from kg.maps.drawing import draw_map
from kg.network import build_network
from kg.stores.oxigraph import open_in_memory

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

    from tests.maps.conftest import Seen

pytestmark = pytest.mark.browser
OWN = Path(__file__).parents[2] / "outputs" / "graph"
#: Pixels of the map that may overlap, and the smallest letters on the screen.
SEEN, READABLE = 2, 11
# What is on screen with a label: its text, look, size of letters on the screen, and its box as vis-network has it (which
# adds the radius of its corners to that of a rectangle, and keeps an old box for what it does not draw).
DRAWN = """() => shown.filter(id => {
  const {x, y} = network.canvasToDOM(data.nodes[id]);
  return fontOf.get(id) && x > 0 && y > 0 && x < at("map").clientWidth && y < at("map").clientHeight;
}).map(id => {
  const box = network.getBoundingBox(id);
  const corner = data.looks[lookOf[id]].shape === "box" ? options().groups[lookOf[id]].shapeProperties.borderRadius : 0;
  const sides = [box.left + corner, box.top + corner, box.right - corner, box.bottom - corner];
  return [textOf(id), lookOf[id], fontOf.get(id) * network.getScale(), sides];
})"""


def overlapping(drawn: list[Any]) -> list[tuple[str, str]]:
    """Give what lies over each other by more than a pixel or two."""
    return [
        (one[0], other[0])
        for one, other in combinations(drawn, 2)
        if min(one[3][2], other[3][2]) - max(one[3][0], other[3][0]) > SEEN
        and min(one[3][3], other[3][3]) - max(one[3][1], other[3][1]) > SEEN
    ]


@pytest.fixture(scope="module")
def own() -> nx.MultiDiGraph[str]:
    """Give the network of the workspace of this repository."""
    store = open_in_memory()
    for file in sorted(OWN.rglob("*.trig")):
        store.engine.load(file.read_bytes(), format=RdfFormat.TRIG)
    return build_network(store)


def test_the_first_view_can_be_read(visit: Callable[..., Seen], own: nx.MultiDiGraph[str]) -> None:
    """All that is drawn has its label, large enough and clear of the others, and the canvas is well filled."""
    seen = visit(draw_map(own))
    drawn = seen.page.evaluate(DRAWN)
    assert [text for text, look, _, _ in drawn if look == "question-open"]
    assert len(drawn) == seen.page.evaluate("shown.length")
    assert [text for text, _, size, _ in drawn if size < READABLE] == []
    assert overlapping(drawn) == []
    left, top, right, bottom = seen.page.evaluate("extent()")
    scale = seen.page.evaluate("network.getScale()")
    box = seen.page.locator("#map").bounding_box()
    assert box
    assert (right - left) * scale > 0.75 * box["width"]
    assert (bottom - top) * scale > 0.75 * box["height"]
    assert seen.trouble == []


@pytest.mark.parametrize("width", [1280, 390])
def test_labels_keep_clear_at_any_scale(visit: Callable[..., Seen], own: nx.MultiDiGraph[str], width: int) -> None:
    """Near, far, with a question chosen and with everything drawn: fewer labels, never on each other or too small."""
    seen = visit(draw_map(own), width=width)
    for act in ("zoom(0.5)", "zoom(0.5)", "zoom(8)", "choose(0, true)", "reset(true)", "reset(false)"):
        seen.page.evaluate(act)
        seen.page.wait_for_timeout(300)
        drawn = seen.page.evaluate(DRAWN)
        assert drawn, act
        assert [text for text, _, size, _ in drawn if size < READABLE] == [], act
        assert overlapping(drawn) == [], act
    assert seen.trouble == []


def test_a_phone_starts_near(visit: Callable[..., Seen], own: nx.MultiDiGraph[str]) -> None:
    """On a part where questions can be read; the whole is one button away."""
    seen = visit(draw_map(own), width=390)
    box = seen.page.locator("#map").bounding_box()
    assert box
    frame = [
        seen.page.evaluate("p => network.DOMtoCanvas(p)", {"x": x, "y": y})
        for x, y in ((0, 0), (box["width"], box["height"]))
    ]
    questions = [sides for _, look, _, sides in seen.page.evaluate(DRAWN) if look.startswith("question-")]
    whole = [
        (left, top, right, bottom)
        for left, top, right, bottom in questions
        if left > frame[0]["x"] and right < frame[1]["x"] and top > frame[0]["y"] and bottom < frame[1]["y"]
    ]
    assert len(whole) >= 3
    near = seen.page.evaluate("network.getScale()")
    seen.page.get_by_role("button", name="Hele kaart").click()
    assert seen.page.evaluate("network.getScale()") < near
