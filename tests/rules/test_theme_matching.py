"""Themes are found by their labels, on stems, compounds by whole parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Context, Document, Theme
from kg.rules import extract
from kg.vocabulary import Iri

MakeNote = Callable[..., Document]
THEMES = (
    Theme(Iri("urn:t:tracking"), {"nl": ("volgsysteem", "volgen en sturen"), "en": ("monitoring",)}),
    Theme(Iri("urn:t:language"), {"nl": ("taal",), "en": ("language",)}),
    Theme(Iri("urn:t:teacher"), {"nl": ("leraar",), "en": ("teacher",)}),
)


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        pytest.param("Wat kost een volgsysteem?", ["urn:t:tracking"], id="the word itself"),
        pytest.param("Wat kosten volgsystemen?", ["urn:t:tracking"], id="plural"),
        pytest.param("Wat kost een leerlingvolgsysteem?", ["urn:t:tracking"], id="end of a compound"),
        pytest.param("Hoe kun je volgen en sturen?", ["urn:t:tracking"], id="phrase"),
        pytest.param("Wat willen we volgen?", [], id="part of a phrase"),
        pytest.param("Wat is digitaal?", [], id="letters that are no part"),
        pytest.param("Wat vragen leraren bij taal?", ["urn:t:teacher", "urn:t:language"], id="in order"),
        pytest.param("What do teachers need?", ["urn:t:teacher"], id="English"),
    ],
)
def test_the_themes_of_a_question(text: str, themes: list[str], note: MakeNote) -> None:
    (question,) = extract(note(text), Context(THEMES)).statements
    assert list(question.themes) == themes


def test_a_theme_comes_from_the_sentence_itself(note: MakeNote) -> None:
    (question,) = extract(note("Wat helpt het meest? Het ging over taal."), Context(THEMES)).statements
    assert question.themes == ()
