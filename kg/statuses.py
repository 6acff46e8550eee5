"""Every change of status of a question, with its date and its cause; and the status that follows on a day."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.quads import curation_iri, typed
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyoxigraph as ox

    from kg.curation import Curation

#: Status to rank: of all that hold on a date, the highest is the status of the question.
RANKS = {"open": 1, "practice-only": 2, "in-research": 3, "evidenced": 4, "answered": 5, "retired": 6}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A question as one passage words it. `date` is as stated; `raised` tells asking from merely discussing."""

    text: ox.Literal
    type: str
    path: str
    line: int
    event: Iri
    raised: bool
    date: ox.Literal | None

    @property
    def day(self) -> str:
        """Give the earliest day that the date can mean, or '' where it is not known."""
        return earliest(self.date.value) if self.date is not None else ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that gave a question a status, from a day (or always: '') until a day (or still: '')."""

    status: str
    cause: Iri
    start: str
    end: str = ""
    date: ox.Literal | None = None


@dataclass(slots=True)
class Facts:
    """What the sources say of the questions, gathered once."""

    occurrences: dict[Iri, list[Occurrence]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[Iri, list[tuple[Iri, ox.Literal | None]]] = field(default_factory=lambda: defaultdict(list))
    themes: dict[Iri, set[Iri]] = field(default_factory=lambda: defaultdict(set))
    merged: dict[Iri, tuple[Iri, Curation]] = field(default_factory=dict)

    def target(self, question: Iri) -> Iri:
        """Give the question that this one was merged into, in the end."""
        while question in self.merged:
            question = self.merged[question][0]
        return question

    def group(self, question: Iri) -> list[Iri]:
        """Give a question with all that were merged into it."""
        return [q for q in self.occurrences if self.target(q) == question]


def earliest(date: str) -> str:
    """Give the first day that a partial date can mean.

    >>> earliest("2021-09"), earliest("2021")
    ('2021-09-01', '2021-01-01')
    """
    return date + "-01" * (2 - date.count("-"))


def day_after(date: str) -> str:
    """Give a day that is later than all that a partial date can mean.

    >>> day_after("2021-12"), day_after("2021-12-30")
    ('2022-01-01', '2021-12-31')
    """
    from datetime import date as day  # noqa: PLC0415
    from datetime import timedelta  # noqa: PLC0415

    year, month, *rest = [int(part) for part in (date + "-12" * (date.count("-") == 0)).split("-")]
    if rest:
        return str(day(year, month, rest[0]) + timedelta(days=1))
    return str(day(year + month // 12, month % 12 + 1, 1))


def status_events(question: Iri, facts: Facts, rows: Sequence[Curation], base: str) -> list[Event]:
    """Give all that gave a question a status. A later meeting that asks again, or `reopen`, ends what was settled."""
    group = facts.group(question) or [question]
    occurrences = sorted(
        (o for q in group for o in facts.occurrences[q] if o.raised), key=lambda o: (o.day, o.path, o.line)
    ) or sorted((o for q in group for o in facts.occurrences[q]), key=lambda o: (o.day, o.path, o.line))
    asked = [o.day for o in occurrences if o.day]
    events = [Event("open", o.event, o.day, date=o.date) for o in occurrences[:1]]
    answers = sorted(
        ((earliest(d.value) if d else "", iri, d) for q in group for iri, d in facts.answers[q]), key=lambda a: a[:2]
    )
    events += [Event("practice-only", iri, day, date=date) for day, iri, date in answers[:1]]
    decided = [row for row in rows if Iri(row.subject) in group]
    reopened = [row.date for row in decided if row.verb == "reopen"]
    for row in decided:
        event = _decided(row, asked, reopened, base)
        events += [event] if event else []
    if question in facts.merged:
        row = facts.merged[question][1]
        events.append(Event("retired", curation_iri(base, row.id), row.date, date=typed(row.date, "date")))
    return events


def _decided(row: Curation, asked: Iterable[str], reopened: Iterable[str], base: str) -> Event | None:
    """Give the status that a decision gave, until what ended it."""
    again = [day for day in asked if day > row.date]
    open_again = [day for day in reopened if day >= row.date]
    cause, date = curation_iri(base, row.id), typed(row.date, "date")
    if row.verb == "retire":
        return Event("retired", cause, row.date, min(open_again, default=""), date)
    if row.verb == "answer":
        return Event("answered", cause, row.date, min([*again, *open_again], default=""), date)
    if row.verb == "research":
        until = row.detail.get("until", "")
        ends = [day_after(until)] if re.fullmatch(r"\d{4}(-\d\d){0,2}", until) else []
        return Event("in-research", cause, row.date, min([*ends, *open_again], default=""), date)
    if row.verb == "accept" and row.detail.get("stance", "supports") == "supports" and is_publication(row.object):
        return Event("evidenced", cause, row.date, min([*again, *open_again], default=""), date)
    return None


def is_publication(iri: str) -> bool:
    """Tell whether an IRI is that of a publication."""
    return "publication/" in iri


def current(events: Iterable[Event], today: str) -> Event | None:
    """Give the event that decides the status on a day ('' for the newest): the highest in rank that holds then."""
    holding = [
        e for e in events if (not today or not e.start or e.start <= today) and (not e.end or (today and e.end > today))
    ]
    return max(holding, key=lambda e: (RANKS[e.status], e.start, e.cause), default=None)
