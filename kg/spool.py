"""A graph that may be larger than memory: kept as blocks, one a subject, and given back in the order of subjects."""

from __future__ import annotations

import heapq
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.guards import atomic
from kg.trig import serialize

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    #: A subject as it is sorted, and its quads as sorted lines of N-Quads.
    Block = tuple[str, bytes]

#: Bytes of blocks that are held before they go to disk.
HELD = 64 << 20


class Spool:
    """Collects the quads of one graph; what is more than is held lies in `folder`, which the caller removes."""

    def __init__(self, folder: Path, held: int = HELD) -> None:
        self._folder, self._most = folder, held
        self._blocks: list[Block] = []
        self._held = 0
        self._runs: list[Path] = []
        self.size = 0  # quads taken in, doubles included

    def add(self, subject: str, quads: Collection[ox.Quad]) -> None:
        """Take in what is said of a subject; it may come in several calls."""
        if not quads:
            return
        lines = serialize(quads, ox.RdfFormat.N_QUADS).splitlines(keepends=True)
        self._blocks.append((f"<{subject}>", b"".join(sorted(lines))))
        self.size += len(lines)
        self._held += len(subject) + len(self._blocks[-1][1])
        if self._held > self._most:
            self._spill()

    def quads(self) -> Iterator[ox.Quad]:
        """Yield all quads, sorted by subject, predicate and object, each once."""
        runs = [sorted(self._blocks, key=itemgetter(0)), *map(_read, self._runs)]
        for _, blocks in groupby(heapq.merge(*runs, key=itemgetter(0)), key=itemgetter(0)):
            first, *more = [block for _, block in blocks]
            if more:
                first = b"".join(sorted({line for block in (first, *more) for line in block.splitlines(keepends=True)}))
            yield from ox.parse(first, format=ox.RdfFormat.N_QUADS)

    def _spill(self) -> None:
        """Write what is held as a sorted run."""
        path = self._folder / f"{len(self._runs)}"
        with atomic.new_file(path) as stream:
            for subject, block in sorted(self._blocks, key=itemgetter(0)):
                head = subject.encode()
                stream.write(len(head).to_bytes(8, "big") + len(block).to_bytes(8, "big") + head + block)
        self._runs.append(path)
        self._blocks, self._held = [], 0


def _read(path: Path) -> Iterator[Block]:
    """Yield the blocks of a run."""
    with path.open("rb") as stream:
        while head := stream.read(16):
            subject = stream.read(int.from_bytes(head[:8], "big"))
            yield subject.decode(), stream.read(int.from_bytes(head[8:], "big"))
