"""Rows as people and programs want them: table, JSON, CSV, TSV or Markdown."""

from __future__ import annotations

import json
import shutil
import textwrap
from typing import TYPE_CHECKING

from kg.guards.cells import csv_text
from kg.guards.markdown import cell, row
from kg.guards.terminal import tty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Formats that every command that lists can give.
FORMATS = ("table", "json", "csv", "md")

#: Widest that a column of a table on a terminal may be, in characters.
_WIDEST = 60


def render(
    rows: Sequence[Mapping[str, object]], columns: Mapping[str, str], form: str, width: int | None = None
) -> str:
    """Give rows as text that ends with a line end.

    `columns` maps a key of the rows to its heading, in order. `width` is that of the terminal, in characters; None
    means that no person looks, so that every row is one line with tabs between.

    >>> print(render([{"a": 1}], {"a": "A"}, "csv"), end="")
    A
    1
    """
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=2, default=list) + "\n"
    cells = [[_shown(record.get(key)) for key in columns] for record in rows]
    if form == "csv":
        return csv_text(list(columns.values()), [[record.get(k) if _is_number(record.get(k)) else _shown(record.get(k))
                                                  for k in columns] for record in rows])  # fmt: skip
    if form == "md":
        lines = [row(*map(cell, columns.values())), row(*("---" for _ in columns))]
        return "\n".join([*lines, *(row(*map(cell, values)) for values in cells)]) + "\n"
    if width is None:
        return "".join("\t".join(tty(" ".join(v.split())) for v in values) + "\n" for values in cells)
    return _table([list(columns.values()), *cells], width)


def terminal_width(*, is_terminal: bool) -> int | None:
    """Give the width for `render`: that of the terminal, or None where there is none."""
    return shutil.get_terminal_size((100, 24)).columns if is_terminal else None


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(str(part) for part in value)
    return str(value)


def _table(rows: Sequence[Sequence[str]], width: int) -> str:
    """Give a table in which long cells are wrapped, and the last long column takes what is left."""
    clean = [[tty(" ".join(value.split())) for value in values] for values in rows]
    widths = [min(_WIDEST, max(len(values[i]) for values in clean)) for i in range(len(clean[0]))]
    while sum(widths) + 2 * len(widths) > width and max(widths) > 12:  # noqa: PLR2004  (a word must fit)
        widths[widths.index(max(widths))] -= 1
    lines = []
    for number, values in enumerate(clean):
        wrapped = [textwrap.wrap(value, w) or [""] for value, w in zip(values, widths, strict=True)]
        for i in range(max(map(len, wrapped))):
            parts = [(part[i] if i < len(part) else "").ljust(w) for part, w in zip(wrapped, widths, strict=True)]
            lines.append("  ".join(parts).rstrip())
        if number == 0:
            lines.append("  ".join("─" * w for w in widths))
    return "\n".join(lines) + "\n"
