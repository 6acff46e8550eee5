"""The scene of a map for a picture: what a view shows, folded where it is too much, and what is said around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import dist, hypot, sqrt
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.maps.arranging import MAIN, add_experience, lay_out
from kg.maps.bridging import bridges_of
from kg.maps.drawing import bottom_first
from kg.maps.folding import fold
from kg.maps.looks import LOOKS, look_of, short_label
from kg.maps.naming import name_clusters, naming_nodes
from kg.maps.scene import Line, Mark, Scene
from kg.maps.showing import EVIDENCE, changed, edges_of, last_meetings, shown_in
from kg.maps.views import load_views
from kg.words import load_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import networkx as nx

    from kg.maps.arranging import Layout
    from kg.maps.views import View

#: How much larger a question gets each time that it was asked again, and the most.
GROWTH, LARGEST = 0.32, 2.0
#: Width of a line of the name of a group, and its most lines.
_LINE, _LINES = 24, 3
#: Part of its distance to another that a group may fill.
_APART = 0.94
#: Part of the way to the nearest that two rings fill, and the least radius.
_RING, _SMALLEST = 0.8, 20.0


@dataclass(frozen=True, slots=True)
class _Stage:
    """A network with its layouts, what to show of it, and the words for that."""

    graph: nx.MultiDiGraph[str]
    view: View
    layout: Layout
    words: Mapping[str, str]
    language: str


def scene_of(
    graph: nx.MultiDiGraph[str], *, view: str = "overview", language: str = "nl", title: str = "", today: str = ""
) -> Scene:
    """Give the scene of a view of a network.

    Raises:
        UsageError: there is no such view.
    """
    graph = bottom_first(graph)
    add_experience(graph)
    stage = _stage(graph, view, language)
    marks, lines = _bridges(stage) if view == "bridges" else _drawn(stage)
    return Scene(
        title=title or stage.words["title"],
        lead=_lead(stage),
        note=_note(stage, graph.graph.get("as_of") or today),
        marks=marks,
        lines=lines,
        legend=(*_looks(marks, stage.words), *_relations(lines, stage.words)),
    )


def _stage(graph: nx.MultiDiGraph[str], view: str, language: str) -> _Stage:
    views = load_views()
    if view not in views:
        raise UsageError(f"there is no view '{view}'", hint=f"choose from: {', '.join(views)}")
    wanted = views["focus" if graph.graph.get("focus") else view]
    layouts = lay_out(graph)
    return _Stage(graph, wanted, layouts.get(wanted.layout, layouts[MAIN]), load_words("map", language), language)


def _drawn(stage: _Stage) -> tuple[tuple[Mark, ...], tuple[Line, ...]]:
    """Give the marks and lines of a view: groups first, then nodes, as they lie over each other."""
    graph, arrangement = stage.graph, stage.layout.arrangement
    names = list(graph)
    place = {names[number]: position for position, number in enumerate(stage.layout.members)}
    shown = shown_in(graph, stage.view, stage.layout)
    known = set(shown)
    drawn = [edge[:2] for edge in edges_of(graph, stage.view) if set(edge[:2]) <= known]
    folded = fold(arrangement, [place[iri] for iri in shown], {place[iri] for edge in drawn for iri in edge})
    groups: dict[int, list[str]] = {}
    for iri in shown:
        if place[iri] in folded:
            groups.setdefault(folded[place[iri]], []).append(iri)
    alone = sorted((iri for iri in shown if place[iri] not in folded), key=names.index) if len(shown) else []
    ends = {iri for edge in drawn for iri in edge}
    apart = [number for number, group in groups.items() if ends.isdisjoint(group)]
    spots = [_middle(stage, number) for number in sorted(groups)]
    members = [groups[number] for number in sorted(groups)]
    rings = _rings(stage, members, spots, _sizes(members, spots), _names(stage, sorted(groups), apart))
    marks = (*rings, *(_mark(stage, iri, *arrangement.spots[place[iri]]) for iri in alone))
    number_of = {iri: number for number, group in enumerate(members) for iri in group}
    number_of |= {iri: len(members) + number for number, iri in enumerate(alone)}
    return marks, _lines(stage, number_of, len(members))


def _mark(stage: _Stage, iri: str, x: int, y: int) -> Mark:
    node = stage.graph.nodes[iri]
    look = look_of(node)
    text = node["labels"].get(stage.language) or node["label"]
    times = {"asked": node["asked"], "schools": len(node["schools"])}.get(stage.view.sized, 1)
    growth = min(LARGEST, 1 + GROWTH * (max(times, 1) - 1)) if node["kind"] == "question" else 1
    return Mark(look, short_label(text, node["kind"]), x, y, round(LOOKS[look].size * growth))


def _sizes(members: Sequence[Sequence[str]], spots: Sequence[tuple[int, int]]) -> list[float]:
    """Give the radius of each ring: by how many nodes it holds, as large as most have room for."""
    roots = [sqrt(len(group)) for group in members]
    rates = sorted(
        min(dist(spot, other) / (roots[one] + roots[two]) for two, other in enumerate(spots) if two != one)
        for one, spot in enumerate(spots)
        if len(spots) > 1
    )
    rate = _RING * rates[len(rates) // 2] if rates else _SMALLEST
    return [max(_SMALLEST, rate * root) for root in roots]


def _middle(stage: _Stage, number: int) -> tuple[int, int]:
    """Give the middle of all nodes of a cluster."""
    arrangement = stage.layout.arrangement
    cluster = arrangement.clusters[number]
    spots = [arrangement.spots[node] for node in arrangement.order[cluster.start : cluster.end]]
    return round(sum(x for x, _ in spots) / len(spots)), round(sum(y for _, y in spots) / len(spots))


def _names(stage: _Stage, clusters: Sequence[int], apart: Collection[int] = ()) -> list[str]:
    """Give the names of clusters: of those apart that nothing links them, else their themes; twins get a number."""
    names = list(stage.graph)
    named = name_clusters(stage.layout.arrangement, naming_nodes(stage.graph, stage.layout, stage.view.layout))
    alone = stage.words[f"cluster.apart.{'evidence' if stage.view.name == 'evidence' else 'overview'}"]
    tops = [number for number, one in enumerate(stage.layout.arrangement.clusters) if one.parent < 0]
    plain = {
        number: alone if number in apart else " · ".join(_text(stage, names[theme]) for theme in named[number])
        for number in tops
    }
    twins = {number: [other for other in tops if plain[other] == plain[number]] for number in clusters}
    return [
        f"{plain[number]} ({twins[number].index(number) + 1})" if len(twins[number]) > 1 else plain[number]
        for number in clusters
    ]


def _text(stage: _Stage, iri: str) -> str:
    node = stage.graph.nodes[iri]
    text: str = node["labels"].get(stage.language) or node["label"]
    return text


def _rings(
    stage: _Stage,
    members: Sequence[Sequence[str]],
    spots: Sequence[tuple[int, int]],
    sizes: Sequence[float],
    names: Sequence[str],
) -> list[Mark]:
    """Give a ring for each group; none lies over another."""
    kept = list(sizes)
    for one, (x, y) in enumerate(spots):
        for other in range(one + 1, len(spots)):
            share = hypot(x - spots[other][0], y - spots[other][1]) * _APART / (kept[one] + kept[other])
            if share < 1:
                kept[one], kept[other] = kept[one] * share, kept[other] * share
    rings = []
    for group, (x, y), size, name in zip(members, spots, kept, names, strict=True):
        counts = Counter(look_of(stage.graph.nodes[iri]) for iri in group)
        parts = tuple((look, counts[look]) for look in LOOKS if counts[look])
        asked = tuple(part for part in parts if part[0].startswith("question-")) or parts
        rings.append(Mark("cluster", short_label(name, "group"), x, y, round(size), asked))
    return rings


def _bridges(stage: _Stage) -> tuple[tuple[Mark, ...], tuple[Line, ...]]:
    """Give the communities as rings, with the lines that are there and those where one question could be."""
    found, names = bridges_of(stage.graph, stage.layout), list(stage.graph)
    clusters = [number for number, _, _ in found["groups"]]
    arrangement = stage.layout.arrangement
    members = [
        [
            names[node]
            for node in arrangement.order[arrangement.clusters[number].start : arrangement.clusters[number].end]
        ]
        for number in clusters
    ]
    asked = [sum(stage.graph.nodes[iri]["kind"] == "question" for iri in group) for group in members]
    spots = [(x, y) for _, x, y in found["groups"]]
    rings = _rings(stage, members, spots, [26 + 5 * sqrt(number) for number in asked], _names(stage, clusters))
    lines = [Line(pair[0], pair[1], "joined" if pair[2] else "bridge", pair[2] or 1) for pair in found["pairs"]]
    return tuple(rings), tuple(lines)


def _lines(stage: _Stage, number_of: Mapping[str, int], groups: int) -> tuple[Line, ...]:
    """Give the lines between marks; those of a group are drawn as one."""
    weights: Counter[tuple[int, int, str]] = Counter()
    for start, end, relation in edges_of(stage.graph, stage.view):
        if start in number_of and end in number_of and number_of[start] != number_of[end]:
            pair = (number_of[start], number_of[end])
            joined = min(pair) < groups
            weights[(min(pair), max(pair), "joined") if joined else (*pair, relation)] += 1
    return tuple(Line(start, end, relation, weight) for (start, end, relation), weight in sorted(weights.items()))


def _lead(stage: _Stage) -> str:
    """Give what one sees, and how many questions are unanswered."""
    graph, words = stage.graph, stage.words
    said = (
        {"text": _text(stage, graph.graph["focus"])} if stage.view.name == "focus" and graph.graph.get("focus") else {}
    )
    if stage.view.name == "changes":
        added, _ = changed(graph)
        number = sum(graph.nodes[iri]["kind"] == "question" for iri in added)
        said = {"date": last_meetings(graph)[0], "number": str(number), "all": str(len(added))}
    looks = [look_of(node).partition("-")[2] for node in graph.nodes.values() if node["kind"] == "question"]
    counted = [status for status in looks if status not in ("process", "retired")]
    unanswered = sum(status in ("open", "practice-only", "in-research") for status in counted)
    still = words["unanswered"].format(unanswered=unanswered, questions=len(counted)) if counted else ""
    return " ".join(filter(None, [words[f"lead.{stage.view.name}"].format(**said), still]))


def _note(stage: _Stage, date: str) -> str:
    words = stage.words
    left = [
        f"{words[f'kind.{kind}']} ({number})"
        for kind, number in stage.graph.graph.get("left_out", {}).items()
        if number
    ]
    said = words["left-out"].format(list=", ".join(left)) if left else ""
    return " ".join(filter(None, [words["today"].format(date=date) if date else "", said]))


def _looks(marks: Collection[Mark], words: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """Give the rows of the legend for signs, in the order of the looks; what is folded counts."""
    numbers = Counter(mark.look for mark in marks if mark.look != "cluster")
    for mark in marks:
        numbers.update(dict(mark.parts))
    found = []
    for look in LOOKS:
        kind, _, status = look.partition("-")
        said = f"{words['kind.question']}, {words[f'status.{status}']}" if kind == "question" else words[f"kind.{look}"]
        found += [(look, said, numbers[look])] if numbers[look] else []
    return found


def _relations(lines: Collection[Line], words: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """Give the rows of the legend for lines, those of evidence first."""
    order = [*EVIDENCE, *sorted({line.relation for line in lines})]
    numbers = {name: sum(line.weight for line in lines if line.relation == name) for name in dict.fromkeys(order)}
    return [
        (f"line:{name}", words.get(f"line.{name}") or words[f"relation.{name}"], number)
        for name, number in numbers.items()
        if number
    ]
