"""What a writer struck out says nothing any more; the rest of the line still does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Context, Document
from kg.records import School
from kg.rules import extract

MakeNote = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        pytest.param("- ~~Vraag: Hoe gaat dit?~~", [], id="a question"),
        pytest.param(
            "~~Besluit: we stoppen.~~\n\nBesluit: we gaan door.", ["we gaan door."], id="one of two decisions"
        ),
        pytest.param("~~Hoe gaat dit?~~ Wat helpt het meest?", ["Wat helpt het meest?"], id="one of two sentences"),
        pytest.param("- [ ] ~~zaal huren~~\n- [ ] koffie halen", ["koffie halen"], id="a task"),
        pytest.param(
            "- [ ] ~~zaal~~ aula van de school huren", ["aula van de school huren"], id="the beginning of a task"
        ),
        pytest.param("- [ ] aula van de school huren ~~in mei~~", ["aula van de school huren"], id="the end of a task"),
        pytest.param("- [ ] ~~zaal huren bij de buren~~ (vervalt)", [], id="hardly anything is left"),
        pytest.param("- [ ] een ~~kleine~~ zaal huren", ["een ~~kleine~~ zaal huren"], id="words in the middle stay"),
        pytest.param("<del>Vraag: Hoe gaat dit?</del>", [], id="a tag"),
        pytest.param("~~[@jansen2020]~~ en [@voorbeeld2021]", ["@voorbeeld2021"], id="a citation"),
        pytest.param("~~Obs De Proefneming~~ en Obs Het Staal", ["Obs Het Staal"], id="a school"),
    ],
)
def test_what_is_struck_out_is_no_statement(text: str, quotes: list[str], note: MakeNote) -> None:
    schools = (School("99XA", "Obs De Proefneming"), School("99XB", "Obs Het Staal"))
    found = extract(note(text), Context((), schools)).statements
    assert [one.text for one in found] == quotes


def test_an_insight_answers_no_question_that_was_struck_out(note: MakeNote) -> None:
    text = "- ~~Vraag: Hoe gaat dit?~~\n  - Inzicht: klein beginnen."
    assert [(one.text, one.answers) for one in extract(note(text)).statements] == [("klein beginnen.", ())]
