"""Stems of the index."""

from __future__ import annotations

import pytest

from kg.terms.stems import index_stem

SAME = {
    "nl": (
        "leraar leraren", "school scholen", "klas klassen", "kind kinderen", "toets toetsen toetst toetsing", "kans kansen",
        "lezen leest gelezen", "leren leert geleerd", "motivatie motiveren gemotiveerd", "app apps", "tablet tablets",
        "zelfregulering zelfregulatie", "gesprek gesprekken", "gezin gezinnen", "modern moderne", "digitaal digitale",
        "evaluatie evaluaties", "vaardigheid vaardigheden", "gebruik gebruiken gebruikt", "les lessen",
    ),
    "en": (
        "teacher teachers", "personalised personalized personalising", "behaviour behaviors", "child children",
        "mathematics maths math", "programme programs", "organisation organizations", "practice practise", "centre centers",
    ),
}  # fmt: skip
APART = {
    "nl": ("les lezen", "gegevens geven", "gezin zin", "gebouw bouw", "getal tal", "gedrag drag", "leraar leren"),
    "en": ("organisation organ", "personalised person", "basis base"),
}


@pytest.mark.parametrize(("tongue", "forms"), [(tongue, forms) for tongue, rows in SAME.items() for forms in rows])
def test_forms_of_a_word_share_a_stem(tongue: str, forms: str) -> None:
    assert len({index_stem(word, tongue) for word in forms.split()}) == 1


@pytest.mark.parametrize(("tongue", "pair"), [(tongue, pair) for tongue, pairs in APART.items() for pair in pairs])
def test_other_words_have_other_stems(tongue: str, pair: str) -> None:
    assert len({index_stem(word, tongue) for word in pair.split()}) == 2


def test_other_languages_keep_their_words() -> None:
    assert index_stem("eleves", "fr") == "eleves"
