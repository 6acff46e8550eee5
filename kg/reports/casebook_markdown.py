"""The casebook as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.guards.markdown import cell, inline, row
from kg.reports.cases import by_level, count_schools, grouped
from kg.reports.lines import document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.reports.cases import Cases, Said
    from kg.reports.material import Material


def casebook_markdown(material: Material, cases: Cases) -> bytes:
    """Give the casebook: a table a research question with the answers of schools, the factors by level, reflections."""
    say = material.phrases.say
    lines: list[str] = [say("casebook.means" if cases.all else "casebook.none")]
    for question, answers in grouped(cases.answers, lambda one: one.question).items():
        lines += _answers(material, question, answers)
    for kind, title in (("obstacle", "casebook.obstacles"), ("factor", "casebook.factors")):
        lines += _factors(material, say(title), [one for one in cases.factors if one.kind == kind])
    if cases.reflections:
        lines += ["", f"## {say('casebook.reflection')}", ""]
        lines += [said_line(material, one) for one in cases.reflections]
    return document(material, say("casebook.title"), lines)


def said_line(material: Material, one: Said, *, by: bool = True) -> str:
    """Give what was said as an item of a list, with whose it is and where it stands."""
    school = [inline(material.school(one.brin))] if by and one.brin else []
    return f"- {inline(one.text)} ({', '.join([*school, inline(one.place)])})"


def _answers(material: Material, question: str, answers: Iterable[Said]) -> list[str]:
    phrases = material.phrases
    title = inline(material.text(material.facts.known.get(question, {}), "text")) or phrases.say("casebook.no_question")
    head = row(*(phrases.say(f"casebook.{name}") for name in ("school", "answer", "source")))
    rows = [row(_school(material, one), cell(one.text), cell(one.place)) for one in answers]
    return ["", f"## {title}", "", head, "| --- | --- | --- |", *rows]


def _school(material: Material, one: Said) -> str:
    return cell(material.school(one.brin)) if one.brin else material.phrases.say("casebook.unknown_school")


def _factors(material: Material, title: str, factors: list[Said]) -> list[str]:
    phrases = material.phrases
    lines = ["", f"## {title}"] if factors else []
    for level, obstacles, helps in by_level(factors):
        found = obstacles + helps
        lines += ["", f"### {phrases.label('level', level)}", ""]
        if schools := count_schools(found):
            lines += [phrases.count("casebook.at_schools", schools), ""]
        lines += [said_line(material, one) for one in found]
    return lines
