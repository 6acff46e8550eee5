"""What tests of the whole share: a workspace in a folder, and the shared corpus where it is there."""

from __future__ import annotations

import os
import shutil
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.guards.worker import Worker
from kg.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Browser


@pytest.fixture
def corpus() -> Path:
    """The shared corpus; without KG_CORPUS the test is skipped by name."""
    folder = os.environ.get("KG_CORPUS")
    if not folder:
        pytest.skip("KG_CORPUS is not set: the shared corpus is not here")
    return Path(folder)


@pytest.fixture
def make_workspace(tmp_path: Path) -> Callable[[Mapping[str, str]], Workspace]:
    """Make a workspace from file names (below sources/) and their texts."""

    def make(files: Mapping[str, str]) -> Workspace:
        (tmp_path / "sources").mkdir(exist_ok=True)
        for name, text in files.items():
            path = tmp_path / "sources" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return find_workspace(tmp_path)

    return make


def call_here(self: Worker, job: str, *arguments: object, seconds: float = 0) -> Any:  # noqa: ANN401
    """Do a worker's job in this process, which is quicker; tests of the worker itself start one."""
    module, _, name = job.partition(":")
    return getattr(import_module(module), name)(*arguments)


@pytest.fixture
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let jobs run in this process."""
    monkeypatch.setattr(Worker, "call", call_here)
    monkeypatch.setattr(Worker, "stream", call_here)


#: Names that Chromium goes by.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


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
