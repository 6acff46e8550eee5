"""What one school asked, what became of it, and what it told, with the other schools left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.gaps import UNANSWERED
from kg.places import passage_link
from kg.queries import ask, value_of
from kg.reports.cases import Cases, Said, read_cases, split_by_school, visits_of
from kg.reports.names import SchoolNames, own_text, read_names
from kg.text import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.reports.material import Material
    from kg.stores import Row


@dataclass(frozen=True, slots=True)
class Publication:
    """An accepted publication: `about` says what it does for the question, and what sort of study it is."""

    title: str
    authors: str
    year: str
    doi: str
    about: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the words of the school itself, the newest first, and what became of it.

    `elsewhere` is how many other schools ask it, `others` how many insights are of or about other schools.
    """

    text: str
    language: str
    link: str
    type: str
    status: str
    since: str
    days: tuple[str, ...]
    wordings: tuple[Said, ...]
    insights: tuple[Said, ...]
    others: int
    publications: tuple[Publication, ...]
    elsewhere: int

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has answered the question; one about the table itself never waits for knowledge."""
        return self.status in UNANSWERED and self.type != "process"


@dataclass(frozen=True, slots=True)
class Task:
    """An action that names the school: `when` says whether it is done, or when it is due."""

    said: Said
    agent: str
    when: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that goes back to a school. `facts` pairs keys of words with what the register says.

    `answers` pairs a research question, as it was put to this school, with the answers; `visits` are (title, day).
    """

    brin: str
    name: str
    facts: tuple[tuple[str, str], ...]
    asked: tuple[Asked, ...]
    answers: tuple[tuple[str, tuple[Said, ...]], ...]
    factors: tuple[Said, ...]
    reflections: tuple[Said, ...]
    visits: tuple[tuple[str, str], ...]
    actions: tuple[Task, ...]

    @property
    def open(self) -> int:
        """Give how many of its questions nobody has answered."""
        return sum(one.is_open for one in self.asked)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the dossiers of all schools are made of, read once; rows by BRIN code, causes by IRI.

    `put` has the words of a question by its IRI and the path of the note, or '' for those of any meeting.
    """

    material: Material
    names: SchoolNames
    said: Cases
    cases: Mapping[str, Cases]
    visited: Mapping[str, str]
    register: Mapping[str, list[Row]]
    wordings: Mapping[str, list[Row]]
    meetings: Mapping[str, list[Row]]
    actions: Mapping[str, list[Row]]
    causes: Mapping[str, Row]
    put: Mapping[tuple[str, str], str]


def read_for_dossiers(material: Material) -> Reading:
    """Give what the dossiers of all schools are made of."""
    names, visited, store = read_names(material.store), visits_of(material), material.store
    said = material.once(read_cases)
    wordings = material.ask("school-wordings")
    until = material.settings.as_of
    meetings = [row for row in ask(store, "meetings") if not until or first_day(value_of(row, "date")) <= until]
    merged = material.facts.merged
    asked = {merged.get(value_of(row, "question"), value_of(row, "question")) for row in wordings}
    nodes = sorted({value_of(material.facts.status.get(one, {}), "cause") for one in asked} - {""})
    return Reading(
        material=material,
        names=names,
        said=said,
        cases=split_by_school(said),
        visited=visited,
        register=_by(ask(store, "schools"), "brin"),
        wordings=_by(wordings, "brin"),
        meetings=_by((row for row in meetings if value_of(row, "kind") == "visit"), "brin"),
        actions=_actions(material.ask("actions"), names, visited),
        put=_put(material, visited),
        causes={value_of(row, "node"): row for row in (ask(store, "causes", node=nodes) if nodes else [])},
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """The school that a dossier is for, and what it may read; not `linked`, nothing leads to another page."""

    reading: Reading
    brin: str
    linked: bool

    def text(self, text: str) -> str:
        """Give a text in which no other school is named."""
        return own_text(self.reading.material, self.reading.names, text, self.brin)

    def may_read(self, row: Row) -> bool:
        """Tell whether what a note says is of no other school, and is about none."""
        owner = value_of(row, "brin") or self.reading.visited.get(value_of(row, "path"), "")
        return owner in {"", self.brin} and not self.reading.names.tells_of_others(value_of(row, "text"), self.brin)

    def own(self, one: Said) -> Said:
        """Give what was said as this school may read it."""
        place = self.reading.material.phrases.place(self.text(one.path), one.line)
        is_named = self.reading.names.tells_of_others(one.path, self.brin)
        link = one.link if self.linked and not is_named else ""
        return replace(one, text=self.text(one.text), place=place, path=self.text(one.path), link=link)

    def quote(self, row: Row, text: str, statement: str) -> Said:
        """Give the words of a row of the graph as this school may read them."""
        path, date, phrases = value_of(row, "path"), value_of(row, "date"), self.reading.material.phrases
        said = Said(
            kind=text,
            text=value_of(row, text),
            language=value_of(row, "language") or getattr(row.get(text), "language", None) or "",
            brin=self.brin,
            question="",
            level="",
            place="",
            link=passage_link(path, statement),
            path=path,
            line=value_of(row, "line"),
            date=date,
            day=phrases.day(date) if date else "",
        )
        return self.own(said)


def _actions(rows: Iterable[Row], names: SchoolNames, visited: Mapping[str, str]) -> dict[str, list[Row]]:
    """Give the actions of a visit and those that name a school, by school."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        concerned = names.named(value_of(row, "text")) | ({visited.get(value_of(row, "path"), "")} - {""})
        for brin in sorted(concerned):
            found.setdefault(brin, []).append(row)
    return found


def _put(material: Material, visited: Mapping[str, str]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for question, rows in material.facts.rows["wordings"].items():
        for row in rows:
            path, quote = value_of(row, "path"), value_of(row, "quote")
            found.setdefault((question, path), quote)
            if path not in visited:
                found.setdefault((question, ""), quote)
    return found


def _by(rows: Iterable[Row], name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(value_of(row, name), []).append(row)
    return found
