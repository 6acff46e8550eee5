"""What a question looks for."""

from __future__ import annotations

from kg.model import Theme
from kg.terms.asking import Wanted, question_terms
from kg.vocabulary import Iri

READING = Theme(Iri("urn:reading"), {"nl": ("begrijpend lezen",), "en": ("reading comprehension",)})


def test_words_and_concepts_of_a_question() -> None:
    assert question_terms("Wat is er bekend over begrijpend lezen?", "nl", (READING,)) == [
        Wanted("begrijp", 1.0, "begrijpend"),
        Wanted("lez", 1.0, "lezen"),
        Wanted("read", 0.5, "begrijpend lezen", "begrijpend lezen"),
        Wanted("comprehens", 0.5, "begrijpend lezen", "begrijpend lezen"),
    ]


def test_a_question_of_opening_words_alone_keeps_them() -> None:
    assert [wanted.term for wanted in question_terms("Wat is onderzoek?", "nl", ())] == ["onderzoek"]
