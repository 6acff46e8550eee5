"""The encoding of a stream of bytes, told without holding it: the same as `decode` tells of bytes at hand."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.guards.decode import MARKS, SAMPLE, is_mostly_utf8, likely_encodings, wide_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_CHUNK = 1 << 16
_DECLARABLE = re.compile(
    r"iso-?8859-\d{1,2}|latin-?\d|(?:windows|cp)-?125\d|us-ascii|ascii|macintosh|mac-?roman|koi8-[ru]|gb2312|gbk|gb18030|"
    r"big5|shift-jis|euc-(?:jp|kr)"
)
_LATIN = ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to read a stream as text: from which byte, as what, and what was guessed ('' for nothing)."""

    name: str
    start: int = 0
    errors: str = "strict"
    warning: str = ""


def encoding_of(stream: BinaryIO) -> Encoding:
    r"""Give the encoding of a stream that can be read twice; it is left anywhere.

    >>> import io
    >>> encoding_of(io.BytesIO(b"caf\xe9 in Gent")).name
    'cp1252'
    """
    stream.seek(0)
    head = stream.read(4096)
    for mark, name in MARKS:
        if head.startswith(mark):
            return _marked(stream, name, len(mark))
    size = stream.seek(0, 2)
    wide = wide_encoding(head, size)
    if wide:
        return Encoding(wide, 0, "replace", f"no byte order mark; read as {wide}, which is a guess")
    return _unmarked(stream, 0)


def declared_encoding(stream: BinaryIO, declared: str) -> Encoding | None:
    r"""Give the encoding that a text states of itself, None where it is not in it; the stream is left anywhere.

    Source: WHATWG Encoding, section 4.2, by which Latin-1 is read as windows-1252.

    >>> import io
    >>> declared_encoding(io.BytesIO(b"caf\xe9"), "ISO-8859-1").warning
    'not UTF-8; read as ISO-8859-1, as it states itself'
    """
    name = declared.lower().replace("_", "-")
    if not _DECLARABLE.fullmatch(name):
        return None
    for codec in ("cp1252", "latin-1") if name in _LATIN else (name,):
        with suppress(LookupError):
            if _first_error(stream, codec, 0) is None:
                return Encoding(codec, 0, "strict", f"not UTF-8; read as {declared}, as it states itself")
    return None


def _marked(stream: BinaryIO, name: str, start: int) -> Encoding:
    if _first_error(stream, name, start) is None:
        return Encoding(name, start)
    if name == "utf-8":
        return _unmarked(stream, start)
    return Encoding(name, start, "replace", f"not all of it is {name}; what could not be read shows as U+FFFD")


def _unmarked(stream: BinaryIO, start: int) -> Encoding:
    first = _first_error(stream, "utf-8", start)
    if first is None:
        return Encoding("utf-8", start)
    damaged, sound = _damage(stream, start)
    if is_mostly_utf8(damaged, sound):
        return Encoding("utf-8", start, "replace", f"{damaged} places are not UTF-8; they show as U+FFFD")
    for name in likely_encodings(_sample(stream, start, first)):
        if _first_error(stream, name, start) is None:
            return Encoding(name, start, "strict", f"not UTF-8; read as {name}, which is a guess")
    return Encoding("latin-1", start, "strict", "not UTF-8; read as latin-1, which is a guess")


def _chunks(stream: BinaryIO, start: int) -> Iterator[bytes]:
    stream.seek(start)
    while chunk := stream.read(_CHUNK):
        yield chunk


def _first_error(stream: BinaryIO, name: str, start: int) -> int | None:
    """Give the byte at which a strict reading stops, or None."""
    decoder, at = codecs.getincrementaldecoder(name)(), start
    for chunk in _chunks(stream, start):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as problem:
            return max(start, at - pending + problem.start)
        at += len(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return at
    return None


def _damage(stream: BinaryIO, start: int) -> tuple[int, int]:
    """Give how many places are not UTF-8, and how many characters beyond ASCII are sound."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    signs = beyond = own = 0
    tail = b""
    for chunk in (*_chunks(stream, start), b""):
        text = decoder.decode(chunk, final=not chunk)
        signs += text.count("\ufffd")
        beyond += sum(1 for char in text if char > "\x7f")
        own += (tail + chunk).count(b"\xef\xbf\xbd")
        tail = chunk[-2:]
    damaged = signs - own
    return damaged, beyond - damaged


def _sample(stream: BinaryIO, start: int, first: int) -> bytes:
    """Give the bytes about the first that are not UTF-8, from the start of a line."""
    before = max(start, first - SAMPLE)
    stream.seek(before)
    line = stream.read(first - before).rfind(b"\n") + 1
    begin = before + line if line else start
    stream.seek(begin)
    return stream.read(SAMPLE)
