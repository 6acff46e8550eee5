"""Dutch compounds and their parts."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.terms.compounds import LONGEST, split_compound

#: Compounds of education, with their parts.
SPLIT = """
lerarentekort leraren tekort
leerlingvolgsysteem leerling volg systeem
klassenmanagement klassen management
rekenonderwijs reken onderwijs
taalbeleid taal beleid
toetsresultaten toets resultaten
leerdoelen leer doelen
leermiddelen leer middelen
zelfregulatie zelf regulatie
ouderbetrokkenheid ouder betrokkenheid
kansengelijkheid kansen gelijkheid
basisschool basis school
onderwijskwaliteit onderwijs kwaliteit
leerlingbegeleiding leerling begeleiding
leesvaardigheid lees vaardigheid
taalontwikkelingsstoornis taal ontwikkeling stoornis
zorgleerlingen zorg leerlingen
groepsgrootte groep grootte
leerkrachtvaardigheden leerkracht vaardigheden
datagestuurd data gestuurd
lesmateriaal les materiaal
gedragsproblemen gedrag problemen
handelingsplan handeling plan
thuisonderwijs thuis onderwijs
schoolleiders school leiders
onderwijsachterstanden onderwijs achterstanden
vakdidactiek vak didactiek
loopbaanbegeleiding loopbaan begeleiding
samenwerkingsverband samenwerking verband
leernetwerken leer netwerken
praktijkbegeleiders praktijk begeleiders
peuterspeelzaal peuter speel zaal
kinderopvang kinder opvang
scholengemeenschap scholen gemeenschap
werkgeheugen werk geheugen
studiesucces studie succes
burgerschapsonderwijs burgerschap onderwijs
"""

#: Words that only look like compounds.
WHOLE = """
onderwijs aandacht voorbeeld wetenschappelijke leerlingen verantwoordelijkheid mogelijkheden informatie universiteit
middelbare didactische digitalisering gepersonaliseerd executieve verandering ervaringen bijvoorbeeld beschikbaar
werkelijkheid gemeenschap intelligentie programmeren samenwerking ontwikkeling opleiding instrumenten begrijpend
nederlands voortgezet interventie rapportage inspectie ministerie architectuur bestaande besluiten gesprekken
"""


@pytest.mark.parametrize(
    "case", [pytest.param(line.split(), id=line.split()[0]) for line in SPLIT.strip().splitlines()]
)
def test_a_compound_is_split(case: list[str]) -> None:
    assert split_compound(case[0]) == tuple(case[1:])


@pytest.mark.parametrize("word", WHOLE.split())
def test_another_word_stays_whole(word: str) -> None:
    assert split_compound(word) == ()


@given(st.lists(st.sampled_from(SPLIT.split()), min_size=1, max_size=3).map("".join) | st.text("abeilnst", max_size=40))
def test_parts_stand_in_the_word_in_order(word: str) -> None:
    """Whatever the word: two parts at least, each found behind the one before."""
    at, parts = 0, split_compound(word)
    for part in parts:
        at = word.index(part, at) + len(part)
    assert len(parts) != 1
    assert at == (len(word) if parts else 0)


def test_the_list_of_parts_is_small_and_in_order() -> None:
    head, *lines = files("kg.terms").joinpath("data", "parts.txt").read_text("utf-8").splitlines()
    assert head.startswith("# ")
    assert lines == sorted(set(lines))
    assert [line for line in lines if not re.fullmatch(r"[a-z]{3,14} [0-9]{2}", line)] == []
    assert 10_000 < len(lines) < 20_000


def test_the_list_of_parts_is_as_the_script_makes_it() -> None:
    """Where Debian's word list is installed (wdutch 2.20.19)."""
    words = Path("/usr/share/dict/dutch")
    if not words.exists():
        pytest.skip("wdutch is not installed")
    script = Path(__file__).parents[2] / "scripts" / "compound_parts.py"
    assert subprocess.run([sys.executable, script, words, "--check"], check=False).returncode == 0


def test_a_word_without_end_is_left_alone() -> None:
    assert split_compound("school" * LONGEST) == ()
