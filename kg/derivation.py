"""What follows from all sources and decisions together: labels, links, and every change of status with its cause.

Nothing here is stored by hand: the derived graph is made anew at each refresh from the other graphs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.description import GraphBuilder, curation_iri, literal, source_iri, typed
from kg.guards.iri import digest, is_iri
from kg.model import Issue
from kg.queries import ask
from kg.vocabulary import Iri, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.curation import Curations
    from kg.model import Curation
    from kg.stores import Row, Store

#: Status to rank: of all that hold on a date, the highest is the status of the question.
RANKS = {"open": 1, "practice-only": 2, "in-research": 3, "evidenced": 4, "answered": 5, "retired": 6}

#: Stance to the triple that says it once a person accepted: predicate, and whether the publication is its subject.
_SHORTCUTS = {
    "supports": ("cito:citesAsEvidence", False),
    "background": ("cito:citesForInformation", False),
    "disputes": ("cito:disputes", True),
}


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


def gather(store: Store, rows: Sequence[Curation]) -> tuple[Facts, list[Issue]]:
    """Give what the sources say of the questions, and the merges that cannot be followed."""
    facts = Facts()
    for row in ask(store, "derive-questions"):
        facts.occurrences[_iri(row, "question")].append(_occurrence(row))
    for row in ask(store, "derive-answers"):
        facts.answers[_iri(row, "question")].append((_iri(row, "statement"), _literal(row, "date")))
    for row in ask(store, "derive-themes"):
        facts.themes[_iri(row, "question")].add(_iri(row, "theme"))
    return facts, _merge(facts, rows)


def _occurrence(row: Row) -> Occurrence:
    text, line = literal(_value(row, "text"), _value(row, "language")), int(_value(row, "line"))
    raised = _iri(row, "role") == expand("kt:raised")
    event, date = _iri(row, "event"), _literal(row, "date")
    return Occurrence(text, _value(row, "type"), _value(row, "path"), line, event, raised, date)


def _merge(facts: Facts, rows: Sequence[Curation]) -> list[Issue]:
    """Follow merges and splits in the order of the file; one that would close a circle is named and left out."""
    issues = []
    for row in rows:
        one, other = Iri(row.subject), Iri(row.object)
        same_question = row.verb == "accept" and one in facts.occurrences and other in facts.occurrences
        if row.verb == "merge" or same_question:
            if facts.target(other) == one:
                issues.append(Issue("this merge closes a circle and is left out", row.line, "withdraw it"))
            else:
                facts.merged[one] = other, row
        elif row.verb == "split" and facts.merged.get(one, (other,))[0] == other:
            facts.merged.pop(one, None)
    return issues


def derive(
    store: Store, curations: Curations, base: str, today: str, failures: Mapping[str, Sequence[Issue]]
) -> tuple[GraphBuilder, list[Issue]]:
    """Give the derived graph, and the decisions that could not be honoured."""
    rows = curations.effective()
    facts, issues = gather(store, rows)
    builder = GraphBuilder.of(base, "derived")
    for row in rows:
        issues += _placed(store, row)
        _describe_evidence(builder, store, row)
    for question in sorted(facts.occurrences):
        events = status_events(question, facts, rows, base)
        _describe_question(builder, question, facts, rows)
        _describe_status(builder, question, events, today)
    for row_ in ask(store, "derive-mentions"):
        builder.add(_iri(row_, "mention"), "kt:refersTo", _iri(row_, "publication"))
    for path, found in sorted(failures.items()):
        for issue in found:
            builder.text(source_iri(base, path), "kt:failure", issue.message)
            builder.add(
                source_iri(base, path), "kt:failureLine", ox.Literal(issue.line) if issue.line is not None else None
            )
    return builder, issues


def _placed(store: Store, row: Curation) -> list[Issue]:
    """Name the parts of a decision that stand in no source any more. The decision stays where it is."""
    if row.verb == "withdraw":
        return []
    nodes = [iri for iri in (row.subject, row.object) if is_iri(iri)]
    gone = [iri for iri in nodes if not ask(store, "kinds", node=iri)]
    hint = "if it was renamed, add a line for its new name; else withdraw this one"
    return [Issue(f"{row.verb}: {iri} stands in no source any more", row.line, hint, is_error=False) for iri in gone]


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
    if row.verb == "accept" and row.detail.get("stance", "supports") == "supports" and _is_publication(row.object):
        return Event("evidenced", cause, row.date, min([*again, *open_again], default=""), date)
    return None


def _is_publication(iri: str) -> bool:
    return "publication/" in iri


def _describe_evidence(builder: GraphBuilder, store: Store, row: Curation) -> None:
    if row.verb not in ("accept", "reject") or not _is_publication(row.object) or not is_iri(row.subject):
        return
    if not ask(store, "kinds", node=row.object):
        return
    link = builder.iri("evidence", digest(row.subject, row.object))
    stance = row.detail.get("stance", "supports")
    state = "accepted" if row.verb == "accept" else "rejected"
    builder.types(link, "kt:EvidenceLink")
    builder.add(link, "kt:question", row.subject)
    builder.add(link, "kt:publication", row.object)
    builder.add(link, "kt:state", expand(f"ktc:state-{state}"))
    builder.text(link, "kt:by", row.by)
    builder.add(link, "kt:date", typed(row.date, "date"))
    builder.add(link, "kt:curation", curation_iri(builder.base, row.id))
    if stance in _SHORTCUTS:
        builder.add(link, "kt:stance", expand(f"ktc:stance-{stance}"))
    if row.verb == "accept" and stance in _SHORTCUTS:
        curie, turned = _SHORTCUTS[stance]
        ends = (row.object, row.subject) if turned else (row.subject, row.object)
        builder.add(ends[0], curie, ends[1])


def _describe_question(builder: GraphBuilder, question: Iri, facts: Facts, rows: Sequence[Curation]) -> None:
    group = facts.group(question) or [question]
    own = sorted(facts.occurrences[question], key=lambda o: (o.raised, o.day, o.path, o.line))
    label = own[-1].text
    builder.add(question, "skos:prefLabel", label)
    for text in {o.text for q in group for o in facts.occurrences[q]} - {label}:
        builder.add(question, "skos:altLabel", text)
    given = [row for row in rows if row.subject == question]
    types = [row.object for row in given if row.verb == "type"]
    builder.add(question, "kt:effectiveType", expand(f"ktc:type-{types[-1] if types else own[-1].type}"))
    named = {theme for q in group for theme in facts.themes[q]}
    named |= {Iri(row.object) for row in given if row.verb == "theme" and is_iri(row.object)}
    for theme in named - {row.object for row in given if row.verb == "reject"}:
        builder.add(question, "kt:theme", theme)
    for row in given:
        if row.verb == "school" and row.object:
            builder.add(question, "kt:askedBy", row.object if is_iri(row.object) else builder.iri("school", row.object))
    asked = sorted((o.day, o.date) for q in group for o in facts.occurrences[q] if o.raised and o.date is not None)
    if asked:
        builder.add(question, "kt:firstRaised", asked[0][1])
        builder.add(question, "kt:lastRaised", asked[-1][1])
    if question in facts.merged:
        builder.add(question, "dcterms:isReplacedBy", facts.merged[question][0])


def _describe_status(builder: GraphBuilder, question: Iri, events: Sequence[Event], today: str) -> None:
    for event in events:
        iri = builder.iri("status", digest(question, event.status, event.cause, event.start))
        builder.types(iri, "kt:StatusEvent", "prov:Activity")
        builder.add(iri, "kt:question", question)
        builder.add(iri, "kt:gives", expand(f"ktc:status-{event.status}"))
        builder.add(iri, "kt:rank", ox.Literal(RANKS[event.status]))
        builder.add(iri, "kt:cause", event.cause)
        builder.add(iri, "kt:date", event.date)
        builder.add(iri, "kt:validFrom", typed(event.start, "date") if event.start else None)
        builder.add(iri, "kt:validUntil", typed(event.end, "date") if event.end else None)
    now = current(events, today)
    if now is not None:
        builder.add(question, "kt:status", expand(f"ktc:status-{now.status}"))
        builder.add(question, "kt:statusSince", now.date)
        builder.add(question, "kt:statusCause", now.cause)


def current(events: Iterable[Event], today: str) -> Event | None:
    """Give the event that decides the status on a day ('' for the newest): the highest in rank that holds then."""
    holding = [
        e for e in events if (not today or not e.start or e.start <= today) and (not e.end or (today and e.end > today))
    ]
    return max(holding, key=lambda e: (RANKS[e.status], e.start, e.cause), default=None)


def _iri(row: Row, name: str) -> Iri:
    return Iri(_value(row, name))


def _value(row: Row, name: str) -> str:
    term = row[name]
    return term.value if term is not None else ""


def _literal(row: Row, name: str) -> ox.Literal | None:
    term = row[name]
    return term if isinstance(term, ox.Literal) else None
