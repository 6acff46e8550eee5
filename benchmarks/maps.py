"""Time the map: how soon it answers a click in Chromium, how smoothly it pans, its size, how long it takes to make.

    python benchmarks/maps.py [--quick]

Beside it, in the same run and on the same network: the page that pyvis makes by itself, and a bare page of vis-network
with our places and without physics, which is as quick as that engine can be. A page counts as there when a click of the
mouse on one of its nodes has done something that one sees. Goals: at 200 and 2,000 nodes at most 1/20 and 1/50 of the
time of pyvis and 1.1 times that of the bare page; at 10,000 at most 2 and at 50,000 at most 4 times ours at 2,000, and
frames while panning at most 1.15 times as long; the file at most 1.2 times the network as JSON plus vis-network; and
`kg map` itself at most 5 CPU s for 10,000 nodes. Without playwright or Chromium only the last two are measured.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from map_pages import bare_page, library, plain_json, pyvis_page
from networks import make_network
from refresh import timed
from synthetic import fill, kg, make_tile

from kg.maps.drawing import draw_map
from kg.network import build_network
from kg.stores.oxigraph import open_on_disk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from playwright.sync_api import Browser, Page

#: Most of our time beside that of pyvis and of the bare page, by nodes.
OF_PYVIS, OF_BARE = {200: 1 / 20, 2000: 1 / 50}, {200: 1.1, 2000: 1.1}
#: Most of our time beside ours at 2,000 nodes; most of our frames beside those there.
OF_SMALL, OF_FRAMES = {10_000: 2.0, 50_000: 4.0}, 1.15
#: Most of our file beside the network as JSON and vis-network; most CPU seconds of `kg map` with this many nodes.
OF_JSON, MOST_CPU, DRAWN = 1.2, 5.0, 10_000
#: Seconds after which pyvis is no longer waited for, by nodes.
PATIENCE, QUICK_PATIENCE = {200: 60, 2000: 180}, {200: 30, 2000: 60}
#: Quads of a tile that come to one node of the map, measured.
QUADS_A_NODE = 106

#: Waits until the page is painted and gives the place of a node that a click would meet.
_PLACE = """async ids => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const frame = document.querySelector("canvas").getBoundingClientRect();
  for (const id of ids ?? itemsNow()) {
    const place = network.canvasToDOM(network.getPosition(id));
    const [x, y] = [place.x + frame.x, place.y + frame.y];
    if (document.elementFromPoint(x, y)?.tagName === "CANVAS" && network.getNodeAt(place) === id) return [x, y];
  }
  return null;
}"""
#: Waits until a click has shown its effect, and gives the milliseconds since the page was asked for.
_ANSWERED = """() => { window.answered = new Promise(done => {
  const isOurs = typeof state !== "undefined";
  const look = () => (isOurs ? state.chosen !== null || state.open.size : window.isSelected)
    ? done(performance.now()) : requestAnimationFrame(look);
  look();
}); }"""
#: Moves the camera in steps, and gives the middle milliseconds of one.
_MOVING = """async () => {
  const drawn = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  const times = [];
  await drawn();
  for (let step = 0; step < 20; step += 1) {
    const start = performance.now();
    network.moveTo({ position: { x: step * 10, y: 0 }, scale: network.getScale() * 1.01 });
    await drawn();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[10];
}"""
#: Notes when frames are drawn; gives the mean milliseconds between them.
_WATCH = """() => {
  window.frames_ = [];
  const note = (time) => { window.frames_.push(time); if (window.frames_.length < 500) requestAnimationFrame(note); };
  requestAnimationFrame(note);
}"""
_WATCHED = "() => (window.frames_.at(-1) - window.frames_[0]) / (window.frames_.length - 1)"


@dataclass(frozen=True, slots=True)
class Seen:
    """Milliseconds until a click was answered, of a frame while the camera moves, and of one while the mouse drags."""

    answer: float
    moving: float = 0.0
    dragging: float = 0.0


class Table:
    """Prints rows as they come, and knows whether all goals were kept."""

    def __init__(self) -> None:
        self.kept = True
        print(f"{'':44}{'ours':>10}{'beside':>10}{'ratio':>9}{'goal':>9}")

    def row(self, name: str, ours: float, beside: float, goal: float, *, digits: int = 0, more: str = "") -> None:
        """Print a figure beside another, how they compare, and whether that is enough."""
        ratio = ours / beside
        self.kept &= ratio <= goal
        mark = "" if ratio <= goal else "   NOT KEPT"
        numbers = f"{ours:>10,.{digits}f}{beside:>10,.{digits}f}{ratio:>9.3f}{goal:>9.3f}"
        print(f"{name:44}{numbers}{mark}{more}", flush=True)


def opened(browser: Browser, file: Path, *, pans: bool) -> Seen:
    """Open a page, click on one of its nodes, and pan it where that is asked."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(120_000)
    page.route("**/*", lambda route: route.continue_() if route.request.url == file.as_uri() else route.abort())
    page.goto(file.as_uri())
    page.evaluate(_ANSWERED)
    ids = page.evaluate("() => typeof itemsNow === 'undefined' ? network.body.data.nodes.getIds().slice(0, 50) : null")
    place = page.evaluate(_PLACE, ids)
    page.mouse.click(*place)
    answer = page.evaluate("() => window.answered")
    page.close()
    return Seen(answer, *panned(browser, file)) if pans else Seen(answer)


def panned(browser: Browser, file: Path) -> tuple[float, float]:
    """Give the milliseconds of a frame of a page while its camera moves, and while the mouse drags it."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.as_uri())
    page.wait_for_timeout(500)
    moving = page.evaluate(_MOVING)
    dragging = dragged(page)
    page.close()
    return moving, dragging


def dragged(page: Page) -> float:
    """Drag a map with the mouse, to and fro, and give the milliseconds between frames."""
    page.mouse.move(760, 400)
    page.mouse.down()
    page.evaluate(_WATCH)
    for step in range(60):
        page.mouse.move(760 + 3 * abs(step % 40 - 20), 400 + step)
    found: float = page.evaluate(_WATCHED)
    page.mouse.up()
    return found


def waited_for(browser: Browser, file: Path, seconds: float) -> tuple[float, bool]:
    """Give the milliseconds until the page of pyvis is still and answers a click, and whether we waited so long."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.route("**/*", lambda route: route.continue_() if route.request.url == file.as_uri() else route.abort())
    start = time.perf_counter()
    page.set_default_timeout(seconds * 1000)
    try:
        page.goto(file.as_uri(), wait_until="commit")
        page.wait_for_function("window.isStable", polling=50)
        page.evaluate(_ANSWERED)
        place = page.evaluate(_PLACE, page.evaluate("network.body.data.nodes.getIds().slice(0, 50)"))
        page.mouse.click(*place)
        return page.evaluate("() => window.answered"), True
    except Exception as error:  # playwright's own TimeoutError is known only where playwright is
        if type(error).__name__ != "TimeoutError":
            raise
        return (time.perf_counter() - start) * 1000, False
    finally:
        page.close()


def browsers() -> Iterator[Browser]:
    """Yield Chromium; nothing, and say so, where it or playwright is missing."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  (the rest can be measured without)
    except ImportError:
        path = None
    if path is None:
        print("no page was opened: that needs playwright and Chromium (KG_CHROMIUM names another one)")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def in_browser(browser: Browser, pages: Mapping[str, Path], rounds: int) -> dict[str, Seen]:
    """Open pages so many times, in turn so that other work on the machine hits all, and give their medians."""
    opened(browser, next(iter(pages.values())), pans=False)  # the first page of a browser waits for the browser
    found: dict[str, list[Seen]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, file in pages.items():
            found[name].append(opened(browser, file, pans=name.startswith("ours") and name != "ours 200"))
    return {
        name: Seen(*(statistics.median(getattr(one, key) for one in seen) for key in Seen.__slots__))
        for name, seen in found.items()
    }


def compare(table: Table, seen: Mapping[str, Seen], sizes: Sequence[int]) -> None:
    """Print what the browser showed, without pyvis."""
    for size, most in OF_BARE.items():
        table.row(
            f"{size:,} nodes, ms to answer; bare page", seen[f"ours {size}"].answer, seen[f"bare {size}"].answer, most
        )
    small = seen["ours 2000"]
    for size in sizes[2:]:
        large = seen[f"ours {size}"]
        table.row(f"{size:,} nodes, ms to answer; 2,000", large.answer, small.answer, OF_SMALL[size])
        table.row(f"{size:,} nodes, ms a frame; 2,000", large.moving, small.moving, OF_FRAMES, digits=1)
        table.row(f"{size:,} nodes, ms a frame dragged; 2,000", large.dragging, small.dragging, OF_FRAMES, digits=1)


def beside_pyvis(table: Table, browser: Browser, folder: Path, ours: Mapping[int, float], *, quick: bool) -> None:
    """Print our times beside those of pyvis."""
    for size, seconds in (QUICK_PATIENCE if quick else PATIENCE).items():
        found, is_there = waited_for(browser, pyvis_page(make_network(size), folder), seconds)
        more = "" if is_there else f"   (pyvis was not there after {seconds} s)"
        table.row(f"{size:,} nodes, ms to answer; pyvis", ours[size], found, OF_PYVIS[size], more=more)


def written_pages(table: Table, folder: Path, sizes: Sequence[int]) -> dict[str, Path]:
    """Write the pages, and print how large ours are."""
    pages = {}
    for size in sizes:
        graph = make_network(size)
        file = folder / f"ours-{size}.html"
        file.write_bytes(draw_map(graph, title="Voorbeeld", today="2022-01-01"))
        pages[f"ours {size}"] = file
        if size in OF_BARE:
            pages[f"bare {size}"] = bare_page(file, folder)
        most = OF_JSON * len(plain_json(graph)) + len(library().encode())
        table.row(f"{size:,} nodes, kB; 1.2 JSON + vis-network", file.stat().st_size / 1000, most / 1000, 1.0)
    return pages


def by_command(table: Table, folder: Path) -> None:
    """Print how long `kg map` takes for a graph of 10,000 nodes, from the store on disk to the file."""
    tile = make_tile(folder)
    store = open_on_disk(folder / ".kg" / "store")
    fill(store, tile, QUADS_A_NODE * DRAWN)
    size = len(build_network(store))
    store.close()
    spent = timed(lambda: kg(folder, "map", "-o", str(folder / "map.html")), children=True)
    table.row(f"kg map, {size:,} nodes, CPU s; goal", spent.cpu, MOST_CPU, 1.0, digits=1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="at most 10,000 nodes, three loads, less patience")
    parser.add_argument("--only", choices=("page", "pyvis", "command"), help="one part")
    chosen = parser.parse_args()
    sizes = (200, 2000, 10_000) if chosen.quick else (200, 2000, 10_000, 50_000)
    table = Table()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if chosen.only != "command":
            pages = written_pages(table, folder, sizes)
            for browser in browsers():
                seen = in_browser(browser, pages, 3 if chosen.quick else 5)
                compare(table, seen, sizes)
                if chosen.only != "page":
                    ours = {size: seen[f"ours {size}"].answer for size in OF_PYVIS}
                    beside_pyvis(table, browser, folder, ours, quick=chosen.quick)
        if chosen.only in (None, "command"):
            (folder / "workspace").mkdir()
            by_command(table, folder / "workspace")
    sys.exit(0 if table.kept else 1)


if __name__ == "__main__":
    main()
