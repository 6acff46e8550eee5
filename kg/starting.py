"""A new workspace: folders and files to start from, and nothing overwritten."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from kg.guards.atomic import write_file

if TYPE_CHECKING:
    from pathlib import Path

#: File to make, to the file of the package that it starts from.
_FILES = {
    "sources/kg.toml": "kg.toml",
    "sources/schools.csv": "schools.csv",
    "sources/decisions.csv": "decisions.csv",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
}

_FOLDERS = ("sources/meetings", "sources/schools", "sources/publications")


def start_workspace(folder: Path) -> list[Path]:
    """Make what a workspace needs, leave what is there, and give what was made.

    Raises:
        WorkspaceError: the file system refuses.
    """
    made = []
    for name in _FOLDERS:
        if not (folder / name).is_dir():
            (folder / name).mkdir(parents=True)
            made.append(folder / name)
    for name, template in _FILES.items():
        if not (folder / name).exists():
            data = resources.files("kg").joinpath("templates", template).read_bytes()
            write_file(folder / name, data)
            made.append(folder / name)
    return made
