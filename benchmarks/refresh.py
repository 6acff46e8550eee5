"""Time the refresh of one changed note beside 10k, 100k and 1M other quads.

    python benchmarks/refresh.py [--quick]

(a) in the store: the graph of a note is replaced in a store on disk; beside it rdflib, in memory, as times kg.
(b) the command: `kg refresh` in a process of its own, the other quads being libraries; (c) the same, the other quads
being notes with questions (no goal). Goal: t(largest) / t(smallest) <= 1.5 for (a) and (b). CPU and wall seconds,
medians. The first refresh of a workspace is preparation; its time stands in the last column.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from synthetic import BASE, MARK, Tile, fill, kg, make_tile, meeting_note, write_libraries, write_notes

from kg.stores.oxigraph import OxigraphStore, open_on_disk

if TYPE_CHECKING:
    from collections.abc import Callable

#: Most that a refresh may grow from the smallest to the largest graph.
GOAL = 1.5

#: Quads that kg makes of one record and of one note, with what is derived; measured, to choose how many to write.
QUADS_A_RECORD, QUADS_A_NOTE = 17, 700


@dataclass(frozen=True, slots=True)
class Timing:
    """CPU and wall seconds of one piece of work."""

    cpu: float
    wall: float


def spent(*, children: bool) -> float:
    """Give the CPU seconds of this process, or of its children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def timed(work: Callable[[], object], *, children: bool = False) -> Timing:
    """Do a piece of work and give its time."""
    cpu, wall = spent(children=children), time.perf_counter()
    work()
    return Timing(spent(children=children) - cpu, time.perf_counter() - wall)


def median(timings: list[Timing]) -> Timing:
    """Give the medians."""
    return Timing(statistics.median(t.cpu for t in timings), statistics.median(t.wall for t in timings))


def in_store(tile: Tile, quads: int, *, peer: bool) -> tuple[Timing, float | None]:
    """Replace the graph of one note in a store on disk and flush; give the time, and rdflib's as times ours."""
    name = f"{BASE}0000/graph/meetings/{MARK}-0.md"
    parsed = list(ox.parse(tile.numbered(0), format=ox.RdfFormat.N_QUADS))
    note = [quad for quad in parsed if str(quad.graph_name) == f"<{name}>"]
    changed = [ox.Quad(q.subject, q.predicate, _edited(q.object), q.graph_name) for q in note]
    with tempfile.TemporaryDirectory() as folder:
        store = open_on_disk(Path(folder, "store"))
        fill([store.engine], tile, quads)
        store.flush()
        timings = [timed(lambda n=n: _replace(store, name, (note, changed)[n % 2])) for n in range(1, 16)]
        ours = median(timings[3:])
        if not peer:
            return ours, None
        data: bytes = ox.serialize(store.quads(), format=ox.RdfFormat.N_QUADS)
        store.close()
    return ours, _on_rdflib(data, name, ox.serialize(changed, format=ox.RdfFormat.N_QUADS)) / ours.cpu


def _edited(term: object) -> object:
    return ox.Literal(f"{term.value} gewijzigd") if isinstance(term, ox.Literal) and term.language else term


def _replace(store: OxigraphStore, name: str, quads: list[ox.Quad]) -> None:
    store.replace({name: quads})
    store.flush()


def _on_rdflib(data: bytes, name: str, changed: bytes) -> float:
    from rdflib import Dataset, URIRef

    peer = Dataset()
    peer.parse(data=data, format="nquads")

    def work() -> None:
        peer.remove((None, None, None, peer.graph(URIRef(name))))
        peer.parse(data=changed, format="nquads")

    return median([timed(work) for _ in range(5)]).cpu


def by_command(folder: Path, runs: int) -> tuple[Timing, Timing, int]:
    """Refresh a workspace, then change one note and refresh again; give the times of the two, and the quads."""
    first = timed(lambda: kg(folder, "refresh"), children=True)
    note = folder / "sources" / "meetings" / f"{MARK}-0.md"
    timings = []
    for run in range(runs):
        note.write_bytes(meeting_note(0) + f"\nBesluit: {MARK} krijgt vervolg nr {run}.\n".encode())
        timings.append(timed(lambda: kg(folder, "refresh"), children=True))
    with tempfile.TemporaryDirectory() as copy:
        store = OxigraphStore(ox.Store(copy))
        for file in (folder / "outputs" / "graph").rglob("*.trig"):
            store.engine.bulk_load(path=str(file), format=ox.RdfFormat.TRIG)
        return median(timings), first, len(store.engine)


def row(name: str, quads: int, found: Timing, start: Timing | None, beside: str = "") -> None:
    """Print one line of the table."""
    begun = "" if start is None else f"{start.cpu:9.2f}"
    print(f"{name:18}{quads:>10,}{found.cpu:>10.4f}{found.wall:>10.4f}{begun or beside:>10}")


def series(name: str, found: dict[int, Timing], goal: float | None) -> bool:
    """Print how much a series grew, and tell whether it keeps to the goal."""
    small, large = found[min(found)], found[max(found)]
    cpu, wall = large.cpu / small.cpu, large.wall / small.wall
    kept = goal is None or cpu <= goal
    told = "" if goal is None else f"   goal {goal:g}: {'kept' if kept else 'NOT KEPT'}"
    print(f"{name:18}{'ratio':>10}{cpu:>10.2f}{wall:>10.2f}{told}")
    return kept


def run_store(sizes: list[int]) -> bool:
    """Measure (a)."""
    with tempfile.TemporaryDirectory() as folder:
        tile = make_tile(Path(folder))
    found = {}
    for quads in sizes:
        found[quads], beside = in_store(tile, quads, peer=quads <= 100_000)
        row("(a) store", quads, found[quads], None, f"rdflib {beside:.1f}x" if beside else "")
    return series("(a) store", found, GOAL)


def run_command(name: str, sizes: list[int], write: Callable[[Path, int], None], goal: float | None, runs: int) -> bool:
    """Measure (b) or (c); `write` adds the other quads to a workspace."""
    found = {}
    for quads in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), quads)
            found[quads], first, size = by_command(Path(folder), runs)
        row(name, size, found[quads], first)
    return series(name, found, goal)


def beside_libraries(folder: Path, quads: int) -> None:
    """Write five notes, and libraries of so many quads."""
    write_notes(folder, 5)
    write_libraries(folder, quads // QUADS_A_RECORD)


def beside_notes(folder: Path, quads: int) -> None:
    """Write notes of so many quads."""
    write_notes(folder, quads // QUADS_A_NOTE)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="10k and 100k quads, three runs")
    parser.add_argument("--only", choices="abc", default="")
    chosen = parser.parse_args()
    sizes = [10_000, 100_000] if chosen.quick else [10_000, 100_000, 1_000_000]
    runs = 3 if chosen.quick else 5
    print(f"{'':18}{'quads':>10}{'CPU s':>10}{'wall s':>10}{'first':>10}")
    kept = [
        chosen.only not in ("", "a") or run_store(sizes),
        chosen.only not in ("", "b") or run_command("(b) libraries", sizes, beside_libraries, GOAL, runs),
        chosen.only not in ("", "c") or run_command("(c) notes", sizes[:2], beside_notes, None, 3),
    ]
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
