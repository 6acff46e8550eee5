"""What a question looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Theme
from kg.terms.asking import Wanted, question_terms
from kg.vocabulary import Iri

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLE = Theme(Iri("urn:sample"), {"nl": ("glazen bol", "bolkijken"), "en": ("crystal ball",)})


def _terms(question: str, language: str, themes: Sequence[Theme] = ()) -> dict[str, Wanted]:
    return {wanted.term: wanted for wanted in question_terms(question, language, themes)}


def test_words_and_concepts_of_a_question() -> None:
    assert question_terms("Wat is er bekend over de glazen bol?", "nl", (SAMPLE,)) == [
        Wanted("nl:glas", 1.0, "glazen"),
        Wanted("nl:bol", 1.0, "bol"),
        Wanted("crystal", 0.707, "glazen bol", "glazen bol"),
        Wanted("ball", 0.707, "glazen bol", "glazen bol"),
        Wanted("nl:bolkijk", 0.36, "glazen bol", "glazen bol"),
    ]


@pytest.mark.parametrize(
    ("question", "language", "term", "word", "via"),
    [
        pytest.param("Hoe leren leerlingen?", "nl", "pupil", "leerlingen", "leerling", id="glossary, Dutch to English"),
        pytest.param("How do pupils learn?", "en", "nl:leerl", "pupils", "pupil", id="glossary, English to Dutch"),
        pytest.param("Wat doet een leerkracht?", "nl", "nl:leraar", "leerkracht", "leerling", id="synonym"),
        pytest.param(
            "Helpt begrijpend lezen?", "nl", "comprehens", "begrijpend lezen", "begrijpend lezen", id="phrase"
        ),
        pytest.param("Goed rekenonderwijs", "nl", "mathematics", "rekenonderwijs", "rekenen", id="part of a compound"),
        pytest.param("Wat doet Xyzzylon?", "nl", "xyzzylon", "Xyzzylon", "", id="a name is the same in English"),
    ],
)
def test_the_bridge(question: str, language: str, term: str, word: str, via: str) -> None:
    wanted = _terms(question, language)[term]
    assert (wanted.word, bool(wanted.via)) == (word, bool(via))


def test_a_phrase_is_no_longer_its_words() -> None:
    """`hoger onderwijs` is higher education, and not instruction."""
    assert {"higher", "univers", "instruct"} & _terms("Welke rol speelt hoger onderwijs?", "nl").keys() == {"higher"}


def test_a_word_that_is_translated_is_no_loan_word() -> None:
    """English `kind` has nothing to do with a Dutch child."""
    assert "kind" not in _terms("Wat wil een kind?", "nl")


def test_a_repeated_word_weighs_as_often() -> None:
    assert _terms("Tafels, tafels en tafels", "nl")["nl:tafel"].weight == 3.0


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        pytest.param("Welk onderzoek is er naar spelling?", "nl", {"spelling"}, id="Dutch opening"),
        pytest.param("What is known about the effects of spelling?", "en", {"spelling"}, id="English opening"),
        pytest.param("Wat is onderzoek?", "nl", {"onderzoek"}, id="an opening word alone is the subject"),
        pytest.param("Wat is het?", "nl", set(), id="nothing"),
    ],
)
def test_openings_carry_no_meaning(question: str, language: str, words: set[str]) -> None:
    assert {wanted.word for wanted in question_terms(question, language, ())} == words


@given(st.text(max_size=80), st.sampled_from(["nl", "en", "fr", ""]))
def test_each_term_comes_once_with_a_weight_and_a_reason(question: str, language: str) -> None:
    found = question_terms(question, language, (SAMPLE,))
    assert len({wanted.term for wanted in found}) == len(found)
    assert all(wanted.weight > 0 and wanted.word for wanted in found)
    assert found == question_terms(question, language, (SAMPLE,))
