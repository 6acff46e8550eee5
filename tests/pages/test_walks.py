"""Every question of docs/questions.md is answered in at most two clicks from the overview, or by one command."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from kg.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from kg.workspace import Workspace
    from tests.pages.conftest import Seen

ROOT = Path(__file__).parents[2]
WALKS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("walks.toml").read_text(encoding="utf-8"))["walk"]
CLICKED = [walk for walk in WALKS if "clicks" in walk]
TYPED = [walk for walk in WALKS if "command" in walk]


def test_the_walks_are_those_of_the_page_of_questions() -> None:
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    listed = re.findall(r"(?m)^(\d+)\. (.*)$", page)
    assert [int(number) for number, _ in listed] == list(range(1, 41))
    assert [question for _, question in listed] == [walk["question"] for walk in WALKS]
    assert len(CLICKED) + len(TYPED) == len(WALKS)
    assert all(len(walk.get("clicks", [])) <= 2 and walk["answer"] for walk in WALKS)


@pytest.mark.browser
@pytest.mark.parametrize("walk", CLICKED, ids=[walk["question"] for walk in CLICKED])
def test_a_click_or_two_give_the_answer(walk: dict[str, Any], sample: Workspace, visit: Callable[..., Seen]) -> None:
    seen = visit(sample.outputs / "index.html")
    page = seen.page
    if "search" in walk:
        page.get_by_role("searchbox").fill(walk["search"])
    if "download" in walk:
        with page.expect_download() as download:
            click(page, walk["clicks"][0])
        assert download.value.suggested_filename == walk["download"]
        shown = cells(Path(download.value.path()).read_bytes())
    else:
        for name in walk["clicks"]:
            click(page, name)
        for label, option in walk.get("choose", {}).items():
            page.get_by_role("combobox", name=label, exact=True).select_option(label=option)
        shown = plain(page.locator("body").inner_text())
    assert [words for words in walk["answer"] if words not in shown] == []
    assert [words for words in walk.get("hidden", []) if words in shown] == []
    assert seen.trouble == []


@pytest.mark.parametrize("walk", TYPED, ids=[walk["question"] for walk in TYPED])
def test_one_command_gives_the_answer(walk: dict[str, Any], sample: Workspace) -> None:
    said = CliRunner().invoke(cli, ["-C", str(sample.root), *walk["command"]])
    assert said.exit_code == 0, said.output
    shown = plain(said.stdout)
    assert [words for words in walk["answer"] if words not in shown] == []
    assert [words for words in walk.get("hidden", []) if words in shown] == []


def click(page: Page, name: str) -> None:
    """Click the first link of this name that can be seen."""
    page.get_by_role("link", name=name, exact=True).locator("visible=true").first.click()


def plain(text: str) -> str:
    """Give a text with every run of white space as one blank."""
    return " ".join(text.split())


def cells(workbook: bytes) -> str:
    """Give all that the cells of a spreadsheet say."""
    import openpyxl  # noqa: PLC0415

    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return plain("\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row))
