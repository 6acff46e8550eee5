"""Stems and compounds."""

from __future__ import annotations

import pytest

from kg.stemming import compound_parts, stem, stems_of, words

KNOWN = {found for word in ("leerling", "volgen", "systeem", "taal", "beleid") for found in stems_of(word, "nl")}


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        pytest.param("leraren", "leraar", "nl", id="Dutch plural with another vowel"),
        pytest.param("scholen", "school", "nl", id="Dutch plural with one vowel"),
        pytest.param("teachers", "teacher", "en", id="English plural"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str, language: str) -> None:
    assert set(stems_of(one, language)) & set(stems_of(other, language))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        pytest.param("leerlingvolgsysteem", {"system", "volg", "leerling"}, id="all known"),
        pytest.param("taalbeleid", {"beleid", "tal"}, id="short part beside a known one"),
        pytest.param("schoolbeleid", {"beleid"}, id="one unknown"),
        pytest.param("digitaal", set(), id="short part beside letters"),
        pytest.param("leerlingen", set(), id="no compound"),
    ],
)
def test_the_parts_of_a_compound(word: str, parts: set[str]) -> None:
    assert set(compound_parts(word, KNOWN)) == parts


def test_other_languages_are_left_alone() -> None:
    assert stem("Élèves", "fr") == "élèves"
    assert words("ICT-toepassing") == ["ict", "toepassing"]
