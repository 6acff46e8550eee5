"""What each school answered to each research question, and what hinders and helps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.guards.markdown import cell, inline, row
from kg.queries import value_of
from kg.reports.lines import document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.reports.material import Material
    from kg.stores import Row

#: Levels from near the pupil to far, as the case method of the tables tells them apart.
LEVELS = ("pupil", "teacher", "team", "school", "board", "system", "")


def casebook(material: Material) -> dict[str, bytes]:
    """Give casebook.md: a table a research question with the answers of the schools, then the factors by level."""
    phrases = material.phrases
    answers = material.ask("cases")
    factors = material.ask("obstacles")
    lines: list[str] = [phrases.say("casebook.means" if answers or factors else "casebook.none")]
    lines += _answers(material, answers)
    for kind, title in (("obstacle", "casebook.obstacles"), ("factor", "casebook.factors")):
        lines += _factors(material, phrases.say(title), (row for row in factors if value_of(row, "kind") == kind))
    return {"casebook.md": document(material, phrases.say("casebook.title"), lines)}


def _answers(material: Material, rows: Iterable[Row]) -> list[str]:
    phrases = material.phrases
    lines: list[str] = []
    for question, answers in _grouped(rows, "questionText").items():
        title = inline(material.shown(question)) or phrases.say("casebook.no_question")
        head = row(*(phrases.say(f"casebook.{name}") for name in ("school", "answer", "source")))
        lines += ["", f"## {title}", "", head, "| --- | --- | --- |"]
        lines += [
            row(_school(material, answer), cell(material.text(answer, "text")), cell(material.place(answer)))
            for answer in answers
        ]
    return lines


def _factors(material: Material, title: str, rows: Iterable[Row]) -> list[str]:
    groups = _grouped(rows, "level")
    lines = ["", f"## {title}"] if groups else []
    for level in LEVELS:
        if level in groups:
            lines += ["", f"### {material.phrases.label('level', level)}", ""]
            lines += [_factor(material, factor) for factor in groups[level]]
    return lines


def _factor(material: Material, factor: Row) -> str:
    by = [_school(material, factor)] if value_of(factor, "brin") else []
    return f"- {inline(material.text(factor, 'text'))} ({', '.join([*by, inline(material.place(factor))])})"


def _school(material: Material, found: Row) -> str:
    brin = value_of(found, "brin")
    return inline(material.school(brin)) if brin else material.phrases.say("casebook.unknown_school")


def _grouped(rows: Iterable[Row], name: str) -> Mapping[str, list[Row]]:
    """Give rows by the value of a variable, in the order in which values first come; '' comes last."""
    groups: dict[str, list[Row]] = {}
    for found in rows:
        groups.setdefault(value_of(found, name), []).append(found)
    return {key: groups[key] for key in sorted(groups, key=lambda key: not key)}
