"""Which groups of a network have no link, and where one question could connect two of them.

Groups come from outside, as sets of nodes (communities, say). Two groups are linked by relations between questions,
themes, what notes say on them, and publications: that many schools or meetings brought up both is no link yet, but a
reason to think that one question would be at home in both. How promising that is, is a sum that can be read back:

| part | points |
|---|---|
| unanswered | 0.5 for each unanswered question of the group that has fewer, at most 3 |
| schools | 2 for a school that asks or answers in both |
| publications | 2 for a publication on questions of both |
| themes | 2 for a theme of questions of both that stands in a third group, or in none |
| meetings | 1 for a meeting or visit where questions of both came up |
| broader | 1 for a theme that is broader than themes of both |

What stands in only these two groups counts in full; what stands in n groups counts 2/n, since it tells less. A part but
the first gives at most three times its points. The weights are a choice: they order, they do not measure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    import networkx as nx

#: Statuses of a question that nobody has answered.
UNANSWERED = ("open", "practice-only", "in-research")
#: What two groups can share, in the order in which reasons are told, to the points of one.
WEIGHTS = {"schools": 2.0, "publications": 2.0, "themes": 2.0, "meetings": 1.0, "broader": 1.0}
#: Points of an unanswered question, and the most that they give.
_EACH, _MOST = 0.5, 3.0
#: A part gives at most so many times its points.
_TIMES = 3
#: Kinds between which a relation is a link.
_LINKING = ("question", "theme", "insight", "case-answer", "obstacle", "factor", "publication")
_EVIDENCE = ("supports", "disputes", "background")
#: Themes that a group is called by.
_NAMES = 2

#: Something that questions can share: a key of `WEIGHTS`, and an IRI.
Thing = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes that belong together, sorted, and the themes that tell them best from the others: two at most."""

    members: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A part of a score: `unanswered` or a key of `WEIGHTS`, its number, and the IRIs that it counts, sorted.

    For `unanswered` these are the questions of the group that has fewer.
    """

    key: str
    number: int
    iris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two groups by their number (from 0, left before right), and how many relations link them.

    Where there is none: `score`, the parts that it is the sum of, and the question of either group that shares
    most with the other, unanswered ones first ('' where nothing is shared).
    """

    left: int
    right: int
    links: int
    score: float = 0.0
    because: tuple[Reason, ...] = ()
    ends: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class _Side:
    """What the questions of a group touch, and which of them nobody has answered."""

    touching: Mapping[Thing, Sequence[str]]
    unanswered: tuple[str, ...]


def name_groups(graph: nx.MultiDiGraph[str], groups: Sequence[AbstractSet[str]]) -> tuple[Group, ...]:
    """Give each group with its most telling themes: those that are frequent in it and rare elsewhere.

    A theme that n of its members have, of m in all groups, counts n * n / m. Order as given.
    """
    counts = [_themes(graph, members) for members in groups]
    everywhere: Counter[str] = Counter()
    for count in counts:
        everywhere.update(count)
    return tuple(
        Group(tuple(sorted(members)), _most_telling(count, everywhere))
        for members, count in zip(groups, counts, strict=True)
    )


def _themes(graph: nx.MultiDiGraph[str], members: Iterable[str]) -> Counter[str]:
    nodes = [(iri, graph.nodes[iri]) for iri in members if iri in graph]
    own = (iri for iri, node in nodes if node["kind"] == "theme")
    return Counter(chain(own, chain.from_iterable(node["themes"] for _, node in nodes)))


def _most_telling(count: Mapping[str, int], everywhere: Mapping[str, int]) -> tuple[str, ...]:
    ranked = sorted(count, key=lambda theme: (-count[theme] * count[theme] / everywhere[theme], theme))
    return tuple(ranked[:_NAMES])


def find_bridges(graph: nx.MultiDiGraph[str], groups: Sequence[AbstractSet[str]]) -> tuple[Bridge, ...]:
    """Give every pair of groups: first those without a link, the most promising first; then from few links to many.

    `graph` is one of `kg.network.build_network`; a node is in one group at most. The cost grows with the number of
    links and with that of pairs.
    """
    links = _links(graph, groups)
    sides = [_side(graph, members) for members in groups]
    having = Counter(thing for side in sides for thing in side.touching)
    found = (
        Bridge(left, right, links[left, right])
        if links[left, right]
        else _unlinked((left, right), (sides[left], sides[right]), having)
        for left, right in combinations(range(len(groups)), 2)
    )
    return tuple(sorted(found, key=lambda one: (one.links, -one.score, one.left, one.right)))


def _links(graph: nx.MultiDiGraph[str], groups: Sequence[AbstractSet[str]]) -> Counter[tuple[int, int]]:
    place = {iri: number for number, members in enumerate(groups) for iri in members}
    links: Counter[tuple[int, int]] = Counter()
    for start, end in graph.edges():
        if start in place and end in place and place[start] != place[end] and _is_link(graph, start, end):
            left, right = sorted((place[start], place[end]))
            links[left, right] += 1
    return links


def _is_link(graph: nx.MultiDiGraph[str], *ends: str) -> bool:
    return all(graph.nodes[iri]["kind"] in _LINKING for iri in ends)


def _side(graph: nx.MultiDiGraph[str], members: Iterable[str]) -> _Side:
    asked = sorted(iri for iri in members if iri in graph and graph.nodes[iri]["kind"] == "question")
    counted = [iri for iri in asked if graph.nodes[iri]["type"] != "process"]
    touching: defaultdict[Thing, list[str]] = defaultdict(list)
    for question in counted:
        for thing in sorted(set(_things(graph, question))):
            touching[thing].append(question)
    return _Side(touching, tuple(iri for iri in counted if graph.nodes[iri]["status"] in UNANSWERED))


def _things(graph: nx.MultiDiGraph[str], question: str) -> Iterator[Thing]:
    """Yield what a question could share with others."""
    node = graph.nodes[question]
    for key in ("schools", "meetings", "themes"):
        yield from ((key, iri) for iri in node[key])
    for theme in node["themes"]:
        yield from (("broader", iri) for iri in (graph.nodes[theme]["broader"] if theme in graph else ()))
    for start, _, relation in graph.in_edges(question, keys=True):
        if relation in _EVIDENCE:
            yield "publications", start


def _unlinked(pair: tuple[int, int], sides: tuple[_Side, _Side], having: Mapping[Thing, int]) -> Bridge:
    left, right = sides
    shared = sorted(left.touching.keys() & right.touching.keys())
    fewest = min(left.unanswered, right.unanswered, key=len)
    reasons = [Reason("unanswered", len(fewest), fewest)] if fewest else []
    score = min(_MOST, _EACH * len(fewest))
    for key, points in WEIGHTS.items():
        things = [thing for thing in shared if thing[0] == key]
        if things:
            score += points * min(_TIMES, sum(2 / having[thing] for thing in things))
            reasons.append(Reason(key, len(things), tuple(iri for _, iri in things)))
    return Bridge(*pair, 0, round(score, 2), tuple(reasons), (_nearest(left, shared), _nearest(right, shared)))


def _nearest(side: _Side, shared: Iterable[Thing]) -> str:
    """Give the question that touches most of what two groups share, unanswered ones first."""
    counts = Counter(question for thing in shared for question in side.touching[thing])
    return min(counts, key=lambda iri: (iri not in side.unanswered, -counts[iri], iri), default="")
