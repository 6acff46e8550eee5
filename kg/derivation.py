"""What follows from all sources and decisions together: labels, links, and every change of status with its cause.

Nothing here is stored by hand: the derived graph is made anew at each refresh from the other graphs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.guards.iri import digest, is_iri
from kg.ledger import labels, themes_of, type_of
from kg.model import Issue
from kg.proposing import describe_proposals, find_proposals
from kg.quads import GraphBuilder, curation_iri, literal, source_iri, typed
from kg.queries import ask, value_of
from kg.statuses import RANKS, Event, Facts, Occurrence, current, status_events
from kg.vocabulary import Iri, expand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.curation import Curation, Curations
    from kg.stores import Row, Store

#: Stance to the triple that says it once a person accepted: predicate, and whether the publication is its subject.
_SHORTCUTS = {
    "supports": ("cito:citesAsEvidence", False),
    "background": ("cito:citesForInformation", False),
    "disputes": ("cito:disputes", True),
}


def gather(store: Store, curations: Curations) -> tuple[Facts, list[Issue]]:
    """Give what the sources say of the questions, and the merges that cannot be followed."""
    facts = Facts(withdrawn=curations.withdrawn)
    rows = curations.effective()
    for row in (*rows, *(row for row in curations.rows if row.id in curations.withdrawn)):
        facts.rows.setdefault(row.subject, []).append(row)
        for iri in (row.subject, row.object):
            if is_iri(iri) and iri not in facts.classes:
                facts.classes[iri] = {value_of(found, "class") for found in ask(store, "kinds", node=iri)}
    for found in ask(store, "derive-questions"):
        facts.occurrences[_iri(found, "question")].append(_occurrence(found))
    for found in ask(store, "derive-answers"):
        facts.answers[_iri(found, "question")].append((_iri(found, "statement"), _literal(found, "date")))
    for found in ask(store, "derive-themes"):
        facts.themes[_iri(found, "question")].add(_iri(found, "theme"))
    issues = _merge(facts, rows)
    for question in facts.occurrences:
        facts.groups.setdefault(facts.target(question), []).append(question)
    return facts, issues


def _occurrence(row: Row) -> Occurrence:
    text, line = literal(value_of(row, "text"), value_of(row, "language")), int(value_of(row, "line"))
    raised = _iri(row, "role") == expand("kt:raised")
    event, date = _iri(row, "event"), _literal(row, "date")
    return Occurrence(text, value_of(row, "type"), value_of(row, "path"), line, event, raised, date)


def _merge(facts: Facts, rows: Sequence[Curation]) -> list[Issue]:
    """Follow merges and splits; one that would close a circle is named and left out.

    A question that stands in no source any more is passed over: what was merged into it goes where it went, or stays.
    """
    issues = []
    for row in rows:
        one, other = Iri(row.subject), Iri(row.object)
        same_question = row.verb == "accept" and one in facts.occurrences and other in facts.occurrences
        if row.verb == "merge" or same_question:
            if _leads_to(facts, other, one):
                issues.append(Issue("this merge closes a circle and is left out", row.line, "withdraw it"))
            else:
                facts.merged[one] = other, row
        elif row.verb == "split" and facts.merged.get(one, (other,))[0] == other:
            facts.merged.pop(one, None)
    followed = {one: (_standing(facts, one), row) for one, (_, row) in facts.merged.items()}
    facts.merged = {one: found for one, found in followed.items() if found[0] != one}
    return issues


def _leads_to(facts: Facts, question: Iri, other: Iri) -> bool:
    """Tell whether one question is another, or was merged into it, if only on the way to a third."""
    while question != other and question in facts.merged:
        question = facts.merged[question][0]
    return question == other


def _standing(facts: Facts, question: Iri) -> Iri:
    """Give the next question on the way of the merges that stands in a source, or the question itself."""
    following = question
    while following in facts.merged:
        following = facts.merged[following][0]
        if following in facts.occurrences:
            return following
    return question


def derive(
    store: Store, curations: Curations, base: str, today: str, failures: Mapping[str, Sequence[Issue]]
) -> tuple[GraphBuilder, list[Issue]]:
    """Give the derived graph, and the decisions that could not be honoured."""
    rows = curations.effective()
    facts, issues = gather(store, curations)
    builder = GraphBuilder.of(base, "derived")
    for row in rows:
        issues += _placed(facts, row)
        _describe_evidence(builder, facts, row)
    for question in sorted(facts.occurrences):
        events = status_events(question, facts, base)
        given = [row for row in facts.rows.get(question, ()) if row.id not in curations.withdrawn]
        _describe_question(builder, question, facts, given)
        _describe_status(builder, question, events, today)
    describe_proposals(builder, find_proposals(store, facts, rows))
    _describe_mentions(builder, ask(store, "derive-mentions"))
    _describe_failures(builder, failures)
    return builder, issues


def _describe_mentions(builder: GraphBuilder, rows: Sequence[Row]) -> None:
    """Say which publications notes mean; by title only where nothing surer does, and no two publications share it."""
    sure: dict[Iri, list[Iri]] = {}
    by_title: dict[Iri, set[Iri]] = {}
    for row in rows:
        mention, publication = _iri(row, "mention"), _iri(row, "publication")
        if value_of(row, "titleKey"):
            by_title.setdefault(mention, set()).add(publication)
        else:
            sure.setdefault(mention, []).append(publication)
    named = {mention: sorted(found) for mention, found in by_title.items() if len(found) == 1 and mention not in sure}
    for mention, found in (sure | named).items():
        for publication in found:
            builder.add(mention, "kt:refersTo", publication)


def _describe_failures(builder: GraphBuilder, failures: Mapping[str, Sequence[Issue]]) -> None:
    """Say of each source that could not be read, or not whole, what went wrong first."""
    for path, found in sorted(failures.items()):
        note = source_iri(builder.base, path)
        for issue in sorted(found, key=lambda issue: (issue.line or 0, issue.message))[:1]:
            builder.types(note, "kt:Note", "prov:Entity")
            builder.text(note, "kt:path", path)
            builder.text(note, "kt:failure", issue.message)
            builder.add(note, "kt:failureLine", ox.Literal(issue.line) if issue.line is not None else None)


def _placed(facts: Facts, row: Curation) -> list[Issue]:
    """Name the parts of a decision that stand in no source any more. The decision stays where it is."""
    if row.verb == "withdraw":
        return []
    nodes = [iri for iri in (row.subject, row.object) if is_iri(iri)]
    gone = [iri for iri in nodes if not facts.classes[iri]]
    hint = "if it was renamed, add a line for its new name; else withdraw this one"
    return [Issue(f"{row.verb}: {iri} stands in no source any more", row.line, hint, is_error=False) for iri in gone]


def _describe_evidence(builder: GraphBuilder, facts: Facts, row: Curation) -> None:
    if row.verb not in ("accept", "reject") or not is_iri(row.subject) or not facts.is_a(row.object, "kt:Publication"):
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


def _describe_question(builder: GraphBuilder, question: Iri, facts: Facts, given: Sequence[Curation]) -> None:
    called, other = labels(facts, question)
    builder.add(question, "schema:name", called[0].text)
    for occurrence in called:
        builder.add(question, "skos:prefLabel", occurrence.text)
    for occurrence in other:
        builder.add(question, "skos:altLabel", occurrence.text)
    builder.add(question, "kt:effectiveType", expand(f"ktc:type-{type_of(facts, question)}"))
    for theme in themes_of(facts, question):
        builder.add(question, "kt:theme", theme)
    for row in given:
        if row.verb == "school" and row.object:
            builder.add(question, "kt:askedBy", row.object if is_iri(row.object) else builder.iri("school", row.object))
    _describe_dates(builder, question, [o for q in facts.group(question) for o in facts.occurrences[q]])
    if question in facts.merged:
        builder.add(question, "dcterms:isReplacedBy", facts.merged[question][0])


def _describe_dates(builder: GraphBuilder, question: Iri, found: Sequence[Occurrence]) -> None:
    asked = sorted((o.day, o.date) for o in found if o.raised and o.date is not None)
    if asked:
        builder.add(question, "kt:firstRaised", asked[0][1])
        builder.add(question, "kt:lastRaised", asked[-1][1])


def _describe_status(builder: GraphBuilder, question: Iri, events: Sequence[Event], today: str) -> None:
    for event in events:
        iri = builder.iri("status", digest(question, event.status, event.cause, event.start, event.end))
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


def _iri(row: Row, name: str) -> Iri:
    return Iri(value_of(row, name))


def _literal(row: Row, name: str) -> ox.Literal | None:
    term = row[name]
    return term if isinstance(term, ox.Literal) else None
