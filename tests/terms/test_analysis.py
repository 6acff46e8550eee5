"""Index terms of texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.terms.analysis import document_terms, stop_words, terms_of_word
from kg.text import fold


@pytest.mark.parametrize(
    ("text", "language", "terms"),
    [
        pytest.param("Scholen en de kinderen", "nl", ["nl:schol", "nl:kind"], id="Dutch stems, without stop words"),
        pytest.param("De leerdoelen", "nl", ["nl:leerdoel", "nl:leren", "nl:doel"], id="parts behind their whole"),
        pytest.param("The effects of feedback", "en", ["effect", "feedback"], id="English stems"),
        pytest.param("The use of tablets in schools", "nl", ["tablet", "school"], id="English text in a Dutch record"),
        pytest.param("L'effet du numérique", "fr", ["effet", "du", "numerique"], id="another language as it stands"),
        pytest.param("Het gebruik van tablets", "", ["nl:gebruiken", "nl:tablet"], id="language told from the text"),
        pytest.param(
            "Rekenonderwijs", "", ["nl:rekenonderwijs", "nl:rekenen", "nl:onderwijs"], id="told from a compound"
        ),
        pytest.param("School leadership", "", ["school", "leadership"], id="English where nothing tells"),
        pytest.param("Groep 3 en vitamine C", "nl", ["nl:groep", "3", "nl:vitamin"], id="figures, no single letters"),
        pytest.param("", "nl", [], id="nothing"),
        pytest.param("the of", "en", [], id="stop words only"),
    ],
)
def test_the_terms_of_a_text(text: str, language: str, terms: list[str]) -> None:
    assert document_terms(text, language) == terms


@pytest.mark.parametrize("tongue", ["nl", "en"])
def test_stop_words_are_written_as_they_are_looked_up(tongue: str) -> None:
    assert [word for word in stop_words()[tongue] if word != fold(word) or terms_of_word(word, tongue)] == []


@given(st.text(max_size=60), st.sampled_from(["nl", "en", "de", "", "??", "nl-BE"]))
def test_any_text_has_terms_without_case_or_accents(text: str, language: str) -> None:
    found = document_terms(text, language)
    assert found == document_terms(text.casefold(), language)
    assert all(found)
    assert not any(char.isspace() for term in found for char in term)
