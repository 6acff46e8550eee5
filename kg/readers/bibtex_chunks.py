"""BibTeX in pieces that can be read by themselves: from a line that begins an entry to the next such line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.readers.streams import LARGEST, QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.readers.streams import Line

_BEGINS = re.compile(r"\s*@\w*[ \t]*[{(]")
_BRACE = re.compile(r"(?<!\\)[{}]")
_MANY = 4_000
_LONG = 1 << 20  # characters: from here on it may be many entries on one line


class Chunk(NamedTuple):
    r"""A piece of the file and the line it begins on. `\n` ends its lines. One that is too large has its head only."""

    line: int
    text: str
    is_last: bool = False
    is_too_large: bool = False


def chunks(lines: Iterable[Line]) -> Iterator[Chunk]:
    r"""Yield the pieces that a file falls into; together they are the file.

    A line that begins with `@word{` begins an entry whatever stands before it, as bibtexparser has it too.

    >>> from kg.readers.streams import Line
    >>> [chunk.text for chunk in chunks([Line(1, "x\n"), Line(2, "@book{a}\n"), Line(3, "\n"), Line(4, " @book{b}")])]
    ['x\n', '@book{a}\n\n', ' @book{b}']
    """
    piece = _Piece(1)
    is_line_start = True
    for number, text in lines:
        if is_line_start and piece.size and _BEGINS.match(text):
            yield piece.chunk()
            piece = _Piece(number)
        is_line_start = text.endswith(("\n", "\r"))
        piece.add(text[:-1] + "\n" if text.endswith("\r") else text)
        if piece.size > piece.checked:
            yield from piece.whole_entries()
    yield piece.chunk()._replace(is_last=True)


class _Piece:
    """Lines since an entry began."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.parts: list[str] = []
        self.joined: list[str] = []  # what many short parts became
        self.size = 0
        self.checked = _LONG

    def add(self, text: str) -> None:
        self.size += len(text)
        if self.size > LARGEST:
            self.joined, self.parts = ["".join(self.joined[:1] or self.parts)[:QUOTED]], []
            return
        self.parts.append(text)
        if len(self.parts) > _MANY:
            self.joined.append("".join(self.parts))
            self.parts = []

    def text(self) -> str:
        return "".join((*self.joined, *self.parts))

    def chunk(self) -> Chunk:
        return Chunk(self.line, self.text(), is_too_large=self.size > LARGEST)

    def whole_entries(self) -> Iterator[Chunk]:
        """Yield what can be read of a long piece because an entry ends and the next one begins on the same line."""
        if self.size > LARGEST:
            return
        text = self.text()
        place = _last_end(text)
        if place:
            yield Chunk(self.line, text[:place])
            self.line += text.count("\n", 0, place)
            text = text[place:]
            self.joined, self.parts, self.size = [], [text], len(text)
        self.checked = max(_LONG, 2 * self.size)


def _last_end(text: str) -> int:
    """Give where the last entry ends that another one follows, or 0."""
    depth = last = 0
    for found in _BRACE.finditer(text):
        depth += 1 if found[0] == "{" else -1
        if depth <= 0:
            depth = 0
            if _BEGINS.match(text, found.end()):
                last = found.end()
    return last
