"""Index terms of texts."""

from __future__ import annotations

import pytest

from kg.terms.analysis import document_terms


@pytest.mark.parametrize(
    ("text", "language", "terms"),
    [
        pytest.param("Scholen en de leraren", "nl", ["schol", "lerar"], id="Dutch stems, without stop words"),
        pytest.param("The effects of feedback", "en", ["effect", "feedback"], id="English stems"),
        pytest.param("The use of tablets in schools", "nl", ["tablet", "school"], id="English text in a Dutch record"),
        pytest.param("L'effet du numérique", "fr", ["effet", "du", "numerique"], id="another language as it stands"),
        pytest.param("Het gebruik van tablets", "", ["gebruik", "tablet"], id="language told from the text"),
        pytest.param("", "nl", [], id="nothing"),
    ],
)
def test_the_terms_of_a_text(text: str, language: str, terms: list[str]) -> None:
    assert document_terms(text, language) == terms
