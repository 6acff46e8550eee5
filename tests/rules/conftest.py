"""Makes notes of a few lines for the tests of the rules."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from kg.model import Document, Source
from kg.readers import read

#: Gives a Document of Markdown text in one of the folders of a workspace.
MakeNote = Callable[..., Document]


def make_note(text: str, folder: str = "meetings") -> Document:
    """Give a note as the Markdown reader gives it."""
    return read(Source(PurePosixPath(folder, "note.md")), text.encode())


@pytest.fixture
def note() -> MakeNote:
    """Give the function that makes a note."""
    return make_note


@pytest.fixture
def corpus() -> Path:
    """Give the shared corpus, or skip."""
    folder = os.environ.get("KG_CORPUS")
    if not folder:
        pytest.skip("KG_CORPUS does not say where the shared corpus is")
    return Path(folder)
