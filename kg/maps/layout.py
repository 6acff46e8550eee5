"""Where each node of a map stands, and with whom: computed beforehand, and the same at every run.

What one sees first is laid out first: some hundreds of nodes by all their distances in the graph, so that they fill
the shape of a screen; more are cut into communities, discs within discs that keep clear of each other. The rest settles
in the room that is left near what it is linked to. What is linked to nothing stands in rows below.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.maps.clusters import Arrangement, Cluster, arranged
from kg.maps.full import Stage
from kg.maps.replay import replay

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kg.maps.room import Box

__all__ = ["Arrangement", "Cluster", "arrange"]


def arrange(  # noqa: PLR0913  (what a layout goes by)
    links: Mapping[tuple[int, int], float],
    boxes: Sequence[Box],
    *,
    keys: Sequence[str],
    arrived: Sequence[str] = (),
    since: Mapping[tuple[int, int], str] = MappingProxyType({}),
    first: Collection[int] | None = None,
    last: Sequence[int] = (),
) -> Arrangement:
    """Give places and communities of nodes 0..n-1, whose names are in `keys`.

    `links` maps pairs of nodes to the length of their edge, in steps. Nodes in `first` (else all) stand as if the
    others were not there, on a map of up to some hundreds of them; those in `last` stand in rows below, in this order.
    `arrived` has the day on which each node came, '' for always, `since` that of a link, if later than both its ends:
    those of a later day move no earlier node, until there are twice as many. Same input, same result.

    >>> from kg.maps.room import Box
    >>> arrange({(0, 1): 1.0}, [Box(10, 10)] * 3, keys=["a", "b", "c"]).order
    (0, 1, 2)
    """
    days = arrived or [""] * len(boxes)
    nodes = sorted(range(len(boxes)), key=lambda node: (days[node], keys[node]))
    coming = sorted((max(days[a], days[b], since.get((a, b), "")), a, b, links[a, b]) for a, b in links)
    stage = Stage({}, boxes, keys, frozenset(nodes if first is None else first) - set(last), tuple(last))
    tree, spots = replay(stage, nodes, days, coming)
    places = [(round(spots[node][0]), round(spots[node][1] - boxes[node].rise)) for node in range(len(boxes))]
    return arranged(tree, places, boxes)
