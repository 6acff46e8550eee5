"""Meetings and visits in the order in which they were held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.queries import ask, value_of
from kg.text import first_day

if TYPE_CHECKING:
    from kg.reports.material import Material


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting or visit: `kind` is meeting or visit, `date` as stated, `first_day` '' where there is none.

    `path` is that of its note, below sources/.
    """

    iri: str
    kind: str
    title: str
    date: str
    first_day: str
    path: str


def meetings_of(material: Material) -> list[Held]:
    """Give the meetings and visits until the day of the report: first those without a date, then by date."""
    found: dict[str, Held] = {}
    for row in ask(material.store, "meetings"):
        iri, date = value_of(row, "meeting"), value_of(row, "date")
        title = material.text(row, "title") or value_of(row, "path")
        found.setdefault(iri, Held(iri, value_of(row, "kind"), title, date, first_day(date), value_of(row, "path")))
    until = material.settings.as_of
    held = [one for one in found.values() if not until or one.first_day <= until]
    return sorted(held, key=lambda one: (one.first_day, one.kind, one.iri))


def unread_until(material: Material) -> set[str]:
    """Give the notes that are later than the day of the report, by path: what they say does not count yet."""
    until = material.settings.as_of
    rows = ask(material.store, "meetings") if until else []
    return {value_of(row, "path") for row in rows if first_day(value_of(row, "date")) > until}
