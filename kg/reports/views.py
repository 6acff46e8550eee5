"""One question as a reader sees it: in plain words, with its quotes and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts import accepted
from kg.gaps import explain_priority
from kg.queries import ask, value_of
from kg.reports.places import anchor_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.gaps import Gap
    from kg.reports.material import Material
    from kg.stores import Row


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words, and where and when they were said. `by` is the school that said it, where that is known."""

    text: str
    place: str
    day: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An accepted publication: `about` says what it does for the question, and what sort of study it is."""

    title: str
    authors: str
    year: str
    doi: str
    about: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits for a person: what is asked, about what, and on which ground."""

    asks: str
    about: str
    because: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with all that a report shows of it; every text is plain and not escaped.

    `wordings` is empty and `source` says where it stands where the question has one wording, which is its text.
    """

    gap: Gap
    text: str
    anchor: str
    language: str
    status: str
    type: str
    kind: str
    since: str
    themes: tuple[str, ...]
    schools: tuple[str, ...]
    raised: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    points: str
    source: str
    wordings: tuple[Quote, ...]
    insights: tuple[Quote, ...]
    references: tuple[Reference, ...]
    proposals: tuple[Waiting, ...]


def view_questions(material: Material, gaps: Iterable[Gap]) -> list[QuestionView]:
    """Give the views of gaps, in the same order."""
    causes = _causes(material)
    reasons = reasons_of(material)
    return [_view(material, gap, causes, reasons) for gap in gaps]


def _visible(parts: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Give the parts that count; the type always, so that a sum is never empty."""
    return [(name, points) for name, points in parts if points or name == "type"]


def reasons_of(material: Material) -> dict[str, str]:
    """Give the words on which each proposal rests, joined."""
    found: dict[str, list[str]] = {}
    for row in ask(material.store, "proposal-reasons"):
        found.setdefault(value_of(row, "proposal"), []).append(material.text(row, "word"))
    return {proposal: ", ".join(words) for proposal, words in found.items()}


def _view(material: Material, gap: Gap, causes: Mapping[str, str], reasons: Mapping[str, str]) -> QuestionView:
    facts, phrases = material.facts, material.phrases
    term = facts.known[gap.question].get("text")
    wordings = _wordings(material, gap.question)
    single = len(wordings) == 1 and wordings[0].text == material.shown(gap.text)
    parts = explain_priority(len(gap.schools), gap.raised, gap.type, facts.reference)
    return QuestionView(
        gap=gap,
        text=material.shown(gap.text),
        anchor=anchor_of(gap.question),
        language=getattr(term, "language", None) or material.settings.language,
        status=phrases.label("status", gap.status),
        type=phrases.label("type", gap.type),
        kind=phrases.label("kind", gap.gap) if gap.gap else "",
        since=_since(material, gap, causes),
        themes=tuple(sorted(material.theme(theme) for theme in gap.themes)),
        schools=tuple(material.school(brin) for brin in gap.schools),
        raised=tuple(phrases.day(day) for day in gap.raised),
        parts=tuple((phrases.say(f"part.{name}"), phrases.number(points)) for name, points in _visible(parts)),
        points=phrases.number(gap.priority),
        source=wordings[0].place if single else "",
        wordings=() if single else wordings,
        insights=tuple(_insights(material, gap.question)),
        references=tuple(_reference(material, row) for row in accepted(facts, gap.question)),
        proposals=tuple(
            view_proposal(material, row, reasons, gap.question) for row in facts.proposals.get(gap.question, [])
        ),
    )


def view_proposal(material: Material, row: Row, reasons: Mapping[str, str], question: str = "") -> Waiting:
    """Give a proposal in plain words; seen from a question, only its other end is named."""
    ends = ["right"] if value_of(row, "left") == question else ["left"]
    names = [_end(material, row, end) for end in (ends if question else ["left", "right"])]
    return Waiting(
        asks=material.phrases.label("proposal", value_of(row, "kind")),
        about=material.phrases.join(names, " – "),
        because=reasons.get(value_of(row, "proposal"), ""),
    )


def _end(material: Material, row: Row, end: str) -> str:
    return material.text(row, f"{end}Text") or material.theme(value_of(row, end))


def _quote(material: Material, row: Row, name: str) -> Quote:
    stated = value_of(row, "date")
    return Quote(
        text=material.text(row, name),
        place=material.place(row),
        day=material.phrases.day(stated) if stated else "",
        by=material.school(value_of(row, "brin")),
    )


def _wordings(material: Material, question: str) -> tuple[Quote, ...]:
    """Give how a question was asked; notes that only discuss it count where none asks it."""
    rows = material.facts.of("wordings", question)
    asked = [row for row in rows if value_of(row, "role") == "raised"]
    return tuple(_quote(material, row, "quote") for row in asked or rows)


def _insights(material: Material, question: str) -> list[Quote]:
    """Give each statement once, also where a merge made it answer the question twice."""
    rows = material.facts.of("answers", question)
    return [_quote(material, row, "text") for row in {value_of(row, "statement"): row for row in rows}.values()]


def _reference(material: Material, row: Row) -> Reference:
    phrases = material.phrases
    about = [phrases.label("stance", value_of(row, "stance"))]
    if value_of(row, "grade"):
        about.append(phrases.label("grade", value_of(row, "grade")))
    return Reference(
        title=value_of(row, "title"),
        authors=value_of(row, "authors"),
        year=value_of(row, "issued")[:4],
        doi=value_of(row, "doi"),
        about=material.phrases.join(about),
    )


def _since(material: Material, gap: Gap, causes: Mapping[str, str]) -> str:
    row = material.facts.status[gap.question]
    if not value_of(row, "since"):
        return ""
    day, cause = material.phrases.day(value_of(row, "since")), causes.get(value_of(row, "cause"), "")
    if cause:
        return material.phrases.say("gaps.since_cause", day=day, cause=cause)
    return material.phrases.say("gaps.since", day=day)


def _causes(material: Material) -> dict[str, str]:
    """Give what a reader calls the meetings and decisions that change a status."""
    rows = ask(material.store, "meetings")
    meetings = {value_of(row, "meeting"): material.text(row, "title") for row in rows}
    rows = material.ask("curations")
    return meetings | {value_of(row, "curation"): material.person(value_of(row, "by")) for row in rows}
