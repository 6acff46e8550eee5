"""The map at first glance: labels large enough and clear of each other, a canvas well filled."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from kg.maps.drawing import draw_map

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

    from tests.maps.conftest import Seen

pytestmark = pytest.mark.browser
VIEWS = ["overview", "evidence", "schools", "bridges", "changes"]
#: Pixels of the screen that labels may overlap, and the smallest letters on the screen.
SEEN, READABLE = 1, 11
# What is on screen with a label: its text, size of letters on the screen, and left, top, right and bottom of shape and
# label there, as measured by the browser itself.
DRAWN = """() => itemsNow().filter(item => {
  const {x, y} = network.canvasToDOM(placeOf(item));
  return fontOf.get(item) && x > 0 && y > 0 && x < at("map").clientWidth && y < at("map").clientHeight;
}).map(item => {
  const scale = network.getScale(), font = fontOf.get(item) * scale, {x, y} = network.canvasToDOM(placeOf(item));
  const lines = isCluster(item) ? groupLines(item) : labelOf(item).split("\\n");
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${font}px ${FACE}`;
  const width = Math.max(...lines.map(line => pen.measureText(line).width)) / 2, high = lines.length * font;
  const look = isCluster(item) ? {shape: "group"} : data.looks[lookOf(item)];
  const holds = HOLDING.includes(look.shape);
  const size = isCluster(item) ? groupSize(groupOf(item)) * scale : sizeAt(item, scale) * scale;
  const top = holds ? y - high / 2 : y + size;
  return [itemText(item), font, [x - width, top, x + width, top + high]];
})"""
MOVES = ["closer", "closer", "closer", "further", "further", "further", "further", "further", "further", "fit"]


def overlapping(drawn: list[Any]) -> list[tuple[str, str]]:
    """Give the labels that lie over each other by more than a pixel."""
    return [
        (one[0], other[0])
        for one, other in combinations(drawn, 2)
        if min(one[2][2], other[2][2]) - max(one[2][0], other[2][0]) > SEEN
        and min(one[2][3], other[2][3]) - max(one[2][1], other[2][1]) > SEEN
    ]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["own", "table", "large"])
def test_labels_keep_clear_in_every_view_at_any_scale(
    name: str, width: int, visit: Callable[..., Seen], request: pytest.FixtureRequest
) -> None:
    """Near, far, and with something chosen: fewer labels, never on each other or too small."""
    graph: nx.MultiDiGraph[str] = request.getfixturevalue(name)
    seen = visit(draw_map(graph), width=width)
    for view in VIEWS:
        seen.page.evaluate("at => { location.hash = at }", f"view={view}")
        seen.page.wait_for_timeout(200)
        look(seen, f"{view} at first")
        for move in MOVES[:: 1 if width == 1280 and view == "overview" else 4]:
            seen.page.locator(f"#{move}").click()
            seen.page.wait_for_timeout(250)
            look(seen, f"{view} {move}")
        seen.page.locator("#rows button").last.click()
        seen.page.wait_for_timeout(250)
        look(seen, f"{view} chosen")
    assert seen.trouble == []


def look(seen: Seen, when: str) -> None:
    drawn = seen.page.evaluate(DRAWN)
    assert [text for text, size, _ in drawn if size < READABLE] == [], when
    assert overlapping(drawn) == [], when


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", ["own", "table"])
def test_the_first_glance(name: str, view: str, visit: Callable[..., Seen], request: pytest.FixtureRequest) -> None:
    """What fits on a screen has its label, nearly all of it, and fills the canvas one way or the other."""
    seen = visit(draw_map(request.getfixturevalue(name)), at=f"#view={view}")
    drawn = seen.page.evaluate(DRAWN)
    everything = seen.page.evaluate("() => itemsNow().length")
    # Among what is new stands what was there, which gives way.
    assert len(drawn) >= (0.7 if view == "changes" else 0.85) * everything, sorted(text for text, *_ in drawn)
    left, top, right, bottom = seen.page.evaluate("() => extent()")
    scale = seen.page.evaluate("() => network.getScale()")
    box = seen.page.locator("#map").bounding_box()
    assert box
    assert max((right - left) * scale / box["width"], (bottom - top) * scale / box["height"]) > 0.75 or scale > 1.25


def test_a_phone_starts_near(visit: Callable[..., Seen], own: nx.MultiDiGraph[str]) -> None:
    """On a part where questions can be read; the whole is one button away."""
    seen = visit(draw_map(own), width=390)
    box = seen.page.locator("#map").bounding_box()
    assert box
    whole = [
        text
        for text, _, (left, top, right, bottom) in seen.page.evaluate(DRAWN)
        if left > 0 and right < box["width"] and top > 0 and bottom < box["height"] and text.endswith("?")
    ]
    assert len(whole) >= 2
    near = seen.page.evaluate("() => network.getScale()")
    seen.page.get_by_role("button", name="Hele kaart").click()
    assert seen.page.evaluate("() => network.getScale()") < near
