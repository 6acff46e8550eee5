"""What answers what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Document
from kg.rules import extract

MakeNote = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        pytest.param(
            "## Wat helpt bij lezen?\n\nElke dag een kwartier oefenen.",
            [("Elke dag een kwartier oefenen.", "Wat helpt bij lezen?")],
            id="below a heading",
        ),
        pytest.param(
            "## Helpt oefenen?\n\nJa. Een kwartier per dag is genoeg.",
            [("Ja. Een kwartier per dag is genoeg.", "Helpt oefenen?")],
            id="yes and what follows",
        ),
        pytest.param(
            "- Wat helpt bij lezen?\n  - Elke dag oefenen",
            [("Elke dag oefenen", "Wat helpt bij lezen?")],
            id="nested item",
        ),
        pytest.param(
            "- Vraag: Wat helpt bij lezen?\n- Antwoord: elke dag oefenen",
            [("elke dag oefenen", "Wat helpt bij lezen?")],
            id="next item with a mark",
        ),
        pytest.param(
            "Wat helpt bij lezen?\n\nAntwoord: elke dag oefenen",
            [("elke dag oefenen", "Wat helpt bij lezen?")],
            id="next paragraph with a mark",
        ),
        pytest.param(
            "## IBIS\n\n- ? Wat helpt\n  - ! Een coach", [("Een coach", "Wat helpt")], id="IBIS idea in a question"
        ),
        pytest.param(
            "Hier was het vraagstuk 'Wat helpt bij het lezen?'. Het belangrijkste inzicht was dat rust helpt.",
            [("Het belangrijkste inzicht was dat rust helpt.", "Wat helpt bij het lezen?")],
            id="running prose",
        ),
        pytest.param(
            "**Anna:** Who pays for this?\n\n**Bob:** The board has a fund for it.",
            [("The board has a fund for it.", "Who pays for this?")],
            id="dialogue",
        ),
        pytest.param(
            "Anna asked how this works and Bob explained it runs by itself.",
            [("Bob explained it runs by itself.", "Anna asked how this works")],
            id="one sentence",
        ),
        pytest.param("## Wat helpt bij lezen?\n\ntodo", [], id="says nothing"),
        pytest.param("## Wat helpt bij lezen?\n\nDat wordt nog uitgezocht.", [], id="to be found out"),
        pytest.param("- Wat helpt bij lezen?\n  - nog te beantwoorden", [], id="nested, says nothing"),
        pytest.param(
            "Wat helpt?\n\nHet inzicht was dat rust helpt.",
            [("Het inzicht was dat rust helpt.", "Wat helpt?")],
            id="next paragraph on the same subject",
        ),
        pytest.param("## A\n\nWat helpt?\n\n## B\n\nHet inzicht was dat dit duur is.", [], id="another section"),
        pytest.param(
            "Vraag: wat helpt bij lezen?\nVraag: wie helpt daarbij?\n\nAntwoord: een coach",
            [("een coach", "wie helpt daarbij?")],
            id="two marks in one paragraph are two questions",
        ),
    ],
)
def test_which_question_an_insight_answers(text: str, pairs: list[tuple[str, str]], note: MakeNote) -> None:
    found = extract(note(text)).statements
    texts = {one.id: one.text for one in found}
    assert [(one.text, texts[answer]) for one in found for answer in one.answers] == pairs


def test_a_visit_note_answers_the_research_questions(note: MakeNote) -> None:
    text = (
        "---\nschool: 99XA\n---\n\n## Wat is jullie doel?\n\nElk kind leert in eigen tempo. Dat is nieuw.\n\n"
        "## Knelpunten\n\n- Leraren hebben te weinig tijd.\n"
    )
    found = [
        (one.id, one.kind, one.text, one.school, one.answers, getattr(one, "question_type", ""))
        for one in extract(note(text, "schools")).statements
    ]
    assert found == [
        ("q1", "question", "Wat is jullie doel?", "99XA", (), "research"),
        ("i1", "insight", "Elk kind leert in eigen tempo. Dat is nieuw.", "99XA", ("q1",), ""),
        ("o1", "obstacle", "Leraren hebben te weinig tijd.", "99XA", (), ""),
    ]
