"""Publications in a spreadsheet of Excel. Only the parts that hold text are unpacked; formulas are never computed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.guards.xml import parse_xml
from kg.guards.zip import read_zip
from kg.model import Document, Issue, Source
from kg.readers.tables import HEADERS, Row, columns, publications
from kg.records import Publication
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_SHARED = "xl/sharedStrings.xml"
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
_MOST_COLUMNS = 16_384  # Excel's own limit
_DAY_ZERO = date(1899, 12, 30)  # Excel counts days from here (ECMA-376, part 1, 18.17.4.1)
_DAYS = range(10_000, 80_000)  # 1927 to 2119: other numbers in a column of dates are years, or no dates
_DATES = dict.fromkeys(HEADERS["issued"], "issued")
_MOST_TEXT = 20_000_000  # characters: a shared string may stand in any number of cells
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read_xlsx(source: Source, data: bytes) -> Document:
    """Give the publications of all sheets that have a header, in order. A line of the text is a row, cells by tabs.

    Raises:
        ReadError: it is no spreadsheet, is damaged, is password-protected, or breaks a limit of the guards.
    """
    if not data:
        return Document(source, "", _TYPE)
    parts = read_zip(data, lambda name: name == _SHARED or bool(_SHEET.fullmatch(name)))
    sheets = sorted((name for name in parts if name != _SHARED), key=_in_order)
    if not sheets:
        raise ReadError("the file holds no sheets", hint="Save it as an Excel workbook (.xlsx).")
    strings = _shared(parts.get(_SHARED, b""))
    lines: list[str] = []
    records: list[Publication] = []
    issues: list[Issue] = []
    offset, left = 0, _MOST_TEXT
    for name in sheets:
        rows = []
        for cells in _rows(parse_xml(parts[name]), strings):
            left -= sum(map(len, cells))
            if left < 0:
                raise ReadError("the cells hold too much text when repeated", hint="Split the workbook.")
            text = "\t".join(" ".join(cell.split()) for cell in cells)
            rows.append(Row(cells, Span(offset, offset + len(text)), len(lines) + 1))
            lines.append(text)
            offset += len(text) + 1
        found, more = publications(_with_dates(rows))
        records += found
        issues += more
    return Document(source, "\n".join(lines), _TYPE, records=tuple(records), issues=tuple(issues))


def _in_order(name: str) -> tuple[int, str]:
    number = re.search(r"(\d+)\.xml$", name)
    return (int(number[1]) if number else 0, name)


def _shared(part: bytes) -> list[str]:
    if not part:
        return []
    return [_text(item) for item in parse_xml(part).iterchildren("{*}si")]


def _text(item: _Element) -> str:
    """Give the text of a cell or shared string, without the reading aids of Japanese (rPh)."""
    return "".join(
        node.text or ""
        for node in item.iter("{*}t")
        if all(not str(up.tag).endswith("}rPh") for up in node.iterancestors())
    )


def _rows(sheet: _Element, strings: list[str]) -> Iterator[tuple[str, ...]]:
    for row in sheet.iter("{*}row"):
        cells: list[str] = []
        for cell in row.iterchildren("{*}c"):
            place = _column(cell.get("r"), len(cells))
            if place < _MOST_COLUMNS:
                cells += [""] * (place + 1 - len(cells))
                cells[place] = _value(cell, strings)
        if any(cells):
            yield tuple(cells)


def _column(reference: str | None, following: int) -> int:
    found = _REFERENCE.fullmatch(reference or "")
    if not found:
        return following
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: _Element, strings: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    raw = next((node.text or "" for node in cell.iterchildren("{*}v")), "")
    if kind == "s":
        index = int(raw) if re.fullmatch(r"\d{1,9}", raw.strip()) else -1
        return strings[index] if 0 <= index < len(strings) else ""
    return raw[:-2] if kind == "n" and re.fullmatch(r"\d+\.0", raw) else raw


def _with_dates(rows: list[Row]) -> Iterator[Row]:
    """Yield the rows with day numbers in a column of dates as dates."""
    places = columns(rows[0].cells, _DATES).get("issued", []) if rows else []
    for row in rows:
        cells = list(row.cells)
        for place in places:
            if place < len(cells) and re.fullmatch(r"\d{5}(\.\d+)?", cells[place]) and int(cells[place][:5]) in _DAYS:
                cells[place] = (_DAY_ZERO + timedelta(days=int(cells[place][:5]))).isoformat()
        yield Row(tuple(cells), row.span, row.line)
