"""How firmly each question is supported, in sentences that say what the number rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.queries import value_of

if TYPE_CHECKING:
    from kg.reports.material import Material
    from kg.stores import Row

#: Counts of the query `strength`: accepted publications that support, by grade, and those that dispute.
COUNTS = ("reviews", "peerReviewed", "studies", "cases", "voices", "disputing")


@dataclass(frozen=True, slots=True)
class Strength:
    """From 0 to 5, in a sentence; and the publications that count, with what the rule makes of them."""

    value: int
    told: str
    counted: str


def strengths(material: Material) -> dict[str, Strength]:
    """Give how firmly each question is supported, where it is at all."""
    given = {
        value_of(row, "subject"): value_of(row, "by")
        for row in material.ask("curations")
        if value_of(row, "verb") == "grade" and value_of(row, "applies") == "true"
    }
    rows: dict[str, Row] = {}
    for row in material.ask("strength"):
        rows.setdefault(value_of(row, "question"), row)
    found = {question: _strength(material, row, given.get(question, "")) for question, row in rows.items()}
    return {question: strength for question, strength in found.items() if strength.value or strength.counted}


def _strength(material: Material, row: Row, by: str) -> Strength:
    phrases, value = material.phrases, value_of(row, "strength") or "0"
    counts = {name: int(value_of(row, name) or 0) for name in COUNTS}
    counted = phrases.join(phrases.count(f"strength.{name}", n) for name, n in counts.items() if n)
    by_rule = value_of(row, "byRule") or "0"
    is_given = bool(value_of(row, "given")) and bool(by)
    return Strength(
        value=int(value) if value.isdigit() else 0,
        told=phrases.say("strength.given", n=value, by=by) if is_given else phrases.say("strength.rule", n=value),
        counted=phrases.say("strength.counted", counts=counted, n=by_rule) if counted else "",
    )
