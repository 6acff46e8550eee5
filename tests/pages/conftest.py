"""The sample workspace, refreshed once, and a browser that tells when a page does what it should not."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.refresh import refresh
from kg.workspace import find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from kg.workspace import Workspace

ROOT = Path(__file__).parents[2]
WATCH = "document.addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective))"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Give a copy of the sample workspace, with its outputs."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "sources", root / "sources")
    workspace = find_workspace(root)
    refresh(workspace)
    return workspace


@dataclass
class Seen:
    """A page and all that it should not have done."""

    page: Page
    trouble: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Seen]]:
    """Give a function that opens a file and watches it: nothing but files below its folder may be asked for."""
    contexts = []

    def opened(file: Path, width: int = 1280, **how: object) -> Seen:
        context = browser.new_context(viewport={"width": width, "height": 860}, reduced_motion="reduce", **how)  # type: ignore[arg-type]
        context.set_default_timeout(5000)
        contexts.append(context)
        seen = Seen(context.new_page())
        inside = next((folder for folder in file.parents if folder.name == "outputs"), file.parent).as_uri()
        seen.page.add_init_script(WATCH)
        seen.page.on("console", lambda said: seen.trouble.append(f"console: {said.text}"))
        seen.page.on("pageerror", lambda error: seen.trouble.append(f"error: {error}"))
        seen.page.on("dialog", lambda dialog: seen.trouble.append(f"dialog: {dialog.message}"))
        seen.page.on(
            "request",
            lambda asked: None if asked.url.startswith(inside) else seen.trouble.append(f"request: {asked.url}"),
        )
        seen.page.goto(file.as_uri())
        return seen

    yield opened
    for context in contexts:
        context.close()
