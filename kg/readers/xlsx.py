"""Publications in a spreadsheet of Excel, row by row. Only parts with text are unpacked; no formula is computed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.guards.xml import xml_events
from kg.guards.zip import zip_names, zip_pieces
from kg.model import Issue
from kg.readers.headers import date_columns
from kg.readers.streams import LARGEST
from kg.readers.tables import Row, publications

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from kg.guards.xml import XmlEvent
    from kg.records import Publication

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_SHARED = "xl/sharedStrings.xml"
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
_MOST_COLUMNS = 16_384  # Excel's own limit
_DAY_ZERO = date(1899, 12, 30)  # Excel counts days from here (ECMA-376, part 1, 18.17.4.1)
_DAYS = range(10_000, 80_000)  # 1927 to 2119: other numbers in a column of dates are years, or no dates
_MEGABYTE = 1024 * 1024
_MOST_UNPACKED = 1024 * _MEGABYTE  # of the workbook: sheets are read row by row
_MOST_SHARED = 128 * _MEGABYTE  # of the strings that cells share, which are kept
_FREE = 20_000_000  # characters that cells may repeat, and as many times more for what is unpacked:
_REPEATS = 4  # a shared string may stand in any number of cells


def xlsx_records(stream: BinaryIO) -> Iterator[Publication | Issue]:
    """Yield the publications of the first sheet and of all others that have a header. The line of one is its row.

    Raises:
        ReadError: it is no spreadsheet, is damaged, is password-protected, or breaks a limit of the guards.
    """
    if not stream.read(1):
        return
    names = zip_names(stream, _MOST_UNPACKED)
    sheets = sorted(filter(_SHEET.fullmatch, names), key=_in_order)
    if not sheets:
        raise ReadError("the file holds no sheets", hint="Save it as an Excel workbook (.xlsx).")
    strings = list(_strings(zip_pieces(stream, _SHARED, _MOST_SHARED))) if _SHARED in names else []
    given = 0
    for name in sheets:
        rows = _with_dates(_rows(_Counted(zip_pieces(stream, name, _MOST_UNPACKED)), strings))
        try:
            for found in publications(rows, may_be_other=name != sheets[0]):
                given += not isinstance(found, Issue)
                yield found
        except ReadError as error:
            if not given:
                raise
            yield Issue(error.message, line=error.line, hint=error.hint)
            return


class _Counted:
    """Pieces, and how many bytes of them were taken."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.size += len(piece)
            yield piece


def _in_order(name: str) -> tuple[int, str]:
    number = re.search(r"(\d{1,9})\.xml$", name)
    return (int(number[1]) if number else 0, name)


def _strings(pieces: Iterable[bytes]) -> Iterator[str]:
    """Yield the strings that cells share, without the reading aids of Japanese (rPh)."""
    parts: list[str] = []
    aids = 0
    for event in xml_events(pieces):
        aids += _aid(event)
        if event.name == "t" and event.text and not aids:
            parts.append(event.text)
        elif event.name == "si" and event.text is not None:
            yield "".join(parts)
            parts = []


def _aid(event: XmlEvent) -> int:
    return (1 if event.text is None else -1) if event.name == "rPh" else 0


def _rows(pieces: _Counted, strings: list[str]) -> Iterator[Row | Issue]:
    sheet = _Sheet(strings)
    left = _FREE
    for event in xml_events(pieces):
        if event.text is None:
            sheet.begin(event.name, event.attributes)
        elif row := sheet.end(event.name, event.text):
            size = sum(map(len, row.cells))
            left -= size
            if left + _REPEATS * pieces.size < 0:
                raise ReadError("the cells hold too much text when repeated", hint="Split the workbook.")
            if size > LARGEST:
                what = f"a record is larger than {LARGEST // 1_000_000} MB and is left out"
                yield Issue(what, line=row.line, hint="Leave out what is no reference, such as a full text.")
            else:
                yield row


class _Sheet:
    """The row that is being read."""

    def __init__(self, strings: list[str]) -> None:
        self.strings = strings
        self.row = 0
        self.cells: list[str] = []
        self.place = 0
        self.kind = "n"
        self.raw = ""
        self.inline: list[str] = []
        self.aids = 0

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            number = attributes.get("r", "")
            self.row = int(number) if re.fullmatch(r"[1-9]\d{0,6}", number) else self.row + 1
            self.cells = []
        elif name == "c":
            self.place = _column(attributes.get("r"), len(self.cells))
            self.kind, self.raw, self.inline = attributes.get("t", "n"), "", []
        elif name == "rPh":
            self.aids += 1

    def end(self, name: str, text: str) -> Row | None:
        """Take the end of an element in, and give the row that it ends, if it has any value."""
        if name == "v":
            self.raw = self.raw or text
        elif name == "t" and not self.aids:
            self.inline.append(text)
        elif name == "c" and self.place < _MOST_COLUMNS:
            self.cells += [""] * (self.place + 1 - len(self.cells))
            self.cells[self.place] = self.value()
        elif name == "rPh":
            self.aids -= 1
        elif name == "row" and any(self.cells):
            return Row(tuple(self.cells), self.row)
        return None

    def value(self) -> str:
        raw, strings = self.raw, self.strings
        if self.kind == "inlineStr":
            return "".join(self.inline)
        if self.kind == "s":
            index = int(raw) if re.fullmatch(r"\d{1,9}", raw.strip()) else -1
            return strings[index] if 0 <= index < len(strings) else ""
        return raw[:-2] if self.kind == "n" and re.fullmatch(r"\d+\.0", raw) else raw


def _column(reference: str | None, following: int) -> int:
    found = _REFERENCE.fullmatch(reference or "")
    if not found:
        return following
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _with_dates(rows: Iterable[Row | Issue]) -> Iterator[Row | Issue]:
    """Yield the rows with day numbers in a column of dates as dates."""
    places: list[int] = []
    for row in rows:
        if isinstance(row, Issue):
            yield row
            continue
        places = places or date_columns(row.cells)
        cells = list(row.cells)
        for place in places:
            if (
                place < len(cells)
                and re.fullmatch(r"\d{5}(\.\d{1,20})?", cells[place])
                and int(cells[place][:5]) in _DAYS
            ):
                cells[place] = (_DAY_ZERO + timedelta(days=int(cells[place][:5]))).isoformat()
        yield Row(tuple(cells), row.line)
