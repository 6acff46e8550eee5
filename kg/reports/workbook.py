"""Spreadsheets: tables as an XLSX file, every text a text, the same bytes for the same tables."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kg.guards.cells import safe_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The time that stands in each file as when it was made: a graph knows no clock. The first day that XLSX knows.
_MADE = datetime(1980, 1, 1)  # noqa: DTZ001  (XLSX has no time zones)

#: Characters that fit in a cell. Source: ECMA-376 as Excel reads it, 'Excel specifications and limits'.
MOST_CHARACTERS = 32_767


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a name: `columns` pairs a heading with a width in characters."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[object]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Give an XLSX file with a frozen header and a filter on each sheet, and wrapped text."""
    from xlsxwriter import Workbook  # noqa: PLC0415  (only who wants a spreadsheet waits for it)

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, options)
    book.set_properties({"created": _MADE})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"text_wrap": True, "valign": "top", "bold": True, "bottom": 1})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for column, (heading, width) in enumerate(sheet.columns):
            page.set_column(column, column, width)
            page.write_string(0, column, _text(heading), head)
        for number, row in enumerate(sheet.rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, (int, float)):
                    page.write_number(number, column, value, plain)
                else:
                    page.write_string(number, column, _text(value), plain)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)
    book.close()
    return out.getvalue()


def _text(value: object) -> str:
    """Give a text that also stays one when the sheet is saved as CSV, cut where a cell is full."""
    text = str(safe_cell(str(value)))
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"
