"""All that people get from a refresh: the reports and the map, as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.reports import ReportSettings, draw_reports
from kg.reports.pages import SEARCHING, assets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores import Store
    from kg.workspace import Settings


def report_settings(settings: Settings, today: str = "", *, as_of: str = "", language: str = "") -> ReportSettings:
    """Give how the reports of a workspace look; `today` and `as_of` are dates or ''.

    What may not be seen is hidden in the graph that they are made from.
    """
    language = language or settings.language
    return ReportSettings(language=language, name=settings.name, today=today, base=settings.base, as_of=as_of)


def draw_outputs(store: Store, settings: ReportSettings) -> Iterator[tuple[str, bytes]]:
    """Yield the files of outputs/ other than the graph and the pages of notes: name and content."""
    from kg.maps.drawing import draw_map  # noqa: PLC0415  (a refresh that finds nothing to do needs no pyvis)
    from kg.network import build_network  # noqa: PLC0415

    yield from draw_reports(store, settings).items()
    yield (
        "map.html",
        draw_map(
            build_network(store, as_of=settings.as_of),
            language=settings.language,
            title=settings.name,
            today=settings.today,
            home=SEARCHING,
            root="",
        ),
    )
    yield from assets().items()
