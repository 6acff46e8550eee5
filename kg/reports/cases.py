"""What visit notes say: the answers of schools, what hinders and helps them, and what visitors noticed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.places import link_to, passage_link, school_file
from kg.queries import ask, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.reports.material import Material
    from kg.stores import Row

#: Levels from near the pupil to far, as the case method of the tables tells them apart.
LEVELS = ("pupil", "teacher", "team", "school", "board", "system", "")


@dataclass(frozen=True, slots=True)
class Said:
    """Exact words, whose they are and where they stand. `kind` is answer, obstacle, factor or reflection.

    `brin` is '' where no school is known, `question` the IRI of the question that an answer is on; `place` says in
    words and `link` in a link below outputs/ where it stands; `day` is '' where there is no date.
    """

    kind: str
    text: str
    language: str
    brin: str
    question: str
    level: str
    place: str
    link: str
    path: str
    line: str
    date: str
    day: str


@dataclass(frozen=True, slots=True)
class Cases:
    """All that schools said: answers by question and school, factors (obstacles too) by level, and reflections."""

    answers: tuple[Said, ...]
    factors: tuple[Said, ...]
    reflections: tuple[Said, ...]

    @property
    def all(self) -> tuple[Said, ...]:
        """Give everything, answers first."""
        return (*self.answers, *self.factors, *self.reflections)


def read_cases(material: Material) -> Cases:
    """Give what visit notes say until the day of the report; a factor that names no school is that of its visit."""
    visited = visits_of(material)
    merged = material.facts.merged

    def said(row: Row, kind: str, statement: str) -> Said:
        question, path, date = value_of(row, "question"), value_of(row, "path"), value_of(row, "date")
        return Said(
            kind=kind,
            text=material.text(row, "text"),
            language=getattr(row.get("text"), "language", None) or "",
            brin=value_of(row, "brin") or visited.get(path, ""),
            question=merged.get(question, question),
            level=value_of(row, "level"),
            place=material.place(row),
            link=passage_link(path, value_of(row, statement)),
            path=path,
            line=value_of(row, "line"),
            date=date,
            day=material.phrases.day(date) if date else "",
        )

    factors = material.ask("obstacles")
    return Cases(
        answers=_once(said(row, "answer", "answer") for row in material.ask("cases")),
        factors=_once(said(row, value_of(row, "kind"), "statement") for row in factors),
        reflections=_once(said(row, "reflection", "statement") for row in material.ask("reflections")),
    )


def split_by_school(cases: Cases) -> dict[str, Cases]:
    """Give what each school said, and what was noticed there, by BRIN code."""
    answers, factors, reflections = (
        grouped(part, lambda one: one.brin) for part in (cases.answers, cases.factors, cases.reflections)
    )
    return {
        brin: Cases(*(tuple(part.get(brin, ())) for part in (answers, factors, reflections)))
        for brin in sorted({*answers, *factors, *reflections})
    }


def known_schools(material: Material, cases: Cases) -> list[str]:
    """Give the BRIN codes of the schools of the register, and of those that ask or said something."""
    asking = {value_of(row, "brin") for rows in material.facts.rows["schools-asking"].values() for row in rows}
    return sorted({*material.schools, *asking, *(one.brin for one in cases.all)} - {""})


def visits_of(material: Material) -> dict[str, str]:
    """Give the school that was visited, by the path of the note."""
    rows = ask(material.store, "meetings")
    return {value_of(row, "path"): value_of(row, "brin") for row in rows if value_of(row, "kind") == "visit"}


def school_link(brin: str) -> str:
    """Give the link from outputs/ to the page of a school, '' where it is not known."""
    return link_to(school_page(brin)) if brin else ""


def school_page(brin: str) -> str:
    """Give the file of the page of a school below outputs/."""
    return school_file(brin)


def grouped(found: Iterable[Said], key: Callable[[Said], str]) -> Mapping[str, list[Said]]:
    """Give what was said by a key, in the order in which keys first come; '' comes last."""
    groups: dict[str, list[Said]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return {name: groups[name] for name in sorted(groups, key=lambda name: not name)}


def by_level(factors: Iterable[Said]) -> list[tuple[str, list[Said], list[Said]]]:
    """Give for each level at which something was said what hinders and what helps."""
    groups = grouped(factors, lambda one: one.level)
    known = [level for level in LEVELS if level in groups] + sorted(set(groups) - set(LEVELS))
    return [
        (
            level,
            [one for one in groups[level] if one.kind == "obstacle"],
            [one for one in groups[level] if one.kind == "factor"],
        )
        for level in known
    ]


def count_schools(found: Iterable[Said]) -> int:
    """Give how many known schools said something."""
    return len({one.brin for one in found} - {""})


def _once(found: Iterable[Said]) -> tuple[Said, ...]:
    """Give each statement once a question, also where a question has two names or was merged."""
    return tuple({(one.link, one.question, one.kind): one for one in found}.values())
