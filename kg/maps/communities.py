"""What hangs together on a map: communities, cut again until each is small enough to be seen at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import ceil, sqrt
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    #: Neighbours by node.
    Links = Mapping[int, Collection[int]]

#: Most nodes of a community that is not cut again, and most communities side by side.
LEAF, MOST = 60, 40
#: A community below this size joins the one that it has most links with.
FEW = 6
#: Places at the top that are kept for what is linked to nothing.
ROWS = 2
#: Most nodes of a cluster of such rows.
ROW = 50
#: Most links of a node that goes where a neighbour goes.
HUNG = 3
#: Seed of the search for communities.
SEED = 1


@dataclass(frozen=True, slots=True)
class Branch:
    """A community and its parts; members stand in the order of the parts, no part stands alone.

    `disc` is a circle that it has to itself, also for those who come later: middle and radius.
    """

    members: tuple[int, ...]
    parts: tuple[Branch, ...] = ()
    disc: tuple[float, float, float] | None = None


def grow(links: Links, nodes: Sequence[int]) -> tuple[Branch, ...]:
    """Give the communities of the linked `nodes`, the largest first; `nodes` come in order of importance.

    A star is cut by that order.

    >>> [branch.members for branch in grow({0: [1], 1: [0, 2], 2: [1]}, [0, 1, 2])]
    [(0, 1, 2)]
    """
    return _parts(links, list(nodes), MOST - ROWS) if nodes else ()


def rows(pieces: Sequence[Sequence[int]]) -> tuple[Branch, ...]:
    """Give one branch for what stands in rows, in that order, cut into parts where it is much.

    A piece is what stands together in a row.

    >>> [len(branch.parts) for many in (50, 51) for branch in rows([[node] for node in range(many)])]
    [0, 2]
    """
    return (_row(pieces),) if pieces else ()


def _row(pieces: Sequence[Sequence[int]]) -> Branch:
    members = tuple(node for piece in pieces for node in piece)
    if len(pieces) <= ROW:
        return Branch(members)
    # Full parts first, so that who stood together still does when others come.
    size = ROW
    while len(pieces) > size * MOST:
        size *= MOST
    return Branch(members, tuple(_row(pieces[at : at + size]) for at in range(0, len(pieces), size)))


def _parts(links: Links, nodes: list[int], most: int = MOST) -> tuple[Branch, ...]:
    """Give the parts of a community; one part if it cannot be cut."""
    found = [nodes] if _is_star(links, nodes) else _communities(links, nodes, most)
    if len(found) == 1 and len(nodes) <= LEAF:
        return (Branch(tuple(nodes)),)
    if len(found) == 1:
        found = _around_hub(links, nodes, most)
    rank = {node: place for place, node in enumerate(nodes)}
    inner = [sorted(part, key=rank.__getitem__) for part in found]
    inner.sort(key=lambda part: (-len(part), rank[part[0]]))
    return tuple(_branch(links, part) for part in inner)


def _branch(links: Links, nodes: list[int]) -> Branch:
    if len(nodes) <= LEAF:
        return Branch(tuple(nodes))
    parts = _parts(links, nodes)
    return Branch(tuple(node for part in parts for node in part.members), parts)


def _is_star(links: Links, nodes: list[int]) -> bool:
    """Tell whether most of many nodes are linked to the same one: then a search for communities finds little."""
    if len(nodes) <= LEAF:
        return False
    # Only those with that many links at all can have them inside.
    hubs = [node for node in nodes if len(links[node]) > len(nodes) / 2]
    return any(len(set(nodes).intersection(links[hub])) > len(nodes) / 2 for hub in hubs)


def _communities(links: Links, nodes: list[int], most: int) -> list[list[int]]:
    kept = set(nodes)
    inside = {node: [other for other in links[node] if other in kept] for node in nodes}
    if not any(inside.values()):
        return [nodes]
    found = _searched(inside)
    rank = {node: place for place, node in enumerate(nodes)}
    parts = sorted((sorted(part, key=rank.__getitem__) for part in found), key=lambda part: rank[part[0]])
    return _joined(inside, parts, most)


def _searched(links: Mapping[int, Sequence[int]]) -> list[set[int]]:
    """Give communities; what has few links goes with the least of its neighbours, which saves half of the search."""
    holder = {node: node for node in links}
    holds: set[int] = set()
    for node, others in links.items():
        if node not in holds and len(others) <= HUNG:
            free = [other for other in others if holder[other] == other]
            if free:
                holder[node] = min(free, key=lambda other: len(links[other]))
                holds.add(holder[node])
    core: nx.Graph[int] = nx.Graph()
    core.add_nodes_from(node for node in links if holder[node] == node)
    counts: dict[tuple[int, int], int] = {}
    for node, others in links.items():
        one = holder[node]
        for other in others:
            if one < holder[other]:
                pair = (one, holder[other])
                counts[pair] = counts.get(pair, 0) + 1
    core.add_weighted_edges_from((a, b, count) for (a, b), count in counts.items())
    found: list[set[int]] = nx.community.louvain_communities(core, weight="weight", seed=SEED)
    owner = {node: part for part in found for node in part}
    for node, other in holder.items():
        owner[other].add(node)
    return found


def _joined(inside: Mapping[int, Sequence[int]], parts: list[list[int]], most: int) -> list[list[int]]:
    """Join small parts to the one that they have most links with, and more of them while there are too many."""
    owner = {node: number for number, part in enumerate(parts) for node in part}
    links: list[dict[int, float]] = [{} for _ in parts]
    for node, others in inside.items():
        one = owner[node]
        for other in map(owner.__getitem__, others):
            if one != other:
                links[one][other] = links[one].get(other, 0) + 1
    alive = {number: list(part) for number, part in enumerate(parts)}
    loose: list[list[int]] = []
    queue = [(len(part), number) for number, part in alive.items()]
    heapify(queue)
    while queue:
        size, number = heappop(queue)
        if number not in alive or len(alive[number]) != size:
            continue
        if size >= FEW and len(alive) + (1 if loose else 0) <= most:
            break
        if not links[number]:
            loose.append(alive.pop(number))
            continue
        into = max(links[number], key=lambda to: (links[number][to] / sqrt(len(alive[to])), -to))
        _move(links, number, into)
        alive[into] += alive.pop(number)
        heappush(queue, (len(alive[into]), into))
    whole = list(alive.values())
    return whole + _dealt(loose, LEAF, max(1, most - len(whole)))


def _move(links: list[dict[int, float]], number: int, into: int) -> None:
    """Give the links of one part to another."""
    for other, count in links[number].items():
        del links[other][number]
        if other != into:
            links[other][into] = links[other].get(into, 0) + count
            links[into][other] = links[into].get(other, 0) + count


def _dealt(pieces: Sequence[list[int]], size: int, most: int) -> list[list[int]]:
    """Give at most `most` parts of about `size` nodes, filled with whole pieces one after another."""
    total = sum(map(len, pieces))
    room = total / min(most, max(1, ceil(total / size)))
    parts: list[list[int]] = []
    filled, last = 0, -1
    for piece in pieces:
        # By the middle of a piece, so that parts come out even.
        number = int((filled + len(piece) / 2) / room)
        filled += len(piece)
        if number > last:
            parts.append([])
        parts[-1] += piece
        last = number
    return parts


def _around_hub(links: Links, nodes: list[int], most: int) -> list[list[int]]:
    """Cut what hangs on one node: what is still linked without it stays together, in the order of the nodes."""
    kept = set(nodes)
    rank = {node: place for place, node in enumerate(nodes)}
    hub = max(nodes, key=lambda node: (sum(other in kept for other in links[node]), -rank[node]))
    rest: nx.Graph[int] = nx.Graph()
    rest.add_nodes_from(node for node in nodes if node != hub)
    rest.add_edges_from((a, b) for a in rest for b in links[a] if b in kept and b != hub)
    pieces = [sorted(piece, key=rank.__getitem__) for piece in nx.connected_components(rest)]
    if max(map(len, pieces)) > max(LEAF, len(nodes) // 2):
        pieces = [[node] for node in rest]
    pieces.sort(key=lambda piece: rank[piece[0]])
    return _dealt([[hub, *pieces[0]], *pieces[1:]], LEAF - 1, most)


def leaves(branches: Iterable[Branch]) -> list[Branch]:
    """Give the branches that have no parts, in order."""
    return [leaf for branch in branches for leaf in (leaves(branch.parts) if branch.parts else [branch])]
