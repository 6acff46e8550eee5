"""A note as quads: its meeting, statements and passages. Mapping only: what is said here was decided elsewhere."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.guards.iri import digest
from kg.model import (
    Action,
    Document,
    Extraction,
    Factor,
    Insight,
    Meeting,
    Obstacle,
    PartialDate,
    PublicationMention,
    Question,
    SchoolMention,
    Statement,
)
from kg.quads import GraphBuilder, date_literal, decimal, literal, source_iri
from kg.text import line_starts, position_at, title_key
from kg.vocabulary import expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.identity import Identified
    from kg.text import Span
    from kg.vocabulary import Iri

#: Class of the graph for each kind of statement.
CLASSES = {
    "question": "kt:Question", "insight": "kt:Insight", "decision": "kt:Decision", "action": "kt:Action",
    "obstacle": "kt:Obstacle", "factor": "kt:EnablingFactor", "publication": "kt:PublicationMention",
    "school": "kt:SchoolMention",
}  # fmt: skip


def describe_source(document: Document, base: str, records: int = 0) -> GraphBuilder:
    """Give the graph of a source with what holds for every source: its file. `records` were read from it."""
    path = str(document.source.path)
    builder = GraphBuilder.of(base, path)
    note = source_iri(base, path)
    builder.types(note, "kt:Note", "prov:Entity")
    builder.text(note, "kt:path", path)
    builder.text(note, "kt:sha256", document.source.sha256)
    builder.text(note, "dcterms:format", document.media_type)
    builder.text(note, "dcterms:language", document.language if document.blocks else "")
    builder.add(note, "kt:recordCount", ox.Literal(records))
    return builder


def describe_note(
    document: Document, extraction: Extraction, identified: Identified, base: str, held: tuple[PartialDate, str] | None
) -> GraphBuilder:
    """Give the graph of a note: its meeting or visit, its statements with their passages.

    `held` is the date of the meeting and where it was found: `text`, `front-matter` or `file-name`. A page in
    publications/ is of no meeting.
    """
    builder = describe_source(document, base)
    is_visit = document.source.folder == "schools"
    note = source_iri(base, str(document.source.path))
    event = None
    if document.source.folder != "publications":
        event = builder.iri("visit" if is_visit else "meeting", identified.note)
        _describe_event(builder, event, note, extraction.meeting, held, document.language)
        builder.types(event, "kt:SchoolVisit" if is_visit else "kt:Meeting", "prov:Activity", "schema:Event")
    case = builder.iri("case", identified.note) if is_visit else None
    school = _visited(document, extraction) if is_visit else ""
    if case:
        builder.types(case, "kt:Case")
        builder.add(case, "kt:recordedIn", note)
        builder.text(case, "dcterms:title", document.metadata.get("title", "") or document.metadata.get("titel", ""))
        for subject in filter(None, (case, event)):
            builder.add(subject, "kt:school", builder.iri("school", school) if school else None)
    starts = line_starts(document.text)
    seen: dict[tuple[str, str], int] = {}
    for statement in extraction.statements:
        iri = identified.iris[statement.id]
        occurrence = seen[iri, statement.text] = seen.get((iri, statement.text), 0) + 1
        passage = builder.iri("passage", digest(note, iri, statement.text, str(occurrence)))
        _describe_passage(builder, passage, note, statement.span, document.text, starts)
        builder.text(passage, "dcterms:language", statement.language)
        _describe_statement(builder, _with_term(statement, held), iri, note, passage)
        for question in statement.answers:
            builder.add(iri, "kt:answers", identified.iris[question])
        _describe_occasion(builder, event, iri, statement, is_case=case is not None)
        if case and isinstance(statement, Insight) and statement.answers:
            builder.types(iri, "kt:CaseAnswer")
            builder.add(iri, "kt:partOf", case)
            builder.add(iri, "kt:school", builder.iri("school", school) if school else None)
        elif case and (isinstance(statement, (Obstacle, Factor)) or statement.rule == "reflection"):
            builder.add(iri, "kt:partOf", case)
    return builder


def _describe_occasion(
    builder: GraphBuilder, event: Iri | None, iri: Iri, statement: Statement, *, is_case: bool
) -> None:
    """Say where a statement was made: a question is raised, unless it is the research question of a case."""
    if event is None:
        return
    raised = isinstance(statement, Question) and not (is_case and statement.question_type == "research")
    builder.add(event, "kt:raised" if raised else "kt:discussed", iri)
    if raised and statement.school:
        builder.add(iri, "kt:askedBy", builder.iri("school", statement.school))


def _with_term(statement: Statement, held: tuple[PartialDate, str] | None) -> Statement:
    """Give an action with the days that `due` means where only the file name tells the year of the meeting."""
    if not isinstance(statement, Action) or not statement.due or held is None or statement.due_until:
        return statement
    from kg.rules.periods import period_of  # noqa: PLC0415  (rules run in the worker; few refreshes need them here)

    first, last = period_of(statement.due, held[0])
    return replace(statement, due_from=first, due_until=last)


def _visited(document: Document, extraction: Extraction) -> str:
    """Give the BRIN of the school that a visit note is about: from front matter, else the first that is named."""
    named = (s.school for s in extraction.statements if s.school)
    return document.metadata.get("brin", "") or next(named, "")


def _describe_event(
    builder: GraphBuilder,
    event: Iri,
    note: Iri,
    meeting: Meeting | None,
    held: tuple[PartialDate, str] | None,
    language: str,
) -> None:
    builder.add(event, "kt:recordedIn", note)
    if meeting is not None:
        builder.text(event, "dcterms:title", meeting.title, language)
        builder.add(event, "kt:number", ox.Literal(meeting.number) if meeting.number is not None else None)
        builder.text(event, "kt:series", meeting.series)
        builder.text(event, "kt:place", meeting.place)
        builder.text(event, "kt:dateAsStated", str(meeting.held) if meeting.held else "")
    if held is not None:
        builder.add(event, "kt:date", date_literal(held[0]))
        builder.text(event, "kt:dateFrom", held[1])


def _describe_passage(builder: GraphBuilder, passage: Iri, note: Iri, span: Span, text: str, starts: list[int]) -> None:
    """Source: Web Annotation Data Model, 4.2.4 (text quote) and 4.2.5 (text position)."""
    sign = "/" if "#" in passage else "#"  # a base may end in one, and an IRI has one at most
    quote, position = f"{passage}{sign}quote", f"{passage}{sign}position"
    builder.types(passage, "kt:Passage", "oa:SpecificResource")
    builder.add(passage, "oa:hasSource", note)
    builder.add(passage, "oa:hasSelector", quote)
    builder.add(passage, "oa:hasSelector", position)
    builder.types(quote, "oa:TextQuoteSelector")
    builder.text(quote, "oa:exact", span.of(text))
    builder.text(quote, "oa:prefix", text[max(0, span.start - 32) : span.start])
    builder.text(quote, "oa:suffix", text[span.end : span.end + 32])
    builder.types(position, "oa:TextPositionSelector")
    builder.add(position, "oa:start", ox.Literal(span.start))
    builder.add(position, "oa:end", ox.Literal(span.end))
    for end, offset in (("start", span.start), ("end", span.end)):
        place = position_at(starts, offset)
        builder.add(passage, f"kt:{end}Line", ox.Literal(place.line))
        builder.add(passage, f"kt:{end}Column", ox.Literal(place.column))


def _describe_statement(builder: GraphBuilder, statement: Statement, iri: Iri, note: Iri, passage: Iri) -> None:
    builder.types(iri, CLASSES[statement.kind])
    builder.text(iri, "kt:text", statement.text, statement.language)
    builder.add(iri, "kt:passage", passage)
    builder.add(iri, "kt:statedIn", note)
    builder.text(iri, "kt:rule", statement.rule)
    builder.add(iri, "kt:confidence", decimal(statement.confidence))
    for theme in statement.themes:
        builder.add(iri, "dcterms:subject", theme)
    for curie, value in _own_facts(builder, statement):
        builder.add(iri, curie, value)


def _own_facts(builder: GraphBuilder, statement: Statement) -> Iterator[tuple[str, ox.Literal | str | None]]:
    """Yield what only this kind of statement says."""
    school = builder.iri("school", statement.school) if statement.school else None
    if isinstance(statement, Question):
        yield "kt:questionType", expand(f"ktc:type-{statement.question_type}")
    elif isinstance(statement, (Obstacle, Factor)):
        yield "kt:level", expand(f"ktc:level-{statement.level}") if statement.level else None
        yield "kt:school", school
    elif isinstance(statement, Action):
        yield "kt:agent", literal(statement.agent) if statement.agent else None
        yield "kt:due", literal(statement.due) if statement.due else None
        yield "kt:dueFrom", date_literal(statement.due_from) if statement.due_from else None
        yield "kt:dueUntil", date_literal(statement.due_until) if statement.due_until else None
        yield "kt:done", ox.Literal(value=True) if statement.done else None
    elif isinstance(statement, PublicationMention):
        for curie, text in (
            ("kt:title", statement.title), ("schema:url", statement.url), ("bibo:doi", statement.doi),
            ("kt:key", statement.key), ("kt:titleKey", title_key(statement.title)),
        ):  # fmt: skip
            yield curie, literal(text) if text else None
    elif isinstance(statement, SchoolMention):
        yield "kt:school", school


def complete_date(meeting: Meeting | None, metadata: Mapping[str, str], path: str) -> tuple[PartialDate, str] | None:
    """Give the date of a meeting and where it was found; a file name may add the year, never change a day.

    >>> complete_date(Meeting(held=PartialDate(None, 6, 23)), {}, "meetings/2021-06-23-derde.md")
    (PartialDate(year=2021, month=6, day=23), 'file-name')
    """
    stated = meeting.held if meeting else None
    if stated is not None and stated.year is not None:
        front = metadata.get("date") or metadata.get("datum")
        return stated, "front-matter" if front else "text"
    named = _date_in_name(path.rpartition("/")[2])
    if named is None:
        return None
    if stated is None:
        return named, "file-name"
    fits = named.month in (None, stated.month) and named.day in (None, stated.day)
    return (PartialDate(named.year, stated.month, stated.day), "file-name") if fits else None


def _date_in_name(name: str) -> PartialDate | None:
    found = re.search(r"(?<!\d)(19\d\d|20\d\d)(?:[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)", name)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if year and month and day and day > monthrange(year, month)[1]:
        return PartialDate(year, month)
    return PartialDate(year, month, day)
