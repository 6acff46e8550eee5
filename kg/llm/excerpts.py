"""What of a note is sent: the text of its blocks, in excerpts of a bounded size, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.text import Span, sentences, trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Document

#: Most characters of an excerpt, about 1500 tokens: with the answer it fits the window of small models.
SIZE = 6000

#: What stands between two blocks in an excerpt.
BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text that is sent, and the stretches of the note that it consists of, in order."""

    text: str
    pieces: tuple[Span, ...]

    def places(self) -> Iterator[tuple[Span, Span]]:
        """Yield where each piece stands in the excerpt, and where in the note."""
        start = 0
        for piece in self.pieces:
            length = piece.end - piece.start
            yield Span(start, start + length), piece
            start += length + len(BETWEEN)

    def locate(self, span: Span) -> Span | None:
        r"""Give where a stretch of the excerpt stands in the note, or None where it lies in no single block.

        >>> Excerpt("een\n\ntwee", (Span(10, 13), Span(20, 24))).locate(Span(5, 9))
        Span(start=20, end=24)
        """
        for here, there in self.places():
            if here.start <= span.start < span.end <= here.end:
                shift = there.start - here.start
                return Span(span.start + shift, span.end + shift)
        return None


def make_excerpts(document: Document) -> list[Excerpt]:
    """Give the excerpts of a note, in the order of the text. Code and hidden comments are left out, as rules do.

    A block that is larger than an excerpt is cut between sentences, a sentence that is, where its size ends.
    """
    found: list[Excerpt] = []
    pieces: list[Span] = []
    size = 0
    for piece in _pieces(document):
        length = piece.end - piece.start
        if pieces and size + len(BETWEEN) + length > SIZE:
            found.append(_excerpt(document.text, pieces))
            pieces, size = [], 0
        size += length + (len(BETWEEN) if pieces else 0)
        pieces.append(piece)
    return [*found, _excerpt(document.text, pieces)] if pieces else found


def _excerpt(text: str, pieces: Iterable[Span]) -> Excerpt:
    pieces = tuple(pieces)
    return Excerpt(BETWEEN.join(piece.of(text) for piece in pieces), pieces)


def _pieces(document: Document) -> Iterator[Span]:
    for block in document.blocks:
        span = trim(document.text, block.span)
        if block.kind == "code" or span.start == span.end:
            continue
        yield from (span,) if span.end - span.start <= SIZE else _cut(document.text, span)


def _cut(text: str, block: Span) -> Iterator[Span]:
    """Yield a large block in pieces, cut between sentences."""
    start = end = block.start
    for sentence in sentences(block.of(text)):
        if block.start + sentence.end - start > SIZE:
            yield from _chop(text, Span(start, end))
            start = block.start + sentence.start
        end = block.start + sentence.end
    yield from _chop(text, Span(start, end))


def _chop(text: str, span: Span) -> Iterator[Span]:
    cuts = [*range(span.start, span.end, SIZE), span.end]
    pieces = (trim(text, Span(a, b)) for a, b in pairwise(cuts))
    yield from (piece for piece in pieces if piece.start < piece.end)
