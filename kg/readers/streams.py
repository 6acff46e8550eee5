"""The text of a metadata file as a stream: its lines or pieces one after another, never the whole."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.guards.encodings import encoding_of
from kg.model import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

#: Characters of a piece.
PIECE = 1 << 16


class _Text(io.TextIOWrapper):
    """Text over a stream that is its owner's to close, so that it can be read a second time."""

    def close(self) -> None:
        """Leave the stream open."""


class Line(NamedTuple):
    """A line with its end, and its number from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class TextStream:
    """A stream as text, read once. `issues` say what was guessed of its encoding."""

    reader: io.TextIOWrapper
    issues: tuple[Issue, ...] = ()

    def lines(self) -> Iterator[Line]:
        r"""Yield the lines; `\n`, `\r\n` and `\r` end one."""
        for number, text in enumerate(self.reader, 1):
            yield Line(number, text)

    def pieces(self) -> Iterator[str]:
        """Yield the text in pieces, for formats in which a line may be as long as the file."""
        while piece := self.reader.read(PIECE):
            yield piece


def text_stream(stream: BinaryIO) -> TextStream:
    r"""Give a stream of bytes as text, from its beginning. The stream must know `seek`; it stays open.

    >>> [line.text for line in text_stream(io.BytesIO(b"TY\nER")).lines()]
    ['TY\n', 'ER']
    """
    encoding = encoding_of(stream)
    stream.seek(encoding.start)
    reader = _Text(stream, encoding=encoding.name, errors=encoding.errors, newline="")
    hint = "Save the file as UTF-8 if accents look wrong."
    return TextStream(reader, (Issue(encoding.warning, hint=hint, is_error=False),) if encoding.warning else ())
