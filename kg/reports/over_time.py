"""How many questions stood how, after each meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.gaps import UNANSWERED
from kg.queries import value_of
from kg.reports.history import events_of
from kg.reports.meetings import meetings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.reports.material import Material
    from kg.stores import Row

#: Days that are shown; of more, the first and the newest and some between.
MOST_DAYS = 12

#: Groups of statuses, in the order in which a bar shows them.
GROUPS = {"unanswered": UNANSWERED, "evidenced": ("evidenced",), "answered": ("answered",)}


@dataclass(frozen=True, slots=True)
class Moment:
    """The questions on a day (as stated): how many in each of GROUPS."""

    day: str
    counts: Mapping[str, int]
    total: int


def moments(material: Material) -> list[Moment]:
    """Give how many questions stood how after each day with a meeting or visit, oldest first.

    Questions about the table itself, merged and retired ones are not counted; a merged one counts until then.
    """
    stated = {one.first_day: one.date for one in meetings_of(material) if one.first_day}
    days = _chosen(sorted(stated))
    counts = {day: dict.fromkeys(GROUPS, 0) for day in days}
    for question, events in material.once(events_of).items():
        if not _counts(material, question):
            continue
        for day in days:
            status = _status(events, day)
            for group, members in GROUPS.items():
                counts[day][group] += status in members
    return [Moment(stated[day], found, sum(found.values())) for day, found in counts.items() if sum(found.values())]


def _counts(material: Material, question: str) -> bool:
    known = material.facts.known.get(question)
    return known is not None and value_of(known, "type") != "process"


def _chosen(days: Sequence[str]) -> list[str]:
    """Give at most MOST_DAYS of the days, the first and the last among them."""
    if len(days) <= MOST_DAYS:
        return list(days)
    return [days[number * (len(days) - 1) // (MOST_DAYS - 1)] for number in range(MOST_DAYS)]


def _status(events: Iterable[Row], day: str) -> str:
    """Give the status on a day: that of the highest rank among what held then, '' before the first."""
    valid = [row for row in events if value_of(row, "from") <= day < (value_of(row, "until") or "9")]
    best = max(valid, key=lambda row: int(value_of(row, "rank")), default=None)
    return value_of(best, "status") if best else ""
