"""Text that is built a line a block, for formats whose own text has no lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from kg.model import Block, BlockKind, Link
from kg.readers.links import find_links
from kg.readers.strikes import joined
from kg.text import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_BULLET = re.compile(r"(?:[-•·*–◦▪‣]|\d{1,2}[.)])\s+(?=\S)")
_BOX = re.compile(r"([☐☑☒]|\[[ xX]?\])\s*(?=\S)")
_CHECKED = ("☑", "☒", "[x]", "[X]")
_LONGEST_HEADER = 60  # characters: a first row with a longer cell is no header but content

#: A stretch of a line, in characters of that line, that is struck out.
LineSpan = tuple[int, int]
#: A link inside a line: where its text begins and ends in the line, and its target.
LineLink = tuple[int, int, str]


class Lines:
    """The lines of a text and the blocks on them, in order."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._offset = 0
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._struck: list[Span] = []
        self._heading: int | None = None
        self._items: list[tuple[int, int]] = []  # level and block of each list item that may have children

    @property
    def text(self) -> str:
        """The text so far."""
        return "\n".join(self._lines)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks so far."""
        return tuple(self._blocks)

    @property
    def struck(self) -> tuple[Span, ...]:
        """What is struck out so far, in order."""
        return joined(self._struck)

    @property
    def links(self) -> tuple[Link, ...]:
        """The links so far, those that are written out in the text included, in order."""
        marked = sorted(self._links, key=lambda link: link.span)
        ends = [link.span.end for link in marked]
        written = []
        for link in find_links(self.text):
            place = bisect_right(ends, link.span.start)
            if place == len(marked) or link.span.end <= marked[place].span.start:
                written.append(link)
        return tuple(sorted([*marked, *written], key=lambda link: link.span))

    def add(
        self,
        kind: BlockKind,
        line: str,
        *,
        level: int = 0,
        inline: Inline | None = None,
        inside: bool = False,
    ) -> None:
        """Add a block as a line. A bullet or checkbox that is typed out makes a paragraph a list item.

        `inline` knows the links and what is struck out in it; `inside` says that it belongs to the list item before it.
        """
        start, checked = 0, None
        if kind in ("paragraph", "list_item") and (bullet := _BULLET.match(line)):
            kind, level, start = "list_item", max(1, level), bullet.end()
        if kind in ("paragraph", "list_item") and (box := _BOX.match(line, start)):
            kind, level, start, checked = "list_item", max(1, level), box.end(), box[1] in _CHECKED
        within = inside and kind != "list_item" and self._items
        parent = self._items[-1][1] if within else self._parent(kind, level)
        if inline is not None:
            self._take_links(line, inline.links)
            self._struck += [Span(self._offset + begin, self._offset + end) for begin, end in inline.struck]
        span = Span(self._offset + start, self._offset + len(line))
        self._blocks.append(Block(kind, span, level=level, parent=parent, heading=self._heading, checked=checked))
        if kind == "heading":
            self._heading = len(self._blocks) - 1
        self._end_line(line)

    def add_table(
        self, rows: Sequence[Sequence[str]], *, has_header: bool = False, struck: Collection[tuple[int, int]] = ()
    ) -> None:
        """Add a table, a line a row, its cells parted by tabs; `struck` are the cells, by row and place from 0.

        Its first row is the header where the format says so, or where it looks like one. A header makes a block,
        with row 0, only where its column has no cells.
        """
        self._items.clear()
        header = rows[0] if len(rows) > 1 and (has_header or _is_header(rows[0])) else ()
        used = {place for cells in rows[1:] for place, cell in enumerate(cells) if cell}
        for number, cells in enumerate(rows, 0 if header else 1):
            if any(cells):
                self._strike_cells(cells, {place for row, place in struck if row == number - (0 if header else 1)})
                self._add_row(cells, header if number else (), number, used if header and not number else set())

    def _add_row(self, cells: Sequence[str], header: Sequence[str], row: int, without: set[int]) -> None:
        at = self._offset
        for place, cell in enumerate(cells):
            if cell and place not in without:
                name = header[place] if place < len(header) else ""
                span = Span(at, at + len(cell))
                self._blocks.append(Block("table_cell", span, heading=self._heading, header=name, row=row))
            at += len(cell) + 1
        self._end_line("\t".join(cells))

    def _strike_cells(self, cells: Sequence[str], places: Collection[int]) -> None:
        at = self._offset
        for place, cell in enumerate(cells):
            if place in places and cell:
                self._struck.append(Span(at, at + len(cell)))
            at += len(cell) + 1

    def _parent(self, kind: BlockKind, level: int) -> int | None:
        if kind != "list_item":
            self._items.clear()
            return None
        while self._items and self._items[-1][0] >= level:
            self._items.pop()
        parent = self._items[-1][1] if self._items else None
        self._items.append((level, len(self._blocks)))
        return parent

    def _take_links(self, line: str, links: Sequence[LineLink]) -> None:
        for start, end, target in links:
            if line[start:end].strip() and target:
                self._links.append(Link(Span(self._offset + start, self._offset + end), target))

    def _end_line(self, line: str) -> None:
        self._lines.append(line)
        self._offset += len(line) + 1


def _is_header(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and all(0 < len(cell) <= _LONGEST_HEADER and "?" not in cell for cell in cells)


class Inline:
    """The text of one line while it is gathered: white space made single, links kept in place."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._links: list[LineLink] = []
        self._struck: list[LineSpan] = []

    def add(self, text: str) -> None:
        """Add text; white space becomes one space, and none at the beginning."""
        bare = re.sub(r"[\s\x1c-\x1f]+", " ", text)
        if bare.startswith(" ") and (not self._parts or self._parts[-1].endswith(" ")):
            bare = bare[1:]
        if bare:
            self._parts.append(bare)
            self._length += len(bare)

    @property
    def length(self) -> int:
        """How many characters there are so far."""
        return self._length

    def link(self, start: int, target: str) -> None:
        """Say that what was added from `start` on leads to a target."""
        self._links.append((start, self._length, target))

    def strike(self, start: int) -> None:
        """Say that what was added from `start` on is struck out."""
        if self._length > start:
            self._struck.append((start, self._length))

    @property
    def line(self) -> str:
        """The line, without white space at its end."""
        return "".join(self._parts).rstrip()

    @property
    def links(self) -> list[LineLink]:
        """The links in the line."""
        most = len(self.line)
        return [(start, min(end, most), target) for start, end, target in self._links]

    @property
    def struck(self) -> list[LineSpan]:
        """What is struck out in the line."""
        most = len(self.line)
        return [(start, min(end, most)) for start, end in self._struck if start < most]

    @property
    def is_struck(self) -> bool:
        """Tell whether all of the line is struck out."""
        if not self._struck:
            return False
        line = self.line
        left = set(range(len(line))) - {at for start, end in self.struck for at in range(start, end)}
        return bool(line) and not any(line[at].strip() for at in left)
