"""Every change of status of a question, with its date and its cause; and the status that follows on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.merging import end_of
from kg.quads import curation_iri, typed
from kg.text import day_after, first_day
from kg.vocabulary import Iri, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
        return first_day(self.date.value) if self.date is not None else ""


@dataclass(frozen=True, slots=True)
class End:
    """What ended a status, from which day on, and that day as it is stated."""

    day: str
    cause: Iri
    date: ox.Literal | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that gave a question a status, from a day (or always: '') until a day (or still: '')."""

    status: str
    cause: Iri
    start: str
    end: str = ""
    date: ox.Literal | None = None
    ended: End | None = None

    def holds(self, day: str) -> bool:
        """Tell whether this holds on a day ('' is the newest)."""
        return (not day or not self.start or self.start <= day) and (not self.end or bool(day and self.end > day))


@dataclass(slots=True)
class Facts:
    """What the sources say of the questions, and people decided on them, gathered once.

    `rows` are the decisions that count, and those that did until they were withdrawn, by subject; `withdrawn` maps
    an id to the row that withdrew it; `classes` maps an IRI that a decision names to the classes it has;
    `merged` and `works` map questions and publications to what they became; `clashing` are ids of decisions
    that contradict each other since something was merged.
    """

    occurrences: dict[Iri, list[Occurrence]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[Iri, list[tuple[Iri, ox.Literal | None]]] = field(default_factory=lambda: defaultdict(list))
    themes: dict[Iri, set[Iri]] = field(default_factory=lambda: defaultdict(set))
    merged: dict[Iri, tuple[Iri, Curation]] = field(default_factory=dict)
    works: dict[Iri, tuple[Iri, Curation]] = field(default_factory=dict)
    clashing: set[str] = field(default_factory=set)
    groups: dict[Iri, list[Iri]] = field(default_factory=dict)
    rows: dict[str, list[Curation]] = field(default_factory=dict)
    withdrawn: Mapping[str, Curation] = field(default_factory=dict)
    classes: dict[str, set[str]] = field(default_factory=dict)

    def target(self, question: Iri) -> Iri:
        """Give the question that this one was merged into, in the end."""
        return end_of(self.merged, question)

    def work(self, publication: Iri) -> Iri:
        """Give the publication that this one was merged into, in the end."""
        return end_of(self.works, publication)

    def group(self, question: Iri) -> list[Iri]:
        """Give a question with all that were merged into it; a merged one stands alone."""
        return self.groups.get(question, [question])

    def is_a(self, iri: str, curie: str) -> bool:
        """Tell whether an IRI that a decision names stands in the sources as a thing of a class."""
        return expand(curie) in self.classes.get(iri, ())

    def is_on_publication(self, row: Curation) -> bool:
        """Tell whether the object of a decision is a publication, and its subject is none."""
        return self.is_a(row.object, "kt:Publication") and not self.is_a(row.subject, "kt:Publication")


def status_events(question: Iri, facts: Facts, base: str) -> list[Event]:
    """Give all that gave a question a status. A later meeting that asks again, or `reopen`, ends what was settled.

    What a status falls back to when it ends starts on that day anew, with what ended the other as its cause.
    """
    group = facts.group(question)
    every = sorted((o for q in group for o in facts.occurrences[q]), key=lambda o: (o.day, o.path, o.line))
    occurrences = [o for o in every if o.raised] or every
    events = [Event("open", o.event, o.day, date=o.date) for o in occurrences[:1]]
    answers = sorted(
        ((first_day(d.value) if d else "", iri, d) for q in group for iri, d in facts.answers[q]), key=lambda a: a[:2]
    )
    events += [Event("practice-only", iri, day, date=date) for day, iri, date in answers[:1]]
    asked = [End(o.day, o.event, o.date) for o in occurrences if o.day]
    rows = [row for q in group for row in facts.rows.get(q, ())]
    reopened = [row for row in rows if row.verb == "reopen" and row.id not in facts.withdrawn]
    for row in rows:
        if row.verb != "retire" or row.subject == question:
            events += _decided(row, asked, reopened, facts, base)
    if question in facts.merged:
        row = facts.merged[question][1]
        events.append(Event("retired", curation_iri(base, row.id), row.date, date=typed(row.date, "date")))
    return _fallen_back(events)


def _decided(
    row: Curation, asked: Iterable[End], reopened: Iterable[Curation], facts: Facts, base: str
) -> Iterator[Event]:
    """Yield the status that a decision gave, until what ended it first."""
    again = [end for end in asked if end.day > row.date]
    ends = [_end(other, base) for other in reopened if (other.date, other.line) > (row.date, row.line)]
    if row.id in facts.withdrawn:
        ends.append(_end(facts.withdrawn[row.id], base))
    if row.verb == "research":
        until = day_after(row.detail.get("until", ""))
        ends += [End(until, curation_iri(base, row.id), typed(until, "date"))] if until else []
    elif row.verb != "retire":
        ends += again
    first = min(ends, key=lambda end: (end.day, end.cause), default=None)
    status = _status_of(row, facts)
    if status and (first is None or first.day > row.date):
        cause, date = curation_iri(base, row.id), typed(row.date, "date")
        yield Event(status, cause, row.date, first.day if first else "", date, first)


def _end(row: Curation, base: str) -> End:
    return End(row.date, curation_iri(base, row.id), typed(row.date, "date"))


def _status_of(row: Curation, facts: Facts) -> str:
    """Give the status that a decision gives, or '' where it gives none."""
    if row.verb == "accept":
        supports = row.detail.get("stance", "supports") == "supports"
        counts = supports and row.id not in facts.clashing and facts.is_on_publication(row)
        return "evidenced" if counts else ""
    return {"retire": "retired", "answer": "answered", "research": "in-research"}.get(row.verb, "")


def _fallen_back(events: list[Event]) -> list[Event]:
    """Cut what a question falls back to at the day on which it does so."""
    for day in sorted({event.end for event in events if event.end}):
        now = current(events, day)
        if now is None:
            continue
        over = [e for e in events if e.end == day and e.ended and RANKS[e.status] > RANKS[now.status]]
        holding = [e for e in events if e.status == now.status and e.holds(day) and e.start < day]
        if over and holding and now.start < day:
            last = max(holding, key=lambda e: (not e.end, e.end))
            ended = max(over, key=lambda e: (RANKS[e.status], e.cause)).ended
            events = [replace(e, end=day, ended=None) if e in holding else e for e in events]
            if ended is not None:
                events.append(Event(now.status, ended.cause, day, last.end, ended.date, last.ended))
    return events


def current(events: Iterable[Event], day: str) -> Event | None:
    """Give the event that decides the status on a day ('' for the newest): of the highest rank that holds, the first.

    The same as queries/status.rq.
    """
    holding = [event for event in events if event.holds(day)]
    return min(holding, key=lambda e: (-RANKS[e.status], e.start, e.cause), default=None)
