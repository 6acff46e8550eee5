"""Time the refresh of one changed note beside 10k, 100k and 1M other quads.

    python benchmarks/refresh.py [--quick]

(a) in the store: the graph of a note is replaced in a store on disk; beside it rdflib, in memory, as times kg.
(b) the command: `kg refresh` in a process of its own, the other quads being libraries; (c) the same, the other quads
being notes with questions (no goal). Goal: t(largest) / t(smallest) <= 1.5 for (a) and (b). CPU and wall seconds,
medians. The first refresh of a workspace is preparation; its CPU time stands at the end of the line.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from synthetic import BASE, MARK, Tile, fill, kg, make_tile, meeting_note, write_libraries, write_notes

from kg.stores.oxigraph import OxigraphStore, open_on_disk
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Callable

NQUADS = ox.RdfFormat.N_QUADS

#: Most that a refresh may grow from the smallest to the largest graph.
GOAL = 1.5

#: Quads above which rdflib is not asked: it takes a minute to load more.
MOST_FOR_PEER = 100_000

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


def in_store(tile: Tile, quads: int, *, peer: bool) -> tuple[Timing, Timing, float]:
    """Parse and replace the graph of one note in a store on disk.

    Give the time for that, the time to bring it to disk, and the time of rdflib as times the first (0: not asked).
    """
    name = Iri(f"{BASE}0000/graph/meetings/{MARK}-0.md")
    lines = [line for line in tile.numbered(0).splitlines(keepends=True) if f"<{name}> ." in line.decode()]
    texts = b"".join(lines), b"".join(lines).replace(b"werkt", b"helpt")
    with tempfile.TemporaryDirectory() as folder:
        store = open_on_disk(Path(folder, "store"))
        fill(store, tile, quads)
        store.close()  # a refresh opens it anew, without what the filling still does in the background
        store = open_on_disk(Path(folder, "store"))
        replacing, flushing = [], []
        for run in range(40):
            replacing.append(timed(partial(_replace, store, name, texts[1 - run % 2])))
            flushing.append(timed(store.flush))
        ours = median(replacing[10:])
        whole = (ox.serialize(store.quads(), format=NQUADS) if peer else None) or b""
        store.close()
    return ours, median(flushing[10:]), _on_rdflib(whole, name, texts) / ours.cpu if peer else 0.0


def _replace(store: OxigraphStore, name: Iri, data: bytes) -> None:
    store.replace({name: ox.parse(data, format=NQUADS)})


def _on_rdflib(whole: bytes, name: str, texts: tuple[bytes, bytes]) -> float:
    from rdflib import Dataset, URIRef  # noqa: PLC0415  (only where the peer is asked)

    peer = Dataset()
    peer.parse(data=whole, format="nquads")

    def work(run: int) -> None:
        peer.remove_graph(URIRef(name))
        peer.parse(data=texts[1 - run % 2], format="nquads")

    return median([timed(partial(work, run)) for run in range(8)]).cpu


def by_command(folder: Path, runs: int) -> tuple[Timing, Timing, int]:
    """Refresh a workspace, then change one note and refresh again; give the times of the two, and the quads."""
    first = timed(lambda: kg(folder, "refresh"), children=True)
    note = folder / "sources" / "meetings" / f"{MARK}-0.md"
    timings = []
    for run in range(runs):
        note.write_bytes(meeting_note(0) + f"\nBesluit: {MARK} krijgt vervolg nr {run}.\n".encode())
        timings.append(timed(lambda: kg(folder, "refresh"), children=True))
    quads = sum(1 for file in (folder / "outputs" / "graph").rglob("*.trig") for _ in ox.parse(path=str(file)))
    return median(timings), first, quads


def row(name: str, quads: int, found: Timing, note: str) -> None:
    """Print one line of the table."""
    print(f"{name:18}{quads:>10,}{found.cpu:>10.4f}{found.wall:>10.4f}   {note}")


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
        found[quads], flushed, beside = in_store(tile, quads, peer=quads <= MOST_FOR_PEER)
        peer = f"rdflib {beside:.1f}x" if beside else ""
        row("(a) store", quads, found[quads], note=f"to disk {flushed.cpu:.3f}  {peer}")
    return series("(a) store", found, GOAL)


def run_command(name: str, sizes: list[int], write: Callable[[Path, int], None], goal: float | None, runs: int) -> bool:
    """Measure (b) or (c); `write` adds the other quads to a workspace."""
    found = {}
    for quads in sizes:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), quads)
            found[quads], first, size = by_command(Path(folder), runs)
        row(name, size, found[quads], f"first {first.cpu:.1f}")
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
    print(f"{'':18}{'quads':>10}{'CPU s':>10}{'wall s':>10}")
    kept = [
        chosen.only not in ("", "a") or run_store(sizes),
        chosen.only not in ("", "b") or run_command("(b) libraries", sizes, beside_libraries, GOAL, runs),
        chosen.only not in ("", "c") or run_command("(c) notes", sizes[:2], beside_notes, None, 3),
    ]
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
