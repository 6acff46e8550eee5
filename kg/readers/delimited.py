"""Comma-, semicolon- and tab-separated values as rows, one after another."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, deque
from itertools import chain
from typing import TYPE_CHECKING

from kg.model import Issue
from kg.readers.streams import LARGEST, QUOTED, Line
from kg.readers.tables import Row

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

_DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"?')
_STATED = re.compile(r'\ufeff?"?sep=([,;\t|])"?\s*$')  # a first line that Excel writes and obeys
_HEAD = 65_536  # characters that show the delimiter
_MOST_LINES = 5_000  # of one row: what is longer is a quote that is never closed
_MOST_RETRIES = 100  # unclosed quotes that are mended; each costs a look at the lines that follow


def delimiter_of(text: str) -> str:
    r"""Give the delimiter that the header uses most, outside quotes; a comma where there is none.

    >>> delimiter_of('"a,b";c;d\n'), delimiter_of("a\tb")
    (';', '\t')
    """
    header = re.split(r"[\r\n]", _QUOTED.sub("", text[:_HEAD].lstrip("\r\n")), maxsplit=1)[0]
    counts = Counter(sign for sign in header if sign in _DELIMITERS)
    return max(_DELIMITERS, key=lambda sign: counts[sign]) if counts else ","


def lines_of(text: str) -> Iterator[Line]:
    r"""Yield the lines of a text at hand; `\n`, `\r\n` and `\r` end one."""
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        yield Line(number, line)


def rows_of(lines: Iterable[Line]) -> Iterator[Row | Issue]:
    """Yield the rows of a delimited text, empty ones left out, and what cannot be read.

    A quote that is never closed costs its own line only.
    """
    csv.field_size_limit(2 * LARGEST)
    source = iter(lines)
    head: list[Line] = []
    while sum(len(line.text) for line in head) < _HEAD and (line := next(source, None)):
        head.append(line)
    first = next((line for line in head if line.text.strip()), None)
    stated = _STATED.match(first.text) if first else None
    if first and stated:
        head = head[head.index(first) + 1 :]
    delimiter = stated[1] if stated else delimiter_of("".join(line.text for line in head))
    feed = _Feed(chain(head, source))
    while (yield from _read(feed, delimiter)):
        pass


class _BrokenRowError(Exception):
    """The row that is being read goes on for too long."""


class _Feed:
    """The lines that are left, those first that were given back, and those of the row that is being read."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self.lines = lines
        self.back: deque[Line] = deque()
        self.row: list[Line] = []
        self.size = 0
        self.retries = 0
        self.is_at_end = False
        self.is_too_large = False  # a line

    def __iter__(self) -> Iterator[str]:
        while (line := self._next()) is not None:
            self.row.append(line)
            self.size += len(line.text)
            if self.is_too_large or self.size > LARGEST or len(self.row) > _MOST_LINES:
                raise _BrokenRowError
            yield line.text
        self.is_at_end = True

    def _next(self) -> Line | None:
        line = self.back.popleft() if self.back else next(self.lines, None)
        if line is None or line.text.endswith(("\n", "\r")):
            return line
        parts, size = [line.text], len(line.text)
        for more in self.lines:  # a line that came in parts
            size += len(more.text)
            parts += [more.text] if size <= LARGEST else []
            if more.text.endswith(("\n", "\r")):
                break
        self.is_too_large = size > LARGEST
        return Line(line.number, "".join(parts) if size <= LARGEST else f"{parts[0]}\n")

    def new_row(self) -> None:
        self.row, self.size, self.is_too_large = [], 0, False

    def give_up(self) -> Issue:
        """Give what is wrong with the row, of which all lines but its first are read again, if there is still time."""
        first, *others = self.row
        quote = first.text[:QUOTED].rstrip("\r\n")
        if self.is_too_large and not others:
            what = f"a record is larger than {LARGEST // 1_000_000} MB and is left out"
            hint = "Leave out what is no reference, such as a full text."
            return Issue(what, line=first.number, hint=hint, quote=quote)
        self.retries += 1
        if self.retries <= _MOST_RETRIES:
            self.back.extendleft(reversed(others))
        what = "a quote is opened here and never closed"
        return Issue(what, line=first.number, hint='Close it, or write "" for a quote inside quotes.', quote=quote)


def _read(feed: _Feed, delimiter: str) -> Generator[Row | Issue, None, bool]:
    """Yield rows until the end, or until one is broken; tell whether to go on behind it."""
    reader = csv.reader(iter(feed), delimiter=delimiter)
    while True:
        feed.new_row()
        try:
            cells = next(reader, None)
        except (_BrokenRowError, csv.Error):
            yield feed.give_up()
            return True
        if cells is None:
            return False
        if len(feed.row) > 1 and feed.is_at_end and sum(line.text.count('"') for line in feed.row) % 2:
            yield feed.give_up()
            return True
        if any(cells):
            yield Row(tuple(cells), feed.row[0].number)
