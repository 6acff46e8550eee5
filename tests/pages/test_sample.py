"""The outputs of the sample workspace that lie in the repository are those of its sources, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.pages.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from kg.workspace import Workspace

#: Not tracked, or packed by a library of which another version gives other bytes.
_ASIDE = ("map.html", "gaps.xlsx", "search/publications-1.js")


def test_the_tracked_outputs_are_golden_files(sample: Workspace) -> None:
    """Reports, overview, pages and graph; if a change is meant: kg refresh."""
    made, kept = files(sample.outputs), files(ROOT / "outputs")
    assert sorted(made) == sorted(kept)
    assert [name for name, data in made.items() if data != kept[name]] == []
    assert {"index.html", "gaps.html", "agenda.md", "casebook.md", "changes.md"} < set(made)


def files(folder: Path) -> dict[str, bytes]:
    """Give the files of a folder by name, those set aside left out."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if name not in _ASIDE}
