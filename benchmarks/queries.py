"""Time all saved queries at 100k and 1M quads, in memory and on disk, with rdflib at 10k quads beside them.

    python benchmarks/queries.py [--quick] [--all] [--only NAME ...] [--limit SECONDS]

Goal: t(1M) / t(100k) <= 15 for each query. CPU seconds, median of three runs (of one above two seconds), rows taken
in. Each query runs in a fork of its own, so that one that does not end can be stopped; this needs Linux or macOS.
"""

from __future__ import annotations

import argparse
import os
import pickle
import select
import signal
import statistics
import sys
import tempfile
import time
from argparse import Namespace
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox
from synthetic import Tile, fill, make_tile

from kg.queries import bind, load_query, query_names
from kg.stores.oxigraph import OxigraphStore, open_in_memory, open_on_disk

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

#: Most that a query may grow when the graph becomes ten times as large.
GOAL = 15.0

#: Quads for the peer; rdflib needs minutes for some queries on more.
PEER = 10_000

#: Seconds below which a time is noise; ratios are taken from here up.
FLOOR = 0.002

#: Seconds above which one run is enough.
LONG = 2.0

#: Lines of the table, unless all are asked for.
SHOWN = 14


@dataclass(frozen=True, slots=True)
class Case:
    """A saved query with its parameters bound, or without them where the query does without."""

    name: str
    text: str


@dataclass(slots=True)
class Line:
    """What was measured of one case: engine and size to CPU seconds (None: stopped) and rows."""

    name: str
    seconds: dict[tuple[str, int], float | None] = field(default_factory=dict)
    rows: dict[tuple[str, int], int] = field(default_factory=dict)
    errors: dict[tuple[str, int], str] = field(default_factory=dict)

    def ratio(self, engine: str, small: int, large: int) -> float:
        """Give the growth from one size to the other; infinite where the larger was stopped."""
        first, second = self.seconds.get((engine, small)), self.seconds.get((engine, large))
        if first is None or second is None:
            return float("inf")
        return max(second, FLOOR) / max(first, FLOOR)


def cases(values: dict[str, str], only: list[str]) -> list[Case]:
    """Give each saved query with all its parameters, and without them where its header allows that."""
    found = []
    for name in query_names():
        if only and name not in only:
            continue
        query = load_query(name)
        names = [parameter.name for parameter in query.parameters]
        if all(p.name == "asOf" or "without it" in p.meaning for p in query.parameters):
            found.append(Case(name, query.text))
        if names:
            unknown = sorted(set(names) - set(values))
            if unknown:
                sys.exit(f"{name}: add a value for {unknown[0]} to parameter_values")
            bound = {each: values[each] for each in names}
            found.append(Case(f"{name} ({', '.join(names)})", bind(query, bound)))
    return found


def parameter_values(store: OxigraphStore) -> dict[str, str]:
    """Give a value that exists for each parameter that a saved query may have."""
    asked = (("theme-questions", "question"), ("theme-questions", "theme"), ("schools", "school"))
    values = {"asOf": "2020-01-01"}
    for name, variable in (*asked, ("publications", "publication")):
        term = store.ask(load_query(name).text)[0][variable]
        values[variable] = "" if term is None else term.value
    return {**values, "statement": values["question"], "node": values["question"]}


def timed(run: Callable[[], int]) -> tuple[float, int]:
    """Give the median CPU time and the rows of a query."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        rows = run()
        spent.append(time.process_time() - start)
        if spent[0] > LONG:
            break
    return statistics.median(spent), rows


def outcome(work: Callable[[], T]) -> T | str:
    """Give what a function gives, or the error that it raised as text."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001  (an engine may raise anything)
        return f"{type(error).__name__}: {error}"


def in_fork(work: Callable[[], T], limit: float) -> T | str | None:
    """Give what a function gives, done in a copy of this process; None where it took longer than the limit."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(outcome(work), stream)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        ready, _, _ = select.select([stream], [], [], limit)
        if not ready:
            os.kill(child, signal.SIGKILL)
        data = stream.read() if ready else b""
    os.waitpid(child, 0)
    found: T | str | None = pickle.loads(data) if data else None  # noqa: S301  (our own bytes)
    return found


def measure(
    lines: dict[str, Line], listed: list[Case], key: tuple[str, int], opened: Callable[[], Any], limit: float
) -> None:
    """Time each case on what `opened` gives within the fork."""
    for case in listed:
        line = lines.setdefault(case.name, Line(case.name))

        def work(case: Case = case) -> tuple[float, int]:
            ask = opened()
            return timed(lambda: len(ask(case.text)))

        found = in_fork(work, limit * 3)
        if isinstance(found, str):
            line.errors[key] = found
        line.seconds[key], line.rows[key] = (None, -1) if found is None or isinstance(found, str) else found


def on_rdflib(data: bytes) -> Callable[[], Any]:
    """Give a function that gives the `ask` of the peer over the same quads."""
    from rdflib import Dataset  # noqa: PLC0415  (forks need it not)

    peer = Dataset(default_union=True)
    peer.parse(data=data, format="nquads")
    return lambda: lambda text: list(peer.query(text))


def measure_size(lines: dict[str, Line], tile: Tile, quads: int, options: Namespace, *, peer: bool) -> None:
    """Make a graph of one size and time all cases on it."""
    with tempfile.TemporaryDirectory() as folder:
        memory, disk = open_in_memory(), open_on_disk(Path(folder))
        fill(memory, tile, quads)
        listed = cases(parameter_values(memory), options.only)
        measure(lines, listed, ("memory", quads), lambda: memory.ask, options.limit)
        if not peer:
            fill(disk, tile, quads)
            disk.close()
            opened = lambda: OxigraphStore(ox.Store.read_only(folder)).ask  # noqa: E731
            measure(lines, listed, ("disk", quads), opened, options.limit)
            return
        data = ox.serialize(memory.quads(), format=ox.RdfFormat.N_QUADS) or b""
    measure(lines, listed, ("rdflib", quads), on_rdflib(data), options.limit)


def report(lines: list[Line], peer: int, small: int, large: int, shown: int) -> bool:
    """Print the table, the worst growth first, and tell whether all queries keep to the goal."""
    lines.sort(key=lambda line: (-max(line.ratio(e, small, large) for e in ("memory", "disk")), line.name))
    lines.sort(key=lambda line: not line_fails(line, small, large))
    print(f"CPU seconds; memory and disk at {small:,} and {large:,} quads; rdflib at {peer:,} quads as times kg")
    print(f"{'query':38}{'memory':>8}{'':>8}{'ratio':>6}{'disk':>9}{'':>8}{'ratio':>6}{'rdflib':>8}{'rows':>9}")
    for line in lines[:shown]:
        print(f"{line.name[:37]:38}{halves(line, 'memory', small, large)} {halves(line, 'disk', small, large)}", end="")
        print(f"{times(line, peer):>8}{line.rows[('memory', large)]:>9}")
    failing = [line.name for line in lines if line_fails(line, small, large)]
    odd = [line.name for line in lines if line.rows.get(("rdflib", peer), -1) not in (-1, line.rows[("memory", peer)])]
    print(
        f"{len(lines)} cases; above the goal of {GOAL:g}: {len(failing)}; other rows in rdflib: {', '.join(odd) or 0}"
    )
    for error in sorted({f"{line.name}: {text}" for line in lines for text in line.errors.values()})[:6]:
        print(f"  {error[:116]}")
    ratios = [r for line in lines if (r := peer_ratio(line, peer))]
    print(f"rdflib takes {statistics.median(ratios):.0f} times as long (median of {len(ratios)})" if ratios else "")
    return not failing


def line_fails(line: Line, small: int, large: int) -> bool:
    """Tell whether a case grows more than the goal allows."""
    return any(line.ratio(engine, small, large) > GOAL for engine in ("memory", "disk"))


def halves(line: Line, engine: str, small: int, large: int) -> str:
    """Give the cells of one engine."""
    cells = [seconds_cell(line.seconds.get((engine, size), None)) for size in (small, large)]
    return f"{cells[0]:>8}{cells[1]:>8}{line.ratio(engine, small, large):>6.1f}"


def seconds_cell(seconds: float | None) -> str:
    """Give a time, or that it was stopped."""
    return "stopped" if seconds is None else f"{seconds:.4f}" if seconds < 1 else f"{seconds:.2f}"


def peer_ratio(line: Line, peer: int) -> float | None:
    """Give how many times as long rdflib took."""
    ours, theirs = line.seconds.get(("memory", peer)), line.seconds.get(("rdflib", peer))
    return theirs / max(ours, 1e-5) if ours is not None and theirs is not None else None


def times(line: Line, peer: int) -> str:
    """Give how many times as long rdflib took, or that it was stopped."""
    ratio = peer_ratio(line, peer)
    if ("rdflib", peer) in line.errors:
        return "error"
    return "stopped" if ratio is None else f"{ratio:.0f}x"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="5k, 10k and 100k quads")
    parser.add_argument("--all", action="store_true", help="print all lines")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--limit", type=float, default=20.0, help="seconds that one run may take")
    options = parser.parse_args()
    peer, small, large = (5_000, 10_000, 100_000) if options.quick else (PEER, 100_000, 1_000_000)
    lines: dict[str, Line] = {}
    with tempfile.TemporaryDirectory() as folder:
        tile = make_tile(Path(folder))
    for quads in (peer, small, large):
        measure_size(lines, tile, quads, options, peer=quads == peer)
    kept = report(list(lines.values()), peer, small, large, len(lines) if options.all else SHOWN)
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
