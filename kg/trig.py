"""Graphs as TriG files: sorted, with short names, so that git shows what a meeting changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def write_trig(quads: Iterable[ox.Quad]) -> bytes:
    """Give quads as TriG, sorted by graph, subject, predicate and object."""
    ordered = sorted(quads, key=_order)
    return _ordered_head(serialize(ordered, ox.RdfFormat.TRIG, PREFIXES))


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
