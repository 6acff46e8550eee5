"""A visit note: the whole answer of a school to each question, and the reflection of the visitors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Context, Document
from kg.rules.found import Found
from kg.rules.marks import find_marks
from kg.rules.note import make_note
from kg.rules.questions import find_asked
from kg.rules.visits import find_reflections, find_visit_answers

MakeNote = Callable[..., Document]
Q = "## Wat is jullie doel?\n\n"


def found(document: Document) -> list[tuple[str, str, bool]]:
    """Give rule and text of what the rules of a visit find, and whether it answers a question."""
    note, all_found = make_note(document, Context()), Found()
    for rule in (find_marks, find_asked, find_visit_answers, find_reflections):
        all_found.take(list(rule(note, all_found)))
    return [(one.rule, one.text, bool(one.answers)) for one in all_found if one.kind not in ("question", "obstacle")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{Q}Rust. Ruimte ook.", [("below", "Rust. Ruimte ook.", True)], id="a paragraph whole"),
        pytest.param(f"{Q}Rust.\n\nRuimte.", [("below", "Rust.", True), ("below", "Ruimte.", True)], id="two paragraphs"),
        pytest.param(f"{Q}Dit:\n\n- rust\n- ruimte", [("below", "Dit:", True), ("below", "rust", True), ("below", "ruimte", True)], id="a list"),
        pytest.param(f"{Q}Rust.\n\n## Verder\n\nNiets meer.", [("below", "Rust.", True)], id="up to the next heading"),
        pytest.param("Wat is jullie doel?\n\nRust.\n\nRuimte.", [("below", "Rust.", True), ("below", "Ruimte.", True)], id="a question on a line"),
        pytest.param(f"{Q}Rust. Maar hoe dan? Dat weten we.", [("below", "Rust.", True), ("below", "Dat weten we.", True)], id="a question in the answer parts it"),
        pytest.param(f"{Q}Rust.\n\nKnelpunt: de tijd.", [("below", "Rust.", True)], id="what is marked is no answer"),
        pytest.param(f"{Q}Nog te beantwoorden.", [], id="an answer that says nothing"),
        pytest.param("## Reflectie\n\nEen rustige school. Het werkt.", [("reflection", "Een rustige school. Het werkt.", False)], id="reflection"),
        pytest.param("## Our reflections\n\n- A calm school.", [("reflection", "A calm school.", False)], id="English reflection"),
        pytest.param("## Verslag\n\nEen rustige school.", [], id="another heading"),
    ],
)  # fmt: skip
def test_what_a_visit_gives(text: str, expected: list[tuple[str, str, bool]], note: MakeNote) -> None:
    assert found(note(text, "schools")) == expected


@pytest.mark.parametrize("text", [f"{Q}Rust.", "## Reflectie\n\nEen rustige school."])
def test_a_note_of_a_meeting_is_no_visit(text: str, note: MakeNote) -> None:
    assert found(note(text)) == []
