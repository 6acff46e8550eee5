"""Every page of the sample workspace, as a reader meets it: whole, in two languages, for keyboard and screen reader."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python
import pytest

from kg.words import load_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.workspace import Workspace
    from tests.pages.conftest import Seen

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
CHECK = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"], preload: false});
  return found.violations.filter(one => ["serious", "critical"].includes(one.impact))
    .map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.target.join(" ")).join(", ")}`);
}"""
#: A folder of outputs/ to how many of its pages are looked at.
FOLDERS = {".": 20, "questions": 4, "schools": 2, "notes/meetings": 2, "notes/schools": 1}


@pytest.fixture(scope="session")
def pages(sample: Workspace) -> list[Path]:
    return list(some_pages(sample.outputs))


def some_pages(outputs: Path) -> Iterator[Path]:
    """Yield all pages at the top of a folder, and some of those below it."""
    for folder, most in FOLDERS.items():
        yield from sorted((outputs / folder).glob("*.html"))[-most:]


def test_there_are_pages_of_every_kind(pages: list[Path], sample: Workspace) -> None:
    kinds = {page.relative_to(sample.outputs).parent.as_posix() for page in pages}
    assert kinds == set(FOLDERS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_barrier(scheme: str, pages: list[Path], visit: Callable[..., Seen]) -> None:
    found = {}
    for page in pages:
        seen = visit(page, color_scheme=scheme)
        seen.page.evaluate(AXE)
        found[page.name] = [*seen.page.evaluate(CHECK), *seen.trouble]
    assert {name: troubles for name, troubles in found.items() if troubles} == {}


def test_no_page_is_wider_than_a_telephone(pages: list[Path], visit: Callable[..., Seen]) -> None:
    widths = {page.name: visit(page, 390).page.evaluate("document.documentElement.scrollWidth") for page in pages}
    assert {name: width for name, width in widths.items() if width > 390} == {}


def test_a_page_switches_language_without_loading(
    pages: list[Path], sample: Workspace, visit: Callable[..., Seen]
) -> None:
    """And then says nothing in the other language but what stands in a source."""
    told = "\n".join(path.read_text(encoding="utf-8") for path in sample.sources.rglob("*.*"))
    dutch = {words for words in own_sentences("nl", "en") if words not in told}
    english = {words for words in own_sentences("en", "nl") if words not in told}
    for page in pages:
        if page.name == "map.html":  # has a switch and tests of its own
            continue
        seen = visit(page).page
        seen.evaluate("window.stayed = true")
        before = seen.locator("body").inner_text()
        assert sorted(words for words in english if words in before) == [], page.name
        seen.get_by_role("button", name="English").click()
        after = seen.locator("body").inner_text()
        assert sorted(words for words in dutch if words in after) == [], page.name
        assert after != before
        assert seen.evaluate("window.stayed && document.documentElement.lang") == "en"
        assert seen.get_by_role("button", name="English").get_attribute("aria-pressed") == "true"


def own_sentences(language: str, other: str) -> set[str]:
    """Give the sentences of kg itself that are in one language only."""
    words, others = load_words("reports", language), load_words("reports", other)
    pieces = {piece.strip() for key, text in words.items() if text != others[key] for piece in re.split(r"{\w+}", text)}
    return {piece for piece in pieces if len(piece) > 12 and not any(piece in text for text in others.values())}


def test_the_language_is_kept_from_page_to_page(sample: Workspace, visit: Callable[..., Seen]) -> None:
    page = visit(sample.outputs / "index.html").page
    page.get_by_role("button", name="English").click()
    page.get_by_role("link", name="Open questions").first.click()
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title().startswith("Open questions")


def test_the_first_key_skips_to_the_content(pages: list[Path], visit: Callable[..., Seen]) -> None:
    for path in pages:
        page = visit(path).page
        page.keyboard.press("Tab")
        link = page.evaluate("document.activeElement.getAttribute('href') || ''")
        assert link.startswith("#"), path.name
        assert page.locator(link).count() == 1, path.name


def test_pages_are_of_use_without_scripts(pages: list[Path], visit: Callable[..., Seen]) -> None:
    for path in pages:
        if path.name == "map.html":
            continue
        page = visit(path, java_script_enabled=False).page
        assert page.locator("h1").inner_text()
        assert len(page.locator("main").inner_text()) > 100, path.name
        assert page.get_by_role("button").count() == 0, path.name


def test_search_finds_by_words_in_any_order_without_accents(sample: Workspace, visit: Callable[..., Seen]) -> None:
    seen = visit(sample.outputs / "index.html")
    page = seen.page
    page.get_by_role("searchbox").fill("DASHBOARD leraar invlöed")
    found = page.locator("#gevonden li")
    found.first.wait_for()
    assert "Welke invloed heeft een dashboard op de hulp" in found.first.inner_text()
    assert page.locator("#gevonden-aantal").inner_text() == f"{found.count()} gevonden"
    found.first.get_by_role("link").click()
    assert page.locator("h1").inner_text().startswith("Welke invloed heeft een dashboard")
    assert seen.trouble == []


def test_search_says_so_where_the_page_is_alone(sample: Workspace, visit: Callable[..., Seen], tmp_path: Path) -> None:
    alone = tmp_path / "index.html"
    alone.write_bytes((sample.outputs / "index.html").read_bytes())
    page = visit(alone).page
    page.get_by_role("searchbox").fill("leraar")
    page.locator("#zoek-los").wait_for()
    assert "pak de hele map of het zip-bestand uit" in page.locator("#zoek-los").inner_text()
