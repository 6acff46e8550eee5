"""One question as a reader sees it: in plain words, with its quotes and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.facts import accepted
from kg.gaps import all_questions, explain_priority, kinds_of
from kg.places import anchor_of, doi_link, link_to, passage_link, question_file, school_file
from kg.queries import ask, value_of
from kg.reports.history import causes_of, research_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.gaps import Gap
    from kg.reports.material import Material
    from kg.stores import Row


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words, and where and when they were said. `by` is the school that said it, where that is known.

    `target` leads from outputs/ to the place; `kind` is what sort of statement it is, `event` the meeting.
    """

    text: str
    place: str
    day: str = ""
    by: str = ""
    target: str = ""
    kind: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An accepted publication: `about` says what it does for the question, and what sort of study it is.

    `link` is the address of its DOI; `accepted` says who took it as an answer, and when.
    """

    title: str
    authors: str
    year: str
    doi: str
    about: str
    publication: str = ""
    stance: str = ""
    link: str = ""
    accepted: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits for a person: what is asked, about what, and on which ground.

    `target` leads from outputs/ to the page of the other question, where it is about one.
    """

    asks: str
    about: str
    because: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with all that a report shows of it; every text is plain and not escaped.

    `source` says where it stands where the question has one wording, which is its text. `kind` is the kind of gap,
    `kinds` all that fit. `schools` pairs a name with the page of the school. `target` leads to the question's own page.
    """

    gap: Gap
    text: str
    anchor: str
    target: str
    language: str
    status: str
    type: str
    kind: str
    kinds: tuple[str, ...]
    since: str
    research: str
    themes: tuple[str, ...]
    schools: tuple[tuple[str, str], ...]
    raised: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    points: str
    source: Quote | None
    wordings: tuple[Quote, ...]
    insights: tuple[Quote, ...]
    references: tuple[Reference, ...]
    proposals: tuple[Waiting, ...]


def view_questions(material: Material, gaps: Iterable[Gap]) -> list[QuestionView]:
    """Give the views of gaps, in the same order."""
    views = material.once(view_all)
    return [_seen_as(material, views[gap.question], gap) for gap in gaps]


def view_all(material: Material) -> dict[str, QuestionView]:
    """Give the views of all questions that were not merged, by IRI, in the order of their priority."""
    return {gap.question: _view(material, gap) for gap in all_questions(material.facts)}


def _seen_as(material: Material, view: QuestionView, gap: Gap) -> QuestionView:
    """Give a view as a filter saw it, which may have asked for another kind of gap."""
    return view if gap == view.gap else replace(view, gap=gap, kind=material.phrases.label("kind", gap.gap))


def _visible(parts: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Give the parts that count; the type always, so that a sum is never empty."""
    return [(name, points) for name, points in parts if points or name == "type"]


def reasons_of(material: Material) -> dict[str, str]:
    """Give the words on which each proposal rests, joined."""
    found: dict[str, list[str]] = {}
    for row in ask(material.store, "proposal-reasons"):
        found.setdefault(value_of(row, "proposal"), []).append(material.text(row, "word"))
    return {proposal: ", ".join(words) for proposal, words in found.items()}


def _view(material: Material, gap: Gap) -> QuestionView:
    facts, phrases, question = material.facts, material.phrases, gap.question
    term = facts.known[question].get("text")
    wordings = _wordings(material, question)
    parts = explain_priority(len(gap.schools), gap.raised, gap.type, facts.reference)
    reasons = material.once(reasons_of)
    waiting = facts.proposals.get(question, [])
    return QuestionView(
        gap=gap,
        text=gap.text,
        anchor=anchor_of(question),
        target=link_to(question_file(question)),
        language=getattr(term, "language", None) or material.settings.language,
        status=phrases.label("status", gap.status),
        type=phrases.label("type", gap.type),
        kind=phrases.label("kind", gap.gap) if gap.gap else "",
        kinds=tuple(phrases.label("kind", kind) for kind in kinds_of(facts, question)),
        since=_since(material, gap),
        research=_research(material, gap),
        themes=tuple(sorted(material.theme(theme) for theme in gap.themes)),
        schools=tuple((material.school(brin), link_to(school_file(brin))) for brin in gap.schools),
        raised=tuple(phrases.day(day) for day in gap.raised),
        parts=tuple((phrases.say(f"part.{name}"), phrases.number(points)) for name, points in _visible(parts)),
        points=phrases.number(gap.priority),
        source=wordings[0] if len(wordings) == 1 and wordings[0].text == gap.text else None,
        wordings=wordings,
        insights=tuple(_insights(material, question)),
        references=tuple(_references(material, question)),
        proposals=tuple(view_proposal(material, row, reasons, question) for row in waiting),
    )


def view_proposal(material: Material, row: Row, reasons: Mapping[str, str], question: str = "") -> Waiting:
    """Give a proposal in plain words; seen from a question, only its other end is named."""
    ends = ["right"] if value_of(row, "left") == question else ["left"]
    names = [_end(material, row, end) for end in (ends if question else ["left", "right"])]
    other = value_of(row, "right" if value_of(row, "left") == question else "left")
    is_question = value_of(row, "kind") == "same-question" and bool(question)
    return Waiting(
        asks=material.phrases.label("proposal", value_of(row, "kind")),
        about=material.phrases.join(names, " – "),
        because=reasons.get(value_of(row, "proposal"), ""),
        target=link_to(question_file(material.facts.merged.get(other, other))) if is_question else "",
    )


def _end(material: Material, row: Row, end: str) -> str:
    return material.text(row, f"{end}Text") or material.theme(value_of(row, end))


def quote_of(material: Material, row: Row, name: str, statement: str) -> Quote:
    """Give the quote of a row that has `path`, `line`, `date`, `brin` and (in a variable) a statement."""
    stated, kind = value_of(row, "date"), value_of(row, "kind")
    return Quote(
        text=material.text(row, name),
        place=material.place(row),
        day=material.phrases.day(stated) if stated else "",
        by=material.school(value_of(row, "brin")),
        target=passage_link(value_of(row, "path"), value_of(row, statement)),
        kind=material.phrases.label("kinds", kind) if kind else "",
        event=material.text(row, "title"),
    )


def _wordings(material: Material, question: str) -> tuple[Quote, ...]:
    """Give how a question was asked; notes that only discuss it count where none asks it."""
    facts = material.facts
    rows = facts.of("wordings", question)
    rows = [row for row in rows if value_of(row, "role") == "raised"] or rows
    asking: dict[tuple[str, str], list[str]] = {}
    for row in facts.of("schools-asking", question):
        names = asking.setdefault((value_of(row, "question"), value_of(row, "date")), [])
        names += {material.school(value_of(row, "brin"))} - set(names)
    return tuple(
        replace(
            quote_of(material, row, "quote", "question"),
            by=", ".join(asking.get((value_of(row, "question"), value_of(row, "date")), [])),
        )
        for row in rows
    )


def _insights(material: Material, question: str) -> list[Quote]:
    """Give each statement once, also where it is of two kinds or a merge made it answer the question twice."""
    once: dict[str, Row] = {}
    for row in material.facts.of("answers", question):
        once.setdefault(value_of(row, "statement"), row)
    return [quote_of(material, row, "text", "statement") for row in once.values()]


def _references(material: Material, question: str) -> list[Reference]:
    """Give the accepted publications: those that support or dispute, then what is background."""
    rows = material.facts.of("evidence", question)
    beside = [row for row in rows if (value_of(row, "state"), value_of(row, "stance")) == ("accepted", "background")]
    found = {value_of(row, "publication"): row for row in accepted(material.facts, question)}
    for row in beside:
        found.setdefault(value_of(row, "publication"), row)
    return [_reference(material, row) for row in found.values()]


def _reference(material: Material, row: Row) -> Reference:
    phrases, stance, by = material.phrases, value_of(row, "stance"), value_of(row, "by")
    about = [phrases.label("stance", stance)]
    if value_of(row, "grade"):
        about.append(phrases.label("grade", value_of(row, "grade")))
    day = phrases.day(value_of(row, "date"))
    return Reference(
        title=value_of(row, "title") or anchor_of(value_of(row, "publication")),
        authors=value_of(row, "authors"),
        year=value_of(row, "issued")[:4],
        doi=value_of(row, "doi"),
        about=phrases.join(about),
        publication=value_of(row, "publication"),
        stance=stance,
        link=doi_link(value_of(row, "doi")),
        accepted=phrases.say("gaps.accepted", by=by, day=day) if by else "",
    )


def _since(material: Material, gap: Gap) -> str:
    """Give since when a question stands so, and what calls for it: the meeting or the person."""
    row = material.facts.status[gap.question]
    if not value_of(row, "since"):
        return ""
    found = material.once(causes_of).get(value_of(row, "cause"), {})
    cause = ""
    if value_of(found, "kind") == "meeting":
        cause = material.text(found, "text")
    elif value_of(found, "kind") == "decision":
        cause = value_of(found, "by")
    day = material.phrases.day(value_of(row, "since"))
    if cause:
        return material.phrases.say("gaps.since_cause", day=day, cause=cause)
    return material.phrases.say("gaps.since", day=day)


def _research(material: Material, gap: Gap) -> str:
    """Give who looks into a question, and until when, where somebody does."""
    cause = value_of(material.facts.status[gap.question], "cause")
    if gap.status != "in-research":
        return ""
    return research_of(material, material.once(causes_of).get(cause, {}))
