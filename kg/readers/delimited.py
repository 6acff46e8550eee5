"""Comma-, semicolon- and tab-separated values as rows with their place in the file."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Issue
from kg.readers.tables import Row
from kg.text import Span, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"?')
_MOST_RETRIES = 20  # unclosed quotes that are mended; each costs a look at the rest of the file
_LARGEST = 20_000_000


@dataclass(slots=True)
class _Lines:
    """The lines of a text from one of them on, and how many were taken."""

    text: str
    starts: list[int]
    next: int

    def __iter__(self) -> Iterator[str]:
        """Yield the lines that are left."""
        while self.next < len(self.starts):
            begin = self.starts[self.next]
            self.next += 1
            end = self.starts[self.next] if self.next < len(self.starts) else len(self.text)
            if begin < end:
                yield self.text[begin:end]


def delimiter_of(text: str) -> str:
    r"""Give the delimiter that the header uses most, outside quotes; a comma where there is none.

    >>> delimiter_of('"a,b";c;d\n'), delimiter_of("a\tb")
    (';', '\t')
    """
    header = _QUOTED.sub("", text[:65_536].lstrip("\r\n")).split("\n", 1)[0]
    counts = Counter(sign for sign in header if sign in _DELIMITERS)
    return max(_DELIMITERS, key=lambda sign: counts[sign]) if counts else ","


def rows_of(text: str) -> tuple[list[Row], list[Issue]]:
    """Give the rows of a delimited text, empty ones left out. A quote that is never closed costs its own line only."""
    csv.field_size_limit(_LARGEST)
    starts = line_starts(text)
    delimiter = delimiter_of(text)
    lines = _Lines(text, starts, 0)
    rows: list[Row] = []
    issues: list[Issue] = []
    while (failed := _read(lines, delimiter, rows, retry=len(issues) < _MOST_RETRIES)) is not None:
        what = "a quote is opened here and never closed"
        issues.append(Issue(what, line=failed + 1, hint='Close it, or write "" for a quote inside quotes.'))
        lines.next = failed + 1
    return rows, issues


def _read(lines: _Lines, delimiter: str, rows: list[Row], *, retry: bool) -> int | None:
    """Add rows until the end, or give the line whose quote swallows all that follows."""
    first = lines.next
    for cells in csv.reader(iter(lines), delimiter=delimiter):
        last = lines.next
        begin = lines.starts[first]
        end = lines.starts[last] if last < len(lines.starts) else len(lines.text)
        raw = lines.text[begin:end]
        if retry and last - first > 1 and end == len(lines.text) and raw.count('"') % 2:
            return first
        if any(cells):
            bare = raw.rstrip("\r\n")
            rows.append(Row(tuple(cells), Span(begin, begin + len(bare)), first + 1))
        first = last
    return None
