"""What follows from all sources and decisions together: labels, links, and every change of status with its cause.

Nothing here is stored by hand: the derived graph is made anew at each refresh from the other graphs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curation import Curation, rests_on
from kg.evidence import describe_evidence, describe_grades, find_clashes
from kg.guards.iri import digest, is_iri
from kg.merging import follow_merges
from kg.model import Issue
from kg.proposing import describe_proposals, find_proposals
from kg.quads import GraphBuilder, curation_iri, literal, source_iri, typed
from kg.queries import ask, value_of
from kg.statuses import RANKS, Event, Facts, Occurrence, current, status_events
from kg.vocabulary import Iri, expand
from kg.wordings import labels, themes_of, type_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.curation import Curations
    from kg.stores import Row, Store


def gather(store: Store, curations: Curations) -> tuple[Facts, list[Issue]]:
    """Give what the sources say of the questions, and the merges that cannot be followed."""
    facts = Facts(withdrawn=curations.withdrawn)
    rows = curations.effective()
    for row in (*rows, *(row for row in curations.rows if row.id in curations.withdrawn)):
        facts.rows.setdefault(row.subject, []).append(row)
    named = sorted({iri for given in facts.rows.values() for row in given for iri in _named(row)})
    facts.classes = {iri: set() for iri in named}
    for found in ask(store, "kinds", node=named) if named else []:
        facts.classes[value_of(found, "node")].add(value_of(found, "class"))
    for found in ask(store, "derive-questions"):
        facts.occurrences[_iri(found, "question")].append(_occurrence(found))
    for found in ask(store, "derive-answers"):
        facts.answers[_iri(found, "question")].append((_iri(found, "statement"), _literal(found, "date")))
    for found in ask(store, "derive-themes"):
        facts.themes[_iri(found, "question")].add(_iri(found, "theme"))
    merged, issues = follow_merges(rows, lambda thing: _kind(facts, thing))
    facts.works = {one: found for one, found in merged.items() if _kind(facts, one) == "Publication"}
    facts.merged = {one: found for one, found in merged.items() if one not in facts.works}
    _join_certain(store, facts, rows)
    issues += find_clashes(facts, rows)
    for question in facts.occurrences:
        facts.groups.setdefault(facts.target(question), []).append(question)
    return facts, issues


def _join_certain(store: Store, facts: Facts, rows: Sequence[Curation]) -> None:
    """Join publications that became certainly one by an edit, unless a person said of the two that they are not."""
    apart = {frozenset((row.subject, row.object)) for row in rows if row.verb in ("reject", "split")}
    pairs = {
        (_iri(row, "left"), _iri(row, "right")) for row in ask(store, "doubles") if value_of(row, "certain") == "true"
    }
    for left, right in sorted(pair for pair in pairs if frozenset(pair) not in apart):
        one, other = sorted((facts.work(left), facts.work(right)))
        if one != other:
            facts.works[other] = one, Curation("", "", "", "merge", other, one)


def _occurrence(row: Row) -> Occurrence:
    text, line = literal(value_of(row, "text"), value_of(row, "language")), int(value_of(row, "line"))
    raised = _iri(row, "role") == expand("kt:raised")
    event, date = _iri(row, "event"), _literal(row, "date")
    return Occurrence(text, value_of(row, "type"), value_of(row, "path"), line, event, raised, date)


def _kind(facts: Facts, thing: Iri) -> str:
    if thing in facts.occurrences:
        return "Question"
    return "Publication" if facts.is_a(thing, "kt:Publication") else ""


def derive(
    store: Store, curations: Curations, base: str, today: str, failures: Mapping[str, Sequence[Issue]]
) -> tuple[GraphBuilder, list[Issue]]:
    """Give the derived graph, and the decisions that could not be honoured."""
    rows = curations.effective()
    facts, issues = gather(store, curations)
    builder = GraphBuilder.of(base, "derived")
    for row in rows:
        issues += _placed(facts, row)
        for iri in filter(is_iri, rests_on(row)):
            builder.add(curation_iri(base, row.id), "kt:restsOn", iri)
    describe_evidence(builder, facts, rows)
    describe_grades(builder, facts, rows)
    for publication, (became, _) in facts.works.items():
        builder.add(publication, "dcterms:isReplacedBy", became)
    _describe_library(builder, store, facts)
    for question in sorted(facts.occurrences):
        events = status_events(question, facts, base)
        given = [row for row in facts.rows.get(question, ()) if row.id not in curations.withdrawn]
        _describe_question(builder, question, facts, given)
        _describe_status(builder, question, events, today)
    describe_proposals(builder, find_proposals(store, facts, rows))
    _describe_mentions(builder, facts, ask(store, "derive-mentions"))
    _describe_failures(builder, failures)
    return builder, issues


def _describe_library(builder: GraphBuilder, store: Store, facts: Facts) -> None:
    """Say how many publications there are, those that were merged left out."""
    counted = store.match(builder.iri("doubles"), expand("kt:publicationCount"), None)
    for size in [int(quad.object.value) for quad in counted if isinstance(quad.object, ox.Literal)]:
        builder.add(builder.iri("library"), "kt:publicationCount", ox.Literal(size - len(facts.works)))


def _describe_mentions(builder: GraphBuilder, facts: Facts, rows: Sequence[Row]) -> None:
    """Say which publications notes mean; by title only where nothing surer does, and no two publications share it."""
    sure: dict[Iri, list[Iri]] = {}
    by_title: dict[Iri, set[Iri]] = {}
    for row in rows:
        mention, publication = _iri(row, "mention"), facts.work(_iri(row, "publication"))
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


def _named(row: Curation) -> list[str]:
    """Give the IRIs that a decision names: what it is on, and what it rests on."""
    return [iri for iri in (row.subject, row.object, *rests_on(row)) if is_iri(iri)]


def _placed(facts: Facts, row: Curation) -> list[Issue]:
    """Name the parts of a decision that stand in no source any more. The decision stays where it is."""
    if row.verb == "withdraw":
        return []
    gone = [iri for iri in _named(row) if not facts.classes[iri]]
    hint = "if it was renamed, add a line for its new name; else withdraw this one"
    return [Issue(f"{row.verb}: {iri} stands in no source any more", row.line, hint, is_error=False) for iri in gone]


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
