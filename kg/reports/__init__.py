"""What people get: one file a report, each listed in REPORTS."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.gaps import NO_FILTER, GapFilter

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.reports.material import Material
    from kg.stores import Store

#: Report to the function that makes its files; entries are resolved on use, so that listing them imports nothing.
REPORTS: dict[str, str] = {
    "gaps": "kg.reports.gaps:gap_report",
    "matrix": "kg.reports.matrix:matrix",
    "questions": "kg.reports.questions:question_pages",
    "agenda": "kg.reports.agenda:agenda",
    "knowledge": "kg.reports.knowledge_agenda:knowledge_agenda",
    "casebook": "kg.reports.casebook:casebook",
    "schools": "kg.reports.schools:school_dossiers",
    "changes": "kg.reports.changes:changes",
    "dashboard": "kg.reports.dashboard:dashboard",
    "search": "kg.reports.searching:search_files",
}


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """How reports look: `name` is the workspace's, `today` and `as_of` are dates or ''.

    `filters` chooses among the questions.
    """

    language: str = "nl"
    name: str = ""
    today: str = ""
    base: str = "urn:kg:"
    as_of: str = ""
    filters: GapFilter = NO_FILTER


def draw_report(name: str, store: Store, settings: ReportSettings) -> dict[str, bytes]:
    """Give the files of one report: file name to content.

    Raises:
        UsageError: there is no such report, or a filter or date of the settings does not fit.
    """
    from kg.reports.material import gather  # noqa: PLC0415  (listing reports needs no graph)

    return _function(name)(gather(store, settings))


def draw_reports(store: Store, settings: ReportSettings) -> dict[str, bytes]:
    """Give the files of all reports, the graph being read once: file name to content, sorted.

    Raises:
        UsageError: a filter or date of the settings does not fit.
    """
    from kg.reports.material import gather  # noqa: PLC0415  (listing reports needs no graph)

    material = gather(store, settings)
    files: dict[str, bytes] = {}
    for name in REPORTS:
        files |= _function(name)(material)
    return dict(sorted(files.items()))


def _function(name: str) -> Callable[[Material], dict[str, bytes]]:
    if name not in REPORTS:
        raise UsageError(f"there is no report '{name}'", hint=f"choose one of: {', '.join(REPORTS)}")
    module, _, function = REPORTS[name].partition(":")
    found: Callable[[Material], dict[str, bytes]] = getattr(import_module(module), function)
    return found
