"""What one school asked, in its own words, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.facts import accepted
from kg.places import link_to, question_file
from kg.queries import value_of
from kg.reports.dossiers import Asked, Publication, Reader
from kg.text import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.stores import Row


def asked_by(reader: Reader) -> list[Asked]:
    """Give the questions of a school: first those that nobody has answered, in the order in which it asked them."""
    facts = reader.reading.material.facts
    groups: dict[str, list[Row]] = {}
    for row in reader.reading.wordings.get(reader.brin, ()):
        question = value_of(row, "question")
        groups.setdefault(facts.merged.get(question, question), []).append(row)
    found = [(_first_day(rows), question, rows) for question, rows in groups.items() if question in facts.status]
    asked = [_asked(reader, question, rows) for _, question, rows in sorted(found, key=lambda one: one[:2])]
    return sorted(asked, key=lambda one: (not one.is_open, one.type == "process"))


def _first_day(rows: Iterable[Row]) -> str:
    return min((first_day(value_of(row, "date")) for row in rows if value_of(row, "date")), default="9")


def _asked(reader: Reader, question: str, rows: Sequence[Row]) -> Asked:
    material = reader.reading.material
    facts = material.facts
    wordings = tuple(reader.quote(row, "quote", value_of(row, "question")) for row in reversed(_clear(rows)))
    answers = list({value_of(row, "statement"): row for row in facts.of("answers", question)}.values())
    readable = [row for row in answers if reader.may_read(row)]
    dates = sorted({value_of(row, "date") for row in rows} - {""}, key=first_day)
    return Asked(
        text=wordings[0].text,
        language=wordings[0].language,
        link=link_to(question_file(question)) if reader.linked else "",
        type=value_of(facts.known.get(question, {}), "type"),
        status=value_of(facts.status[question], "status"),
        since=_since(reader, facts.status[question]),
        days=tuple(material.phrases.day(date) for date in dates),
        wordings=wordings,
        insights=tuple(reader.quote(row, "text", value_of(row, "statement")) for row in readable),
        others=len(answers) - len(readable),
        publications=tuple(_publication(reader, row) for row in accepted(facts, question)),
        elsewhere=len(set(facts.values("schools-asking", question, "brin")) - {reader.brin}),
    )


def _clear(rows: Sequence[Row]) -> Sequence[Row]:
    """Give the last row of each place: a note may give several titles to one passage."""
    return list({(value_of(row, "path"), value_of(row, "line"), value_of(row, "quote")): row for row in rows}.values())


def _since(reader: Reader, status: Row) -> str:
    phrases, day = reader.reading.material.phrases, value_of(status, "since")
    if not day:
        return ""
    cause = _cause(reader, value_of(status, "cause"))
    if not cause:
        return phrases.say("dossier.since", day=phrases.day(day))
    return phrases.say("dossier.because", day=phrases.day(day), cause=cause)


def _cause(reader: Reader, cause: str) -> str:
    """Give in words why a question stands as it does; of another school only that it was one."""
    row, say = reader.reading.causes.get(cause, {}), reader.reading.material.phrases.say
    kind, owner = value_of(row, "kind"), reader.reading.visited.get(value_of(row, "path"), "")
    if kind == "decision":
        by = reader.text(value_of(row, "by"))
        return say("dossier.cause_decision", by=by) if by else ""
    if owner not in {"", reader.brin}:
        return say("dossier.cause_other")
    if kind == "meeting":
        title = reader.text(value_of(row, "text"))
        return say("dossier.cause_meeting", title=title) if title else ""
    if kind == "statement":
        return say("dossier.cause_own" if owner else "dossier.cause_said")
    return ""


def _publication(reader: Reader, row: Row) -> Publication:
    phrases = reader.reading.material.phrases
    about = [phrases.label("stance", value_of(row, "stance"))]
    if value_of(row, "grade"):
        about.append(phrases.label("grade", value_of(row, "grade")))
    return Publication(
        title=reader.text(value_of(row, "title")),
        authors=reader.text(value_of(row, "authors")),
        year=value_of(row, "issued")[:4],
        doi=value_of(row, "doi"),
        about=phrases.join(about),
    )
