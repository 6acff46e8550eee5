"""Graphs as TriG files: sorted, with short names, so that git shows what a meeting changed."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typing_extensions import Buffer


def write_trig(quads: Iterable[ox.Quad]) -> bytes:
    """Give quads as TriG, sorted by graph, subject, predicate and object."""
    ordered = sorted(quads, key=_order)
    return _ordered_head(serialize(ordered, ox.RdfFormat.TRIG, PREFIXES))


def stream_trig(quads: Iterable[ox.Quad], stream: IO[bytes]) -> None:
    """Write quads that are in order as TriG, the same bytes as `write_trig`, without holding them."""
    with _AfterHead(stream) as output:
        ox.serialize(quads, cast("IO[bytes]", output), ox.RdfFormat.TRIG, prefixes=PREFIXES)


class _AfterHead(io.RawIOBase):
    """Sorts the prefixes on their way to a stream."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._head = stream, b""
        self._is_past = False

    def writable(self) -> bool:
        """Tell that this is written to."""
        return True

    def write(self, data: Buffer) -> int:
        """Pass on what comes, once the prefixes are all there."""
        part = bytes(data)
        if self._is_past:
            self._stream.write(part)
            return len(part)
        self._head += part
        whole, _, last = self._head.rpartition(b"\n")
        if any(not line.startswith(b"@prefix") for line in whole.splitlines()) or (last and last[:1] != b"@"):
            self._stream.write(_ordered_head(self._head))
            self._is_past = True
        return len(part)

    def close(self) -> None:
        """Pass on prefixes after which nothing came. The stream is its owner's to close."""
        if not self._is_past:
            self._stream.write(_ordered_head(self._head))
            self._is_past = True


def serialize(
    quads: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat, prefixes: dict[str, str] | None = None
) -> bytes:
    """Give quads or triples, in the order given, in a format of the library."""
    return ox.serialize(quads, format=form, prefixes=prefixes) or b""


def _ordered_head(data: bytes) -> bytes:
    """Sort the prefixes, which the library writes in an order that differs from run to run."""
    lines = data.splitlines(keepends=True)
    count = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
    return b"".join([*sorted(lines[:count]), *lines[count:]])


def _order(quad: ox.Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


def read_trig(data: bytes) -> Iterator[ox.Quad]:
    """Yield the quads of a TriG file that kg wrote."""
    return iter(ox.parse(data, format=ox.RdfFormat.TRIG))


def read_nquads(text: str) -> Iterator[ox.Quad]:
    """Yield the quads of N-Quads that kg wrote."""
    return iter(ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS))
