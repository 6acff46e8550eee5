"""Texts that would like to be more than text, in every field of a map: nothing runs, nothing loads, nothing breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from kg.maps.drawing import draw_map
from kg.network.nodes import make_node

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.maps.conftest import Seen

pytestmark = pytest.mark.browser
HOSTILE = [
    "</script><script>window.ran = 1</script>",
    "<img src=x onerror=window.ran=1> href",
    '"><svg/onload=window.ran=1>',
    "<!--<script>",
    "{{ 7 * 7 }} ${7*7} \u2028 \u202e",
    "javascript:window.ran=1",
    "__proto__",
    "../../../etc/passwd?x#y%00%zz",
    "a\x00b\x1b[31m \uffff",
    "{number} {text} {list}",
    "x" * 600,
    "",
]
VIEWS = ["overview", "evidence", "schools", "bridges", "changes", "focus"]


@pytest.fixture(scope="module")
def page_of_attacks() -> bytes:
    """Give a map with an attack in each field of each kind."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        labels={HOSTILE[0]: {"nl": HOSTILE[1], "en": HOSTILE[2]}}, as_of="", left_out={}
    )
    for number, text in enumerate(HOSTILE):
        where = (f"2021-0{number % 9 + 1}-01", text)
        quotes = ((f"{text}.", f"meetings/{text}.md", 1, f"urn:kg:question/{text}"), ("", text, 2, ""))
        names: dict[str, Any] = {
            "label": text,
            "labels": {"nl": text, "en": text},
            "quotes": quotes,
            "date": where[1],
            "arrived": where[0],
            "url": text,
        }
        iris = {
            kind: f"urn:kg:{kind}/{number}{text}"
            for kind in ("question", "theme", "school", "publication", "meeting", "insight")
        }
        kinds = {"question": text, "publication": text}
        for kind, iri in iris.items():
            graph.add_node(
                iri,
                **make_node(
                    kind,
                    **names,
                    type=kinds.get(kind, ""),
                    sector=text if kind == "school" else "",
                    status="open" if kind == "question" else "",
                ),
            )
        graph.nodes[iris["question"]].update(
            {
                "themes": (iris["theme"],),
                "schools": (iris["school"],),
                "meetings": (iris["meeting"],),
                "history": ((where[0], "open"),),
                "asked": 1,
            }
        )
        graph.nodes[iris["publication"]]["url"] = f"https://example.invalid/{text}"
        for start, relation, end in (
            ("question", "theme", "theme"),
            ("question", "asked-by", "school"),
            ("publication", "supports", "question"),
            ("meeting", "raised", "question"),
            ("insight", "answers", "question"),
        ):
            graph.add_edge(iris[start], iris[end], key=relation, relation=relation, since=where[0])
    return draw_map(graph, title=HOSTILE[0], today=HOSTILE[1], home="index.html", root="")  # fmt: skip


def test_every_view_panel_and_row(visit: Callable[..., Seen], page_of_attacks: bytes) -> None:
    """In both languages, with search, a way, pins, tooltips and paper."""
    seen = visit(page_of_attacks)
    page = seen.page
    for language in ("Nederlands", "English"):
        page.get_by_role("button", name=language).click()
        for view in VIEWS:
            page.evaluate(
                "at => { location.hash = at }", f"view={view}&lang={language[:2].lower().replace('ne', 'nl')}"
            )
            page.wait_for_timeout(40)
            for row in range(min(page.locator("#rows button").count(), 6)):
                page.locator("#rows button").nth(row).click()
            links = page.locator("a").evaluate_all("all => all.map(one => one.protocol)")
            assert set(links) <= {"file:", "https:"}
            assert page.locator("main a[href^='javascript' i]").count() == 0
    search_and_go(page)
    page.evaluate("() => { dispatchEvent(new Event('beforeprint')) }")
    page.emulate_media(media="print")
    assert page.locator("#printed text").count() > 5
    assert page.title() == HOSTILE[0]
    assert page.evaluate("[window.ran, Object.keys(Object.prototype).length]") == [None, 0]
    assert seen.trouble == []


def search_and_go(page: Page) -> None:
    """Look for attacks, rest the mouse all over the map, pin, and ask for a way."""
    page.evaluate("() => { location.hash = 'view=overview' }")
    for text in HOSTILE[:-1]:
        page.locator("#search").fill(text)
    page.locator("#search").fill("script window ran")
    page.keyboard.press("Enter")
    page.locator("#details .pin").click()
    page.locator("#details .way").click()
    page.locator("#search").fill("onerror")
    page.locator("#search").press("Enter")
    box = page.locator("#map").bounding_box()
    assert box
    for place in range(12):
        page.mouse.move(
            box["x"] + box["width"] * (place % 4 + 0.5) / 5, box["y"] + box["height"] * (place // 4 + 0.5) / 3
        )
        page.wait_for_timeout(60)
    page.keyboard.press("Escape")


def test_a_saved_picture_of_it_is_only_a_picture(visit: Callable[..., Seen], page_of_attacks: bytes, browser: object, tmp_path: Path) -> None:  # fmt: skip
    """Opened by itself: no script, no request, no error; and a table that a spreadsheet takes for text."""
    seen = visit(page_of_attacks, at="#view=changes")
    with seen.page.expect_download() as download:
        seen.page.get_by_role("button", name="SVG").click()
    file = tmp_path / "picture.svg"
    download.value.save_as(file)
    for name in ("PNG", "CSV"):
        with seen.page.expect_download() as download:
            seen.page.get_by_role("button", name=name).click()
        assert len(download.value.path().read_bytes()) > 100
        assert "/" not in download.value.suggested_filename
    other = seen.page.context.new_page()
    other.on("pageerror", lambda error: seen.trouble.append(f"error: {error}"))
    other.on("console", lambda said: seen.trouble.append(f"console: {said.text}"))
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(file.as_uri())
    assert other.locator("text").count() > 5
    assert other.locator("script, image, a, foreignObject, parsererror").count() == 0
    assert other.evaluate("window.ran") is None
    assert asked == [file.as_uri()]
    assert seen.trouble == []


def test_the_policy_stops_what_is_not_ours(visit: Callable[..., Seen], table_page: bytes) -> None:
    """A script that somebody puts into the file does not run: the watch above can fail."""
    seen = visit(table_page.replace(b"</body>", b"<script>window.ran = 1</script></body>"))
    assert seen.page.evaluate("window.ran") is None
    assert "console: CSP script-src-elem" in seen.trouble
