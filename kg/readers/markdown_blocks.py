"""From the tokens of markdown-it to blocks, each at its exact place in the source."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import Block, BlockKind
from kg.text import Span, line_starts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it.token import Token

_MARKS = re.compile(r"[\s>*+#|=-]*")
_BAR = re.compile(r"(?<!\\)\|")
_CHECKBOX = re.compile(r"\[([ xX])\](?=\s)")
_COMMENT = re.compile(r"[ \t]*<!--(?:(?!-->).){0,2000}-->\s*\Z", re.DOTALL)
_TAGS = re.compile(r"\s*(?:<[^<>]{0,500}>\s*)*")
_TAGS_BEHIND = re.compile(r"(?:\s*<[^<>]{1,500}>)+\s*\Z")
_SILENT = ("<!--", "<script", "<style", "<pre", "<textarea", "<?", "<!")


def blocks_of(tokens: Iterable[Token], text: str, start: int) -> tuple[Block, ...]:
    """Give the blocks that tokens of `text[start:]` stand for, in the order of the text.

    Every line with words is covered: what markdown-it dropped (too deeply nested) is a paragraph a line.
    """
    walk = _Walk(text, start)
    walk.take(tokens)
    return walk.finished()


class _Walk:
    """One pass over the tokens of a note, which keeps the containers that are open."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        starts = [start + offset for offset in line_starts(text[start:])]
        self.lines = [
            (begin, begin + len(text[begin:end].rstrip("\r\n")))
            for begin, end in zip(starts, [*starts[1:], len(text)], strict=True)
        ]
        self.covered = bytearray(len(self.lines))
        self.blocks: list[Block] = []
        self.open: list[int | None] = []  # for each open list item its block, once it has one
        self.quotes = 0
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.heading: int | None = None
        self.table: list[str] | None = None
        self.heads: list[Span] = []
        self.row = 0
        self.first_cell = 0  # where the blocks of the open table begin

    def take(self, tokens: Iterable[Token]) -> None:
        """Make blocks of all tokens."""
        for token in tokens:
            act = _ACTS.get(token.type)
            if act:
                act(self, token)
            elif token.map and token.type == "hr":
                self.cover(token)

    def finished(self) -> tuple[Block, ...]:
        """Give the blocks in order, lines that no token covered included."""
        dropped = list(self.left_over())
        if not dropped:
            return tuple(self.blocks)
        numbered = [*enumerate(self.blocks), *((-1, block) for block in dropped)]
        numbered.sort(key=lambda pair: (pair[1].span.start, pair[1].span.end))
        place: dict[int | None, int] = {old: new for new, (old, _) in enumerate(numbered) if old >= 0}
        return tuple(
            replace(block, parent=place.get(block.parent), heading=place.get(block.heading)) for _, block in numbered
        )

    def left_over(self) -> Iterable[Block]:
        """Yield what markdown-it dropped (too deeply nested), a paragraph a line."""
        for (begin, end), covered in zip(self.lines, self.covered, strict=True):
            if not covered and end > begin:
                marks = _MARKS.match(self.text, begin, end)
                start = marks.end() if marks else begin
                if start < end:
                    yield Block("paragraph", self.trimmed(start, end))

    def cover(self, token: Token) -> None:
        """Note that the lines of a token have been dealt with."""
        first, last = token.map or (0, 0)
        self.covered[first:last] = b"\x01" * (last - first)

    def trimmed(self, start: int, end: int) -> Span:
        """Give the span without white space, a trailing comment, or emphasis around all of it."""
        stretch = self.text[start:end]
        if stretch.rstrip().endswith("-->"):
            stretch = _COMMENT.sub("", stretch)
        bare = stretch.strip()
        start += len(stretch) - len(stretch.lstrip())
        if bare[:1] not in ("*", "_"):
            return Span(start, start + len(bare))
        for mark in ("**", "__", "*", "_"):
            inner = bare[len(mark) : -len(mark)]
            wrapped = bare.startswith(mark) and bare.endswith(mark)
            if wrapped and inner.strip() == inner != "" and mark[0] not in inner:
                return Span(start + len(mark), start + len(mark) + len(inner))
        return Span(start, start + len(bare))

    def add(
        self,
        kind: BlockKind,
        span: Span,
        *,
        level: int = 0,
        checked: bool | None = None,
        cell: tuple[str, int | None] = ("", None),
    ) -> int | None:
        """Append a block in the containers that are open, and give its index; none where there is no text.

        `cell` is the header and row of a table cell.
        """
        if span.start == span.end:
            return None
        self.blocks.append(Block(kind, span, level, self.parent(), self.heading, cell[0], cell[1], checked))
        return len(self.blocks) - 1

    def parent(self) -> int | None:
        """Give the innermost list item that is open and has a block."""
        return next((index for index in reversed(self.open) if index is not None), None)

    def stretch(self, token: Token) -> tuple[int, int]:
        """Give where the content of an inline token begins and ends in the text."""
        first, _ = token.map or (0, 0)
        contents = token.content.split("\n")
        begin, end = self.lines[first]
        if self.kind == "heading" and len(contents) == 1:
            at = self.text.find(contents[0].strip(), begin, end)
            if at >= 0:
                return at, at + len(contents[0].strip())
        start = max(begin, begin + len(self.text[begin:end].rstrip()) - len(contents[0].strip()))
        last = self.lines[min(first + len(contents) - 1, len(self.lines) - 1)]
        return start, max(start, last[1])

    def text_block(self, token: Token) -> None:
        """Make a heading, list item, quote or paragraph of an inline token."""
        if self.table is not None:
            return
        self.cover(token)
        start, end = self.stretch(token)
        if self.kind == "heading":
            added = self.add("heading", self.trimmed(start, end), level=self.level)
            self.heading = self.heading if added is None else added
        elif self.open and self.open[-1] is None:
            self.item(start, end)
        else:
            self.add("quote" if self.quotes else "paragraph", self.trimmed(start, end))

    def item(self, start: int, end: int) -> None:
        """Make the block of a list item, without its checkbox."""
        box = _CHECKBOX.match(self.text, start, end)
        checked = box[1] in "xX" if box else None
        span = self.trimmed(box.end() if box else start, end)
        self.open[-1] = self.add("list_item", span, level=len(self.open), checked=checked)

    def row_cells(self, token: Token) -> None:
        """Make the cells of one row of a table, or remember its header."""
        self.cover(token)
        begin, end = self.lines[(token.map or (0, 0))[0]]
        cells = [self.trimmed(*cell) for cell in _cells(self.text, begin, end)]
        if self.table is None:
            return
        if not self.table:
            self.table.extend(span.of(self.text) for span in cells)
            self.heads = cells
            return
        self.row += 1
        for index, span in enumerate(cells):
            header = self.table[index] if index < len(self.table) else ""
            self.add("table_cell", span, cell=(header, self.row))

    def end_table(self) -> None:
        """Close a table. The header of a column without cells is kept as row 0, so that its text is not lost."""
        named = {block.header for block in self.blocks[self.first_cell :]}
        for span in reversed(self.heads):
            if span.of(self.text) not in named and span.end > span.start:
                self.blocks.insert(self.first_cell, Block("table_cell", span, 0, self.parent(), self.heading, "", 0))
        self.table = None

    def html(self, token: Token) -> None:
        """Keep the visible lines of an HTML block as paragraphs; comments and scripts are code."""
        self.cover(token)
        first, last = token.map or (0, 0)
        last = min(last, len(self.lines))
        if token.content.lstrip().lower().startswith(_SILENT):
            self.add("code", Span(self.lines[first][0], self.lines[last - 1][1]))
            return
        for begin, end in self.lines[first:last]:
            tags = _TAGS.match(self.text, begin, end)
            start = tags.end() if tags else begin
            stretch = _TAGS_BEHIND.sub("", self.text[start:end])
            if stretch.strip():
                self.add("paragraph", self.trimmed(start, start + len(stretch)))

    def code(self, token: Token) -> None:
        """Keep a fenced block as code."""
        self.cover(token)
        first, last = token.map or (0, 0)
        self.add("code", Span(self.lines[first][0], self.lines[min(last, len(self.lines)) - 1][1]))


def _cells(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Give where the cells of a table row begin and end: between bars that no backslash precedes."""
    row = Span(begin, end).of(text)
    bars = [begin + found.start() for found in _BAR.finditer(row)]
    edges = [begin - 1, *bars, end]
    cells = [(left + 1, right) for left, right in pairwise(edges)]
    if bars and not text[begin : bars[0]].strip(" \t>"):
        cells = cells[1:]
    if len(bars) > 1 and not text[bars[-1] + 1 : end].strip():
        cells = cells[:-1]
    return cells


def _open_heading(walk: _Walk, token: Token) -> None:
    walk.kind, walk.level = "heading", int(token.tag[1:])
    walk.cover(token)


def _close_heading(walk: _Walk, _token: Token) -> None:
    walk.kind, walk.level = "paragraph", 0


def _open_item(walk: _Walk, _token: Token) -> None:
    walk.open.append(None)


def _close_item(walk: _Walk, _token: Token) -> None:
    walk.open.pop()


def _open_quote(walk: _Walk, _token: Token) -> None:
    walk.quotes += 1


def _close_quote(walk: _Walk, _token: Token) -> None:
    walk.quotes -= 1


def _open_table(walk: _Walk, token: Token) -> None:
    walk.table, walk.row, walk.heads, walk.first_cell = [], 0, [], len(walk.blocks)
    walk.cover(token)


def _close_table(walk: _Walk, _token: Token) -> None:
    walk.end_table()


_ACTS: dict[str, Callable[[_Walk, Token], None]] = {
    "inline": _Walk.text_block,
    "heading_open": _open_heading,
    "heading_close": _close_heading,
    "list_item_open": _open_item,
    "list_item_close": _close_item,
    "blockquote_open": _open_quote,
    "blockquote_close": _close_quote,
    "table_open": _open_table,
    "table_close": _close_table,
    "tr_open": _Walk.row_cells,
    "fence": _Walk.code,
    "code_block": _Walk.code,
    "html_block": _Walk.html,
}
