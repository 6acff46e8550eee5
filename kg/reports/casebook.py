"""What each school answered to each research question, side by side, and what hinders and helps them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.places import link_to, question_file
from kg.reports.casebook_markdown import casebook_markdown
from kg.reports.cases import Cases, Said, by_level, count_schools, grouped, known_schools, read_cases, school_link
from kg.reports.pages import page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.reports.material import Material

#: Cells of the table of questions and schools; a larger one becomes a table a question, with a row a school.
MOST_CELLS = 600

#: What hinders, or helps, at one level that is shown at once; the rest opens below it.
MOST_AT_LEVEL = 10


@dataclass(frozen=True, slots=True)
class School:
    """A school as the casebook leads to it, with how much it said."""

    brin: str
    name: str
    link: str
    answers: int
    obstacles: int
    factors: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A research question with its answers: those of each school by BRIN, '' for those of a school not known."""

    text: str
    language: str
    link: str
    answers: Mapping[str, Sequence[Said]]


def casebook(material: Material) -> dict[str, bytes]:
    """Give casebook.html and casebook.md."""
    cases = material.once(read_cases)
    content = page(
        material,
        "casebook.html",
        "casebook.html.j2",
        heading=material.phrases.say("casebook.title"),
        **_values(material, cases),
    )
    return {"casebook.html": content, "casebook.md": casebook_markdown(material, cases)}


def _values(material: Material, cases: Cases) -> dict[str, object]:
    questions = answered_questions(material, cases)
    columns = list(grouped(cases.answers, lambda one: one.brin))
    say = material.phrases.say
    names = {brin: material.school(brin) if brin else say("casebook.unknown_school") for brin in [*_brins(cases), ""]}
    return {
        "total": len(cases.all),
        "answers": len(cases.answers),
        "answering": count_schools(cases.answers),
        "questions": questions,
        "columns": sorted(columns, key=lambda brin: (not brin, names[brin], brin)),
        "is_wide": len(columns) * len(questions) <= MOST_CELLS,
        "names": names,
        "links": {brin: school_link(brin) for brin in names},
        "levels": by_level(cases.factors),
        "count_schools": count_schools,
        "most": MOST_AT_LEVEL,
        "reflections": grouped(cases.reflections, lambda one: one.brin),
        "schools": _schools(material, cases),
    }


def answered_questions(material: Material, cases: Cases) -> list[Answered]:
    """Give the questions that schools answered, those that most schools answered first, then as the notes ask them."""
    groups = grouped(cases.answers, lambda one: one.question)
    found = []
    for question, answers in groups.items():
        row = material.facts.known.get(question, {})
        text = material.text(row, "text") or material.phrases.say("casebook.no_question")
        language = getattr(row.get("text"), "language", None) or ""
        link = link_to(question_file(question)) if question in material.facts.known else ""
        first = min((one.path, int(one.line or 0)) for one in answers)
        found.append((-count_schools(answers), first, Answered(text, language, link, _by_school(answers))))
    return [answered for _, _, answered in sorted(found, key=lambda one: one[:2])]


def _by_school(answers: Sequence[Said]) -> Mapping[str, Sequence[Said]]:
    return grouped(answers, lambda one: one.brin)


def _brins(cases: Cases) -> list[str]:
    return sorted({one.brin for one in cases.all} - {""})


def _schools(material: Material, cases: Cases) -> list[School]:
    """Give all schools that take part, ask or were visited, by name."""
    groups = grouped(cases.all, lambda one: one.brin)
    found = []
    for brin in known_schools(material, cases):
        kinds = [one.kind for one in groups.get(brin, [])]
        counts = (kinds.count("answer"), kinds.count("obstacle"), kinds.count("factor"))
        found.append(School(brin, material.school(brin), school_link(brin), *counts))
    return sorted(found, key=lambda school: (school.name, school.brin))
