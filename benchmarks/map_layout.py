"""Time the layout of maps: CPU seconds, how near linked nodes stand, and how far nodes move as a map grows.

    python benchmarks/map_layout.py [--quick]

The graphs are made up in the shape of a table's: themes in a tree, some of them used far more than others, schools,
questions of a school on a theme, publications on a theme or two, half of them evidence for a question. Nearness is the
chance that a link is shorter than the way between two nodes at random. networkx (to 500 nodes, where it is bearable)
runs beside it, igraph and graphviz where they are installed. Goals: 10,000 nodes in 2 CPU s, 50,000 in 12, a nearness
of 0.90, and no movement but where the map doubled.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from kg.maps.layout import arrange
from kg.maps.looks import LOOKS, box_of, short_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.maps.room import Box

    Spots = Sequence[Sequence[float]]

#: Nodes of the graphs, and of those of --quick.
SIZES, QUICK = (200, 2_000, 10_000, 50_000), (200, 2_000)
#: Most CPU seconds by number of nodes, and least nearness.
MOST_SECONDS, LEAST_NEARNESS = {10_000: 2.0, 50_000: 12.0}, 0.90
#: Most nodes for networkx.
BEARABLE = 500
#: Links and pairs that are compared.
SAMPLE = 20_000
#: Meetings of the map that grows, and nodes at the end.
MEETINGS, GROWN = 12, 1_200
#: Part of what is said on the themes of everybody, of publications with a second theme and with a question, and of
#: these with one on their theme.
POPULAR, SECOND, EVIDENCE, ON_THEME = 0.5, 0.33, 0.5, 0.8
LABEL = "Wat werkt bij een voorbeeld van deze lengte in de onderbouw?"
LOOK = {"theme": "theme", "school": "school", "question": "question-open", "publication": "publication"}


@dataclass(frozen=True, slots=True)
class Graph:
    """Kinds by node, and links as pairs of nodes."""

    kinds: list[str]
    links: list[tuple[int, int]]

    @property
    def boxes(self) -> list[Box]:
        """Give the room for each node with a label, of words enough to fill it."""
        return [
            box_of(short_label(LABEL[: 18 + number % 40], kind), LOOKS[LOOK[kind]])
            for number, kind in enumerate(self.kinds)
        ]


def made_up(size: int, seed: int = 7) -> Graph:
    """Give a graph in the shape of a table's."""
    random = Random(seed)  # noqa: S311  (the same each time)
    themes, schools, questions = max(8, size // 25), max(4, size // 100), size * 3 // 10
    kinds = ["theme"] * themes + ["school"] * schools + ["question"] * questions
    kinds += ["publication"] * (size - len(kinds))
    links = {((theme - 1) // 4, theme) for theme in range(1, themes)}

    def theme() -> int:
        # Half of what is said is on the few themes that everybody speaks of.
        return (
            min(themes, int(random.paretovariate(0.9))) - 1 if random.random() < POPULAR else random.randrange(themes)
        )

    start, on = themes + schools, dict[int, list[int]]()
    for question in range(start, start + questions):
        chosen = theme()
        on.setdefault(chosen, []).append(question)
        links |= {(chosen, question), (themes + random.randrange(schools), question)}
    for publication in range(start + questions, size):
        chosen = theme()
        links.add((chosen, publication))
        if random.random() < SECOND and chosen:
            links.add(((chosen - 1) // 4, publication))
        if random.random() < EVIDENCE:
            near = on.get(chosen, []) if random.random() < ON_THEME else []
            links.add((random.choice(near or range(start, start + questions)), publication))
    return Graph(kinds, sorted(links))


def nearness(graph: Graph, spots: Spots) -> float:
    """Give the chance that a link is shorter than the way between two nodes at random."""
    points, random = np.array(spots, dtype=float), np.random.default_rng(0)
    links = np.array(graph.links)[random.integers(0, len(graph.links), SAMPLE)]
    pairs = random.integers(0, len(points), (SAMPLE, 2))
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    long, chance = (np.hypot(*(points[ends[:, 0]] - points[ends[:, 1]]).T) for ends in (links, pairs))
    return float(np.mean(1 - np.searchsorted(np.sort(chance), long) / len(chance)))


def own(graph: Graph) -> Spots:
    """Give the places of kg, which are also clear of each other's labels."""
    keys = [f"urn:kg:{number}" for number in range(len(graph.kinds))]
    return arrange(dict.fromkeys(graph.links, 1.0), graph.boxes, keys=keys).spots


def spring(graph: Graph) -> Spots:
    """Give the places of networkx."""
    whole: nx.Graph[int] = nx.Graph(graph.links)
    whole.add_nodes_from(range(len(graph.kinds)))
    found = nx.spring_layout(whole, seed=1)
    return [tuple(map(float, found[number])) for number in range(len(graph.kinds))]


def igraph(graph: Graph) -> Spots:
    """Give the places of igraph, Fruchterman and Reingold on a grid."""
    import igraph as peer  # noqa: PLC0415  (where it is installed)

    whole = peer.Graph(n=len(graph.kinds), edges=graph.links)
    return [tuple(spot) for spot in whole.layout_fruchterman_reingold(grid=True, niter=500).coords]


def sfdp(graph: Graph) -> Spots:
    """Give the places of graphviz."""
    text = "graph{" + ";".join([*map(str, range(len(graph.kinds))), *(f"{a}--{b}" for a, b in graph.links)]) + "}"
    program = [shutil.which("sfdp") or "sfdp", "-Tplain", "-Goverlap=true"]
    lines = subprocess.run(program, input=text, capture_output=True, text=True, check=True).stdout.splitlines()
    found = {int(line.split()[1]): line.split()[2:4] for line in lines if line.startswith("node ")}
    return [tuple(map(float, found[number])) for number in range(len(graph.kinds))]


def peers(size: int) -> dict[str, Callable[[Graph], Spots]]:
    """Give what can be compared with at a size."""
    found: dict[str, Callable[[Graph], Spots]] = {"kg": own}
    if size <= BEARABLE:
        found["networkx spring"] = spring
    if find_spec("igraph"):
        found["igraph fr grid"] = igraph
    if shutil.which("sfdp"):
        found["graphviz sfdp"] = sfdp
    return found


def cpu() -> float:
    """Give the CPU seconds of this process and its children so far."""
    times = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in times)


def compared(sizes: Sequence[int]) -> bool:
    """Print time and nearness, and tell whether kg keeps its goals."""
    kept = True
    print(f"{'nodes':>8}{'':4}{'layout':18}{'CPU s':>8}{'nearness':>10}")
    for size in sizes:
        graph = made_up(size)
        for name, layout in peers(size).items():
            start = cpu()
            spots = layout(graph)
            seconds, near = cpu() - start, nearness(graph, spots)
            good = name != "kg" or (near >= LEAST_NEARNESS and seconds <= MOST_SECONDS.get(size, seconds))
            kept &= good
            print(f"{size:>8,}{'':4}{name:18}{seconds:>8.2f}{near:>10.3f}{'' if good else '   NOT KEPT'}", flush=True)
    return kept


def growing() -> bool:
    """Print how far nodes move from meeting to meeting, as part of the width of the map."""
    graph = made_up(GROWN)
    random = Random(3)  # noqa: S311  (the same each time)
    days = [0 if kind == "theme" else random.randrange(MEETINGS) for kind in graph.kinds]
    order = sorted(range(GROWN), key=lambda node: (days[node], node))
    number = {node: place for place, node in enumerate(order)}
    boxes = graph.boxes
    before, whole, kept = np.zeros((0, 2)), 0, True
    print(f"{'meeting':>8}{'nodes':>8}{'CPU s':>8}{'moved':>8}")
    for meeting in range(MEETINGS):
        size = sum(day <= meeting for day in days)
        links = sorted((number[a], number[b]) for a, b in graph.links if max(number[a], number[b]) < size)
        start = cpu()
        found = arrange(
            {(min(pair), max(pair)): 1.0 for pair in links},
            [boxes[node] for node in order[:size]],
            keys=[f"urn:kg:{node}" for node in order[:size]],
            arrived=[f"{2020 + days[node]}-01-01" for node in order[:size]],
        )
        seconds = cpu() - start
        spots = np.array(found.spots, dtype=float)
        width = max(float(np.ptp(spots[:, 0])), 1.0)
        moved = float(np.hypot(*(spots[: len(before)] - before).T).mean()) / width if len(before) else 0.0
        doubled = size >= 2 * whole
        whole = size if doubled else whole
        good = doubled or moved == 0
        kept &= good
        note = "   laid out anew" if doubled else ""
        print(
            f"{meeting + 1:>8}{size:>8,}{seconds:>8.2f}{moved:>8.3f}{note}{'' if good else '   NOT KEPT'}", flush=True
        )
        before = spots
    return kept


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="up to 2,000 nodes")
    chosen = parser.parse_args()
    kept = compared(QUICK if chosen.quick else SIZES)
    kept &= growing()
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
