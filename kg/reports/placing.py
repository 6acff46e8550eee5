"""Where questions, insights and publications stand in the matrix: at which themes, and in which columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.gaps import UNANSWERED
from kg.queries import value_of
from kg.reports.cases import LEVELS, visits_of
from kg.sectors import SECTORS, sectors_of
from kg.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.reports.material import Material
    from kg.stores import Row

#: What the columns can be.
VIEWS = ("sector", "level", "type")

#: The column of insights that go into no question, where columns are types of question.
NO_QUESTION = "-"

#: Columns of each view in order; '' is for what names none.
COLUMNS = {
    "sector": (*SECTORS, ""),
    "level": LEVELS,
    "type": ("knowledge", "research", "policy", "practical", "instrumental", "", NO_QUESTION),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """One thing of a kind (question, insight, publication), with its themes and its columns by view.

    `node` is its IRI; a publication is placed once for each `question` that it was accepted for.
    """

    kind: str
    node: str
    question: str
    themes: frozenset[str]
    columns: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Stock:
    """All that stands in the matrix, and the rows of the graph to show it with: statements and accepted evidence."""

    placed: tuple[Placed, ...]
    statements: Mapping[str, Row]
    evidence: Mapping[tuple[str, str], Row]


def read_stock(material: Material) -> Stock:
    """Give all questions that are open, all insights, and all accepted publications, with where they stand."""
    questions = _counted(material)
    rows: dict[str, list[Row]] = {}
    for row in material.ask("practice"):
        rows.setdefault(value_of(row, "statement"), []).append(row)
    levels = _levels(material, rows)
    places = {one: _columns_of_question(material, one, levels.get(one, frozenset())) for one in questions}
    evidence = {
        (value_of(row, "publication"), question): row
        for question in questions
        for row in material.facts.of("evidence", question)
        if value_of(row, "state") == "accepted" and value_of(row, "stance") != "background"
    }
    themes = {one: frozenset(material.facts.values("theme-questions", one, "theme")) for one in questions}
    status = material.facts.status
    placed = [
        Placed("question", one, one, themes[one], places[one])
        for one in questions
        if value_of(status[one], "status") in UNANSWERED
    ]
    placed += _insights(material, rows, places, themes)
    placed += [
        Placed("publication", node, one, themes[one], {**places[one], "sector": _sectors(material, node, one)})
        for node, one in evidence
    ]
    return Stock(tuple(placed), {node: found[0] for node, found in rows.items()}, evidence)


def _counted(material: Material) -> list[str]:
    """Give the questions that can be open: not retired, not merged, and not about the table itself."""
    facts = material.facts
    return sorted(
        question
        for question, row in facts.status.items()
        if question in facts.known
        and question not in facts.merged
        and value_of(row, "status") != "retired"
        and value_of(facts.known[question], "type") != "process"
    )


def _levels(material: Material, rows: Mapping[str, list[Row]]) -> dict[str, frozenset[str]]:
    """Give the levels of what hinders or helps that goes into a question, or is the question itself."""
    facts = material.facts
    asked = {
        (value_of(row, "path"), value_of(row, "line"), value_of(row, "quote")): question
        for question, found in facts.rows["wordings"].items()
        for row in found
    }
    levels: dict[str, set[str]] = {}
    for row in (row for found in rows.values() for row in found if value_of(row, "level")):
        same = asked.get((value_of(row, "path"), value_of(row, "line"), value_of(row, "text")), "")
        for question in {_end(material, value_of(row, "question")), same} - {""}:
            levels.setdefault(question, set()).add(value_of(row, "level"))
    return {question: frozenset(found) for question, found in levels.items()}


def _end(material: Material, question: str) -> str:
    return material.facts.merged.get(question, question)


def _columns_of_question(material: Material, question: str, levels: frozenset[str]) -> dict[str, frozenset[str]]:
    facts = material.facts
    row = facts.known[question]
    named = (_sector_of_theme(material, theme) for theme in facts.values("theme-questions", question, "theme"))
    asking = (facts.sectors.get(brin, "") for brin in facts.values("schools-asking", question, "brin"))
    sectors = {*asking, *named, *sectors_of(value_of(row, "text"))}
    return {"sector": _or_none(sectors), "level": levels or _NONE, "type": frozenset({value_of(row, "type")})}


def _sector_of_theme(material: Material, theme: str) -> str:
    """Give the sector of which a theme has the name, or ''."""
    labels = material.themes.get(theme, {})
    names = {fold(label) for label in labels.values()}
    for sector in SECTORS:
        texts = material.phrases.label("sector", sector).texts
        if any(fold(text) in names for text in texts.values()):
            return sector
    return ""


def _insights(
    material: Material,
    rows: Mapping[str, list[Row]],
    places: Mapping[str, Mapping[str, frozenset[str]]],
    themes: Mapping[str, frozenset[str]],
) -> Iterator[Placed]:
    """Yield what practice says; what goes only into questions that do not count is left out."""
    visited = visits_of(material)
    for node, found in rows.items():
        answered = {_end(material, value_of(row, "question")) for row in found} - {""}
        questions = sorted(answered & places.keys())
        if answered and not questions:
            continue
        own = {value_of(row, "theme") for row in found} - {""}
        columns = {
            "sector": _sector_of_insight(material, found[0], visited)
            or _or_none({sector for one in questions for sector in places[one]["sector"]}),
            "level": frozenset({value_of(found[0], "level")}),
            "type": frozenset(kind for one in questions for kind in places[one]["type"]) or frozenset({NO_QUESTION}),
        }
        yield Placed("insight", node, "", frozenset(own.union(*(themes[one] for one in questions))), columns)


def _sector_of_insight(material: Material, row: Row, visited: Mapping[str, str]) -> frozenset[str]:
    """Give the sector of the school that says it, or else those that its own words name."""
    brin = value_of(row, "brin") or visited.get(value_of(row, "path"), "")
    own = material.facts.sectors.get(brin, "")
    return frozenset({own} if own else sectors_of(value_of(row, "text")))


def _sectors(material: Material, publication: str, question: str) -> frozenset[str]:
    rows = material.facts.of("evidence", question)
    return _or_none({value_of(row, "sector") for row in rows if value_of(row, "publication") == publication})


_NONE = frozenset({""})


def _or_none(found: set[str]) -> frozenset[str]:
    return frozenset(found - {""}) or _NONE


def narrower_first(broader: Mapping[str, tuple[str, ...]]) -> Callable[[str], frozenset[str]]:
    """Give a function that gives a theme with all that are broader than it."""

    def above(theme: str) -> frozenset[str]:
        found, fresh = {theme}, {theme}
        while fresh := {wide for one in fresh for wide in broader.get(one, ())} - found:
            found |= fresh
        return frozenset(found)

    return above
