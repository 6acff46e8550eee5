"""What people come to a map for, by keyboard alone and by mouse; nothing inside the page is called."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.maps.drawing import draw_map
from tests.maps.conftest import canvas_spot, rows, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import networkx as nx
    from playwright.sync_api import Locator, Page

    from tests.maps.conftest import Seen

pytestmark = pytest.mark.browser
TASKS = tomllib.loads(Path(__file__).with_name("tasks.toml").read_text(encoding="utf-8"))["task"]
ROLES = ("button", "link", "checkbox", "slider", "combobox", "searchbox")
NOTE = "<!doctype html><title>Voorbeeld</title><h1>Voorbeeldverslag</h1>"
#: More presses than this nobody makes.
MOST = 120
SAVED = "saved.csv"


def test_there_are_twelve_tasks_or_more() -> None:
    assert len({task["wish"] for task in TASKS}) == len(TASKS) >= 12


@pytest.mark.parametrize("way", ["keyboard", "mouse"])
@pytest.mark.parametrize("task", TASKS, ids=[task["wish"] for task in TASKS])
def test_a_task_can_be_done(
    task: Mapping[str, Any], way: str, visit: Callable[..., Seen], table: nx.MultiDiGraph[str], tmp_path: Path
) -> None:
    (tmp_path / "notes" / "meetings").mkdir(parents=True)
    (tmp_path / "notes" / "meetings" / "voorbeeld-1.md.html").write_text(NOTE)
    seen = visit(draw_map(table, root="", today="2021-10-06"))
    page = seen.page
    page.on("download", lambda saved: saved.save_as(tmp_path / SAVED) if saved.suggested_filename.endswith("csv") else None)  # fmt: skip
    for step in task[way]:
        page = do(page, step, seen, tmp_path)
    check(page, task, tmp_path)
    assert seen.trouble == []


def do(page: Page, step: str, seen: Seen, folder: Path) -> Page:
    """Do a step of tasks.toml; give the page that one is at then."""
    act, _, what = step.partition(" ")
    if act == "follow":
        return follow(page, seen, folder)
    if act == "sign":
        sign(page, folder, what)
    else:
        STEPS[act](page, what)
    return page


def named(page: Page, name: str) -> Locator:
    """Give what has this name for somebody who cannot see it; a number that a legend counts may follow."""
    if name == "map":
        return page.get_by_role("application")
    pattern = re.compile(rf"^{re.escape(name).replace('/', '.')}\s*\d*$")
    found = page.locator("summary", has_text=pattern)
    for role in ROLES:
        found = found.or_(page.get_by_role(role, name=pattern))  # type: ignore[arg-type]
    return found


def press_until_at(page: Page, name: str, key: str = "Tab") -> None:
    wanted = named(page, name).and_(page.locator(":focus"))
    for _ in range(MOST):
        page.keyboard.press(key)
        if wanted.count():
            return
    message = f"{key} does not come to '{name}'"
    raise AssertionError(message)


def walk(page: Page, wanted: str) -> None:
    """Go over the map: from each sign, the next time one is there, in another direction."""
    turns: defaultdict[str, Iterator[str]] = defaultdict(lambda: cycle(["Left", "Down", "Right", "Up"]))
    said = ""
    for _ in range(MOST):
        page.keyboard.press(f"Arrow{next(turns[said])}")
        said = page.locator("[role=status]").inner_text()
        if re.search(wanted, said):
            return
    message = f"arrow keys do not come to '{wanted}'"
    raise AssertionError(message)


def click(page: Page, name: str) -> None:
    named(page, name).first.click()


def choose(page: Page, what: str) -> None:
    label, _, value = what.partition(": ")
    page.get_by_label(label, exact=True).select_option(label=value)


def slide(page: Page, number: str) -> None:
    """Click where the knob would be; it is some pixels wide, so the ends lie inside."""
    slider = page.get_by_role("slider")
    box = slider.bounding_box()
    assert box
    share = int(number) / int(slider.get_attribute("max") or 1)
    slider.click(position={"x": 8 + (box["width"] - 16) * share, "y": box["height"] / 2})


def sign(page: Page, folder: Path, text: str) -> None:
    """Rest on a sign until the tooltip tells that it is the one, and click."""
    x, y = canvas_spot(page, folder, text)
    page.mouse.move(x - 3, y)
    page.mouse.move(x, y)
    page.locator(".vis-tooltip", has_text=text).wait_for()
    page.mouse.click(x, y)


def follow(page: Page, seen: Seen, folder: Path) -> Page:
    """Open the address in another window."""
    other = page.context.new_page()
    seen.page = other
    watch(seen, folder.as_uri())
    other.goto(page.url)
    other.wait_for_selector("#map canvas")
    return other


STEPS: dict[str, Callable[[Page, str], object]] = {
    "tab": press_until_at,
    "back": lambda page, name: press_until_at(page, name, "Shift+Tab"),
    "press": lambda page, keys: page.keyboard.press(keys),
    "type": lambda page, text: page.keyboard.type(text),
    "arrows": walk,
    "click": click,
    "choose": choose,
    "slide": slide,
    "return": lambda page, _: page.go_back(),
}


def check(page: Page, task: Mapping[str, Any], folder: Path) -> None:
    for key, told in task.items():
        if key == "found":
            assert page.locator("#panel .subject").inner_text() == told
        elif key == "tags":
            assert page.locator("#panel .tags span").all_inner_texts()[: len(told)] == told
        elif key == "panel":
            panel = page.locator("#panel").inner_text()
            assert [text for text in told if text not in panel] == []
        elif key == "rows":
            assert [text for text in rows(page) if text.endswith("?")] == told
        elif key == "lead":
            assert told in page.locator("header").inner_text()
        elif key == "heading":
            assert page.get_by_role("heading", level=1).inner_text() == told
        elif key == "file":
            page.wait_for_timeout(300)
            lines = csv.reader((folder / SAVED).read_text(encoding="utf-8-sig").splitlines())
            assert [",".join(line) for line in lines] == told
