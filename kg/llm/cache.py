"""What a model said before, by what was asked: a second time needs no network. Holds places and kinds, no text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.guards.atomic import write_file
from kg.llm.checking import as_row, from_row

if TYPE_CHECKING:
    from pathlib import Path

    from kg.llm.checking import Checked
    from kg.llm.excerpts import Excerpt

#: Version of the files; a change in what counts of an answer makes it go up, so that older ones are asked again.
VERSION = 1


def recall(folder: Path, key: str, excerpt: Excerpt) -> Checked | None:
    """Give what is kept under a key, or None; a file that is damaged is as good as none."""
    try:
        table = json.loads((folder / f"{key}.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return from_row(table, excerpt) if isinstance(table, dict) and table.get("version") == VERSION else None


def keep(folder: Path, key: str, checked: Checked) -> bool:
    """Keep an answer; False where the disk does not take it, which costs a question the next time."""
    data = json.dumps({"version": VERSION, **as_row(checked)}, indent=1) + "\n"
    try:
        write_file(folder / f"{key}.json", data.encode())
    except KgError:
        return False
    return True
