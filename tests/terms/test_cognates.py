"""Foreign words in two spellings."""

from __future__ import annotations

import pytest

from kg.terms.cognates import cognates

PAIRS = """
epidemiologie epidemiology
kwalitatief qualitative
sociologie sociology
creativiteit creativity
motivatie motivation
grafisch graphic
communicatie communication
demografie demography
preventie prevention
literair literary
structuur structure
theoretisch theoretical
"""


@pytest.mark.parametrize("pair", PAIRS.strip().splitlines())
def test_the_english_spelling_of_a_dutch_word(pair: str) -> None:
    dutch, english = pair.split()
    assert english in cognates(dutch, "nl")


@pytest.mark.parametrize("pair", ["epidemiologie epidemiology", "creativiteit creativity", "preventie prevention"])
def test_and_the_other_way_round(pair: str) -> None:
    dutch, english = pair.split()
    assert dutch in cognates(english, "en")


def test_a_short_word_is_left_as_it_is() -> None:
    assert cognates("ict", "nl") == ("ict",)
