"""Communities folded into one sign each where a view has more than people can read; the page folds alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.maps.clusters import Arrangement

#: Most signs that are drawn one by one, most of those that are linked to nothing, and the fewest that are folded.
MOST, MOST_APART, FEW = 300, 12, 4


def fold(arrangement: Arrangement, shown: Collection[int], linked: Collection[int]) -> dict[int, int]:
    """Give the cluster, one at the top, in which each node is folded; a node that stands on its own is not in it.

    `linked` are the shown nodes that are drawn with a line. Where there are few enough, only clusters are folded in
    which nothing is linked.
    """
    whole = set() if len(shown) > MOST else set(linked)
    if len(shown) <= MOST and len(shown) - len(whole) <= MOST_APART:
        return {}
    wanted = set(shown)
    found: dict[int, int] = {}
    for number, cluster in enumerate(arrangement.clusters):
        if cluster.parent < 0:
            members = [node for node in arrangement.order[cluster.start : cluster.end] if node in wanted]
            found |= dict.fromkeys(members, number) if len(members) >= FEW and whole.isdisjoint(members) else {}
    return found
