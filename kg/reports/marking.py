"""A text with marks over it, cut into pieces that nest as elements of a page do."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.text import Span

#: What a piece is: text as it stands, the end of a line, a sign that would steer the direction of text or is unseen,
#: or the edge of a mark. A mark that another one ends inside is closed and opened `again`; `end` is its last edge.
PieceKind = Literal["text", "line", "return", "sign", "open", "again", "close", "end"]

#: Line ends; and signs that turn text round or hide, which a page shows by their number. Source: UAX #9.
_SPECIAL = re.compile("(\r\n|\n|\r)|([\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff])")

_ENDS: tuple[PieceKind, ...] = ("line", "return")
_LINE_END = re.compile("\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text (`text`), or the edge of the mark whose index is `mark`."""

    kind: PieceKind
    text: str = ""
    mark: int = 0

    @property
    def number(self) -> str:
        """Give the number of a sign, in hexadecimal."""
        return f"{ord(self.text[0]):04X}" if self.text else ""


def pieces(text: str, spans: Iterable[Span]) -> Iterator[Piece]:
    """Yield a text in pieces, with the edges of marks over these spans between them; the wider of two is outside.

    >>> [piece.text or piece.kind for piece in pieces("abcd", [Span(1, 3)])]
    ['a', 'open', 'bc', 'end', 'd']
    """
    marks = dict(enumerate(spans))
    starting: dict[int, list[int]] = {}
    for mark, span in sorted(marks.items(), key=lambda pair: (pair[1].start, -pair[1].end, pair[0])):
        if span.start < span.end:
            starting.setdefault(span.start, []).append(mark)
    bounds = {bound for span in marks.values() for bound in (span.start, span.end)}
    opened: list[int] = []
    at = 0
    for bound in sorted(bounds | {len(text)}):
        yield from _plain(text[at:bound])
        yield from _edges(opened, marks, bound)
        for mark in starting.get(bound, ()):
            opened.append(mark)
            yield Piece("open", mark=mark)
        at = bound


def _edges(opened: list[int], marks: Mapping[int, Span], bound: int) -> Iterator[Piece]:
    """Yield the edges of the marks that end here; those inside that go on are closed and opened again."""
    ending = sum(marks[mark].end <= bound for mark in opened)
    again: list[int] = []
    while ending:
        mark = opened.pop()
        is_end = marks[mark].end <= bound
        ending -= is_end
        again += [] if is_end else [mark]
        yield Piece("end" if is_end else "close", mark=mark)
    for mark in reversed(again):
        opened.append(mark)
        yield Piece("again", mark=mark)


def _plain(text: str) -> Iterator[Piece]:
    at = 0
    for found in _SPECIAL.finditer(text):
        if at < found.start():
            yield Piece("text", text[at : found.start()])
        line, sign = found.groups()
        if sign:
            yield Piece("sign", sign)
        else:
            yield Piece("return" if line == "\r" else "line", line)
        at = found.end()
    if at < len(text):
        yield Piece("text", text[at:])


def shown(text: str) -> str:
    r"""Give a text on one line, with signs that turn text round or hide as their number.

    >>> shown("a \n b\u202e")
    'a b<U+202E>'
    """
    return " ".join(_SPECIAL.sub(lambda found: f"<U+{ord(found[2]):04X}>" if found[2] else " ", text).split())


#: What stands in the place of the characters from the first number to the second.
Change = tuple[int, int, str]


def replaced(text: str, spans: Sequence[Span], changes: Sequence[Change]) -> tuple[str, list[Span]]:
    r"""Give a text with some parts replaced, and the spans moved along; the number of lines stays as it is.

    `changes` are in order and do not overlap. A span with an edge inside one ends at its edge.

    >>> replaced("Jan\nde Boer komt", [Span(0, 16), Span(4, 11)], [(0, 11, "iemand")])
    ('iemand\n komt', [Span(start=0, end=12), Span(start=0, end=7)])
    """
    parts: list[str] = []
    froms, at = [0], 0
    tos = [0]
    for start, end, words in changes:
        ends = "".join(_LINE_END.findall(text[start:end]))
        parts += [text[at:start], words + ends]
        new = tos[-1] + start - at
        froms += [start, end]
        tos += [new, new + len(words + ends)]
        at = end
    moved = [Span(_moved(span.start, froms, tos, 0), _moved(span.end, froms, tos, 1)) for span in spans]
    return "".join([*parts, text[at:]]), moved


def _moved(offset: int, froms: Sequence[int], tos: Sequence[int], edge: int) -> int:
    """Give where the start (`edge` 0) or end (1) of a span is now; every second part was replaced."""
    part = (max(1, bisect_left(froms, offset)) if edge else bisect_right(froms, offset)) - 1
    return tos[part + edge] if part % 2 else tos[part] + offset - froms[part]


def numbered(found: Iterable[Piece]) -> Iterator[tuple[Piece, int]]:
    r"""Yield pieces, each with the number of the line that begins behind it, 0 where none does.

    >>> [(piece.kind, line) for piece, line in numbered(pieces("a\nb\n", []))]
    [('text', 0), ('line', 2), ('text', 0), ('line', 0)]
    """
    line, last = 1, None
    for piece in found:
        if last is not None:
            yield last, line if last.kind in _ENDS else 0
        line += piece.kind in _ENDS
        last = piece
    if last is not None:
        yield last, 0
