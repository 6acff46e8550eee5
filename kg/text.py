"""Spans, positions and pure functions on strings."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text in characters, end exclusive, as a Python slice."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Check that the span has a beginning and is not turned round."""
        if not 0 <= self.start <= self.end:
            message = f"not a span: {self.start}..{self.end}"
            raise ValueError(message)

    def of(self, text: str) -> str:
        """Give the stretch of `text` that this span covers.

        >>> Span(3, 6).of("de wet van")
        'wet'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text: `line` from 1, `column` from 0, in characters."""

    line: int
    column: int


def line_starts(text: str) -> list[int]:
    r"""Give the offset at which each line of a text starts. `\n`, `\r\n` and `\r` end a line.

    >>> line_starts("a\r\nb\n")
    [0, 3, 5]
    """
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def position_at(starts: Sequence[int], offset: int) -> Position:
    """Give line and column of an offset, from the starts of the lines.

    >>> position_at([0, 3, 5], 4)
    Position(line=2, column=1)
    """
    line = bisect_right(starts, offset)
    return Position(line, offset - starts[line - 1])


def trim(text: str, span: Span) -> Span:
    """Give the span without white space at its ends.

    >>> trim("  a b ", Span(0, 6))
    Span(start=2, end=5)
    """
    stretch = span.of(text)
    start = span.start + len(stretch) - len(stretch.lstrip())
    return Span(start, max(start, span.start + len(stretch.rstrip())))


def fold(text: str) -> str:
    """Give a text without case and accents, with single spaces: to compare, never to show.

    >>> fold("Één  Vraag\\nover ICT")
    'een vraag over ict'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.split())


def same_wording(text: str) -> str:
    """Give the key under which two wordings count as identical: folded, without punctuation.

    >>> same_wording("Wat is 'leren'?") == same_wording("wat is leren")
    True
    """
    return " ".join(re.findall(r"\w+", fold(text)))
