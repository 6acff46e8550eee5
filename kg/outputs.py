"""All that people get from a refresh: the reports and the map, as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.maps.drawing import draw_map
from kg.network import build_network
from kg.reports import ReportSettings, draw_reports

if TYPE_CHECKING:
    from kg.stores import Store


def draw_outputs(store: Store, settings: ReportSettings) -> dict[str, bytes]:
    """Give the files of outputs/ other than the graph, by name."""
    picture = draw_map(build_network(store), language=settings.language, title=settings.name, today=settings.today)
    return {**draw_reports(store, settings), "map.html": picture}
