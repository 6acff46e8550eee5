"""The text of a metadata file as a stream: its lines or pieces one after another, never the whole."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.guards.encodings import declared_encoding, encoding_of
from kg.model import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

#: Characters of a piece.
PIECE = 1 << 16

#: Characters that a record may have; one that is larger is refused and the rest goes on.
LARGEST = 20_000_000

#: Characters of a broken record that its issue quotes.
QUOTED = 2_000


_LONGEST = 1 << 20  # characters of a line


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
        r"""Yield the lines; `\n`, `\r\n` and `\r` end one. One longer than a megabyte comes in parts of one number."""
        number = 1
        while text := self.reader.readline(_LONGEST):
            yield Line(number, text)
            number += text.endswith(("\n", "\r"))

    def pieces(self) -> Iterator[str]:
        """Yield the text in pieces, for formats in which a line may be as long as the file."""
        while piece := self.reader.read(PIECE):
            yield piece


def text_stream(stream: BinaryIO, declared: str = "") -> TextStream:
    r"""Give a stream of bytes as text, from its beginning. The stream must know `seek`; it stays open.

    `declared` is the encoding that the file itself states; it counts where the file is not UTF-8.

    >>> [line.text for line in text_stream(io.BytesIO(b"TY  - JOUR\nER  - ")).lines()]
    ['TY  - JOUR\n', 'ER  - ']
    """
    encoding = encoding_of(stream)
    if encoding.warning and declared:
        encoding = declared_encoding(stream, declared) or encoding
    stream.seek(encoding.start)
    reader = _Text(stream, encoding=encoding.name, errors=encoding.errors, newline="")
    hint = "Save the file as UTF-8 if accents look wrong."
    return TextStream(reader, (Issue(encoding.warning, hint=hint, is_error=False),) if encoding.warning else ())
